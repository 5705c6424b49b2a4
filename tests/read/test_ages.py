"""How old a claim is stands beside it: on headings, passages, tables, charts and briefings."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import Span
from reportkit.evidence import Age, Period
from tests.review.desk import PATH, briefing

META = "title: T\nauthors: [doe]\ndate: 2024-07-18\nseries: notes\nabstract: A.\n"


def day(written: str) -> datetime.date:
    return datetime.date.fromisoformat(written)


def test_a_heading_a_passage_and_a_briefing_state_their_age() -> None:
    read = briefing(
        "# One {#sec-one as-of=2024-02 review-every=6m}\n\nWords.\n"
        '{as-of=2023 reviewed=2024-03-01 review-by=2025-01-01 review-every="2 weeks"}\n\n'
        "- a list\n\n{.wide}\n",
        briefing_yaml=f"{META}as-of: 2024-06-30\nreview-every: 1 year\n",
    )
    assert [d for d in read.diagnostics if d.severity == "error"] == []
    section = read.sections[0]
    assert section.age == Age(Span(PATH, 1, 17), day("2024-02-29"), None, None, Period(6, "month"))
    assert section.passages[0].age == Age(
        Span(PATH, 4, 2), day("2023-12-31"), day("2024-03-01"), day("2025-01-01"), Period(2, "week")
    )
    place = Span("content/sample/briefing.yaml", 6, 8)
    assert read.age == Age(place, day("2024-06-30"), None, None, Period(1, "year"))
    assert section.passages[1].age is None
    assert all("as-of" not in p.xhtml and "review" not in p.xhtml for p in read.passages)


def test_attributes_may_close_a_paragraphs_last_line() -> None:
    (passage,) = briefing("Words of *one* kind. {as-of=2024}\n").passages
    assert passage.age == Age(Span(PATH, 1, 23), day("2024-12-31"))
    assert passage.xhtml == '<p id="p-words-of-one-kind">Words of <em>one</em> kind.</p>'


def test_tables_and_charts_state_theirs_in_their_blocks() -> None:
    table = "| a |\n| --- |\n| b |\n\nTable: One {#tbl-one as-of=2024}\n"
    fence = "```table\nid: tbl-two\ncaption: Two\nfile: data.csv\nreview-by: 2025-01-01\n```\n"
    read = briefing(f"Words.\n\n{table}\n{fence}", data_csv="a,b\n1,2\n")
    assert [str(d) for d in read.diagnostics if d.severity == "error"] == []
    ages = [passage.age for passage in read.passages]
    assert [age and (age.as_of, age.review_by) for age in ages] == [
        None,
        (day("2024-12-31"), None),
        (None, day("2025-01-01")),
    ]


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ("as-of=2024-13", "1:10: error[invalid-date]: “2024-13” is not a day."),
        ("as-of=soon", "1:10: error[invalid-date]: “soon” is not a day."),
        ("reviewed=2024-02", "1:10: error[invalid-date]: “2024-02” is not a day."),
        ("review-by=2024-02-30", "1:10: error[invalid-date]: “2024-02-30” is not a day."),
        ("review-every=often", "1:10: error[invalid-period]: “often” is not a period."),
        ("review-every=0m", "1:10: error[invalid-period]: “0m” is not a period."),
        ("reviewd=2024-01-01", "1:10: error[unknown-attribute]: The attribute “reviewd”"),
        (
            "as-of=2024-02 reviewed=2024-02-01",
            "1:24: error[review-order]: The review is older than the state of things",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(attributes: str, told: str) -> None:
    read = briefing(f"# One {{x {attributes}}}\n\nWords.\n".replace("{x ", "{#x "))
    first = str(read.diagnostics[0]).removeprefix(f"{PATH}:")
    assert first.startswith(told.replace("1:10", "1:11").replace("1:24", "1:25"))


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2024-01-31", Period(1, "month"), "2024-02-29"),
        ("2024-02-29", Period(1, "year"), "2025-02-28"),
        ("2024-12-31", Period(2, "month"), "2025-02-28"),
        ("2024-07-18", Period(2, "week"), "2024-08-01"),
        ("2024-07-18", Period(90, "day"), "2024-10-16"),
    ],
)
def test_a_period_is_counted_by_the_calendar(start: str, period: Period, end: str) -> None:
    assert period.after(day(start)) == day(end)


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)),
    st.builds(Period, st.integers(1, 99), st.sampled_from(["day", "week", "month", "year"])),
)
def test_a_later_review_is_never_due_earlier(start: datetime.date, period: Period) -> None:
    later = start + datetime.timedelta(1)
    first = Age(Span("x"), reviewed=start, review_every=period).due(start)
    second = Age(Span("x"), reviewed=later, review_every=period).due(start)
    assert first is not None and second is not None
    assert first <= second
    assert Period.parse(f"{period.count} {period.unit}s") == period
