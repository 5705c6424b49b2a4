"""Characters that are not what they seem are named, and ordinary prose is left in peace."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.read.briefing import read_briefing
from reportkit.read.institute import read_institute
from reportkit.review.case import Case, Check
from reportkit.review.characters import (
    blank_paragraphs,
    composed,
    hidden_characters,
    look_alikes,
    typed_signs,
)
from reportkit.review.mending import applied, together
from reportkit.review.spacing import brackets, quotation_marks, spaces
from tests.review.desk import briefing
from tests.review.paper import TEXT, paper, paper_lines

CHECKS: tuple[Check, ...] = (
    look_alikes,
    hidden_characters,
    blank_paragraphs,
    typed_signs,
    composed,
    spaces,
    quotation_marks,
    brackets,
)
TODAY = datetime.date(2024, 8, 1)
PATH = "content/sample/01-introduction.md"


def told(markdown: str, *checks: Check) -> list[str]:
    case = Case(briefing(markdown), TODAY)
    found = [d for check in checks or CHECKS for d in check(case)]
    return [
        f"{str(d.span).removeprefix(f'{PATH}:')}+{d.extent} {d.rule}: {d.message}" for d in found
    ]


def mended(markdown: str) -> str:
    case = Case(briefing(markdown), TODAY)
    _, edits = together(d for check in CHECKS for d in check(case))
    return applied(markdown.encode(), edits.get(PATH, ())).decode()


def test_a_look_alike_is_named_with_its_letter_and_mended() -> None:
    assert told("The syst\u0435m of a \u0410pril.") == [
        "1:5+6 mixed-script: “syst\u0435m” holds the Cyrillic letter “\u0435” (U+0435), "
        "which looks like the Latin “e”.",
        "1:17+5 mixed-script: “\u0410pril” holds the Cyrillic letter “\u0410” (U+0410), "
        "which looks like the Latin “A”.",
    ]
    assert mended("The syst\u0435m of a \u0410pril.") == "The system of a April."


def test_a_whole_word_of_look_alikes_is_named_where_latin_words_stand_beside_it() -> None:
    word = "\u0441\u043e\u0440\u0443"
    assert told(f"Please send a {word} of it.") == [
        f"1:15+4 look-alike-word: “{word}” is written in Cyrillic letters, and looks like the "
        "Latin “copy”."
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "The AI는 IT강국의 기술이다. 북한의 4IR 정책과 CCTV를 본다.",
        "A paper on Война и мир, as “Как это было” says, and Владимир Путин.",
        "It weighs 5 µg, with Δt and the λ-calculus; a β-test, 10 Ω.",
        "東京のAI技術 and 日本語のテキスト are fine.",
        "👩‍💻 and ❤️ and 한국 🇰🇷.",
        "“A quotation,” he said, “goes on.” It’s the ’90s; the authors’ rock ’n’ roll.",
        'He said "so" and then "not so" of a 5\'10" man with a 24" screen.',
        "“One paragraph opens.\n\n“And the next one closes.”",
        "Er sagte: „So ist es.“ Und «ainsi soit-il».",
        "Either 1) this, or 2) that (and (perhaps) both), or a) and b).",
        "Prices of 1,000 and 3.5; e.g. the U.S.A. and v1.2.3, see example.org.",
        "A line\nbroken softly, with *emphasis* and **strength** , no: `code  here` too.",
        "A no-break\u00a0space joins 5\u00a0km and Mr.\u00a0Kim.",
        "| a | b |\n| --- | --- |\n| c   | d  |\n\nTable: One {#tbl-one}",
        "Łódź, naïve, Ærø, straße, Đà Nẵng and Kaliňin.",
        "Chemists write H₂O and m², ½ and 20 °C.",
    ],
)
def test_ordinary_prose_gives_no_finding(markdown: str) -> None:
    assert [line for line in told(markdown) if "space-before-sign" not in line] == []


def test_what_nobody_sees_is_told_and_deleted() -> None:
    text = "A zero\u200bwidth, a soft\u00adhyphen, a \u200emark."
    assert told(text) == [
        "1:7+1 invisible-character: Here stands U+200B, zero width space, which nobody sees.",
        "1:21+1 invisible-character: Here stands U+00AD, soft hyphen, which nobody sees.",
        "1:32+1 bidi-control: Here stands U+200E, left-to-right mark, which nobody sees.",
    ]
    assert mended(text) == "A zerowidth, a softhyphen, a mark."


def test_paragraphs_of_no_break_spaces_are_told_at_their_lines() -> None:
    text = "One.\n\n\u00a0\n\nTwo.\n\n&nbsp;\n\n\u00a0 \u00a0\n\nThree."
    told_lines = told(text, blank_paragraphs)
    assert [line.split(" ")[0] for line in told_lines] == ["3:1+1", "7:1+6", "9:1+3"]
    assert mended(text) == "One.\n\n\n\nTwo.\n\n\n\n\n\nThree."


def test_typed_numerals_bullets_and_signs_are_mended() -> None:
    text = "Ⅱ. A heading\n\nAs war Ⅱ shows:\n● one\n● two of ﬁve ①\n"
    assert [line.split(":")[1].split()[1] for line in told(text)] == [
        "typed-numeral",
        "typed-numeral",
        "typed-bullet",
        "typed-bullet",
        "compatibility-character",
        "compatibility-character",
    ]
    assert mended(text) == "# A heading\n\nAs war II shows:\n\n- one\n- two of five 1\n"


def test_letters_taken_apart_are_composed() -> None:
    text = "A cafe\u0301 in \u1112\u1161\u11ab."
    assert [line.split(": ")[1] for line in told(text)] == [
        "“café” is written with its letters taken apart.",
        "“한.” is written with its letters taken apart.",
    ]
    assert mended(text) == "A café in 한."


def test_spaces_are_mended_where_they_are_surely_wrong() -> None:
    text = "One  two \u00a0three , four,five.Then six."
    assert [line.split(" ")[1] for line in told(text)] == [
        "double-space:",
        "double-space:",
        "space-before-sign:",
        "space-after-sign:",
        "space-after-sign:",
    ]
    assert mended(text) == "One two three, four, five. Then six."


def test_what_is_opened_and_never_closed_is_told() -> None:
    assert told('He said “so.\n\nThen (that.\n\nAnd closed” here).\n\nA "straight one.') == [
        "1:9+1 unpaired-quotes: A quotation is opened here, and never closed: ““”.",
        "5:11+1 unpaired-quotes: A quotation is closed here, and never opened: “””.",
        "7:3+1 unpaired-quotes: This quotation mark is without its partner.",
        "3:6+1 unpaired-brackets: A bracket is opened here, and never closed.",
        "5:17+1 unpaired-brackets: A bracket is closed here, and never opened.",
    ]


@given(st.lists(st.from_regex(r"[A-Za-z]{1,9}", fullmatch=True), min_size=1, max_size=30))
def test_plain_words_give_no_finding(words: list[str]) -> None:
    assert told(f"Words {' '.join(words)}.") == []


@given(st.text(alphabet="aе оА\u200b\u00a0Ⅱ●ﬁ,. “”\n", min_size=1, max_size=60))
def test_mending_comes_to_an_end(text: str) -> None:
    markdown = f"Words.\n\n{text}\n"
    for _round in range(6):
        again = mended(markdown)
        if again == markdown:
            return
        markdown = again
    raise AssertionError(f"it goes on: {markdown!r}")


def test_the_papers_defects_are_found_at_their_lines() -> None:
    lines = paper_lines()
    files = paper(lines)
    institute, _ = read_institute(files)
    assert institute is not None
    case = Case(read_briefing(files, institute, "paper"), TODAY)
    found = [d for check in CHECKS for d in check(case) if d.span and d.span.path == TEXT]
    by_rule = Counter(d.rule for d in found)
    blank = sum(bool(line) and not line.strip("\u00a0 ") for line in lines)
    assert by_rule == {
        "mixed-script": 8,
        "blank-paragraph": blank,
        "typed-numeral": 5,
        "typed-bullet": 3,
    }
    places = {(d.rule, d.span.line) for d in found if d.span}
    expected = {
        (rule, number)
        for number, line in enumerate(lines, 1)
        for rule, sign in (
            ("mixed-script", "\u0435"),
            ("typed-bullet", "●"),
            *(("typed-numeral", numeral) for numeral in "ⅠⅡⅢⅣⅤ"),
        )
        if sign in line
    }
    assert {place for place in places if place[0] != "blank-paragraph"} == expected
