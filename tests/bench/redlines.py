"""Time redlines: a hundred editions of three hundred passages, each against the one before.

    python tests/bench/redlines.py

Each edition touches a tenth of the passages of the one before: it edits, inserts, deletes,
moves, splits and merges. Every text is made up, always the same.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

EDITIONS, PASSAGES, TOUCHED, SHARE = 100, 300, 0.1, 0.15


def report() -> str:
    """Say how long a hundred redlines take, and the slowest of them."""
    sys.path.insert(0, str(ROOT))
    from reportkit.review.redline import compare
    from tests.review import edit_scripts

    chance = random.Random(1)
    written = [edit_scripts.text(chance, PASSAGES)]
    for _ in range(EDITIONS):
        before = edit_scripts.anew(written[-1])
        written.append(edit_scripts.change(chance, before, TOUCHED, SHARE))
    briefings = [edit_scripts.briefing(text) for text in written]
    taken = []
    for old, new in itertools.pairwise(briefings):
        began = time.perf_counter()
        compare(old, new)
        taken.append(time.perf_counter() - began)
    return (
        f"{len(taken)} redlines of editions of {PASSAGES} passages take {sum(taken):.2f} s, "
        f"the slowest {max(taken):.2f} s (promised: all of them 10 s)."
    )


if __name__ == "__main__":
    print(report())
