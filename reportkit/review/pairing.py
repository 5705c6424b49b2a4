"""Two sequences in, their members side by side out: rows, columns, items, paragraphs.

What reads the same is found by rapidfuzz; what lies between is paired so that the sum of
likenesses is the highest, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from rapidfuzz.distance import Indel

__all__ = ["pair_up", "same_runs"]

T = TypeVar("T")
Pair = tuple[T | None, T | None]

MOST = 4_000
"""So many likenesses are computed for what lies between; beyond, it is all old, then all new."""


def same_runs(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> Iterator[tuple[bool, slice, slice]]:
    """Give runs that are the same, and what stands between them, in order."""
    numbers: dict[Hashable, int] = {}
    codes = [[numbers.setdefault(key, len(numbers)) for key in side] for side in (old, new)]
    between: list[int] | None = None
    for step in Indel.opcodes(*codes):
        places = [step.src_start, step.src_end, step.dest_start, step.dest_end]
        if step.tag == "equal":
            if between:
                yield False, slice(*between[:2]), slice(*between[2:])
            between = None
            yield True, slice(*places[:2]), slice(*places[2:])
        elif between:
            between[1], between[3] = places[1], places[3]
        else:
            between = places
    if between:
        yield False, slice(*between[:2]), slice(*between[2:])


def pair_up(
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], Hashable],
    alike: Callable[[T, T], float],
) -> Iterator[Pair[T]]:
    """Pair the members of two sequences; `alike` is above 0 for two that may be paired."""
    for same, before, after in same_runs([*map(key, old)], [*map(key, new)]):
        if same:
            yield from zip(old[before], new[after], strict=True)
        else:
            yield from _paired(old[before], new[after], alike)


def _paired(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]) -> list[Pair[T]]:
    if not old or not new or len(old) * len(new) > MOST:
        return [*((one, None) for one in old), *((None, other) for other in new)]
    scores = [[alike(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in reversed(range(len(old))):
        for b in reversed(range(len(new))):
            both = scores[a][b] + best[a + 1][b + 1] if scores[a][b] > 0 else 0.0
            best[a][b] = max(both, best[a + 1][b], best[a][b + 1])
    pairs: list[Pair[T]] = []
    a = b = 0
    while a < len(old) and b < len(new):
        if scores[a][b] > 0 and best[a][b] == scores[a][b] + best[a + 1][b + 1]:
            pairs.append((old[a], new[b]))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            pairs.append((old[a], None))
            a += 1
        else:
            pairs.append((None, new[b]))
            b += 1
    return [*pairs, *((one, None) for one in old[a:]), *((None, other) for other in new[b:])]
