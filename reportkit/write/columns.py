"""Give a table's columns their widths: a passage's XHTML in, the same with a `<colgroup>` out.

Fixed tables are laid out much faster than those that measure every cell, but
share the width equally. The widths here follow the words: a short column gets
what it needs, long ones share what is left by how much they have to say.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

__all__ = ["shares", "with_columns"]

LINE = 80
"""The characters that fit in a table's whole width, about."""

GUTTER = 3
"""The characters' worth of space between columns."""

HEAD = re.compile(r"<table\b[^>]*>(?:\s*<caption\b.*?</caption>)?", re.DOTALL)


def with_columns(xhtml: str) -> str:
    """Add a `<colgroup>` to the table of a passage; a table with merged cells is left as it is."""
    if (table := ElementTree.fromstring(xhtml).find(".//table")) is None:
        return xhtml
    rows = [[_width(cell) for cell in row] for row in table.iter("tr")]
    merged = any(cell.get("colspan") or cell.get("rowspan") for cell in table.iter())
    if merged or not rows or len({len(row) for row in rows}) != 1:
        return xhtml
    columns = shares([list(column) for column in zip(*rows, strict=True)])
    group = "".join(f'<col style="width: {100 * share:.1f}%"/>' for share in columns)
    return HEAD.sub(lambda head: f"{head[0]}<colgroup>{group}</colgroup>", xhtml, count=1)


def shares(columns: list[list[int]]) -> list[float]:
    """Share a line among columns, each given as the lengths of its cells; they add up to 1."""
    widest = [max(cells, default=0) + GUTTER for cells in columns]
    given: dict[int, float] = {}
    left = float(LINE)
    for index in sorted(range(len(columns)), key=lambda i: widest[i]):
        if widest[index] > left / (len(columns) - len(given)):
            break
        given[index] = widest[index]
        left -= widest[index]
    said = {i: sum(columns[i]) for i in range(len(columns)) if i not in given}
    for index, length in said.items():
        given[index] = left * length / sum(said.values())
    whole = sum(given.values())
    return [given[index] / whole for index in range(len(columns))]


def _width(cell: ElementTree.Element) -> int:
    """Count characters: Hangul and Han fill about two."""
    text = " ".join("".join(cell.itertext()).split())
    return sum(2 if ord(character) > 0x1100 else 1 for character in text)
