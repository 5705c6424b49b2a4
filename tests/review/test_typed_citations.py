"""A citation typed by hand is found, its key is named, and what only looks like one is let be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.review.authorship import Ledger
from reportkit.review.recognised import recognised
from reportkit.review.typed_citations import typed_citations
from tests.conftest import ROOT
from tests.review.desk import PATH, case, mended

SOURCES = """\
- id: watson2020
  type: chapter
  title: A
  author: [{family: Watson, given: Virginia}]
  issued: 2020
- {id: gause2012, type: book, title: B, author: [{family: Gause, given: Ken E.}], issued: 2012}
- {id: hkim2024, type: book, title: C, author: [{family: Kim, given: Hyuk}], issued: 2024}
- {id: jkim2024, type: book, title: D, author: [{family: Kim, given: "Jeong\\_Yoon"}], issued: 2024}
- id: williams2024
  type: report
  title: E
  author: [{family: Williams, given: Martyn}, {family: Slavney, given: Natalia}]
  issued: 2024
- id: adams2023
  type: report
  title: F
  author:
    - {family: Adams, given: Rose}
    - {family: Bell, given: Bo}
    - {family: Cole, given: Cy}
  issued: 2023
- id: berg2019
  type: book
  title: G
  author: [{family: Berg, given: Jo, non-dropping-particle: van den}]
  issued: 2019
