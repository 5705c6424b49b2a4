"""Two blocks in, one out in which both stand: lists by item, tables by cell, text by word.

A block that was inserted or deleted says so in `data-change`. Blocks that differ in more
than what they hold (another element, another class) are deleted and inserted whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from xml.etree import ElementTree as ET

from rapidfuzz.distance import Indel

from reportkit.review.likeness import BLOCKS, Likeness, atom, has_blocks, likeness, signature
from reportkit.review.marked_words import assemble, mark_words
from reportkit.review.pairing import pair_up
from reportkit.review.retiring import retired
from reportkit.xhtml import append, serialise

__all__ = ["deleted", "inserted", "mark_blocks"]

RUN = "#run"
"""The tag of a run of text that stands beside blocks, as in an item that holds a list."""

ALIKE = 0.3
"""How alike two blocks must be to be the same one, edited."""

_ONLY = frozenset(("caption", "figcaption", "summary", "details", "table", "div", "thead", "tbody"))
"""Blocks of which there is one in its place: they are the same whatever they hold."""


def deleted(element: ET.Element) -> ET.Element:
    """Give a block that was deleted."""
    block = retired(element)
    block.set("data-change", "deleted")
    return block


def inserted(element: ET.Element) -> ET.Element:
    """Give a block that was inserted."""
    block = deepcopy(element)
    block.tail = None
    block.set("data-change", "inserted")
    return block


def mark_blocks(old: ET.Element, new: ET.Element) -> Iterator[ET.Element]:
    """Give both blocks as one; as two, deleted and inserted, where they are not of a kind."""
    if signature(old) != signature(new) or (new.tag == "table" and not _even(old, new)):
        yield from (deleted(old), inserted(new))
        return
    shell = ET.Element(new.tag, dict(new.attrib))
    if new.tag == "table":
        _fill_table(shell, old, new)
    elif new.tag == "figure":
        _fill_figure(shell, old, new)
    elif has_blocks(old) or has_blocks(new):
        _fill(shell, list(_segments(old)), list(_segments(new)))
    else:
        assemble(shell, mark_words(old, new))
    yield shell


def _segments(element: ET.Element) -> Iterator[ET.Element]:
    """Give the blocks of an element, and the runs of text between them, blank ones left out."""
    run = append(ET.Element(RUN), element.text or "")
    for child in element:
        block = child.tag in BLOCKS or (element.tag == "figure" and child.tag == "img")
        bare = deepcopy(child)
        bare.tail = None
        if block:
            yield from _written(run)
            yield bare
            run = ET.Element(RUN)
        else:
            append(run, bare)
        append(run, child.tail or "")
    yield from _written(run)


def _written(run: ET.Element) -> Iterator[ET.Element]:
    if len(run) or (run.text or "").strip():
        yield run


def _like(element: ET.Element) -> Likeness:
    return likeness(serialise(element).replace(RUN, "run"))


def _normal(element: ET.Element) -> str:
    return _like(element).normal


def _alike(old: ET.Element, new: ET.Element) -> float:
    if signature(old) != signature(new) or old.tag in ("img", "svg"):
        return 0.0
    score = Indel.normalized_similarity(_like(old).words, _like(new).words)
    if old.tag in _ONLY:
        return 1 + score
    return score if score >= ALIKE else 0.0


def _fill(shell: ET.Element, old: Sequence[ET.Element], new: Sequence[ET.Element]) -> None:
    for before, after in pair_up(old, new, _normal, _alike):
        for part in (before, after):
            if part is not None and part.tag == RUN:
                _fill_run(shell, before, after)
                break
        else:
            append(shell, *_both(before, after))


def _both(before: ET.Element | None, after: ET.Element | None) -> Iterator[ET.Element]:
    if before is None and after is not None:
        yield inserted(after)
    elif after is None and before is not None:
        yield deleted(before)
    elif before is not None and after is not None:
        if atom(after) is not None:
            yield after
        else:
            yield from mark_blocks(before, after)


def _fill_run(shell: ET.Element, before: ET.Element | None, after: ET.Element | None) -> None:
    nothing = ET.Element(RUN)
    runs = [nothing if run is None else run for run in (before, after)]
    assemble(shell, mark_words(*runs))


def _fill_figure(shell: ET.Element, old: ET.Element, new: ET.Element) -> None:
    """Fill a figure; where its picture's alternative text changed, it stands in `span.alt`."""
    _fill(shell, list(_segments(_silent(old))), list(_segments(_silent(new))))
    alts = ["".join(image.get("alt", "") for image in side.iterfind("img")) for side in (old, new)]
    images = shell.findall("img")
    for image in images:
        image.set("alt", alts[0 if image.get("data-change") == "deleted" else 1])
    if images and all(side.find("img") is not None for side in (old, new)) and alts[0] != alts[1]:
        words = [append(ET.Element("span"), alt) for alt in alts]
        told = assemble(ET.Element("span", {"class": "alt"}), mark_words(*words))
        shell.insert([*shell].index(images[-1]) + 1, told)


