"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass

from reportkit.diagnostics import Severity

__all__ = ["ERROR", "WARNING", "Rule"]

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's stable id, how grave its findings are, and what it is there for in a sentence.

    `mends` says that `reportkit check --fix` can mend at least some of what it finds.
    """

    id: str
    severity: Severity
    words: str
    mends: bool = False
