"""A YAML text in, a tree of nodes with places out; types are left to the schema.

A scalar stays the characters that were written: `no` and `1.10` are not read as
a truth value and a number. Anchors, aliases, tags, merge keys and a second
document are refused: nobody needs them here, and they are how bombs are built.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from reportkit.diagnostics import Span, Text
from reportkit.read.texts import Findings, control_characters

__all__ = ["MAX_DEPTH", "Entry", "Mapping", "Node", "Scalar", "Sequence", "parse_yaml"]

Event: TypeAlias = Any
"""PyYAML's events and marks, which have no types."""

MAX_DEPTH = 40
"""How deep a mapping or a list may be nested."""

_NESTED = f"This is nested deeper than {MAX_DEPTH} levels."
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UNCLOSED = ("A quotation mark is never closed.", "Close it on its line.")
_ENDS_EARLY = "This quotation ends before the end of its line."
_WITHIN = {
    "'": "Write an apostrophe twice within single quotation marks, or use double ones.",
    '"': 'Write “\\"” for a quotation mark within double ones, or use single ones.',
}
_SENTENCES = (
    ("cannot start any token", "This character cannot begin a value.", "Put the value in quotes."),
    ("\\t", "A tab stands where YAML wants spaces.", "Indent with spaces."),
    ("mapping values", "A second “: ” stands in one line.", "Put the value in quotes."),
    ("could not find expected ':'", "A key without “:” stands here.", "Write “key: value”."),
    ("escape", "This is not an escape that YAML knows.", "Use single quotes for a plain “\\”."),
    ("unexpected end of stream", *_UNCLOSED),
    ("',' or ']'", "This list is never closed.", "Add “]”."),
    ("',' or '}'", "This mapping is never closed.", "Add “}”."),
    ("node content", "A value is missing here.", "Close what is open, or write the value."),
    ("expected key", "This line does not fit the indentation above it.", None),
    ("'-' indicator", "This line does not fit the list above it.", "Indent it like the others."),
    ("expected <block end>", "This line does not fit the indentation above it.", None),
    ("alphabetic or numeric", "This character cannot begin a value.", "Put the value in quotes."),
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as written; `text` has its place where it is plain or a literal block."""

    value: str
    span: Span
    plain: bool
    text: Text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping; of a key that is written twice the first stays."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, name: str) -> Node | None:
        """Give the value of the key `name`."""
        return next((entry.value for entry in self.entries if entry.key.value == name), None)


Node = Scalar | Sequence | Mapping


class _RefusedError(Exception):
    """Reading this text stops here: the finding is made."""


def parse_yaml(text: Text, findings: Findings) -> Node | None:
    """Parse one document; None where it is empty or cannot be read, which is then an error."""
    try:
        return _Composer(text, findings).document()
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        # What is never closed is told where it opens.
        open_ended = "end of stream" in str(error.problem) and error.context_mark
        mark = open_ended or error.problem_mark or error.context_mark
        if not (mark and _blames_a_quotation(text, findings, str(error.problem), mark)):
            _report(text, findings, str(error.problem or error.context), mark)
    except yaml.YAMLError as error:
        findings.error("yaml", f"This is not YAML: {error}.", text.span(0))
    return None


def _blames_a_quotation(text: Text, findings: Findings, problem: str, mark: Event) -> bool:
    """Report the quotation that ends just before `mark`, where that is what is wrong."""
    quoted = _quoted_before(text, mark)
    if quoted is None or "end of stream" in problem:
        return False
    start, end, failing = (_offset(text, m) for m in (quoted.start_mark, quoted.end_mark, mark))
    if _swallows_lines(text.content, start, end):
        message, hint = _UNCLOSED
        findings.error("yaml", message, text.span(start), hint)
        return True
    beside = end == failing or "',' or" not in problem  # ["a" "b"] lacks a comma
    if not beside or text.content[failing : failing + 1] in ("", *"]},:\t\n"):
        return False
    findings.error("yaml", _ENDS_EARLY, text.span(failing), _WITHIN[quoted.style])
    return True


def _quoted_before(text: Text, mark: Event) -> Event | None:
    """Give the quotation that ends before `mark` in its line, with blanks alone between."""
    found, place = None, (mark.line, mark.column)
    try:
        for token in yaml.scan(text.content, Loader=_LOADER):
            if (token.end_mark.line, token.end_mark.column) > place:
                break
            found = token
    except yaml.YAMLError:
        pass
    if not isinstance(found, yaml.ScalarToken) or found.style not in _WITHIN:
        return None
    return found if found.end_mark.line == mark.line else None


def _swallows_lines(content: str, start: int, end: int) -> bool:
    """Say whether a quotation goes on over lines that are not indented below its own."""
    opening = content[content.rfind("\n", 0, start) + 1 : start]
    margin = len(opening) - len(opening.lstrip(" -"))
    later = content[start:end].split("\n")[1:]
    return any(line.strip() and len(line) - len(line.lstrip(" ")) <= margin for line in later)


def _report(text: Text, findings: Findings, problem: str, mark: Event) -> None:
    offset = min(_offset(text, mark), len(text.content)) if mark else 0
    if "nesting depth" in problem:  # libyaml looks ahead, and has a bound of its own
        offset, problem = _too_deep(text.content, offset), _NESTED
    if text.content[offset : offset + 1] == "\t":
        problem = "\\t"
    for part, sentence, hint in _SENTENCES:
        if part in problem:
            findings.error("yaml", sentence, text.span(offset), hint)
            return
    message = problem if problem == _NESTED else f"This is not YAML: {problem}."
    findings.error("yaml", message, text.span(offset))


def _too_deep(content: str, offset: int) -> int:
    """Give the bracket before `offset` that opens one level more than there may be."""
    depth = 0
    for at in range(content.rfind("\n", 0, offset) + 1, offset):
        depth += (content[at] in "[{") - (content[at] in "]}")
        if depth >= MAX_DEPTH:  # the file itself is one level, too
            return at
    return offset


def _offset(text: Text, mark: Event) -> int:
    starts = text.starts
    line = min(int(mark.line), len(starts) - 1)
    return starts[line] + int(mark.column)


class _Composer:
    """Builds nodes from libyaml's events, so that nothing deep or endless is ever built."""

    def __init__(self, text: Text, findings: Findings) -> None:
        self.text = text
        self.findings = findings
        self.events: Iterator[Any] = yaml.parse(text.content, Loader=_LOADER)

    def document(self) -> Node | None:
        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    self.refuse("A second document begins here.", event, "Delete the “---”.")
            elif isinstance(event, yaml.NodeEvent):
                node = self.node(event, 0)
        return node

    def span(self, event: Event) -> Span:
        return self.text.span(min(_offset(self.text, event.start_mark), len(self.text.content)))

    def refuse(self, message: str, event: Event, hint: str | None = None) -> None:
        self.findings.error("yaml", message, self.span(event), hint)
        raise _RefusedError

    def node(self, event: Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self.refuse("Anchors and aliases are not used here.", event, "Write the value out.")
        if event.tag and event.tag != "!":
            self.refuse(f"The tag “{event.tag}” is not used here.", event, "Delete it.")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if depth >= MAX_DEPTH:
            self.refuse(_NESTED, event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.nodes(yaml.SequenceEndEvent, depth)), self.span(event))
        return self.mapping(event, depth)

    def nodes(self, end: type[Any], depth: int) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield self.node(event, depth + 1)

    def mapping(self, start: Event, depth: int) -> Mapping:
        span = self.span(start)
        first: dict[str, Entry] = {}
        nodes = self.nodes(yaml.MappingEndEvent, depth)
        for key, value in zip(nodes, nodes, strict=True):
            if not isinstance(key, Scalar):
                self.findings.error("yaml", "A key is a plain word.", key.span)
            elif key.value == "<<" and key.plain:
                self.findings.error("yaml", "Merge keys are not used here.", key.span)
            elif key.value in first:
                message = f"The key “{key.value}” stands here a second time."
                line = first[key.value].key.span.line
                hint = f"It stands first in line {line}."
                self.findings.error("duplicate-key", message, key.span, hint)
            else:
                first[key.value] = Entry(key, value)
        return Mapping(tuple(first.values()), span)

    def scalar(self, event: Event) -> Scalar:
        span = self.span(event)
        value = control_characters(
            Text(span.path, event.value, span.line, span.column), self.findings
        )
        text = Text(span.path, value, *self.place(event, span))
        return Scalar(value, span, event.style is None or event.style == "", text)

    def place(self, event: Event, span: Span) -> tuple[int, int, int]:
        """Say where a value begins: its line, its column, the margin of its later lines."""
        if event.style not in ("|", ">"):
            return span.line, span.column + (event.style in ('"', "'")), 0
        lines = self.text.content.split("\n")[event.start_mark.line + 1 : event.end_mark.line + 1]
        written = itertools.dropwhile(lambda line: not line.strip(), lines)
        margin = len(re.match(" *", next(written, ""))[0])  # type: ignore[index]
        return span.line + 1, self.text.margin + margin + 1, self.text.margin + margin
