"""Every passage of a briefing, changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportkit.model import Briefing, Passage

__all__ = ["change_passages"]


def change_passages(briefing: Briefing, change: Callable[[Passage], Passage]) -> Briefing:
    """Give the briefing with `change` done to each passage, in reading order."""
    note = change(briefing.note) if briefing.note else None
    sections = tuple(
        replace(section, passages=tuple(change(passage) for passage in section.passages))
        for section in briefing.sections
    )
    return replace(briefing, note=note, sections=sections)
