"""Rules about the parts of a briefing."""

from __future__ import annotations

from reportkit.rules.rule import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = ()
