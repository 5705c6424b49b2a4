"""The units before and after in, one XHTML in which both stand out, and how much changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as ET

from reportkit.history import Unit
from reportkit.review.likeness import signature
from reportkit.review.marked_blocks import deleted, inserted, mark_blocks
from reportkit.review.marked_words import BREAK, Piece, assemble, mark_words
from reportkit.xhtml import append, has_class, parse, serialise

__all__ = ["Tally", "mark", "tally"]

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many words stayed, came and went."""

    kept: int = 0
    inserted: int = 0
    deleted: int = 0


def mark(before: Sequence[Unit], after: Sequence[Unit]) -> str:
    """Give the XHTML of one or several units in which both states stand.

    One element for each unit there is now, and for each that is no more. A paragraph that
    was split ends with `<ins class="break">`; where two were merged, `<del class="break">`
    stands. Either is empty, and takes the place of a blank.
    """
    old, new = ([parse(unit.xhtml) for unit in side] for side in (before, after))
    return "".join(serialise(element) for element in _marked(old, new))


def _marked(old: list[ET.Element], new: list[ET.Element]) -> Iterator[ET.Element]:
    kinds = {signature(element) for element in (*old, *new)}
    if len(old) == len(new) == 1:
        yield from mark_blocks(old[0], new[0])
    elif not old or not new or len(kinds) > 1:
        yield from map(deleted, old)
        yield from map(inserted, new)
    else:
        yield from _parted(mark_words(_joined(old), _joined(new)), new)


def _joined(elements: list[ET.Element]) -> ET.Element:
    whole = ET.Element(elements[0].tag)
    for at, element in enumerate(elements):
        between = [ET.Element(BREAK)] if at else []
        append(whole, *between, element.text or "")
        for child in element:
            tail, child.tail = child.tail or "", None
            append(whole, child, tail)
    return whole


def _parted(pieces: list[Piece], shells: list[ET.Element]) -> Iterator[ET.Element]:
    """Put pieces into the paragraphs that there are now."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in pieces:
        paragraphs[-1].append(piece)
        if isinstance(piece.content, ET.Element) and _parts(piece.content):
            paragraphs.append([])
    for shell, content in zip(shells, paragraphs, strict=True):
        yield assemble(ET.Element(shell.tag, shell.attrib), content)


def _parts(element: ET.Element) -> bool:
    return element.tag == "ins" and has_class(element, "break")


@lru_cache(maxsize=20_000)
def tally(marked: str) -> Tally:
    """Count the words of marked XHTML; those of a picture's alternative text, too, if told."""
    counts = {"": 0, "inserted": 0, "deleted": 0}
    _count(parse(f"<div>{marked}</div>"), "", counts)
    return Tally(counts[""], counts["inserted"], counts["deleted"])


def _count(element: ET.Element, state: str, counts: dict[str, int]) -> None:
    own = {"ins": "inserted", "del": "deleted"}.get(element.tag, element.get("data-change", ""))
    inside = own or state
    counts[inside] += len(_WORD.findall(element.text or ""))
    for child in element:
        _count(child, inside, counts)
        counts[inside] += len(_WORD.findall(child.tail or ""))
