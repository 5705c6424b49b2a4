"""The paper's own entries and citations, and every rule that a reader could see broken."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from reportkit.diagnostics import Diagnostic, Severity, Span
from reportkit.resolve.citations import cite
from reportkit.resolve.engine import CitationEngine
from tests.resolve.sample import (
    book,
    briefing,
    citation,
    item,
    listed,
    paragraph,
    printed,
    run,
    section,
    sources,
)


def test_the_papers_thirteen_citations_are_printed_as_published(
    engine: CitationEngine, style: str, cases: dict[str, Any]
) -> None:
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


def test_the_papers_seven_entries_are_printed_as_published(
    engine: CitationEngine, style: str, cases: dict[str, Any]
) -> None:
    cited = [citation(csl["id"]) for csl in reversed(cases["sources"])]
    resolved = run(engine, style, *cited, sources=sources(*cases["sources"]))
    assert listed(resolved) == cases["entries"]


def test_locators_groups_prefixes_and_suppressed_authors_are_printed(
    engine: CitationEngine, style: str, cases: dict[str, Any]
) -> None:
    cited = [
        citation(*(item(i.pop("id"), **i) for i in map(dict, case["cites"])))
        for case in cases["beyond"]
    ]
    resolved = run(engine, style, *cited, sources=sources(*cases["sources"]))
    assert printed(resolved) == [case["prints"] for case in cases["beyond"]]


def test_every_source_is_linked_to_its_entry_and_back(engine: CitationEngine, style: str) -> None:
    mark = citation(item("doe", prefix="see ", locator="4", label="page"), "roe")
    resolved = run(engine, style, mark, citation("doe"))
    assert [passage.xhtml for passage in resolved.passages] == [
        '<p id="p-0">Words <cite id="cite-doe-1">(see <a href="#ref-doe">Doe 2024, 4</a>; '
        '<a href="#ref-roe">Roe 2024</a>)</cite>.</p>',
        '<p id="p-1">Words <cite id="cite-doe-2">(<a href="#ref-doe">Doe 2024</a>)</cite>.</p>',
    ]
    assert [(entry.key, entry.cited_from) for entry in resolved.references] == [
        ("doe", ("cite-doe-1", "cite-doe-2")),
        ("roe", ("cite-doe-1",)),
    ]


def test_a_suffix_stands_outside_the_link(engine: CitationEngine, style: str) -> None:
    resolved = run(engine, style, citation(item("doe", suffix=" for a survey")))
    assert '(<a href="#ref-doe">Doe 2024</a> for a survey)' in resolved.passages[0].xhtml


@pytest.mark.parametrize(
    ("label", "locator", "prints"),
    [
        ("page", "37", "(Doe 2024, 37)"),
        ("chapter", "3", "(Doe 2024, chap. 3)"),
        ("chapter", "3-4", "(Doe 2024, chaps. 3–4)"),
        ("section", "2", "(Doe 2024, sec. 2)"),
        ("paragraph", "12", "(Doe 2024, para. 12)"),
        ("figure", "1", "(Doe 2024, fig. 1)"),
        ("note", "5", "(Doe 2024, n. 5)"),
        ("volume", "2", "(Doe 2024, vol. 2)"),
        (None, "9", "(Doe 2024, 9)"),
    ],
)
def test_a_locator_is_printed_with_its_word(
    engine: CitationEngine, style: str, label: str | None, locator: str, prints: str
) -> None:
    resolved = run(engine, style, citation(item("doe", label=label, locator=locator)))
    assert printed(resolved) == [prints]


def test_a_narrative_citation_puts_the_author_into_the_sentence(
    engine: CitationEngine, style: str
) -> None:
    page = item("doe", locator="37", label="page")
    resolved = run(engine, style, citation(page, narrative=True), citation("doe", narrative=True))
    assert printed(resolved) == ["Doe (2024, 37)", "Doe (2024)"]
    assert '<a href="#ref-doe">Doe (2024, 37)</a>' in resolved.passages[0].xhtml


def test_a_narrative_citation_may_bring_others_along(engine: CitationEngine, style: str) -> None:
    mark = citation(item("doe", locator="4"), item("roe", prefix="see "), narrative=True)
    assert printed(run(engine, style, mark)) == ["Doe (2024, 4; see Roe 2024)"]


def test_two_authors_of_one_name_are_told_apart_by_initials(
    engine: CitationEngine, style: str
) -> None:
    books = sources(
        book("a", "Kim", "Jeong\u00a0Yoon"),
        book("b", "Kim", "Hyuk"),
        book("c", "Lee", "Jeong Yoon"),
        book("d", "Lee", "Ann"),
    )
    resolved = run(engine, style, "a", "b", "c", "d", sources=books)
    assert printed(resolved) == [
        "(J. Kim 2024)",
        "(H. Kim 2024)",
        "(J. Y. Lee 2024)",
        "(A. Lee 2024)",
    ]
    assert listed(resolved)[1].startswith("Kim, Jeong Yoon. 2024.")


def test_two_works_of_one_year_are_told_apart_by_letters(
    engine: CitationEngine, style: str
) -> None:
    resolved = run(engine, style, "b", "a", sources=sources(book("a"), book("b")))
    assert printed(resolved) == ["(Doe 2024b)", "(Doe 2024a)"]
    assert listed(resolved) == ["Doe, Ann. 2024a. Title a.", "Doe, Ann. 2024b. Title b."]


def test_an_unknown_source_is_named_with_its_place_and_stays_in_the_text(
    engine: CitationEngine, style: str
) -> None:
    place = Span("content/a/02-future.md", 14, 23)
    mark = citation(item("wiliams2024", span=place), "doe")
    books = sources(book("williams2024"), book("doe", "Doe"))
    resolved = run(engine, style, mark, sources=books)
    assert resolved.diagnostics == (
        Diagnostic(
            "unknown-source",
            Severity.ERROR,
            "No source is called “wiliams2024”.",
            place,
            "Did you mean “williams2024”?",
        ),
    )
    assert "@wiliams2024" in printed(resolved)[0]
    assert [entry.key for entry in resolved.references] == ["doe"]


def test_a_day_is_shown_as_far_as_it_is_known(engine: CitationEngine, style: str) -> None:
    people = [{"literal": "Rights Watch"}]
    page = {"id": "a", "type": "webpage", "author": people, "title": "A page"}
    day, month = ({"issued": {"date-parts": [parts]}} for parts in ([2025, 9, 12], [2025, 9]))
    for issued, words in ((day, "September 12"), (month, "September")):
        resolved = run(engine, style, "a", sources=sources({**page, **issued}))
        assert listed(resolved) == [f"Rights Watch. 2025. “A page.” {words}."]


def test_what_is_not_cited_is_not_listed(engine: CitationEngine, style: str) -> None:
    resolved = run(engine, style, "a", sources=sources(book("a"), book("b")))
    assert [entry.key for entry in resolved.references] == ["a"]


def test_a_briefing_without_citations_is_left_as_it_is(engine: CitationEngine, style: str) -> None:
    told = briefing(section("s", paragraph("p", "Words.")))
    assert cite(told, engine, style) == told


def test_an_address_is_a_link_with_places_to_break_and_its_own_words(
    engine: CitationEngine, style: str
) -> None:
    address = "https://example.org/a-b/c?x='1'&y=\"2\""
    resolved = run(engine, style, "a", sources=sources(book("a", URL=address)))
    (entry,) = resolved.references
    assert listed(resolved) == [f"Doe, Ann. 2024. Title a. {address}"]
    link = ET.fromstring(f"<p>{entry.xhtml}</p>").find("a")
    assert link is not None
    assert link.get("href") == address
    assert "<wbr/>" in entry.xhtml


def test_a_doi_is_preferred_and_written_as_an_address(engine: CitationEngine, style: str) -> None:
    given = book("a", DOI="https://doi.org/10.1000/x(1)", URL="https://example.org/")
    resolved = run(engine, style, "a", sources=sources(given))
    assert listed(resolved) == ["Doe, Ann. 2024. Title a. https://doi.org/10.1000/x(1)"]
    assert 'href="https://doi.org/10.1000/x(1)"' in resolved.references[0].xhtml


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "//x.org",
        "http://[",
        "https://a b",
    ],
)
def test_an_address_that_is_no_web_address_is_words_and_no_link(
    engine: CitationEngine, style: str, address: str
) -> None:
    resolved = run(engine, style, "a", sources=sources(book("a", URL=address)))
    assert address in listed(resolved)[0]
    assert "<a " not in resolved.references[0].xhtml


def test_markup_in_a_source_is_words_but_for_the_marks_of_csl(
    engine: CitationEngine, style: str
) -> None:
    title = "<i>Alien</i> & <script>alert(1)</script> <b onclick='x'>y</b> H<sub>2</sub>O"
    resolved = run(engine, style, "a", sources=sources(book("a", title=title, type="webpage")))
    (entry,) = resolved.references
    tree = ET.fromstring(f"<p>{entry.xhtml}</p>")
    assert {element.tag for element in tree.iter()} <= {"p", "i", "sub"}
    assert "<script>alert(1)</script>" in listed(resolved)[0]


def test_korean_briefings_speak_korean(engine: CitationEngine, style: str) -> None:
    def korean(key: str, *authors: tuple[str, str], **rest: Any) -> dict[str, Any]:
        names = [{"family": family, "given": given} for family, given in authors]
        return book(key, **{"author": names, "title": f"제목 {key}", **rest})

    names = [("이", "형석"), ("박", "민수"), ("최", "영희"), ("정", "수진")]
    accessed = {"date-parts": [[2024, 7, 1]]}
    books = sources(
        korean("one", ("김", "정윤"), URL="https://example.org/", accessed=accessed),
        korean("two", ("남궁", "민"), ("황보", "라")),
        korean("four", *names),
    )
    narrative = citation("one", narrative=True)
    cited = ("one", "one", narrative, "two", "four")
    resolved = run(engine, style, *cited, sources=books, language="ko")
    assert printed(resolved) == [
        "(김정윤 2024)",
        "(위의 글)",
        "김정윤(2024)",
        "(남궁민·황보라 2024)",
        "(이형석 외 2024)",
    ]
    assert listed(resolved)[0] == (
        "김정윤. 2024. 제목 one. https://example.org/ (검색일: 2024년 7월 1일)"
    )


@pytest.mark.parametrize(
    ("issued", "english", "korean"),
    [
        ({"date-parts": [[2019, 5, 1]]}, "2019. “T.” May 1.", "2019. “T”. 5월 1일."),
        ({"date-parts": [[2019, 5]]}, "2019. “T.” May.", "2019. “T”. 5월."),
        ({"date-parts": [[2020]], "season": 1}, "2020. “T.” Spring.", "2020. “T”. 봄."),
        (
            {"date-parts": [[2018, 12, 30], [2019, 1, 3]]},
            "2018–2019. “T.” December 30–January 3.",
            "2018–2019. “T”. 12월 30–1월 3일.",
        ),
        ({"date-parts": [[2012], [2014, 5]]}, "2012–2014. “T.”", "2012–2014. “T”."),
        ({"date-parts": [[2012, 5], [2014]]}, "2012–2014. “T.”", "2012–2014. “T”."),
        ({"date-parts": [[2012], [0]]}, "2012–. “T.”", "2012–. “T”."),
        ({"date-parts": [[2012, 5], [0]]}, "2012–. “T.” May–.", "2012–. “T”. 5월–."),
        ({"date-parts": [[2012]], "circa": True}, "c. 2012. “T.”", "약 2012. “T”."),
        ({"literal": "in spring"}, "in spring. “T.”", "in spring. “T”."),
    ],
)
def test_a_date_is_printed_as_full_as_it_is_known(
    engine: CitationEngine, style: str, issued: dict[str, Any], english: str, korean: str
) -> None:
    entry = sources(book("doe", type="webpage", title="T", issued=issued))
    printed = [
        listed(run(engine, style, "doe", sources=entry, language=tag))[0] for tag in ("en", "ko")
    ]
    assert printed == [f"Doe, Ann. {english}", f"Doe, Ann. {korean}"]


def test_a_korean_author_is_cited_in_english_as_english_is_set(
    engine: CitationEngine, style: str
) -> None:
    entry = sources(book("kim", author=[{"family": "김", "given": "정윤"}]))
    mark = citation("kim", narrative=True)
    assert printed(run(engine, style, mark, sources=entry)) == ["김정윤 (2024)"]


@pytest.mark.parametrize(
    ("language", "locale"), [("en", "en-US"), ("en-GB", "en-GB"), ("ko", "ko-KR")]
)
def test_a_language_has_its_own_words_without_a_warning(
    engine: CitationEngine, style: str, language: str, locale: str
) -> None:
    assert locale in engine.locales
    assert run(engine, style, "a", language=language).diagnostics == ()


def test_a_language_without_words_falls_back_to_english_and_says_so(
    engine: CitationEngine, style: str
) -> None:
    resolved = run(engine, style, "doe", "doe", language="fr")
    assert printed(resolved) == ["(Doe 2024)", "(Ibid.)"]
    assert [d.rule for d in resolved.diagnostics] == ["no-locale"]
