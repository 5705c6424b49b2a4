"""The nouns of history: an edition as it was issued, and what changed between two.

An edition holds resolved XHTML, so that it reads the same for ever, whatever later
becomes of the Markdown parser, the citation engine or the theme's words.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from reportkit.imprint import Imprint
from reportkit.model import Briefing, Institute

__all__ = [
    "EDITION_FORMAT",
    "SUMS",
    "Anchored",
    "Change",
    "ChangeKind",
    "Edition",
    "Gone",
    "Matched",
    "Predecessor",
    "Record",
    "Redline",
    "SectionShare",
    "Standing",
    "Unit",
    "Version",
    "edition_folder",
    "in_order",
]


EDITION_FORMAT = 1
"""The form of an edition's `edition.json`; a later form has a higher number."""

SUMS = "SHA256SUMS"
"""The file of an edition that lists all others with their digests."""


def edition_folder(key: str, number: str = "") -> str:
    """Give the folder of an edition, or the one of all editions of a briefing."""
    return f"content/{key}/editions/{number}".rstrip("/")


def in_order(number: str) -> tuple[int, ...]:
    """Give what numbers are sorted by: 1.0 < 1.0.1 < 1.1 < 1.10 < 2.0."""
    return tuple(map(int, number.split(".")))


@dataclass(frozen=True, slots=True)
class Gone:
    """A passage or section that stood in an earlier edition and no longer does.

    `last` is the number of the last edition that had it. It stood before what is called
    `before` now (“” for the end). `digest` tells it again, should it come back.
    """

    key: str
    last: str
    before: str
    digest: str


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The edition before another: its number, and the SHA-256 of its `SHA256SUMS`."""

    number: str
    sums: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A briefing as it was issued, with all that its page is made from.

    `briefing` is frozen: resolved, with its imprint, and without what only an editor
    needs; its spans lie in the copy of the source that the edition keeps. `terms` are the
    words that the theme printed. `gone` lists what earlier editions had, and `former` the
    keys that a passage had before, as pairs of the former and the present one.
    """

    briefing: Briefing
    institute: Institute
    terms: Mapping[str, str]
    gone: tuple[Gone, ...] = ()
    former: tuple[tuple[str, str], ...] = ()
    predecessor: Predecessor | None = None

    @property
    def imprint(self) -> Imprint:
        """Which edition this is; every edition has an imprint."""
        assert self.briefing.imprint is not None
        return self.briefing.imprint

    @property
    def number(self) -> str:
        return self.imprint.number


@dataclass(frozen=True, slots=True)
class Record:
    """What `edition.json` holds."""

    format: int
    edition: Edition


@dataclass(frozen=True, slots=True)
class Matched:
    """What is the same in an edition and a later text, by keys.

    `pairs` are the key before and the key after of each section and passage that is in
    both. `before` and `after` give a digest of its words for each key of either.
    """

    pairs: tuple[tuple[str, str], ...]
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Anchored:
    """A briefing whose keys are those of earlier editions, and what became of other keys.

    `gone` and `former` are those of the next `Edition`.
    """

    briefing: Briefing
    gone: tuple[Gone, ...] = ()
    former: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an edition stands among all that were issued, for the page around its text.

    `imprints` are those of every edition, in order; `root` leads from the page to the
    address of the latest (“” or “../../”).
    """

    imprints: tuple[Imprint, ...]
    number: str
    root: str = ""
    gone: tuple[Gone, ...] = ()
    former: tuple[tuple[str, str], ...] = ()

    @property
    def latest(self) -> Imprint:
        """The edition that stands."""
        return self.imprints[-1]

    @property
    def following(self) -> Imprint | None:
        """The edition after this one."""
        return self._beside(1)

    @property
    def preceding(self) -> Imprint | None:
        """The edition before this one."""
        return self._beside(-1)

    def _beside(self, step: int) -> Imprint | None:
        numbers = [imprint.number for imprint in self.imprints]
        place = numbers.index(self.number) + step
        return self.imprints[place] if 0 <= place < len(numbers) else None


class ChangeKind(enum.StrEnum):
    """What became of a unit. A unit that moved and was edited is `EDITED`, and `moved`."""

    SAME = "same"
    EDITED = "edited"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Unit:
    """What is compared as one: a field of the metadata, a heading, a passage, an entry.

    `part` is “front”, “text” or “references”; `kind` is “field”, “heading”, “reference”
    or that of the passage. `xhtml` is one well-formed element, resolved. `section` is the
    key of the section it stands in, “” outside of all. `named` says that its author gave
    the key, so that it means the same passage in another edition.
    """

    key: str
    part: str
    kind: str
    xhtml: str
    section: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one or more units (several before: merged; several after: split).

    `marked` is their XHTML with both states in it: runs of words within `<ins>` and
    `<del>`, and on blocks (a row, an item, a picture, a whole unit) the attribute
    `data-change` of “inserted” or “deleted”. Without the inserted it reads as before,
    without the deleted as after. An empty `<ins class="break">` ends a paragraph that went
    on, an empty `<del class="break">` stands where one ended; `<span class="alt">` after a
    picture holds its alternative text where that changed. Ids of what was deleted begin
    with “was-”, and links from it into the text are none. `kept`, `inserted` and `deleted`
    count words.
    """

    kind: ChangeKind
    before: tuple[Unit, ...]
    after: tuple[Unit, ...]
    marked: str
    moved: bool = False
    kept: int = 0
    inserted: int = 0
    deleted: int = 0

    @property
    def unit(self) -> Unit:
        """Give what this is about: as it is now, or as it was."""
        return (self.after or self.before)[0]


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a redline: an edition, or the working text, which has no number.

    `folder` is the one that it was read from, and that its pictures stand below.
    """

    number: str | None
    date: datetime.date
    title: str
    folder: str = ""


@dataclass(frozen=True, slots=True)
class SectionShare:
    """How much of a section changed: its key, the words that name it, a share from 0 to 1."""

    key: str
    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Redline:
    """Two versions of a briefing, and every unit of both.

    `changes` are in the new version's reading order, what was deleted where it stood;
    those that stayed the `SAME` are among them. `share` is that of words inserted or
    deleted among all words of both versions, from 0 to 1.
    """

    key: str
    language: str
    old: Version
    new: Version
    changes: tuple[Change, ...]
    sections: tuple[SectionShare, ...]
    share: float
