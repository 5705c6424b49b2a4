"""Rules about words and their age."""

from __future__ import annotations

from reportkit.rules.rule import ERROR, WARNING, Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule("undated-time", WARNING, "“Recently” and its like have a date beside them."),
    Rule("review-due", WARNING, "What was to be reviewed by today has been reviewed."),
    Rule("future-date", WARNING, "No claim holds for, and no review was on, a day to come."),
    Rule("invalid-period", ERROR, "A period is so many days, weeks, months or years."),
    Rule("review-order", ERROR, "A review is not older than the claims that it confirms."),
    Rule("abbreviation-twice", WARNING, "An abbreviation is expanded once."),
    Rule("abbreviation-late", WARNING, "An abbreviation is expanded where it first stands."),
    Rule("abbreviation-never", WARNING, "An abbreviation that not all know is expanded."),
    Rule("misspelt-name", WARNING, "A name is written as its bearers write it: Wi-Fi."),
    Rule("spelling-varies", WARNING, "A word is spelt one way."),
)
