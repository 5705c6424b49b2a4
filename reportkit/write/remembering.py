"""Have WeasyPrint keep what it would work out again, so that a paper takes a fifth less work.

What is kept depends on nothing else, and the bytes of a paper are the same.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reportkit.write.remembered_styles import faces, lengths, styles
from reportkit.write.remembered_text import StandIns, arrays, glyphs, hyphens, lines

__all__ = ["remembering"]

KINDS = (styles, faces, lengths, lines, glyphs, hyphens, arrays)
"""Each gives functions of WeasyPrint, and those that stand in for them."""


@contextmanager
def remembering() -> Iterator[None]:
    """Have what is laid out and drawn meanwhile be kept; not for two threads at once."""
    ours = {theirs: own for kind in KINDS for theirs, own in kind().items()}
    _exchange(ours)
    try:
        yield
    finally:
        _exchange({own: theirs for theirs, own in ours.items()})


def _exchange(functions: StandIns) -> None:
    """Put functions in place of others, wherever WeasyPrint has them under their names."""
    from weasyprint.css import ComputedStyle, StyleFor
    from weasyprint.text.ffi import ffi
    from weasyprint.text.line_break import Layout, pyphen

    classes = (Layout, ComputedStyle, StyleFor, pyphen.HyphDict, type(ffi))
    modules = [module for name, module in sys.modules.items() if name.startswith("weasyprint.")]
    for theirs, ours in functions.items():
        for place in (*classes, *modules):
            if vars(place).get(theirs.__name__) is theirs:
                setattr(place, theirs.__name__, ours)
