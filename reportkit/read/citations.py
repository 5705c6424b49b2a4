"""The inside of a citation in, its items with their places out.

`see @watson2020, pp. 4-5, emphasis mine; -@lee2005` is two items. The locator's
label is a CSL term; digits without a label are pages.
"""

from __future__ import annotations

import re

from reportkit.diagnostics import Text
from reportkit.model import CitationItem
from reportkit.read.texts import Findings

__all__ = ["KEY", "is_reference", "items", "locate"]

_PART = r"(?:[^\W가-힣]|(?<![A-Za-z0-9])[가-힣])+"
KEY = rf"(?:{_PART}(?:[:.#$%&+?~/-]+{_PART})*|\{{[^{{}}\s]+\}})"
"""A key, alone or in braces. It ends before a Korean particle: “@lee2005에” names “lee2005”."""

_ITEM = re.compile(rf"(?<![\w@/])(?P<minus>-?)@(?P<key>{KEY})")
_LABELS = {
    "book": ("book", "bk.", "books"),
    "chapter": ("chapter", "chapters", "chap.", "ch.", "장"),
    "column": ("column", "columns", "col.", "cols."),
    "figure": ("figure", "figures", "fig.", "figs.", "그림"),
    "folio": ("folio", "folios", "fol.", "fols."),
    "issue": ("issue", "issues", "no.", "nos."),
    "line": ("line", "lines", "l.", "ll."),
    "note": ("note", "notes", "n.", "nn."),
    "opus": ("opus", "op."),
    "page": ("page", "pages", "p.", "pp.", "쪽", "면"),
    "paragraph": ("paragraph", "paragraphs", "para.", "paras.", "¶", "¶¶"),
    "part": ("part", "parts", "pt.", "pts."),
    "section": ("section", "sections", "sec.", "secs.", "§", "§§", "절"),
    "sub-verbo": ("sub verbo", "s.v.", "s.vv."),
    "verse": ("verse", "verses", "v.", "vv."),
    "volume": ("volume", "volumes", "vol.", "vols.", "권"),
}
_TERMS = {word: label for label, words in _LABELS.items() for word in words}
_WORDS = "|".join(re.escape(word) for word in sorted(_TERMS, key=len, reverse=True))
_NUMBERS = r"(?:\d[\w.:]*\w|\d|[ivxlcdm]+\b)"
_RANGE = rf"{_NUMBERS}(?:\s*(?:[-–—,&]|and)\s*{_NUMBERS})*"
_LOCATOR = re.compile(rf"\s*,?\s*(?P<label>{_WORDS})\s*(?P<range>{_RANGE})")
_PAGES = re.compile(r"\s*,?\s*(?P<range>\d+(?:\s*[-–—,&]\s*\d+)*)(?P<label>쪽|면|장|절|권)?(?!\w)")


def is_reference(key: str) -> bool:
    """Say whether a key names a section, a figure or a table, and not a source."""
    return key.startswith(("sec-", "fig-", "tbl-"))


def items(text: Text, start: int, end: int, findings: Findings) -> tuple[CitationItem, ...]:
    """Parse `text.content[start:end]`; an item that cannot be read is an error and left out."""
    answer = []
    for match in re.finditer(r"(?:\\.|[^;\\])+", text.content[start:end], re.DOTALL):
        item = _item(text, start + match.start(), match[0], findings)
        if item:
            answer.append(item)
    return tuple(answer)


def _item(text: Text, start: int, source: str, findings: Findings) -> CitationItem | None:
    found = list(_ITEM.finditer(source))
    if len(found) != 1:
        place = text.span(
            start + (found[1].start() if found else len(source) - len(source.lstrip()))
        )
        message = "Two sources stand here without “;”." if found else "This names no source."
        hint = "Separate sources by “;”." if found else "Write “@” and the key of a source."
        findings.error("citation-syntax", message, place, hint)
        return None
    match = found[0]
    span = text.span(start + match.start() + len(match["minus"]))
    if is_reference(match["key"]):
        message = f"“{match['key']}” is not a source."
        findings.error(
            "citation-syntax", message, span, "Write a cross-reference outside brackets."
        )
        return None
    locator, label, suffix = locate(source[match.end() :])
    return CitationItem(
        key=match["key"].strip("{}"),
        span=span,
        prefix=_plain(source[: match.start()]).lstrip(),
        suffix=suffix,
        locator=locator,
        label=label,
        suppress_author=bool(match["minus"]),
    )


def locate(rest: str) -> tuple[str | None, str | None, str]:
    """Take a locator off the beginning of what follows a key: locator, label, and the rest."""
    rest = re.sub(r"\n[\s>]*", " ", rest)
    match = _LOCATOR.match(rest) or _PAGES.match(rest)
    if not match:
        return None, None, _plain(rest).rstrip()
    label = _TERMS[match["label"]] if match["label"] else "page"
    return _plain(match["range"]), label, _plain(rest[match.end() :]).rstrip()


def _plain(source: str) -> str:
    return re.sub(r"\s*\n[\s>]*|\s+", " ", re.sub(r"\\(\W)", r"\1", source))
