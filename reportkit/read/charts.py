"""A fenced `vega-lite` block in, a figure with its drawing still to be made out.

The data are inlined from CSV files and stand below as a table; nothing that
Vega-Lite would fetch is let through.
"""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree.ElementTree import Element

from reportkit.read.ages import AGE_KEYS
from reportkit.read.blocks import Block
from reportkit.read.chart_fields import check_fields, check_keys
from reportkit.read.construct import WRONG, Value, construct, untyped
from reportkit.read.csv_file import Grid, read_csv
from reportkit.read.desk import Desk, Draft, apply
from reportkit.read.figures import needs_id
from reportkit.read.strict_yaml import Mapping, Node, Scalar, Sequence
from reportkit.read.tables import AGE_FIELDS, caption_prose, fenced
from reportkit.read.tree import element

__all__ = ["chart"]

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": r"^[\w-]+$", "description": "Write id: fig-…"},
        "caption": {"type": "string", "minLength": 1},
        "title": {"type": "string", "minLength": 1},
        "description": {"type": "string", "minLength": 1},
        **AGE_FIELDS,
    },
    "required": ["id", "caption", "title", "description"],
    "additionalProperties": True,
}
Shown = list[tuple[list[str], list[list[str]]]]
"""Heads and rows, as a reader sees them, of every set of data in a chart."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_FETCHING = ("url", "href", "usermeta", "$schema")


def chart(desk: Desk, block: Block) -> Draft:
    """Make a figure whose `data-spec` is the specification as JSON, data and all."""
    found = fenced(desk, block)
    before = len(desk.findings)
    values = construct(_with_plain_title(found[1]), _SCHEMA, desk.findings) if found else WRONG
    if not found or values is WRONG:
        return desk.literal(block)
    node, place = found[1], desk.place(block)
    key, caption = node.get("id"), node.get("caption")
    if key and "id" in values:
        needs_id(desk, values["id"], "chart", "fig-", place.span, key.span)
    check_keys(node, {*_SCHEMA["properties"]}, desk.findings)
    tables: Shown = []
    specification = _inlined(desk, node, tables)
    if not tables and len(desk.findings) == before:
        message = "This chart has no data."
        desk.findings.error(
            "missing-data", message, place.span, "Write data: {url: data/name.csv}."
        )
    if len(desk.findings) == before:
        check_fields(node, {name for head, _ in tables for name in head}, desk.findings)
    if len(desk.findings) > before:
        return desk.literal(block)
    for name in ("id", "caption", "$schema", *AGE_KEYS):
        specification.pop(name, None)
    root = element("figure", class_="chart", id=values["id"])
    apply(root, {name: values[name] for name in AGE_KEYS if name in values})
    root.set("data-spec", json.dumps(specification, ensure_ascii=False, allow_nan=False))
    words = desk.inline([_caption(desk, caption)])[0]
    words.tag = "figcaption"
    root.append(words)
    root.append(_details(tables))
    return desk.draft("chart", root, block, caption_prose(desk, node))


def _with_plain_title(node: Mapping) -> Mapping:
    """Let Vega-Lite's long form of a title, `{text: …}`, count as its words."""
    entries = []
    for entry in node.entries:
        text = entry.value.get("text") if isinstance(entry.value, Mapping) else None
        if entry.key.value == "title" and text is not None:
            entry = type(entry)(entry.key, text)
        entries.append(entry)
    return Mapping(tuple(entries), node.span)


def _caption(desk: Desk, node: Node | None) -> str:
    if not isinstance(node, Scalar):
        return ""
    return desk.stash.scan(node.text, 0, len(node.text.content))


def _inlined(desk: Desk, node: Mapping, tables: Shown) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for entry in node.entries:
        name, value = entry.key.value, entry.value
        if name == "data" and isinstance(value, Mapping):
            answer[name] = {"values": _values(desk, value, tables)}
        elif name in _FETCHING and name != "$schema":
            message = f"“{name}” is not used in a chart: it would fetch something."
            hint = "Data are read from data: {url: data/name.csv}."
            desk.findings.error("chart-fetches", message, entry.key.span, hint)
        elif _is_image(name, value):
            message = "A chart cannot hold pictures."
            desk.findings.error("chart-fetches", message, value.span, "Use another mark.")
        else:
            answer[name] = _inner(desk, value, tables)
    return answer


def _inner(desk: Desk, node: Node, tables: Shown) -> Value:
    if isinstance(node, Mapping):
        return _inlined(desk, node, tables)
    if isinstance(node, Sequence):
        return [_inner(desk, item, tables) for item in node.items]
    return untyped(node)


def _is_image(name: str, node: Node) -> bool:
    kind = node.get("type") if isinstance(node, Mapping) else node
    return name == "mark" and isinstance(kind, Scalar) and kind.value == "image"


def _values(desk: Desk, data: Mapping, tables: Shown) -> list[dict[str, Any]]:
    """Give the rows of `data`, from a CSV file or written out, and keep them for the table."""
    url, values = data.get("url"), data.get("values")
    for entry in data.entries:
        if entry.key.value not in ("url", "values", "name"):
            message = f"“{entry.key.value}” is not used in a chart's data."
            desk.findings.error("unknown-key", message, entry.key.span, "Use url or values.")
    if isinstance(url, Scalar):
        grid = read_csv(desk, url.value, url.span)
        return _from_grid(grid, tables) if grid else []
    rows = untyped(values) if values else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        message = "The data of a chart are rows of “column: value”."
        desk.findings.error("missing-data", message, data.span, "Write data: {url: data/name.csv}.")
        return []
    head = list(dict.fromkeys(name for row in rows for name in row))
    shown = [[_shown(row.get(name)) for name in head] for row in rows]
    tables.append((head, shown))
    return rows


def _shown(value: Value) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def _from_grid(grid: Grid, tables: Shown) -> list[dict[str, Any]]:
    tables.append((list(grid.head), [list(row) for row in grid.rows]))
    return [dict(zip(grid.head, (_number(cell) for cell in row), strict=True)) for row in grid.rows]


def _number(cell: str) -> str | int | float | None:
    if not _NUMBER.fullmatch(cell) or len(cell) > 17:
        return cell or None
    return float(cell) if "." in cell else int(cell)


def _details(tables: Shown) -> Element:
    details = element("details", class_="data")
    details.append(element("summary"))
    for head, rows in tables:
        table, thead, tbody = element("table"), element("thead"), element("tbody")
        table.extend([thead, tbody])
        thead.append(_row("th", head, scope="col"))
        for row in rows:
            tbody.append(_row("td", row))
        details.append(table)
    return details


def _row(tag: str, cells: list[str], **attributes: str) -> Element:
    row = element("tr")
    row.extend(element(tag, cell, **attributes) for cell in cells)
    return row
