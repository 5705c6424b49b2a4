"""The rule against “Ibid.” typed by hand: what it stands for here, where that is certain.

It means the citation right before it, in the same section and outside footnotes and
tables. An insertion between the two would silently point it to another source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportkit.diagnostics import Diagnostic, Text
from reportkit.model import Briefing, Passage
from reportkit.review.authorship import Ledger
from reportkit.review.case import Case
from reportkit.review.recognised import recognised
from reportkit.review.typed_citations import edit_of, extent, key_of
from reportkit.rules import finding

__all__ = ["typed_ibid"]

_WORDS = r"""
    (?:ibid(?:em)?|idem|op\.?\s*cit|loc\.?\s*cit)\b\.?
  | (?:위의|같은|앞의)\s*(?:글|책|논문|기사|보고서) | 상동 | 전게서
"""
_AT = r"(?:\s*,?\s*(?P<at>(?:pp?\.\s*)?\d+(?:\s*[-–—]\s*\d+)?\s*[쪽면]?))?"
_IBID = re.compile(
    rf"""
    [(\[] \s* (?P<lead>(?:see|cf\.)\s+)? (?P<name>[^\W\d_][^()\[\]\d]{{0,40}},\s*)?
    (?:{_WORDS}) {_AT} \s* [)\]]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPEN = re.compile(
    rf"(?:(?<=[.?!]\s)|(?<=\]:\s)|\A\s*)(?:Ibid(?:em)?\b\.?|(?:위의|같은)\s*(?:글|책)(?=\s*[,.])){_AT}"
)
_LATIN = re.compile(r"(?<![“\"'‘\w])(?:op\.|loc\.)\s*cit\b\.?", re.IGNORECASE)
_APART = frozenset({"table", "figure", "chart", "code"})


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation at `start` to `end`: its only source, and the place in it; or a typed “Ibid.”"""

    start: int
    end: int
    key: str | None = None
    locator: str = ""
    ibid: bool = False
    lead: str = ""
    whole: bool = False


def typed_ibid(case: Case) -> Iterator[Diagnostic]:
    """Tell each “Ibid.” that was typed, and what it stands for."""
    briefing = case.briefing
    ledger = Ledger(briefing.sources)
    notes = (briefing.note,) if briefing.note else ()
    for passages in (notes, *(section.passages for section in briefing.sections)):
        before: _Cited | None = None
        for passage in passages:
            for index, text in enumerate(passage.prose):
                apart = index > 0 or passage.kind in _APART
                last = None if apart else before
                for cited in _cited(passage, text, ledger):
                    if cited.ibid:
                        cited = _meant(cited, last)
                        yield _told(briefing, text, cited)
                    last = cited
                before = before if apart else last


def _cited(passage: Passage, text: Text, ledger: Ledger) -> list[_Cited]:
    """Give the citations of a text in their order: by key, and typed of every kind."""
    answer = [*_keyed(passage, text)]
    for found in recognised(text.content, ledger):
        typed, key = found.typed, found.keys[0] if len(found.keys) == 1 else None
        locator = typed.parts[0].locator if key else ""
        answer.append(_Cited(typed.start, typed.end, key, locator))
    plain = text.content.replace("*", " ").replace("_", " ")
    places = [(match, True) for match in _IBID.finditer(plain)]
    places += [(match, False) for match in _OPEN.finditer(plain)]
    places += [(match, False) for match in _LATIN.finditer(plain)]
    for match, whole in places:
        named = match.groupdict()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if not any(other.start < match.end() and start < other.end for other in answer):
            lead, at = named.get("lead") or "", (named.get("at") or "").strip()
            whole = whole and not named.get("name")
            answer.append(_Cited(start, match.end(), None, at, True, lead, whole))
    return sorted(answer, key=lambda cited: cited.start)


def _keyed(passage: Passage, text: Text) -> Iterator[_Cited]:
    for citation in passage.citations:
        at = text.offset(citation.items[0].span)
        if at is not None and text.content[at : at + 1] == "\ufffc":
            item = citation.items[0]
            key = item.key if len(citation.items) == 1 else None
            yield _Cited(at, at + 1, key, item.locator or "")


def _meant(ibid: _Cited, before: _Cited | None) -> _Cited:
    """Give an “Ibid.” the source before it, and its place where it has no other."""
    if before is None or before.key is None:
        return ibid
    return replace(ibid, key=before.key, locator=ibid.locator or before.locator)


def _told(briefing: Briefing, text: Text, ibid: _Cited) -> Diagnostic:
    said = " ".join(text.content[ibid.start : ibid.end].split())
    place = text.span(ibid.start), extent(text, ibid.start, ibid.end)
    if ibid.key is None:
        message = f"“{said}” is typed by hand, and what it stands for is open."
        hint = "Cite the source by its key: “Ibid.” is derived."
        return finding("typed-ibid", message, place[0], hint, extent=place[1])
    after = f"[{ibid.lead}{key_of(ibid.key)}{f', {ibid.locator}' if ibid.locator else ''}]"
    message = f"“{said}” is typed by hand for “{ibid.key}”."
    known = ibid.whole and ibid.key in briefing.sources
    edits = edit_of(briefing, text, ibid.start, ibid.end, after) if known else ()
    hint = f"Write “{after}”: “Ibid.” is derived from it."
    return finding("typed-ibid", message, place[0], hint, extent=place[1], edits=edits)
