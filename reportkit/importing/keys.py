"""The entries of a copy's list in, sources with keys out: those that are known keep theirs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportkit.diagnostics import Span
from reportkit.evidence import Source
from reportkit.manuscript import Block, Cited, Doubt, Entry, Manuscript
from reportkit.read.bibliography import Entry as Item
from reportkit.read.bibliography import finished
from reportkit.read.bibliography.names import key_for
from reportkit.read.texts import Findings
from reportkit.review.authorship import folded
from reportkit.review.duplicates import same

__all__ = ["Ledger", "keyed", "ledger_of", "one_given_name"]


@dataclass(slots=True)
class Ledger:
    """The sources of an import by key, and which entry and which field's work each of them is.

    `new` are those that the briefing's own ledger is to get.
    """

    known: dict[str, Source]
    new: dict[str, Source] = field(default_factory=dict)
    entries: list[tuple[Entry, Source]] = field(default_factory=list)
    works: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def find(self, csl: Mapping[str, Any]) -> Source | None:
        """Give the source that is the same as `csl`: by DOI, address, title and year, or nearly."""
        every = {**self.known, **self.new}
        found = next((s for s in every.values() if _same(csl, s.csl)), None)
        return found or next((s for s in self.known.values() if _near(csl, s.csl)), None)

    def add(self, csl: Mapping[str, Any]) -> Source:
        """Add a work that is not there yet; its key is its `id`, or is made."""
        made = finished(Item(dict(csl), Span("sources.yaml")), Findings())
        assert made is not None
        self.new[made.key] = made
        return made

    def uses(self, keys: Iterable[str], theirs: Mapping[str, Source]) -> None:
        """Take the works of `keys` over from a bibliography, where the ledger has them not."""
        for key in keys:
            if key in theirs and key not in self.new:
                self.new[key] = theirs[key]


def ledger_of(
    entries: Sequence[Entry],
    manuscript: Manuscript,
    known: Mapping[str, Source],
    bibliography: Mapping[str, Source],
) -> Ledger:
    """Give every entry, and every work that a citation program names, its source and key.

    `known` are the sources that the briefing can cite already; those of `bibliography`
    are taken over where an entry is the same.
    """
    ledger = Ledger({**bibliography, **known})
    names = keyed([entry.csl for entry in entries], {*ledger.known})
    for entry, key in zip(entries, names, strict=True):
        item = _dated({**entry.csl, "id": key}, entry, ledger)
        source = ledger.find(item.csl)
        if source is None:
            source = ledger.add({**entry.csl, "id": key})
            if bibliography:
                message = f"“{key}” stands in the list of references, and not in the bibliography."
                ledger.doubts.append(Doubt(5, message, None, entry.place))
        elif source.key not in ledger.known:
            message = f"This entry stands in the list twice: “{source.key}”."
            ledger.doubts.append(Doubt(6, message, "The first one was kept.", entry.place))
        if not entry.sure and source.key in ledger.new:
            message = (
                f"The reference “{_cut(entry.text)}” was not understood in full: “{source.key}”."
            )
            hint = "Look at this entry in sources.yaml; “note” keeps what had no place."
            ledger.doubts.append(Doubt(7, message, hint, entry.place))
        ledger.entries.append((entry, source))
    for cited in _works(manuscript):
        _work(cited, ledger)
    ledger.uses((s.key for _, s in ledger.entries), bibliography)
    ledger.uses(ledger.works.values(), bibliography)
    for key in known:
        ledger.new.pop(key, None)
    return ledger


def _cut(text: str, most: int = 70) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _dated(csl: Mapping[str, Any], entry: Entry, ledger: Ledger) -> Source:
    """Make a source of CSL whose dates are strings; what the calendar has not is left out."""
    findings = Findings()
    source = finished(Item(dict(csl), Span("sources.yaml")), findings)
    assert source is not None
    for found in findings:
        ledger.doubts.append(Doubt(7, found.message, found.hint, entry.place))
    return source


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two works are one; those of one title and year in two journals are two."""
    what = same(one, other)
    if what != "title and year":
        return what is not None
    places = [folded(str(csl.get("container-title", ""))) for csl in (one, other)]
    return "" in places or places[0] in places[1] or places[1] in places[0]


