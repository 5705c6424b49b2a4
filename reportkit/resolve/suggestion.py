"""How an edition is cited: its own entry, as a CSL item and as the house's style prints it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from reportkit.diagnostics import Span
from reportkit.evidence import Source
from reportkit.imprint import Imprint
from reportkit.model import (
    Briefing,
    Citation,
    CitationItem,
    Institute,
    Passage,
    Person,
    Section,
    Theme,
)
from reportkit.resolve.citations import cite
from reportkit.resolve.engine import Cites
from reportkit.resolve.linking import term

__all__ = ["own_item", "suggest"]


def own_item(briefing: Briefing, institute: Institute, imprint: Imprint) -> dict[str, Any]:
    """Give an edition as a CSL-JSON item: a report with its `version` and own address."""
    fields = {
        "id": briefing.key,
        "type": "report",
        "title": briefing.title,
        "author": [_name(author) for author in briefing.authors],
        "issued": {"date-parts": [_parts(imprint.published)]},
        "publisher": institute.name,
        "genre": briefing.series.type,
        "number": briefing.number,
        "version": imprint.number,
        "language": briefing.language,
        "DOI": briefing.doi,
        "URL": imprint.address,
    }
    return {name: value for name, value in fields.items() if value}


def suggest(
    briefing: Briefing, institute: Institute, imprint: Imprint, theme: Theme, engine: Cites
) -> str:
    """Give the suggested citation of an edition as inline XHTML, in the theme's style."""
    edition = term(theme, briefing.language, "edition").format(imprint.number)
    here = Span(briefing.span.path)
    source = Source(
        briefing.key, own_item(briefing, institute, imprint) | {"edition": edition}, here
    )
    citation = Citation((CitationItem(source.key, here),))
    passage = Passage("p", "paragraph", "<p><cite></cite></p>", here, (citation,))
    alone = replace(
        briefing,
        note=None,
        sections=(Section("s", 1, None, here, (passage,)),),
        sources={source.key: source},
    )
    style = theme.texts[theme.settings["citation-style"]]
    return cite(alone, engine, style).references[0].xhtml


def _name(person: Person) -> dict[str, str]:
    if not person.given:
        return {"literal": person.family}
    return {"family": person.family, "given": person.given}


def _parts(day: datetime.date) -> list[int]:
    return [day.year, day.month, day.day]
