"""A plain text in, its blocks with their lines out: what a web page or an archive gives as text.

A blank line ends a paragraph. So does the end of a line, where lines are not broken at one
width; a line that a program broke goes on in the next. Nothing is known here of titles,
headings or lists but what a text shows by a line of signs below, and that a list of
references has begun: there, a line that names somebody and a year begins an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.manuscript import Aside, Block, Doubt, Manuscript, Run, words_of
from reportkit.read.copy.heads import END_NAMES, name_of

__all__ = ["read_plain"]

LABEL = re.compile(
    r"\s*(?:typeset by|for inquiries|by\s+[A-Z]|(?:e-?mail|tel|phone|keywords?|date|abstract)\b)",
    re.IGNORECASE,
)
_STARTS = re.compile(r"\s*(?:[●•▪■□◦‣○◆◇∙·※►▶*+–—-]\s|\(?\d{1,3}[.)]\s|\[\d{1,3}\]\s|[Ⅰ-Ⅻ]\.?\s)")
_UNDERLINE = re.compile(r"\s*([=\-~^\"#*+])\1{2,}\s*$")
_DRAWN = re.compile(r"\S {3,}\S|[|+]-{2,}|[─│┌└├]|-{2,}[|+>]")
_NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_ENTRY = re.compile(
    r"\s*(?:[—–_-]{2,}\.?,?|[^\d“”\"]{2,160}?)\s+"
    r"(?:(?:1[5-9]|20)\d\d[a-z]?\.(?=\s)|\((?:1[5-9]|20)\d\d[a-z]?[,)])"
)
_STOPPED = re.compile(r"(?:[.)>\]]|https?://\S+)\s*$")
_WIDEST = 160
"""Where lines are longer than this, no program has broken them."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """How lines are broken: the width, and whether what they hold is a list of references."""

    width: int
    listed: bool

    def end(self, group: list[str], at: int) -> bool:
        """Say whether a paragraph ends between the lines `at - 1` and `at`."""
        before, line = group[at - 1], group[at]
        if self.width > _WIDEST or LABEL.match(line) or _STARTS.match(line):
            return True
        if self.listed and _ENTRY.match(line) and _STOPPED.search(before):
            return True
        indents = [len(one) - len(one.lstrip()) for one in group]
        if indents[0] == indents[at] == min(indents) < max(indents[1:at], default=0):
            return True  # a hanging indent: the next entry of a list
        first = line.split()[0]
        room = self.width - len(before.rstrip()) - 1
        return room > len(first) + max(8, self.width // 5) and not line.lstrip()[:1].islower()


def read_plain(name: str, content: str) -> Manuscript:
    """Read a text whose line ends are `\\n`."""
    asides, doubts = [], []
    barred = len(_NO_TEXT.findall(content))
    if barred:
        doubts.append(
            Doubt(3, f"{barred} control characters, which no text can hold, were left out.")
        )
        content = _NO_TEXT.sub("", content)
    content = re.sub("[\x0b\x0c\u2028\u2029]", "\n", content)
    lines = content.expandtabs(4).split("\n")
    groups = list(_groups(lines))
    empty = sum(1 for line in lines if line and not line.strip())
    if empty:
        asides.append(Aside(f"{empty} lines of blanks", ""))
    width = _width(groups)
    blocks: list[Block] = []
    listed = False
    for start, group in groups:
        listed = listed or END_NAMES.get(name_of(group[0])) == "references"
        blocks += _blocks(start, group, _Lines(width, listed), asides)
    return Manuscript(
        name,
        "line",
        tuple(blocks),
        tuple(words_of(content)),
        asides=tuple(asides),
        doubts=tuple(doubts),
    )


def _groups(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Give runs of lines without a blank one, each with the number of its first."""
    start, group = 0, list[str]()
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            start = start if group else number
            group.append(line)
        elif group:
            yield start, group
            group = []


def _width(groups: list[tuple[int, list[str]]]) -> int:
    """Give the width at which lines were broken: that of the longest but a few."""
    lengths = sorted(len(line) for _, group in groups if len(group) > 1 for line in group)
    return lengths[int(len(lengths) * 0.95)] if lengths else 0


def _blocks(start: int, group: list[str], lines: _Lines, asides: list[Aside]) -> Iterator[Block]:
    if len(group) > 1 and _UNDERLINE.match(group[1]) and not _UNDERLINE.match(group[0]):
        asides.append(Aside("a line of signs below a heading", group[1].strip(), start + 1))
        yield Block("heading", (Run(_joined(group[:1])),), start, 1 if "=" in group[1] else 2)
        if group[2:]:
            yield from _blocks(start + 2, group[2:], lines, asides)
        return
    if len(group) > 1 and 2 * sum(1 for line in group if _DRAWN.search(line.strip())) >= len(group):
        yield Block("code", (Run("\n".join(_dedented(group))),), start)
        return
    since = 0
    for at in range(1, len(group) + 1):
        if at == len(group) or lines.end(group, at):
            yield Block("paragraph", (Run(_joined(group[since:at])),), start + since)
            since = at


def _dedented(lines: list[str]) -> list[str]:
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    return [line[margin:].rstrip() for line in lines]


def _joined(lines: list[str]) -> str:
    text = ""
    for line in lines:
        part = line.strip()
        joined = text.endswith("-") and text[-2:-1].isalpha() and part[:1].islower()
        text += part if not text or joined else f" {part}"
    return re.sub(r"[ \t]{2,}", " ", text)
