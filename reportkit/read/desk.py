"""What is at hand while one text is read: the text, its marks, its footnotes, its findings.

`Desk.blocks` and `Desk.inline` give finished trees: quotes educated, marks in
place. `Draft` is a passage that has no key yet, for keys are given when the
whole briefing is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from reportkit.diagnostics import Span, Text
from reportkit.evidence import Age
from reportkit.files import Files
from reportkit.model import REFUSED, Citation
from reportkit.read.ages import AGE_KEYS, age
from reportkit.read.blocks import Block
from reportkit.read.marks import PLACEHOLDER, Mark, Stash
from reportkit.read.markup import attributes, convert, inline
from reportkit.read.prose import prose
from reportkit.read.sanitise import Place, check
from reportkit.read.texts import Findings, nearest
from reportkit.read.tree import Filler, element, words
from reportkit.read.typography import educate

__all__ = ["Desk", "Draft", "slug", "trailing_attributes"]

_TRAILING = re.compile(
    r"(?:^|[ \t\n])\{:?[ \t]*((?:[#.]?[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*'|\S+))?[ \t]*)+)\}[ \t]*$"
)
_OWN_ID = re.compile(
    r"^[ \t]*id:[ \t]*[\"']?([^\W_][\w-]*)[\"']?[ \t]*$|\{[^{}\n]*#([^\W_][\w-]*)", re.MULTILINE
)
"""The id of a block that could not be read otherwise."""


@dataclass(slots=True)
class Draft:
    """A passage before it has a key."""

    kind: str
    element: Element
    place: Place
    citations: tuple[Citation, ...] = ()
    references: tuple[Span, ...] = ()
    prose: tuple[Text, ...] = ()
    age: Age | None = None


@dataclass
class Desk:
    """See above. `folder` is the briefing's; `taken` are the ids of footnotes of earlier texts."""

    text: Text
    files: Files
    folder: str
    findings: Findings
    language: str = "en"
    taken: set[str] = field(default_factory=set)
    references: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    notes: dict[str, Block] = field(default_factory=dict)
    called: dict[str, Span] = field(default_factory=dict)
    within_note: bool = False

    @cached_property
    def stash(self) -> Stash:
        """The marks of this text."""
        return Stash(self.findings)

    @cached_property
    def filler(self) -> Filler:
        """What puts them in place."""
        return Filler(self.stash, self.footnote, not self.language.startswith("ko"))

    def source(self, block: Block) -> str:
        """Give a block as it is written."""
        return self.text.content[block.start : block.end]

    def place(self, block: Block) -> Place:
        """Give where a block is written."""
        return Place(self.text, block.start, block.end)

    def scan(self, block: Block, kind: str = "paragraph") -> str:
        """Give a block with placeholders for its marks."""
        return self.stash.scan(self.text, block.start, block.end, kind)

    def blocks(self, scanned: str) -> list[Element]:
        """Convert a run of blocks."""
        return [self.finished(root) for root in convert(scanned, self.references)]

    def inline(self, scanned: list[str]) -> list[Element]:
        """Convert texts within a line; a `<p>` for each."""
        return [self.finished(root) for root in inline(scanned, self.references)]

    def finished(self, root: Element) -> Element:
        """Finish a tree that Python-Markdown made."""
        educate(root, self.opens)
        self.filler.fill(root)
        return root

    def opens(self, ahead: str) -> bool:
        """Say whether a text ends with a start tag that itself stands after a blank."""
        while match := re.search("\x0e([0-9]+)\x0f$", ahead):
            if self.stash.marks[int(match[1])].kind != "open":
                return False
            ahead = ahead[: match.start()]
            if not ahead or ahead[-1].isspace():
                return True
        return False

    def draft(
        self, kind: str, root: Element, block: Block, words: tuple[Text, ...] | None = None
    ) -> Draft:
        """Make a passage of a tree: its citations in order, and nothing in it that may not be.

        `words` are its prose, where that is not all of the block.
        """
        place = self.place(block)
        values = {name: root.attrib.pop(name) for name in AGE_KEYS if name in root.attrib}
        self.check_links(root)
        citations = tuple(
            self.stash.marks[int(cite.attrib.pop("data-n"))].value
            for cite in root.iter("cite")
            if "data-n" in cite.attrib
        )
        references = tuple(
            self.stash.marks[int(link.attrib.pop("data-n"))].span
            for link in root.iter("a")
            if "data-n" in link.attrib
        )
        check(root, place, self.findings)
        written = self.prose(block) if words is None else words
        dated = age(values, place, self.findings)
        return Draft(kind, root, place, citations, references, written, dated)

    def prose(self, block: Block) -> tuple[Text, ...]:
        """Give the prose of a block, and then that of the footnotes it calls."""
        called = [
            self.notes[str(mark.value)]
            for mark in self.marks(block)
            if mark.kind == "footnote" and self.called.get(str(mark.value)) == mark.span
        ]
        return tuple(
            prose(self.text, part.start, part.end, self.marks(part)) for part in (block, *called)
        )

    def marks(self, block: Block) -> list[Mark]:
        """Give the marks that were found in the lines of a block."""
        first, last = (self.text.span(at).line for at in (block.start, block.end))
        return [mark for line in range(first, last + 1) for mark in self.stash.lines.get(line, ())]

    def check_links(self, root: Element) -> None:
        """Report marks within links: they become links themselves."""
        for link in root.iter("a"):
            for node in link.iter():
                if node.tag == "cite" and "data-n" in node.attrib:
                    span = self.stash.marks[int(node.get("data-n", ""))].span
                    message = "A citation cannot stand within a link."
                    hint = "Write it after the link."
                    self.findings.error("mark-in-link", message, span, hint)

    def literal(self, block: Block) -> Draft:
        """Show a block that was refused as it was written; it keeps its id for references."""
        source = self.source(block)
        root = element("p", source, class_=REFUSED)
        if named := _OWN_ID.search(source):
            root.set("id", named[1] or named[2])
        return self.draft("paragraph", root, block)

    def footnote(self, mark: Mark) -> Element | None:
        """Give the footnote that is called here."""
        label = str(mark.value)
        if self.within_note:
            self.findings.error("nested-footnote", "A footnote cannot call a footnote.", mark.span)
        elif label not in self.notes:
            message = f"No footnote is called “{label}”."
            hint = nearest(label, self.notes) or f"Write “[^{label}]: …” in the same file."
            self.findings.error("undefined-footnote", message, mark.span, hint)
        elif label in self.called:
            message = f"The footnote “{label}” is called a second time."
            hint = f"It is called first in line {self.called[label].line}; write a second footnote."
            self.findings.error("footnote-called-twice", message, mark.span, hint)
        else:
            self.called[label] = mark.span
            return self.note(label, self.notes[label])
        return None

    def note(self, label: str, block: Block) -> Element:
        """Make the footnote `label` of its block."""
        start = self.text.content.index("]:", block.start) + 2
        self.within_note = True
        scanned = self.stash.scan(self.text, start, block.end).strip()
        paragraphs = self.blocks(re.sub(r"(?m)^(?: {1,4}|\t)", "", scanned))
        self.within_note = False
        if not paragraphs or any(p.tag != "p" for p in paragraphs):
            what = "holds nothing but paragraphs" if paragraphs else "needs words"
            message = f"A footnote {what}."
            self.findings.error("footnote-content", message, self.text.span(block.start))
        span = element("span", class_="footnote", id=self.free(f"fn-{slug(label) or 'note'}"))
        if any(p.tag != "p" for p in paragraphs):
            span.text = "".join(words(p) for p in paragraphs)
        elif len(paragraphs) == 1:
            span.text, span[:] = paragraphs[0].text, list(paragraphs[0])
        else:
            for paragraph in paragraphs:
                paragraph.tag = "span"
                paragraph.set("class", "para")
                span.append(paragraph)
        return span

    def free(self, key: str) -> str:
        """Give `key`, or `key-2` and so on where a footnote has it already."""
        number, answer = 1, key
        while answer in self.taken:
            number += 1
            answer = f"{key}-{number}"
        self.taken.add(answer)
        return answer


def trailing_attributes(source: str) -> tuple[str, dict[str, str]]:
    """Take a last `{#id .class key=value}` off a text."""
    match = _TRAILING.search(source) if source.rstrip().endswith("}") else None
    if not match or PLACEHOLDER.search(match[0]):
        return source, {}
    return source[: match.start()].rstrip(), attributes(match[1])


def slug(text: str, most: int = 60) -> str:
    """Make an id of words: lower-case letters of any script and digits, with “-” between."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")[:most].strip("-")


def apply(root: Element, values: dict[str, Any]) -> None:
    """Set attributes on an element; classes are added to its own."""
    for name, value in values.items():
        own = root.get(name)
        root.set(name, f"{own} {value}" if name == "class" and own else str(value))
