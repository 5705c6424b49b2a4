"""Hold the fields that a chart draws against its data: a specification in, slips out.

Vega-Lite draws nothing for a field that the data do not have, and says nothing.
What transforms make by themselves cannot all be known: after `pivot`, `flatten` or
`lookup`, and for paths into a value (`a.b`), no field is questioned.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.read.strict_yaml import Mapping, Node, Scalar, Sequence
from reportkit.read.texts import Findings, nearest

__all__ = ["check_fields", "check_keys"]

UNFORESEEN = frozenset(("pivot", "flatten", "lookup", "density", "regression", "loess", "quantile"))
_VIEW = frozenset(
    "$schema align autosize background bounds center columns concat config data datasets "
    "description encoding facet hconcat height href layer mark name padding params projection "
    "repeat resolve spacing spec title transform url usermeta vconcat view width".split()
)
"""The keys of a view in Vega-Lite 5, of whichever kind; what fetches is refused elsewhere."""

_CHANNELS = frozenset(
    "angle color column description detail facet fill fillOpacity href key latitude latitude2 "
    "longitude longitude2 opacity order radius radius2 row shape size stroke strokeDash "
    "strokeOpacity strokeWidth text theta theta2 tooltip url x x2 xError xError2 xOffset "
    "y y2 yError yError2 yOffset".split()
)
"""The channels of an encoding in Vega-Lite 5."""

_VIEWS = ("layer", "concat", "hconcat", "vconcat", "spec")
FOLDED = frozenset(("key", "value"))


def check_keys(node: Node, own: set[str], findings: Findings) -> None:
    """Report keys of views and encodings that Vega-Lite does not know: it would pass over them.

    `own` are the keys that a chart's block has besides; views within it have none.
    """
    if not isinstance(node, Mapping):
        return
    _known(node, _VIEW | own, findings)
    encoding = node.get("encoding")
    if isinstance(encoding, Mapping):
        _known(encoding, _CHANNELS, findings)
    for name in _VIEWS:
        inner = node.get(name)
        for view in inner.items if isinstance(inner, Sequence) else (inner,):
            if view is not None:
                check_keys(view, set(), findings)


def _known(node: Mapping, known: frozenset[str], findings: Findings) -> None:
    for entry in node.entries:
        name = entry.key.value
        if name not in known:
            hint = nearest(name, known) or "See Vega-Lite's reference for what a chart may say."
            message = f"Vega-Lite does not know “{name}” here."
            findings.error("unknown-key", message, entry.key.span, hint)


def check_fields(node: Mapping, columns: set[str], findings: Findings) -> None:
    """Report each `field` that is neither a column nor made by a transform's `as`."""
    entries = list(_entries(node))
    keys = {key.value for key, _ in entries}
    if keys & UNFORESEEN:
        return
    made = {scalar.value for key, value in entries if key.value == "as" for scalar in _names(value)}
    known = columns | made | (FOLDED if "fold" in keys else set())
    for key, value in entries:
        if key.value != "field" or not isinstance(value, Scalar) or _is_path(value.value):
            continue
        if value.value not in known:
            message = f"The chart's data have no column “{value.value}”."
            hint = nearest(value.value, known) or f"There are: {', '.join(sorted(known))}."
            findings.error("unknown-field", message, value.span, hint)


def _entries(node: Node) -> Iterator[tuple[Scalar, Node]]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key, entry.value
            if entry.key.value != "data":
                yield from _entries(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _entries(item)


def _names(node: Node) -> Iterator[Scalar]:
    items = node.items if isinstance(node, Sequence) else (node,)
    yield from (item for item in items if isinstance(item, Scalar))


def _is_path(name: str) -> bool:
    return any(sign in name for sign in ".[\\")
