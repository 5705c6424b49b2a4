"""Briefings made of a few words, for the tests of this folder."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from reportkit.diagnostics import Span
from reportkit.evidence import Source
from reportkit.files import packaged
from reportkit.model import (
    Briefing,
    Citation,
    CitationItem,
    Passage,
    Section,
    Series,
)
from reportkit.resolve.citations import cite
from reportkit.resolve.engine import CitationEngine

ROOT = Path(__file__).parents[2]
CITEPROC = packaged("vendor").read("citeproc.js").decode()


def own_locales() -> dict[str, str]:
    door = packaged("resolve")
    paths = [path for path in door.list("locales") if path.endswith(".xml")]
    return {path.split("/")[1].removesuffix(".xml"): door.read(path).decode() for path in paths}


def item(key: str, **rest: Any) -> CitationItem:
    rest = {name.replace("-", "_"): value for name, value in rest.items()}
    return CitationItem(key, rest.pop("span", Span("content/a/01.md", 3, 7)), **rest)


def citation(*items: CitationItem | str, narrative: bool = False) -> Citation:
    given = tuple(item(part) if isinstance(part, str) else part for part in items)
    return Citation(given, narrative)


def paragraph(key: str, *content: str | Citation, footnote: bool = False) -> Passage:
    """Words and citations in a row; with `footnote` all of it stands in one."""
    marks = [
        f'<cite data-keys="{" ".join(i.key for i in part.items)}"></cite>'
        if isinstance(part, Citation)
        else part
        for part in content
    ]
    words = "".join(marks)
    words = f'<span class="footnote" id="fn-{key}">{words}</span>' if footnote else words
    citations = tuple(part for part in content if isinstance(part, Citation))
    return Passage(key, "paragraph", f'<p id="{key}">{words}</p>', Span("a.md", 3), citations)


def section(key: str, *passages: Passage, level: int = 1, title: str | None = "Title") -> Section:
    return Section(key, level, title, Span("a.md", 1), passages)


def sources(*items: dict[str, Any]) -> dict[str, Source]:
    return {csl["id"]: Source(csl["id"], csl, Span("sources.yaml")) for csl in items}


def briefing(*sections: Section, sources: dict[str, Source] | None = None, **rest: Any) -> Briefing:
    values: dict[str, Any] = {
        "key": "a", "title": "A", "short_title": "A", "subtitle": None, "authors": (),
        "date": datetime.date(2024, 7, 18), "series": Series("s", "Tag", "Type"), "number": None,
        "topic": None, "keywords": (), "abstract": "", "language": "en", "editors_note": None,
        "note": None, "license": None, "doi": None, "typeset_by": None, "inquiries": None,
        "span": Span("content/a/briefing.yaml"), "sections": sections, "sources": sources or {},
    }  # fmt: skip
    return Briefing(**(values | rest))


def book(
    key: str, family: str = "Doe", given: str = "Ann", year: int = 2024, **rest: Any
) -> dict[str, Any]:
    return {
        "id": key,
        "type": "book",
        "author": [{"family": family, "given": given}],
        "title": f"Title {key}",
        "issued": {"date-parts": [[year]]},
    } | rest


def printed(resolved: Briefing) -> list[str]:
    """The words of each citation, in order."""
    trees = [ET.fromstring(passage.xhtml) for passage in resolved.passages]
    return ["".join(mark.itertext()) for tree in trees for mark in tree.iter("cite")]


def listed(resolved: Briefing) -> list[str]:
    entries = (ET.fromstring(f"<p>{entry.xhtml}</p>") for entry in resolved.references)
    return ["".join(entry.itertext()) for entry in entries]


def run(engine: CitationEngine, style: str, *cited: Citation | str, **rest: Any) -> Briefing:
    """One section of one passage for each citation; sources are books called by their keys."""
    marks = [citation(c) if isinstance(c, str) else c for c in cited]
    passages = [paragraph(f"p-{n}", "Words ", mark, ".") for n, mark in enumerate(marks)]
    keys = dict.fromkeys(i.key for mark in marks for i in mark.items)
    rest.setdefault("sources", sources(*(book(key, key.title()) for key in keys)))
    return cite(briefing(section("s", *passages), **rest), engine, style)
