"""A pipe table or a fenced `table` block in, a table with caption out."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from reportkit.diagnostics import Span, Text
from reportkit.read.ages import AGE_KEYS
from reportkit.read.blocks import Block
from reportkit.read.construct import WRONG, construct
from reportkit.read.csv_file import Grid, read_csv
from reportkit.read.desk import Desk, Draft, apply, trailing_attributes
from reportkit.read.figures import needs_id, needs_words
from reportkit.read.prose import prose
from reportkit.read.sanitise import Place
from reportkit.read.strict_yaml import Mapping, Scalar, parse_yaml
from reportkit.read.texts import nearest
from reportkit.read.tree import element

__all__ = ["AGE_FIELDS", "caption_prose", "csv_table", "fenced", "grid_table", "pipe_table"]

_ALIGN = ("left", "center", "right")
AGE_FIELDS = {name: {"type": "string", "minLength": 1} for name in AGE_KEYS}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": r"^[\w-]+$", "description": "Write id: tbl-…"},
        "caption": {"type": "string", "minLength": 1},
        "file": {"type": "string", "minLength": 1},
        "columns": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "Which columns, with what heads: {date: Date}.",
        },
        "align": {"type": "array", "items": {"type": "string", "enum": list(_ALIGN)}},
        "row-heads": {"type": "boolean"},
        **AGE_FIELDS,
    },
    "required": ["id", "caption", "file"],
    "additionalProperties": False,
}
_SPECIAL = re.compile(r"[^A-Za-z0-9\s.,;:()/%+–—’“”-]|--|\.\.\.")


def pipe_table(desk: Desk, block: Block, caption: Block | None) -> Draft:
    """Make a table of rows with pipes; `caption` is the `Table: …` beside it."""
    place = desk.place(block)
    scanned = desk.scan(block, "table")
    _check_rows(desk, block, scanned)
    root = desk.blocks(scanned)[0]
    for cell in [*root.iter("th"), *root.iter("td")]:
        align = cell.attrib.pop("align", None)
        if align:
            cell.set("class", f"align-{align}")
    words, values = Element("p"), dict[str, str]()
    if caption:
        place = desk.place(caption)
        source, values = trailing_attributes(desk.scan(caption))
        words = desk.inline([source.strip().removeprefix("Table:").strip()])[0]
        needs_id(
            desk, values.get("id"), "table", "tbl-", place.span, place.find(f"#{values.get('id')}")
        )
    if caption:
        needs_words(desk, words, "table", place.span)
    else:
        hint = "Write “Table: … {#tbl-…}” after it."
        desk.findings.error("missing-caption", "This table has no caption.", place.span, hint)
    row_heads = values.pop("row-heads", "") == "true"
    wrapper = _wrapped(root, words, row_heads)
    apply(wrapper, values)
    return desk.draft("table", wrapper, block)


def _wrapped(table: Element, caption: Element, row_heads: bool) -> Element:
    if table.tag == "table":
        caption.tag = "caption"
        table.insert(0, caption)
        for head in table.iter("th"):
            head.set("scope", "col")
        for row in table.iterfind("tbody/tr") if row_heads else ():
            row[0].tag = "th"
            row[0].set("scope", "row")
    wrapper = element("div", class_="table")
    wrapper.append(table)
    return wrapper


def _check_rows(desk: Desk, block: Block, scanned: str) -> None:
    counts = [_cells(row) for row in scanned.split("\n")]
    lines = desk.source(block).split("\n")
    at = block.start
    for number, line in enumerate(lines[: len(counts)]):
        if counts[number] != counts[0]:
            message = f"The head has {counts[0]} cells, this row {counts[number]}."
            hint = _ragged_hint(number, counts[number] < counts[0])
            desk.findings.error("ragged-table", message, desk.text.span(at), hint)
        at += len(line) + 1


def _ragged_hint(number: int, short: bool) -> str:
    """Say what to do about row `number` of a table, the second of which parts head and body."""
    if number == 1:
        return "Write “---” once for each cell of the head."
    if short:
        return "Add what is missing; an empty cell is a blank between two “|”."
    return "Write “\\|” for a “|” within a cell."


def _cells(row: str) -> int:
    row = re.sub(r"\\.", "", row).strip()
    return row.removeprefix("|").removesuffix("|").count("|") + 1


def fenced(desk: Desk, block: Block) -> tuple[Text, Mapping] | None:
    """Read the YAML inside a fence; None where it is no mapping, which is then an error."""
    source = desk.source(block)
    first = source.find("\n") + 1 or len(source)
    last = source.rfind("\n")
    inside = source[first:last] if last >= first else ""
    span = desk.text.span(block.start)
    text = Text(desk.text.path, inside, span.line + 1)
    before = len(desk.findings)
    node = parse_yaml(text, desk.findings)
    if not isinstance(node, Mapping):
        if len(desk.findings) == before:
            message = "This block must hold “key: value” lines."
            desk.findings.error("wrong-type", message, span)
        return None
    return text, node


def csv_table(desk: Desk, block: Block) -> Draft:
    """Make a table of a fenced `table` block."""
    found = fenced(desk, block)
    values = construct(found[1], _SCHEMA, desk.findings) if found else WRONG
    if not found or values is WRONG or "file" not in values:
        return desk.literal(block)
    node, place = found[1], desk.place(block)
    grid = read_csv(desk, values["file"], _at(node, "file", place))
    if grid is None:
        return desk.literal(block)
    if "id" in values:
        needs_id(desk, values["id"], "table", "tbl-", place.span, _at(node, "id", place))
    columns = _columns(desk, node, values, grid)
    table = grid_table(desk, grid, columns, values.get("align", []))
    written = node.get("caption")
    if isinstance(written, Scalar):
        caption = desk.stash.scan(written.text, 0, len(written.text.content))
    else:
        caption = ""
    wrapper = _wrapped(table, desk.inline([caption])[0], values.get("row-heads", False))
    apply(wrapper, {name: values[name] for name in ("id", *AGE_KEYS) if name in values})
    return desk.draft("table", wrapper, block, caption_prose(desk, node))


def caption_prose(desk: Desk, node: Mapping) -> tuple[Text, ...]:
    """Give the prose of a fenced block's caption."""
    found = node.get("caption")
    if not isinstance(found, Scalar):
        return ()
    return (prose(found.text, 0, len(found.text.content), desk.stash.marks),)


