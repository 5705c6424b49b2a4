"""The words of a PDF in the order in which it would be read aloud: the file in, words out.

The order is that of the structure tree, so text that the tree leaves out is not
read. Running heads and feet, the contents list, list marks and pictures are not
words of the text. What is drawn outside the page, without size or without colour is
not seen, and is reported.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from reportkit.review.signs import as_seen

__all__ = ["BREAK", "HYPHEN", "PaperWords", "paper_words"]

BREAK = "\ue000"
"""Between two lines, cells or runs: a space, or nothing."""
HYPHEN = "\x02"
"""A hyphen at a line's end: the word's own, or the typesetter's."""

ROOM = 512
"""Bytes for what a text object says, in UTF-16: more than a line's worth."""

NOT_TEXT = frozenset(("Artifact", "Lbl", "Reference", "TOC", "Formula"))


@dataclass(frozen=True, slots=True)
class PaperWords:
    """Running text with marks for lines' ends; `pages` lists (offset, page number from 1)."""

    text: str
    pages: tuple[tuple[int, int], ...]

    def page(self, offset: int) -> int:
        """Give the number of the page on which the character at `offset` stands."""
        return max((page for start, page in self.pages if start <= offset), default=1)


@dataclass(slots=True)
class _Stream:
    pieces: list[str] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0
    end: tuple[float, float, float] | None = None

    def add(self, run: _Run) -> None:
        if not run.text:
            return
        # At a run's edges pdfium guesses spaces from gaps: there they are no more than that.
        inner = run.text.strip(" ")
        ahead = "" if self.end is not None and run.follows(self.end) else BREAK
        ahead = ahead or (BREAK if run.text[0] == " " else "")
        behind = BREAK if run.text[-1] == " " else ""
        self.pieces.append(f"{ahead}{inner}{behind}")
        self.length += len(self.pieces[-1])
        self.end = (run.right, run.bottom, run.top)

    def turn(self, page: int) -> None:
        self.pages.append((self.length, page))
        self.end = None

    def words(self) -> PaperWords:
        return PaperWords("".join(self.pieces), tuple(self.pages))


@dataclass(frozen=True, slots=True)
class _Run:
    """What one text object draws, and its box in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    unseen: bool

    def follows(self, end: tuple[float, float, float]) -> bool:
        """Say whether this run goes on where another ended, on the same line, without a gap."""
        right, bottom, top = end
        overlap = min(top, self.top) - max(bottom, self.bottom)
        return overlap > 0 and -2.0 < self.left - right < 0.2 * max(self.top - self.bottom, 1.0)


def paper_words(paper: bytes) -> tuple[PaperWords, PaperWords, tuple[str, ...]]:
    """Give the running text, the notes, and the runs that no reader can see.

    A file that is not a PDF raises `pypdfium2.PdfiumError`.
    """
    text, notes, unseen, cells = _Stream(), _Stream(), [], _Cells()
    document = pypdfium2.PdfDocument(paper)
    try:
        for index in range(len(document)):
            text.turn(index + 1)
            notes.turn(index + 1)
            page = document[index]
            runs = cells.runs(page)
            for content, in_note in _reading_order(page):
                for run in runs.get(content, ()):
                    (notes if in_note else text).add(run)
                    if run.unseen and run.text.strip():
                        unseen.append(run.text)
    finally:
        document.close()
    return text.words(), notes.words(), tuple(unseen)


class _Cells:
    """What pdfium writes its answers into: the same cells for every object of a file."""

    def __init__(self) -> None:
        self._box = tuple(ctypes.c_float() for _ in range(4))
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._make_room(ROOM)

    def _make_room(self, size: int) -> None:
        self._room = ctypes.create_string_buffer(size)
        self._signs = ctypes.cast(self._room, ctypes.POINTER(ctypes.c_ushort))

    def runs(self, page: pypdfium2.PdfPage) -> dict[int, list[_Run]]:
        """Give what is drawn on a page, by its marked content."""
        runs: dict[int, list[_Run]] = {}
        text_page = page.get_textpage()
        size = page.get_size()
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            item = pdfium.FPDFPage_GetObject(page, index)
            if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT:
                content = pdfium.FPDFPageObj_GetMarkedContentID(item)
                runs.setdefault(content, []).append(self._run(item, text_page, size))
        return runs

    def _run(
        self,
        item: pdfium.FPDF_PAGEOBJECT,
        text_page: pypdfium2.PdfTextPage,
        size: tuple[float, float],
    ) -> _Run:
        text = as_seen(self._text(item, text_page))
        known = pdfium.FPDFPageObj_GetBounds(item, *self._box)  # else they are the last one's
        left, bottom, right, top = (cell.value for cell in self._box)
        on_page = right > 0 and top > 0 and left < size[0] and bottom < size[1]
        drawn = known and on_page and left < right and bottom < top
        return _Run(text, left, bottom, right, top, not drawn or self._is_colourless(item))

    def _text(self, item: pdfium.FPDF_PAGEOBJECT, text_page: pypdfium2.PdfTextPage) -> str:
        """Read what a text object says: pdfium looks through the page's text at every call."""
        while True:
            room = len(self._room)
            size = pdfium.FPDFTextObj_GetText(item, text_page, self._signs, room)
            if size <= room:
                return self._room.raw[:size].decode("utf-16-le", "replace").rstrip("\0")
            self._make_room(size)

    def _is_colourless(self, item: pdfium.FPDF_PAGEOBJECT) -> bool:
        known = pdfium.FPDFPageObj_GetFillColor(item, *self._colour)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        return (
            not known or self._colour[3].value == 0 or mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        )


def _reading_order(page: pypdfium2.PdfPage) -> Iterator[tuple[int, bool]]:
    """Give the page's marked contents in the tree's order, and whether each is in a note."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            yield from _walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), False, False)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _walk(element: object, in_note: bool, in_picture: bool) -> Iterator[tuple[int, bool]]:
    kind = _kind(element)
    if kind in NOT_TEXT:
        return
    in_note = in_note or kind in ("Note", "FENote")
    in_picture = (in_picture or kind == "Figure") and kind != "Caption"
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _walk(child, in_note, in_picture)
            continue
        content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if content >= 0 and not in_picture:
            yield content, in_note


def _kind(element: object) -> str:
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    return buffer.raw[:size].decode("utf-16-le").rstrip("\0")
