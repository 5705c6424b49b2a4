"""The words that `reportkit new` writes are known from those that somebody else writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import reportkit.starter
from reportkit.diagnostics import Severity, Text
from reportkit.review.placeholders import STARTERS, placeholders, starter_words
from tests.review.desk import case

STARTER = Path(reportkit.starter.__file__).parent


def told(path: str, content: str) -> list[str]:
    return [f"{d.span}+{d.extent} {d.message}" for d in placeholders([Text(path, content)])]


@pytest.mark.parametrize("end", STARTERS)
def test_what_is_told_are_words_that_a_new_briefing_has(end: str) -> None:
    texts = [path.read_text("utf-8") for path in STARTER.rglob(f"*{end}")]
    written = [" ".join(text.split()) for text in texts]
    assert [words for words in STARTERS[end] if not any(words in text for text in written)] == []


def test_of_every_paragraph_of_a_new_briefing_some_words_are_told() -> None:
    for path in STARTER.rglob("*.md"):
        blocks = [b for b in path.read_text("utf-8").split("\n\n") if not b.startswith("#")]
        assert [block for block in blocks if not told("content/a/01.md", block)] == []


def test_a_text_is_told_once_with_the_lines_that_hold_more_wherever_they_break() -> None:
    text = (
        "# What we found\n\nOurs. A footnote[^note] stands at the foot\nof its page. Headings\n"
        "carry no numbers: the theme counts them.\n\n"
        "- Change a word, and run `reportkit build`\n  again.\n"
    )
    assert told("content/a/01.md", text) == [
        "content/a/01.md:3:7+36 These are words of “reportkit new”: "
        "“A footnote[^note] stands at the foot of its page.”. So are some in lines 4, 7.",
    ]
    assert told("content/a/01.md", text.partition("Headings")[0]) == [
        "content/a/01.md:3:7+36 These are words of “reportkit new”: "
        "“A footnote[^note] stands at the foot of its page.”.",
    ]


def test_what_others_write_and_what_is_a_comment_is_left_in_peace() -> None:
    text = "# What follows\n\nYour Institute counts the footnotes at the foot of its page.\n"
    assert told("content/a/01.md", text) == []
    house = "name: The Other Institute  # Your\n# name: Your Institute\nshort-name: YIELD\n"
    assert told("content/institute.yaml", house) == []


def test_they_are_a_warning_in_a_draft_and_an_error_in_an_edition() -> None:
    held = case("Words. Change a word, and run `reportkit build` again.\n")
    house = Text("content/institute.yaml", "name: Your Institute\n")
    for issuing, severity in ((False, Severity.WARNING), (True, Severity.ERROR)):
        found = [*starter_words(replace(held, house=house, issuing=issuing))]
        assert [(str(d.span), d.severity) for d in found] == [
            ("content/sample/01-introduction.md:1:8", severity),
            ("content/institute.yaml:1:7", severity),
        ]
