"""A Word file in, its blocks out: mammoth makes HTML of it, which is then read as a page is.

mammoth leaves out citation fields, equations and tracked changes, so those are read here, on
the XML, before it sees it (why mammoth and not pandoc: see CONTRIBUTING.md). The words are
counted in the XML, too: what mammoth lost would show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

from reportkit.files import Files
from reportkit.manuscript import Aside, Block, Cited, Doubt, Manuscript, words_of
from reportkit.read.copy.fields import W, marked, word_sources
from reportkit.read.copy.package import packed, unpacked
from reportkit.read.copy.refusals import refused
from reportkit.read.copy.tree import find
from reportkit.read.copy.walker import CITED, Walker
from reportkit.read.copy.word_marks import (
    absent_links,
    absent_pictures,
    struck,
    symbols,
    targets_of,
    unwrap,
)

__all__ = ["read_word"]

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_STYLES = """
p[style-name='Title'] => p.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Author'] => p.author:fresh
p[style-name='Date'] => p.date:fresh
p[style-name='Abstract'] => p.abstract:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Image Caption'] => p.caption:fresh
p[style-name='Table Caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Bibliography'] => p.reference:fresh
p[style-name='Source Code'] => pre:separator('\\n')
p[style-name='HTML Preformatted'] => pre:separator('\\n')
"""


@dataclass(slots=True)
class _Copy:
    """A Word file under way: its parts, and what they were found to hold beside the text."""

    parts: dict[str, bytes]
    cited: list[tuple[str, tuple[Cited, ...]]] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def read_word(name: str, data: bytes, beside: Files) -> Manuscript:
    """Read a Word file; `ReportkitError` where it is broken, unsafe or without words."""
    copy = _Copy(unpacked(name, data))
    try:
        _prepare(copy)
        html = _html(copy)
    except ParseError as error:
        raise _broken(name, f"its XML is not well-formed ({error})") from error
    except Exception as error:
        raise _broken(
            name, f"mammoth cannot read it ({type(error).__name__}: {str(error)[:80]})"
        ) from error
    import tinyhtml5

    root = tinyhtml5.parse(html, namespace_html_elements=False)
    body = find(root, "body")
    assert body is not None
    walker = Walker(body, beside, tuple(copy.cited))
    walker.walk(body)
    if not copy.counted:
        raise refused("copy-empty", name, "This copy holds no words.")
    return Manuscript(
        name,
        "block",
        tuple(_titled(walker.blocks)),
        tuple(copy.counted),
        walker.notes,
        walker.pictures,
        _properties(copy.parts),
        (*copy.asides, *walker.asides),
        (*copy.doubts, *walker.doubts),
    )


def _broken(name: str, why: str) -> Exception:
    hint = "Save it again, or ask the author for another copy."
    return refused("copy-broken", name, f"This Word file is broken: {why}.", hint)


def _html(copy: _Copy) -> str:
    import mammoth

    made = mammoth.convert_to_html(
        packed(copy.parts), style_map=_STYLES, ignore_empty_paragraphs=False
    )
    return f"<!DOCTYPE html><body>{made.value}</body>"


def _titled(blocks: list[Block]) -> Iterator[Block]:
    """Give the blocks; a caption's own style counts for more than a heading's."""
    for block in blocks:
        yield (
            replace(block, kind="paragraph")
            if block.kind == "heading" and block.style == "caption"
            else block
        )


def _prepare(copy: _Copy) -> None:
    """Read what mammoth would not tell of, and count the words."""
    sources = word_sources(copy.parts)
    for part in _TEXTS:
        if part in copy.parts:
            root = fromstring(copy.parts[part])
            _equations(root, copy)
            _tracked(root, copy)
            copy.cited += marked(root, sources, len(copy.cited))
            _plain(part, root, copy)
            text = CITED.sub(lambda match: copy.cited[int(match[1])][0], _text(root))
            copy.counted += words_of(text)
            copy.parts[part] = tostring(root, encoding="utf-8", xml_declaration=True)
    for part, xml in copy.parts.items():
        if match := re.fullmatch(
            r"word/(?:(comments)|(header|footer)\d*|charts/chart\d+|diagrams/data\d+)\.xml", part
        ):
            _beside(fromstring(xml), match, copy)


def _plain(part: str, root: Element, copy: _Copy) -> None:
    """Make the marks that mammoth does not read such as it does, and tell of them."""
    unwrap(root)
    copy.doubts += symbols(root)
    targets = targets_of(part, copy.parts)
    absent_links(root, targets)
    for told in absent_pictures(root, targets):
        if isinstance(told, Doubt):
            copy.doubts.append(told)
        else:
            copy.asides.append(told)
    copy.doubts += struck(root)


def _text(root: Element) -> str:
    """Give the words of a part as mammoth reads them: what was deleted is not among them."""
    pieces: list[str] = []
    stack: list[Element | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            pieces.append(" ")
        elif node.tag == f"{W}noBreakHyphen":
            pieces.append("\u2011")
        elif node.tag == f"{_MC}AlternateContent" and node.find(f"{_MC}Fallback") is not None:
            stack += reversed(node.findall(f"{_MC}Fallback"))
        elif node.tag not in (f"{W}del", f"{W}moveFrom"):
            gap = "\n" if node.tag == f"{W}p" else ""
            stack += [gap, *reversed(node), gap]
    return "".join(pieces)


def _equations(root: Element, copy: _Copy) -> None:
    """Put the words of equations, which mammoth leaves out, where they stand."""
    count = 0
    for parent in [*root.iter()]:
        for at, node in enumerate([*parent]):
            if node.tag not in (f"{_M}oMath", f"{_M}oMathPara"):
                continue
            text = " ".join(filter(None, (part.text for part in node.iter(f"{_M}t"))))
            run = Element(f"{W}r")
            SubElement(
                run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
            ).text = f" {text} "
            parent[at] = run
            count += 1
    if count:
        copy.doubts.append(
            Doubt(7, f"{count} equations came as plain words.", "Set them again, or as pictures.")
        )


def _tracked(root: Element, copy: _Copy) -> None:
    """Tell of changes that nobody accepted: what was put in stays, what was struck is set aside."""
    inserted = 0
    for node in root.iter():
        if (
            node.tag in (f"{W}ins", f"{W}moveTo")
            and "".join(t.text or "" for t in node.iter(f"{W}t")).strip()
        ):
            inserted += 1
        if node.tag not in (f"{W}del", f"{W}moveFrom"):
            continue
        texts = [
            *node.iter(f"{W}delText"),
            *(node.iter(f"{W}t") if node.tag == f"{W}moveFrom" else ()),
        ]
        text = "".join(part.text or "" for part in texts)
        if text.strip() and node.tag == f"{W}del":
            author = node.get(f"{W}author") or "somebody"
            copy.asides.append(Aside(f"what {author} struck out as a tracked change", text))
            copy.counted += words_of(text)
            copy.doubts.append(
                Doubt(
                    8,
                    f"{author} struck out “{text.strip()[:60]}” as a tracked change; "
                    "it was left out.",
                    "Ask whether the change is accepted.",
                )
            )
    if inserted == 1:
        message = "1 insertion is a tracked change; it was taken over."
        copy.doubts.append(Doubt(7, message, "Ask whether it is accepted."))
    elif inserted:
        message = f"{inserted} insertions are tracked changes; they were taken over."
        copy.doubts.append(Doubt(7, message, "Ask whether they are accepted."))


def _beside(root: Element, match: re.Match[str], copy: _Copy) -> None:
    """Set aside what stands beside the text: comments, running heads, words in drawings."""
    if match[1]:
        for comment in root.iter(f"{W}comment"):
            text, author = " ".join(_text(comment).split()), comment.get(f"{W}author") or "Somebody"
            if text:
                copy.asides.append(Aside(f"comments by {author}", text))
                copy.counted += words_of(text)
                copy.doubts.append(
                    Doubt(6, f"{author} commented: “{text[:80]}”.", "Comments are set aside.")
                )
        return
    if match[2]:
        what, text = "running heads and feet", _text(root)
    else:
        what, text = (
            "words in charts and diagrams",
            " ".join(node.text or "" for node in root.iter(f"{_A}t")),
        )
    if text.split():
        copy.asides.append(Aside(what, " ".join(text.split())))
        copy.counted += words_of(text)


def _properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Give title and author of the file's properties."""
    if "docProps/core.xml" not in parts:
        return {}
    try:
        root: Any = fromstring(parts["docProps/core.xml"])
    except ParseError:
        return {}
    dc = "{http://purl.org/dc/elements/1.1/}"
    said = {"title": root.findtext(f"{dc}title"), "author": root.findtext(f"{dc}creator")}
    return {name: value.strip() for name, value in said.items() if value and value.strip()}
