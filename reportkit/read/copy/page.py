"""A web page in, its blocks out: through an HTML5 parser, so that it reads as in a browser.

Scripts and styles are no words and are left out; what a page has round its text
(navigation, a foot) is set aside. Note calls are found by their links there and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reportkit.files import Files
from reportkit.manuscript import Aside, Block, Doubt, Manuscript, words_of
from reportkit.read.copy.notes import ancestors
from reportkit.read.copy.refusals import refused
from reportkit.read.copy.tree import BLOCKS, SILENT, all_text, depth, find
from reportkit.read.copy.walker import Walker

__all__ = ["read_page"]

MAX_DEPTH = 250
"""No page nests so many elements for its reader's sake."""

_FURNITURE = frozenset({"nav", "footer", "aside", "form", "button", "select", "textarea", "dialog"})
_STRUCK = frozenset({"del", "s", "strike"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE_HEADS = frozenset({"notes", "footnotes", "endnotes", "note", "각주", "미주"})


def read_page(name: str, data: bytes, beside: Files, encoding: str | None) -> Manuscript:
    """Read a page; its charset is the one that it declares, unless `encoding` is given."""
    import tinyhtml5

    try:
        options = {"override_encoding": encoding} if encoding else {"likely_encoding": "utf-8"}
        root = tinyhtml5.parse(data, namespace_html_elements=False, **options)
    except (LookupError, ValueError) as error:
        raise refused("encoding", name, f"This page cannot be decoded: {error}.") from error
    return manuscript_of(name, root, beside)


def manuscript_of(name: str, root: Element, beside: Files) -> Manuscript:
    """Read the tree of a page."""
    if depth(root) > MAX_DEPTH:
        message = f"This page nests its elements deeper than {MAX_DEPTH} levels."
        raise refused("copy-broken", name, message, "Save it as plain text.")
    body = root if root.tag == "body" else find(root, "body")
    text = all_text(body) if body is not None else ""
    if body is None or not text.strip():
        raise refused("copy-empty", name, "This copy holds no words.")
    walker = Walker(body, beside)
    asides = [*_set_aside(body, walker)]
    walker.walk(body)
    doubts = [*walker.doubts, *_struck(body, walker)]
    if "\ufffd" in text:
        count = text.count("\ufffd")
        message = f"{count} characters could not be read: the page is of another encoding."
        doubts.append(Doubt(8, message, "Import it again with `--encoding`."))
    return Manuscript(
        name,
        "block",
        tuple(_without_note_heads(walker.blocks, asides)),
        tuple(words_of(text)),
        walker.notes,
        walker.pictures,
        _meta(root),
        (*asides, *walker.asides),
        tuple(doubts),
    )


def _set_aside(body: Element, walker: Walker) -> Iterator[Aside]:
    """Set aside what is round the text: all but the main part, where one is marked."""
    mains = list(body.iter("main"))
    if not mains:
        articles = list(body.iter("article"))
        mains = articles if len(articles) == 1 else []
    keep = mains[0] if len(mains) == 1 and all_text(mains[0]).strip() else None
    path = set(ancestors(keep, walker.parents)) if keep is not None else set()
    whole = len(all_text(body).split())
    stack = [body]
    while stack:
        node = stack.pop()
        for child in node:
            if not isinstance(child.tag, str) or child.tag in SILENT or child is keep:
                continue
            outside = keep is not None and child not in path
            if outside or (child not in path and _is_furniture(child, walker, whole)):
                walker.skipped.add(child)
                child.tail = f" {child.tail or ''}"
                if words := " ".join(all_text(child).split()):
                    yield Aside("what the page has round its text", words)
                continue
            if child.tag in BLOCKS:
                stack.append(child)


def _is_furniture(node: Element, walker: Walker, whole: int) -> bool:
    """Say whether an element is none of the text; a form with half of its words is text.

    Some programs (ASP.NET) put all of a page into one form.
    """
    if node.tag not in _FURNITURE or _holds_note(node, walker):
        return False
    return node.tag != "form" or 2 * len(all_text(node).split()) < whole


def _holds_note(node: Element, walker: Walker) -> bool:
    return any(inner in walker.note_nodes for inner in node.iter())


def _struck(body: Element, walker: Walker) -> Iterator[Doubt]:
    """Tell of words of the text that are struck out or hidden; they are kept."""
    stack = [body]
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str) or node.tag in SILENT or node in walker.skipped:
            continue
        hidden = node.get("hidden") is not None or _HIDDEN.search(node.get("style") or "")
        mark = "struck out" if node.tag in _STRUCK else "hidden" if hidden else ""
        if mark and (text := " ".join(all_text(node).split())):
            message = f"“{text[:60]}” is {mark} in the copy; it was kept."
            yield Doubt(7, message, "Take it out, if it is not to be read.")
        else:
            stack += reversed(node)


def _meta(root: Element) -> dict[str, str]:
    """Give what the head says of the page."""
    answer: dict[str, str] = {}
    title = find(root, "title")
    if title is not None and all_text(title).strip():
        answer["title"] = " ".join(all_text(title).split())
    for node in root.iter("meta"):
        name = (node.get("name") or node.get("property") or "").lower()
        value = (node.get("content") or "").strip()
        if name in ("author", "citation_author", "dc.creator") and value:
            answer.setdefault("author", value)
        if name in (
            "date",
            "article:published_time",
            "citation_publication_date",
            "dc.date",
            "dcterms.date",
        ):
            answer.setdefault("date", re.sub(r"T.*", "", value).replace("/", "-"))
    return answer


def _without_note_heads(blocks: list[Block], asides: list[Aside]) -> Iterator[Block]:
    """Leave out the heading of notes that have gone to where they are called."""
    for block, following in zip(blocks, [*blocks, None][1:], strict=True):
        alone = following is None or following.kind == "heading"
        if block.kind == "heading" and alone and block.text.strip(" :").casefold() in _NOTE_HEADS:
            asides.append(Aside("headings that a theme prints", block.text.strip(), block.place))
        else:
            yield block
