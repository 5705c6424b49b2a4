"""What WeasyPrint would work out again of a text: lines, glyphs, hyphens, and types of C.

A line of text keeps its setting (Pango's context, face and features), which WeasyPrint
lets go of once it is measured, and makes and shapes anew to draw it. A face keeps how its
glyphs are written into the file. Of a language's thousands of hyphenation patterns, those
are parsed that a word has; a type of C is parsed once, whatever the length of an array.
"""

from __future__ import annotations

import pkgutil
import re
import struct
from collections.abc import Mapping
from typing import Any

__all__ = ["StandIns", "arrays", "glyphs", "hyphens", "lines"]

# WeasyPrint has no types: these say what is meant.
Box = Any
Line = Any
Stream = Any
Style = Any

StandIns = Mapping[Any, Any]
"""Functions, and those that stand in for them."""

PARAGRAPH_END = re.compile("[\n\r\u2029]")

POINTS = re.compile(r"(\d?)(\D?)")
"""In a hyphenation pattern: how much a point is worth (odd: a word breaks here), and a letter."""

ENCODINGS = {b"microsoft-cp1251": "cp1251"}
"""What files of patterns call an encoding, and Python does not."""

NOT_PATTERNS = re.compile(
    r"^\s*(?:[%#]|(?:COMPOUND)?(?:LEFT|RIGHT)HYPHENMIN).*|^\D+$", re.MULTILINE
)
"""Lines that say something else, or of nothing but letters."""

SIZED, SEEN = 14802, 1e-6
"""The Pango that tells sizes right, 1.48.2; the size in px from which WeasyPrint draws text."""

GLYPH = struct.Struct("Iiii4x")
"""Pango's `PangoGlyphInfo`: the glyph, its width, how far it is moved right and up, its flags."""

ARRAY = re.compile(r"(.+)\[(\d+)\]")


def lines() -> StandIns:
    """Let a line's setting stay from its measuring to its drawing."""
    from weasyprint.text.ffi import pango
    from weasyprint.text.line_break import Layout

    theirs, let_go, take_up = Layout.set_text, Layout.deactivate, Layout.reactivate

    def set_text(line: Line, text: str, justify: bool = False) -> None:
        """Let what is one paragraph be drawn as it was shaped.

        To draw a line, WeasyPrint sets this mode, and Pango shapes anew when it changes.
        """
        theirs(line, text, justify)
        single = not PARAGRAPH_END.search(text)
        pango.pango_layout_set_single_paragraph_mode(line.layout, single)

    def deactivate(line: Line) -> None:
        """Let go of what has room of its own between letters, words or syllables.

        Where a text was set in place of a longer one, that room is still where it was.
        """
        style = line.style
        spaced = style["letter_spacing"] != "normal" or style["word_spacing"]
        if spaced or style["overflow_wrap"] != "normal":
            let_go(line)

    def reactivate(line: Line, style: Style) -> None:
        """Shape again only what is justified, or was let go."""
        if not hasattr(line, "layout"):
            take_up(line, style)
        elif line.justification_spacing:
            pango.pango_layout_set_width(line.layout, -1)
            line.set_text(line.text, justify=True)

    return {theirs: set_text, let_go: deactivate, take_up: reactivate}


def glyphs() -> StandIns:
    """Let a face keep how each of its glyphs is written, with the room behind it."""
    from weasyprint.draw.text import draw_first_line as theirs
    from weasyprint.text.ffi import pango

    # Older ones tell the sizes of faces wrongly.
    sized = pango.pango_version() >= SIZED

    def draw_first_line(
        stream: Stream,
        box: Box,
        text_overflow: str,
        block_ellipsis: Any,  # noqa: ANN401
        matrix: Any,  # noqa: ANN401
    ) -> list[Any]:
        """Write a line at once where its glyphs are outlines that have been written before."""
        whole = text_overflow == "clip" and block_ellipsis == "none" and box.text.strip()
        whole = whole and sized and box.style["font_size"] >= SEEN
        shown = _shown(stream, box.pango_layout) if whole else None
        if shown is None:
            return theirs(stream, box, text_overflow, block_ellipsis, matrix)  # type: ignore[no-any-return]
        stream.set_text_matrix(*matrix.values)
        for font, size, pieces in shown:
            stream.set_font_size(font.hash, size)
            stream.show_text("".join(pieces))
        return []

    return {theirs: draw_first_line}


