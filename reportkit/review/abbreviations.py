"""Hold abbreviations to their expansions: once, before they are used, and never twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportkit.diagnostics import Diagnostic, Span, Text
from reportkit.review.case import Case
from reportkit.rules import finding

__all__ = ["abbreviations"]

_SHORT = r"[A-Z0-9]{0,3}[A-Z][A-Za-z0-9&-]{0,6}[A-Z0-9]|[A-Z]{2,8}"
_USED = re.compile(rf"(?<![\w.@#&-])(?:{_SHORT})(?:s|’s|'s)?(?![\w@&]|-?\d|\.\w)")
_IN_BRACKETS = re.compile(rf"\(\s*((?:{_SHORT})(?:/(?:{_SHORT}))*)s?(?:,[^()]*)?\)")
_WORD = re.compile(r"[\w’']+(?:\.(?=\w))?")
_KNOWN = frozenset(
    """US USA UK EU UN UAE USSR NATO UNESCO UNICEF WHO IMF WTO OECD ASEAN DC AD BC BCE CE AM PM
    PhD MA BA CEO GNU XML JSON CSV SQL LaTeX MIT
    PDF HTML URL DOI ISBN ISSN ORCID TV DVD CD PC USB DNA RNA HIV AIDS COVID GDP
    OK ID FAQ PO PR VIP SOS LGBTQ NGO GPS FBI CIA NASA BBC CNN AP AFP UPI NK DPRK ROK PRC IT
    WiFi YouTube LinkedIn iPhone JavaScript GitHub No II III IV VI VII VIII IX XI XII XIII XIV
    XV XVI XIX XX XXI SARS MERS""".split()
)
"""What readers of a briefing know without being told, and what is no abbreviation."""

_ROMAN = re.compile(r"[IVXLC]+")
_LEAST = 2
"""How often what nowhere is expanded must stand before that is told."""

_WORDLIKE = 4
"""From how many letters on capitals may be a word that stands in small letters too: NOTICE."""


@dataclass(slots=True)
class _Seen:
    """Where an abbreviation is used and where it is expanded, in reading order."""

    used: list[tuple[int, Span, int]] = field(default_factory=list)
    expanded: list[tuple[int, Span, str]] = field(default_factory=list)


def abbreviations(case: Case) -> Iterator[Diagnostic]:
    """An abbreviation is expanded once, where it first stands; what all know need not be.

    Headings, captions, tables and quotations do not count as its first use. Abstract,
    editor's note and the starred note are texts of their own and are not looked at.
    """
    if not case.briefing.language.startswith("en"):
        return
    seen: dict[str, _Seen] = defaultdict(_Seen)
    words: set[str] = set()
    order = 0
    for passage in (p for section in case.briefing.sections for p in section.passages):
        if passage.kind in ("code", "table", "figure", "chart", "quotation"):
            continue
        for text in passage.prose:
            order += 1
            _look(text, order, seen)
            words.update(re.findall(r"\b[a-z]{4,}\b", text.content))
    for name, found in seen.items():
        yield from _twice(name, found)
        yield from _late(name, found)
        yield from _never(name, found, words)


def _look(text: Text, order: int, seen: dict[str, _Seen]) -> None:
    content = text.content
    taken: set[int] = set()
    for match in _IN_BRACKETS.finditer(content):
        for name, at, long in _expanded(content, match):
            taken.add(at)
            place = order * 10**6 + at
            seen[name].expanded.append((place, text.span(at), long))
    for match in _USED.finditer(content):
        name = re.sub(r"(?<=[A-Z0-9])(?:s|’s|'s)$", "", match[0])
        if match.start() in taken or _shouted(content, match):
            continue
        place = order * 10**6 + match.start()
        seen[name].used.append((place, text.span(match.start()), len(match[0])))


def _expanded(content: str, match: re.Match[str]) -> Iterator[tuple[str, int, str]]:
    """Give what is expanded before a bracket: “one thing/other thing (OT/OT)” is two."""
    before, names, at = content[: match.start()].rstrip(), match[1].split("/"), match.start(1)
    heads = [before]
    if len(names) > 1:
        heads = re.split(r"/|\band\b", before[-160:])[-len(names) :]
    for name, head in zip(names, heads, strict=False):
        long = _long_form(head, name)
        if long:
            yield name, at, long
        at += len(name) + 1


def _shouted(content: str, match: re.Match[str]) -> bool:
    """Say whether a word is part of a name or a line that is set in capitals."""
    around = content[max(0, match.start() - 25) : match.end() + 25]
    words = re.findall(r"[A-Za-z]{2,}", around)
    capitals = sum(word.isupper() for word in words)
    return bool(capitals > 3 and capitals > len(words) / 2)


def _long_form(before: str, name: str) -> str | None:
    """Give the words right before an abbreviation in brackets whose initials it is made of."""
    letters = [c.lower() for c in name if c.isalpha()]
    words = [(m[0], m.start()) for m in _WORD.finditer(before[-160:].replace("-", " "))]
    tail = before[-160:]
    for count in range(1, min(len(words), len(letters) + 4) + 1):
        taken = words[-count:]
        if taken[0][0][0].lower() != letters[0] and not taken[0][0][0].isdigit():
            continue
        if _fits([word for word, _ in taken], letters):
            long = " ".join(tail[taken[0][1] :].split())
            apart = long.upper() != name and not re.search(r"[.;:!?]\s", long)
            return long if apart else None
    return None


def _fits(words: list[str], letters: list[str]) -> bool:
    """Say whether the letters stand in the words in order, most of them at a word's head."""
    rest = list(letters)
    heads = 0
    for word in words:
        head = True
        for character in word.lower():
            if rest and character == rest[0]:
                rest.pop(0)
                heads += head
            head = False
    return not rest and heads * 2 >= len(letters) and len(words) <= len(letters) + 3


def _twice(name: str, found: _Seen) -> Iterator[Diagnostic]:
    for _, span, long in found.expanded[1:]:
        first = found.expanded[0][1]
        message = f"“{name}” is expanded a second time, as “{long}”."
        hint = f"It is expanded first at {first}; write “{name}” from there on."
        yield finding("abbreviation-twice", message, span, hint, extent=len(name))


def _late(name: str, found: _Seen) -> Iterator[Diagnostic]:
    if not found.expanded or not found.used:
        return
    place, span, length = found.used[0]
    if place < found.expanded[0][0] and name not in _KNOWN:
        message = f"“{name}” stands here before it is expanded."
        hint = f"Expand it here; it is expanded at {found.expanded[0][1]}."
        yield finding("abbreviation-late", message, span, hint, extent=length)


def _never(name: str, found: _Seen, words: set[str]) -> Iterator[Diagnostic]:
    plain = name.isupper() and name.isalpha()
    if found.expanded or len(found.used) < _LEAST or name in _KNOWN or not plain:
        return
    if _ROMAN.fullmatch(name) or (len(name) >= _WORDLIKE and name.lower() in words):
        return
    _, span, length = found.used[0]
    message = f"“{name}” stands here {len(found.used)} times and is never expanded."
    hint = f"Write it out where it first stands: “… ({name})”."
    yield finding("abbreviation-never", message, span, hint, extent=length)
