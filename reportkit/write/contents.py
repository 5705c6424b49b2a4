"""Put page numbers into the contents of a laid-out document.

WeasyPrint's `target-counter` lays each page of contents out three times, since a number
may change where its line breaks. Here a number stands in room that was kept for it: the
template gives an entry an empty `data-page`, noughts are put into it, the style sheet
prints them, and they give way to the number when all pages are known. Their last figure
stays where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["keep_room", "number_contents"]

# WeasyPrint has no types: these say what is meant.
Box = Any
Document = Any

CHARACTERS = 2400
"""What HTML a page holds at the least, but for the first few: the sample's has 3,700."""


def keep_room(html: str) -> str:
    """Fill each empty `data-page` of `html` with noughts, enough for a number of its pages."""
    noughts = "0" * max(2, len(str(len(html) // CHARACTERS)))
    return html.replace('data-page=""', f'data-page="{noughts}"')


def number_contents(document: Document) -> None:
    """Set the page of its link's target in place of each text that ends in its `data-page`.

    The dots of a leader, each a text of its own, become one, which is drawn far sooner.
    """
    numbers: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            numbers.setdefault(anchor, number)
    for page in document.pages:
        for box in _boxes(page._page_box):
            if box.is_leader and box.children:
                rightmost = box.children[0]
                _reset(rightmost, rightmost.text * len(box.children))
                box.children = (rightmost,)
            elif _is_kept(box):
                number = numbers.get(box.element.get("href", "").removeprefix("#"), 0)
                _reset(box, box.text.removesuffix(box.element.get("data-page")) + str(number or ""))


def _reset(box: Box, text: str) -> None:
    """Give a box another text, which ends where the box does."""
    from weasyprint.text.line_break import split_first_line

    end = box.position_x + box.width
    box.text = text
    box.pango_layout, _, _, box.width, _, _ = split_first_line(text, box.style, None, None, 0)
    box.position_x = end - box.width


def _boxes(box: Box) -> Iterator[Box]:
    """Give a box and all within it; those that draw out of turn stand in a shell."""
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(getattr(child, "_box", child))


def _is_kept(box: Box) -> bool:
    """Say whether a box of text ends in the noughts of its element."""
    noughts = box.element.get("data-page") if box.element is not None else None
    return bool(
        noughts
        and getattr(box, "text", "").endswith(noughts)
        and box.element_tag.endswith("::after")
    )
