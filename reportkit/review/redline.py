"""Two versions of a briefing in, a redline out: every unit of both, and what became of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape

from reportkit.files import Files
from reportkit.history import Change, ChangeKind, Redline, SectionShare, Unit, Version
from reportkit.imprint import News
from reportkit.model import Briefing
from reportkit.review.alignment import Pairing, align
from reportkit.review.likeness import CITED, DIGEST
from reportkit.review.marking import mark, tally
from reportkit.review.units import units

__all__ = ["compare", "news"]

_TOLD = re.compile(f' (?:{CITED}|{DIGEST})="[^"]*"')


def compare(
    old: Briefing, new: Briefing, files: Files | None = None, introduction: str = "Introduction"
) -> Redline:
    """Compare two resolved versions of a briefing, unit by unit and word by word.

    With `files`, pictures are compared by their bytes, else by their names: a picture that
    was deleted is one of the `old` briefing's folder. `introduction` is the word for the
    section without a title.
    """
    pairings = align(units(old, files), units(new, files)).pairings
    changes = tuple(map(_change, pairings))
    return Redline(
        key=new.key,
        language=new.language,
        old=_version(old),
        new=_version(new),
        changes=changes,
        sections=tuple(_sections(old, new, changes, introduction)),
        share=_share(changes),
    )


def news(redline: Redline, old: Briefing, new: Briefing) -> News:
    """Say what is new since `old`, an edition: shares by section, sources by author and year."""
    entries = [change for change in redline.changes if change.unit.part == "references"]
    return News(
        since=redline.old.number or "",
        share=redline.share,
        sections=tuple((part.label, part.share) for part in redline.sections if part.share),
        added=tuple(_sources(entries, ChangeKind.INSERTED, new)),
        dropped=tuple(_sources(entries, ChangeKind.DELETED, old)),
    )


def _sources(entries: Sequence[Change], kind: ChangeKind, briefing: Briefing) -> Iterator[str]:
    """Name sources by author and year, with the letter that tells apart those of one year."""
    for entry in entries:
        if entry.kind is kind:
            yield briefing.sources[entry.unit.key].lettered(entry.unit.xhtml)


def _change(pairing: Pairing) -> Change:
    unchanged = pairing.kind in (ChangeKind.SAME, ChangeKind.MOVED)
    marked = pairing.after[0].xhtml if unchanged else mark(pairing.before, pairing.after)
    marked = _TOLD.sub("", marked)
    counts = tally(marked)
    return Change(
        pairing.kind,
        tuple(map(_bare, pairing.before)),
        tuple(map(_bare, pairing.after)),
        marked,
        pairing.moved,
        counts.kept,
        counts.inserted,
        counts.deleted,
    )


def _bare(unit: Unit) -> Unit:
    return replace(unit, xhtml=_TOLD.sub("", unit.xhtml))


def _version(briefing: Briefing) -> Version:
    imprint = briefing.imprint
    if imprint is None:
        return Version(None, briefing.date, briefing.title, briefing.folder)
    return Version(imprint.number, imprint.issued, briefing.title, briefing.folder)


def _share(changes: Sequence[Change]) -> float:
    kept = sum(change.kept for change in changes)
    changed = sum(change.inserted + change.deleted for change in changes)
    return changed / (2 * kept + changed) if changed else 0.0


def _sections(
    old: Briefing, new: Briefing, changes: Sequence[Change], introduction: str
) -> Iterator[SectionShare]:
    """Give the sections of the first level, with all that stands below them, as they are now.

    What was deleted counts to the section which is now what it stood in; a section that is
    no more follows those that are.
    """
    tops = _tops(new)
    now = {u.key: c.after[0].key for c in changes for u in c.before if c.after and _heads(u)}
    led = {key: tops.get(now.get(top, top), top) for key, top in _tops(old).items()}
    parts: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.unit.part == "text":
            section = change.unit.section
            parts[tops[section] if change.after else led[section]].append(change)
    labels = _labels(old, introduction) | _labels(new, introduction)
    gone = [top for top in dict.fromkeys(led.values()) if top not in tops.values()]
    for top in (*dict.fromkeys(tops.values()), *gone):
        yield SectionShare(top, labels[top], _share(parts[top]))


def _heads(unit: Unit) -> bool:
    return unit.kind == "heading" and unit.part == "text"


def _tops(briefing: Briefing) -> Mapping[str, str]:
    """Give for each section the one of the first level that it stands in."""
    tops: dict[str, str] = {}
    top = ""
    for section in briefing.sections:
        top = section.key if section.level == 1 or not top else top
        tops[section.key] = top
    return tops


def _labels(briefing: Briefing, introduction: str) -> dict[str, str]:
    return {
        section.key: " ".join(filter(None, (section.number, _plain(section.title))))
        if section.title
        else introduction
        for section in briefing.sections
    }


def _plain(title: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", title))
