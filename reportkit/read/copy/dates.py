"""A date as people write it in (July 1, 2024; 1 July 2024; 2024. 7. 1.), ISO 8601 out."""

from __future__ import annotations

import re

from reportkit.read.dates import InvalidDateError, date_parts

__all__ = ["DATE", "MONTH", "iso"]

_MONTHS = "january february march april may june july august september october november december"
_NUMBERS = {name[:3]: number for number, name in enumerate(_MONTHS.split(), 1)}
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
DATE = (
    rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+{_YEAR}"
    rf"|{MONTH},?\s+{_YEAR}|{_YEAR}-\d\d(?:-\d\d)?|{_YEAR}[./]\s?\d{{1,2}}[./]\s?\d{{1,2}}\.?"
    rf"|{_YEAR}년\s*\d{{1,2}}월(?:\s*\d{{1,2}}일)?)"
)
"""What has the form of a date, with a year and a month at least; case counts."""


def iso(written: str, year: str = "") -> str:
    """Give 2024-07-01 or 2024-07 for what matches `DATE`, or for a month and day of `year`.

    Empty where the calendar has no such day.
    """
    month = re.search(MONTH, written, re.IGNORECASE)
    numbers = re.findall(r"\d+", written)
    if month:
        found = [n for n in numbers if len(n) == 4]
        days = [n for n in numbers if len(n) < 3]
        parts = [found[0] if found else year, str(_NUMBERS[month[0][:3].lower()]), *days[:1]]
    else:
        parts = numbers
    value = "-".join([parts[0], *(part.zfill(2) for part in parts[1:3])]) if parts else ""
    try:
        date_parts(value)
    except InvalidDateError:
        return ""
    return value
