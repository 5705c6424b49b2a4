"""`sources.yaml` in, sources out: CSL-JSON items, with dates as date-parts.

A briefing without the file has no sources; that is an error only where it
cites one. A source with an error of its own is still given, so that citing it
is not a second error.
"""

from __future__ import annotations

from typing import Any

from reportkit.diagnostics import Span
from reportkit.evidence import Source
from reportkit.files import Files
from reportkit.read.construct import WRONG, construct
from reportkit.read.csl_schema import DATES, NAMES
from reportkit.read.dates import InvalidDateError, date_parts
from reportkit.read.schemas import schema
from reportkit.read.strict_yaml import Mapping, Node, Scalar, Sequence, parse_yaml
from reportkit.read.texts import Findings, read_text

__all__ = ["read_sources"]


def read_sources(files: Files, path: str, findings: Findings) -> dict[str, Source]:
    """Read the sources at `path` by citation key; of a key that stands twice the first is kept."""
    text = read_text(files, path, findings) if files.has(path) else None
    node = parse_yaml(text, findings) if text else None
    if node is None:
        return {}
    if not isinstance(node, Sequence):
        hint = "Begin each source with “- id: …”, without a key above them."
        findings.error("wrong-type", "This file must be a list.", Span(path), hint)
        return {}
    sources: dict[str, Source] = {}
    body = schema("sources")
    for item in node.items:
        values = construct(item, {**body["items"], "$defs": body["$defs"]}, findings)
        if values is not WRONG and isinstance(item, Mapping):
            _add(item, values, sources, findings)
    return sources


def _add(
    item: Mapping, values: dict[str, Any], sources: dict[str, Source], findings: Findings
) -> None:
    key = values.get("id")
    if key is None:
        return
    span = _span(item, "id")
    if key in sources:
        hint = f"It stands first in line {sources[key].span.line}."
        message = f"A source is already called “{key}”."
        findings.error("duplicate-source", message, span, hint)
        return
    for name in DATES:
        if name in values:
            _date(item, name, values, findings)
    for name in NAMES:
        if name in values:
            _names(item.get(name), name, findings)
    sources[key] = Source(key, values, span)


def _date(item: Mapping, name: str, values: dict[str, Any], findings: Findings) -> None:
    written = values.pop(name)
    try:
        # What is empty now held only what was refused before.
        values |= {name: date_parts(written)} if written else {}
    except InvalidDateError as error:
        hint = "Write 2024, 2024-05 or 2024-05-20."
        findings.error("invalid-date", str(error), _value_span(item, name), hint)


def _names(node: Node | None, name: str, findings: Findings) -> None:
    for person in node.items if isinstance(node, Sequence) else ():
        if isinstance(person, Mapping) and not (person.get("family") or person.get("literal")):
            message = f"A name in “{name}” has neither “family” nor “literal”."
            findings.error("incomplete-name", message, person.span, "A body's name is “literal”.")


def _span(item: Mapping, name: str) -> Span:
    return next((e.key.span for e in item.entries if e.key.value == name), item.span)


def _value_span(item: Mapping, name: str) -> Span:
    """Give the first scalar of a value: the date itself, also within `date-parts`."""
    node = item.get(name)
    while not isinstance(node, Scalar) and node is not None:
        inner = node.items if isinstance(node, Sequence) else [e.value for e in node.entries]
        if not inner:
            return node.span
        node = inner[0]
    return node.span if node else item.span
