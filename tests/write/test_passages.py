"""Promises of a passage on a page."""

import re
from html import escape

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from reportkit.model import Reference
from reportkit.write.passages import Note, backlinks, convert, pictures, plain
from reportkit.write.theme import terms
from tests.write.sample import CHART, TABLE, paragraph, passage, theme

TERM = terms(theme(), "en")


def page(kind: str, xhtml: str) -> str:
    """Give a passage of one kind as HTML, without its permalink and its frame."""
    made, _ = convert(passage("p-x", kind, xhtml), TERM)
    return made.removeprefix(f'<div class="passage of-{kind}">').partition('<a class="perma')[0]


def frame(words: str) -> str:
    return f'<div class="passage of-paragraph"><p id="p-x">{words}</p></div>'


def test_a_passage_stands_in_a_frame_with_its_permalink() -> None:
    made, notes = convert(paragraph("p-one", "One <em>two</em> three four five six seven."), TERM)
    assert notes == ()
    assert made == (
        '<div class="passage of-paragraph">'
        '<p id="p-one">One <em>two</em> three four five six seven.</p>'
        '<a class="permalink" data-chrome href="#p-one" '
        'aria-label="Link to this passage: One two three four five six">¶</a></div>'
    )


def test_footnotes_leave_their_calls_and_keep_the_order_of_their_calls() -> None:
    first = '<em>a<span class="footnote" id="fn-a" data-number="1">A <b>bold</b> one.</span></em>'
    second = (
        '<span class="footnote" id="fn-b" data-number="2"><span class="para">Two.</span> '
        '<span class="para">Three &amp; four.</span></span>'
    )
    made, notes = convert(paragraph("p-x", f"{first} b{second}, c"), TERM)
    call = '<sup class="call" data-chrome=""><a href="#fn-{0}" id="call-fn-{0}" role="doc-noteref">'
    assert made.partition('<a class="permalink"')[0] == (
        '<div class="passage of-paragraph"><p id="p-x"><em>a'
        + call.format("a")
        + "1</a></sup></em> b"
        + call.format("b")
        + "2</a></sup>, c</p>"
    )
    assert notes == (
        Note("fn-a", "1", Markup("<p>A <b>bold</b> one.</p>")),
        Note("fn-b", "2", Markup("<p>Two.</p> <p>Three &amp; four.</p>")),
    )


WORDS = st.text("abc &<“한Ⅰ", min_size=1).map(escape)
INLINE = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.tuples(st.sampled_from(["em", "strong", "sub", "q"]), inner).map(
            lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
        ),
    ),
)


@given(st.lists(st.tuples(INLINE, INLINE), min_size=1, max_size=5), INLINE)
def test_no_word_of_a_passage_or_of_its_footnotes_is_lost(
    pairs: list[tuple[str, str]], rest: str
) -> None:
    calls = (
        f'{text}<span class="footnote" id="fn-{n}" data-number="{n}">{note}</span>'
        for n, (text, note) in enumerate(pairs)
    )
    made, notes = convert(paragraph("p-x", "".join(calls) + rest), TERM)
    text = re.sub(r"<sup class=\"call\".*?</sup>|<a class=\"permalink\".*?</a>", "", made)
    assert text == frame("".join(text for text, _ in pairs) + rest)
    assert [note.html for note in notes] == [f"<p>{note}</p>" for _, note in pairs]


def test_a_table_scrolls_in_a_region_named_by_its_caption_and_has_no_inline_style() -> None:
    made = page("table", TABLE)
    assert made.startswith(
        '<div class="table" id="tbl-quays" role="region" tabindex="0" '
        'aria-labelledby="tbl-quays-caption"><table><caption id="tbl-quays-caption">'
    )
    assert made.count('class="align-right"') == 5
    assert "style=" not in made


def test_a_chart_keeps_its_drawing_its_caption_and_its_data_in_this_order() -> None:
    made = page("chart", CHART)
    region = '" role="region" tabindex="0" aria-label="'
    parts = [
        f'<figure class="chart" id="fig-calls"><div class="plot{region}'
        'Figure 2. Calls at the outer quay, by year"><svg ',
        '<title id="fig-calls-title">',
        '</svg></div><figcaption><span class="label">Figure 2.</span>',
        '</figcaption></figure><details class="data"><summary>Data of Figure 2</summary>'
        f'<div class="scroll{region}Data of Figure 2"><table>',
        "</table></div></details>",
    ]
    assert [part for part in parts if part not in made] == []
    assert sorted(parts, key=made.index) == parts
    assert 'viewBox="0 0 620 240"' in made
    assert 'fill="none"' in made
    assert "style=" not in made
    assert "ns0:" not in made


def test_no_authors_markup_can_pass_for_chrome() -> None:
    assert page(
        "paragraph", '<p data-chrome="" id="p-x">Words <b data-chrome="1">here</b></p>'
    ) == ('<p id="p-x">Words <b>here</b></p>')


def test_pictures_are_named_in_order() -> None:
    xhtml = '<figure id="f"><img src="figures/a.png" alt="A"/><img src="b.svg" alt="B"/></figure>'
    assert list(pictures(xhtml)) == ["figures/a.png", "b.svg"]


def test_a_title_within_a_link_has_no_links_or_ids_of_its_own() -> None:
    assert plain('A <a href="#x">b</a> <em id="y">c</em> <cite id="z">(d)</cite>') == (
        "A b <em>c</em> (d)"
    )


def test_an_entry_leads_back_to_every_citation() -> None:
    one = Reference("a", "A.", ("cite-a-1",))
    two = Reference("b", "B.", ("cite-b-1", "cite-b-2"))
    assert [str(backlinks(entry, TERM)) for entry in (one, two, Reference("c", "C.", ()))] == [
        '<span class="backlinks" data-chrome> '
        '<a href="#cite-a-1" aria-label="Back to the text ↑">↑</a></span>',
        '<span class="backlinks" data-chrome> '
        '<a href="#cite-b-1" aria-label="Back to the text a">a</a> '
        '<a href="#cite-b-2" aria-label="Back to the text b">b</a></span>',
        "",
    ]


@given(st.integers(2, 800))
def test_no_two_ways_back_are_called_the_same(count: int) -> None:
    made = backlinks(Reference("a", "A.", tuple(f"c-{n}" for n in range(count))), TERM)
    names = [part.partition("<")[0] for part in made.split('">')[1:]]
    assert len(set(names)) == len(names)
