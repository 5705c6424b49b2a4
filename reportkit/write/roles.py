"""What an HTML element is in a tagged PDF: its role and properties (ISO 32000-1, 14.8.4 and 5)."""

from __future__ import annotations

from typing import Any

import pydyf

from reportkit.write.structure import PdfObject

__all__ = ["NUMBERING", "ROLES", "Box", "Element", "describe_figure", "properties_of", "words_of"]

# WeasyPrint has no types: these say what is meant.
Box = Any
Element = Any

SVG = "{http://www.w3.org/2000/svg}"
POINTS = 0.75
"""Points in a CSS pixel."""

ROLES = {
    "article": "Art",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "details": "Div",
    "div": "Div",
    "dl": "L",
    "figcaption": "Caption",
    "figure": "Div",
    "footer": "Div",
    "header": "Div",
    "img": "Figure",
    "main": "Part",
    "nav": "TOC",
    "ol": "L",
    "p": "P",
    "pre": "P",
    "q": "Quote",
    "section": "Sect",
    "summary": "P",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    f"{SVG}svg": "Figure",
} | {f"h{level}": f"H{level}" for level in range(1, 7)}

DECORATIONS = {"del": "LineThrough", "ins": "Underline"}
"""How words are marked that one version lacks (ISO 32000-1, table 344)."""

NUMBERING = {
    "circle": "Circle",
    "decimal": "Decimal",
    "disc": "Disc",
    "lower-alpha": "LowerAlpha",
    "lower-roman": "LowerRoman",
    "square": "Square",
    "upper-alpha": "UpperAlpha",
    "upper-roman": "UpperRoman",
}


def properties_of(role: str | None, box: Box, document_language: str | None) -> dict[str, Any]:
    """Give what a structure element says of its element: language, list and cell attributes.

    What is to be read aloud in place of a sign stands in `data-said`.
    """
    found: dict[str, Any] = {}
    element = box.element
    language = element.get("lang")
    if element.tag == "abbr" and element.get("title"):
        found["E"] = element.get("title")
    if language and language != document_language:
        found["Lang"] = language
    if element.get("data-said"):
        found["ActualText"] = f"{element.get('data-said')} "
    if element.tag in DECORATIONS:
        found["A"] = _attributes("Layout", TextDecorationType=f"/{DECORATIONS[element.tag]}")
    if role == "L":
        style = box.style["list_style_type"] if element.tag != "dl" else "none"
        numbering = NUMBERING.get(style, "None") if isinstance(style, str) else "None"
        found["A"] = _attributes("List", ListNumbering=f"/{numbering}")
    if role in ("TH", "TD"):
        found["A"] = _cell_attributes(role, box)
    return found


def describe_figure(box: Box, page_height: float) -> dict[str, Any]:
    """Give a picture's place on its page, in points from below, and its words; pixels in."""
    left, top = box.content_box_x(), page_height - box.content_box_y()
    edges = (left, top - box.height, left + box.width, top)
    corners = pydyf.Array(edge * POINTS for edge in edges)
    return {
        "A": _attributes("Layout", Placement="/Block", BBox=corners),
        "Alt": _alternative(box.element),
    }


def _attributes(owner: str, **values: object) -> PdfObject:
    return pydyf.Dictionary({"O": f"/{owner}", **values})


def _cell_attributes(role: str, box: Box) -> PdfObject:
    values: dict[str, Any] = {}
    if role == "TH":
        row = (box.element.get("scope") or "").startswith("row")
        values["Scope"] = "/Row" if row else "/Column"
    if box.colspan != 1:
        values["ColSpan"] = box.colspan
    if box.rowspan != 1:
        values["RowSpan"] = box.rowspan
    return _attributes("Table", **values)


def words_of(element: Element) -> str:
    """Give an element's text on one line."""
    return " ".join("".join(element.itertext()).split())


def _alternative(element: Element) -> str:
    """Describe a picture: its `alt`, or the title and the description of a drawing."""
    if element.tag != f"{SVG}svg":
        return str(element.get("alt", ""))
    parts = (element.find(f"{SVG}{name}") for name in ("title", "desc"))
    words = [words_of(part) for part in parts if part is not None]
    return " ".join(
        text if text.endswith((".", "?", "!")) else f"{text}." for text in words if text
    )
