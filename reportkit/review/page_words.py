"""The words of a web page as a reader sees them: HTML and its style sheets in, words out.

What a style sheet hides is not there for a reader, so it is reported; marks of
the page itself (`data-chrome`) and pictures are not words of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import cssselect2
import tinycss2

from reportkit.review.signs import as_seen

__all__ = ["HiddenText", "Words", "hidden_texts", "page_words", "parse_page"]

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SILENT = frozenset(("script", "style", "template", "svg", "head"))
BREAKING = frozenset(
    "address article aside blockquote br caption dd details div dl dt figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """Running text, and where it comes from.

    `text` has single spaces between words; `places` lists (offset, place) in
    order: from that offset on the text stands in that place.
    """

    text: str
    places: tuple[tuple[int, str], ...]

    def place(self, offset: int) -> str:
        """Name the place in which the character at `offset` stands; empty before the first."""
        found = ""
        for start, place in self.places:
            if start > offset:
                break
            found = place
        return found


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Words that a style sheet hides: the element's nearest id, its words, and the rule."""

    place: str
    words: str
    selector: str
    declaration: str


class _TreeBuilder(HTMLParser):
    """Our own writer's output as a tree: every element is closed but the void ones."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = ElementTree.TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def parse_page(page: bytes) -> ElementTree.Element | None:
    """Give the page's tree; nothing where the page holds no element at all."""
    parser = _TreeBuilder()
    try:
        parser.feed(page.decode("utf-8"))
        parser.close()
        return parser.builder.close()
    except (AssertionError, IndexError, UnicodeDecodeError):
        return None


def _is_word(element: ElementTree.Element) -> bool:
    return element.tag not in SILENT and "data-chrome" not in element.attrib


def page_words(root: ElementTree.Element) -> tuple[Words, Words]:
    """Give the words of the page's article: the running text, and the notes."""
    article = root.find(".//article")
    if article is None:
        return Words("", ()), Words("", ())
    notes = next((e for e in article.iter("section") if e.get("class") == "notes"), None)
    text = _collect(article, leave_out=notes)
    return text, Words("", ()) if notes is None else _collect(notes, leave_out=None)


def _collect(root: ElementTree.Element, leave_out: ElementTree.Element | None) -> Words:
    pieces: list[str] = []
    places: list[tuple[int, str]] = []
    length = 0

    def add(text: str) -> None:
        nonlocal length
        text = as_seen(text)
        words = " ".join(text.split())
        if not text:
            return
        opening = " " if text[0].isspace() else ""
        closing = " " if words and text[-1].isspace() else ""
        piece = f"{opening}{words}{closing}"
        if not pieces or pieces[-1].endswith(" "):
            piece = piece.lstrip(" ")
        if piece:
            pieces.append(piece)
            length += len(piece)

    def walk(element: ElementTree.Element) -> None:
        if element is not leave_out and _is_word(element):
            if element.tag in BREAKING:
                add(" ")
            if identity := element.get("id"):
                places.append((length, identity))
            add(element.text or "")
            for child in element:
                walk(child)
                add(child.tail or "")
            if element.tag in BREAKING:
                add(" ")

    walk(root)
    return Words("".join(pieces).rstrip(" "), tuple(places))


def hidden_texts(root: ElementTree.Element, styles: tuple[str, ...]) -> Iterator[HiddenText]:
    """Find words of the article that one of the style sheets hides, in whatever medium."""
    wrapper = cssselect2.ElementWrapper.from_html_root(root)
    elements = list(wrapper.iter_subtree())
    for style in styles:
        for selector, declaration in _rules_of(style):
            for element in elements:
                # The selector first: few are selected, and to look for words takes longer.
                chosen = selector is None or selector[1].test(element)
                if chosen and _holds_words(element) and not _within_chrome(element):
                    name = selector[0] if selector else "a selector that cannot be judged"
                    yield HiddenText(_nearest_id(element), _words_of(element), name, declaration)
                    break


def _holds_words(wrapper: cssselect2.ElementWrapper) -> bool:
    ancestors = {a.etree_element.tag for a in wrapper.ancestors}
    inside = "article" in ancestors or wrapper.etree_element.tag in ("article", "main", "body")
    return inside and bool(_words_of(wrapper))


def _within_chrome(wrapper: cssselect2.ElementWrapper) -> bool:
    chain = (wrapper, *wrapper.ancestors)
    return any(not _is_word(a.etree_element) for a in chain)


def _words_of(wrapper: cssselect2.ElementWrapper) -> str:
    return " ".join(_collect(wrapper.etree_element, leave_out=None).text.split()[:8])


def _nearest_id(wrapper: cssselect2.ElementWrapper) -> str:
    chain = (wrapper, *reversed(wrapper.ancestors))
    return next((i for a in chain if (i := a.etree_element.get("id"))), "")


@lru_cache(maxsize=8)
def _rules_of(style: str) -> tuple[tuple[tuple[str, Any] | None, str], ...]:
    """Parse a style sheet once for all the pages that have it."""
    return tuple(_hiding_rules(tinycss2.parse_stylesheet(style, True, True)))


def _hiding_rules(rules: list[Any]) -> Iterator[tuple[tuple[str, Any] | None, str]]:
    for rule in rules:
        if rule.type == "at-rule" and rule.content is not None:
            if rule.lower_at_keyword in ("media", "supports", "layer", "container"):
                yield from _hiding_rules(tinycss2.parse_rule_list(rule.content, True, True))
        elif rule.type == "qualified-rule":
            hiding = _hiding_declaration(rule.content)
            if hiding:
                yield from ((s, hiding) for s in _selectors(rule.prelude))


def _selectors(prelude: list[Any]) -> Iterator[tuple[str, Any] | None]:
    text = tinycss2.serialize(prelude).strip()
    try:
        for selector in cssselect2.compile_selector_list(prelude):
            if selector.pseudo_element is None:
                yield text, selector
    except cssselect2.SelectorError:
        yield None


def _hiding_declaration(content: list[Any]) -> str | None:
    for declaration in tinycss2.parse_blocks_contents(content, True, True):
        if declaration.type != "declaration":
            continue
        value = tinycss2.serialize(declaration.value).strip().lower()
        if _hides(declaration.lower_name, value):
            return f"{declaration.lower_name}: {value}"
    return None


def _hides(name: str, value: str) -> bool:
    number = value.rstrip("pxremt%") if value[:1].isdigit() or value[:1] == "." else ""
    nothing = number.strip("0.") == "" and number != ""
    return (
        (name == "display" and value == "none")
        or (name == "visibility" and value in ("hidden", "collapse"))
        or (name == "color" and value in ("transparent", "rgba(0,0,0,0)", "rgba(0, 0, 0, 0)"))
        or (name == "content-visibility" and value == "hidden")
        or (name in ("opacity", "font-size", "font", "zoom") and nothing)
        or (name in ("clip", "clip-path") and value not in ("auto", "none"))
        or (name == "text-indent" and value.startswith("-") and len(value.split(".")[0]) > 5)
    )
