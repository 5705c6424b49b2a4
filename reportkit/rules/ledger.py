"""Rules about entries of the ledger."""

from __future__ import annotations

from reportkit.rules.rule import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = ()
