"""Write “What rests on what”: a resolved briefing with its impacts in, a page out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from reportkit.evidence import Impact, Resting, Source
from reportkit.model import Briefing, Institute, Theme
from reportkit.write.lines import on_page
from reportkit.write.passages import plain
from reportkit.write.theme import render, terms

__all__ = ["EVIDENCE", "write_evidence"]

EVIDENCE = "evidence.html"
"""The page's name beside `index.html`, and that of its template in a theme."""

Term = Callable[[str], str]
Fact = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A source as the page shows it: heading, printed entry, the ledger's facts, its places."""

    key: str
    name: str
    printed: Markup
    facts: tuple[Fact, ...]
    places: tuple[Resting, ...]


def write_evidence(briefing: Briefing, institute: Institute, theme: Theme) -> str:
    """Give the page, or “” where a briefing has no sources or the theme no such template."""
    if not briefing.impacts or EVIDENCE not in theme.texts:
        return ""
    term = terms(theme, briefing.language)
    printed = {entry.key: plain(on_page(entry.xhtml)) for entry in briefing.references}
    entries = [_entry(impact, printed, term) for impact in briefing.impacts]
    passages = Counter(p for entry in entries for p in {place.passage for place in entry.places})
    alone = sum(sources == 1 for sources in passages.values())
    summary = term("evidence-summary").format(len(entries), len(passages), alone)
    return render(theme, EVIDENCE, briefing, institute, entries=entries, summary=summary)


def _entry(impact: Impact, printed: dict[str, Markup], term: Term) -> _Entry:
    source = impact.source
    title = Markup.escape(str(source.csl.get("title", source.key)))
    facts = tuple(_facts(source, term))
    entry = printed.get(source.key, title)
    return _Entry(source.key, impact.name, entry, facts, impact.resting)


def _facts(source: Source, term: Term) -> Iterator[Fact]:
    yield term("status"), term(f"status-{source.status}"), None
    accessed = source.csl.get("accessed", {}).get("date-parts", ())
    if accessed:
        yield term("accessed"), "-".join(f"{int(part):02}" for part in accessed[0]), None
    if source.csl.get("URL"):
        yield term("address"), str(source.csl["URL"]), str(source.csl["URL"])
    if source.archived and source.archived.url:
        yield term("archived"), source.archived.url, source.archived.url
    if source.archived and source.archived.sha256:
        yield term("archived"), f"SHA-256 {source.archived.sha256}", None
    if source.csl.get("note"):
        yield term("note"), str(source.csl["note"]), None
