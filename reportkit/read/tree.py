"""A tree with placeholders in, the same with marks in their place out; and trees as XHTML.

Start and end tags that an author wrote become an element only where both stand
within the same parent, so whatever is written the tree is well-formed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import cast
from xml.etree.ElementTree import Element

from reportkit.model import Citation
from reportkit.read.marks import INLINE_TAGS, PLACEHOLDER, Mark, Stash

__all__ = ["Filler", "contents", "element", "serialise", "words"]

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_HANGUL = "[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]"
_HANGUL_RUN = re.compile(rf"{_HANGUL}+(?:[ ·]{{0,2}}{_HANGUL}+)*")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PHRASES = INLINE_TAGS | {"a", "cite", "img"}
_VOID = frozenset({"br", "img"})

Piece = str | Element


def element(tag: str, text: str = "", **attributes: str) -> Element:
    """Make an element; `class_` and `data_x` stand for `class` and `data-x`."""
    made = Element(
        tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    )
    made.text = text
    return made


class Filler:
    """Fills the placeholders of a tree."""

    def __init__(
        self, stash: Stash, footnote: Callable[[Mark], Element | None], mark_hangul: bool
    ) -> None:
        self.stash = stash
        self.footnote = footnote
        self.mark_hangul = mark_hangul

    def fill(self, parent: Element, korean: bool = False) -> None:
        """Fill `parent` in place."""
        for name, value in parent.attrib.items():
            parent.set(name, _clean(_unescape(self.stash.restore(value or ""))))
        if parent.tag in ("code", "pre") and not len(parent):
            parent.text = _clean(self.stash.restore(parent.text or ""))
            return
        korean = korean or parent.get("lang", "").startswith("ko")
        pieces = self.pieces(parent.text or "", korean)
        for child in list(parent):
            self.fill(child, korean)
            tail, child.tail = child.tail or "", None
            pieces.append(child)
            pieces += self.pieces(tail, korean)
        _rebuild(parent, self.nest(pieces))
        _lift_code(parent)

    def pieces(self, text: str, korean: bool) -> list[Piece]:
        """Cut a text at placeholders (and Hangul) into texts and elements."""
        if "\x0e" not in text:
            return self.plain(text, korean)
        answer: list[Piece] = []
        for index, part in enumerate(PLACEHOLDER.split(text)):
            if index % 2 == 0:
                answer += self.plain(part, korean)
            else:
                piece = self.piece(int(part))
                if isinstance(piece, str) and self.mark_hangul and not korean:
                    answer += _hangul(piece)
                elif piece is not None:
                    answer.append(piece)
        return answer

    def plain(self, text: str, korean: bool) -> list[Piece]:
        """Resolve entities, and mark Hangul, in a text without placeholders."""
        text = _clean(_unescape(text))
        return _hangul(text) if self.mark_hangul and not korean and not text.isascii() else [text]

    def piece(self, number: int) -> Piece | None:
        """Give what a placeholder stands for."""
        mark = self.stash.marks[number]
        match mark.kind:
            case "text":
                return cast(str, mark.value)
            case "code":
                return element("code", mark.value)
            case "link":
                return element("a", mark.value[1], href=mark.value[0])
            case "reference":
                return element("a", class_="xref", data_ref=mark.value, data_n=str(number))
            case "citation":
                return _cite(mark.value, number)
            case "fence":
                return code_block(*mark.value)
            case "footnote":
                return self.footnote(mark)
            case "open":
                return element("#open", data_n=str(number))
            case "close":
                return element("#close", data_n=str(mark.value))
        return element("br")

    def nest(self, pieces: list[Piece]) -> list[Piece]:
        """Make elements of start and end tags; a tag that crosses Markdown's is an error."""
        frames: list[tuple[str, list[Piece]]] = [("", [])]
        for piece in pieces:
            tag = "" if isinstance(piece, str) else piece.tag
            number = "" if isinstance(piece, str) else piece.get("data-n", "")
            if tag == "#open":
                frames.append((number, []))
            elif tag == "#close":
                if frames[-1][0] == number:
                    frames[-2][1].append(self.tagged(*frames.pop()))
                else:
                    self.crossed(number)
            else:
                frames[-1][1].append(piece)
        while len(frames) > 1:
            number, inside = frames.pop()
            self.crossed(number)
            frames[-1][1].extend(inside)
        return frames[0][1]

    def tagged(self, number: str, inside: list[Piece]) -> Element:
        """Make the element of a start tag and what stands before its end tag."""
        name, attributes = self.stash.marks[int(number)].value
        made = Element(name, attributes)
        if attributes.get("lang", "").startswith("ko"):
            inside = [_unmarked(piece) for piece in inside]
        _rebuild(made, inside)
        return made

    def crossed(self, number: str) -> None:
        """Report a tag that has no partner within its parent."""
        mark = self.stash.marks[int(number)]
        message = f"<{mark.value[0]}> and the Markdown round it cross each other."
        if not any(d.span == mark.span for d in self.stash.findings):
            self.stash.findings.error("raw-html", message, mark.span, "Close what was opened last.")


