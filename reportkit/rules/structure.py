"""Rules about the parts of a briefing."""

from __future__ import annotations

from reportkit.rules.rule import WARNING, Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule("placeholder", WARNING, "No word of `reportkit new` is left; an edition has none."),
    Rule("missing-editors-note", WARNING, "A briefing has an editor's note."),
    Rule("missing-keywords", WARNING, "A briefing has keywords."),
    Rule("too-many-keywords", WARNING, "Keywords are few enough to be of use."),
    Rule("long-abstract", WARNING, "An abstract has no more than 150 words."),
    Rule("long-editors-note", WARNING, "An editor's note has no more than 130 words."),
    Rule("unreferenced-figure", WARNING, "The text refers to every figure and chart."),
    Rule("unreferenced-table", WARNING, "The text refers to every table."),
    Rule("poor-alt", WARNING, "An alternative text says what is seen."),
    Rule("unused-file", WARNING, "Everything in a briefing's folder is used."),
)
