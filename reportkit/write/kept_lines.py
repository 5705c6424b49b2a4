"""Draw lines of text as they were laid out.

WeasyPrint lets go of each line's setting (Pango's context, face, features and
attributes) once it is measured, and makes and shapes it anew to draw it. Kept, it
takes some kilobytes a line, and the paper a tenth less time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["lines_kept"]

# WeasyPrint has no types: these say what is meant.
Line = Any
Style = Any

PARAGRAPH_END = re.compile("[\n\r\u2029]")


@contextmanager
def lines_kept() -> Iterator[None]:
    """Have what is laid out and drawn meanwhile keep its lines; not for two threads at once."""
    from weasyprint.text.ffi import pango
    from weasyprint.text.line_break import Layout

    def set_text(line: Line, text: str, justify: bool = False) -> None:
        """Stand in for `Layout.set_text`: what is one paragraph is drawn as it was shaped.

        To draw a line, WeasyPrint sets this mode, and Pango shapes anew when it changes.
        """
        theirs["set_text"](line, text, justify)
        single = not PARAGRAPH_END.search(text)
        pango.pango_layout_set_single_paragraph_mode(line.layout, single)

    def deactivate(line: Line) -> None:
        """Stand in for `Layout.deactivate`: let go of nothing."""

    def reactivate(line: Line, style: Style) -> None:
        """Stand in for `Layout.reactivate`: only what is justified is shaped again."""
        if line.justification_spacing:
            pango.pango_layout_set_width(line.layout, -1)
            line.set_text(line.text, justify=True)

    ours = {"set_text": set_text, "deactivate": deactivate, "reactivate": reactivate}
    theirs = {name: getattr(Layout, name) for name in ours}
    try:
        for name, method in ours.items():
            setattr(Layout, name, method)
        yield
    finally:
        for name, method in theirs.items():
            setattr(Layout, name, method)
