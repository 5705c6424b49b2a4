"""What a person or a machine reads of a run: outcomes in, lines or JSON out.

Findings go to standard error, results to standard output; progress is a bar on
a terminal and says nothing elsewhere but a line when a briefing is done.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from reportkit.diagnostics import Diagnostic, Severity
from reportkit.model import Outcome

__all__ = [
    "Bar",
    "as_json",
    "coloured",
    "diagnostic_record",
    "progress",
    "relative",
    "report",
    "say",
    "summarise",
    "table",
    "tell",
    "visible",
    "width",
]

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def tell(diagnostics: Iterable[Diagnostic]) -> None:
    """Print findings to standard error; in colour on a terminal, unless NO_COLOR is set."""
    for diagnostic in diagnostics:
        say(coloured(diagnostic), error=True)


def say(text: str, *, error: bool = False) -> None:
    """Print a text; its colours only on a terminal, and not where NO_COLOR is set."""
    stream = sys.stderr if error else sys.stdout
    click.echo(text, err=error, color=stream.isatty() and "NO_COLOR" not in os.environ)


def coloured(diagnostic: Diagnostic) -> str:
    """Give a finding as it is printed, its severity and rule in colour."""
    mark = f"{diagnostic.severity}[{diagnostic.rule}]"
    style = click.style(mark, COLOURS[diagnostic.severity], bold=True)
    return str(diagnostic).replace(mark, style, 1)


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


def report(outcome: Outcome, *, quiet: bool = False, done: str = "built") -> None:
    """Print what is wrong with a briefing, and (unless `quiet`) what became of it.

    `done` is what should have been done with it.
    """
    tell(outcome.diagnostics)
    if not quiet:
        click.echo("\n".join(_lines(outcome, done)))


def summarise(outcomes: Sequence[Outcome], seconds: float, *, style: str, quiet: bool) -> None:
    """Print the last line of a run, or as `style` “json” the whole of it."""
    good = sum(outcome.good for outcome in outcomes)
    if style == "json":
        records = [_record(outcome) for outcome in outcomes]
        click.echo(as_json({"briefings": records, "seconds": seconds}))
    elif not quiet:
        click.echo(f"{good} of {len(outcomes)} built in {seconds:.1f} s.")


def _lines(outcome: Outcome, done: str) -> Iterator[str]:
    if not outcome.good:
        yield f"{outcome.key}: not {done}; what was there before is unchanged."
        return
    yield f"{outcome.key}: {outcome.seconds:.1f} s"
    for artifact in outcome.artifacts:
        if artifact.path.endswith((".html", ".pdf")):
            size = len(artifact.data) / 1000
            yield f"  {relative(outcome.folder / artifact.path)}  ({size:.0f} kB)"
    if outcome.words:
        yield f"  {outcome.words:,} words, the same in page and PDF"


def _record(outcome: Outcome) -> dict[str, Any]:
    return {
        "key": outcome.key,
        "built": outcome.good,
        "folder": relative(outcome.folder),
        "artifacts": [
            {"path": a.path, "media_type": a.media_type, "bytes": len(a.data)}
            for a in outcome.artifacts
        ],
        "words": outcome.words,
        "seconds": outcome.seconds,
        "diagnostics": [diagnostic_record(d) for d in outcome.diagnostics],
    }


def visible(character: str) -> str:
    """Give what a terminal shows for a character: a dot for what nobody sees."""
    if character == "\t":
        return " "
    return character if _columns(character) or unicodedata.combining(character) else "\u00b7"


def width(text: str) -> int:
    """Count the columns that a text takes: two for a wide character, none for an accent."""
    return sum(_columns(visible(character)) for character in text)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Set rows in columns as wide as their widest cell; the first row is the head."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell + " " * (widths[n] - width(cell)) for n, cell in enumerate(row)).rstrip()
        for row in rows
    )


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Bar:
    """How far a run has come: `done` of `total` steps, on one line of a terminal."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self.total, self.done, self.shown = total, 0, shown

    def step(self, key: str, what: str) -> None:
        """Show that the step `what` of the briefing `key` has begun."""
        width = 24
        filled = width * min(self.done, self.total) // max(self.total, 1)
        self._write(f"\r\x1b[K{'█' * filled}{'░' * (width - filled)}  {key}: {what}")
        self.done += 1

    def clear(self) -> None:
        """Give the line back to what is printed next."""
        self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        if self.shown:
            sys.stderr.write(text)
            sys.stderr.flush()


@contextmanager
def progress(total: int, *, shown: bool) -> Iterator[Bar]:
    """Give a bar of `total` steps; it is seen only where standard error is a terminal."""
    bar = Bar(total, shown=shown and sys.stderr.isatty())
    try:
        yield bar
    finally:
        bar.clear()
