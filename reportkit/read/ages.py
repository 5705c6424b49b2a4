"""`as-of`, `reviewed`, `review-by` and `review-every` in, an `Age` out."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Callable, Mapping

from reportkit.diagnostics import Span
from reportkit.evidence import Age, Period
from reportkit.read.days import day_hint
from reportkit.read.sanitise import Place
from reportkit.read.texts import Findings

__all__ = ["AGE_KEYS", "age", "age_at"]

AGE_KEYS = ("as-of", "reviewed", "review-by", "review-every")


def age(values: Mapping[str, str], place: Place, findings: Findings) -> Age | None:
    """Give the age that attributes state, or None where there are none of it."""
    spans = {name: place.find(f"{name}=", f"{name}:") for name in values}
    return age_at(values, spans, findings)


def age_at(values: Mapping[str, str], spans: Mapping[str, Span], findings: Findings) -> Age | None:
    """Give the age that `values` state; one that cannot be read is an error at its span."""
    stated = {name: values[name] for name in AGE_KEYS if name in values}
    if not stated:
        return None
    days = {name: _day(stated, name, spans, findings) for name in AGE_KEYS[:3]}
    every = Period.parse(stated["review-every"]) if "review-every" in stated else None
    if "review-every" in stated and not every:
        message = f"“{stated['review-every']}” is not a period."
        hint = "Write 6 months, 1 year, 2 weeks or 90 days."
        findings.error("invalid-period", message, spans["review-every"], hint)
    _check_order(days, spans, findings)
    span = min(spans[name] for name in stated)
    return Age(span, days["as-of"], days["reviewed"], days["review-by"], every)


def _day(
    values: Mapping[str, str], name: str, spans: Mapping[str, Span], findings: Findings
) -> datetime.date | None:
    if name not in values:
        return None
    written = values[name].strip()
    readers: tuple[Callable[[str], datetime.date], ...] = (datetime.date.fromisoformat,)
    if name == "as-of":
        readers = (*readers, _last_of_month, _last_of_year)
    for reader in readers:
        try:
            if len(written) in (4, 7, 10):
                return reader(written)
        except ValueError:
            continue
    message = f"“{written}” is not a day."
    form = "Write 2024-07-18." if len(readers) == 1 else "Write 2024-07-18, 2024-07 or 2024."
    findings.error("invalid-date", message, spans[name], day_hint(written) or form)
    return None


def _last_of_month(written: str) -> datetime.date:
    first = datetime.date.fromisoformat(f"{written}-01")
    return first.replace(day=monthrange(first.year, first.month)[1])


def _last_of_year(written: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{written}-12-31")


def _check_order(
    days: Mapping[str, datetime.date | None], spans: Mapping[str, Span], findings: Findings
) -> None:
    reviewed, as_of = days["reviewed"], days["as-of"]
    if reviewed and as_of and reviewed < as_of:
        message = "The review is older than the state of things that it is said to confirm."
        hint = "“reviewed” is the day of the last look, “as-of” the day for which the claims hold."
        findings.error("review-order", message, spans["reviewed"], hint)
