"""Numerals of sections, as the house's theme and others name them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import ReportkitError
from reportkit.model import Section, Theme
from reportkit.resolve.numbering import number, roman
from tests.resolve.sample import briefing, section

VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def numerals(theme: Theme, *parts: Section) -> list[str | None]:
    return [part.number for part in number(briefing(*parts), theme).sections]


def test_levels_count_anew_below_each_parent_and_the_introduction_has_no_number(
    theme: Theme,
) -> None:
    parts = [
        section("introduction", title=None),
        section("a"),
        section("b", level=2),
        section("c", level=2),
        section("d", level=3),
        section("e"),
        section("f", level=2),
        section("g", level=2),
    ]
    assert numerals(theme, *parts) == [None, "Ⅰ.", "1.", "2.", None, "Ⅱ.", "1.", "2."]


def test_nothing_below_an_unnumbered_section_is_numbered(theme: Theme) -> None:
    parts = [section("a"), section("references"), section("b", level=2), section("c")]
    assert numerals(theme, *parts) == ["Ⅰ.", None, None, "Ⅱ."]


def test_a_theme_may_name_other_numerals(theme: Theme) -> None:
    other = replace(theme, numbering=("decimal", "roman"))
    parts = [section("a"), section("b", level=2), section("c", level=3)]
    assert numerals(other, *parts) == ["1.", "Ⅰ.", None]


def test_a_numeral_that_does_not_exist_is_refused_with_those_that_do(theme: Theme) -> None:
    with pytest.raises(ReportkitError, match="No numeral is called “greek”") as refused:
        number(briefing(section("a")), replace(theme, numbering=("greek",)))
    assert refused.value.diagnostics[0].hint == "There are: roman, decimal, none."


def test_roman_numerals_are_those_that_korean_fonts_have() -> None:
    assert [roman(count) for count in range(1, 11)] == list("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")
    assert [roman(count) for count in (11, 14, 20, 39, 40, 99, 1994)] == [
        "ⅩⅠ", "ⅩⅣ", "ⅩⅩ", "ⅩⅩⅩⅨ", "XL", "XCIX", "MCMXCIV",
    ]  # fmt: skip


@given(st.integers(1, 3999))
def test_roman_numerals_add_up(count: int) -> None:
    letters = unicodedata.normalize("NFKC", roman(count))
    values = [VALUES[letter] for letter in letters]
    total = sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
    assert total == count
