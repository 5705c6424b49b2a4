"""The text of a section file in, its blocks with their places out.

Blocks are cut where Python-Markdown would cut them, so that converting block by
block gives what converting the whole gives; a list, a quotation or a run of
definitions therefore goes on over blank lines for as long as it would there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportkit.diagnostics import Text
from reportkit.read.texts import Findings

__all__ = ["FENCE", "Block", "split"]

FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<run>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)$")

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_COMMENT = re.compile(r" {0,3}<!--")
_QUOTE = re.compile(r" {0,3}>")
_CALLOUT = re.compile(r"!!!(?:[ \t]|\w|$)")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\n]+\]:")
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\[\]\n@]+\]:[ \t]*\S")
_BULLET = re.compile(r" {0,3}[-*+][ \t]+\S?")
_NUMBER = re.compile(r" {0,3}\d+\.[ \t]+\S?")
_DEFINITION = re.compile(r" {0,3}:[ \t]{1,3}\S")
_DELIMITERS = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)")
_CAPTION = re.compile(r" {0,3}Table:[ \t]*")
_BREAKS = (_HEADING, FENCE, _QUOTE, _RULE, _COMMENT, _CALLOUT, _FOOTNOTE, _REFERENCE)
_LIST_BREAKS = (_HEADING, _CALLOUT, _FOOTNOTE, _REFERENCE)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of whole lines: `text.content[start:end]`, without the last line's end."""

    kind: str
    start: int
    end: int


def split(text: Text, findings: Findings) -> list[Block]:
    """Split a text into blocks; what is never closed is an error and goes on to the end."""
    return _Splitter(text, findings).blocks()


