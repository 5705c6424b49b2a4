"""The nouns of evidence: a source, what rests on it, and how old a claim is; all frozen.

No date here comes from a clock: an author or an editor wrote each of them.
"""

from __future__ import annotations

import datetime
import enum
import re
from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reportkit.diagnostics import Span

__all__ = ["Age", "Archived", "Impact", "Period", "Resting", "Source", "Status"]


class Status(enum.StrEnum):
    """What has become of a source since it was cited."""

    ACTIVE = "active"
    DEAD = "dead"
    MOVED = "moved"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Archived:
    """A copy that outlives its original: at an address, or a file of the project with its digest.

    `file` is a path from the project's root; `sha256` is in lower-case hexadecimal.
    """

    url: str | None = None
    file: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Evidence: a CSL-JSON item, where it stands in the ledger, and what the ledger adds.

    `csl` has `id`, dates as `{"date-parts": [[2024, 7, 1]]}` and nothing else that the
    CSL-JSON schema does not allow; the ledger's own fields stand in its `custom`.
    `places` says where each field is written.
    """

    key: str
    csl: Mapping[str, Any]
    span: Span
    status: Status = Status.ACTIVE
    archived: Archived | None = None
    places: Mapping[str, Span] = field(default_factory=dict)

    def with_copy(self, path: str) -> Source:
        """Give the source with the path of its archived file from the project's root."""
        archived = self.archived or Archived()
        return replace(self, archived=replace(archived, file=path))

    @property
    def short(self) -> str:
        """Author and year: “Williams and Slavney 2024”; the title's beginning for want of them."""
        people = self.csl.get("author") or self.csl.get("editor") or ()
        names = [str(person.get("family") or person.get("literal") or "") for person in people]
        shown = f"{names[0]} et al." if len(names) > 3 else " and ".join(filter(None, names))
        dates = self.csl.get("issued", {}).get("date-parts", ())
        year = str(dates[0][0]) if dates else ""
        return " ".join(filter(None, (shown, year))) or str(self.csl.get("title", self.key))

    def lettered(self, entry: str) -> str:
        """Give author and year with the letter that a printed entry has for it: “Kim 2024a”."""
        short = self.short
        letter = re.search(rf"\b{short[-4:]}([a-z]?)\b", entry) if short[-4:].isdigit() else None
        return short + letter[1] if letter else short

    def named(self, printed: Collection[str]) -> str:
        """Give author and year, with their letter where all lists that have it have the same.

        `printed` is what `lettered` gives for those lists: “Kim 2024a”.
        """
        told = {name for name in printed if name.startswith(self.short)}
        return told.pop() if len(told) == len(set(printed)) == 1 else self.short

    def place(self, field: str) -> Span:
        """Give where `field` is written, or where the source begins."""
        return self.places.get(field, self.span)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of the calendar: so many days, weeks, months or years."""

    count: int
    unit: str

    _WRITTEN = re.compile(r"\s*(\d{1,4})\s*(day|week|month|year|[dwmy])s?\s*")

    @classmethod
    def parse(cls, written: str) -> Period | None:
        """Read “6 months” or “6m”; None for anything else, and for none at all."""
        match = cls._WRITTEN.fullmatch(written.lower())
        if not match or not int(match[1]):
            return None
        units = {"d": "day", "w": "week", "m": "month", "y": "year"}
        return cls(int(match[1]), units[match[2][0]])

    def after(self, day: datetime.date) -> datetime.date:
        """Give the day that is this much after `day`; of a month too short, the last one."""
        if self.unit in ("day", "week"):
            return day + datetime.timedelta(self.count * (7 if self.unit == "week" else 1))
        months = day.month - 1 + self.count * (12 if self.unit == "year" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return datetime.date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Age:
    """How old the claims of a briefing, a section or a passage are, as its editor wrote.

    `as_of` is the day for which they hold: the last one, where a month or a year was
    written. `reviewed` is when somebody last looked whether they still do, which changes
    nothing in the text. They are to be looked at again by `review_by`, or when
    `review_every` has passed.
    """

    span: Span
    as_of: datetime.date | None = None
    reviewed: datetime.date | None = None
    review_by: datetime.date | None = None
    review_every: Period | None = None

    def due(self, published: datetime.date) -> datetime.date | None:
        """Give the day by which a review is due, or None; a later review puts off the earlier.

        `review_every` counts from the last review, else from `as_of`, else from the
        publication.
        """
        since = self.reviewed or self.as_of or published
        days = [self.review_every.after(since)] if self.review_every else []
        if self.review_by and not (self.reviewed and self.reviewed >= self.review_by):
            days.append(self.review_by)
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Resting:
    """A place where a passage rests on a source: the sentence that cites it, as it is printed.

    `others` are the keys of the other sources that the same sentence cites; of a sentence
    in a footnote, those that the footnote does. `edition` is None for the working text;
    `section` is the number and title of the section.
    """

    briefing: str
    edition: str | None
    section: str
    passage: str
    sentence: str
    span: Span
    others: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether the sentence, or the footnote that it stands in, has no other source."""
        return not self.others


@dataclass(frozen=True, slots=True)
class Impact:
    """A source, and every place that falls with it, in reading order.

    `owing` are the editions that owe their readers a notice, since it was retracted.
    `names` are its author and year as lists of references tell them from others.
    """

    source: Source
    resting: tuple[Resting, ...]
    owing: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Give author and year, with their letter where all lists have the same: “Kim 2024a”."""
        return self.source.named(self.names)

    @property
    def passages(self) -> int:
        """How many passages rest on the source."""
        return len({(r.briefing, r.edition, r.passage) for r in self.resting})
