"""A date as an author writes it in, CSL date-parts out; whatever no calendar has is refused.

EDTF level 0 and, of level 1, `~` and `?` (circa), seasons (21 to 24) and an
open interval's end, which is `[0]` as citeproc-js has it. citeproc-js reads only
date-parts safely: a plain string loses its year there, and a month 13 is printed as
a season.
"""

from __future__ import annotations

import calendar
import re
from typing import Any

__all__ = ["InvalidDateError", "date_parts"]

_DATE = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")


OPEN = [0]
"""The end of what goes on."""


class InvalidDateError(ValueError):
    """Says in a sentence why this is not a date."""


def date_parts(value: str | dict[str, Any] | list[dict[str, Any]]) -> dict[str, Any]:
    """Give `{"date-parts": …}` for a string or a CSL date; `InvalidDateError` for others."""
    if isinstance(value, str):
        return _from_string(value.strip())
    if isinstance(value, list):
        return _from_ends(value)
    answer = dict(value)
    if isinstance(answer.get("circa"), str):
        answer["circa"] = answer["circa"].lower() not in ("", "0", "false")
    if "raw" in answer:
        raw = answer.pop("raw")
        answer |= {} if "date-parts" in answer else _from_string(raw.strip())
    if "date-parts" in answer:
        first, *rest = [[str(part) for part in parts] for parts in answer["date-parts"]]
        ends = [OPEN if parts == ["0"] else _checked(parts) for parts in rest]
        answer["date-parts"] = _in_order([_checked(first), *ends])
    elif "literal" not in answer:
        raise InvalidDateError("This date has neither “date-parts” nor “literal”.")
    if "season" in answer:
        if str(answer["season"]) not in ("1", "2", "3", "4"):
            raise InvalidDateError(f"There is no season “{answer['season']}”.")
        answer["season"] = int(answer["season"])
    return answer


def _from_ends(ends: list[dict[str, Any]]) -> dict[str, Any]:
    """Read {year, month, day}, as older exports of CSL in YAML write a date."""
    answer: dict[str, Any] = {"date-parts": []}
    for end in ends:
        written = [str(end[part]) for part in ("year", "month", "day") if part in end]
        answer["date-parts"].append(_checked(written or [""]))
        if "season" in end:
            answer["season"] = int(end["season"])
    _in_order(answer["date-parts"])
    return answer


def _from_string(value: str) -> dict[str, Any]:
    ends = value.split("/")
    if len(ends) > 2:
        raise InvalidDateError(f"“{value}” is not a date.")
    answer: dict[str, Any] = {"date-parts": []}
    for end in ends:
        if end in ("", "..") and answer["date-parts"]:
            answer["date-parts"].append(OPEN)
            continue
        match = _DATE.fullmatch(end)
        if not match:
            raise InvalidDateError(f"“{value}” is not a date.")
        year, month, day, doubt = match.groups()
        if doubt:
            answer["circa"] = True
        if month and not day and month in ("21", "22", "23", "24"):
            if len(ends) == 2:
                raise InvalidDateError("A season cannot begin or end a range.")
            answer["season"] = int(month) - 20
            month = None
        answer["date-parts"].append(_checked([part for part in (year, month, day) if part]))
    _in_order(answer["date-parts"])
    return answer


def _in_order(ends: list[list[int]]) -> list[list[int]]:
    known = min(map(len, ends))
    if len(ends) == 2 and ends[1] != OPEN and ends[1][:known] < ends[0][:known]:
        raise InvalidDateError("This range ends before it begins.")
    return ends


def _checked(parts: list[str]) -> list[int]:
    try:
        numbers = [int(part) for part in parts]
    except ValueError:
        raise InvalidDateError(f"“{'-'.join(parts)}” is not a date.") from None
    year, month, day = [*numbers, None, None][:3]
    if not year or abs(year) > 9999:
        raise InvalidDateError(f"There is no year {parts[0]}.")
    if month is not None and not 1 <= month <= 12:
        raise InvalidDateError(f"There is no month {parts[1]}.")
    if month and day is not None:
        last = calendar.monthrange(max(year, 1), month)[1]
        if not 1 <= day <= last:
            raise InvalidDateError(f"{calendar.month_name[month]} {year} has no day {parts[2]}.")
    return numbers