def _silent(figure: ET.Element) -> ET.Element:
    """Give a figure whose picture is told by its bytes alone."""
    copy = deepcopy(figure)
    for image in copy.iterfind("img"):
        image.attrib.pop("alt", None)
    return copy


def _even(*tables: ET.Element) -> bool:
    return all(len({len(row) for row in table.iter("tr")}) == 1 for table in tables)


Column = tuple[int, tuple[str, ...]]


def _columns(table: ET.Element) -> list[Column]:
    """Give each column's place, and what its cells say from the head down."""
    rows = [[_normal(cell) for cell in row] for row in table.iter("tr")]
    return [(at, cells) for at, cells in enumerate(zip(*rows, strict=True))]


def _alike_columns(old: Column, new: Column) -> float:
    (_, before), (_, after) = old, new
    shared = len(set(before) & set(after)) / max(len(set(before)), len(set(after)))
    score = (before[0] == after[0]) + shared
    return score if score >= ALIKE else 0.0


def _fill_table(shell: ET.Element, old: ET.Element, new: ET.Element) -> None:
    heads = [[cells[0] for _, cells in _columns(table)] for table in (old, new)]
    if heads[0] == heads[1]:
        columns: list[tuple[int | None, int | None]] = [(at, at) for at in range(len(heads[0]))]
    else:
        pairs = pair_up(_columns(old), _columns(new), lambda column: column[1], _alike_columns)
        columns = [(before and before[0], after and after[0]) for before, after in pairs]
    parts = [list(_segments(table)) for table in (old, new)]
    for before, after in pair_up(parts[0], parts[1], _normal, _alike):
        if before is not None and after is not None and after.tag in ("thead", "tbody"):
            append(shell, _rows(before, after, columns))
        else:
            append(shell, *_both(before, after))


def _rows(
    old: ET.Element, new: ET.Element, columns: list[tuple[int | None, int | None]]
) -> ET.Element:
    """Give the rows of both; every row has all columns, so that the table stays even."""
    shared = [(a, b) for a, b in columns if a is not None and b is not None]

    def alike(before: ET.Element, after: ET.Element) -> float:
        cells = [_alike_cells(before[a], after[b]) for a, b in shared]
        score = (sum(cells) + cells[0]) / (len(cells) + 1) if cells else 0.0
        alone = len(old) == len(new) == 1
        return score + alone if score >= ALIKE or alone else 0.0

    part = ET.Element(new.tag, dict(new.attrib))
    for before, after in pair_up([*old], [*new], _normal, alike):
        append(part, _row(before, after, columns))
    return part


def _alike_cells(old: ET.Element, new: ET.Element) -> float:
    if _normal(old) == _normal(new):
        return 1.0
    return 0.8 * Indel.normalized_similarity(_like(old).words, _like(new).words)


def _row(
    old: ET.Element | None, new: ET.Element | None, columns: list[tuple[int | None, int | None]]
) -> ET.Element:
    """Give a row; one that was inserted or deleted has empty cells in columns not of its time."""
    change = "" if old is not None and new is not None else "inserted" if old is None else "deleted"
    given = new if new is not None else old
    assert given is not None
    row = retired(ET.Element("tr", given.attrib)) if new is None else ET.Element("tr", given.attrib)
    for a, b in columns:
        cell = _cell(old, new, a, b)
        if change:
            cell.attrib.pop("data-change", None)
            _mark(cell, "inserted" if a is None else "deleted" if b is None else "")
        append(row, cell)
    _mark(row, change)
    return row


def _cell(
    old: ET.Element | None, new: ET.Element | None, a: int | None, b: int | None
) -> ET.Element:
    before = old[a] if old is not None and a is not None else None
    after = new[b] if new is not None and b is not None else None
    if before is not None and after is not None:
        return assemble(ET.Element(after.tag, after.attrib), mark_words(before, after))
    return next(_both(before, after), ET.Element("td"))


def _mark(element: ET.Element, change: str) -> None:
    if change:
        element.set("data-change", change)
