"""Rules about entries of the ledger."""

from __future__ import annotations

from reportkit.rules.rule import ERROR, WARNING, Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule("source-clash", WARNING, "A briefing's own source hides no other shared one."),
    Rule("archived-copy", ERROR, "An archived copy is there, and is the one that was recorded."),
    Rule("broken-entry", ERROR, "An entry of a bibliography can be read."),
    Rule("unknown-type", WARNING, "A type of source is one that is known."),
    Rule("entry-markup", WARNING, "A title holds words, and no HTML but CSL's few marks."),
    Rule("access-date-missing", WARNING, "An online source says on which day it was read."),
    Rule("access-date-future", WARNING, "Nobody reads a source in the future."),
    Rule("access-date-early", WARNING, "Nobody reads a source before it appears."),
    Rule("issued-future", WARNING, "A source has appeared already."),
    Rule("incomplete-date", WARNING, "A date is as full as the address of the source tells it."),
    Rule("date-differs", WARNING, "A source's date is the one that its address tells."),
    Rule("url-title", WARNING, "The words of an address do not contradict the title."),
    Rule("duplicate-entry", WARNING, "No two sources have the same DOI, or title and year."),
    Rule("duplicate-link", WARNING, "No two sources have the same address."),
    Rule("insecure-link", WARNING, "An address begins with https."),
    Rule("invalid-doi", WARNING, "A DOI has the form of one."),
    Rule("invalid-isbn", WARNING, "The last digit of an ISBN fits the others."),
    Rule("invalid-issn", WARNING, "The last digit of an ISSN fits the others."),
    Rule("dead-link", WARNING, "With --check-links: an address answers."),
    Rule("moved-link", WARNING, "With --check-links: an address is the one that the page has now."),
    Rule("unsure-link", WARNING, "With --check-links: an address could be asked."),
    Rule("private-link", WARNING, "With --check-links: an address is open to every reader."),
)
