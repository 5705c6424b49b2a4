"""Draw lines of text as they were laid out.

WeasyPrint lets go of each line's setting (Pango's context, face, features and
attributes) once it is measured, and makes it anew to draw it. Kept, it takes some
kilobytes a line, and the paper a fifteenth less time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["lines_kept"]

# WeasyPrint has no types: these say what is meant.
Layout = Any
Style = Any


@contextmanager
def lines_kept() -> Iterator[None]:
    """Have what is laid out and drawn meanwhile keep its lines; not for two threads at once."""
    from weasyprint.text.line_break import Layout

    theirs = Layout.deactivate, Layout.reactivate
    Layout.deactivate, Layout.reactivate = _keep, _take_up
    try:
        yield
    finally:
        Layout.deactivate, Layout.reactivate = theirs


def _keep(line: Layout) -> None:
    """Stand in for `Layout.deactivate`: let go of nothing."""


def _take_up(line: Layout, style: Style) -> None:
    """Stand in for `Layout.reactivate`: what was one line stays one, whatever its measure."""
    from weasyprint.text.ffi import pango

    pango.pango_layout_set_width(line.layout, -1)
    if line.justification_spacing:
        line.set_text(line.text, justify=True)
