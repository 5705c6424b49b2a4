"""Rules about sources as the ledger has them: cited at all, dated, gone, corrected or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.diagnostics import Diagnostic
from reportkit.evidence import Source, Status
from reportkit.model import Briefing, CitationItem
from reportkit.review.authorship import Ledger
from reportkit.review.case import Case
from reportkit.review.recognised import recognised
from reportkit.rules import finding

__all__ = ["fallen_editions", "fallen_sources", "uncited_sources", "undated_sources"]

_DATED = frozenset(
    """
    article-journal article-magazine article-newspaper bill book chapter legislation
    paper-conference patent report review thesis treaty
    """.split()
)


def uncited_sources(case: Case) -> Iterator[Diagnostic]:
    """Tell sources of the briefing's own ledger that nothing rests on."""
    own = [source for source in case.briefing.sources.values() if _is_own(case.briefing, source)]
    cited = _cited(case.briefing) if own else frozenset[str]()
    for source in own:
        if source.key not in cited:
            message = f"“{source.key}” is never cited."
            hint = f"Cite it, as in “[@{source.key}]”, or delete it."
            yield finding("uncited-source", message, source.span, hint, extent=len(source.key))


def _is_own(briefing: Briefing, source: Source) -> bool:
    return source.span.path.startswith(f"content/{briefing.key}/")


def _cited(briefing: Briefing) -> frozenset[str]:
    """Give the keys of what is cited, by key or in words that may mean it."""
    ledger = Ledger(briefing.sources)
    typed = (
        key
        for passage in briefing.passages
        for text in passage.prose
        for found in recognised(text.content, ledger)
        for verdict in found.verdicts
        for key in verdict.keys
    )
    return frozenset(typed) | {item.key for item in _items(briefing)}


def _items(briefing: Briefing) -> Iterator[CitationItem]:
    for passage in briefing.passages:
        for citation in passage.citations:
            yield from citation.items


def _looked_at(briefing: Briefing) -> list[Source]:
    """Give the briefing's own sources, and those of a shared ledger that it cites."""
    cited = {item.key for item in _items(briefing)}
    return [s for s in briefing.sources.values() if s.key in cited or _is_own(briefing, s)]


def undated_sources(case: Case) -> Iterator[Diagnostic]:
    """Tell publications without a date; a web page may have none, and what is in press has none."""
    for source in _looked_at(case.briefing):
        kind, csl = source.csl.get("type"), source.csl
        written = csl.get("issued") or "issued" in source.places  # a wrong date is told as such
        if kind in _DATED and not written and not csl.get("status"):
            message = f"“{source.key}” does not say when it was issued."
            hint = "Add “issued”, as in 2024 or 2024-05-20, or “status: in press”."
            yield finding("undated-source", message, source.span, hint, extent=len(source.key))


def fallen_sources(case: Case) -> Iterator[Diagnostic]:
    """Tell what rests on withdrawn or corrected sources, and what is gone without a copy."""
    sources = case.briefing.sources
    for item in _items(case.briefing):
        source = sources.get(item.key)
        extent = len(item.key) + 1
        if source and source.status is Status.RETRACTED:
            message = f"“{item.key}” was retracted: what is said here no longer rests on it."
            hint = "Cite another source, or say that it was retracted and silence this rule."
            yield finding("retracted-source", message, item.span, hint, extent=extent)
        elif source and source.status is Status.CORRECTED:
            message = f"“{item.key}” was corrected since."
            hint = "Look whether what is said here still holds, then silence this rule."
            yield finding("corrected-source", message, item.span, hint, extent=extent)
    for source in _looked_at(case.briefing):
        if source.status in (Status.DEAD, Status.MOVED) and source.archived is None:
            message = f"“{source.key}” is {source.status}, and no copy of it is archived."
            hint = f"Keep one with `reportkit sources archive {source.key} --file …`."
            yield finding("dead-source", message, source.place("status"), hint)


def fallen_editions(case: Case) -> Iterator[Diagnostic]:
    """Tell what the latest edition rests on that was retracted since: it owes a notice."""
    if case.latest is None or case.latest.imprint.reason:
        return
    cited = {reference.key for reference in case.latest.briefing.references}
    for source in case.briefing.sources.values():
        if source.key in cited and source.status is Status.RETRACTED:
            message = (
                f"Edition {case.latest.number}, the latest, rests on “{source.key}”, "
                "which was retracted."
            )
            hint = "Issue a correction or an update that says so, or withdraw the briefing."
            yield finding("retracted-in-edition", message, source.place("status"), hint)
