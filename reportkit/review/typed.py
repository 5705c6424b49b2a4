"""A text in, the citations that were typed into it as words out: as their parts, with offsets.

Nothing here knows the ledger. What is found has the form of a citation, “(March 2019)”
too; whether it is one is for those to say who know what can be cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Part", "Typed", "typed"]

_LEADS = r"""see\ also|see|e\.g\.|cf\.|compare|also|as\ in|for\ example|for\ instance|following
    |quoted\ in|cited\ in|according\ to|adapted\ from|based\ on|after|in|from|by|참조|참고"""
_WORD = r"[^\W\d_](?:[^\W\d_]|[’'\-‐‑](?=[^\W\d_])|\.(?=[^\W\d_]|\s|,|-)){0,40}"
_SMALL = (
    r"(?:van|von|der|den|de|del|della|di|da|dos|das|du|la|le|el|al|bin|ibn|ten|ter|zu|of|the|for)"
)
_GREAT = rf"(?=[^a-zß-ÿ]){_WORD}"
_NAME = rf"(?:{_SMALL}\s+|[dl]['’]){{0,3}}{_GREAT}(?:\s+(?:{_SMALL}\s+){{0,2}}{_GREAT}){{0,4}}"
_AND = r"(?:\s*,?\s*(?:\band\b|&|\bund\b|\bet\b(?!\s+al))\s*|(?<=[가-힣])[와과]\s+|\s*·\s*)"
_OTHERS = (
    r"(?:\s*,?\s*(?:et\s+al\b\.?|and\s+(?:others|colleagues)\b)|\s+외(?:\s*\d*\s*[인명])?|\s+등)"
)
_NAMES = (
    rf"(?<![\w.’'-])(?P<names>{_NAME}(?:(?:{_AND}|\s*,\s*){_NAME}){{0,5}})(?P<others>{_OTHERS})?"
)
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?P<letter>[a-z])?(?!\w|[-–—]\d|\.\d)"
_UNIT = r"(?:(?:pp?|ch|chap|chaps|sec|vol|nn?|nos?|paras?|figs?)\.?\s*|§+\s*)?"
_NUMBER = r"\d{1,4}[a-z]?(?:\s*[-–—]\s*\d{1,4})?"
_LOCATOR = rf"(?P<locator>{_UNIT}{_NUMBER}(?:\s*,\s*{_NUMBER})*\s*[쪽면장절권]?)(?!\w)"
_AT = rf"(?:\s*[,:]\s*{_LOCATOR}|\s+(?=pp?\.){_LOCATOR.replace('locator', 'pages')})?"

_BRACKET = re.compile(r"\(([^()\[\]]{4,400})\)|\[([^()\[\]]{4,400})\]")
_LEAD = re.compile(rf"\s*(?P<lead>(?:(?:{_LEADS})[,:]?\s+)*)", re.VERBOSE | re.IGNORECASE)
_PART = re.compile(rf"{_NAMES}(?:\s*,\s*|\s+){_YEAR}{_AT}")
_SUFFIX = re.compile(r"\s*(?P<suffix>,\s*[a-z][^\d;\ufffc]{2,80}?)?\s*(?P<end>[;；]|\Z)")
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|&\s*)(?=\S)")
_AFTER = re.compile(rf"\s*{_YEAR}{_AT}\s*\Z")
_BEFORE = re.compile(rf"{_NAMES}(?:['’]s?)?\s*\Z")
_RUNNING = re.compile(rf"{_NAMES}\s+{_YEAR}")
_NARRATIVE = re.compile(r"\(([^()\[\]]{4,40})\)")
_GAP = re.compile(r"\s+")
_SINGLE = re.compile(rf"(?:{_AND}|\s*,\s*)")


@dataclass(frozen=True, slots=True)
class Part:
    """One work within a typed citation; `locator` and `suffix` are as they were typed.

    `people` are the names between “and”, “&” and commas; `names` is all of them. It stands
    at `at` to `end`, lead and suffix apart.
    """

    names: str
    people: tuple[str, ...]
    others: bool
    year: int
    letter: str
    at: int
    end: int
    lead: str = ""
    locator: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed citation at `start` to `end`: in brackets, or else of one part.

    `whole` says that all of what stands there has been understood. A narrative one is
    “Watson (2020)”; a loose one, “Watson 2020” in running text.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    kind: str = "bracket"
    whole: bool = True


def typed(content: str) -> Iterator[Typed]:
    """Find what has the form of a citation; emphasis counts for blanks."""
    plain = content.replace("*", " ")
    taken: list[tuple[int, int]] = []
    for found in (*_in_brackets(plain), *_narrative(plain)):
        taken.append((found.start, found.end))
        yield found
    for match in _RUNNING.finditer(plain):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield from _loose(plain, match)


def _in_brackets(plain: str) -> Iterator[Typed]:
    for match in _BRACKET.finditer(plain):
        if not re.search(r"\d{4}", match[0]):
            continue
        parts, whole = _parts(plain, match.start() + 1, match.end() - 1)
        if parts:
            yield Typed(match.start(), match.end(), parts, "bracket", whole)


def _parts(plain: str, at: int, end: int) -> tuple[tuple[Part, ...], bool]:
    """Read the inside of brackets; the second value says that nothing was left over."""
    answer: list[Part] = []
    whole = True
    while at < end:
        lead = _LEAD.match(plain, at, end)
        match = _PART.match(plain, lead.end() if lead else at, end)
        if not match:
            whole = False
            at = _after(plain, at, end)
            continue
        closing = _SUFFIX.match(plain, match.end(), end)
        suffix = closing["suffix"] if closing else None
        answer.append(_part(match, match, lead["lead"] if lead else "", suffix or ""))
        following = _BETWEEN.match(plain, match.end(), end)
        if closing:
            at = closing.end()
        elif following and _PART.match(plain, following.end(), end):
            at = following.end()
        else:
            whole = False
            at = _after(plain, match.end(), end)
    return tuple(answer), whole


def _after(plain: str, at: int, end: int) -> int:
    found = re.compile("[;；]").search(plain, at, end)
    return found.end() if found else end


def _part(
    names: re.Match[str], year: re.Match[str], lead: str = "", suffix: str = "", end: int = 0
) -> Part:
    named = year.groupdict()
    said = re.sub(_OTHERS + r"\Z", "", names["names"])
    others = bool(names["others"]) or said != names["names"]
    said = re.sub(r"['’]s?\Z", "", said)
    place = names.start("names"), end or year.end()
    locator = named.get("locator") or named.get("pages") or ""
    number, letter = int(year["year"]), year["letter"] or ""
    return Part(said, _people(said), others, number, letter, *place, lead, locator, suffix)


def _people(names: str) -> tuple[str, ...]:
    """Part names; initials after a comma belong to the name before them."""
    answer: list[str] = []
    for name in _SINGLE.split(names):
        if answer and re.fullmatch(r"(?:[^\W\d_]\.?[\s-]*){1,3}", name) and "." in name:
            answer[-1] = f"{name} {answer[-1]}"
        else:
            answer.append(name)
    return tuple(answer)


def _narrative(plain: str) -> Iterator[Typed]:
    for bracket in _NARRATIVE.finditer(plain):
        year = _AFTER.match(bracket[1])
        head = max(0, bracket.start() - 160)
        # The longest run of names first; whoever knows the ledger may take a shorter one.
        before = _BEFORE.search(plain, head, bracket.start()) if year else None
        while year and before:
            clean = not re.search(r"['’]s?\s*\Z", plain[head : bracket.start()])
            part = _part(before, year, end=bracket.end())
            yield Typed(before.start(), bracket.end(), (part,), "narrative", clean)
            word = _GAP.search(plain, before.start(), before.end("names"))
            before = _BEFORE.search(plain, word.end(), bracket.start()) if word else None


def _loose(plain: str, match: re.Match[str] | None) -> Iterator[Typed]:
    """Give the citation, and what is left of it as words are taken off its head: “As Watson”."""
    while match:
        if match["others"] or not match["names"].endswith("."):
            yield Typed(match.start(), match.end(), (_part(match, match),), "loose", whole=False)
        word = _GAP.search(plain, match.start(), match.end("names"))
        match = _RUNNING.match(plain, word.end(), match.end()) if word else None
