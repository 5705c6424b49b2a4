"""Words have their dates, abbreviations their meaning, and names one spelling."""

from __future__ import annotations

import datetime

import pytest

from reportkit.read.briefing import read_briefing
from reportkit.read.institute import read_institute
from reportkit.review.abbreviations import abbreviations
from reportkit.review.ages import ages, undated_times
from reportkit.review.case import Case, Check
from reportkit.review.spellings import names, spellings
from reportkit.review.structure import figures_and_tables, front_matter, unused_files
from tests.review.desk import briefing
from tests.review.paper import TEXT, paper, paper_lines

TODAY = datetime.date(2025, 8, 1)
PATH = "content/sample/01-introduction.md"
CHECKS: tuple[Check, ...] = (undated_times, ages, abbreviations, names, spellings)


def told(markdown: str, *checks: Check, **others: str) -> list[str]:
    case = Case(briefing(markdown, **others), TODAY)
    assert [d for d in case.briefing.diagnostics if d.severity == "error"] == []
    found = [d for check in checks or CHECKS for d in check(case)]
    return [
        f"{str(d.span).removeprefix(f'{PATH}:')}+{d.extent} {d.rule}: {d.message}" for d in found
    ]


def test_a_word_in_capitals_is_no_abbreviation() -> None:
    text = "The NOTICE is a notice; a NOTICE stays. An XYZW and an XYZW.\n"
    assert told(text, abbreviations) == [
        "1:44+4 abbreviation-never: “XYZW” stands here 2 times and is never expanded.",
    ]


def test_a_word_to_the_reader_is_no_claim_about_today() -> None:
    assert told("For now, we look at banks. You may stop for now.", undated_times) == [
        "1:41+7 undated-time: “for now” says nothing of when that is.",
    ]


def test_undated_words_of_time_are_told() -> None:
    assert told("They recently met. At least\nfor now, it holds.", undated_times) == [
        "1:6+8 undated-time: “recently” says nothing of when that is.",
        "1:20+8 undated-time: “At least for now” says nothing of when that is.",
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "As of mid-2024 they recently met.",
        "They recently, in May 2024, met.",
        "They recently met.\n{as-of=2024-07}",
        "# Head {#sec-h as-of=2024}\n\nThey currently meet.\n\n## Below\n\nAnd recently, too.",
        "He said: “We recently met.”",
        "`recently` is code.",
        "It is now known that todays and currents differ; up to date records exist.",
        "Nothing is new in this yearbook.",
    ],
)
def test_what_has_its_date_is_not_told(markdown: str) -> None:
    assert told(markdown, undated_times) == []


def test_an_as_of_date_of_one_section_says_nothing_of_the_next() -> None:
    text = "# One {#sec-one as-of=2024}\n\nNow currently.\n\n# Two\n\nThen currently."
    assert told(text, undated_times) == [
        "7:6+9 undated-time: “currently” says nothing of when that is."
    ]


def test_what_is_due_for_review_is_told_where_that_is_written() -> None:
    text = (
        "# One {#sec-one review-by=2025-07-31}\n\nWords here.\n{as-of=2025-01 review-every=6m}\n\n"
        "# Two {#sec-two review-by=2025-08-01}\n\nOther words.\n"
        '{as-of=2024-01-01 reviewed=2025-07-01 review-every="6 months"}\n'
    )
    assert told(text, ages) == [
        "1:17+1 review-due: The section “One” was to be reviewed by 2025-07-31.",
        "4:2+1 review-due: This passage was to be reviewed by 2025-07-31, "
        "6 months after its as-of date.",
    ]


def test_a_day_to_come_is_no_date_of_a_claim() -> None:
    text = "# One {#sec-one as-of=2026}\n\nWords.\n{reviewed=2025-08-02}\n"
    assert told(text, ages) == [
        "1:17+1 future-date: “as-of” of the section “One” is 2026-12-31, in the future.",
        "4:2+1 future-date: “reviewed” of this passage is 2025-08-02, in the future.",
    ]


