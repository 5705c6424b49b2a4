"""The proof of words holds where page and paper agree, and fails where they do not."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from reportkit.review.paper_words import paper_words
from reportkit.review.parity import Proof, compare_words, read_page
from reportkit.write.page import write_page
from tests.write import paper_specimen as specimen


@lru_cache(maxsize=1)
def made() -> tuple[str, bytes, str]:
    """A briefing with every construct: its page, its PDF, its style sheet."""
    arguments = (specimen.briefing(), specimen.institute(), specimen.theme(), specimen.fonts())
    artifacts = {a.path: a.data for a in write_page(*arguments, specimen.files())}
    return artifacts["index.html"].decode(), specimen.paper().data, artifacts["page.css"].decode()


def prove(page: str, paper: bytes | None = None, style: str = "") -> Proof:
    _, good, own = made()
    return compare_words(specimen.briefing(), read_page(page.encode(), (own, style)), paper or good)


def said(proof: Proof) -> str:
    assert proof.words == 0
    (diagnostic,) = proof.diagnostics
    assert diagnostic.rule == "parity"
    return diagnostic.message


def paragraphs(page: str) -> list[str]:
    return re.findall(r"<p id=\"p-[^\"]*\">[^<]{80,}</p>", page)


def test_page_and_paper_of_one_briefing_hold_the_same_words() -> None:
    proof = prove(made()[0])
    assert proof.diagnostics == ()
    assert proof.words > 1_500


def test_a_long_line_of_a_paper_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = paper_words(made()[1])
    monkeypatch.setattr("reportkit.review.paper_words.ROOM", 2)
    assert paper_words(made()[1]) == whole


@pytest.mark.parametrize("page", [None, b"", b" \n", b"no element at all", b"<html></html>"])
def test_a_page_that_is_missing_or_empty_is_no_proof(page: bytes | None) -> None:
    proof = compare_words(specimen.briefing(), read_page(page, ()), made()[1])
    assert "page" in said(proof)


@pytest.mark.parametrize("paper", [None, b"", b"%PDF-1.7\n", b"words"])
def test_a_paper_that_is_missing_or_empty_is_no_proof(paper: bytes | None) -> None:
    proof = compare_words(specimen.briefing(), read_page(made()[0].encode(), ()), paper)
    assert said(proof).startswith("The PDF ")


def test_a_paper_that_is_torn_is_no_proof() -> None:
    page, paper, _ = made()
    proof = compare_words(specimen.briefing(), read_page(page.encode(), ()), paper[:2_000])
    assert said(proof) == "The PDF cannot be read."


def test_a_word_taken_from_the_page_is_named_with_its_passage() -> None:
    page = made()[0]
    whole = paragraphs(page)[3]
    words = whole.split(" ")
    lost = next(n for n, word in enumerate(words) if n > 8 and len(word) > 5)
    torn = " ".join(words[:lost] + words[lost + 1 :])
    proof = prove(page.replace(whole, torn))
    assert words[lost] in said(proof)
    key = re.search('id="([^"]*)"', whole)
    assert key is not None
    span = {p.key: p.span for p in specimen.briefing().passages}[key[1]]
    assert proof.diagnostics[0].span == span


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" the ", " "),
        (" the ", " the the "),
        (" the ", "the "),
        (" the ", " thé "),
        (" the ", " a "),
    ],
)
def test_any_word_that_differs_is_found(old: str, new: str) -> None:
    page = made()[0]
    whole = next(p for p in paragraphs(page) if old in p)
    assert "differ" in said(prove(page.replace(whole, whole.replace(old, new, 1))))


def test_paragraphs_in_another_order_are_found() -> None:
    page = made()[0]
    one, two = paragraphs(page)[1:3]
    swapped = page.replace(one, "\0").replace(two, one).replace("\0", two)
    assert "differ" in said(prove(swapped))


def test_words_that_only_one_of_them_has_at_the_end_are_found() -> None:
    page = made()[0]
    more = page.replace("</footer>", "<p>One more word.</p></footer>", 1)
    assert "One more word." in said(prove(more))


def test_a_footnote_that_differs_is_found() -> None:
    page = made()[0]
    notes = page.index('class="notes"')
    word = re.search(r"\b[a-z]{6,}\b(?= )", page[page.index("<p>", notes) :])
    assert word is not None
    changed = page[:notes] + page[notes:].replace(f"{word[0]} ", "", 1)
    assert "differ" in said(prove(changed))


@pytest.mark.parametrize(
    "style",
    [
        "section p { display: none }",
        "@media (min-width: 30em) { section p { visibility: hidden } }",
        "main p { opacity: 0 }",
        "p { font-size: 0 }",
        "p { color: transparent }",
        ".passage > p { clip-path: inset(50%) }",
        "main article section p { content-visibility: hidden }",
        "section:not(:has(em)) p, :nonsense(p) { display: none }",
    ],
)
def test_a_style_that_hides_a_paragraph_is_found(style: str) -> None:
    assert said(prove(made()[0], style=style)).startswith("The style sheet hides words of the page")


@pytest.mark.parametrize(
    "style",
    ["nav, .permalink { display: none }", ".nothing { display: none }", "p { opacity: 0.9 }"],
)
def test_a_style_that_hides_no_words_is_not_reported(style: str) -> None:
    assert prove(made()[0], style=style).diagnostics == ()
