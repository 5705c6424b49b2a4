"""Columns share a line by their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.write.columns import shares, with_columns

CELL = st.lists(st.integers(1, 30), max_size=40)


@given(st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=12))
def test_shares_are_of_one_line_and_none_is_nothing(columns: list[list[list[int]]]) -> None:
    found = shares(columns)
    assert sum(found) == pytest.approx(1)
    assert len(found) == len(columns)
    assert min(found) > 0


def test_a_short_column_gets_what_it_needs_and_a_long_one_the_rest() -> None:
    year, remark = shares([[[4], [4]], [[5] * 40, [6] * 50]])
    assert (round(year, 2), round(remark, 2)) == (0.09, 0.91)


def test_no_column_is_narrower_than_its_longest_word() -> None:
    name, remark = shares([[[9, 3, 12]], [[5] * 100]])
    assert name * 80 >= 12
    assert remark > name


def test_a_word_that_is_longer_than_a_line_leaves_room_for_the_other_columns() -> None:
    name, remark = shares([[[9, 3, 12]], [[140]]])
    assert name * 80 >= 12
    assert remark > name


def test_a_table_gets_a_column_group_behind_its_caption() -> None:
    table = "<table><caption>A</caption><tbody><tr><td>ab</td><td>cd</td></tr></tbody></table>"
    assert with_columns(f'<div class="table">{table}</div>') == (
        '<div class="table"><table><caption>A</caption><colgroup><col style="width: 50.0%"/>'
        '<col style="width: 50.0%"/></colgroup><tbody><tr><td>ab</td><td>cd</td></tr></tbody>'
        "</table></div>"
    )


def test_merged_cells_are_left_to_the_layout() -> None:
    table = '<div><table><tbody><tr><td colspan="2">a</td></tr></tbody></table></div>'
    assert with_columns(table) == table
