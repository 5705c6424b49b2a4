"""The rule that a source is no older than the fact it is cited for.

What is said in a sentence rests on the citations of that very sentence. It is told only
where each of them was issued before the fact, as far as the dates are known.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.diagnostics import Diagnostic, Text
from reportkit.evidence import Source
from reportkit.model import Briefing, Passage
from reportkit.review.authorship import Ledger
from reportkit.review.case import Case
from reportkit.review.dated import Fact, facts
from reportkit.review.recognised import recognised
from reportkit.review.sentences import sentences
from reportkit.rules import finding

__all__ = ["old_sources"]

_NO_WORDS = frozenset({"table", "figure", "chart", "code", "quotation"})
_CHANGING = frozenset(
    """
    dataset entry entry-dictionary entry-encyclopedia post post-weblog software webpage
    """.split()
)
"""What has no fixed state: the day on which it was read counts, too."""

_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation at an offset, and its keys; `closing` where it bears out what is before it."""

    start: int
    extent: int
    keys: tuple[str, ...]
    closing: bool


def old_sources(case: Case) -> Iterator[Diagnostic]:
    """Tell sentences with a dated fact whose sources are all older than it."""
    briefing = case.briefing
    ledger = Ledger(briefing.sources)
    for passage in briefing.passages:
        for text in passage.prose if passage.kind not in _NO_WORDS else ():
            cited = [*_keyed(passage, text), *_typed(text, ledger)]
            for start, end, said in _sentences(briefing, text, cited) if cited else ():
                found = _older(briefing, text, (start, end), said)
                if found:
                    yield found


def _keyed(passage: Passage, text: Text) -> Iterator[_Cited]:
    for citation in passage.citations:
        item = citation.items[0]
        at = text.offset(item.span)
        if at is not None and text.content[at : at + 1] == "\ufffc":
            keys = tuple(item.key for item in citation.items)
            yield _Cited(at, len(item.key) + 1, keys, not citation.narrative)


def _typed(text: Text, ledger: Ledger) -> Iterator[_Cited]:
    for found in recognised(text.content, ledger):
        typed = found.typed
        keys = tuple(v.keys[0] for v in found.verdicts if len(v.keys) == 1)
        if len(keys) == len(typed.parts):
            length = len(text.content[typed.start : typed.end].split("\n")[0])
            yield _Cited(typed.start, length, keys, typed.kind == "bracket")


def _sentences(
    briefing: Briefing, text: Text, cited: list[_Cited]
) -> Iterator[tuple[int, int, list[_Cited]]]:
    """Give the sentences with their citations; one after a full stop belongs before it."""
    places = list(_places(briefing, text))
    said: list[list[_Cited]] = [[] for _ in places]
    for one in cited:
        index = next((n for n, (start, end) in enumerate(places) if start <= one.start < end), None)
        if index is None:
            continue
        opens = not text.content[places[index][0] : one.start].strip("\ufffc([ \n")
        said[index - 1 if one.closing and opens and index else index].append(one)
    for (start, end), ones in zip(places, said, strict=True):
        if ones:
            yield start, end, ones


def _places(briefing: Briefing, text: Text) -> Iterator[tuple[int, int]]:
    """Give the sentences of a text; an item of a list is not the sentence before it."""
    whole = briefing.texts.get(text.path)
    starts = [0]
    for start in text.starts[1:]:
        at = whole.offset(text.span(start)) if whole and start < len(text.content) else None
        if whole and at is not None and _ITEM.match(whole.content, at):
            starts.append(start)
    for start, end in zip(starts, [*starts[1:], len(text.content)], strict=True):
        for first, last in sentences(text.content[start:end]):
            yield start + first, start + last


def _older(
    briefing: Briefing, text: Text, place: tuple[int, int], said: list[_Cited]
) -> Diagnostic | None:
    keys = tuple(dict.fromkeys(key for one in said for key in one.keys))
    days = [_last_day(briefing.sources[key]) if key in briefing.sources else None for key in keys]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return None
    late = [
        fact
        for fact in facts(_words(text, place, said), place[0])
        if max(known) < fact.first <= briefing.date
        and any(one.start > fact.start or not one.closing for one in said)
    ]
    if not late:
        return None
    fact, one = max(late, key=lambda fact: fact.first), min(said, key=lambda one: one.start)
    message = f"{_ages(keys, known, fact)} bear out what happened in {fact.words}."
    year = fact.first.year
    hint = f"Cite a source of {year} or later, too, or say in two sentences what each bears out."
    span = text.span(one.start)
    return finding("source-older-than-fact", message, span, hint, extent=one.extent)


def _words(text: Text, place: tuple[int, int], said: list[_Cited]) -> str:
    """Give a sentence without what was typed as a citation in it: its year is no fact."""
    words = text.content[place[0] : place[1]]
    for one in said:
        at = one.start - place[0]
        if 0 <= at < len(words) and words[at] != "\ufffc":
            words = words[:at] + "\ufffc" * one.extent + words[at + one.extent :]
    return words


def _ages(keys: tuple[str, ...], days: list[datetime.date], fact: Fact) -> str:
    """Say of when the sources are; the month, too, where one is of the fact's own year."""
    ages = [
        f"“{key}” is of {day.strftime('%B ') if day.year == fact.first.year else ''}{day.year}"
        for key, day in zip(keys, days, strict=True)
    ]
    if len(ages) == 1:
        return f"{ages[0]} and cannot"
    return f"{', '.join(ages[:-1])} and {ages[-1]}: they cannot"


def _last_day(source: Source) -> datetime.date | None:
    """Give the last day on which a source may have been written; None where none is known."""
    issued = _last_of(source, "issued")
    read = _last_of(source, "accessed") if source.csl.get("type") in _CHANGING else None
    return max(issued, read) if issued and read else issued


def _last_of(source: Source, name: str) -> datetime.date | None:
    parts = source.csl.get(name, {}).get("date-parts") or [[]]
    written = [int(part) for part in parts[-1]]
    if not written or not 1 <= written[0] <= 9999:
        return None
    year, month, day = (*written, 0, 0)[:3]
    month = month if 1 <= month <= 12 else 12
    return datetime.date(year, month, min(day or 31, monthrange(year, month)[1]))
