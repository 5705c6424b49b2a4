"""A block's Markdown in, the same with every mark of ours replaced by a placeholder out.

Python-Markdown keeps no places, so what must be named with its line and column
(citations, cross-references, footnote calls, code, tags) is found here in the
source, stashed, and put back into the tree by `tree.py`. Within code it is put
back as it was written. Placeholders are control characters, which no text holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reportkit.diagnostics import Span, Text
from reportkit.model import Citation, CitationItem
from reportkit.read.blocks import FENCE
from reportkit.read.citations import KEY, is_reference, items, locate
from reportkit.read.texts import Findings

__all__ = ["INLINE_TAGS", "PLACEHOLDER", "Mark", "Stash"]

Value: TypeAlias = Any
"""What is known of a mark, by its kind: see `tree.Filler.piece`."""

PLACEHOLDER = re.compile("\x0e([0-9]+)\x0f")

MAX_OPEN_TAGS = 20

INLINE_TAGS = frozenset(
    ["em", "strong", "sub", "sup", "abbr", "br", "span", "q", "kbd", "code", "mark", "small"]
)
"""What an author may write as HTML; everything else Markdown or a mark of ours says."""

_TOKEN = re.compile(
    rf"""
    (?=[\\`<\]{{\[@-])(?:  # most characters begin nothing: one look tells
    (?P<escape>\\[^\w\s])
  | (?P<code>`+)
  | (?P<comment><!--)
  | (?P<autolink><(?:[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]*|[^\s<>@/"']+@[^\s<>@]+\.[^\s<>@]+)>)
  | (?P<tag></?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]*)?/?>|<[!?][A-Za-z][^<>]*>)
  | (?P<target>\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)
  | (?P<attributes>\{{[:\#.\w][^{{}}\n]*\}})
  | (?P<footnote>\[\^[^\]\s^]+\])
  | (?P<bracket>\[(?=[^\[\]]*@))
  | (?P<narrative>(?<![\w/.@:\#&=?%+-])-?@{KEY})
    )
    """,
    re.VERBOSE,
)
_NO_LINK = r"(?!\(|\[(?!\^|-?@))"
"""What follows a bracket is neither an address nor its name; a note or a citation may follow."""
_BRACKETED = re.compile(rf"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+)\]{_NO_LINK}", re.DOTALL)
_LOCATOR = re.compile(rf" ?\[(?!\^)([^\[\]@\n]+)\]{_NO_LINK}")
_CITED = re.compile(rf"(?<![\w@/])-?@(?:{KEY}|(?=[\s;,\]]|$))")
_UNITS = {
    "paragraph": re.compile(r"\n[ \t]*\n"),
    "list": re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+\.)[ \t])"),
    "definitions": re.compile(r"\n[ \t]*\n|\n(?= {0,3}:[ \t])"),
    "quotation": re.compile(r"\n[ \t>]*\n"),
    "table": re.compile(r"\n"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found in the source: its kind, its words, its place, and what is known of it."""

    kind: str
    source: str
    span: Span
    value: Value = None


@dataclass(slots=True)
class Stash:
    """The marks of a file, by the number of their placeholder."""

    findings: Findings
    marks: list[Mark] = field(default_factory=list)
    lines: dict[int, list[Mark]] = field(default_factory=dict)

    def put(self, mark: Mark) -> str:
        """Keep a mark; give its placeholder."""
        self.marks.append(mark)
        self.lines.setdefault(mark.span.line, []).append(mark)
        return f"\x0e{len(self.marks) - 1}\x0f"

    def restore(self, value: str) -> str:
        """Put marks back as they were written."""
        return PLACEHOLDER.sub(lambda match: self.marks[int(match[1])].source, value)

    def scan(self, text: Text, start: int, end: int, kind: str = "paragraph") -> str:
        """Give `text.content[start:end]` with placeholders for marks."""
        return "".join(
            self._fence(text, first, last)
            if fenced
            else _Scan(self, text, first, last, _UNITS.get(kind, _UNITS["paragraph"])).scanned()
            for first, last, fenced in _parts(text.content, start, end)
        )

    def _fence(self, text: Text, start: int, end: int) -> str:
        lines = text.content[start:end].rstrip("\n").split("\n")
        opening = FENCE.match(lines[0])
        assert opening is not None
        run, indent = opening["run"], opening["indent"]
        span = text.span(start + len(indent))
        closed = len(lines) > 1 and lines[-1].strip().startswith(run)
        if not closed:
            message = "This fenced block is never closed."
            self.findings.error("unclosed-fence", message, span, f"Add a line “{run}” after it.")
        body = lines[1:-1] if closed else lines[1:]
        code = "\n".join(line.removeprefix(indent) for line in body)
        mark = Mark("fence", "\n".join(lines), span, (opening["info"].strip(), code))
        return f"\n{indent}{self.put(mark)}\n\n"


def _parts(content: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Tell fenced blocks within a list or callout from the text round them."""
    source = content[start:end]
    if "```" not in source and "~~~" not in source:
        return [(start, end, False)]
    parts: list[tuple[int, int, bool]] = []
    at, since, run = start, start, ""
    for line in source.splitlines(keepends=True):
        whole_line = at == 0 or content[at - 1] == "\n"
        opening = FENCE.match(line.rstrip("\n")) if whole_line else None
        after = at + len(line)
        if run and line.strip().startswith(run) and not line.strip().strip(run[0]):
            parts.append((since, after, True))
            since, run = after, ""
        elif opening and not run:
            parts.append((since, at, False))
            since, run = at, opening["run"]
        at = after
    return [*parts, (since, end, bool(run))]


class _Scan:
    """One pass over a stretch of source."""

    def __init__(
        self, stash: Stash, text: Text, start: int, end: int, units: re.Pattern[str]
    ) -> None:
        self.stash, self.text, self.start, self.end = stash, text, start, end
        self.source = text.content[start:end]
        self.units = [match.start() for match in units.finditer(self.source)] + [len(self.source)]
        self.open: list[tuple[str, int, Span]] = []
        self.unknown: set[str] = set()
        self.runs: dict[int, list[int]] = {}
        for match in re.finditer("`+", self.source):
            self.runs.setdefault(len(match[0]), []).append(match.start())

    def scanned(self) -> str:
        pieces: list[str] = []
        at = unit = 0
        while match := _TOKEN.search(self.source, at):
            while match.start() >= self.units[unit] and unit < len(self.units) - 1:
                unit += 1
                self.close_all()
            pieces.append(self.source[at : match.start()])
            piece, at = getattr(self, str(match.lastgroup))(match, self.units[unit])
            pieces.append(piece)
        pieces.append(self.source[at:])
        self.close_all()
        return "".join(pieces)

    def span(self, offset: int) -> Span:
        return self.text.span(self.start + offset)

    def put(self, kind: str, first: int, last: int, value: Value = None) -> tuple[str, int]:
        mark = Mark(kind, self.source[first:last], self.span(first), value)
        return self.stash.put(mark), last

    def keep(self, match: re.Match[str], _unit: int) -> tuple[str, int]:
        return match[0], match.end()

    escape = target = attributes = keep

    def code(self, match: re.Match[str], unit: int) -> tuple[str, int]:
        size, after = len(match[0]), match.end()
        # An escaped “`” shortens the run after it.
        runs = self.runs.get(size, [])
        while runs and runs[0] < after:
            runs.pop(0)
        if not runs or runs[0] >= unit:
            rule = "unclosed-fence" if size > 2 else "unclosed-code"
            message = f"This “{match[0][:3]}” is never closed."
            hint = f"Add “{match[0][:3]}”, or write “\\`” for the character itself."
            self.stash.findings.error(rule, message, self.span(match.start()), hint)
            return self.put("text", match.start(), after, match[0])
        code = re.sub(r"\s*\n[\s>]*", " ", self.source[after : runs[0]])
        code = code[1:-1] if code[:1] == code[-1:] == " " and code.strip() else code
        return self.put("code", match.start(), runs[0] + size, code)

    def comment(self, match: re.Match[str], _unit: int) -> tuple[str, int]:
        end = self.source.find("-->", match.end())
        if end < 0:
            place, message = self.span(match.start()), "This comment is never closed."
            self.stash.findings.error("unclosed-comment", message, place, "Add “-->”.")
            return self.put("text", match.start(), match.end(), match[0])
        return self.put("text", match.start(), end + 3, "")

    def autolink(self, match: re.Match[str], _unit: int) -> tuple[str, int]:
        address = match[0][1:-1]
        href = address if re.match("[A-Za-z][A-Za-z0-9+.-]*:", address) else f"mailto:{address}"
        return self.put("link", *match.span(), (href, address.removeprefix("mailto:")))

    def tag(self, match: re.Match[str], _unit: int) -> tuple[str, int]:
        parts = re.fullmatch(r"<(/?)([A-Za-z]+)\s*(.*?)\s*/?>", match[0], re.DOTALL)
        name = parts[2].lower() if parts else match[0].strip("</>").split()[0]
        if not parts or name not in INLINE_TAGS:
            return self.refused(match, name, f"HTML <{name}> is not used in a briefing.")
        if name == "br":
            return self.put("br", *match.span())
        if not parts[1]:
            pattern = r'\s*(lang|title)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')'
            if re.sub(pattern, "", parts[3]).strip():
                message = f"This attribute of <{name}> is not used in a briefing."
                return self.refused(match, name, message)
            if len(self.open) >= MAX_OPEN_TAGS:
                return self.refused(match, name, "Too many tags are open here.")
            values = {m[1]: m[2] or m[3] or "" for m in re.finditer(pattern, parts[3])}
            self.open.append((name, len(self.stash.marks), self.span(match.start())))
            return self.put("open", *match.span(), (name, values))
        if self.open and self.open[-1][0] == name:
            return self.put("close", *match.span(), self.open.pop()[1])
        return self.refused(match, name, f"Nothing is open that </{name}> could close.")

    def refused(self, match: re.Match[str], name: str, message: str) -> tuple[str, int]:
        """Report a tag, but not the end tag of one that is reported."""
        if not (match[0].startswith("</") and name in self.unknown):
            hint = "Use Markdown; for the character itself write “\\<”."
            self.stash.findings.error("raw-html", message, self.span(match.start()), hint)
        self.unknown.add(name)
        return self.put("text", *match.span(), match[0])

    def close_all(self) -> None:
        for name, _number, span in self.open:
            self.stash.findings.error(
                "raw-html", f"<{name}> is never closed.", span, f"Add </{name}>."
            )
        self.open.clear()

    def footnote(self, match: re.Match[str], _unit: int) -> tuple[str, int]:
        return self.put("footnote", *match.span(), match[0][2:-1])

    def bracket(self, match: re.Match[str], unit: int) -> tuple[str, int]:
        whole = _BRACKETED.match(self.source, match.start(), unit)
        place = self.span(match.start())
        if not whole:
            inside = re.compile(r"[^\[\]]*").match(self.source, match.end(), unit)
            after = self.source[inside.end() : inside.end() + 1] if inside else ""
            if after != "]" and inside and _CITED.search(inside[0]):
                message = "This citation is never closed."
                self.stash.findings.error("citation-syntax", message, place, "Add “]”.")
            return match[0], match.end()
        if not _CITED.search(whole[1]):
            return match[0], match.end()
        single = re.fullmatch(rf"\s*@({KEY})\s*", whole[1])
        if single and is_reference(single[1]):
            return self.put("reference", *whole.span(), single[1])
        first = self.start + match.end()
        found = items(self.text, first, first + len(whole[1]), self.stash.findings)
        if not found:
            return self.put("text", *whole.span(), whole[0])
        return self.put("citation", *whole.span(), Citation(found))

    def narrative(self, match: re.Match[str], unit: int) -> tuple[str, int]:
        minus, _at, key = match[0].partition("@")
        key = key.strip("{}")
        if is_reference(key) and not minus:
            return self.put("reference", *match.span(), key)
        locator = label = None
        suffix, end = "", match.end()
        following = _LOCATOR.match(self.source, end, unit)
        if following:
            locator, label, suffix = locate(following[1])
            end = following.end()
        item = CitationItem(
            key, self.span(match.start() + len(minus)), "", suffix, locator, label, bool(minus)
        )
        return self.put("citation", match.start(), end, Citation((item,), narrative=not minus))
