"""Sources that nothing cites, that have no date, or that have fallen are named."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from reportkit.evidence import Archived, Status
from reportkit.files import Disk
from reportkit.read.briefing import read_briefing
from reportkit.read.institute import read_institute
from reportkit.review.case import Case
from reportkit.review.facts import old_sources
from reportkit.review.standing import fallen_sources, uncited_sources, undated_sources
from reportkit.review.typed_citations import typed_citations
from reportkit.review.typed_ibid import typed_ibid
from tests.conftest import ROOT
from tests.review.desk import LEDGER, case


def with_status(status: Status, archived: Archived | None = None) -> Case:
    held = case("One [@lee2005] and\ntwo [see @lee2005, 4].")
    sources = dict(held.briefing.sources)
    sources["lee2005"] = replace(sources["lee2005"], status=status, archived=archived)
    return replace(held, briefing=replace(held.briefing, sources=sources))


def test_a_source_that_nothing_cites_is_told_at_its_entry() -> None:
    (found,) = uncited_sources(case("One [@lee2005]."))
    assert str(found.span) == f"{LEDGER}:1:3"
    assert found.message == "“smith2020” is never cited."
    assert found.hint == "Cite it, as in “[@smith2020]”, or delete it."


def test_a_citation_in_a_footnote_or_typed_by_hand_is_one() -> None:
    held = case("One (Lee 2005).[^a]\n\n[^a]: See @smith2020.")
    assert list(uncited_sources(held)) == []


def test_a_shared_source_need_not_be_cited() -> None:
    held = case("One [@lee2005].")
    sources = dict(held.briefing.sources)
    place = replace(sources["smith2020"].span, path="content/sources.yaml")
    sources["smith2020"] = replace(sources["smith2020"], span=place)
    briefing = replace(held.briefing, sources=sources)
    assert list(uncited_sources(replace(held, briefing=briefing))) == []


def test_a_publication_without_a_date_is_told_and_a_web_page_is_not() -> None:
    ledger = "- {id: a, type: book, title: A}\n- {id: b, type: webpage, title: B}\n"
    assert [d.message for d in undated_sources(case("One [@a; @b].", ledger))] == [
        "“a” does not say when it was issued."
    ]


def test_every_place_that_rests_on_a_retracted_source_is_told() -> None:
    found = list(fallen_sources(with_status(Status.RETRACTED)))
    assert [(d.rule, d.span and (d.span.line, d.span.column), d.extent) for d in found] == [
        ("retracted-source", (1, 6), 8),
        ("retracted-source", (2, 10), 8),
    ]
    assert found[0].message == ("“lee2005” was retracted: what is said here no longer rests on it.")


def test_every_place_that_rests_on_a_corrected_source_is_told() -> None:
    assert [(d.rule, d.message) for d in fallen_sources(with_status(Status.CORRECTED))] == [
        ("corrected-source", "“lee2005” was corrected since.")
    ] * 2


def test_a_source_that_is_gone_is_told_once_and_only_without_a_copy() -> None:
    assert [d.message for d in fallen_sources(with_status(Status.DEAD))] == [
        "“lee2005” is dead, and no copy of it is archived."
    ]
    copy = Archived(url="https://web.archive.org/web/2024/https://example.org")
    assert list(fallen_sources(with_status(Status.DEAD, copy))) == []


def test_nothing_of_all_this_is_found_in_the_sample() -> None:
    files = Disk(Path(ROOT))
    institute, _ = read_institute(files)
    assert institute is not None
    briefing = read_briefing(files, institute, "4ir-police-state")
    held = Case(briefing, datetime.date(2024, 8, 1))
    checks = (typed_citations, typed_ibid, uncited_sources, undated_sources, fallen_sources)
    assert [d for check in (*checks, old_sources) for d in check(held)] == []
