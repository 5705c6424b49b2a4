"""“Ibid.” typed by hand is found, and mended where it is certain what it stands for."""

from __future__ import annotations

import pytest

from reportkit.review.typed_citations import typed_citations
from reportkit.review.typed_ibid import typed_ibid
from tests.conftest import ROOT
from tests.review.desk import PATH, case, mended


def told(markdown: str) -> list[tuple[str, str]]:
    return [(str(d.span).removeprefix(PATH), d.message) for d in typed_ibid(case(markdown))]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("One [@lee2005].\n\nTwo (Ibid.).", "One [@lee2005].\n\nTwo [@lee2005]."),
        ("One [@lee2005, 3]. Two (*ibid.*).", "One [@lee2005, 3]. Two [@lee2005, 3]."),
        ("One [@lee2005, 3]. Two (Ibid., 4).", "One [@lee2005, 3]. Two [@lee2005, 4]."),
        ("One @lee2005 [3]. Two (see ibid., p. 4).", "One @lee2005 [3]. Two [see @lee2005, p. 4]."),
        ("One [@lee2005]. Two (위의 글, 4쪽).", "One [@lee2005]. Two [@lee2005, 4쪽]."),
        (
            "One [@lee2005]. Two (Ibid.). Three (Ibid.).",
            "One [@lee2005]. Two [@lee2005]. Three [@lee2005].",
        ),
    ],
)
def test_it_gives_way_to_the_key_of_the_citation_before_it(typed: str, written: str) -> None:
    held = case(typed)
    assert mended(held, typed_ibid(held)) == written


def test_after_a_typed_citation_both_are_mended_together() -> None:
    held = case("One (Lee 2005, 3). Two (Ibid.).")
    found = [*typed_citations(held), *typed_ibid(held)]
    assert mended(held, found) == "One [@lee2005, 3]. Two [@lee2005, 3]."


def test_the_finding_names_what_it_stands_for() -> None:
    (found,) = typed_ibid(case("One [@lee2005].\n\nTwo (Ibid.)."))
    assert (str(found.span), found.extent) == (f"{PATH}:3:5", 7)
    assert found.message == "“(Ibid.)” is typed by hand for “lee2005”."
    assert found.hint == "Write “[@lee2005]”: “Ibid.” is derived from it."


@pytest.mark.parametrize(
    "markdown",
    [
        "Two (Ibid.).",
        "One [@lee2005; @smith2020]. Two (Ibid.).",
        "One [@lee2005].\n\n# Next\n\nTwo (Ibid.).",
        "One [@lee2005].[^a]\n\n[^a]: Ibid., 12.",
        "One [@lee2005] (Lee, op. cit., 12).",
    ],
)
def test_it_is_only_told_where_what_it_stands_for_is_open(markdown: str) -> None:
    (found,) = typed_ibid(case(markdown))
    assert (found.rule, found.edits) == ("typed-ibid", ())


@pytest.mark.parametrize(
    "markdown",
    [
        "The word “ibid.” is Latin [@lee2005].",
        "위의 글에서 말했다 [@lee2005].",
        "An idem result [@lee2005].",
        "`(Ibid.)`",
    ],
)
def test_the_word_alone_is_let_be(markdown: str) -> None:
    assert told(markdown) == []


PAPER = ROOT.parent / "shared" / "paper" / "paper.txt"
EVERY = ROOT / "content" / "4ir-police-state" / "sources.yaml"


@pytest.mark.skipif(not PAPER.exists(), reason="the paper's text is not here")
def test_every_ibid_of_the_paper_is_found_and_its_source_named() -> None:
    held = case(PAPER.read_text("utf-8"), EVERY.read_text("utf-8"))
    assert [(d.span and d.span.line, d.edits[0].after) for d in typed_ibid(held)] == [
        (73, "[@hkim2024]"),
        (73, "[@hkim2024]"),
        (89, "[@adams2024]"),
        (93, "[@adams2024]"),
    ]
