"""Markdown as authors know it becomes passages: one block, one key, one place."""

from __future__ import annotations

from xml.etree import ElementTree

from reportkit.diagnostics import Span, Text
from reportkit.files import Memory
from reportkit.model import Briefing, CitationItem, Passage
from reportkit.read.briefing import read_briefing
from reportkit.read.institute import read_institute
from tests.cases.broken.whole import WHOLE

PATH = "content/sample/01-introduction.md"


def read(markdown: str, **others: str) -> Briefing:
    texts = {**WHOLE, PATH: markdown} | {
        f"content/sample/{path.replace('_', '.')}": text for path, text in others.items()
    }
    del texts["content/sample/02-evidence.md"]
    files = Memory(texts)
    institute, found = read_institute(files)
    assert institute is not None and found == ()
    return read_briefing(files, institute, "sample")


def only(markdown: str) -> Passage:
    briefing = read(markdown)
    assert briefing.diagnostics == ()
    (passage,) = briefing.passages
    return passage


def test_a_paragraph_is_a_passage_with_a_key_of_its_first_words() -> None:
    assert only("One two *three* four five six.") == Passage(
        key="p-one-two-three-four-five",
        kind="paragraph",
        xhtml='<p id="p-one-two-three-four-five">One two <em>three</em> four five six.</p>',
        span=Span(PATH, 1, 1),
        prose=(Text(PATH, "One two *three* four five six."),),
    )


def test_two_passages_that_begin_alike_have_two_keys() -> None:
    assert [p.key for p in read("Same words.\n\nSame words.\n\nSame words.").passages] == [
        "p-same-words",
        "p-same-words-2",
        "p-same-words-3",
    ]


def test_a_key_that_an_author_gives_is_never_taken_by_another_passage() -> None:
    briefing = read("Same words.\n\nSame words.\n{: #p-same-words}")
    assert [p.key for p in briefing.passages] == ["p-same-words-2", "p-same-words"]


def test_a_korean_heading_has_a_readable_key() -> None:
    briefing = read("# 북한의 미래\n\nText.")
    assert [(s.key, s.title) for s in briefing.sections] == [
        ("북한의-미래", '<span lang="ko">북한의 미래</span>')
    ]


def test_a_citation_knows_its_sources_locators_and_places() -> None:
    passage = only("See [see @smith2020, pp. 4-5; -@lee2005, chap. 2, mine].")
    assert passage.xhtml == ('<p id="p-see">See <cite data-keys="smith2020 lee2005"></cite>.</p>')
    assert passage.citations[0].items == (
        CitationItem("smith2020", Span(PATH, 1, 10), "see ", "", "4-5", "page"),
        CitationItem("lee2005", Span(PATH, 1, 32), "", ", mine", "2", "chapter", True),
    )


def test_a_narrative_citation_takes_its_locator_from_the_brackets_after_it() -> None:
    (citation,) = only("As @smith2020 [p. 4] says.").citations
    assert citation.narrative
    assert citation.items == (
        CitationItem("smith2020", Span(PATH, 1, 4), locator="4", label="page"),
    )


def test_a_note_or_a_citation_may_follow_a_citation_at_once() -> None:
    note = '<span class="footnote" id="fn-n">A note.</span>'
    cites = [f'<cite data-keys="{key}"></cite>' for key in ("smith2020", "lee2005", "smith2020")]
    briefing = read(
        "One [@smith2020, 37][@lee2005][^n] two @smith2020 [p. 4][^m].\n\n"
        "[^n]: A note.\n\n[^m]: Another.\n"
    )
    (passage,) = briefing.passages
    assert briefing.diagnostics == ()
    assert [c.items[0].locator for c in passage.citations] == ["37", None, "4"]
    assert passage.xhtml == (
        f'<p id="p-one-two">One {cites[0]}{cites[1]}{note} two {cites[2]}'
        '<span class="footnote" id="fn-m">Another.</span>.</p>'
    )


def test_a_key_ends_before_a_korean_particle() -> None:
    passage = only("@fig-one와 @smith2020에 따르면 [@lee2005을; @김2024에]")
    keys = [item.key for citation in passage.citations for item in citation.items]
    assert keys == ["smith2020", "lee2005", "김2024"]
    assert 'data-ref="fig-one"' in passage.xhtml


def test_what_only_looks_like_a_citation_stays_as_it_is() -> None:
    passage = only(
        "Write to a@b.org or <c@d.org>, `@smith2020`, `[^1]`, \\@lee2005, "
        "https://example.org/@someone and [us](https://example.org/@us)."
    )
    assert passage.citations == ()
    assert passage.xhtml == (
        '<p id="p-write-to-a-b-org-or">Write to a@b.org or <a href="mailto:c@d.org">c@d.org</a>, '
        "<code>@smith2020</code>, <code>[^1]</code>, @lee2005, https://example.org/@someone and "
        '<a href="https://example.org/@us">us</a>.</p>'
    )


