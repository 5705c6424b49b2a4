"""What of an element says something to a reader, so that two can be held beside each other.

Ids, the numbers of footnotes, figures and sections, the words of cross-references and of
citations renumber by themselves: a citation is what it cites, a cross-reference what it
points to, a picture its bytes. Whitespace between blocks says nothing, and of a table's
cell only its content is compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as ET

from reportkit.xhtml import has_class, parse, serialise

__all__ = ["BLOCKS", "CITED", "DIGEST", "Likeness", "atom", "has_blocks", "likeness", "signature"]

CITED, DIGEST = "data-cited", "data-digest"
"""What a unit's XHTML tells of a citation and of a picture, to compare them by."""

BLOCKS = frozenset(
    """
    blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre
    summary svg table tbody td th thead tr ul
    """.split()
)

_CELLS = ("td", "th")
_SILENT = frozenset(("id", "data-number", "data-spec", CITED, DIGEST))
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
_BLANKS = re.compile(r"[ \t\n]+")
_IDS = re.compile(r' (?:id|aria-labelledby|aria-describedby)="[^"]*"|(?<=#)[^")]*')


@dataclass(frozen=True, slots=True)
class Likeness:
    """`normal` is the same for two elements that read the same; `words` are those compared."""

    normal: str
    words: tuple[str, ...]


@lru_cache(maxsize=20_000)
def likeness(xhtml: str) -> Likeness:
    """Give that by which one element is compared."""
    writer = _Writer([], [])
    writer.write(parse(xhtml))
    words = _WORD.findall(" ".join(writer.said).lower())
    return Likeness("".join(writer.pieces), tuple(words))


@dataclass(frozen=True, slots=True)
class _Writer:
    pieces: list[str]
    said: list[str]

    def write(self, element: ET.Element, verbatim: bool = False) -> None:
        key = atom(element)
        if key is not None:
            if key:
                self.pieces.append(f"<{key}>")
            if element.tag == "img":
                self.said.append(f"{element.get('src')} {element.get('alt')}")
            return
        blocks, verbatim = has_blocks(element), verbatim or element.tag == "pre"
        self.pieces.append(f"<{signature(element)}>")
        self.tell(element.text or "", blocks, verbatim)
        for child in element:
            self.write(child, verbatim)
            self.tell(_after(child), blocks, verbatim)
        self.pieces.append("</>")

    def tell(self, text: str, blocks: bool, verbatim: bool) -> None:
        if text and not (blocks and text.isspace()):
            self.pieces.append(text if verbatim else _BLANKS.sub(" ", text))
            self.said.append(text)


def _after(child: ET.Element) -> str:
    """Give the text after an element; a blank after a label belongs to the label."""
    tail = child.tail or ""
    return tail.lstrip(" \u00a0") if child.tag == "span" and atom(child) == "" else tail


def has_blocks(element: ET.Element) -> bool:
    """Say whether blocks stand in `element`: then whitespace between them says nothing."""
    return element.tag in ("figure", "tr") or any(child.tag in BLOCKS for child in element)


def signature(element: ET.Element) -> str:
    """Give the tag, and the attributes that a reader could tell apart."""
    if element.tag in _CELLS:
        return "cell"
    told = [
        f"{name}={value}" for name, value in sorted(element.attrib.items()) if name not in _SILENT
    ]
    return " ".join((element.tag, *told))


def atom(element: ET.Element) -> str | None:
    """Give that by which an element is compared which is one whole; “” says nothing at all."""
    match element.tag:
        case "cite":
            return f"cite {element.get(CITED) or element.get('data-keys') or _said(element)}"
        case "img":
            return f"img {element.get(DIGEST) or element.get('src')} {element.get('alt', '')}"
        case "svg":
            return f"svg {_IDS.sub('', serialise(element))}"
        case "br":
            return "br"
        case "summary" | "wbr":
            return ""
        case "a" if element.get("data-ref") or has_class(element, "xref"):
            return f"xref {element.get('data-ref') or element.get('href', '').removeprefix('#')}"
        case "span" if has_class(element, "label") or has_class(element, "number"):
            return ""
    return None


def _said(element: ET.Element) -> str:
    return "".join(element.itertext())
