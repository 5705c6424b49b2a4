"""Two entries that are the same source: the same DOI, address, or title and year."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from reportkit.diagnostics import Diagnostic
from reportkit.evidence import Source
from reportkit.review.case import Case
from reportkit.rules import finding

__all__ = ["duplicate_entries", "normal_doi", "normal_url", "same"]

_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid)")
_PORTS = {"http": 80, "https": 443}


def normal_url(url: str) -> str:
    """Give an address as it is compared: what leads to the same page is the same text.

    The scheme, `www.`, a default port, a last `/`, the fragment and what only tracks a
    reader count for nothing, nor does the case of the host; the query's order does.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    try:
        port = parts.port
    except ValueError:
        port = None
    if port and port != _PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    query = [(k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(k)]
    path = unquote(parts.path).rstrip("/")
    return f"{host}{path}?{urlencode(query)}" if query else f"{host}{path}"


def normal_doi(doi: str) -> str:
    """Give a DOI as it is compared: without its resolver, in lower case."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi.strip().lower())


def _titled(csl: Mapping[str, Any]) -> tuple[str, str] | None:
    """Give title and year as they are compared, or None where either is missing."""
    title = unicodedata.normalize("NFKD", re.sub(r"<[^>]*>", "", str(csl.get("title", ""))))
    letters = "".join(c for c in title.casefold() if c.isalnum())
    dates = csl.get("issued", {}).get("date-parts", ()) if csl.get("issued") else ()
    return (letters, str(dates[0][0])) if letters and dates else None


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> str | None:
    """Say in what two CSL items are the same source: “DOI”, “address”, “title and year”."""
    if one.get("DOI") and normal_doi(str(one["DOI"])) == normal_doi(str(other.get("DOI", ""))):
        return "DOI"
    if one.get("URL") and normal_url(str(one["URL"])) == normal_url(str(other.get("URL", ""))):
        return "address"
    titled = _titled(one)
    if titled and titled == _titled(other) and _may_be_of_one_author(one, other):
        return "title and year"
    return None


def _may_be_of_one_author(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether the first authors' names agree; who is not named contradicts nobody."""
    first, second = (
        next((p.get("family") or p.get("literal") for p in csl.get("author", ())), None)
        for csl in (one, other)
    )
    return not first or not second or str(first).casefold() == str(second).casefold()


def duplicate_entries(case: Case) -> Iterator[Diagnostic]:
    """No two sources are the same: each later one is told."""
    known: dict[tuple[str, ...], list[Source]] = defaultdict(list)
    for source in case.briefing.sources.values():
        marks = [*_marks(source.csl)]
        others = (other for mark in marks for other in known[mark])
        told = ((other, same(source.csl, other.csl)) for other in others)
        twin, what = next(((other, what) for other, what in told if what), (None, None))
        if twin and what:
            rule = "duplicate-link" if what == "address" else "duplicate-entry"
            field = {"DOI": "DOI", "address": "URL"}.get(what, "title")
            message = f"“{source.key}” has the same {what} as “{twin.key}”."
            place = twin.place(field)
            hint = f"That one stands at {place}; keep one of them."
            yield finding(rule, message, source.place(field), hint)
        for mark in marks:
            known[mark].append(source)


def _marks(csl: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Give what a source is known by, so that many are compared in one pass."""
    if csl.get("DOI"):
        yield "DOI", normal_doi(str(csl["DOI"]))
    if csl.get("URL"):
        yield "URL", normal_url(str(csl["URL"]))
    titled = _titled(csl)
    if titled:
        yield "title", *titled
