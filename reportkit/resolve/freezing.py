"""Freeze a resolved briefing for its edition: what only an editor needs goes, places move."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import Any, TypeVar

from reportkit.diagnostics import Span
from reportkit.model import Briefing, Passage, Section

__all__ = ["freeze"]

T = TypeVar("T")


def freeze(briefing: Briefing, source: str) -> Briefing:
    """Give `briefing` as an edition holds it, its places below the folder `source`.

    `source` takes the place of the folder that holds the briefing's (`content`, or the
    copy in an earlier edition). Of the sources those stay that the list has.
    """
    printed = {reference.key for reference in briefing.references}
    bare = replace(
        briefing,
        note=briefing.note and _bare(briefing.note),
        sections=tuple(_bare_section(section) for section in briefing.sections),
        sources={k: s for k, s in sorted(briefing.sources.items()) if k in printed},
        diagnostics=(),
        front={},
        texts={},
        silences=(),
        impacts=(),
    )
    return _moved(bare, briefing.folder.rpartition("/")[0], source)


def _bare(passage: Passage) -> Passage:
    return replace(passage, prose=())


def _bare_section(section: Section) -> Section:
    return replace(section, prose=None, passages=tuple(map(_bare, section.passages)))


def _moved(value: T, old: str, new: str) -> T:
    """Give a noun with every `Span` below `old` in it moved to `new`."""
    moved: Any = value
    if isinstance(value, Span):
        if value.path.startswith(f"{old}/"):
            moved = replace(value, path=f"{new}{value.path.removeprefix(old)}")
    elif isinstance(value, tuple):
        moved = tuple(_moved(item, old, new) for item in value)
    elif isinstance(value, dict):
        moved = {key: _moved(item, old, new) for key, item in value.items()}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        moved = replace(value, **{n: _moved(getattr(value, n), old, new) for n in names})
    return moved  # type: ignore[no-any-return]
