"""A picture's bytes in, what may not be published of it out: each finding with its place.

A picture goes to readers as it is. So it must be what its name says, and an SVG,
which is a document and can be opened as one, may hold nothing that runs, moves
or reaches beyond itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from reportkit.diagnostics import Span
from reportkit.read.texts import Findings

__all__ = ["KINDS", "check_bytes"]

KINDS: Mapping[str, re.Pattern[bytes] | None] = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".svg": None,
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
"""The kinds of pictures by the ends of their names, and how their files begin."""

_BARRED = frozenset(
    {"animate", "animateMotion", "animateTransform", "audio", "discard", "embed", "foreignObject"}
    | {"handler", "iframe", "object", "script", "set", "video"}
)
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|webp|gif);base64,|$)")
_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]*)")
_ESCAPES = re.compile(r"\\|@import|/\*")


def check_bytes(path: str, data: bytes, findings: Findings) -> None:
    """Check that the picture at `path` is of the kind that its name says, and harmless."""
    kind = path[path.rfind(".") :].lower()
    start = KINDS[kind]
    if start is None:
        _Drawing(path, findings).read(data)
    elif not start.match(data):
        message = f"This file is no {kind[1:].upper().replace('JPG', 'JPEG')} picture."
        findings.error("picture-content", message, Span(path), "Export the picture again.")


class _Drawing:
    """One reading of an SVG, which ends at the first thing that may not be in it."""

    def __init__(self, path: str, findings: Findings) -> None:
        self.path, self.findings, self.depth, self.good = path, findings, 0, True
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.words
        parser.ProcessingInstructionHandler = self.instruction
        parser.EntityDeclHandler = self.entity
        self.style = False

    def read(self, data: bytes) -> None:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            if self.good:
                span = Span(self.path, error.lineno, error.offset + 1)
                said = expat.ErrorString(error.code)
                hint = "Export the picture again."
                self.findings.error("broken-svg", f"This is not well-formed: {said}.", span, hint)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if not self.depth and tag != "svg":
            self.refuse(f"A drawing begins with <svg>, not with <{tag}>")
        if tag in _BARRED:
            self.refuse(f"A drawing may not hold <{tag}>")
        for full, value in attributes.items():
            attribute = full.rpartition(" ")[2]
            if attribute.lower().startswith("on"):
                self.refuse(f"A drawing may not hold “{attribute}”, which runs a script")
            if attribute in ("href", "src") and not _INSIDE.match(value):
                self.refuse(f"A drawing may not lead to “{value[:60]}”")
            self.addresses(value, attribute == "style")
        self.depth += 1
        self.style = tag == "style"

    def end(self, name: str) -> None:
        self.depth -= 1
        self.style = False

    def words(self, text: str) -> None:
        if self.style:
            self.addresses(text, styles=True)

    def addresses(self, value: str, styles: bool) -> None:
        for address in _ADDRESS.findall(value):
            if not _INSIDE.match(address):
                self.refuse(f"A drawing may not lead to “{address[:60]}”")
        if styles and (found := _ESCAPES.search(re.sub(r"/\*.*?\*/", " ", value, flags=re.DOTALL))):
            self.refuse(f"A drawing's styles may not hold “{found[0]}”")

    def instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            self.refuse("A drawing may have no style sheet outside itself")

    def entity(self, name: str, *rest: object) -> None:
        self.refuse(f"A drawing may not declare entities such as “{name}”")

    def refuse(self, message: str) -> None:
        if self.good:
            line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
            hint = "Export it as a plain SVG, with its pictures embedded and its text as text."
            span = Span(self.path, line, column)
            self.findings.error("unsafe-svg", f"{message}.", span, hint)
        self.good = False
