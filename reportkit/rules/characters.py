"""Rules about characters, spaces and signs."""

from __future__ import annotations

from reportkit.rules.rule import WARNING, Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule("mixed-script", WARNING, "A word is of one script: no letter only looks right.", True),
    Rule("look-alike-word", WARNING, "A word in other letters does not pass for a Latin one."),
    Rule("invisible-character", WARNING, "Nothing in a text is invisible.", True),
    Rule("bidi-control", WARNING, "Nothing turns the direction of a text unseen.", True),
    Rule("blank-paragraph", WARNING, "No paragraph is made of no-break spaces.", True),
    Rule("typed-numeral", WARNING, "Numerals are letters, and a heading's are the theme's.", True),
    Rule("typed-bullet", WARNING, "A list is written as a list, not with typed bullets.", True),
    Rule("compatibility-character", WARNING, "Ligatures, ringed and wide letters are plain.", True),
    Rule("not-composed", WARNING, "Letters and their accents are one character each.", True),
    Rule("double-space", WARNING, "One space stands between words.", True),
    Rule("space-before-sign", WARNING, "No space stands before a comma or a full stop.", True),
    Rule("space-after-sign", WARNING, "A space stands after a comma or a full stop.", True),
    Rule("unpaired-quotes", WARNING, "Every quotation that is opened is closed."),
    Rule("unpaired-brackets", WARNING, "Every bracket that is opened is closed."),
)
