"""Hold the fields that a chart draws against its data: a specification in, slips out.

Vega-Lite draws nothing for a field that the data do not have, and says nothing.
What transforms make by themselves cannot all be known: after `pivot`, `flatten` or
`lookup`, and for paths into a value (`a.b`), no field is questioned.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.read.strict_yaml import Mapping, Node, Scalar, Sequence
from reportkit.read.texts import Findings, nearest

__all__ = ["check_fields"]

UNFORESEEN = frozenset(("pivot", "flatten", "lookup", "density", "regression", "loess", "quantile"))
FOLDED = frozenset(("key", "value"))


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
