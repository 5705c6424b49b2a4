"""Rules about citations and the facts they bear out."""

from __future__ import annotations

from reportkit.rules.rule import WARNING, Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule("typed-citation", WARNING, "A citation is a key, not a name and a year.", mends=True),
    Rule("given-name-citation", WARNING, "A citation names an author by family name.", mends=True),
    Rule("typed-ibid", WARNING, "“Ibid.” is derived and never typed.", mends=True),
    Rule("uncited-source", WARNING, "A source of the briefing's own is cited somewhere."),
    Rule("source-older-than-fact", WARNING, "No source bears out what happened after it."),
    Rule("retracted-source", WARNING, "Nothing rests on a source that was retracted."),
    Rule("corrected-source", WARNING, "What rests on a corrected source is looked at again."),
    Rule("dead-source", WARNING, "A source that is gone has an archived copy."),
    Rule("undated-source", WARNING, "A publication says when it was issued."),
)
