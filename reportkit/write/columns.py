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

LONGEST = 24
"""The characters of a word for which a column makes room; a longer one is broken."""

HEAD = re.compile(r"<table\b[^>]*>(?:\s*<caption\b.*?</caption>)?", re.DOTALL)


def with_columns(xhtml: str) -> str:
    """Add a `<colgroup>` to the table of a passage; a table with merged cells is left as it is."""
    if (table := ElementTree.fromstring(xhtml).find(".//table")) is None:
        return xhtml
    rows = [[_words(cell) for cell in row] for row in table.iter("tr")]
    merged = any(cell.get("colspan") or cell.get("rowspan") for cell in table.iter())
    if merged or not rows or len({len(row) for row in rows}) != 1:
        return xhtml
    columns = shares([list(column) for column in zip(*rows, strict=True)])
    group = "".join(f'<col style="width: {100 * share:.1f}%"/>' for share in columns)
    return HEAD.sub(lambda head: f"{head[0]}<colgroup>{group}</colgroup>", xhtml, count=1)


def shares(columns: list[list[list[int]]]) -> list[float]:
    """Share a line among columns, each given as the lengths of its cells' words.

    The shares add up to 1; no column is narrower than its longest word, or 24 characters
    of it, if all can be so.
    """
    widest = [max((sum(cell) + len(cell) for cell in cells), default=0) + 2 for cells in columns]
    longest = [max((max(cell, default=0) for cell in cells), default=0) for cells in columns]
    least = [min(word, LONGEST) + 3 for word in longest]
    said = [sum(sum(cell) + 1 for cell in cells) for cells in columns]
    given: dict[int, float] = {}
    left = float(LINE)
    for index in sorted(range(len(columns)), key=lambda i: widest[i]):
        if widest[index] > left / (len(columns) - len(given)):
            break
        given[index] = widest[index]
        left -= widest[index]
    rest = [index for index in range(len(columns)) if index not in given]
    spare = max(0.0, left - sum(least[index] for index in rest))
    for index in rest:
        given[index] = least[index] + spare * said[index] / sum(said[i] for i in rest)
    whole = sum(given.values())
    return [given[index] / whole for index in range(len(columns))]


def _words(cell: ElementTree.Element) -> list[int]:
    """Measure a cell's words in characters: Hangul and Han fill about two."""
    return [
        sum(2 if ord(character) > 0x1100 else 1 for character in word)
        for word in "".join(cell.itertext()).split()
    ]