def test_an_at_sign_at_the_start_of_a_line_is_a_citation() -> None:
    passage = only("One\n@lee2005 two.")
    assert passage.citations[0].items[0].span == Span(PATH, 2, 1)


def test_code_is_literal_to_the_last_character() -> None:
    passage = only("    [@a]  [^1] <b> **x**\n\n    \\*")
    assert passage.kind == "code"
    assert ElementTree.fromstring(passage.xhtml)[0].text == "[@a]  [^1] <b> **x**\n\n\\*\n"


def test_a_fence_hides_headings_and_keeps_its_language() -> None:
    passage = only("```py\n# not a heading\n\n@x\n```")
    assert passage.xhtml == (
        f'<pre id="{passage.key}"><code class="language-py"># not a heading\n\n@x\n</code></pre>'
    )


def test_a_fence_within_a_list_stays_within_its_item() -> None:
    passage = only("- item\n\n    ```\n    [@x]\n\n    y\n    ```\n\n- next")
    assert passage.xhtml == (
        f'<ul id="{passage.key}"><li><p>item</p><pre><code>[@x]\n\ny\n</code></pre></li>'
        "<li><p>next</p></li></ul>"
    )


def test_a_footnote_stands_where_it_is_called_and_its_citation_is_counted_there() -> None:
    briefing = read("[@smith2020] one.[^n] [@lee2005]\n\n[^n]: See *it* [@lee2005, p. 9].\n")
    (passage,) = briefing.passages
    assert briefing.diagnostics == ()
    assert passage.xhtml == (
        '<p id="p-one"><cite data-keys="smith2020"></cite> one.'
        '<span class="footnote" id="fn-n">See <em>it</em> '
        '<cite data-keys="lee2005"></cite>.</span> <cite data-keys="lee2005"></cite></p>'
    )
    assert [c.items[0].locator for c in passage.citations] == [None, "9", None]
    assert passage.citations[1].items[0].span == Span(PATH, 3, 17)


def test_a_footnote_of_two_paragraphs_keeps_them_apart() -> None:
    assert (
        '<span class="para">One.</span><span class="para">Two.</span>'
        in only("Text.[^n]\n\n[^n]: One.\n\n    Two.\n").xhtml
    )


def test_a_figure_has_caption_id_and_alternative_text() -> None:
    passage = only('![A *caption* [@lee2005]](figures/one.png){#fig-a alt="A “dot”"}')
    assert passage.kind == "figure"
    assert passage.xhtml == (
        '<figure class="figure" id="fig-a"><img src="figures/one.png" alt="A “dot”" />'
        '<figcaption>A <em>caption</em> <cite data-keys="lee2005"></cite></figcaption></figure>'
    )


def test_a_pipe_table_takes_its_caption_from_before_or_after() -> None:
    table = "| a | b |\n|---|--:|\n| `x|y` | 1 \\| 2 |"
    after = only(f"{table}\n\nTable: Caption {{#tbl-a}}")
    before = only(f"Table: Caption {{#tbl-a}}\n\n{table}")
    assert (
        after.xhtml
        == before.xhtml
        == (
            '<div class="table" id="tbl-a"><table><caption>Caption</caption><thead><tr>'
            '<th scope="col">a</th><th class="align-right" scope="col">b</th>'
            "</tr></thead><tbody><tr>"
            '<td><code>x|y</code></td><td class="align-right">1 | 2</td></tr></tbody></table></div>'
        )
    )


def test_a_table_from_a_csv_file_shows_the_columns_that_are_asked_for() -> None:
    markdown = (
        "```table\nid: tbl-a\ncaption: C\nfile: data/events.csv\n"
        "columns: {event: What}\nrow-heads: true\n```"
    )
    assert only(markdown).xhtml == (
        '<div class="table" id="tbl-a"><table><caption>C</caption><thead><tr>'
        '<th scope="col">What</th></tr></thead><tbody><tr><th scope="row">Much</th></tr>'
        '<tr><th scope="row">More</th></tr></tbody></table></div>'
    )


def test_a_chart_carries_its_data_and_shows_them() -> None:
    passage = only(
        "```vega-lite\nid: fig-a\ncaption: C\ntitle: T\ndescription: D\n"
        "data: {url: data/events.csv}\nmark: bar\n```"
    )
    root = ElementTree.fromstring(passage.xhtml)
    assert passage.kind == "chart"
    assert root.get("data-spec") == (
        '{"title": "T", "description": "D", "data": {"values": [{"year": 2020, "event": "Much"}, '
        '{"year": 2021, "event": "More"}]}, "mark": "bar"}'
    )
    assert [cell.text for cell in root.iter("td")] == ["2020", "Much", "2021", "More"]


