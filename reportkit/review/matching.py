"""Pairs of units that are the same in two versions: two sequences in, groups of indices out.

Every index of both is in one group. Likeness is the share of words that two units have in
the same order (Indel, of rapidfuzz); who is held beside whom, an index of their words and
pairs of words tells, so that each unit meets a few others and not all.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq

from reportkit.history import Unit
from reportkit.review.likeness import likeness

__all__ = ["Group", "match"]

ALIKE = 0.42
"""How alike two units must be to be the same one."""

BETWEEN = 0.3
"""How alike they must be where each stands alone between two that were found."""

HELD = 0.5
"""How much of a piece's words its whole must hold, in order."""

COMMON, CANDIDATES = 12, 6
"""A feature of more units than this tells nothing; so many candidates are compared."""


@dataclass(frozen=True, slots=True)
class Group:
    """Indices of units before and after that are the same; one side may be empty."""

    before: tuple[int, ...]
    after: tuple[int, ...]


def match(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Group, ...]:
    """Group the units of two versions."""
    match = _Match(old, new)
    match.by_name()
    match.by_reading()
    match.by_parts()
    match.by_likeness()
    match.by_place()
    match.by_contents()
    return tuple(match.groups())


def _class(unit: Unit) -> str:
    """Name the kind of unit that a unit can become by editing."""
    if unit.part == "front":
        return f"field {unit.key}"
    if unit.part != "text":
        return unit.part
    like = {"chart": "picture", "figure": "picture", "heading": "heading", "table": "table"}
    return like.get(unit.kind, "prose")


class _Side:
    """One version: its units, what each can become, its words, and what is still alone."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.classes = [_class(unit) for unit in units]
        self.normals = [likeness(unit.xhtml).normal for unit in units]
        self.words = [likeness(unit.xhtml).words for unit in units]
        self.alone = dict.fromkeys(range(len(units)))

    def heading(self, section: str) -> int:
        """Give the index of a section's heading, if it is still alone, else -1."""
        heads = (at for at in self.alone if self.classes[at] == "heading")
        return next((at for at in heads if self.units[at].key == section), -1)

    def weight(self, section: str) -> int:
        """Count the words below a heading."""
        passages = zip(self.units, self.classes, self.words, strict=True)
        return sum(len(w) for u, c, w in passages if u.section == section and c != "heading")

    def splits(self, at: int) -> bool:
        return self.units[at].part == "text" and self.units[at].kind == "paragraph"


