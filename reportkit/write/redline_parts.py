"""Arrange a redline for its readers: changes numbered, named and grouped by section.

Page and paper show the same parts in the same order, so that both say the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from xml.etree import ElementTree

from reportkit.history import Change, ChangeKind, Redline, Unit, Version
from reportkit.model import Theme
from reportkit.write.passages import Term
from reportkit.write.redline_marks import BLOCKS
from reportkit.write.theme import terms

__all__ = ["Entry", "Part", "arrange", "paper_name", "version_name"]

EXCERPT = 7
"""How many words of a unit tell which one it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as it is shown: `number` counts the changes from 1 and is 0 where nothing changed.

    `place` counts all units from 1. `name` says what the unit is (“Paragraph”, “Title”),
    `what` what became of it (“Paragraph edited”); `excerpt` is how its text begins.
    """

    change: Change
    place: int
    name: str
    what: str = ""
    excerpt: str = ""
    number: int = 0

    @property
    def id(self) -> str:
        return f"change-{self.number}" if self.number else f"unit-{self.place}"


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its entries in reading order, and the share of its words that changed.

    `share` is None where the part was begun before, or has no share of its own.
    """

    number: int
    label: str
    share: float | None
    entries: tuple[Entry, ...]

    @property
    def id(self) -> str:
        return f"part-{self.number}"

    @property
    def headed(self) -> bool:
        """Whether it begins with a heading of its own."""
        return self.entries[0].change.unit.kind == "heading"

    @property
    def changed(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.number)


def version_name(version: Version, term: Term) -> str:
    """Name a side: “Edition 1.0”, or “working text”."""
    number = version.number
    return term("working-text") if number is None else term("edition").format(number)


def paper_name(redline: Redline) -> str:
    """Name the redline's PDF: `<slug>-1.0..1.1.pdf`, `<slug>-1.1..working.pdf`."""
    old, new = (version.number or "working" for version in (redline.old, redline.new))
    return f"{redline.key}-{old}..{new}.pdf"


def arrange(redline: Redline, theme: Theme) -> tuple[Part, ...]:
    """Group every unit of a redline under its section; changes are counted through all parts."""
    term = terms(theme, redline.language)
    labels = _labels(redline, term)
    shares = {section.key: section.share for section in redline.sections}
    names = _Names(term, frozenset(theme.terms.get("en", {})), labels)
    places, numbers = count(1), count(1)
    parts: list[Part] = []
    for key, changes in _runs(redline.changes):
        entries = tuple(names.entry(change, next(places), numbers) for change in changes)
        parts.append(Part(len(parts) + 1, labels.get(key, key), shares.pop(key, None), entries))
    return tuple(parts)


def _labels(redline: Redline, term: Term) -> dict[str, str]:
    """Name the sections: as the redline does, else (one that is gone) as their heading did."""
    units = [unit for change in redline.changes for unit in (*change.before, *change.after)]
    headings = {unit.key: _words(unit) for unit in units if unit.kind == "heading"}
    told = {section.key: section.label for section in redline.sections}
    parts = {"front": "front-matter", "text": "introduction", "introduction": "introduction"}
    parts["references"] = "references"
    return {**{key: term(name) for key, name in parts.items()}, **headings, **told}


def _runs(changes: tuple[Change, ...]) -> Iterator[tuple[str, list[Change]]]:
    """Part changes where another section begins; what was deleted stays where it stood."""
    current, run = "", list[Change]()
    for change in changes:
        unit = change.unit
        stays = change.kind is ChangeKind.DELETED and unit.kind != "heading"
        if run and (_section(unit) == current or (stays and run[0].unit.part == unit.part)):
            run.append(change)
            continue
        if run:
            yield current, run
        current, run = _section(unit), [change]
    if run:
        yield current, run


def _section(unit: Unit) -> str:
    return unit.key if unit.kind == "heading" else unit.section or unit.part


@dataclass(frozen=True, slots=True)
class _Names:
    """What units, changes and sections are called; `known` are the terms that a theme has."""

    term: Term
    known: frozenset[str]
    labels: Mapping[str, str]

    def entry(self, change: Change, place: int, numbers: Iterator[int]) -> Entry:
        unit = change.unit
        name = self.unit(unit)
        if change.kind is ChangeKind.SAME:
            return Entry(change, place, name)
        excerpt = "" if unit.kind in ("field", "heading") else _excerpt(unit)
        return Entry(change, place, name, self.change(change, name), excerpt, next(numbers))

    def unit(self, unit: Unit) -> str:
        """Name what a unit is; a field by its key, or (`author-<person>`) what stands before it."""
        keys: tuple[str, ...]
        if unit.kind == "field":
            keys = (f"field-{unit.key}", f"field-{unit.key.partition('-')[0]}", "unit-field")
        else:
            keys = (f"unit-{unit.kind}", "unit-passage")
        return self.term(next(key for key in keys if key in self.known))

    def change(self, change: Change, name: str) -> str:
        moved = change.moved and change.kind is not ChangeKind.MOVED
        key = f"change-{change.kind}{'-moved' if moved else ''}"
        said = self.term(key).format(name, max(len(change.before), len(change.after)))
        if not (change.before and change.after):
            return said
        origin, now = _section(change.before[0]), _section(change.after[0])
        away = (moved or change.kind is ChangeKind.MOVED) and origin != now
        return (
            self.term("moved-from").format(said, self.labels.get(origin, origin)) if away else said
        )


def _words(unit: Unit) -> str:
    """Give a unit's words on one line, without its notes, what is drawn and the data of that."""
    return " ".join("".join(_texts(ElementTree.fromstring(unit.xhtml))).split())


def _texts(element: ElementTree.Element) -> Iterator[str]:
    if element.get("class") == "footnote" or element.tag.endswith(("svg", "details")):
        return
    edge = " " if element.tag in BLOCKS else ""
    yield f"{edge}{element.text or ''}"
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield edge


def _excerpt(unit: Unit) -> str:
    words = _words(unit).split()
    return " ".join(words[:EXCERPT]) + ("\xa0…" if len(words) > EXCERPT else "")
