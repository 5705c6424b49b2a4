"""Have WeasyPrint keep what it would work out again, so that a paper takes a fifth less time.

What is kept depends on nothing else, and the bytes of a paper are the same. A line of
text keeps its setting (Pango's context, face and features), which WeasyPrint lets go of
once it is measured, and makes and shapes anew to draw it. A style keeps its face, its
strut, and the lengths that depend on no other box. Elements, what stands before and after
them, and margins of pages share a style where their declarations are the same. A face
keeps how its glyphs are written into the file. Of a language's thousands of hyphenation
patterns, those are parsed that a word has; a type of C is parsed once, whatever the length
of an array.
"""

from __future__ import annotations

import pkgutil
import re
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FunctionType
from typing import Any

__all__ = ["remembering"]

# WeasyPrint has no types: these say what is meant.
Box = Any
Element = Any
Line = Any
Stream = Any
Style = Any
StyleFor = Any

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

GLYPH = struct.Struct("Iiii4x")
"""Pango's `PangoGlyphInfo`: the glyph, its width, how far it is moved right and up, its flags."""

ARRAY = re.compile(r"(.+)\[(\d+)\]")

SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)
"""What a box has of its style, and of the box around it where it is a percentage."""


@contextmanager
def remembering() -> Iterator[None]:
    """Have what is laid out and drawn meanwhile be kept; not for two threads at once."""
    kinds = (_lines, _faces, _styles, _lengths, _glyphs, _hyphens, _arrays)
    ours = {theirs: stand_in for kind in kinds for theirs, stand_in in kind().items()}
    _exchange(ours)
    try:
        yield
    finally:
        _exchange({stand_in: theirs for theirs, stand_in in ours.items()})


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


def _lines() -> StandIns:
    """Let a line's setting stay from its measuring to its drawing."""
    from weasyprint.text.ffi import pango
    from weasyprint.text.line_break import Layout

    theirs = Layout.set_text

    def set_text(line: Line, text: str, justify: bool = False) -> None:
        """Let what is one paragraph be drawn as it was shaped.

        To draw a line, WeasyPrint sets this mode, and Pango shapes anew when it changes.
        """
        theirs(line, text, justify)
        single = not PARAGRAPH_END.search(text)
        pango.pango_layout_set_single_paragraph_mode(line.layout, single)

    def deactivate(line: Line) -> None:
        """Let go of nothing."""

    def reactivate(line: Line, style: Style) -> None:
        """Shape again only what is justified."""
        if line.justification_spacing:
            pango.pango_layout_set_width(line.layout, -1)
            line.set_text(line.text, justify=True)

    return {
        theirs: set_text,
        Layout.deactivate: deactivate,
        Layout.reactivate: reactivate,
    }


def _faces() -> StandIns:
    """Let a style keep its face, and the height of a line in it."""
    from weasyprint.text.fonts import get_font_description
    from weasyprint.text.line_break import strut

    return {function: _kept(function) for function in (get_font_description, strut)}


def _kept(function: FunctionType) -> Callable[[Style], Any]:
    """Call a function of a style once, and keep what it gives."""
    name = function.__name__

    def kept(style: Style) -> Any:  # noqa: ANN401
        known = _first(style).__dict__
        if name not in known:
            known[name] = function(style)
        return known[name]

    kept.__name__ = name
    return kept


@dataclass(slots=True)
class _Kin:
    """Elements of equal declarations, under parents that are kin: the first of their styles.

    An element's anchor is its own, and takes no part: it is computed when the style is made.
    `nameless` is a style without one.
    """

    declarations: dict[str, Any]
    first: Style
    nameless: Style = None


def _first(style: Style) -> Style:
    """Give the style that computes for this one."""
    return style.__dict__.get("first", style)


def _styles() -> StandIns:
    """Let elements of equal declarations have their values from the first of them.

    WeasyPrint does so where nothing has an anchor, which every passage has, and neither for
    pseudo-elements nor for pages.
    """
    from weasyprint.css import ComputedStyle
    from weasyprint.css import StyleFor as Theirs

    theirs = Theirs.set_computed_styles
    compute = ComputedStyle.__missing__

    def set_computed_styles(
        styles: StyleFor,
        element: Element,
        parent: Element,
        root: Element = None,
        pseudo_type: str | None = None,
        base_url: str | None = None,
        target_collector: Any = None,  # noqa: ANN401
    ) -> None:
        """Take a style from the kin, or make one that computes nothing."""
        computed = styles.get_computed_styles()
        declarations = dict(styles.get_cascaded_styles().get((element, pseudo_type), {}))
        named = declarations.pop("anchor", None)
        above = None if parent is None else _first(computed[parent, None])
        families = styles.__dict__.setdefault("families", {})
        family = families.setdefault((id(above), pseudo_type), [])
        kin = next((kin for kin in family if kin.declarations == declarations), None)
        named = named or pseudo_type == "note-call"  # it gets an anchor when a page is laid out
        if kin and kin.nameless is not None and not named:
            computed[element, pseudo_type] = kin.nameless
            return
        theirs(styles, element, parent, root, pseudo_type, base_url, target_collector)
        style = computed[element, pseudo_type]
        if kin is None:
            kin = _Kin(declarations, style)
            family.append(kin)
        else:
            style.first = kin.first
            style.specified = kin.first.specified
            style.anonymous_style = kin.first.anonymous_style
        if not named:
            kin.nameless = style

    def __missing__(style: Style, key: str) -> Any:  # noqa: ANN401, N807
        """Compute a value, or have the first of the kin compute it."""
        first = style.__dict__.get("first")
        if first is None:
            return compute(style, key)
        value = style[key] = first[key]
        return value

    return {theirs: set_computed_styles, compute: __missing__}


def _lengths() -> StandIns:
    """Let a style keep the lengths that it gives to every box."""
    from weasyprint.layout.percent import resolve_percentages as theirs

    def resolve_percentages(box: Box, containing_block: Any) -> None:  # noqa: ANN401
        """Give a box its lengths, at once where none of them is a percentage."""
        known = _first(box.style).__dict__
        if "lengths" not in known:
            known["lengths"] = _fixed(box.style)
        if known["lengths"] is None:
            theirs(box, containing_block)
        else:
            box.__dict__.update(known["lengths"])

    return {theirs: resolve_percentages}


def _fixed(style: Style) -> dict[str, Any] | None:
    """Give the lengths that a style sets whatever is around it; None where it is not so."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    lengths = {f"border_{side}_width": style[f"border_{side}_width"] for side in SIDES}
    for name in LENGTHS:
        value = style[name]
        if value == "auto":
            lengths[name] = 0 if name.startswith("min_") else value
        elif getattr(value, "unit", None) == "px":
            lengths[name] = value.value
        else:
            return None
    return lengths


def _glyphs() -> StandIns:
    """Let a face keep how each of its glyphs is written, with the room behind it."""
    from weasyprint.draw.text import draw_first_line as theirs

    def draw_first_line(
        stream: Stream,
        box: Box,
        text_overflow: str,
        block_ellipsis: Any,  # noqa: ANN401
        matrix: Any,  # noqa: ANN401
    ) -> list[Any]:
        """Write a line at once where its glyphs are outlines that have been written before."""
        whole = text_overflow == "clip" and block_ellipsis == "none" and box.text.strip()
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


def _hyphens() -> StandIns:
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


def _arrays() -> StandIns:
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
