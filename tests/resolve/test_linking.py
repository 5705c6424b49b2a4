"""Cross-references, captions, footnotes: what is printed, and what is said when they break."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reportkit.diagnostics import Diagnostic, Severity, Span, Text
from reportkit.files import Memory
from reportkit.model import Passage, Theme
from reportkit.read.briefing import read_briefing
from reportkit.read.institute import read_institute
from reportkit.resolve.citations import cite
from reportkit.resolve.engine import CitationEngine
from reportkit.resolve.linking import link
from reportkit.resolve.numbering import number
from tests.cases.broken.whole import BODY, WHOLE
from tests.resolve.sample import book, briefing, citation, paragraph, section, sources


def passage(key: str, kind: str, xhtml: str, references: tuple[Span, ...] = ()) -> Passage:
    return Passage(key, kind, xhtml, Span("content/a/01.md", 9), references=references)


def xref(key: str) -> str:
    return f'<a class="xref" data-ref="{key}"></a>'


def figure(key: str, caption: str = "Caption") -> Passage:
    xhtml = (
        f'<figure class="figure" id="{key}"><img src="a.png" alt="x"/>'
        f"<figcaption>{caption}</figcaption></figure>"
    )
    return passage(key, "figure", xhtml)


def chart(key: str) -> Passage:
    xhtml = (
        f'<figure class="chart" id="{key}"><figcaption>Caption</figcaption>'
        '<details class="data"><summary></summary><table></table></details></figure>'
    )
    return passage(key, "chart", xhtml)


def table(key: str, caption: str = "<caption>Words</caption>") -> Passage:
    xhtml = f'<div class="table" id="{key}"><table>{caption}<tbody></tbody></table></div>'
    return passage(key, "table", xhtml)


def run(theme: Theme, *passages: Passage, language: str = "en") -> list[str]:
    told = briefing(section("sec-a", *passages), language=language)
    return [p.xhtml for p in link(number(told, theme), theme).passages]


def test_figures_and_charts_share_a_counter_and_tables_have_their_own(theme: Theme) -> None:
    linked = run(theme, figure("fig-a", "A <em>b</em>"), table("tbl-a"), chart("fig-b"))
    assert linked == [
        '<figure class="figure" id="fig-a"><img src="a.png" alt="x"/><figcaption>'
        '<span class="label">Figure 1.</span> A <em>b</em></figcaption></figure>',
        '<div class="table" id="tbl-a"><table><caption><span class="label">Table 1.</span> Words'
        "</caption><tbody></tbody></table></div>",
        '<figure class="chart" id="fig-b"><figcaption><span class="label">Figure 2.</span> Caption'
        '</figcaption><details class="data"><summary>Data of Figure 2</summary><table></table>'
        "</details></figure>",
    ]


def test_a_table_without_a_caption_is_not_numbered(theme: Theme) -> None:
    assert "label" not in run(theme, table("p-a", ""))[0]


def test_a_reference_prints_the_label_and_leads_to_it(theme: Theme) -> None:
    words = passage("p", "paragraph", f'<p id="p">See {xref("fig-a")}.</p>')
    assert run(theme, words, figure("fig-a"))[0] == (
        '<p id="p">See <a class="xref" href="#fig-a">Figure\xa01</a>.</p>'
    )


def test_sections_are_called_by_numeral_without_stop_or_by_title(theme: Theme) -> None:
    refs = " ".join(map(xref, ("sec-b", "sec-c", "references", "introduction")))
    words = passage("p", "paragraph", f'<p id="p">{refs}</p>')
    parts = [
        section("introduction", words, title=None),
        section("sec-a"),
        section("sec-b"),
        section("sec-c", level=2),
        section("references", title="What <em>we</em> read"),
    ]
    linked = link(number(briefing(*parts), theme), theme).passages[0].xhtml
    names = re.findall(r">([^<]+)</a>", linked)
    assert names == ["Section\xa0Ⅱ", "Section\xa0Ⅱ.1", "“What we read”", "Introduction"]


def test_a_term_may_say_where_the_number_goes(theme: Theme) -> None:
    korean = {**theme.terms["ko"], "section": "{}절", "data-of": "{} 자료"}
    told = replace(theme, terms={**theme.terms, "ko": korean})
    words = passage("p", "paragraph", f'<p id="p">{xref("sec-a")} {xref("fig-a")}</p>')
    linked = run(told, words, chart("fig-a"), language="ko")
    assert re.findall(r">([^<]+)</a>", linked[0]) == ["Ⅰ절", "그림\xa01"]
    assert "<summary>그림 1 자료</summary>" in linked[1]


def test_a_theme_without_words_of_the_language_says_so_where_it_is_written(theme: Theme) -> None:
    path = "content/a/briefing.yaml"
    texts = {path: Text(path, "title: A\nlanguage: fr-CA\n")}
    told = link(briefing(section("s"), language="fr-CA", texts=texts), theme).diagnostics
    assert [str(d) for d in told] == [
        "content/a/briefing.yaml:2:11: warning[no-terms]: The theme “eai” lacks words of the "
        "language “fr-CA”: English ones are printed.\n"
        "  hint: Write them under `terms` in templates/eai/theme.yaml; it has words of: en, ko."
    ]


def test_words_that_a_theme_lacks_in_a_language_that_it_has_are_named(theme: Theme) -> None:
    some = {key: word for key, word in theme.terms["ko"].items() if key not in ("figure", "notes")}
    told = replace(theme, terms={**theme.terms, "ko": some})
    assert [str(d) for d in link(briefing(section("s"), language="ko"), told).diagnostics] == [
        "content/a/briefing.yaml:1:1: warning[no-terms]: The theme “eai” lacks words of the "
        "language “ko” (notes, figure): English ones are printed.\n"
        "  hint: Write them under `terms` in templates/eai/theme.yaml; it has words of: en, ko."
    ]
    assert [link(briefing(language=tag), theme).diagnostics for tag in ("en-GB", "ko")] == [(), ()]


def test_footnotes_are_numbered_through_the_document(theme: Theme) -> None:
    notes = [
        passage(
            key, "paragraph", f'<p id="{key}"><span class="footnote" id="fn-{key}">N</span></p>'
        )
        for key in ("a", "b")
    ]
    told = briefing(section("s", notes[0]), section("t", notes[1]))
    assert [p.xhtml for p in link(told, theme).passages] == [
        f'<p id="{key}"><span class="footnote" id="fn-{key}" data-number="{n}">N</span></p>'
        for n, key in enumerate(("a", "b"), 1)
    ]


def test_a_broken_reference_is_named_with_its_exact_place(theme: Theme) -> None:
    place = Span("content/a/01.md", 12, 5)
    words = passage("p", "paragraph", f'<p id="p">{xref("fig-tmie")}</p>', references=(place,))
    linked = link(briefing(section("s", words, figure("fig-time"))), theme)
    assert linked.diagnostics == (
        Diagnostic(
            "broken-reference",
            Severity.ERROR,
            "Nothing here is called “fig-tmie”.",
            place,
            "Did you mean “@fig-time”?",
        ),
    )
    assert linked.passages[0].xhtml == '<p id="p"><a class="xref broken">@fig-tmie</a></p>'


def test_a_link_to_a_fragment_is_held_to_what_is_there(theme: Theme) -> None:
    words = '<p id="p"><a href="#sec-a">a</a> <a href="#secb">b</a> <a href="https://x.org/#c">c</a></p>'
    parts = [section("sec-a", passage("p", "paragraph", words)), section("sec-b")]
    linked = link(briefing(*parts), theme)
    assert [(d.message, d.hint, d.span) for d in linked.diagnostics] == [
        ("Nothing here is called “secb”.", "Did you mean “#sec-b”?", Span("content/a/01.md", 9))
    ]


def test_citations_lead_to_entries_that_are_there(
    theme: Theme, engine: CitationEngine, style: str
) -> None:
    told = briefing(section("s", paragraph("p", citation("a"))), sources=sources(book("a")))
    assert link(cite(told, engine, style), theme).diagnostics == ()


TEXT = "content/sample/02-evidence.md"
MORE = "content/sample/03-more.md"
NOT_CLOSED = "# Why\n\n```table\nid: tbl-a\n\n# More {#sec-more}\n\nSee @sec-more and @tbl-a.\n"
CHART = (
    "\n```vega-lite\nid: fig-c\ncaption: C\ntitle: T\ndescription: D\n"
    "data: {url: data/events.csv}\nmark: bar\nencoding: {x: {field: yeer}}\n```\n\nSee @fig-c.\n"
)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({TEXT: BODY.replace("|------|-------|", "|------|")}, "02-evidence.md:8:1 ragged-table"),
        ({TEXT: BODY + CHART}, "02-evidence.md:26:23 unknown-field"),
        (
            {TEXT: f"{BODY}\nSee @tbl-events.\n".replace("caption: E", 'caption: "E')},
            "02-evidence.md:15:10 yaml",
        ),
        (
            {TEXT: BODY.replace("What is seen", "")},
            "02-evidence.md:5:1 missing-caption",
        ),
        (
            {TEXT: BODY.encode("utf-16"), MORE: "# More\n\nSee @fig-one, [it](#sec-evidence).\n"},
            "02-evidence.md:1:1 encoding",
        ),
        (
            {"content/sample/01-introduction.md": "See @sec-evidence.\n", TEXT: NOT_CLOSED},
            "02-evidence.md:3:1 unclosed-fence",
        ),
    ],
)
def test_what_is_named_by_something_broken_is_not_missing_besides(
    theme: Theme, files: dict[str, str | bytes], told: str
) -> None:
    door = Memory({**WHOLE, **files})
    institute, _ = read_institute(door)
    assert institute is not None
    found = link(number(read_briefing(door, institute, "sample"), theme), theme).diagnostics
    assert f"content/sample/{told}" in [f"{d.span} {d.rule}" for d in found]
    assert [d.message for d in found if d.rule == "broken-reference"] == []


def test_what_nothing_broken_is_called_is_missing_still(theme: Theme) -> None:
    door = Memory({**WHOLE, TEXT: f"{BODY}{CHART}\nSee @fig-two.\n"})
    institute, _ = read_institute(door)
    assert institute is not None
    found = link(number(read_briefing(door, institute, "sample"), theme), theme).diagnostics
    assert [str(d) for d in found if d.rule == "broken-reference"] == [
        "content/sample/02-evidence.md:31:5: error[broken-reference]: Nothing here is called "
        "“fig-two”.\n  hint: Did you mean “@fig-one”?"
    ]
