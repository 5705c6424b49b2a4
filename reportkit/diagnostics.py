"""What is wrong, where, and what to do about it.

Bad content is a value: it travels in the briefing as `Diagnostic`s.
`ReportkitError` is for what cannot go on, and is caught in `cli.py` alone.
"""

from __future__ import annotations

import bisect
import enum
import re
from dataclasses import dataclass
from functools import cached_property

__all__ = [
    "Diagnostic",
    "Edit",
    "ExitCode",
    "ReportkitError",
    "Severity",
    "Silence",
    "Span",
    "Text",
]


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


@dataclass(frozen=True)
class Text:
    """A text and where its first character stands in a file.

    Lines after the first begin at column `margin + 1`: a block scalar of YAML
    is indented in its file.
    """

    path: str
    content: str
    line: int = 1
    column: int = 1
    margin: int = 0

    @cached_property
    def starts(self) -> list[int]:
        """The offset of the first character of each line."""
        return [0, *(match.end() for match in re.finditer("\n", self.content))]

    def span(self, offset: int) -> Span:
        """Give the place of the character at `offset`."""
        index = bisect.bisect_right(self.starts, offset) - 1
        before = self.margin if index else self.column - 1
        return Span(self.path, self.line + index, offset - self.starts[index] + 1 + before)

    def offset(self, span: Span) -> int | None:
        """Give the offset of the character at `span`; None where that lies outside."""
        index = span.line - self.line
        if span.path != self.path or not 0 <= index < len(self.starts):
            return None
        before = self.margin if index else self.column - 1
        offset = self.starts[index] + span.column - 1 - before
        return offset if self.starts[index] <= offset <= len(self.content) else None


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that mends a finding: `before`, which stands at `span`, becomes `after`."""

    span: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Silence:
    """An editor's word that a rule need not be told: everywhere, in a file, or in some lines.

    `span` is where the silence itself is written. `path` is None where it holds for all
    files of the briefing; `first` and `last` are lines of `path`, or None for all of it.
    """

    rule: str
    span: Span
    reason: str | None = None
    path: str | None = None
    first: int | None = None
    last: int | None = None

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Say whether this keeps `diagnostic` from being told; an error always is."""
        span = diagnostic.span
        if self.rule != diagnostic.rule or diagnostic.severity is Severity.ERROR:
            return False
        if self.path is None:
            return True
        if span is None or span.path != self.path:
            return False
        first = self.first or 1
        return first <= span.line and (self.last is None or span.line <= self.last)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a stable rule id, a sentence, a place, and what to do next.

    `extent` counts the characters from `span` on that are meant (within one line);
    `edits` mend it, all of them together, where a mending is safe.
    """

    rule: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str | None = None
    extent: int = 1
    edits: tuple[Edit, ...] = ()

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