def test_abbreviations_are_expanded_once_and_first() -> None:
    text = (
        "An ABC comes first. The artificial bee colony (ABC) follows.\n\n"
        "Again an Artificial Bee Colony (ABC), with XYZ and XYZ.\n\n"
        "Machine learning/deep learning (ML/DL), with ML and DLs.\n"
    )
    assert told(text, abbreviations) == [
        "3:33+3 abbreviation-twice: “ABC” is expanded a second time, as “Artificial Bee Colony”.",
        "1:4+3 abbreviation-late: “ABC” stands here before it is expanded.",
        "3:44+3 abbreviation-never: “XYZ” stands here 2 times and is never expanded.",
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "The US and the UK, NATO and COVID-19, in the 1990s; an A4 page, T-34 tanks, World War II.",
        "THE WHOLE LINE IS SET IN CAPITALS AND SAYS SO TWICE, IN CAPITALS.",
        "The Korean Workers' Party (KWP) rules. The KWP's members; KWPs.",
        "fifth-generation (5G) networks and virtual reality (VR), with 5G and VR.",
        "The Internet of Things (IoT) and the IoT; radio-frequency identification (RFID), RFID.",
        "The Committee for Human Rights in North Korea (HRNK) and HRNK again.",
        "Closed-circuit television (CCTV) and CCTVs.",
        "One ABC stands alone.",
    ],
)
def test_abbreviations_in_order_are_not_told(markdown: str) -> None:
    assert told(markdown, abbreviations) == []


def test_spellings_that_vary_are_told_with_the_usual_one() -> None:
    text = "Cyber-security and cybersecurity, and cybersecurity. They organise and organize; WIFI."
    assert told("An e-mail; email.", spellings) == [
        "1:12+5 spelling-varies: “email” (once) is “e-mail” elsewhere (once).",
    ]
    assert told(text, names, spellings) == [
        "1:82+4 misspelt-name: “WIFI” is written “Wi-Fi”.",
        "1:1+14 spelling-varies: “cyber-security” (once) is “cybersecurity” elsewhere (twice).",
        "1:72+8 spelling-varies: “organize” (once) is “organise” elsewhere (once).",
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "A long-term plan for the long term; every day is an everyday matter.",
        "The State and the state; Police and police; the North and northern north.",
        "They advise, revise and supervise; the size of a prize; wise citizens rise.",
        "He realized what realization is; analysis and analyses; programs.",
        "Resign the post.",
    ],
)
def test_what_is_right_both_ways_is_not_told(markdown: str) -> None:
    assert told(markdown, spellings) == []


def test_front_matter_is_complete_and_short() -> None:
    meta = (
        "title: A Title\nauthors: [doe]\ndate: 2024-07-18\nseries: notes\nabstract: >-\n  "
        + "word " * 151
        + "\nkeywords: [a, b, c, d, e, f, g, h, i, j, k]\neditors-note: A note.\n"
    )
    assert [line.split(" ", 1)[1] for line in told("Words.", front_matter, briefing_yaml=meta)] == [
        "too-many-keywords: There are 11 keywords; 10 are enough.",
        "long-abstract: The abstract has 151 words; 150 are enough.",
    ]
    bare = "title: T\nauthors: [doe]\ndate: 2024-07-18\nseries: notes\nabstract: A.\n"
    assert [line.split(" ", 1)[1] for line in told("Words.", front_matter, briefing_yaml=bare)] == [
        "missing-editors-note: This briefing has no editor's note.",
        "missing-keywords: This briefing has no keywords.",
    ]


def test_what_nothing_refers_to_or_uses_is_told() -> None:
    table = "| a |\n| --- |\n| b |\n\nTable: One {#tbl-one}\n"
    assert told(f"Words.\n\n{table}", figures_and_tables) == [
        "3:1+1 unreferenced-table: Nothing in the text refers to this table."
    ]
    assert told(f"See @tbl-one.\n\n{table}", figures_and_tables) == []
    case = Case(briefing("Words."), TODAY, ("content/sample/data/old.csv",))
    assert [str(d) for d in unused_files(case)] == [
        "content/sample/data/old.csv:1:1: warning[unused-file]: Nothing in the briefing uses this "
        "file.\n  hint: Delete it, or use it."
    ]


def test_the_papers_words_are_found_at_their_lines() -> None:
    lines = paper_lines()
    files = paper(lines)
    institute, _ = read_institute(files)
    assert institute is not None
    case = Case(read_briefing(files, institute, "paper"), datetime.date(2024, 8, 1))
    found = {
        (d.rule, lines[d.span.line - 1][d.span.column - 1 :][: d.extent])
        for check in CHECKS
        for d in check(case)
        if d.span and d.span.path == TEXT
    }
    assert found == {
        ("undated-time", "recently"),
        ("undated-time", "Currently"),
        ("undated-time", "at least for now"),
        ("abbreviation-twice", "AI"),
        ("abbreviation-never", "CCTVs"),
        ("misspelt-name", "WIFI"),
    }
