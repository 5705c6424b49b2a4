"""Words and runs in, Markdown within a line out that reads back as the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportkit.manuscript import Run

__all__ = [
    "bracketed",
    "emphasised",
    "escaped",
    "line_start",
    "merged_runs",
    "plain",
    "printable",
    "slug",
    "stands_apart",
]

_SPECIAL = re.compile(
    r"[\\`*<]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|\{(?=[:#.\w]|$)|!(?=\[|$)"
    r"|(?<![\w/.@:#&=?%+-])-?@(?=[\w{])|\[(?=[^\[\]]*@)|\[(?=\^)|\[(?=[^\[\]]*\][(\[:])|(?<=\])[(\[]"
    r"|\[(?![^\[\]]*\])"
)
_ESCAPES = {"&": "&amp;", "-@": "-\\@"}
_FIRST = re.compile(r"(?:#{1,6}(?=\s|$)|>|[-+](?=\s)|:(?=\s)|~{3}|!!!|\|)|(?:[-=+]{3,}\s*$)")
_COUNTED = re.compile(r"(\d+)([.)])(?=\s|$)")
_TAGS = ("strong", "em", "sub", "sup")
_BARRED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ue000\ue001]"
)


def printable(text: str) -> str:
    """Give a text without what no text may hold."""
    return _BARRED.sub("", text)


def plain(text: str) -> str:
    """Give a text in one line, without what no text may hold."""
    return re.sub(r"[ \t\n\r]+", " ", _BARRED.sub("", text))


def escaped(text: str) -> str:
    """Give a text so that Markdown and the marks of ours see nothing in it but words."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), text)


def slug(text: str, most: int = 40) -> str:
    """Make a name of words: small letters of any script and digits, with “-” between."""
    whole = re.sub(r"[\W_]+", "-", text.lower()).strip("-")
    cut = whole[: most + 1].rpartition("-")[0] if len(whole) > most else whole
    return (cut or whole[:most]).strip("-")


def bracketed(text: str) -> str:
    """Escape the brackets of a text that is to stand in brackets; what is escaped stays so."""
    return re.sub(r"\\.|[\[\]]", lambda m: m[0] if m[0][0] == "\\" else f"\\{m[0]}", text)


def line_start(line: str) -> str:
    """Escape what begins a line and would make a heading, a list or a quotation of it."""
    if match := _COUNTED.match(line):
        return f"{match[1]}\\{line[match.end(1) :]}"
    if line.startswith("Table:"):
        return line.replace(":", "\\:", 1)
    return f"\\{line}" if _FIRST.match(line) else line


def stands_apart(core: str, before: str, ahead: str, *, last: bool) -> bool:
    """Say whether stars round a run would be read as emphasis, whatever stands beside it."""
    opened = not before or before[-1].isspace() or before[-1] in "(“‘"
    closed = last or ahead[:1].isspace() or (ahead[:1] != "" and ahead[:1] in ".,;:?!)”’")
    return opened and closed and core[0].isalnum() and core[-1].isalnum()


def emphasised(text: str, styles: frozenset[str], *, apart: bool) -> str:
    """Set emphasis: with stars where that is safe, else with tags."""
    for tag in _TAGS:
        sign = {"strong": "**", "em": "*"}.get(tag) if apart else None
        if tag in styles:
            text = f"{sign}{text}{sign}" if sign else f"<{tag}>{text}</{tag}>"
    return text


def merged_runs(runs: Iterable[Run]) -> list[Run]:
    """Join neighbours that are set alike."""
    answer: list[Run] = []
    for run in runs:
        last = answer[-1] if answer else None
        plain_text = not (run.note or run.cited or run.picture)
        if (
            last
            and plain_text
            and not (last.note or last.cited or last.picture)
            and (last.styles, last.href) == (run.styles, run.href)
        ):
            answer[-1] = Run(last.text + run.text, run.styles, run.href)
        else:
            answer.append(run)
    return answer
