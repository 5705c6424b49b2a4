"""Find notes that stand on another page than their call: a laid-out document in, passages out.

At a page's foot, WeasyPrint would rather send a note to the next page than a
paragraph of which only the first lines fit (`report_footnote` in its
layout/block.py), whatever `footnote-policy` says. Where all lines of the
paragraph are its orphans, it goes, and the note stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["last_passages_before_strays"]

# WeasyPrint has no types: these say what is meant.
Box = Any
Document = Any

PLAIN = re.compile(r"[\w.:-]+")
"""What an id must be to stand in a style sheet as it is."""


def last_passages_before_strays(document: Document) -> list[str]:
    """Give the id of the last passage of each page that lacks the note of one of its calls."""
    found = []
    seen: set[str] = set()
    for page in document.pages:
        boxes = list(_boxes(page._page_box))
        calls = {b.element for b in boxes if _is(b, "footnote-call")}
        notes = {b.element for b in boxes if _is(b, "footnote-marker")}
        begun = [i for b in boxes if (i := _passage(b)) and i not in seen]
        if calls - notes and begun:
            found.append(begun[-1])
        seen.update(i for b in boxes if (i := _passage(b)))
    return found


def _boxes(box: Box) -> Iterator[Box]:
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _is(box: Box, pseudo: str) -> bool:
    return box.element is not None and box.element_tag.endswith(f"::{pseudo}")


def _passage(box: Box) -> str | None:
    """Give the id of a block of text; calls, notes and references within one have ids too."""
    if box.element is None or box.element_tag not in ("p", "ul", "ol", "dl", "blockquote", "pre"):
        return None
    identity = box.element.get("id", "")
    return identity if PLAIN.fullmatch(identity) else None