def _at(node: Mapping, name: str, place: Place) -> Span:
    found = node.get(name)
    return found.span if found else place.span


def _columns(
    desk: Desk, node: Mapping, values: dict[str, Any], grid: Grid
) -> list[tuple[int, str]]:
    """Give the columns that are shown: the index in the file, and the head."""
    asked, entries = values.get("columns"), node.get("columns")
    if not asked or not isinstance(entries, Mapping):
        return list(enumerate(grid.head))
    columns = []
    for entry in entries.entries:
        name = entry.key.value
        if name in grid.head:
            columns.append((grid.head.index(name), asked.get(name, name)))
        else:
            message = f"“{grid.text.path}” has no column “{name}”."
            hint = nearest(name, grid.head) or f"Its columns are {', '.join(grid.head)}."
            desk.findings.error("unknown-column", message, entry.key.span, hint)
    return columns


def grid_table(desk: Desk, grid: Grid, columns: list[tuple[int, str]], align: list[str]) -> Element:
    """Build the table of a CSV file; cells are inline Markdown."""
    table, head, body = element("table"), element("thead"), element("tbody")
    table.extend([head, body])
    classes = [
        {"class_": f"align-{align[n]}"} if n < len(align) else {} for n in range(len(columns))
    ]
    row = element("tr")
    row.extend(
        element("th", title, **extra, scope="col")
        for (_, title), extra in zip(columns, classes, strict=True)
    )
    head.append(row)
    rich: list[tuple[Element, str]] = []
    for line, cells in zip(grid.lines, grid.rows, strict=True):
        row = element("tr")
        for (index, _), extra in zip(columns, classes, strict=True):
            cell = element("td", cells[index], **extra)
            row.append(cell)
            if _SPECIAL.search(cells[index]):
                rich.append((cell, _scanned(desk, grid.text, line, cells[index])))
        body.append(row)
    for (cell, _), made in zip(rich, desk.inline([source for _, source in rich]), strict=True):
        cell.text, cell[:] = made.text, list(made)
    return table


def _scanned(desk: Desk, text: Text, line: int, cell: str) -> str:
    written = text.content.split("\n", line)[line - 1]
    column = max(written.find(cell), 0) + 1
    return desk.stash.scan(Text(text.path, cell, line, column), 0, len(cell))
