"""Check a project's briefings: its folder in, what an editor should look at out.

Nothing is written but where mending is asked for, nothing is typeset (charts are not
drawn), and no connection is opened.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from reportkit.build import known_briefings
from reportkit.composing import (
    engine_texts,
    house_text,
    resolve_words,
    sound_institute,
    unused_files,
)
from reportkit.diagnostics import Diagnostic, ReportkitError, Severity, Span, Text
from reportkit.files import Disk, Files, Patched, Recorded, packaged, replace_file
from reportkit.history import Edition
from reportkit.model import Briefing
from reportkit.read.briefing import read_briefing
from reportkit.read.editions import read_editions
from reportkit.read.theme import read_theme
from reportkit.resolve.engine import CitationEngine
from reportkit.review.case import Case
from reportkit.review.checks import check
from reportkit.review.mending import Change, applied, together
from reportkit.review.silence import audible

__all__ = ["Checked", "Checker", "Links", "Mended", "check_briefings"]

CACHE = "build/links.json"
"""What `--check-links` has learned: it may be deleted at any moment."""

ROUNDS = 5
"""How often mending may uncover what can be mended in its turn."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A briefing that was checked: what was found, and the texts that it was found in.

    `briefing` is None where it could not even be read.
    """

    key: str
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, Text] = field(default_factory=dict, repr=False)
    briefing: Briefing | None = field(default=None, repr=False)

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(d.severity is Severity.ERROR for d in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Links:
    """That the web is to be asked: private networks too, and what is known once more."""

    private: bool = False
    refresh: bool = False


def check_briefings(
    root: Path, keys: Sequence[str] = (), *, today: datetime.date, links: Links | None = None
) -> Iterator[Checked]:
    """Check the briefings `keys` of the project at `root` (all, where none is named).

    `today` is the day on which reviews are due. Bad content is told in `Checked`; a key
    that is no briefing raises `ReportkitError` (usage). Only with `links` is the web asked.
    """
    checker = Checker(root, today)
    for key in known_briefings(root, keys):
        checked = checker.check(key)
        yield _asked(root, checked, links, today) if links else checked


def _asked(root: Path, checked: Checked, links: Links, today: datetime.date) -> Checked:
    """Add what the web says of the addresses in a briefing; answers are kept in `CACHE`."""
    from reportkit.links import Manners, ask_all, links_of, remembered, told

    if checked.briefing is None:
        return checked
    disk, known = Disk(root), {}
    if disk.has(CACHE) and not links.refresh:
        known = remembered(_record(disk.read(CACHE)), today)
    wanted = tuple(links_of(checked.briefing))
    urls = tuple(dict.fromkeys(link.url for link in wanted))
    answers = ask_all(urls, Manners(private=links.private), today, known)
    record = {url: asdict(answer) for url, answer in sorted((known | answers).items())}
    replace_file(root, CACHE, json.dumps(record, ensure_ascii=False, indent=1).encode())
    found = audible(told(wanted, answers), checked.briefing.silences)
    every = sorted((*checked.diagnostics, *found), key=lambda d: d.span or Span(""))
    return replace(checked, diagnostics=tuple(every))


def _record(data: bytes) -> object:
    try:
        return json.loads(data)
    except ValueError:
        return None  # spoilt: everything is asked again


@dataclass(frozen=True, slots=True)
class Mended:
    """What mending changed (or would, where nothing was `written`), and how many findings."""

    changes: tuple[Change, ...]
    count: int
    written: bool


class Checker:
    """Reads, resolves and checks one briefing after another with one citation engine."""

    def __init__(self, root: Path, today: datetime.date) -> None:
        self.root, self.today = root, today
        self.disk = Disk(root)
        self.engine: CitationEngine | None = None

    def check(self, key: str) -> Checked:
        """Check one briefing."""
        return self.through(self.disk, key)

    def through(self, door: Files, key: str) -> Checked:
        """Check one briefing as it stands behind `door`."""
        files = Recorded(door)
        try:
            latest = next(reversed(read_editions(self.disk, key)), None)
            briefing = self.resolved(files, key, latest)
        except ReportkitError as error:
            return Checked(key, error.diagnostics)
        unused = unused_files(files, briefing)
        house = house_text(files)
        texts = {**briefing.texts, **({house.path: house} if house else {})}
        found = check(Case(briefing, self.today, unused, latest, house))
        return Checked(key, found, texts, briefing)

    def resolved(self, files: Files, key: str, latest: Edition | None) -> Briefing:
        """Read a briefing and resolve its words, with the keys that `latest` gave them.

        `ReportkitError` where it cannot be read.
        """
        institute = sound_institute(files)
        theme = read_theme(files, packaged("templates"), institute.theme)
        self.engine = self.engine or CitationEngine(*engine_texts())
        briefing = read_briefing(files, institute, key)
        return resolve_words(briefing, theme, self.engine, latest).briefing

    def mend_all(self, keys: Sequence[str], *, write: bool) -> Mended:
        """Mend what is safely mended in the briefings `keys` (all, where none is named).

        It goes in rounds, since what is mended may uncover more. With `write` each file
        that changed is replaced; one that somebody else changed meanwhile stays as it is,
        and that is a `ReportkitError`.
        """
        changed: dict[str, bytes] = {}
        count = sum(self._mend(key, changed) for key in known_briefings(self.root, keys))
        changes = tuple(Change(p, self.disk.read(p), data) for p, data in sorted(changed.items()))
        for change in changes if write else ():
            replace_file(self.root, change.path, change.after, change.before)
        return Mended(changes, count, write)

    def _mend(self, key: str, changed: dict[str, bytes]) -> int:
        """Mend a briefing in memory, adding to what is `changed`; give the count of findings."""
        mended = 0
        for _round in range(ROUNDS):
            door = Patched(self.disk, changed)
            count, edits = together(self.through(door, key).diagnostics)
            if not count:
                break
            changed.update({path: applied(door.read(path), e) for path, e in edits.items()})
            mended += count
        return mended
