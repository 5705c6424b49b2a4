"""A source that is older than the fact it is cited for is named; what it may know is let be."""

from __future__ import annotations

import pytest

from reportkit.review.facts import old_sources
from tests.conftest import ROOT
from tests.review.desk import PATH, case

SOURCES = """\
- {id: lee2005, type: book, title: A, author: [{family: Lee, given: Bo}], issued: 2005}
- {id: roe2012, type: book, title: B, author: [{family: Roe, given: Al}], issued: 2012}
- {id: doe2024, type: article-newspaper, title: C, author: [{family: Doe}], issued: 2024-01-23}
- {id: web2010, type: webpage, title: D, author: [{literal: W}], issued: 2010, accessed: 2024-07-01}
- {id: undated, type: webpage, title: E, author: [{literal: U}]}
"""


def told(markdown: str) -> list[tuple[str, str]]:
    found = old_sources(case(markdown, SOURCES))
    return [(str(d.span).removeprefix(f"{PATH}:"), d.message) for d in found]


@pytest.mark.parametrize(
    ("markdown", "place", "message"),
    [
        (
            "In April 2019, it was revised [@lee2005].",
            "1:32",
            "“lee2005” is of 2005 and cannot bear out what happened in April 2019.",
        ),
        (
            "It was revised in 2019 (Lee 2005).",
            "1:24",
            "“lee2005” is of 2005 and cannot bear out what happened in 2019.",
        ),
        (
            "It rose in\n2019 [@lee2005;\n@roe2012].",
            "2:7",
            "“lee2005” is of 2005 and “roe2012” is of 2012: "
            "they cannot bear out what happened in 2019.",
        ),
        (
            "In March 2024 it rose [@doe2024].",
            "1:24",
            "“doe2024” is of January 2024 and cannot bear out what happened in March 2024.",
        ),
        (
            "2019년 4월에 개정했다 [@lee2005].",
            "1:17",
            "“lee2005” is of 2005 and cannot bear out what happened in 2019년 4월.",
        ),
        (
            "It fell in 2019. [@lee2005] It rose.",
            "1:19",
            "“lee2005” is of 2005 and cannot bear out what happened in 2019.",
        ),
    ],
)
def test_a_source_cannot_know_what_came_after_it(markdown: str, place: str, message: str) -> None:
    assert told(markdown) == [(place, message)]


@pytest.mark.parametrize(
    "markdown",
    [
        "In 2003 it rose [@lee2005].",
        "In May 2005 it rose [@lee2005].",
        "In 2019 it rose. It had been foreseen [@lee2005].",
        "It fell. [@lee2005] In 2019 it rose.",
        "In 2019 it rose [@lee2005; @doe2024].",
        "In 2019 it rose [@web2010].",
        "In 2019 it rose [@undated].",
        "In 2030 it rises [@lee2005].",
        "It will double by 2020 [@lee2005].",
        "The plan of 2004 set a target for 2020 [@lee2005].",
        "It lasted from 2003 to 2010 [@lee2005].",
        "It lasted from 2003 until 2010 [@lee2005].",
        "He called it “the reform of 2019” [@lee2005].",
        "It stands in *Back in 2019* [@lee2005].",
        "In 2019 cases it rose [@lee2005].",
        "In 2,019 places it rose [@lee2005].",
        "It was described long before the revision of 2019 [@lee2005].",
        "> In 2019 it rose [@lee2005].",
        "- Founded in 2019\n- Rose by half [@lee2005]",
    ],
)
def test_what_a_source_may_know_is_let_be(markdown: str) -> None:
    assert told(markdown) == []


PAPER = ROOT.parent / "shared" / "paper" / "paper.txt"
EVERY = ROOT / "content" / "4ir-police-state" / "sources.yaml"


@pytest.mark.skipif(not PAPER.exists(), reason="the paper's text is not here")
def test_the_old_source_of_the_paper_is_found_and_no_other() -> None:
    found = old_sources(case(PAPER.read_text("utf-8"), EVERY.read_text("utf-8")))
    assert [(d.span and d.span.line, d.message) for d in found] == [
        (45, "“lee2005” is of 2005 and cannot bear out what happened in April 2019.")
    ]
