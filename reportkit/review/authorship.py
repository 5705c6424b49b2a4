"""A typed citation's names and year in, the sources of the ledger that they fit out.

Accents and case do not count; initials and given names do, where they are typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportkit.evidence import Source
from reportkit.review.typed import Part

__all__ = ["Fit", "Ledger", "folded", "year_of"]


@dataclass(frozen=True, slots=True)
class Fit:
    """A source that fits but for one name, which is an author's given name."""

    key: str
    given: str
    family: str
    others: bool
    """Whether another name of the citation fits, too."""


@dataclass(frozen=True, slots=True)
class _Person:
    families: frozenset[str]
    given: str
    family: str


class Ledger:
    """The sources by year, and the people of each, in order."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._years: dict[int, list[tuple[str, tuple[_Person, ...]]]] = {}
        self._letters: dict[str, str] = {}
        self.families: set[str] = set()
        for key, source in sources.items():
            self._letters[key] = _letter(key, source)
            people = _people(source)
            for person in people:
                self.families |= person.families
            year = year_of(source)
            if year is not None and people:
                self._years.setdefault(year, []).append((key, people))

    def strict(self, part: Part) -> tuple[str, ...]:
        """Give the keys of the sources of that year by just these people."""
        return self._lettered(
            part, tuple(key for key, people in self._of(part) if _fits(part, people))
        )

    def near(self, part: Part) -> tuple[str, ...]:
        """Give the keys of the sources of that year which these people wrote with others."""
        return self._lettered(
            part,
            tuple(
                key
                for key, people in self._of(part)
                if len(part.people) <= len(people)
                and all(any(_is(name, person) for person in people) for name in part.people)
            ),
        )

    def nearest(self, people: tuple[str, ...], year: int | None = None) -> tuple[str, ...]:
        """Give the keys of sources by one of these people, or by a name spelt nearly so.

        A name that is spelt otherwise counts for a source of that `year` only.
        """
        answer = []
        for issued, sources in self._years.items():
            least = 80 if issued == year else 100
            for key, persons in sources:
                families = [family for person in persons for family in person.families]
                if any(_likeness(name, families) >= least for name in people):
                    answer.append(key)
        return tuple(sorted(answer))

    def by_given_name(self, part: Part) -> Iterator[Fit]:
        """Find sources that fit once one name is taken for a given name."""
        for key, people in self._of(part):
            slips = [name for name in part.people if not any(_is(name, p) for p in people)]
            if len(slips) != 1 or len(part.people) > len(people):
                continue
            for person in people:
                if folded(slips[0]) in {
                    folded(person.given),
                    *map(folded, person.given.split()[:1]),
                }:
                    yield Fit(key, slips[0], person.family, len(part.people) > 1)

    def _lettered(self, part: Part, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Give those of `keys` that have the letter typed beside the year: “Dee 2018b”."""
        if not part.letter:
            return keys
        return tuple(key for key in keys if self._letters[key] == part.letter)

    def _of(self, part: Part) -> list[tuple[str, tuple[_Person, ...]]]:
        return self._years.get(part.year, [])


def folded(word: str) -> str:
    """Give a name without case, accents, blanks, hyphens and stops."""
    plain = unicodedata.normalize("NFKD", word).casefold()
    plain = "".join(sign for sign in plain if sign.isalnum())
    return unicodedata.normalize("NFC", plain)


def year_of(source: Source) -> int | None:
    """Give the year in which a source was issued, where it is known."""
    parts = source.csl.get("issued", {}).get("date-parts") or [[]]
    return int(parts[0][0]) if parts[0] else None


def _letter(key: str, source: Source) -> str:
    """Give the letter beside the year of a source: its `year-suffix`, or the one in its key."""
    written = re.search(r"\d{4}([a-z])\Z", key)
    return str(source.csl.get("year-suffix") or (written[1] if written else ""))


def _people(source: Source) -> tuple[_Person, ...]:
    names = source.csl.get("author") or source.csl.get("editor") or ()
    return tuple(_person(name) for name in names if isinstance(name, Mapping))


def _person(name: Mapping[str, Any]) -> _Person:
    family = str(name.get("literal") or name.get("family") or "")
    given = str(name.get("given") or "").replace("\u00a0", " ")
    particles = [str(name.get(f"{kind}-particle") or "") for kind in ("dropping", "non-dropping")]
    forms = {family, f"{particles[1]} {family}", f"{' '.join(particles)} {family}"}
    return _Person(frozenset(map(folded, forms)) - {""}, given, family)


def _likeness(name: str, families: list[str]) -> float:
    """Say how like a name is to the likest of some family names: 0 to 100."""
    from rapidfuzz import fuzz

    return max((fuzz.ratio(folded(name), family) for family in families), default=0.0)


def _fits(part: Part, people: tuple[_Person, ...]) -> bool:
    if len(people) == 1 and folded(part.names) in people[0].families:
        return not part.others
    if part.others:
        return len(people) > len(part.people) and _in_order(part.people, people)
    return len(people) == len(part.people) and _in_order(part.people, people)


def _in_order(names: tuple[str, ...], people: tuple[_Person, ...]) -> bool:
    return all(_is(name, person) for name, person in zip(names, people, strict=False))


def _is(name: str, person: _Person) -> bool:
    """Say whether `name` is that of `person`: the family name, alone or beside a given one."""
    whole = folded(name)
    if whole in person.families:
        return True
    words = name.split()
    for at in range(1, len(words)):
        for family, given in ((words[at:], words[:at]), (words[:at], words[at:])):
            if folded("".join(family)) in person.families and _given(" ".join(given), person):
                return True
    hangul = re.fullmatch(r"[가-힣]+", name)
    return bool(hangul and person.given) and any(
        whole == family + folded(person.given) for family in person.families
    )


def _given(typed: str, person: _Person) -> bool:
    if not person.given:
        return False
    if folded(typed) in {folded(person.given), folded(person.given.split()[0])}:
        return True
    initials = re.findall(r"[^\W\d_]+", typed)
    if len(initials) == 1 and len(typed.strip(".")) > 1 and typed.isupper():
        initials = list(initials[0])
    known = [word[0] for word in re.findall(r"[^\W\d_]+", person.given)]
    short = all(len(word) == 1 for word in initials)
    return short and [folded(i) for i in initials] == [folded(k) for k in known[: len(initials)]]
