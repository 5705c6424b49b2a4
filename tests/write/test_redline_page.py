"""Promises of the page of a redline, as files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import Diagnostic, ReportkitError, Severity, Span
from reportkit.files import Memory
from reportkit.history import Change, ChangeKind, Redline, SectionShare
from reportkit.review.marking import mark
from reportkit.review.page_words import parse_page
from reportkit.write import redline_writers
from reportkit.write.redline_marks import Marks
from reportkit.write.theme import terms
from tests.write import redline_sample as sample
from tests.write.sample import INSTITUTE, fonts, theme
from tests.write.test_page import Tags, squeezed

PARAGRAPH = sample.edited(
    "p-quay",
    "paragraph",
    "<p>The quay <del>sleeps</del><ins>wakes</ins> early"
    '<span class="footnote" id="fn-1" data-number="1">By <ins>local </ins>time.</span>.</p>',
    "introduction",
)
SMALL = sample.redline(
    PARAGRAPH,
    sample.same("p-gate", "paragraph", "<p>The gate does not.</p>", "introduction"),
    sample.deleted("p-gull", "paragraph", "<p>Gulls <em>do</em>.</p>", "introduction"),
    sections=(SectionShare("introduction", "Introduction", 0.4),),
)


def written(redline: Redline, formats: tuple[str, ...] = ("html", "pdf")) -> dict[str, bytes]:
    writer = redline_writers(formats)["html"]
    made = writer.write(redline, INSTITUTE, theme(), fonts(), sample.files())
    return {artifact.path: artifact.data for artifact in made}


def html(redline: Redline) -> str:
    return written(redline)["index.html"].decode()


def lines(redline: Redline) -> list[str]:
    """Give the words of each paragraph of the article that is not there to lead about."""
    root = parse_page(html(redline).encode())
    assert root is not None
    return [line for part in root.iterfind(".//article/*") for line in paragraphs(part)]


def paragraphs(element: ElementTree.Element) -> Iterator[str]:
    if "data-chrome" in element.attrib:
        return
    if element.tag in ("p", "h1", "h2", "li"):
        yield " ".join("".join(seen(element)).split())
    else:
        for child in element:
            yield from paragraphs(child)


def seen(element: ElementTree.Element) -> Iterator[str]:
    if "data-chrome" not in element.attrib:
        yield element.text or ""
        for child in element:
            yield from seen(child)
            yield child.tail or ""


def test_a_small_redline_says_this_and_no_more() -> None:
    assert lines(SMALL) == [
        "EAI Redline",
        "Two Calendars",
        "Before: Edition 1.0, March 9, 2026",
        "After: working text",
        "Changes: 2. Words changed: 12%.",
        "Introduction",
        "1 Paragraph edited",
        "The quay −sleeps +wakes early1.",
        "Note 1 By +local time.",
        "The gate does not.",
        "2 Paragraph deleted",
        "−Gulls do.",
    ]


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("Ships<ins> and crews</ins> wait.", "Ships +and crews wait."),
        ("It is <ins>hard </ins>work.", "It is +hard work."),
        ("Ships<del> and <em>their</em> </del>wait.", "Ships −and their wait."),
        ("It<del> was</del><ins> is</ins> work.", "It −was +is work."),
        ("The <del>tide </del><ins>hour </ins>comes.", "The −tide +hour comes."),
        ("In <del>2014</del><ins>2024</ins>.", "In −2014 +2024."),
        ("It is work.<del> </del><ins> And more.</ins>", "It is work. +And more."),
    ],
)
def test_a_sign_stands_by_its_first_word_and_runs_do_not_touch(marked: str, read: str) -> None:
    change = sample.edited("p-quay", "paragraph", f"<p>{marked}</p>", "introduction")
    assert lines(sample.redline(change))[-1] == read
    runs = re.findall(r"<(?:ins|del)>(.*?)</(?:ins|del)>", html(sample.redline(change)))
    assert [run for run in runs if run != run.strip()] == []


def test_a_sign_shows_where_a_paragraph_was_parted_or_joined() -> None:
    one = (sample.unit("p", "paragraph", "<p>One gate. Two docks.</p>"),)
    two = tuple(
        sample.unit(key, "paragraph", f"<p>{text}</p>")
        for key, text in (("p", "One gate."), ("q", "Two docks."))
    )
    parted = Change(ChangeKind.SPLIT, one, two, mark(one, two))
    joined = Change(ChangeKind.MERGED, two, one, mark(two, one))
    assert lines(sample.redline(parted))[-2:] == ["One gate.+¶", "Two docks."]
    assert lines(sample.redline(joined))[-1] == "One gate.−¶ Two docks."
    said = re.findall(r'<span class="said"[^>]*>(.*?)</span>', html(sample.redline(parted, joined)))
    assert [words.strip() for words in said] == [
        "a new paragraph begins",
        "a new paragraph begins",
        "a paragraph began here",
        "a paragraph began here",
    ]


def test_a_line_does_not_end_between_a_sign_and_a_bracket() -> None:
    marked = "<p>So it was <del>(Ma 2025)</del><ins>(Ma 2026)</ins>.</p>"
    change = sample.edited("p-quay", "paragraph", marked, "introduction")
    signs = re.findall(r'<span class="sign[^>]*>(.*?)</span>', html(sample.redline(change)))
    assert signs[:2] == ["−\N{NO-BREAK SPACE}", "+\N{NO-BREAK SPACE}"]


def test_who_cannot_see_the_marks_is_told_where_they_begin_and_end() -> None:
    told = re.search(r'<div class="unit both is-paragraph">(.*?)</div>', html(SMALL))
    assert told
    signs = re.compile(r'<span class="sign[^>]*>.*?</span>')
    assert " ".join(re.sub("<[^>]*>", "", signs.sub("", told[1])).split()) == (
        "The quay deleted: sleeps end of deletion inserted: wakes end of insertion early1."
        "Note 1 By inserted: local end of insertion time."
    )
    hidden = Tags(html(SMALL)).found
    signs_seen = [a for _, a in hidden if (a.get("class") or "").startswith("sign")]
    assert {attrs.get("aria-hidden") for attrs in signs_seen} == {"true"}


def test_the_list_names_each_change_its_section_and_its_beginning() -> None:
    listed = re.search(r"<nav.*?</nav>", html(SMALL), re.DOTALL)
    assert listed
    assert re.sub("<[^>]*>", "", listed[0]).split("\n") == [
        "",
        "Changes",
        "",
        "Introduction (40% changed)",
        "",
        "1 Paragraph edited: The quay wakes early.",
        "2 Paragraph deleted: Gulls do.",
        "",
        "",
        "",
        " Keys: n next change, p previous change",
        "",
    ]
    assert re.findall('href="#(.*?)"', listed[0]) == ["part-1", "change-1", "change-2"]


def test_the_list_tells_the_items_of_a_list_apart() -> None:
    nested = "<ul><li>One, and below it<ul><li>two</li></ul></li><li>Three</li></ul>"
    page = html(sample.redline(sample.inserted("l", "list", nested)))
    assert '<span class="excerpt">One, and below it two Three</span>' in page


def test_what_a_line_of_the_list_leaves_out_is_told_beside_its_last_word() -> None:
    words = "<p>The quay wakes early and the gate does not.</p>"
    page = html(sample.redline(sample.inserted("p", "paragraph", words)))
    assert '<span class="excerpt">The quay wakes early and the gate\xa0…</span>' in page


def test_the_list_tells_what_is_drawn_by_its_caption_and_not_by_its_data() -> None:
    short = re.compile("<figcaption>.*?</figcaption>")
    caption = '<figcaption><span class="label">Figure 2.</span> Calls</figcaption>'
    made = sample.chart()
    after = tuple(replace(unit, xhtml=short.sub(caption, unit.xhtml)) for unit in made.after)
    listed = re.findall(
        r'<span class="heading">(.*?)</li>', html(sample.redline(replace(made, after=after)))
    )
    assert [re.sub("<[^>]*>", "", line) for line in listed] == ["Chart edited: Figure 2. Calls"]


def test_each_change_leads_to_the_next_and_the_one_before() -> None:
    steps = re.findall(r'<a href="#(change-\d|changes)" (?:rel="(\w+)" )?aria', html(SMALL))
    assert steps == [
        ("change-2", "next"),
        ("changes", ""),
        ("change-1", "prev"),
        ("changes", ""),
    ]


def test_before_and_after_stand_beside_each_other() -> None:
    sides = re.findall(r'<p class="side-label">(\w+)</p>(.*?)</div>', html(SMALL))
    words = [(name, squeezed(re.sub("<[^>]*>", "", side))) for name, side in sides]
    assert words == [
        ("Before", "Thequay−deleted:sleepsendofdeletionearly1.Note1Bytime."),
        (
            "After",
            "Thequay+inserted:wakesendofinsertionearly1.Note1By+inserted:localendofinsertiontime.",
        ),
    ]


def test_search_engines_pass_it_over_and_it_may_run_nothing_else() -> None:
    metas = {a.get("name") or a.get("http-equiv"): a["content"] for t, a in Tags(html(SMALL)).found
             if t == "meta" and "content" in a}  # fmt: skip
    assert metas["robots"] == "noindex"
    assert metas["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
        "script-src 'self'; base-uri 'none'; form-action 'none'"
    )


def test_the_page_brings_the_pictures_of_both_versions() -> None:
    made = written(sample.sample())
    assert {path for path in made if not path.startswith("fonts/")} == {
        "index.html", "page.css", "redline.css", "redline.js",
        "before/figures/harbour.png", "after/figures/harbour.png",
    }  # fmt: skip
    files = sample.files().texts
    assert made["before/figures/harbour.png"] == files[f"{sample.OLD}/figures/harbour.png"]
    assert made["after/figures/harbour.png"] == files[f"{sample.NEW}/figures/harbour.png"]
    shown = re.findall(r'src="(\w+/figures/[^"]*)" alt="(.*?)"', made["index.html"].decode())
    assert shown == [
        ("before/figures/harbour.png", "A light square that stands for a harbour."),
        ("after/figures/harbour.png", "A dark square that stands for a harbour."),
    ]


def test_a_writer_that_is_ready_writes_the_same() -> None:
    cold = written(SMALL)
    redline_writers(("html",))["html"].warm(theme(), fonts())
    assert written(SMALL) == cold


def test_a_missing_picture_is_named() -> None:
    with pytest.raises(ReportkitError) as caught:
        redline_writers(("html",))["html"].write(
            sample.sample(), INSTITUTE, theme(), fonts(), Memory({})
        )
    path = f"{sample.OLD}/figures/harbour.png"
    assert caught.value.diagnostics == (
        Diagnostic("missing-file", Severity.ERROR, "There is no such file.", Span(path)),
    )


def test_no_id_is_given_twice_and_every_link_within_the_page_leads_somewhere() -> None:
    page = Tags(html(sample.sample()))
    ids = list(page.every("id"))
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in page.every("href") if h.startswith("#")} <= set(ids)
    named = {name for value in page.every("aria-labelledby") for name in value.split()}
    assert named <= set(ids)


def test_a_long_stretch_that_stayed_the_same_is_folded_and_all_there() -> None:
    page = html(sample.sample())
    folded = re.findall(r'<details class="same">(.*?)</details>', page, re.DOTALL)
    assert len(folded) == 1
    assert folded[0].count(sample.LONG.strip()) == 3
    assert "<summary data-chrome>Unchanged: 2</summary>" in folded[0]


def test_a_redline_without_a_change_says_so() -> None:
    unchanged = replace(sample.redline(SMALL.changes[1]), share=0.0)
    assert lines(unchanged)[4:] == ["Nothing changed.", "Introduction", "The gate does not."]
    assert "<nav" not in html(unchanged)


def test_the_page_links_to_the_paper_that_is_made_with_it() -> None:
    assert 'href="tidal-ports-1.0..working.pdf"' in html(SMALL)
    alone = written(SMALL, ("html",))["index.html"].decode()
    assert ".pdf" not in alone


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (sample.moved("p", "paragraph", "<p>One.</p>", "a", "a"), "Paragraph moved"),
        (sample.moved("p", "list", "<ul><li>x</li></ul>", "a", "b"), "List moved, from Ⅰ. A"),
        (replace(PARAGRAPH, moved=True), "Paragraph moved and edited"),
        (sample.edited("title", "field", "<p>A<ins> b</ins></p>", "", "front"), "Title edited"),
        (sample.edited("orcid", "field", "<p>A<ins> b</ins></p>", "", "front"), "Metadata edited"),
        (sample.inserted("r", "reference", "<p>R.</p>", "", "references"), "Reference inserted"),
        (sample.inserted("x", "marginalia", "<p>X.</p>"), "Passage inserted"),
        (
            Change(ChangeKind.MERGED, PARAGRAPH.before * 2, PARAGRAPH.after, PARAGRAPH.marked),
            "Paragraph merged from 2",
        ),
    ],
)  # fmt: skip
def test_a_change_is_called_what_it_is(change: Change, said: str) -> None:
    shares = (SectionShare("a", "Ⅰ. A", 0.1), SectionShare("b", "Ⅱ. B", 0.2))
    made = lines(sample.redline(change, sections=shares))
    assert f"1 {said}" in made


WORDS = st.lists(st.sampled_from(["tide", "&amp;", "<em>port</em>", "물때", "4"]), max_size=4)
RUN = st.tuples(st.sampled_from(["", "ins", "del"]), WORDS.map(" ".join))
BLOCK = st.tuples(st.sampled_from(["", "inserted", "deleted"]), st.lists(RUN, max_size=5))


@given(st.lists(BLOCK, min_size=1, max_size=4))
def test_each_side_reads_as_that_version_did(
    blocks: list[tuple[str, list[tuple[str, str]]]],
) -> None:
    """Without the inserted the text is as it was before, without the deleted as after."""

    def item(state: str, runs: list[tuple[str, str]], drop: str | None) -> str:
        """Write a list item as it is marked, or, without what it drops, as a version had it."""
        kept = [(tag, text) for tag, text in runs if tag != drop and not (state and tag)]
        marked = (f"<{tag}>{text} </{tag}>" if tag else f"{text} " for tag, text in kept)
        whole = f' data-change="{state}"' if state else ""
        return f"<li{whole}>{''.join(marked)}</li>"

    def version(drop: str | None) -> str:
        state = {"ins": "inserted", "del": "deleted", None: None}[drop]
        items = (item(s, runs, drop) for s, runs in blocks if s != state)
        return f"<ul>{''.join(items)}</ul>"

    marks = Marks(terms(theme(), "en"), ("", ""))
    change = Change(
        ChangeKind.EDITED,
        (sample.unit("p", "list", version("ins")),),
        (sample.unit("p", "list", version("del")),),
        version(None),
    )
    for side, units in (("before", change.before), ("after", change.after)):
        shown = marks.tell(change, "p", side)
        assert words_without_signs(shown) == words_without_signs(
            ElementTree.fromstring(units[0].xhtml)
        )


def words_without_signs(element: ElementTree.Element) -> list[str]:
    signs = [e for e in element.iter() if e.get("data-said")]
    for sign in signs:
        sign.text = ""
    return "".join(element.itertext()).split()
