"""Rules about the editions of a briefing, and the issuing of one."""

from __future__ import annotations

from reportkit.rules.rule import ERROR, WARNING, Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule("edition-number", ERROR, "A folder of editions holds editions alone."),
    Rule("edition-damaged", ERROR, "An edition's files are those that were issued."),
    Rule("edition-format", ERROR, "An edition is of a form that this reportkit knows."),
    Rule("edition-order", ERROR, "Editions follow one another in number and in time."),
    Rule("edition-drift", ERROR, "An edition's page says what its PDF says."),
    Rule("unknown-edition", ERROR, "An edition that is named is there."),
    Rule("issuing-already", ERROR, "One person at a time issues a briefing."),
    Rule("wrong-kind", ERROR, "The kind of an edition fits those before it."),
    Rule("incomplete-issue", ERROR, "An edition says all that its kind owes the reader."),
    Rule("unprintable-words", ERROR, "What an edition says of itself can be printed."),
    Rule("nothing-changed", ERROR, "A new edition has another text than the one before it."),
    Rule("retracted-in-edition", WARNING, "The latest edition rests on no retracted source."),
)
