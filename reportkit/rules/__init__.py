"""Every rule that reportkit holds a briefing to: its id, its severity, what it is there for.

A module for each family; `RULES` is all of them. Ids are for ever: editors silence
rules by them, and machines read them. `finding` is how a rule speaks.
"""

from __future__ import annotations

from reportkit.diagnostics import Diagnostic, Edit, Span
from reportkit.rules import (
    building,
    characters,
    citations,
    editions,
    importing,
    ledger,
    reading,
    structure,
    wording,
)
from reportkit.rules.rule import Rule

__all__ = ["FAMILIES", "RULES", "Rule", "finding"]

FAMILIES = {
    "The ledger of sources": ledger.RULES,
    "Citations and what they rest on": citations.RULES,
    "Words": wording.RULES,
    "Characters": characters.RULES,
    "Structure": structure.RULES,
    "Editions": editions.RULES,
    "Importing": importing.RULES,
    "Reading": reading.RULES,
    "Projects, themes, output": building.RULES,
}
"""The rules by family, in the order in which they are listed."""

RULES = {rule.id: rule for family in FAMILIES.values() for rule in family}


def finding(
    rule: str,
    message: str,
    span: Span | None,
    hint: str | None = None,
    *,
    extent: int = 1,
    edits: tuple[Edit, ...] = (),
) -> Diagnostic:
    """Make a finding of the rule `rule`, with that rule's severity; KeyError for an unknown one."""
    return Diagnostic(rule, RULES[rule].severity, message, span, hint, extent, edits)