- {id: muller2018, type: book, title: H, author: [{family: Müller, given: Éva}], issued: 2018}
- {id: bank2021, type: report, title: I, author: [{literal: World Bank}], issued: 2021}
- {id: 김정윤2022, type: book, title: 책, author: [{family: 김, given: 정윤}], issued: 2022}
- {id: yi2022, type: book, title: 글, author: [{family: 이, given: 형석}], issued: 2022}
"""


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("It is so (Watson 2020).", "It is so [@watson2020]."),
        ("It is so (Watson, 2020).", "It is so [@watson2020]."),
        ("It is so [Watson, 2020].", "It is so [@watson2020]."),
        ("It is so (WATSON 2020: 37–48).", "It is so [@watson2020, 37–48]."),
        ("It is so (Watson 2020, p. 37).", "It is so [@watson2020, p. 37]."),
        ("It is so (Williams and\nSlavney 2024).", "It is so [@williams2024]."),
        ("It is so (Williams & Slavney, 2024).", "It is so [@williams2024]."),
        ("It is so (Williams et al. 2024).", "It is so [@williams2024]."),
        ("It is so (Adams *et al.*, 2023, 5).", "It is so [@adams2023, 5]."),
        ("It is so (Adams, Bell, and Cole 2023).", "It is so [@adams2023]."),
        ("It is so (J. Kim 2024).", "It is so [@jkim2024]."),
        ("It is so (Kim, H. 2024).", "It is so [@hkim2024]."),
        ("It is so (Kim Hyuk 2024).", "It is so [@hkim2024]."),
        ("It is so (K. E. Gause 2012).", "It is so [@gause2012]."),
        ("It is so (van den Berg 2019).", "It is so [@berg2019]."),
        ("It is so (Muller 2018).", "It is so [@muller2018]."),
        ("It is so (World Bank 2021).", "It is so [@bank2021]."),
        ("(see Watson 2020; Gause 2012, 3)", "[see @watson2020; @gause2012, 3]"),
        ("(Watson 2020, Gause 2012)", "[@watson2020; @gause2012]"),
        ("(cf. Watson 2020, emphasis mine)", "[cf. @watson2020, emphasis mine]"),
        ("But Watson (2020) says so.", "But @watson2020 says so."),
        ("Watson (2020, 37) says so.", "@watson2020 [37] says so."),
        ("So say Williams and Slavney (2024).", "So say @williams2024."),
        ("그렇다(이형석 2022).", "그렇다[@yi2022]."),
        ("이형석(2022)은 말했다.", "@{yi2022}은 말했다."),
        ("그렇다 (김정윤 2022, 12쪽).", "그렇다 [@{김정윤2022}, 12쪽]."),
        ("Text.[^a]\n\n[^a]: See Gause (2012).", "Text.[^a]\n\n[^a]: See @gause2012."),
    ],
)
def test_what_is_typed_is_mended_where_just_one_source_fits(typed: str, written: str) -> None:
    held = case(typed, SOURCES)
    assert mended(held, typed_citations(held)) == written


@pytest.mark.parametrize(
    ("typed", "rule", "message", "hint"),
    [
        (
            "So (Watson 2020).",
            "typed-citation",
            "“(Watson 2020)” is typed by hand for “watson2020”.",
            "Write “[@watson2020]”.",
        ),
        (
            "So (Kim 2024).",
            "typed-citation",
            "“(Kim 2024)” is typed by hand, and may mean “hkim2024” or “jkim2024”.",
            "Cite the one that is meant by its key, as in “[@hkim2024]”.",
        ),
        (
            "So (Williams 2024).",
            "typed-citation",
            "“(Williams 2024)” is typed by hand, and may mean “williams2024”.",
            "Write “[@williams2024]” if that is meant.",
        ),
        (
            "So (Martyn and Slavney 2024).",
            "given-name-citation",
            "“(Martyn and Slavney 2024)” takes “Martyn” for a family name: it is the given name "
            "of Martyn Williams in “williams2024”.",
            "Write “[@williams2024]”.",
        ),
        (
            "So (Hyuk 2024).",
            "given-name-citation",
            "“(Hyuk 2024)” takes “Hyuk” for a family name: it is the given name of Hyuk Kim in "
            "“hkim2024”.",
            "Write “[@hkim2024]” if that is meant.",
        ),
        (
            "So (Watson 2021).",
            "typed-citation",
            "“(Watson 2021)” is typed by hand, and no source fits it.",
            "The nearest: “watson2020”; or describe it in sources.yaml.",
        ),
        (
            "So (Smith and Jones 2019).",
            "typed-citation",
            "“(Smith and Jones 2019)” is typed by hand, and no source fits it.",
            "Describe it in sources.yaml, and cite it by its key.",
        ),
    ],
)
def test_a_finding_names_the_key_or_says_that_there_is_none(
    typed: str, rule: str, message: str, hint: str
) -> None:
    (said,) = typed_citations(case(typed, SOURCES))
    assert (said.rule, str(said.span), said.message, said.hint) == (
        rule,
        f"{PATH}:1:4",
        message,
        hint,
    )
    assert said.extent == len(typed) - len("So .")


def test_in_one_pair_of_brackets_each_is_told_where_one_of_them_is_open() -> None:
    said = list(typed_citations(case("So (Watson 2020; Kim 2024).", SOURCES)))
    assert [(str(d.span), d.message, d.edits) for d in said] == [
        (f"{PATH}:1:5", "“Watson 2020” is typed by hand for “watson2020”.", ()),
        (
            f"{PATH}:1:18",
            "“Kim 2024” is typed by hand, and may mean “hkim2024” or “jkim2024”.",
            (),
        ),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "[Watson, 2020](https://example.org)",
        "Watson’s (2020) book",
        "(Watson 2020, 2024)",
        "As Watson 2020 has it",
        "(a word, Watson 2020)",
    ],
)
def test_what_cannot_be_mended_with_certainty_is_only_told(typed: str) -> None:
    (said,) = typed_citations(case(typed, SOURCES))
    assert (said.rule, said.edits) == ("typed-citation", ())


@pytest.mark.parametrize(
    "typed",
    [
        "(March 2019)",
        "(12 March 2019)",
        "(Windows 2000)",
        "(Seoul 2018)",
        "(Paris, 2015)",
        "(Seoul and Busan 2018)",
        "(Act 2019)",
        "(Article 5, 1998)",
        "(since 2012)",
        "(Kim Jong Un 2011)",
        "(N. Korea 2019)",
        "(World Cup 2018)",
        "(see Figure 2019)",
        "(January and February 2019)",
        "(1912–1994)",
        "(2019)",
        "In Virginia (2020) it rained.",
        "McWatson 2020",
        "Under Watson, 2020 was a year.",
        "A thing called X (2019) and Watson. 2020 came.",
        "`(Watson 2020)`",
        "[@watson2020]",
        "The Orwell novel (1949)",
    ],
)
def test_what_only_looks_like_a_citation_is_let_be(typed: str) -> None:
    assert list(typed_citations(case(typed, SOURCES))) == []


@given(st.text())
def test_without_a_year_there_is_no_citation(text: str) -> None:
    ledger = Ledger(case("Text.", SOURCES).briefing.sources)
    plain = "".join(sign for sign in text if not sign.isdigit())
    assert list(recognised(plain, ledger)) == []


@given(st.text(alphabet="(Watson 2020;,.[]&etal김 "))
def test_a_citation_stands_where_it_is_said_to_stand(text: str) -> None:
    ledger = Ledger(case("Text.", SOURCES).briefing.sources)
    for found in recognised(text, ledger):
        assert "2020" in text[found.typed.start : found.typed.end]
        assert all("2020" in text[part.at : part.end] for part in found.typed.parts)


def test_a_long_text_is_read_in_a_moment() -> None:
    ledger = Ledger(case("Text.", SOURCES).briefing.sources)
    for text in ("A." * 20_000, "(Aa, " * 20_000, "Aa and " * 5_000 + "(2020)"):
        assert list(recognised(text, ledger)) == []


PAPER = ROOT.parent / "shared" / "paper" / "paper.txt"
EVERY = ROOT / "content" / "4ir-police-state" / "sources.yaml"


@pytest.mark.skipif(not PAPER.exists(), reason="the paper's text is not here")
def test_every_citation_of_the_paper_is_found_and_the_slip_is_named() -> None:
    held = case(PAPER.read_text("utf-8"), EVERY.read_text("utf-8"))
    assert [(d.rule, d.span and d.span.line, d.edits[0].after) for d in typed_citations(held)] == [
        ("typed-citation", 5, "[@watson2020]"),
        ("typed-citation", 33, "[@gause2012]"),
        ("typed-citation", 45, "[@lee2005]"),
        ("typed-citation", 49, "[@williams2024]"),
        ("typed-citation", 53, "[@jkim2024]"),
        ("typed-citation", 57, "[@williams2024]"),
        ("given-name-citation", 61, "[@williams2024]"),
        ("typed-citation", 69, "[@hkim2024]"),
        ("typed-citation", 85, "[@adams2024]"),
    ]
