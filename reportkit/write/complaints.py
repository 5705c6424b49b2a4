"""What WeasyPrint logs, as findings: records of its logger in, diagnostics out.

It tells of missing glyphs, pictures that cannot be decoded and styles that it
does not know in its log alone, and goes on.
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote

from reportkit.diagnostics import Diagnostic, Severity, Span

__all__ = ["HOST", "complaints_of", "error", "local_name"]

HOST = "http://document.invalid/"
"""Where a document lives while it is printed (RFC 2606: this name never resolves)."""


@contextlib.contextmanager
def complaints_of(folder: str) -> Iterator[list[Diagnostic]]:
    """Collect what WeasyPrint logs as a warning or worse; keep it from the terminal."""
    found: list[Diagnostic] = []
    handler = _Collector(lambda message: found.append(_complaint(message, folder)))
    logger = logging.getLogger("weasyprint")
    before = (logger.handlers, logger.level, logger.propagate)
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.WARNING)
    try:
        yield found
    finally:
        logger.handlers, logger.propagate = before[0], before[2]
        logger.setLevel(before[1])


class _Collector(logging.Handler):
    def __init__(self, collect: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self.collect = collect

    def emit(self, record: logging.LogRecord) -> None:
        self.collect(record.getMessage())


def _complaint(message: str, folder: str) -> Diagnostic:
    """Say what WeasyPrint says in the words of a project: pictures by their names."""
    if found := re.match(r"Failed to load image at '(.+?)': (.*)", message, re.DOTALL):
        name = local_name(found[1], folder)
        return error(
            "typesetting", f"The picture “{name}” cannot be decoded.", Span(f"{folder}/{name}")
        )
    if found := re.match(r"\.notdef glyph .*\"(.*)\" \((U\+[0-9A-F]+)\)$", message, re.DOTALL):
        return error(
            "missing-glyph",
            f"No font of the theme has the character “{found[1]}” ({found[2]}).",
            hint="Replace the character, or add a font to the theme.",
        )
    sentence = message.strip().rstrip(".").replace(HOST, "")
    return error("typesetting", f"{sentence}.")


def local_name(url: str, folder: str) -> str:
    """Name an address as the author wrote it: below the briefing's folder."""
    return unquote(url.removeprefix(HOST).removeprefix(f"{quote(folder)}/"))


def error(rule: str, message: str, span: Span | None = None, hint: str | None = None) -> Diagnostic:
    """Make an error of it."""
    return Diagnostic(rule, Severity.ERROR, message, span, hint)
