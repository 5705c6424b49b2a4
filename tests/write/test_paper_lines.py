"""Addresses break at their parts; words are untouched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportkit.write.lines import balanced, bound, loosened, with_line_breaks


def test_an_address_breaks_behind_its_slashes_and_hyphens() -> None:
    entry = '<a href="https://a.org/b-c">https://a.org/b-c?d=e&amp;f=g</a>'
    assert with_line_breaks(entry) == (
        '<a href="https://a.org/b-c">https://\u200ba\u200b.org/\u200bb-\u200bc\u200b?d=\u200be&amp;'
        "\u200bf=\u200bg</a>"
    )


def test_a_part_that_is_longer_than_a_line_breaks_too() -> None:
    found = with_line_breaks(f"<a>https://a.org/{'x' * 100}</a>")
    assert max(len(part) for part in found.split("\u200b")) < 40


def test_what_breaks_an_address_on_a_page_gives_way_to_the_paper_s_own_breaks() -> None:
    entry = f"<a>https://a.org/<wbr/>{'x' * 40}</a> <a>https://b.org/<del>c</del><wbr />d</a>"
    assert with_line_breaks(entry) == (
        f"<a>https://\u200ba\u200b.org/\u200b{'x' * 30}\u200b{'x' * 10}</a>"
        " <a>https://\u200bb\u200b.org/<del>c</del>\u200bd</a>"
    )


def test_a_long_address_of_mail_breaks_before_its_dots_and_a_short_one_is_whole() -> None:
    assert with_line_breaks("<a>press.and.readers@institute.example.org</a> <a>a@b.org</a>") == (
        "<a>press\u200b.and\u200b.readers\u200b@institute\u200b.example\u200b.org</a>"
        " <a>a@b.org</a>"
    )


def test_a_word_that_is_longer_than_a_line_may_break_anywhere_and_no_other() -> None:
    word = "0123456789" * 4
    assert loosened(f"<code>{word}</code>, {word[1:]}") == (
        f'<code><span class="long">{word}</span></code>, {word[1:]}'
    )
    assert loosened(f"<td>{word}\xa0end</td>") == f'<td><span class="long">{word}</span> end</td>'
    for apart in (
        f'<a href="https://{word}">a</a>',
        f"<pre><code>{word}</code></pre>",
        f"<svg><text>{word}</text></svg>",
        "<p>all-of-it-may-break-behind-hyphens-and/or/behind/slashes</p>",
        f"<p>{'한글' * 40}</p>",
    ):
        assert loosened(apart) == apart


def test_a_reference_by_number_is_one_word_and_one_by_title_is_not() -> None:
    number = '<a class="xref" href="#a">Section\xa0Ⅰ.2</a>'
    assert bound(f"{number}, certainly") == (f"{number.replace('xref', 'xref word')}, certainly")
    title = '<a class="xref" href="#a">“What was found”</a>, certainly'
    assert bound(title) == title


def test_no_line_begins_with_a_sign_that_belongs_to_what_is_before_it() -> None:
    assert bound("<p>12 % of « all » that, ‹ so ›, is certainly</p>") == (
        "<p>12\xa0% of «\xa0all\xa0» that, ‹\xa0so\xa0›, is certainly</p>"
    )
    for apart in ("<code>12 % 5 « a »</code>", '<img alt="12 % of « all »"/>', "« <i>a</i>"):
        assert bound(f"{apart} certainly") == f"{apart} certainly"


def test_only_addresses_break() -> None:
    text = '<h2 id="p-a">Either/or, <a href="#ref-a">North-West 2020</a> is <i>everything</i></h2>'
    assert with_line_breaks(text) == text


def test_line_ends_of_the_source_are_spaces_but_in_code() -> None:
    assert with_line_breaks("<p>one\n<i>two</i></p>") == "<p>one <i>two</i></p>"
    assert with_line_breaks("<td>one\u2028two\u2029</td>") == "<td>one two </td>"
    assert with_line_breaks("<pre>one\ntwo</pre>") == "<pre>one\ntwo</pre>"


def test_a_paragraph_ends_with_more_than_a_word() -> None:
    assert bound("<p>it was (<a>Lee 2020</a>).</p>") == "<p>it was (<a>Lee\xa02020</a>).</p>"
    assert bound("<p>the end, so.</p><p>one</p>") == "<p>the\xa0end,\xa0so.</p><p>one</p>"
    assert bound("<td>the end</td>") == "<td>the end</td>"


def test_a_tie_never_stands_before_an_element() -> None:
    assert bound("<p>seen (<a>Ibid.</a>).</p>") == "<p>seen (<a>Ibid.</a>).</p>"


def test_an_initial_stays_with_its_name() -> None:
    assert bound("<p>(H. Kim 2024) and elsewhere</p>") == "<p>(H.\xa0Kim 2024) and elsewhere</p>"


def test_a_last_word_and_a_gloss_are_not_divided() -> None:
    assert with_line_breaks('<p><span lang="ko">정보화</span> everywhere.</p>') == (
        '<p><span lang="ko" class="word">정보화</span> <span class="word">everywhere.</span></p>'
    )


def test_the_second_line_of_a_heading_is_no_stump() -> None:
    assert balanced("Can It Fully Embrace the 4IR?") == "Can It Fully Embrace\xa0the\xa04IR?"


@given(st.from_regex(r"https://[a-z]([a-z0-9./?&;#=_~%-]{0,90}[a-z])?", fullmatch=True))
def test_nothing_is_added_but_breaks(address: str) -> None:
    link = f"<a>{address.replace('&', '&amp;')}</a>"
    assert with_line_breaks(link).replace("\u200b", "") == link
