"""A tree of HTML in, blocks with runs out: what a page and what a Word file (as HTML) share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from reportkit.files import Files
from reportkit.manuscript import Aside, Block, Cited, Doubt, Run
from reportkit.read.copy.notes import ancestors, find_notes
from reportkit.read.copy.pictures import name_for, picture_bytes
from reportkit.read.copy.tree import (
    BLOCKS,
    CONTROLS,
    SILENT,
    all_text,
    collapsed,
    has_blocks,
    is_layout,
    span_of,
    style_of,
)

__all__ = ["CITED", "Walker"]

_STYLES = {
    **dict.fromkeys(("em", "i", "dfn", "var", "cite"), "em"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("code", "kbd", "tt", "samp"), "code"),
    "sub": "sub",
    "sup": "sup",
}
CITED = re.compile("\ue000(\\d+)\ue001")
"""What stands in a text for a citation by a program: its number."""


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
        found = find_notes(body, self.parents)
        self.calls, self.note_nodes, self.backs = found.calls, found.holders, found.backs

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
        made = collapsed(runs)
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
            made = collapsed(self._runs(node))
            if made:
                self.add("heading", made, level=int(node.tag[1]), style=style_of(node))
        elif node.tag in (
            "p",
            "figcaption",
            "caption",
            "dt",
            "summary",
            "address",
        ) and not has_blocks(node):
            style = "caption" if node.tag in ("figcaption", "caption") else style_of(node)
            self.add("paragraph", collapsed(self._runs(node)), style=style)
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
        made = collapsed(runs)
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
            self.add("paragraph", collapsed(self._runs(caption)), style="caption")
        every = [cell for row in cells for cell in row]
        if not every:
            return
        if is_layout(every, cells):
            for cell in every:
                self.walk(cell)
            return
        self.add("table", (), rows=self._grid(cells))

    def _nearest(self, row: Element) -> Element | None:
        return next((node for node in ancestors(row, self.parents) if node.tag == "table"), None)

    def _grid(self, cells: list[list[Element]]) -> tuple[tuple[tuple[Run, ...], ...], ...]:
        """Give rows of cells; where one spans several, the others are empty."""
        width = max(sum(span_of(cell, "colspan") for cell in row) for row in cells)
        taken: dict[tuple[int, int], None] = {}
        rows: list[tuple[tuple[Run, ...], ...]] = []
        for number, row in enumerate(cells):
            made: list[tuple[Run, ...]] = []
            for cell in row:
                while (number, len(made)) in taken:
                    made.append(())
                at, wide, high = len(made), span_of(cell, "colspan"), span_of(cell, "rowspan")
                taken |= {
                    (number + down, at + over): None
                    for down in range(1, high)
                    for over in range(wide)
                }
                words = tuple(
                    part for run in collapsed(self._runs(cell)) for part in self.split(run)
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
            if not re.match(r"https?://|mailto:|#", href, re.IGNORECASE) and all_text(node).strip():
                self.asides.append(
                    Aside(f"links that lead nowhere outside their page: {href[:80]}", "")
                )
        runs = self._runs(node, styles, href)
        if node.tag in CONTROLS:
            runs = [Run(" "), *runs, Run(" ")]
        if any(run.note for run in runs):  # the sign of a call needs no raising
            return [
                replace(run, styles=run.styles - {"sup"})
                for run in runs
                if run.note or run.text.strip()
            ]
        return runs

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

    def _picture(self, node: Element) -> list[Run]:
        source, alt = (node.get("src") or "").strip(), " ".join((node.get("alt") or "").split())
        data = picture_bytes(source, self.beside)
        if data is None:
            place = len(self.blocks) + 1
            if source:
                message = f"The picture “{source[:100]}” is not here."
                hint = "Put it into figures/, and write it in."
                self.doubts.append(Doubt(8, message, hint, place))
            if alt:
                self.asides.append(Aside("what pictures that are not here show", alt, place))
            return []
        name = name_for(data)
        self.pictures[name] = data
        return [Run(alt, picture=name)]
