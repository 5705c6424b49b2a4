"""Bytes of a file in, a text with places out.

Line ends become `\\n` and a byte-order mark is dropped, so offsets are those of
`Text.content`; `Text.span` turns one into the line and column of the file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from reportkit.diagnostics import Diagnostic, ReportkitError, Severity, Silence, Span, Text
from reportkit.files import Files

__all__ = ["Findings", "control_characters", "nearest", "nearest_name", "read_text"]

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_BOMS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


class Findings(list[Diagnostic]):
    """The diagnostics of one reading, in the order in which they are met.

    `texts` are the files that were read, by path; `silences` the rules that an
    editor wants to hear nothing of.
    """

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, Text] = {}
        self.silences: list[Silence] = []

    def error(self, rule: str, message: str, span: Span | None, hint: str | None = None) -> None:
        """Add an error."""
        self.append(Diagnostic(rule, Severity.ERROR, message, span, hint))

    def warning(self, rule: str, message: str, span: Span | None, hint: str | None = None) -> None:
        """Add a warning."""
        self.append(Diagnostic(rule, Severity.WARNING, message, span, hint))

    def ordered(self) -> tuple[Diagnostic, ...]:
        """Give them in the order of files and lines, each of them once."""
        first = Span("")
        return tuple(sorted(dict.fromkeys(self), key=lambda finding: finding.span or first))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Give a hint that names the nearest of `known`, or None where none is near."""
    found = nearest_name(name, known)
    return f"Did you mean “{found}”?" if found else None


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Give the nearest of `known`, or None where none is near."""
    return next(iter(difflib.get_close_matches(name, list(known), 1, 0.6)), None)


def control_characters(text: Text, findings: Findings) -> str:
    """Give the content without characters that no text may hold; each line's first is an error."""
    seen: set[int] = set()
    for match in _CONTROL.finditer(text.content):
        span = text.span(match.start())
        if span.line not in seen:
            seen.add(span.line)
            findings.error(
                "control-character",
                f"The character U+{ord(match[0]):04X} cannot stand in a text.",
                span,
                "Delete it: most editors can show hidden characters.",
            )
    return _CONTROL.sub("\ufffd", text.content) if seen else text.content


def read_text(files: Files, path: str, findings: Findings) -> Text | None:
    """Read a UTF-8 text; None where there is none to read, which is then an error."""
    try:
        data = files.read(path)
    except ReportkitError as error:
        findings.extend(error.diagnostics)
        return None
    content = _decode(data, path, findings)
    if content is None:
        return None
    content = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = Text(path, control_characters(Text(path, content), findings))
    findings.texts[path] = text
    return text


def _decode(data: bytes, path: str, findings: Findings) -> str | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            message = f"This file is {name}, not UTF-8."
            findings.error("encoding", message, Span(path), "Save it as UTF-8.")
            return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        findings.error(
            "encoding",
            f"The byte 0x{data[error.start]:02X} is not UTF-8.",
            Text(path, good.removeprefix("\ufeff")).span(len(good.removeprefix("\ufeff"))),
            "Save the file as UTF-8.",
        )
        return None
