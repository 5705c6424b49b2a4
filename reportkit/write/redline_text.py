"""Fill the templates of a redline: what page and paper have in common, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from markupsafe import Markup

from reportkit.history import ChangeKind, Redline
from reportkit.model import Institute, Theme
from reportkit.write.redline_marks import Marks, stands_apart
from reportkit.write.redline_parts import Entry, Part, arrange, version_name
from reportkit.write.theme import fill, terms

__all__ = ["Look", "fill_redline"]

EDITED = (ChangeKind.EDITED, ChangeKind.SPLIT, ChangeKind.MERGED)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries that stand together: one that changed, a heading, or all between two of those."""

    entries: tuple[Entry, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Look:
    """How a format shows a redline.

    `folders` are those of the pictures before and after, `finish` makes mark-up of a tree.
    `wide` says that it may show both sides of a change of words beside each other, and
    `folds` from how many words on it folds a stretch that stayed the same (None: never).
    """

    folders: tuple[str, str]
    finish: Callable[[Element, str], Markup]
    wide: bool
    folds: int | None


def fill_redline(
    redline: Redline, institute: Institute, theme: Theme, name: str, look: Look, **more: object
) -> str:
    """Fill the template `name`; `more` are values that only this format has."""
    term = terms(theme, redline.language)
    parts = arrange(redline, theme)
    marks = Marks(term, look.folders)

    def shown(entry: Entry, side: str | None = None) -> Markup:
        name = f"{entry.id}-{side}" if side else entry.id
        return look.finish(marks.tell(entry.change, name, side), term(side) if side else "")

    return fill(
        theme,
        name,
        redline.language,
        redline=redline,
        institute=institute,
        parts=parts,
        count=sum(len(part.changed) for part in parts),
        old=version_name(redline.old, term),
        new=version_name(redline.new, term),
        shown=shown,
        columns=lambda entry: _columns(entry, look.wide),
        stretches=lambda part: _stretches(part, look.folds),
        **more,
    )


def _columns(entry: Entry, wide: bool) -> str:
    """Say how an entry is shown: in “one” column, in “two”, or in “either”."""
    if stands_apart(entry.change):
        return "two"
    return "either" if wide and entry.change.kind in EDITED else "one"


def _stretches(part: Part, folds: int | None) -> Iterator[Stretch]:
    """Part entries where one changed; headings stay in sight."""

    def place(item: tuple[int, Entry]) -> int:
        index, entry = item
        return index if entry.number or entry.change.unit.kind == "heading" else -1

    for index, run in groupby(enumerate(part.entries), place):
        entries = tuple(entry for _, entry in run)
        words = sum(entry.change.kept for entry in entries)
        yield Stretch(entries, index < 0 and folds is not None and words >= folds)
