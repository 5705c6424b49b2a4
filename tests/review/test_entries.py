"""Each entry of a ledger is held to its dates, its checksums and its address."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from reportkit.diagnostics import Span
from reportkit.evidence import Source
from reportkit.review.addresses import insecure_links, titles_and_addresses
from reportkit.review.case import Case, Check
from reportkit.review.duplicates import duplicate_entries
from reportkit.review.entries import access_dates, checksums, dois, issue_dates, markup
from tests.review.desk import briefing

LEDGER = "content/sample/sources.yaml"
TODAY = datetime.date(2024, 8, 1)
CHECKS = (
    access_dates,
    issue_dates,
    dois,
    checksums,
    markup,
    titles_and_addresses,
    duplicate_entries,
)


def day(written: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in written.split("-")]]}


def told(check: Check, **csl: Any) -> list[str]:
    fields = {name: day(csl.pop(name)) for name in ("issued", "accessed") if name in csl}
    item = {"id": "one", "type": "article-newspaper"} | fields | csl
    source = Source("one", item, Span(LEDGER, 1, 3))
    case = Case(replace(briefing("Words."), sources={"one": source}), TODAY)
    return [f"{d.span}: {d.rule}: {d.message}" for d in check(case)]


def test_an_online_source_says_when_it_was_read() -> None:
    assert told(access_dates, URL="https://a.example/") == [
        f"{LEDGER}:1:3: access-date-missing: “one” has an address, and no date of access."
    ]
    assert told(access_dates, URL="https://a.example/", accessed="2024-07-01") == []
    assert told(access_dates, URL="https://a.example/", type="book") == []
    assert told(access_dates, URL="https://a.example/", DOI="10.1000/182") == []


def test_nobody_reads_in_the_future_or_before_a_source_appears() -> None:
    assert told(access_dates, accessed="2024-08-02") == [
        f"{LEDGER}:1:3: access-date-future: “one” is said to be accessed on 2024-08-02, "
        "in the future."
    ]
    assert told(access_dates, accessed="2024-04-18", issued="2024-04-19") == [
        f"{LEDGER}:1:3: access-date-early: “one” is said to be accessed on 2024-04-18, "
        "before it appeared (2024-04-19)."
    ]
    assert told(access_dates, accessed="2024-04-18", issued="2024-04") == []
    assert told(access_dates, accessed="2024-08-01", issued="2024") == []


def test_a_source_has_appeared_and_its_date_is_that_of_its_address() -> None:
    assert told(issue_dates, issued="2025") == [
        f"{LEDGER}:1:3: issued-future: “one” is said to appear on 2025, in the future."
    ]
    assert told(issue_dates, issued="2024", URL="https://a.example/2024/04/x/") == [
        f"{LEDGER}:1:3: incomplete-date: Month and day of “one” are missing; "
        "its address tells 2024-04."
    ]
    assert told(issue_dates, issued="2023-04-02", URL="https://a.example/2024/04/x/") == [
        f"{LEDGER}:1:3: date-differs: “one” is dated 2023-04-02, and its address 2024-04."
    ]
    assert told(issue_dates, issued="2024-04-02", URL="https://a.example/2024/04/x/") == []
    assert told(issue_dates, issued="2024", URL="https://a.example/2024/x/") == []


@pytest.mark.parametrize(
    ("field", "number", "problem"),
    [
        ("ISBN", "978-3-16-148410-0", None),
        ("ISBN", "978-3-16-148410-1", "its last digit would be 0"),
        ("ISBN", "0-306-40615-2", None),
        ("ISBN", "080442957X", None),
        ("ISBN", "0-306-40615-3", "its last digit would be 2"),
        ("ISBN", "12345", "it has 5 digits, and must have 10 or 13"),
        ("ISSN", "0378-5955", None),
        ("ISSN", "2434-561X", None),
        ("ISSN", "0378-5954", "its last digit would be 5"),
    ],
)
def test_the_last_digit_fits_the_others(field: str, number: str, problem: str | None) -> None:
    rule = f"invalid-{field.lower()}"
    expected = [f"{LEDGER}:1:3: {rule}: “{number}” is not an {field}: {problem}."]
    assert told(checksums, **{field: number}) == (expected if problem else [])


@pytest.mark.parametrize(
    ("title", "marks"),
    [
        ("Bread &amp; <i>Butter", ["&amp;", "<i>"]),
        ("On <script>alert(1)</script>", ["<script>", "</script>"]),
        ("On <b><i>Two</b></i>", ["</b>", "<b>"]),
        ("It&#8217;s", ["&#8217;"]),
        ("On <i>Reading</i> & H<sub>2</sub>O, 3 < 4 > 2, AT&T; Q&A", []),
    ],
)
def test_no_html_is_printed_from_a_title(title: str, marks: list[str]) -> None:
    assert told(markup, title=title) == [
        f"{LEDGER}:1:3: entry-markup: “{mark}” in the title of “one” is printed as it stands."
        for mark in marks
    ]


def test_a_doi_has_the_form_of_one() -> None:
    assert told(dois, DOI="10.1000/182") == told(dois, DOI="https://doi.org/10.1000/182") == []
    assert told(dois, DOI="11.1000/182") == [
        f"{LEDGER}:1:3: invalid-doi: “11.1000/182” is not a DOI."
    ]


@pytest.mark.parametrize(
    ("title", "slug", "word"),
    [
        ("A Long Walk Toward a Quiet Harbour State", "a-long-walk-toward-a-quiet-state", None),
        ("A Long Walk Toward a Quiet State", "a-long-walk-toward-a-noisy-quiet-state", "noisy"),
        ("Long Walks of Quiet Harbour Cities", "long-walk-quiet-harbor-city", None),
        ("Long Walks of Quiet Harbour Cities", "story-12345", None),
        ("Long Walks of Quiet Harbour Cities", "2024-05-20-long-walks-of-quiet", None),
        ("Lange Wege stiller Häfen im Norden", "lange-wege-stiller-haefen-im-norden", None),
        ("어느 조용한 항구의 긴 산책", "a-long-walk-of-a-quiet-harbour", None),
    ],
)
def test_an_address_does_not_contradict_the_title(title: str, slug: str, word: str | None) -> None:
    url = f"https://a.example/2024/{slug}/"
    expected = [
        f"{LEDGER}:1:3: url-title: The address of “one” says “{word}”, where its title does not."
    ]
    assert told(titles_and_addresses, title=title, URL=url) == (expected if word else [])


def test_two_sources_do_not_share_an_address() -> None:
    one, two = (
        Source(key, {"id": key, "type": "webpage", "URL": url}, Span(LEDGER, line, 3))
        for key, url, line in (
            ("one", "https://www.a.example/page/", 1),
            ("two", "http://a.example/page?utm_source=x#top", 5),
        )
    )
    case = Case(replace(briefing("Words."), sources={"one": one, "two": two}), TODAY)
    assert [str(d) for d in duplicate_entries(case)] == [
        f"{LEDGER}:5:3: warning[duplicate-link]: “two” has the same address as “one”.\n"
        f"  hint: That one stands at {LEDGER}:1:3; keep one of them."
    ]


def test_an_address_in_the_text_is_encrypted() -> None:
    case = Case(briefing("See [it](http://a.example/x) and <https://b.example/>."), TODAY)
    assert [f"{d.span}+{d.extent}: {d.message}" for d in insecure_links(case)] == [
        "content/sample/01-introduction.md:1:10+18: “http://a.example/x” is not encrypted."
    ]


@pytest.mark.parametrize("check", CHECKS)
def test_a_sound_entry_gives_no_finding(check: Check) -> None:
    item = {
        "title": "A Long Walk Toward a Quiet State",
        "issued": "2024-04-19",
        "accessed": "2024-07-01",
        "URL": "https://a.example/2024/04/a-long-walk-toward-a-quiet-state/",
        "ISSN": "0378-5955",
        "DOI": "10.1000/182",
    }
    assert told(check, **item) == []
