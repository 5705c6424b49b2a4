"""A CSV file in, its head and rows with their lines out; ragged rows are errors with their line."""

from __future__ import annotations

import csv
import posixpath
from dataclasses import dataclass

from reportkit.diagnostics import Span, Text
from reportkit.read.desk import Desk
from reportkit.read.texts import nearest, read_text

__all__ = ["Grid", "read_csv"]

MAX_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Grid:
    """The first row, the others, and in which line of `text` each of those begins."""

    text: Text
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def read_csv(desk: Desk, name: str, span: Span) -> Grid | None:
    """Read the CSV file `name` of the briefing; None where that fails, which is an error."""
    path = posixpath.normpath(name)
    if path.startswith(("/", "..")) or ":" in path or not path.endswith(".csv"):
        message = f"“{name}” is not a CSV file of the briefing."
        desk.findings.error("outside-briefing", message, span, "Write data/name.csv.")
        return None
    if not desk.files.has(f"{desk.folder}/{path}"):
        there = [p.removeprefix(f"{desk.folder}/") for p in desk.files.list(desk.folder)]
        message = f"There is no file “{name}” in the briefing's folder."
        desk.findings.error("missing-file", message, span, nearest(path, there))
        return None
    text = read_text(desk.files, f"{desk.folder}/{path}", desk.findings)
    return _grid(desk, text) if text else None


def _grid(desk: Desk, text: Text) -> Grid | None:
    rows, lines, at = [], [], 1
    reader = csv.reader(text.content.split("\n"), strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(tuple(cell.strip() for cell in row))
                lines.append(at)
            at = reader.line_num + 1
    except csv.Error as error:
        message = f"This row cannot be read: {error}."
        desk.findings.error("csv", message, Span(text.path, at), 'Close every “"”.')
        return None
    if len(rows) < 2:
        message = "This file needs a head and at least one row."
        desk.findings.error("csv", message, Span(text.path))
        return None
    if sum(map(len, rows)) > MAX_CELLS:
        message = f"This file has more than {MAX_CELLS:,} cells."
        desk.findings.error("csv", message, Span(text.path))
        return None
    ragged = [n for n, row in enumerate(rows) if len(row) != len(rows[0])]
    for number in ragged:
        message = f"The head has {len(rows[0])} cells, this row {len(rows[number])}."
        hint = "Put a cell that holds “,” in quotes."
        if len(rows[number]) < len(rows[0]):
            hint = "Add what is missing; an empty cell is nothing between two “,”."
        desk.findings.error("ragged-table", message, Span(text.path, lines[number]), hint)
    good = [n for n in range(1, len(rows)) if n not in set(ragged)]
    return Grid(text, rows[0], tuple(rows[n] for n in good), tuple(lines[n] for n in good))
