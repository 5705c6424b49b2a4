"""What WeasyPrint would work out again of styles: their values, faces, struts and lengths.

Elements, what stands before and after them, and margins of pages share a style where
their declarations are the same. A style keeps its face, its strut, and the lengths that
depend on no other box.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from reportkit.write.remembered_text import StandIns

__all__ = ["faces", "lengths", "styles"]

# WeasyPrint has no types: these say what is meant.
Box = Any
Element = Any
Style = Any
StyleFor = Any

SIDES = ("top", "right", "bottom", "left")

LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)
"""What a box has of its style, and of the box around it where it is a percentage."""


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


def styles() -> StandIns:
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


def faces() -> StandIns:
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


def lengths() -> StandIns:
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
