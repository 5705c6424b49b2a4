"""What a person or a machine reads of a run: outcomes in, lines or JSON out.

Findings go to standard error, results to standard output; progress is a bar on
a terminal and says nothing elsewhere but a line when a briefing is done.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from reportkit.diagnostics import Diagnostic, Severity

__all__ = ["as_json", "diagnostic_record", "progress", "relative", "tell"]

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def tell(diagnostics: Iterable[Diagnostic]) -> None:
    """Print findings to standard error, in colour where that is a terminal and NO_COLOR is unset."""
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for diagnostic in diagnostics:
        text = str(diagnostic)
        mark = f"{diagnostic.severity}[{diagnostic.rule}]"
        if colour:
            text = text.replace(mark, click.style(mark, COLOURS[diagnostic.severity], bold=True), 1)
        click.echo(text, err=True, color=colour)


def diagnostic_record(diagnostic: Diagnostic) -> dict[str, Any]:
    """Give a finding as JSON: rule, severity, message, path, line, column, hint."""
    span = diagnostic.span
    return {
        "rule": diagnostic.rule,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "path": span.path if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "hint": diagnostic.hint,
    }


def as_json(value: object) -> str:
    """Give JSON as the command prints it: two spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def relative(path: Path) -> str:
    """Give `path` as seen from the current folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


class _Bar:
    """How far a run has come: `done` of `total` steps, on one line of a terminal."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self.stream, self.total, self.done = stream, total, 0

    def step(self, what: str) -> None:
        width = 24
        filled = width * min(self.done, self.total) // max(self.total, 1)
        self.stream.write(f"\r\x1b[K{'█' * filled}{'░' * (width - filled)}  {what}")
        self.stream.flush()
        self.done += 1

    def clear(self) -> None:
        self.stream.write("\r\x1b[K")
        self.stream.flush()


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[_Bar | None]:
    """Show a bar of `total` steps on a terminal's standard error, and nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(sys.stderr, total)
    try:
        yield bar
    finally:
        bar.clear()