class _Splitter:
    def __init__(self, text: Text, findings: Findings) -> None:
        self.text = text
        self.findings = findings
        self.lines = text.content.split("\n")
        self.offsets = [0]
        for line in self.lines:
            self.offsets.append(self.offsets[-1] + len(line) + 1)

    def blocks(self) -> list[Block]:
        blocks: list[Block] = []
        at = self.front_matter()
        while at < len(self.lines):
            if not self.lines[at].strip():
                at += 1
                continue
            kind, after = self.block(at)
            while not self.lines[after - 1].strip():
                after -= 1
            blocks.append(Block(kind, self.offsets[at], self.offsets[after] - 1))
            at = after
        return blocks

    def front_matter(self) -> int:
        if self.lines[0].rstrip() != "---":
            return 0
        self.findings.error(
            "front-matter",
            "A section has no metadata of its own.",
            self.text.span(0),
            "Put them in briefing.yaml.",
        )
        ends = (n for n, line in enumerate(self.lines[1:], 1) if line.rstrip() in ("---", "..."))
        return next(ends, 0) + 1

    def block(self, at: int) -> tuple[str, int]:
        """Give the kind of the block that begins in line `at`, and the line after it."""
        line, following = self.lines[at], self.line(at + 1)
        if _INDENTED.match(line):
            return "code", self.indented(at)
        if _COMMENT.match(line):
            return "comment", self.comment(at)
        if FENCE.match(line):
            return "fence", self.fence(at)
        if _HEADING.match(line):
            return "heading", at + 1
        if _UNDERLINE.match(following) and not _special(line):
            return "setext", at + 2
        if _RULE.match(line):
            return "rule", at + 1
        if _CALLOUT.match(line):
            return "callout", self.indented(at + 1)
        if _FOOTNOTE.match(line):
            return "footnote", self.footnote(at)
        if _REFERENCE.match(line):
            return "reference", at + 1
        for pattern in (_BULLET, _NUMBER):
            if pattern.match(line):
                return "list", self.list(at, pattern)
        if _QUOTE.match(line):
            return "quotation", self.quotation(at)
        if "|" in line and "|" in following and _DELIMITERS.match(following):
            return "table", self.table(at)
        return self.paragraph(at)

    def line(self, at: int) -> str:
        return self.lines[at] if at < len(self.lines) else ""

    def skip(self, at: int) -> int:
        """Give the next line that is not blank."""
        while at < len(self.lines) and not self.lines[at].strip():
            at += 1
        return at

    def run(self, at: int, breaks: tuple[re.Pattern[str], ...]) -> int:
        """Give the line after a run without blank lines."""
        at += 1
        while self.line(at).strip() and not any(p.match(self.lines[at]) for p in breaks):
            at += 1
        return at

    def indented(self, at: int) -> int:
        while (following := self.skip(at)) < len(self.lines):
            if not _INDENTED.match(self.lines[following]):
                break
            at = following + 1
        return at

    def comment(self, at: int) -> int:
        for number in range(at, len(self.lines)):
            before, closing, after = self.lines[number].partition("-->")
            if closing and after.strip():
                span = self.text.span(self.offsets[number] + len(before) + 3)
                message = "Text after a comment must begin a new line."
                self.findings.error("raw-html", message, span)
            if closing:
                return number + 1
        span = self.text.span(self.offsets[at])
        self.findings.error("unclosed-comment", "This comment is never closed.", span, "Add “-->”.")
        return len(self.lines)

    def fence(self, at: int) -> int:
        opening = FENCE.match(self.lines[at])
        run = opening["run"] if opening else ""
        for number in range(at + 1, len(self.lines)):
            line = self.lines[number].strip()
            if line.startswith(run) and not line.strip(run[0]):
                return number + 1
        span = self.text.span(self.offsets[at])
        message = "This fenced block is never closed."
        self.findings.error("unclosed-fence", message, span, f"Add a line “{run}” after it.")
        return len(self.lines)

    def footnote(self, at: int) -> int:
        at = self.run(at, (_FOOTNOTE, _HEADING, FENCE))
        while (following := self.skip(at)) < len(self.lines):
            if following == at or not _INDENTED.match(self.lines[following]):
                break
            at = self.run(following, (_FOOTNOTE, _HEADING))
        return at

    def list(self, at: int, marker: re.Pattern[str]) -> int:
        fence = ""
        while at < len(self.lines):
            line = self.lines[at]
            opening = FENCE.match(line)
            if fence:
                fence = "" if line.strip().startswith(fence) else fence
            elif opening and opening["indent"]:
                fence = opening["run"]
            elif opening or any(pattern.match(line) for pattern in _LIST_BREAKS):
                break
            following = self.skip(at + 1)
            if following > at + 1 and not self.goes_on(following, marker):
                return at + 1
            at = following
        return min(at, len(self.lines))

    def goes_on(self, at: int, marker: re.Pattern[str]) -> bool:
        line = self.line(at)
        return bool(_INDENTED.match(line) or (marker.match(line) and not _RULE.match(line)))

    def quotation(self, at: int) -> int:
        while True:
            at = self.run(at, (_HEADING, FENCE, _COMMENT, _CALLOUT, _FOOTNOTE, _REFERENCE))
            following = self.skip(at)
            if not _QUOTE.match(self.line(following)):
                return at
            at = following

    def table(self, at: int) -> int:
        return self.run(at, (_CAPTION, *_BREAKS))

    def paragraph(self, at: int) -> tuple[str, int]:
        after = self.run(at, _BREAKS)
        if _CAPTION.match(self.lines[at]):
            return "caption", after
        if self.defines(at, after):
            return "definitions", self.definitions(after)
        return "paragraph", after

    def defines(self, at: int, after: int) -> bool:
        """Say whether lines `at` to `after`, or the next ones, hold a definition."""
        inside = any(_DEFINITION.match(line) for line in self.lines[at:after])
        return inside or bool(_DEFINITION.match(self.line(self.skip(after))))

    def definitions(self, at: int) -> int:
        while (following := self.skip(at)) < len(self.lines):
            line = self.lines[following]
            after = self.run(following, _BREAKS)
            if any(pattern.match(line) for pattern in (*_BREAKS, _BULLET, _NUMBER, _CAPTION)):
                break
            if not _INDENTED.match(line) and not self.defines(following, after):
                break
            at = after
        return at


def _special(line: str) -> bool:
    """Say whether a line cannot be a heading, though the next one underlines it."""
    others = (*_BREAKS, _BULLET, _NUMBER, _INDENTED)
    return "|" in line or any(pattern.match(line) for pattern in others)
