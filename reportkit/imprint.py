"""The nouns of an imprint: which edition of a briefing this is, and what is new in it.

A working text has none. Nothing here knows a file, a format or a clock.
"""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass

__all__ = ["Imprint", "Issue", "Kind", "News", "Notice"]


class Kind(enum.StrEnum):
    """What an edition is to the one before it.

    A correction mends a mistake and owes its readers a notice; an update brings new
    evidence, which is no mistake (ICMJE, ONS); a minor change alters no claim.
    """

    INITIAL = "initial"
    MINOR = "minor"
    CORRECTION = "correction"
    UPDATE = "update"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a correction owes: what was wrong, what is right, and since when. Plain text."""

    edition: str
    date: datetime.date
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class News:
    """How an edition differs from the one before it, `since`.

    `share` is the share of words that changed, from 0 to 1; `sections` gives it for each
    section that changed, by the label that is printed. `added` and `dropped` are sources,
    by author and year.
    """

    since: str
    share: float
    sections: tuple[tuple[str, float], ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """Which edition this is.

    `issued` is the day of this edition, `published` that of the last new evidence (only an
    update moves it), `modified` that of the last change which was not minor, `first` that
    of edition 1.0. `reason` says why a briefing was withdrawn. `latest` is the address that
    always leads to the latest edition, `address` that of this one. `citation` is the
    suggested one, inline XHTML. `notices` are those of every correction so far.
    """

    number: str
    kind: Kind
    issued: datetime.date
    published: datetime.date
    modified: datetime.date
    first: datetime.date
    summary: str
    latest: str
    address: str
    citation: str = ""
    notices: tuple[Notice, ...] = ()
    reason: str | None = None
    news: News | None = None

    @property
    def notice(self) -> Notice | None:
        """The notice that this very edition owes its readers, if it is a correction."""
        own = [notice for notice in self.notices if notice.edition == self.number]
        return own[0] if own else None


@dataclass(frozen=True, slots=True)
class Issue:
    """What an editor asks for: an edition of this kind, on this day, for this reason.

    It is dated no later than `today`. Without a `date` it is the briefing's own, as befits
    the first edition. `major` raises the first figure of an update. A correction says what
    was `wrong` and what is `right`, a withdrawal its `reason`.
    """

    kind: Kind
    summary: str
    date: datetime.date | None = None
    today: datetime.date | None = None
    major: bool = False
    wrong: str | None = None
    right: str | None = None
    reason: str | None = None