def test_a_callout_has_title_and_text() -> None:
    passage = only('!!! note "The *title*"\n    One.\n\n    - two\n')
    assert passage.xhtml == (
        f'<div class="callout note" id="{passage.key}">'
        '<p class="callout-title">The <em>title</em></p><p>One.</p><ul><li>two</li></ul></div>'
    )


def test_definitions_quotations_and_lists_are_one_passage_each() -> None:
    briefing = read("Term\n:   Meaning\n\n> One\n\n> Two\n\n1. a\n\n2. b\n\n- c\n")
    assert [(p.kind, p.span.line) for p in briefing.passages] == [
        ("definitions", 1),
        ("quotation", 4),
        ("list", 8),
        ("list", 12),
    ]


def test_html_of_the_allow_list_is_markup_and_its_pairs_are_kept() -> None:
    assert only('H<sub>2</sub>O <span lang="ko">가</span><br>x').xhtml == (
        '<p id="p-h2o-가x">H<sub>2</sub>O <span lang="ko">가</span><br />x</p>'
    )


def test_hangul_is_marked_as_korean_in_an_english_briefing_only() -> None:
    assert '<span lang="ko">국가 보위성</span>' in only("The 국가 보위성 is.").xhtml


def test_quotation_marks_are_right_beside_emphasis_links_and_citations() -> None:
    assert only('"*a*" ("[b](https://b.org)") \'90s it\'s -- "[@lee2005]"').xhtml.endswith(
        '>“<em>a</em>” (“<a href="https://b.org">b</a>”) ’90s it’s – '
        '“<cite data-keys="lee2005"></cite>”</p>'
    )


def test_entities_become_characters_and_nothing_is_markup_by_them() -> None:
    passage = only("&lt;script&gt; &amp;copy; &nbsp;&copy; &unknown; AT&T")
    assert passage.xhtml.endswith(">&lt;script&gt; &amp;copy; \u00a0© &amp;unknown; AT&amp;T</p>")


def test_a_comment_is_not_printed() -> None:
    assert [p.xhtml for p in read("<!-- a\n\n# b -->\n\nText <!-- c -->here.").passages] == [
        '<p id="p-text-here">Text here.</p>'
    ]


def test_setext_headings_are_headings() -> None:
    briefing = read("One\n===\n\nText.\n\nTwo\n---\n\nText.")
    assert [(s.level, s.title, s.span.line) for s in briefing.sections] == [
        (1, "One", 1),
        (2, "Two", 6),
    ]


def test_byte_order_mark_and_carriage_returns_change_nothing() -> None:
    plain, windows = "# A\n\nOne\ntwo.\n", "\ufeff# A\r\n\r\nOne\r\ntwo.\r\n"
    assert read(plain) == read(windows)


def test_a_source_keeps_a_no_break_space_in_a_given_name() -> None:
    sources = (
        '- {id: a, type: book, author: [{family: Kim, given: "Jeong\\_Yoon"}], issued: 2024-05}'
    )
    (source,) = read("[@a]", sources_yaml=sources).sources.values()
    assert source.csl == {
        "id": "a",
        "type": "book",
        "author": [{"family": "Kim", "given": "Jeong\u00a0Yoon"}],
        "issued": {"date-parts": [[2024, 5]]},
    }


def test_the_starred_note_gets_its_star_and_keeps_its_places() -> None:
    text = f"{WHOLE['content/sample/briefing.yaml']!s}note: |\n  Note: see\n  @lee2005.\n"
    note = read("Text.", briefing_yaml=text).note
    assert note is not None
    assert note.xhtml == '<p id="note">* Note: see\n<cite data-keys="lee2005"></cite>.</p>'
    assert note.citations[0].items[0].span == Span("content/sample/briefing.yaml", 10, 3)


def test_what_is_written_is_what_is_read() -> None:
    text = f"{WHOLE['content/sample/briefing.yaml']!s}number: 1.10\ntopic: no\n"
    briefing = read("Text.", briefing_yaml=text)
    assert (briefing.number, briefing.topic) == ("1.10", "no")


def test_attributes_end_at_their_own_brace_and_leave_every_word_in_its_place() -> None:
    passage = only("See *em*{.special} and a set {a, b} of words.")
    assert passage.xhtml == (
        '<p id="p-see-em-and-a-set">See <em class="special">em</em> and a set {a, b} of words.</p>'
    )