def _shown(stream: Stream, line: Line) -> list[tuple[Any, float, list[str]]] | None:
    """Give what shows a line: fonts, sizes and glyphs; None where a glyph is new, or no outline."""
    from weasyprint.text.ffi import ffi

    shown: list[tuple[Any, float, list[str]]] = []
    run, face = line.get_first_line()[0].runs[0], None
    while run != ffi.NULL:
        glyphs, item, run = run.data.glyphs, run.data.item, run.next
        if item.analysis.font != face:
            face = item.analysis.font
            font, size = stream.add_font(face)
            if font.bitmap or font.png or font.svg or font.colr:
                return None
            known = font.__dict__.setdefault("glyphs", {}).setdefault(size, {})
            shown.append((font, size, []))
        written = ["<"]
        data = ffi.buffer(glyphs.glyphs, GLYPH.size * glyphs.num_glyphs)
        for glyph, width, right, up in GLYPH.iter_unpack(data):
            if right or up:
                return None
            piece = known.get((glyph, width))
            if piece is None:
                if glyph not in font.widths or glyph not in font.to_unicode:
                    return None
                piece = known[glyph, width] = _piece(font, size, glyph, width)
            written.append(piece)
        # A string is opened behind the room of a run's last glyph, and holds nothing.
        text = "".join(written)
        shown[-1][2].append(text[:-1] if text.endswith("<") else f"{text}>")
    return shown


def _piece(font: Any, size: float, glyph: int, width: int) -> str:  # noqa: ANN401
    """Write a glyph in a string of a PDF, and leave it where its width is not the font's."""
    from weasyprint.text.ffi import FROM_UNITS

    room = font.widths[glyph] - width * 1000 * FROM_UNITS / size
    return f"{glyph:04x}>{int(room)}<" if room else f"{glyph:04x}"


class _Patterns(dict[str, Any]):
    """Letters, and the pattern that has them, as it is written until it is first asked for."""

    def get(self, letters: str, default: Any = None) -> Any:  # noqa: ANN401
        """Give where the first odd or even number of a pattern stands, and the numbers."""
        found = super().get(letters, default)
        if isinstance(found, str):
            values = [int(digit or 0) for digit, _ in POINTS.findall(found)]
            start = next(place for place, value in enumerate(values) if value)
            while not values[-1]:
                values.pop()
            found = self[letters] = (start, tuple(values[start:]))
        return found


def hyphens() -> StandIns:
    """Let a hyphenation pattern be parsed when a word has its letters."""
    from weasyprint.text.line_break import pyphen

    theirs = pyphen.HyphDict.__init__

    def __init__(dictionary: Any, path: Any) -> None:  # noqa: ANN401, N807
        """Take what has neither escapes nor changes of spelling, as most languages have none."""
        data = pkgutil.get_data("pyphen", f"dictionaries/{path.name}") or b""
        encoding, _, text = data.partition(b"\n")
        written = text.decode(ENCODINGS.get(encoding.lower(), encoding.decode()))
        patterns = NOT_PATTERNS.sub("", written.replace("0", "")).split()
        together = " ".join(patterns)
        if "^^" in together or "=" in together:
            theirs(dictionary, path)
            return
        letters = together.encode().translate(None, b"123456789").decode().split(" ")
        dictionary.patterns = _Patterns(zip(letters, patterns, strict=True))
        dictionary.maxlen = max(map(len, letters))
        dictionary.cache = {}

    return {theirs: __init__}


def arrays() -> StandIns:
    """Let arrays of every length be of one type: C's grammar is slow, in Python."""
    from weasyprint.text.ffi import ffi as typesetters

    theirs = type(typesetters).new

    plain: set[Any] = set()

    def new(ffi: Any, cdecl: Any, init: Any = None) -> Any:  # noqa: ANN401
        """Make an array of what fills it, or of so many zeros."""
        if cdecl in plain:
            return theirs(ffi, cdecl, init)
        sized = ARRAY.fullmatch(cdecl) if isinstance(cdecl, str) else None
        if sized is None:
            plain.add(cdecl)
        elif init is None:
            return theirs(ffi, f"{sized[1]}[]", int(sized[2]))
        elif isinstance(init, list | tuple) and len(init) == int(sized[2]):
            return theirs(ffi, f"{sized[1]}[]", init)
        return theirs(ffi, cdecl, init)

    return {theirs: new}
