"""A text is cut into sentences where a reader would cut it, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.review.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("It grew by 2.5 per cent. Then it fell.", ["It grew by 2.5 per cent.", "Then it fell."]),
        ("“It is so.” He left.", ["“It is so.”", "He left."]),
        ("It is so (see there). He left.", ["It is so (see there).", "He left."]),
        ("It is so.\ufffc\ufffc\ufffc He left.", ["It is so.\ufffc\ufffc\ufffc", "He left."]),
        ("It is so \ufffc\ufffc. He left.", ["It is so \ufffc\ufffc.", "He left."]),
        ("A line\nand another. And\nmore", ["A line\nand another.", "And\nmore"]),
        ("No stop\n\nNext\n \n\n Last", ["No stop", "Next", "Last"]),
        ("그는 말했다. 그리고 갔다.", ["그는 말했다.", "그리고 갔다."]),
        ("終わり。始まり。", ["終わり。", "始まり。"]),
    ],
)
def test_a_sentence_ends_at_its_stop_and_at_a_blank_line(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Kim met Gen. Lee.",
        "The U.S. Army left Washington, D.C. Tuesday.",
        "It cost much, e.g. No. 5 of vol. 2, pp. 3, cf. Watson.",
        "J. Y. Kim and K. E. Gause wrote it.",
        "Adams et al. 2024 say so.",
        "Adams et al. say so.",
        "On Jan. 23 it rained.",
        "They came (Ibid.) and went.",
        "He asked “Why?” and left.",
        "Well … perhaps.",
    ],
)
def test_a_stop_that_belongs_to_a_word_ends_nothing(text: str) -> None:
    assert cut(text) == [text]


def test_an_abbreviation_may_end_a_sentence_too() -> None:
    assert cut("He went to the U.S. The rest stayed.") == [
        "He went to the U.S.",
        "The rest stayed.",
    ]


@given(st.text(alphabet='aB1. \n!?…"”)(e.gU.S\ufffc가다。'))
def test_nothing_but_white_space_lies_between_sentences(text: str) -> None:
    places = list(sentences(text))
    bounds = [0, *(offset for place in places for offset in place), len(text)]
    assert bounds == sorted(bounds)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in places)
    gaps = zip(bounds[::2], bounds[1::2], strict=True)
    assert "".join(text[start:end] for start, end in gaps).strip() == ""
