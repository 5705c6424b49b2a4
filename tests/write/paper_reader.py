"""Read a PDF as a screen reader does: by its structure tree."""

from __future__ import annotations

import ctypes
import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

Element = Any
"""A structure element; pikepdf's objects are of one type."""


def marked_text(data: bytes) -> dict[tuple[int, int], str]:
    """Give the text of each marked-content sequence, by page and number."""
    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document):
        text_page = page.get_textpage()
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            key = (number, pdfium.FPDFPageObj_GetMarkedContentID(item.raw))
            size = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
            buffer = ctypes.create_string_buffer(size)
            units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
            pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, units, size)
            found[key] = found.get(key, "") + buffer.raw.decode("utf-16-le").rstrip("\0")
        text_page.close()
        page.close()
    document.close()
    return found


def page_texts(data: bytes) -> list[str]:
    """Give everything that can be seen on each page, running matter too."""
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return texts


def dotted_lines(data: bytes) -> list[list[float]]:
    """Give the dots of each leader by their left edges, between the ends of what they join."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        text_page = page.get_textpage()
        text = text_page.get_text_range()
        for leader in re.finditer(r"\S((?: \.){4,}) (?=\d)", text):
            dots = range(leader.start(1), leader.end(1))
            boxes = [text_page.get_charbox(at) for at in dots if text[at] == "."]
            before, after = (text_page.get_charbox(at) for at in (leader.start(), leader.end()))
            found.append([before[2], *(box[0] for box in boxes), after[0]])
        text_page.close()
        page.close()
    document.close()
    return found


MARGINS = (31 * 72 / 25.4, 32 * 72 / 25.4)
"""The theme's margins above and below, in points."""


def bands(data: bytes) -> list[tuple[str, str, str]]:
    """Give what is in the head, the body and the foot of each page."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        width, height = page.get_size()
        edges = (height, height - MARGINS[0], MARGINS[1], 0)
        text_page = page.get_textpage()
        head, body, foot = (
            text_page.get_text_bounded(0, bottom, width, top).replace("\r", "").strip()
            for top, bottom in itertools.pairwise(edges)
        )
        found.append((head, body, foot))
        text_page.close()
        page.close()
    document.close()
    return found


class Reading:
    """The tree of a file: `outline` is what a reader would be told, a line for each element."""

    def __init__(self, data: bytes) -> None:
        self.text = marked_text(data)
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.pages = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.top = self.pdf.Root.StructTreeRoot.K[0]

    def outline(self, element: Element = None, depth: int = 0) -> Iterator[str]:
        element = self.top if element is None else element
        own = "".join(self._own(element)).strip()
        alt = f" [{element.Alt}]" if "/Alt" in element else ""
        own = str(element.ActualText).strip() if "/ActualText" in element else own
        yield f"{'  ' * depth}{str(element.S)[1:]}{alt}{': ' if own else ''}{own}"
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self.outline(kid, depth + 1)

    def elements(self, role: str, element: Element = None) -> Iterator[Element]:
        element = self.top if element is None else element
        if f"/{role}" == element.S:
            yield element
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self.elements(role, kid)

    def words(self, element: Element) -> str:
        parts = []
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                parts.append(self.words(kid))
            else:
                parts.append(self._mark(kid, element))
        return " ".join("".join(parts).split())

    def _own(self, element: Element) -> Iterator[str]:
        for kid in element.K:
            if not (isinstance(kid, pikepdf.Dictionary) and "/S" in kid):
                yield self._mark(kid, element)

    def _mark(self, kid: Element, element: Element) -> str:
        if isinstance(kid, int):
            return self.text.get((self.pages[element.Pg.objgen], kid), "")
        if kid.Type == "/MCR":
            return self.text.get((self.pages[kid.Pg.objgen], int(kid.MCID)), "")
        return ""
