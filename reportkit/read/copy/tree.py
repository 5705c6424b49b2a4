"""A tree of HTML in, blocks with runs out: what a page and what a Word file (as HTML) share."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from reportkit.diagnostics import ReportkitError
from reportkit.files import Files
from reportkit.manuscript import Aside, Block, Cited, Doubt, Run

__all__ = ["BLOCKS", "CITED", "SILENT", "Walker", "all_text", "depth", "find"]

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
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table ul
    tbody thead tfoot tr td th caption
    """.split()
)
_STYLES = {"em": "em", "i": "em", "dfn": "em", "var": "em", "cite": "em", "strong": "strong", "b": "strong",
           "sub": "sub", "sup": "sup", "code": "code", "kbd": "code", "tt": "code", "samp": "code"}  # fmt: skip
_HINTS = {"title": "title", "subtitle": "subtitle", "author": "author", "byline": "author", "date": "date",
          "abstract": "abstract", "caption": "caption", "reference": "reference"}  # fmt: skip
_NOTE_HOLDERS = frozenset({"li", "p", "div", "aside", "dd", "section", "td"})
_KINDS = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"RIFF": "webp",
    b"<svg": "svg",
    b"<?xml": "svg",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"\x01\0\0\0": "emf",
    b"\xd7\xcd\xc6\x9a": "wmf",
}
CITED = re.compile("\ue000(\\d+)\ue001")
"""What stands in a text for a citation by a program: its number."""

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
            gap = " " if node.tag in BLOCKS or node.tag == "br" else ""
            inside = [gap, node.text or ""]
            for child in node:
                inside += [child, child.tail or ""]
            inside.append(gap)
        stack += reversed(inside)
    return "".join(pieces)


