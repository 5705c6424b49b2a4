"""A date in any form in, how a day of metadata is to be written out: 2024-07-18."""

from __future__ import annotations

import re

__all__ = ["DAY_FORM", "day_hint"]

DAY_FORM = "Write year, month and day, as in 2024-07-18."


def day_hint(written: str) -> str | None:
    """Say how to write what was meant; None where that is unsure, as in 02.09.2025 or 9/2/2025."""
    from reportkit.read.copy.dates import DATE, iso  # only for what is wrong

    if not re.fullmatch(rf"{DATE}|\d{{4}}-\d\d?-\d\d?", written, re.IGNORECASE):
        return None
    meant = iso(written)
    if len(meant) == len("2024-07"):
        return f"Add the day, as in {meant}-01."
    return f"Write {meant}." if meant else None
