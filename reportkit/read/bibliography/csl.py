"""CSL-JSON in, entries out: a list of items in YAML or JSON, or what exporters make of it.

Better BibTeX and pandoc put the list under `references`, Zotero has an address for `id`
and the key in `citation-key`, and older exports write dates as {year, month, day}.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from reportkit.diagnostics import Span, Text
from reportkit.read.bibliography.entry import Entry
from reportkit.read.construct import WRONG, construct
from reportkit.read.csl_schema import DATES, NAMES
from reportkit.read.schemas import schema
from reportkit.read.strict_yaml import Mapping, Node, Scalar, Sequence, parse_yaml
from reportkit.read.texts import Findings

__all__ = ["entries"]


def entries(text: Text, findings: Findings) -> Iterator[Entry]:
    """Give the entries of a list of CSL items; of what is no such list, an error."""
    node = parse_yaml(_as_yaml(text), findings) if _is_json(text, findings) else None
    if isinstance(node, Mapping) and node.get("references"):
        node = node.get("references")
    if node is None:
        return
    if not isinstance(node, Sequence):
        hint = "Begin each source with “- id: …”, without a key above them."
        findings.error("wrong-type", "This file must be a list.", Span(text.path), hint)
        return
    body = schema("sources")
    item_schema = {**body["items"], "$defs": body["$defs"]}
    starts = [item.span.line for item in node.items]
    for item, following in zip(node.items, [*starts, None][1:], strict=True):
        values = construct(item, item_schema, findings)
        if values is not WRONG and isinstance(item, Mapping):
            last = following - 1 if following else None
            yield _entry(item, values, (item.span.line, last))


def _is_json(text: Text, findings: Findings) -> bool:
    """Say whether a text that should be JSON is; whatever is not one goes on as YAML."""
    if not text.path.endswith(".json"):
        return True
    try:
        json.loads(text.content)
    except json.JSONDecodeError as error:
        message = f"This is not JSON: {error.msg[0].lower()}{error.msg[1:]}."
        findings.error("json", message, text.span(error.pos))
        return False
    return True


def _as_yaml(text: Text) -> Text:
    """Let JSON pass for YAML: blanks for tabs, and characters for pairs of surrogates."""
    if not text.path.endswith(".json"):
        return text
    content = text.content.replace("\t", " ")
    pair = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    content = re.sub(pair, lambda match: json.loads(f'"{match[0]}"'), content)
    return Text(text.path, content)


def _entry(item: Mapping, values: dict[str, Any], lines: tuple[int, int | None]) -> Entry:
    key = values.get("citation-key")
    if key and re.match(r"https?:", str(values.get("id", ""))):
        values = {**values, "id": key}
    named = {"citation-key", "categories"}
    values = {name: value for name, value in values.items() if name not in named}
    return Entry(values, _span(item), _places(item), lines)


def _span(item: Mapping) -> Span:
    return next((e.key.span for e in item.entries if e.key.value == "id"), item.span)


def _places(item: Mapping) -> dict[str, Span]:
    """Say where each field's value begins, those of `custom` and each name among them."""
    places: dict[str, Span] = {}
    for entry in item.entries:
        name, value = entry.key.value, entry.value
        places[name] = _first(value) if name in DATES else value.span
        if name in NAMES and isinstance(value, Sequence):
            places |= {f"{name}.{n}": person.span for n, person in enumerate(value.items)}
        if name == "custom" and isinstance(value, Mapping):
            places |= {inner.key.value: inner.value.span for inner in value.entries}
    return places


def _first(node: Node) -> Span:
    """Give the first scalar of a value: the date itself, also within `date-parts`."""
    while not isinstance(node, Scalar):
        inner = node.items if isinstance(node, Sequence) else [e.value for e in node.entries]
        if not inner:
            return node.span
        node = inner[0]
    return node.span
