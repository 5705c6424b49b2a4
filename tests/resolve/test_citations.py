"""The paper's own entries and citations, and every rule that a reader could see broken."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

from conftest import book, briefing, citation, item, paragraph, section, sources

from reportkit.diagnostics import Diagnostic, Severity, Span
from reportkit.model import Briefing, Citation
from reportkit.resolve import CitationEngine, cite


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


def test_the_papers_thirteen_citations_are_printed_as_published(engine, style, cases):
    parts = [
        section(
            f"s-{n}",
            *(paragraph(f"p-{n}-{m}", "Words ", citation(c["cites"])) for m, c in enumerate(run)),
        )
        for n, run in enumerate(cases["sections"])
    ]
    resolved = cite(briefing(*parts, sources=sources(*cases["sources"])), engine, style)
    assert printed(resolved) == [c["prints"] for run in cases["sections"] for c in run]
    assert resolved.diagnostics == ()


def test_the_papers_seven_entries_are_printed_as_published(engine, style, cases):
    cited = [citation(csl["id"]) for csl in reversed(cases["sources"])]
    resolved = run(engine, style, *cited, sources=sources(*cases["sources"]))
    assert listed(resolved) == cases["entries"]


def test_locators_groups_prefixes_and_suppressed_authors_are_printed(engine, style, cases):
    cited = [
        citation(*(item(i.pop("id"), **i) for i in map(dict, case["cites"])))
        for case in cases["beyond"]
    ]
    resolved = run(engine, style, *cited, sources=sources(*cases["sources"]))
    assert printed(resolved) == [case["prints"] for case in cases["beyond"]]
