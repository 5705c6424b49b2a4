"""Which unit of one version is which of another: units in, what became of each out.

What reads the same is found first, then paragraphs that were split or merged, then
what is alike, best first, then what alone stands between two that were found. What is
found in another order has moved: all but the heaviest run that kept its order.
"""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportkit.history import ChangeKind, Matched, Unit
from reportkit.review.likeness import likeness
from reportkit.review.matching import Group, match

__all__ = ["Alignment", "Pairing", "align"]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Units before and after that are the same; several before: merged, after: split.

    `same` says that they read the same, `moved` that they stand in another order.
    """

    before: tuple[Unit, ...]
    after: tuple[Unit, ...]
    same: bool = False
    moved: bool = False

    @property
    def kind(self) -> ChangeKind:
        """Say what became of them."""
        if not self.before:
            return ChangeKind.INSERTED
        if not self.after:
            return ChangeKind.DELETED
        if len(self.before) > 1:
            return ChangeKind.MERGED
        if len(self.after) > 1:
            return ChangeKind.SPLIT
        if not self.same:
            return ChangeKind.EDITED
        return ChangeKind.MOVED if self.moved else ChangeKind.SAME


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every unit of two versions, in the new one's order, what was deleted where it stood."""

    pairings: tuple[Pairing, ...]

    def matched(self) -> Matched:
        """Give what of the text is the same, by keys, for permalinks that stay."""
        text = [p for p in self.pairings if (p.after or p.before)[0].part == "text"]
        return Matched(
            tuple((old.key, new.key) for p in text for old in p.before for new in p.after),
            _digests(unit for p in text for unit in p.before),
            _digests(unit for p in text for unit in p.after),
        )


def _digests(units: Iterator[Unit]) -> Mapping[str, str]:
    said = ((unit, " ".join(likeness(unit.xhtml).words)) for unit in units)
    return {
        unit.key: hashlib.sha256(f"{unit.kind} {words}".encode()).hexdigest()
        for unit, words in said
    }


def align(old: Sequence[Unit], new: Sequence[Unit]) -> Alignment:
    """Say what became of each unit of `old` and where each unit of `new` comes from.

    Headings are only headings again, tables tables, fields the field of that name.
    """
    groups = match(old, new)
    still = _still(groups, old, new)
    pairings = {
        group: Pairing(
            tuple(old[at] for at in group.before),
            tuple(new[at] for at in group.after),
            same=_same(group, old, new),
            moved=bool(group.before and group.after) and group not in still,
        )
        for group in groups
    }
    return Alignment(tuple(pairings[group] for group in _in_order(groups)))


def _same(group: Group, old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    if (len(group.before), len(group.after)) != (1, 1):
        return False
    before, after = old[group.before[0]], new[group.after[0]]
    return likeness(before.xhtml).normal == likeness(after.xhtml).normal


def _still(groups: Sequence[Group], old: Sequence[Unit], new: Sequence[Unit]) -> set[Group]:
    """Give the groups that have not moved; fields and entries of a sorted list never do."""
    paired = [group for group in groups if group.before and group.after]
    fixed = {group for group in paired if old[group.before[0]].part != "text"}
    text = sorted((g for g in paired if g not in fixed), key=lambda group: group.after)
    weights = [sum(1 + len(likeness(new[at].xhtml).words) for at in g.after) for g in text]
    kept = heaviest_rising([group.before[0] for group in text], weights)
    return fixed | {text[at] for at in kept}


def heaviest_rising(places: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Give the indices of the rising subsequence of `places` that weighs most.

    The places are different. For each sum only the lowest end matters, so that the ends
    which do stand in rising order of both: a search and a few removals for each place.
    """
    ends: list[int] = []
    sums: list[int] = []
    last: list[int] = []
    earlier: list[int | None] = []
    for at, (place, weight) in enumerate(zip(places, weights, strict=True)):
        where = bisect.bisect_left(ends, place)
        total = weight + (sums[where - 1] if where else 0)
        earlier.append(last[where - 1] if where else None)
        beyond = where
        while beyond < len(ends) and sums[beyond] <= total:
            beyond += 1
        ends[where:beyond], sums[where:beyond], last[where:beyond] = [place], [total], [at]
    chain: list[int] = []
    step = last[-1] if last else None
    while step is not None:
        chain.append(step)
        step = earlier[step]
    return chain[::-1]


def _in_order(groups: Sequence[Group]) -> Iterator[Group]:
    """Give groups in the new order; what was deleted comes after what it followed."""
    following: dict[int, list[Group]] = {}
    owner = {at: group for group in groups for at in group.before}
    anchor = -1
    for at in sorted(owner):
        if owner[at].after:
            anchor = max(owner[at].after)
        else:
            following.setdefault(anchor, []).append(owner[at])
    yield from following.get(-1, ())
    for group in sorted((g for g in groups if g.after), key=lambda group: group.after):
        yield group
        for at in group.after:
            yield from following.get(at, ())
