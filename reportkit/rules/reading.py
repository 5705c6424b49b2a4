"""Rules that reading, resolving and writing hold a briefing to."""

from __future__ import annotations

from reportkit.rules.rule import ERROR, WARNING, Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule("unknown-rule", ERROR, "Only a rule that there is can be silenced."),
    Rule("silence-without-passage", ERROR, "A silence stands right before what it is for."),
    Rule("unused-silence", WARNING, "A silence that keeps nothing quiet is to be deleted."),
)
