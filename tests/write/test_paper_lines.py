"""Addresses break at their parts; words are untouched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportkit.write.lines import with_line_breaks


def test_an_address_breaks_behind_its_slashes_and_hyphens() -> None:
    entry = '<a href="https://a.org/b-c">https://a.org/b-c?d=e&amp;f=g</a>'
    assert with_line_breaks(entry) == (
        '<a href="https://a.org/b-c">https://<wbr/>a<wbr/>.org/<wbr/>b-<wbr/>c<wbr/>?d=<wbr/>e&amp;'
        "<wbr/>f=<wbr/>g</a>"
    )


def test_a_part_that_is_longer_than_a_line_breaks_too() -> None:
    found = with_line_breaks(f"<a>https://a.org/{'x' * 100}</a>")
    assert max(len(part) for part in found.split("<wbr/>")) < 40


def test_only_addresses_break() -> None:
    text = '<p id="p-a">Either/or, north-west, <a href="#ref-a">Watson 2020</a>.</p>'
    assert with_line_breaks(text) == text


def test_line_ends_of_the_source_are_spaces_but_in_code() -> None:
    assert with_line_breaks("<p>one\ntwo</p>") == "<p>one two</p>"
    assert with_line_breaks("<pre>one\ntwo</pre>") == "<pre>one\ntwo</pre>"


@given(st.from_regex(r"https://[a-z]([a-z0-9./?&;#=_~%-]{0,90}[a-z])?", fullmatch=True))
def test_nothing_is_added_but_breaks(address: str) -> None:
    link = f"<a>{address.replace('&', '&amp;')}</a>"
    assert with_line_breaks(link).replace("<wbr/>", "") == link
