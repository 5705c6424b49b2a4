"""A tree of HTML in, what it holds out: words, depth, blanks collapsed as a browser does."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from reportkit.manuscript import Run

__all__ = [
    "BLOCKS",
    "CONTROLS",
    "SILENT",
    "all_text",
    "collapsed",
    "depth",
    "find",
    "has_blocks",
    "is_layout",
    "span_of",
    "style_of",
]

SILENT = frozenset(
    {
        "script",
        "style",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "object",
        "embed",
        "iframe",
        "audio",
        "video",
        "canvas",
    }
)
"""What holds no words of the text."""

BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption
    figure footer
    form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table ul
    tbody thead tfoot tr td th caption
    """.split()
)
CONTROLS = frozenset({"button", "select", "option", "textarea"})
"""What stands in a line, but apart from its words."""

_HINTS = {
    **{name: name for name in ("title", "subtitle", "author", "date", "abstract", "caption")},
    "byline": "author",
    "reference": "reference",
}
MAX_SPAN = 60
"""So many columns or rows a cell may span; a page that says more means all of them."""


def find(root: Element, tag: str) -> Element | None:
    """Give the first element of that name."""
    return next(root.iter(tag), None)


def depth(root: Element) -> int:
    """Give how deep a tree is nested, without recursion."""
    deepest, stack = 0, [(root, 1)]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        stack += [(child, level + 1) for child in node]
    return deepest


def all_text(root: Element) -> str:
    """Give every word of a tree; blocks are parted by blanks."""
    pieces: list[str] = []
    stack: list[Element | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        inside: list[Element | str] = []
        if isinstance(node.tag, str) and (node.tag not in SILENT or node is root):
            gap = " " if node.tag in BLOCKS | CONTROLS or node.tag == "br" else ""
            inside = [gap, node.text or ""]
            for child in node:
                inside += [child, child.tail or ""]
            inside.append(gap)
        stack += reversed(inside)
    return "".join(pieces)


def has_blocks(node: Element) -> bool:
    """Say whether blocks stand in an element."""
    return any(
        isinstance(child.tag, str) and child.tag in BLOCKS
        for child in node.iter()
        if child is not node
    )


def style_of(node: Element) -> str:
    """Say what an element's class makes of it: a title, an author, a caption."""
    return next(
        (_HINTS[name] for name in (node.get("class") or "").lower().split() if name in _HINTS), ""
    )


def span_of(cell: Element, name: str) -> int:
    """Give how many columns or rows a cell spans."""
    written = re.match(r"\d{1,6}", cell.get(name) or "1")
    return max(1, min(int(written[0]) if written else 1, MAX_SPAN))


def is_layout(every: list[Element], rows: list[list[Element]]) -> bool:
    """Say whether a table only lays out a page: it holds tables, headings or long texts."""
    for cell in every:
        if any(
            node.tag in ("table", "h1", "h2", "h3", "ul", "ol", "pre", "blockquote")
            for node in cell.iter()
        ):
            return True
        paragraphs = sum(1 for node in cell.iter("p") if all_text(node).strip())
        if paragraphs > 1 and len(all_text(cell).split()) > 60:
            return True
    return all(len(row) < 2 for row in rows)


def collapsed(runs: list[Run]) -> tuple[Run, ...]:
    """Collapse blanks as a browser does: one between words, none at the ends."""
    answer: list[Run] = []
    open_end = True
    for run in runs:
        if run.note or run.picture or run.cited:
            answer.append(run)
            open_end = False
            continue
        text = re.sub(r"[ \t\n\r\f]+", " ", run.text)
        if open_end:
            text = text.lstrip(" ")
        if text:
            answer.append(replace(run, text=text))
            open_end = text.endswith(" ")
    while answer and not (answer[-1].note or answer[-1].picture or answer[-1].cited):
        text = answer[-1].text.rstrip(" ")
        if text:
            answer[-1] = replace(answer[-1], text=text)
            break
        answer.pop()
    return tuple(answer)
