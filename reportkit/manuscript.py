"""The nouns of an author's copy: what a file held before it was a briefing; all frozen.

A `Manuscript` is what a reader of files gives: blocks in their order, with the marks that
the file had and with places. `Parts` is the same told apart: title, authors, body,
references. What is left out on the way is an `Aside`, what is unsure a `Doubt`: together
with the parts they hold every word of the copy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "Aside",
    "Author",
    "Block",
    "Cited",
    "Doubt",
    "Entry",
    "Manuscript",
    "Parts",
    "Run",
    "words_of",
]

_WORD = re.compile(r"[^\W_]+|[^\w\s]")


def words_of(text: str) -> Iterator[str]:
    """Give the words of a text as they are counted: runs of letters and digits, and symbols.

    Punctuation is not counted, since a theme sets it; what is of Unicode's categories Sc,
    Sm and So (currency, mathematics, other symbols) is. Letters are composed (NFC) and
    soft hyphens, joiners and their like left out.
    """
    plain = "".join(c for c in text if unicodedata.category(c) != "Cf")
    for match in _WORD.finditer(unicodedata.normalize("NFC", plain)):
        if match[0][0].isalnum() or unicodedata.category(match[0]) in ("Sc", "Sm", "So"):
            yield match[0]


@dataclass(frozen=True, slots=True)
class Cited:
    """One work of a citation that a program put there (Zotero, Mendeley, Word): its CSL item."""

    csl: Mapping[str, Any]
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are set alike. `styles` are of em, strong, sub, sup and code.

    A run may call a note (`note` is its key), be a citation by a program (`cited`; `text`
    is what was printed for it), or a picture (`picture` is its name, `text` what it shows).
    """

    text: str
    styles: frozenset[str] = frozenset()
    href: str | None = None
    note: str | None = None
    cited: tuple[Cited, ...] = ()
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item, table, quotation or code of the copy.

    `place` counts from 1: lines of a text, blocks of everything else. `level` is a
    heading's rank or an item's depth, from 1. `style` is what the file says of it: title,
    author, date, abstract, caption, reference.
    """

    kind: str
    runs: tuple[Run, ...]
    place: int
    level: int = 0
    ordered: bool = False
    style: str = ""
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()

    @property
    def text(self) -> str:
        """The words alone, without notes and pictures."""
        return "".join(run.text for run in self.runs if run.picture is None)

    @property
    def every_run(self) -> Iterator[Run]:
        """Every run, those of a table's cells too."""
        yield from self.runs
        for row in self.rows:
            for cell in row:
                yield from cell


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that do not go into the source: what they were, and where in the copy."""

    what: str
    text: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at. The graver it is, the higher `weight` (1 to 9).

    `place` is one of the copy; `path` and `line` are of the imported source, where known.
    """

    weight: int
    message: str
    hint: str | None = None
    place: int | None = None
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An author's copy as it was read. `unit` is what places count: “line” or “block”.

    `counted` are its words, taken from the file by another way than the blocks were, so
    that a reader which loses some is found out. `meta` is what the file says of itself.
    """

    name: str
    unit: str
    blocks: tuple[Block, ...]
    counted: tuple[str, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    asides: tuple[Aside, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """A name as the copy has it, with what stands beside it."""

    name: str
    affiliation: str = ""
    biography: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list of references: as typed, and as CSL (dates as strings).

    `sure` says that all of it was understood. `number` is its own in a numbered list.
    """

    text: str
    place: int
    csl: Mapping[str, Any]
    sure: bool = True
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """A manuscript told apart. `body` begins with a heading or the introduction.

    Empty texts are parts that the copy does not have; those named in `from_file` are no
    words of its text, but of the file's properties.
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[Author, ...] = ()
    date: str = ""
    series: str = ""
    keywords: tuple[str, ...] = ()
    abstract: str = ""
    note: tuple[Run, ...] = ()
    editors_note: str = ""
    body: tuple[Block, ...] = ()
    entries: tuple[Entry, ...] = ()
    typesetter: str = ""
    inquiries: str = ""
    from_file: frozenset[str] = frozenset()
    asides: tuple[Aside, ...] = ()
    doubts: tuple[Doubt, ...] = ()
