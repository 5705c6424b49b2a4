"""Every noun of the house, frozen: a briefing, what it is made of, and what is made of it.

A passage holds well-formed XHTML. While a briefing is as it was read, its marks
(`<cite data-keys>`, `<a data-ref>`, `<span class="footnote">`) are empty or
unnumbered; `resolve` fills them in. Nothing here knows a file, a format or a clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportkit.diagnostics import Diagnostic, Severity, Silence, Span, Text
from reportkit.evidence import Age, Impact, Source
from reportkit.imprint import Imprint

__all__ = [
    "REFUSED",
    "Artifact",
    "Briefing",
    "Citation",
    "CitationItem",
    "Font",
    "Institute",
    "Outcome",
    "Passage",
    "Person",
    "Reference",
    "Section",
    "Series",
    "Theme",
]

REFUSED = "refused"
"""The class of a block that could not be read, and is shown as it was written."""


@dataclass(frozen=True, slots=True)
class Person:
    """One record, three renderings: byline, running text, and list."""

    key: str
    given: str
    family: str
    native: str | None = None
    affiliation: str | None = None
    role: str | None = None
    email: str | None = None
    orcid: str | None = None
    biography: str | None = None

    @property
    def name(self) -> str:
        """As in running text: “Ken Gause”."""
        return f"{self.given} {self.family}".strip()

    @property
    def byline(self) -> str:
        """As under a title: “Ken GAUSE”."""
        return f"{self.given} {self.family.upper()}".strip()

    @property
    def listed(self) -> str:
        """As in a list: “Gause, Ken”."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Series:
    """A series of the institute: its tag (“Global NK”) and type (“Commentary”)."""

    key: str
    tag: str
    type: str


@dataclass(frozen=True, slots=True)
class Institute:
    """Who publishes: identity, contacts, people, series, defaults."""

    name: str
    short_name: str
    native_name: str | None
    address: str
    telephone: str
    fax: str | None
    email: str
    url: str
    base_url: str
    copyright: str
    people: Mapping[str, Person]
    series: Mapping[str, Series]
    theme: str
    language: str
    license: str | None
    disclaimer: str | None
    silences: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One source within a citation: `see @williams2024, p. 4`.

    `locator` is `"4"` with `label` `"page"` (a CSL term); `prefix` and `suffix`
    are plain text with the author's own spaces.
    """

    key: str
    span: Span
    prefix: str = ""
    suffix: str = ""
    locator: str | None = None
    label: str | None = None
    suppress_author: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """The n-th `<cite>` of a passage: `[@a; @b]`, or `@a` in running text (narrative)."""

    items: tuple[CitationItem, ...]
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of a section: the unit of permalink, citation and source position.

    `references` says where the n-th `<a data-ref>` was written. `prose` holds its words
    as they were written, and then those of its footnotes: each character in its own
    place, with blanks for mark-up and U+FFFC for what is no prose (a citation, code, a
    reference, an address). `named` says that its author chose the key.
    """

    key: str
    kind: str
    xhtml: str
    span: Span
    citations: tuple[Citation, ...] = ()
    references: tuple[Span, ...] = ()
    prose: tuple[Text, ...] = ()
    age: Age | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its passages; the introduction has no title and no number.

    Sections are listed flat, in order; `level` is 1 for a section, 2 and more
    below it. `title` is inline XHTML, `number` the printed numeral (“Ⅱ.”). `named` says
    that its author chose the key.
    """

    key: str
    level: int
    title: str | None
    span: Span
    passages: tuple[Passage, ...] = ()
    number: str | None = None
    prose: Text | None = None
    age: Age | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the reference list as it is printed, with the citations that point to it."""

    key: str
    xhtml: str
    cited_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """The noun: a paper, from its metadata to the last passage, and what is wrong with it.

    `front` holds the words of the metadata (`title`, `abstract`, …) as they were written,
    `texts` every text file that it was read from, by path. `impacts` says what rests on
    each of its sources. A working text has no `imprint`.
    """

    key: str
    title: str
    short_title: str
    subtitle: str | None
    authors: tuple[Person, ...]
    date: datetime.date
    series: Series
    number: str | None
    topic: str | None
    keywords: tuple[str, ...]
    abstract: str
    language: str
    editors_note: str | None
    note: Passage | None
    license: str | None
    doi: str | None
    typeset_by: Person | None
    inquiries: str | None
    span: Span
    sections: tuple[Section, ...]
    sources: Mapping[str, Source]
    references: tuple[Reference, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    age: Age | None = None
    front: Mapping[str, Text] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    silences: tuple[Silence, ...] = ()
    impacts: tuple[Impact, ...] = ()
    imprint: Imprint | None = None

    @property
    def folder(self) -> str:
        """The folder that it was read from, and that its pictures stand below."""
        return self.span.path.rpartition("/")[0]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage in reading order, the starred note first."""
        head = (self.note,) if self.note else ()
        return head + tuple(p for section in self.sections for p in section.passages)

    @property
    def has_errors(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Font:
    """One static face: where its bytes are, and what style sheets call it."""

    family: str
    weight: int
    style: str
    path: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A house style: what `theme.yaml` says, and the texts beside it.

    `numbering` names a numeral for each level (`roman`, `decimal`, `none`);
    `terms` are the words that the theme prints (“Figure”, “References”) by
    language; `texts` maps a file name within the theme to its contents.
    """

    name: str
    numbering: tuple[str, ...]
    terms: Mapping[str, Mapping[str, str]]
    fonts: tuple[Font, ...]
    settings: Mapping[str, Any]
    texts: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be published: its path below the briefing's folder, its bytes, its media type."""

    path: str
    data: bytes = field(repr=False)
    media_type: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a briefing that was to be made.

    Either files below `folder`, or the diagnostics that stopped it. `words` counts
    the words that page and paper were proved to share; it is 0 where only one of
    them was made. `seconds` is by the clock.
    """

    key: str
    folder: Path
    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]
    words: int
    seconds: float

    @property
    def good(self) -> bool:
        """Whether it was made."""
        return bool(self.artifacts)
