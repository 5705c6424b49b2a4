"""What is wrong, where, and what to do about it.

Bad content is a value: it travels in the briefing as `Diagnostic`s.
`ReportkitError` is for what cannot go on, and is caught in `cli.py` alone.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = ["Diagnostic", "ExitCode", "ReportkitError", "Severity", "Span"]


class Severity(enum.StrEnum):
    """How grave a finding is: errors stop a build, warnings do so under `--strict`."""

    ERROR = "error"
    WARNING = "warning"


class ExitCode(enum.IntEnum):
    """What a command's exit code says, for every command."""

    GOOD = 0
    CONTENT = 1
    USAGE = 2
    SYSTEM = 3
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text of the project.

    `path` is relative to the project's root, with `/`; `line` and `column`
    count from 1, columns in characters.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a stable rule id, a sentence, a place, and what to do next."""

    rule: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else ""
        head = f"{place}{self.severity}[{self.rule}]: {self.message}"
        return f"{head}\n  hint: {self.hint}" if self.hint else head


class ReportkitError(Exception):
    """Cannot go on: carries at least one diagnostic, and the exit code of the command."""

    def __init__(self, *diagnostics: Diagnostic, code: ExitCode = ExitCode.CONTENT) -> None:
        super().__init__("\n".join(str(diagnostic) for diagnostic in diagnostics))
        self.diagnostics = diagnostics
        self.code = code