def _cite(citation: Citation, number: int) -> Element:
    keys = " ".join(item.key for item in citation.items)
    return element("cite", data_keys=keys, data_n=str(number))


def code_block(info: str, code: str) -> Element:
    """Make `<pre><code>`; the first word of `info` is the language."""
    pre = element("pre")
    language = re.match(r"[\w+#-]+", info)
    pre.append(
        element("code", f"{code}\n", **({"class_": f"language-{language[0]}"} if language else {}))
    )
    return pre


def _rebuild(parent: Element, pieces: list[Piece]) -> None:
    parent.text = ""
    parent[:] = []
    last: Element | None = None
    for piece in pieces:
        if isinstance(piece, Element):
            parent.append(piece)
            last = piece
        elif last is None:
            parent.text += piece
        else:
            last.tail = (last.tail or "") + piece


def _lift_code(parent: Element) -> None:
    """Let a paragraph that holds nothing but a code block be that block."""
    alone = parent.tag == "p" and len(parent) == 1 and parent[0].tag == "pre"
    if alone and not f"{parent.text or ''}{parent[0].tail or ''}".strip():
        parent.tag, parent.text, parent[:] = "pre", "", list(parent[0])


def _hangul(text: str) -> list[Piece]:
    answer: list[Piece] = []
    at = 0
    for match in _HANGUL_RUN.finditer(text):
        answer += [text[at : match.start()], element("span", match[0], lang="ko")]
        at = match.end()
    return [*answer, text[at:]]


def _unmarked(piece: Piece) -> Piece:
    """Take our own mark off Hangul that the author has marked."""
    ours = isinstance(piece, Element) and piece.tag == "span" and piece.attrib == {"lang": "ko"}
    return (piece.text or "") if ours and isinstance(piece, Element) else piece


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def serialise(root: Element) -> str:
    """Give a tree as XHTML that XML parsers and browsers read alike."""
    pieces: list[str] = []
    _write(root, pieces.append)
    return "".join(pieces)


def _write(node: Element, put: Callable[[str], None]) -> None:
    put(f"<{node.tag}")
    for name, value in node.attrib.items():
        put(
            f' {name}="{html.escape(value)}"' if "'" not in value else f' {name}="{_quoted(value)}"'
        )
    if node.tag in _VOID:
        put(" />")
        return
    put(">")
    put(html.escape(node.text or "", quote=False))
    for child in node:
        _write(child, put)
        put(html.escape(child.tail or "", quote=False))
    put(f"</{node.tag}>")


def _quoted(value: str) -> str:
    return html.escape(value, quote=False).replace('"', "&quot;")


def contents(xhtml: str) -> str:
    """Give what stands between the tags of one element."""
    return xhtml[xhtml.index(">") + 1 : xhtml.rindex("</")]


def words(node: Element) -> str:
    """Give the words of a tree, without those of its footnotes."""
    if node.get("class") == "footnote":
        return ""
    inside = (node.text or "") + "".join(words(child) + (child.tail or "") for child in node)
    return inside if node.tag in _PHRASES else f"{inside} "
