"""An entry on its way into the ledger: CSL fields as they were written, and their places."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportkit.diagnostics import Span
from reportkit.evidence import Archived, Source, Status
from reportkit.read.bibliography.names import key_for
from reportkit.read.csl_schema import DATES, NAMES
from reportkit.read.dates import InvalidDateError, date_parts
from reportkit.read.texts import Findings

__all__ = ["Entry", "finished"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A CSL item whose dates are still strings, or what CSL allows for them.

    `lines` are its first and last line; an `id` of "" wants a key to be made.
    """

    values: dict[str, Any]
    span: Span
    places: Mapping[str, Span] = field(default_factory=dict)
    lines: tuple[int, int | None] = (1, None)


def finished(entry: Entry, findings: Findings, taken: Collection[str] = ()) -> Source | None:
    """Make a source: dates as date-parts, names complete; what is wrong with it is told.

    None without a key; one that is made is none of `taken`. A source with an error of its
    own is given all the same, so that citing it is not a second error.
    """
    values = dict(entry.values)
    if "id" not in values:
        return None
    key = values["id"] = values["id"] or key_for(values, taken)
    for name in DATES:
        if name in values:
            _date(entry, name, values, findings)
    for name in NAMES:
        for number, person in enumerate(values.get(name, ())):
            if not (person.get("family") or person.get("literal")):
                span = entry.places.get(f"{name}.{number}", entry.places.get(name, entry.span))
                message = f"A name in “{name}” has neither “family” nor “literal”."
                findings.error("incomplete-name", message, span, "A body's name is “literal”.")
    _look_at_status(entry, findings)
    custom = values.get("custom", {})
    archived = custom.get("archived")
    return Source(
        key=key,
        csl=values,
        span=entry.span,
        status=Status(custom.get("status", "active")),
        archived=Archived(archived) if isinstance(archived, str) else _copy(archived),
        places=entry.places,
    )


def _look_at_status(entry: Entry, findings: Findings) -> None:
    """Tell a word of the ledger's where CSL has another meaning for it: nothing would act on it."""
    written = str(entry.values.get("status", "")).strip().lower()
    if written in [*Status]:
        message = f"“status: {written}” says here how far a publication has come, as “in press”."
        hint = f"Write “custom: {{status: {written}}}”."
        findings.error("unknown-value", message, entry.places.get("status", entry.span), hint)


def _copy(archived: Mapping[str, str] | None) -> Archived | None:
    if not archived:
        return None
    return Archived(archived.get("url"), archived.get("file"), archived.get("sha256"))


def _date(entry: Entry, name: str, values: dict[str, Any], findings: Findings) -> None:
    written = values.pop(name)
    try:
        # What is empty now held only what was refused before.
        values |= {name: date_parts(written)} if written else {}
    except InvalidDateError as error:
        hint = "Write 2024, 2024-05 or 2024-05-20."
        span = entry.places.get(name, entry.span)
        findings.error("invalid-date", str(error), span, hint)
