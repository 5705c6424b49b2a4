"""Rules about citations and the facts they bear out."""

from __future__ import annotations

from reportkit.rules.rule import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = ()
