"""An SVG as Vega writes it in, one that may stand in a page among others out.

Only shapes, text and gradients pass. Every id is prefixed with the figure's, so
that two charts of a page do not take each other's clips. Vega's words for
assistive software go: a drawing with `role="img"` is one thing, with one name.
So do its families: only the theme's faces are sure to be there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from reportkit.xhtml import append

__all__ = ["clean", "describe"]

ELEMENTS = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"}
    | {"tspan", "defs", "clipPath", "linearGradient", "radialGradient", "stop"}
)
ATTRIBUTES = frozenset(
    {"id", "d", "x", "y", "x1", "y1", "x2", "y2", "r", "rx", "ry", "cx", "cy", "fx", "fy"}
    | {"dx", "dy", "width", "height", "viewBox", "points", "transform", "gradientUnits", "offset"}
    | {"fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"}
    | {"stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity"}
    | {"stop-color", "stop-opacity", "clip-path", "font-size", "font-style", "font-weight"}
    | {"font-variant", "text-anchor"}
)
_LONG = re.compile(r"-?\d+\.\d{3,}(?![\d.e])")
_OWN = re.compile(r"url\(#([\w.:-]+)\)")


def clean(svg: ET.Element, prefix: str) -> ET.Element:
    """Give a copy of `svg` with what is allowed, its ids “prefix-1”, “prefix-2” …"""
    # Vega counts its ids on from chart to chart, and a briefing may be the tenth of a run.
    ids = [element.get("id") for element in svg.iter() if element.get("id")]
    return _copy(svg, {name: f"{prefix}-{n}" for n, name in enumerate(dict.fromkeys(ids), 1)})


def _copy(svg: ET.Element, ids: Mapping[str | None, str]) -> ET.Element:
    attributes = {
        name: _tidied(name, value, ids)
        for name, value in svg.attrib.items()
        if name in ATTRIBUTES and _harmless(value)
    }
    copy = ET.Element(svg.tag, _without_groups_of_opacity(svg.tag, attributes))
    copy.text = svg.text
    for child in svg:
        if not _shown(child):
            continue
        kept = _copy(child, ids)
        if kept.tag != "g":
            append(copy, kept, child.tail or "")
        elif kept.attrib and len(kept):
            append(copy, kept)
        else:
            append(copy, *list(kept))
    return copy


def _shown(element: ET.Element) -> bool:
    """Leave out what nobody sees: labels hidden for want of room, frames without a line."""
    if element.tag not in ELEMENTS or element.get("display") == "none":
        return False
    if element.get("opacity") == "0":
        return False
    return element.tag != "path" or _drawn(element)


def _harmless(value: str) -> bool:
    return "url(" not in value or _OWN.fullmatch(value.strip()) is not None


def _tidied(name: str, value: str, ids: Mapping[str | None, str]) -> str:
    if name == "id":
        return ids[value]
    owned = _OWN.sub(lambda found: f"url(#{ids.get(found[1], found[1])})", value)
    return _LONG.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), owned)


def _drawn(path: ET.Element) -> bool:
    painted = any(
        path.get(name, "none") not in ("none", "transparent") for name in ("fill", "stroke")
    )
    return painted and bool(path.get("d"))


def _without_groups_of_opacity(tag: str, attributes: dict[str, str]) -> dict[str, str]:
    """Put opacity into the colours of a shape: as such it makes a group, which PDF/A-1 bars."""
    opacity = attributes.get("opacity")
    if opacity is None or tag in ("g", "svg"):
        return attributes
    rest = {name: value for name, value in attributes.items() if name != "opacity"}
    if float(opacity) < 1:
        for name in ("fill-opacity", "stroke-opacity"):
            rest[name] = f"{float(opacity) * float(rest.get(name, 1)):g}"
    return rest


def describe(svg: ET.Element, name: str, title: str, description: str, family: str) -> ET.Element:
    """Give `svg` as an image with a name and a description, its words all in `family`."""
    size = {key: svg.get(key, "") for key in ("width", "height", "viewBox")}
    shell = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            **size,
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-desc",
            "font-family": family,
        },
    )
    append(
        shell,
        append(ET.Element("title", {"id": f"{name}-title"}), title),
        append(ET.Element("desc", {"id": f"{name}-desc"}), description),
    )
    return append(shell, *list(svg))