class _Match:
    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = _Side(old), _Side(new)
        self.partner: dict[int, int] = {}
        """The old index of each new one; of a group the first."""
        self.found: list[Group] = []

    def groups(self) -> Iterator[Group]:
        yield from self.found
        yield from (Group((at,), ()) for at in self.old.alone)
        yield from (Group((), (at,)) for at in self.new.alone)

    def take(self, before: Sequence[int], after: Sequence[int]) -> None:
        self.found.append(Group(tuple(before), tuple(after)))
        for at in before:
            del self.old.alone[at]
        for at in after:
            del self.new.alone[at]
            self.partner[at] = before[0]

    def fit(self, before: int, after: int) -> bool:
        """Say whether both are alone, and of a kind."""
        return (
            before in self.old.alone
            and after in self.new.alone
            and self.old.classes[before] == self.new.classes[after]
        )

    def may_be(self, before: int, after: int) -> bool:
        """Say whether one may be the other, edited; another entry is another source."""
        return self.fit(before, after) and self.old.classes[before] != "references"

    def by_name(self) -> None:
        """Pair what an author named alike, and entries of the same source."""
        named = {
            (unit.part, unit.key): at
            for at, unit in enumerate(self.old.units)
            if unit.named or unit.part != "text"
        }
        for at, unit in enumerate(self.new.units):
            before = named.get((unit.part, unit.key), -1)
            if (unit.named or unit.part != "text") and self.fit(before, at):
                self.take([before], [at])

    def by_reading(self) -> None:
        """Pair what reads the same: first what does so once, then along its neighbours."""
        places: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for number, side in enumerate((self.old, self.new)):
            for at in side.alone:
                places[side.classes[at], side.normals[at]][number].append(at)
        shared = [pair for pair in places.values() if pair[0] and pair[1]]
        for before, after in shared:
            if len(before) == len(after) == 1:
                self.take(before, after)
        often = [at for _, after in shared for at in after if at in self.new.alone]
        for step, order in ((1, sorted(often)), (-1, sorted(often, reverse=True))):
            for at in order:
                beside = self.partner.get(at - step)
                if beside is not None:
                    self.take_same(beside + step, at)
        for before, after in shared:
            left = [[b for b in before if b in self.old.alone]]
            left.append([a for a in after if a in self.new.alone])
            for b, a in zip(*left, strict=False):
                self.take([b], [a])

    def take_same(self, before: int, after: int) -> None:
        if self.fit(before, after) and self.old.normals[before] == self.new.normals[after]:
            self.take([before], [after])

    def by_parts(self) -> None:
        """Group paragraphs with the one that they were made of, or that was made of them."""
        for whole, pieces in list(_pieces(self.old, self.new)):
            if whole in self.old.alone and all(at in self.new.alone for at in pieces):
                self.take([whole], pieces)
        for whole, pieces in list(_pieces(self.new, self.old)):
            if whole in self.new.alone and all(at in self.old.alone for at in pieces):
                self.take(pieces, [whole])

    def by_likeness(self) -> None:
        """Pair what is alike, best first; of two as good the nearer one."""
        scored = []
        for before, after in _candidates(self.old, self.new):
            score = _alike(self.old.words[before], self.new.words[after])
            if score >= ALIKE:
                known = self.old.units[before].key == self.new.units[after].key
                far = abs(before / len(self.old.units) - after / len(self.new.units))
                scored.append((-score - 0.05 * known, far, before, after))
        for _, _, before, after in sorted(scored):
            if self.may_be(before, after):
                self.take([before], [after])

    def by_place(self) -> None:
        """Pair what stands alone between the same neighbours, though much of it is new."""
        ends = {-1: -1, len(self.new.units): len(self.old.units)} | self.partner
        for after in list(self.new.alone):
            before = ends.get(after - 1, -2) + 1
            alone = ends.get(after + 1) == before + 1 and self.may_be(before, after)
            if alone and _alike(self.old.words[before], self.new.words[after]) >= BETWEEN:
                self.take([before], [after])

    def by_contents(self) -> None:
        """Pair headings by what stands below them: a section may have a title of new words."""
        shared = Counter[tuple[str, str]]()
        for after, before in self.partner.items():
            both = self.old.units[before].section, self.new.units[after].section
            shared[both] += len(self.new.words[after])
        for (before_key, after_key), words in shared.most_common():
            before, after = self.old.heading(before_key), self.new.heading(after_key)
            least = min(self.old.weight(before_key), self.new.weight(after_key))
            if words > least / 2 and self.fit(before, after):
                self.take([before], [after])


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    return Indel.normalized_similarity(one, other)


def _features(words: Sequence[str]) -> set[object]:
    return {*words, *itertools.pairwise(words)}


def _candidates(old: _Side, new: _Side, *, piece: bool = False) -> Iterator[tuple[int, int]]:
    """Give the pairs, still alone, that share most of what few others have."""
    index: dict[object, list[int]] = defaultdict(list)
    for at in old.alone:
        for feature in _features(old.words[at]):
            index[old.classes[at], feature].append(at)
    for at in new.alone:
        votes: dict[int, float] = defaultdict(float)
        for feature in _features(new.words[at]):
            holders = index.get((new.classes[at], feature), ())
            if len(holders) <= COMMON:
                for before in holders:
                    votes[before] += 1 / len(holders)
        best = sorted(votes, key=lambda before: (-votes[before], before))
        yield from ((before, at) for before in best[: 1 if piece else CANDIDATES])


def _pieces(wholes: _Side, others: _Side) -> Iterator[tuple[int, list[int]]]:
    """Give each paragraph that several neighbours of the other side were made of."""
    home: dict[int, int] = {}
    for whole, at in _candidates(wholes, others, piece=True):
        words = others.words[at]
        if wholes.splits(whole) and others.splits(at):
            common = LCSseq.similarity(wholes.words[whole], words)
            if common >= HELD * len(words):
                home[at] = whole
    runs: list[list[int]] = []
    for at in sorted(home):
        if runs and runs[-1][-1] == at - 1 and home[runs[-1][-1]] == home[at]:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        words = wholes.words[home[run[0]]]
        if len(run) > 1 and _make_up(words, [others.words[at] for at in run]):
            yield home[run[0]], run


def _make_up(whole: Sequence[str], pieces: Sequence[Sequence[str]]) -> bool:
    """Say whether `pieces` in their order are `whole`, and each has a share of its own in it."""
    together = list(itertools.chain(*pieces))
    common = LCSseq.similarity(whole, together)
    if common < HELD * max(len(whole), len(together)):
        return False
    for at, piece in enumerate(pieces):
        rest = list(itertools.chain(*pieces[:at], *pieces[at + 1 :]))
        if common - LCSseq.similarity(whole, rest) < 0.5 * len(piece):
            return False
    return True