def _near(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two works of one year and one first author have nearly the same title."""
    from rapidfuzz import fuzz

    def head(csl: Mapping[str, Any]) -> tuple[str, str]:
        people = csl.get("author") or csl.get("editor") or [{}]
        parts = (csl.get("issued") or {}).get("date-parts") or [[""]]
        name = people[0].get("family") or people[0].get("literal") or ""
        return folded(str(name)), str(parts[0][0] if parts[0] else "")

    titles = [str(csl.get("title", "")).casefold() for csl in (one, other)]
    close = head(one) == head(other) and "" not in head(one) and fuzz.ratio(*titles) > 90
    return close and (titles[0] != titles[1] or _same(one, other))


def _works(manuscript: Manuscript) -> Iterable[Cited]:
    notes = [block for blocks in manuscript.notes.values() for block in blocks]
    for block in (*manuscript.blocks, *notes):
        for run in block.every_run:
            yield from run.cited


def _work(cited: Cited, ledger: Ledger) -> None:
    name = str(cited.csl["id"])
    if name in ledger.works:
        return
    csl = {k: v for k, v in cited.csl.items() if k != "id"}
    findings = Findings()
    draft = finished(Item({**csl, "id": "draft"}, Span("sources.yaml")), findings)
    assert draft is not None
    source = ledger.find(draft.csl)
    if source is None:
        key = keyed([csl], {*ledger.known, *ledger.new})[0]
        source = ledger.add({**csl, "id": key})
    elif source.key in ledger.new:  # what a program wrote is fuller than what was parsed
        ledger.new[source.key] = replace(draft, key=source.key, csl={**draft.csl, "id": source.key})
    ledger.works[name] = source.key


def keyed(works: Sequence[Mapping[str, Any]], taken: set[str]) -> list[str]:
    """Make a key for each work: name and year; an initial, too, where two of a name share it."""
    heaps: dict[str, set[str]] = defaultdict(set)
    for csl in works:
        heaps[_key(csl)].add(_given(csl))
    answer: list[str] = []
    for csl in works:
        key, given = _key(csl), _given(csl)
        initials = [folded(name)[:1] for name in heaps[key]]
        if (
            len(heaps[key]) > 1
            and given
            and initials.count(folded(given)[:1]) == 1
            and given[0].isascii()
        ):
            key = f"{given[0].lower()}{key}"
        free, number = key, 0
        while free in taken:
            number += 1
            free = f"{key}{chr(96 + number)}" if number < 27 else f"{key}-{number}"
        taken.add(free)
        answer.append(free)
    return answer


def _key(csl: Mapping[str, Any]) -> str:
    """Give name and year, and the letter that the copy's own list has beside the year."""
    return f"{key_for(csl)}{csl.get('year-suffix', '')}"


def _given(csl: Mapping[str, Any]) -> str:
    people = csl.get("author") or csl.get("editor") or [{}]
    return str(people[0].get("given", ""))


def one_given_name(entries: Sequence[Entry], blocks: Iterable[Block]) -> list[Entry]:
    """Join the parts of a given name that the copy makes one initial of: “J. Kim”, Jeong Yoon."""
    text = "\n".join(block.text for block in blocks)
    return [replace(entry, csl=_joined(entry.csl, text)) for entry in entries]


def _joined(csl: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    people = []
    for person in csl.get("author", ()):
        given, family = str(person.get("given", "")), str(person.get("family", ""))
        parts = given.split(" ")
        short = rf"(?<![\w.])\s?{re.escape(given[:1])}\. {re.escape(family)}\b"
        whole = len(parts) > 1 and all(re.fullmatch(r"[^\W\d_]{2,}", part) for part in parts)
        joined = whole and family and re.search(short, text)
        people.append({**person, "given": "\u00a0".join(parts)} if joined else person)
    return {**csl, "author": people} if people else csl
