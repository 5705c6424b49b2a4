"""Hold each source of a ledger to its dates and its checksums; a case in, findings out."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportkit.diagnostics import Diagnostic
from reportkit.evidence import Source
from reportkit.review.case import Case
from reportkit.rules import finding

__all__ = ["access_dates", "checksums", "day_of", "dois", "issue_dates", "markup", "spoken"]

_PERMANENT = frozenset(("book", "chapter", "article-journal", "paper-conference", "thesis"))
"""Kinds that stay as they are: the day of access says nothing of them."""

_DATED = frozenset(("article-newspaper", "article-magazine", "post", "post-weblog", "webpage"))
"""Kinds that appear on a day."""

_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/|$)")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)

_TITLES = ("title", "title-short", "container-title", "collection-title")
_MARK = re.compile(r"&(?:[A-Za-z]{2,8}|#\d+|#x[\dA-Fa-f]+);|<(/?)([A-Za-z]\w*)[^<>]*>")
_KNOWN_MARKS = frozenset(("i", "b", "em", "strong", "sup", "sub", "span"))
"""What CSL's processors read in a text (citeproc-js, “HTML-like formatting tags”)."""

Parts = tuple[int, ...]


def day_of(csl: Mapping[str, Any], name: str) -> Parts:
    """Give a date of a CSL item as (year, month, day), as far as it is known; () for none."""
    dates = csl.get(name, {}).get("date-parts", ())
    return tuple(int(part) for part in dates[0]) if dates else ()


def _before(one: Parts, other: Parts) -> bool:
    """Say whether `one` surely lies before `other`, as far as both are known."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def spoken(parts: Parts) -> str:
    """Write a date out: “2024”, “2024-05”, “2024-05-20”."""
    return "-".join(f"{part:02}" for part in parts)


def access_dates(case: Case) -> Iterator[Diagnostic]:
    """An online source says when it was looked at: after it appeared, and not in the future."""
    for source in case.briefing.sources.values():
        accessed, issued = day_of(source.csl, "accessed"), day_of(source.csl, "issued")
        place = source.place("accessed")
        if not accessed:
            if "URL" in source.csl and not _stands_fast(source):
                message = f"“{source.key}” has an address, and no date of access."
                hint = "Add “accessed: ” and the day on which it was read."
                yield finding("access-date-missing", message, source.place("URL"), hint)
        elif _before(_day(case.today), accessed):
            message = f"“{source.key}” is said to be accessed on {spoken(accessed)}, in the future."
            yield finding("access-date-future", message, place)
        elif _before(accessed, issued):
            message = (
                f"“{source.key}” is said to be accessed on {spoken(accessed)}, "
                f"before it appeared ({spoken(issued)})."
            )
            yield finding("access-date-early", message, place)


def _day(day: datetime.date) -> Parts:
    return (day.year, day.month, day.day)


def _stands_fast(source: Source) -> bool:
    return "DOI" in source.csl or source.csl.get("type") in _PERMANENT


def issue_dates(case: Case) -> Iterator[Diagnostic]:
    """A source has appeared already, and its date is as full as its address tells."""
    for source in case.briefing.sources.values():
        issued = day_of(source.csl, "issued")
        if _before(_day(case.today), issued):
            message = f"“{source.key}” is said to appear on {spoken(issued)}, in the future."
            yield finding("issued-future", message, source.place("issued"))
            continue
        told = _IN_ADDRESS.search(str(source.csl.get("URL", "")))
        if not told or source.csl.get("type") not in _DATED:
            continue
        if len(issued) == 1 and issued[0] == int(told[1]):
            message = (
                f"Month and day of “{source.key}” are missing; its address tells "
                f"{told[1]}-{told[2]}."
            )
            hint = f"Write “issued: {told[1]}-{told[2]}”, with the day where the page shows it."
            yield finding("incomplete-date", message, source.place("issued"), hint)
        elif issued and issued[:2] != (int(told[1]), int(told[2]))[: len(issued)]:
            message = (
                f"“{source.key}” is dated {spoken(issued)}, and its address {told[1]}-{told[2]}."
            )
            yield finding("date-differs", message, source.place("issued"), "Look which is right.")


def dois(case: Case) -> Iterator[Diagnostic]:
    """A DOI is “10.”, digits, a stroke and a name, without the address of a resolver."""
    for source in case.briefing.sources.values():
        written = str(source.csl.get("DOI", "")).strip()
        match = _DOI.fullmatch(written)
        if written and not match:
            message = f"“{written}” is not a DOI."
            hint = "A DOI looks like 10.1000/182."
            yield finding("invalid-doi", message, source.place("DOI"), hint)


def markup(case: Case) -> Iterator[Diagnostic]:
    """A title has no HTML that readers would see as such: entities, other tags, open ones."""
    for source in case.briefing.sources.values():
        for name in _TITLES:
            for mark in _printed_marks(str(source.csl.get(name, ""))):
                message = f"“{mark}” in the {name} of “{source.key}” is printed as it stands."
                plain = html.unescape(mark)
                hint = "Delete it, or close it: <i>, <b>, <sup> and <sub> are set in pairs."
                hint = hint if plain == mark else f"Write “{plain}”."
                yield finding("entry-markup", message, source.place(name), hint)


def _printed_marks(title: str) -> Iterator[str]:
    """Give entities and tags that are no pair of marks which a processor of CSL knows."""
    opened: list[re.Match[str]] = []
    for match in _MARK.finditer(title):
        closing, tag = match[1], match[2]
        if tag not in _KNOWN_MARKS:
            yield match[0]
        elif not closing:
            opened.append(match)
        elif opened and opened[-1][2] == tag:
            opened.pop()
        else:
            yield match[0]
    yield from (match[0] for match in opened)


def checksums(case: Case) -> Iterator[Diagnostic]:
    """The last digit of an ISBN or ISSN fits the others (ISO 2108, ISO 3297)."""
    for source in case.briefing.sources.values():
        for name, wanted in (("ISBN", _isbn), ("ISSN", _issn)):
            for number in re.findall(r"[\dXx][\dXx‐-―-]*", str(source.csl.get(name, ""))):
                problem = wanted(re.sub(r"[^\dX]", "", number.upper()))
                if problem:
                    message = f"“{number}” is not an {name}: {problem}."
                    place = source.place(name)
                    yield finding(f"invalid-{name.lower()}", message, place, "Copy it again.")


def _isbn(digits: str) -> str | None:
    if len(digits) == 13 and digits.isdigit():
        total = sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits[:12]))
        return _last(digits, str(-total % 10))
    if len(digits) == 10 and digits[:9].isdigit():
        total = sum(int(d) * (10 - n) for n, d in enumerate(digits[:9]))
        return _last(digits, "0123456789X"[-total % 11])
    return f"it has {len(digits)} digits, and must have 10 or 13"


def _issn(digits: str) -> str | None:
    if len(digits) != 8 or not digits[:7].isdigit():
        return f"it has {len(digits)} digits, and must have 8"
    total = sum(int(d) * (8 - n) for n, d in enumerate(digits[:7]))
    return _last(digits, "0123456789X"[-total % 11])


def _last(digits: str, wanted: str) -> str | None:
    return None if digits[-1] == wanted else f"its last digit would be {wanted}"
