"""The metadata of a later copy: what the author changed in it, where no editor did."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["MADE_UP", "Values", "is_made_up", "merged_values", "values_of", "with_values"]

_NAMES = ("title", "subtitle", "authors", "date", "series", "keywords", "abstract", "note",
          "editors-note", "typeset-by", "inquiries")  # fmt: skip

MADE_UP = {"title": "has no title", "date": "has no date", "authors": "names no author",
           "series": "names no series", "abstract": "has no abstract"}  # fmt: skip
"""What an import says of a value that is no word of the copy's, by its name."""


@dataclass(slots=True)
class Values:
    """What to take over, and what both changed: by name, what stands there and what is wanted."""

    taken: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    disputed: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def merged_values(base: bytes, mine: bytes, theirs: bytes, said: set[str]) -> Values:
    """Merge three versions of briefing.yaml; `said` is what was said of made-up values."""
    old, own, new = values_of(base), values_of(mine), values_of(theirs)
    answer = Values()
    for name in _NAMES:
        wanted = new.get(name)
        if wanted in (old.get(name), own.get(name), None) or is_made_up(name, said):
            continue
        heap = answer.taken if own.get(name) == old.get(name) else answer.disputed
        heap[name] = (own.get(name), wanted)
    return answer


def is_made_up(name: str, said: set[str]) -> bool:
    """Say whether a value is no word of the copy's."""
    return name in MADE_UP and any(MADE_UP[name] in message for message in said)


def values_of(data: bytes) -> dict[str, Any]:
    """Read metadata as plain values."""
    from ruamel.yaml import YAML

    return dict(YAML(typ="safe").load(data.decode("utf-8")) or {})


def with_values(data: bytes, values: Mapping[str, Any]) -> bytes:
    """Give metadata with other values; comments, order and quotes stay. None takes one away."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    whole = yaml.load(data.decode("utf-8"))
    for name, value in values.items():
        if value is None:
            whole.pop(name, None)
        else:
            whole[name] = value
    stream = io.StringIO()
    yaml.dump(whole, stream)
    return stream.getvalue().encode()