class Walker:
    """One walk through a tree; `skipped` are the elements that it passes over."""

    def __init__(
        self, body: Element, beside: Files, cited: tuple[tuple[str, tuple[Cited, ...]], ...] = ()
    ) -> None:
        self.beside, self.cited = beside, cited
        self.blocks: list[Block] = []
        self.notes: dict[str, tuple[Block, ...]] = {}
        self.pictures: dict[str, bytes] = {}
        self.asides: list[Aside] = []
        self.doubts: list[Doubt] = []
        self.skipped: set[Element] = set()
        self.parents = {child: node for node in body.iter() for child in node}
        self.calls: dict[Element, str] = {}
        self.backs: set[Element] = set()
        self.note_nodes: dict[Element, str] = {}
        self._find_notes(body)

    def ancestors(self, node: Element) -> Iterator[Element]:
        """Give the elements round a node, the nearest first."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def _find_notes(self, body: Element) -> None:
        named = {
            name: node
            for node in body.iter()
            for name in (node.get("id"), node.get("name"))
            if name
        }
        for link in body.iter("a"):
            target = (
                named.get((link.get("href") or "#").lstrip("#"))
                if (link.get("href") or "").startswith("#")
                else None
            )
            if target is None or link in self.backs or len(all_text(link).strip()) > 6:
                continue
            holder = self._holder(target)
            own = {
                link.get("id"),
                link.get("name"),
                *(n.get("id") for n in (*self.ancestors(link),)[:2]),
            } - {None}
            backs = [
                a
                for a in holder.iter("a")
                if (a.get("href") or "")[:1] == "#" and (a.get("href") or "")[1:] in own
            ]
            if backs and link not in holder.iter("a"):
                self.calls[link] = self.note_nodes.setdefault(holder, str(len(self.note_nodes) + 1))
                self.backs.update(backs)

    def _holder(self, target: Element) -> Element:
        if target.tag in _NOTE_HOLDERS:
            return target
        return next((node for node in self.ancestors(target) if node.tag in _NOTE_HOLDERS), target)

    def walk(self, node: Element) -> None:
        """Add the blocks of an element."""
        pending: list[Run] = []
        self._text(node.text, pending)
        for child in node:
            if isinstance(child.tag, str) and child not in self.skipped and child.tag not in SILENT:
                if child.tag in BLOCKS:
                    self._flush(pending)
                    self._block(child)
                else:
                    pending += self.inline(child)
            self._text(child.tail, pending)
        self._flush(pending)

    def _text(self, text: str | None, runs: list[Run]) -> None:
        if text:
            runs.append(Run(text))

    def _flush(self, runs: list[Run]) -> None:
        made = _collapsed(runs)
        if made:
            self.add("paragraph", made)
        runs.clear()

    def add(self, kind: str, runs: tuple[Run, ...], **more: object) -> None:
        """Add a block; places count them."""
        if self.cited:
            runs = tuple(part for run in runs for part in self.split(run))
        self.blocks.append(replace(Block(kind, runs, len(self.blocks) + 1), **more))  # type: ignore[arg-type]

    def _block(self, node: Element) -> None:
        if node in self.note_nodes:
            self._note(node)
        elif re.fullmatch("h[1-6]", node.tag):
            made = _collapsed(self._runs(node))
            if made:
                self.add("heading", made, level=int(node.tag[1]), style=_hint(node))
        elif node.tag in (
            "p",
            "figcaption",
            "caption",
            "dt",
            "summary",
            "address",
        ) and not _has_blocks(node):
            style = "caption" if node.tag in ("figcaption", "caption") else _hint(node)
            self.add("paragraph", _collapsed(self._runs(node)), style=style)
        elif node.tag in ("ul", "ol"):
            self._list(node, 1)
        elif node.tag == "table":
            self._table(node)
        elif node.tag == "pre":
            self.add("code", (Run(all_text(node).strip("\n")),))
        elif node.tag == "blockquote":
            first = len(self.blocks)
            self.walk(node)
            quoted = ("paragraph",)
            self.blocks[first:] = [
                replace(b, kind="quotation") if b.kind in quoted else b for b in self.blocks[first:]
            ]
        else:
            self.walk(node)

    def _note(self, node: Element) -> None:
        """Keep a note under its key, without the link that leads back."""
        key = self.note_nodes.pop(node)
        outer, self.blocks = self.blocks, []
        self.walk(node)
        self.notes[key] = tuple(block for block in self.blocks if block.text.strip())
        self.blocks = outer

    def _list(self, node: Element, level: int) -> None:
        for child in node:
            if not isinstance(child.tag, str) or child in self.skipped:
                continue
            if child in self.note_nodes:
                self._note(child)
            elif child.tag in ("ul", "ol"):
                self._list(child, level + 1)
            else:
                self._item(child, level, node.tag == "ol")

    def _item(self, node: Element, level: int, ordered: bool) -> None:
        runs: list[Run] = []
        after: list[Element] = []
        self._text(node.text, runs)
        for child in node:
            if isinstance(child.tag, str) and child not in self.skipped and child.tag not in SILENT:
                if (
                    child.tag in ("ul", "ol", "table", "pre", "blockquote", "figure")
                    or child in self.note_nodes
                ):
                    after.append(child)
                elif child.tag in BLOCKS:
                    runs += [Run(" "), *self._runs(child), Run(" ")]
                else:
                    runs += self.inline(child)
            self._text(child.tail, runs)
        made = _collapsed(runs)
        if made:
            self.add("item", made, level=level, ordered=ordered)
        for child in after:
            if child.tag in ("ul", "ol"):
                self._list(child, level + 1)
            else:
                self._block(child)

    def _table(self, node: Element) -> None:
        rows = [row for row in node.iter("tr") if self._nearest(row) is node]
        cells = [[c for c in row if c.tag in ("td", "th")] for row in rows]
        for caption in node.iter("caption"):
            self.add("paragraph", _collapsed(self._runs(caption)), style="caption")
        every = [cell for row in cells for cell in row]
        if not every:
            return
        if _is_layout(every, cells):
            for cell in every:
                self.walk(cell)
            return
        self.add("table", (), rows=self._grid(cells))

    def _nearest(self, row: Element) -> Element | None:
        return next((node for node in self.ancestors(row) if node.tag == "table"), None)

    def _grid(self, cells: list[list[Element]]) -> tuple[tuple[tuple[Run, ...], ...], ...]:
        """Give rows of cells; where one spans several, the others are empty."""
        width = max(sum(_span(cell, "colspan") for cell in row) for row in cells)
        taken: dict[tuple[int, int], None] = {}
        rows: list[tuple[tuple[Run, ...], ...]] = []
        for number, row in enumerate(cells):
            made: list[tuple[Run, ...]] = []
            for cell in row:
                while (number, len(made)) in taken:
                    made.append(())
                at, wide, high = len(made), _span(cell, "colspan"), _span(cell, "rowspan")
                taken |= {
                    (number + down, at + over): None
                    for down in range(1, high)
                    for over in range(wide)
                }
                words = tuple(
                    part for run in _collapsed(self._runs(cell)) for part in self.split(run)
                )
                made += [words, *[()] * (min(wide, width) - 1)]
            rows.append(tuple(made))
        widest = max(len(row) for row in rows)
        return tuple((*row, *[()] * (widest - len(row))) for row in rows if row)

    def _runs(
        self, node: Element, styles: frozenset[str] = frozenset(), href: str | None = None
    ) -> list[Run]:
        """Give all that is in an element as runs, blocks in it too."""
        runs = [Run(node.text, styles, href)] if node.text else []
        for child in node:
            if isinstance(child.tag, str) and child not in self.skipped and child.tag not in SILENT:
                inner = self.inline(child, styles, href)
                runs += [Run(" "), *inner, Run(" ")] if child.tag in BLOCKS else inner
            if child.tail:
                runs.append(Run(child.tail, styles, href))
        return runs

    def inline(
        self, node: Element, styles: frozenset[str] = frozenset(), href: str | None = None
    ) -> list[Run]:
        """Give an element within a line as runs."""
        if node.tag == "br":
            return [Run(" ")]
        if node.tag == "img":
            return self._picture(node)
        if node in self.backs:
            self.asides.append(Aside("numbers and arrows of notes", all_text(node).strip()))
            return []
        if node in self.calls:
            self.asides.append(Aside("numbers and arrows of notes", all_text(node).strip()))
            return [Run("", note=self.calls[node])]
        style = _STYLES.get(node.tag)
        styles = styles | {style} if style else styles
        if node.tag == "a" and node.get("href"):
            href = (node.get("href") or "").strip()
            if not re.match(r"https?://|mailto:|#", href, re.I) and all_text(node).strip():
                self.asides.append(
                    Aside(f"links that lead nowhere outside their page: {href[:80]}", "")
                )
        runs = self._runs(node, styles, href)
        if any(run.note for run in runs):  # the sign of a call needs no raising
            return [
                replace(run, styles=run.styles - {"sup"})
                for run in runs
                if run.note or run.text.strip()
            ]
        return runs

    def _picture(self, node: Element) -> list[Run]:
        source, alt = (node.get("src") or "").strip(), " ".join((node.get("alt") or "").split())
        data = self._bytes(source)
        if data is None:
            if source and not source.startswith("data:"):
                message = f"The picture “{source[:100]}” is not here."
                self.doubts.append(
                    Doubt(
                        8, message, "Put it into figures/, and write it in.", len(self.blocks) + 1
                    )
                )
            if alt:
                self.asides.append(
                    Aside("what pictures that are not here show", alt, len(self.blocks) + 1)
                )
            return []
        known = next((name for name, there in self.pictures.items() if there == data), None)
        kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), "bin")
        name = known or f"picture-{hashlib.sha256(data).hexdigest()[:8]}.{kind}"
        self.pictures[name] = data
        return [Run(alt, picture=name)]

    def _bytes(self, source: str) -> bytes | None:
        """Give a picture: out of its address, or a file beside the page."""
        match = re.match(r"data:[^,;]*(;base64)?,(.*)", source, re.DOTALL)
        if match:
            try:
                return base64.b64decode(match[2]) if match[1] else unquote(match[2]).encode()
            except (binascii.Error, ValueError):
                return None
        path = posixpath.normpath(unquote(source.partition("?")[0]))
        if (
            re.match(r"[A-Za-z][\w+.-]*:|//|/|\.\.", source)
            or path.startswith("..")
            or "\0" in path
        ):
            return None
        try:
            return self.beside.read(path) if source and self.beside.has(path) else None
        except ReportkitError:
            return None

    def split(self, run: Run) -> Iterator[Run]:
        """Give a run with its citations by a program apart."""
        at = 0
        for match in CITED.finditer(run.text):
            if match.start() > at:
                yield replace(run, text=run.text[at : match.start()])
            typed, works = self.cited[int(match[1])]
            yield Run(typed, cited=works)
            at = match.end()
        if at < len(run.text) or not run.text:
            yield replace(run, text=run.text[at:])


def _has_blocks(node: Element) -> bool:
    return any(
        isinstance(child.tag, str) and child.tag in BLOCKS
        for child in node.iter()
        if child is not node
    )


def _hint(node: Element) -> str:
    return next(
        (_HINTS[name] for name in (node.get("class") or "").lower().split() if name in _HINTS), ""
    )


def _span(cell: Element, name: str) -> int:
    written = re.match(r"\d{1,6}", cell.get(name) or "1")
    return max(1, min(int(written[0]) if written else 1, MAX_SPAN))


def _is_layout(every: list[Element], rows: list[list[Element]]) -> bool:
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


def _collapsed(runs: list[Run]) -> tuple[Run, ...]:
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
