"""An editor's silences, respected: findings in, those that are to be told out."""

from __future__ import annotations

from collections.abc import Iterable

from reportkit.diagnostics import Diagnostic, Silence

__all__ = ["audible"]


def audible(found: Iterable[Diagnostic], silences: tuple[Silence, ...]) -> tuple[Diagnostic, ...]:
    """Leave out what an editor wants to hear nothing of; errors are always told."""
    return tuple(d for d in found if not any(silence.covers(d) for silence in silences))
