"""A redline shows what a reader would call a change, each as what it is, and nothing else."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reportkit.files import Memory, packaged
from reportkit.history import ChangeKind, Redline, SectionShare, Version
from reportkit.imprint import Imprint, Kind, News
from reportkit.model import Briefing, Passage, Section
from reportkit.resolve.engine import CitationEngine
from reportkit.review.redline import compare, news
from tests.resolve.sample import (
    CITEPROC,
    book,
    citation,
    item,
    own_locales,
    paragraph,
    run,
    section,
    sources,
)
from tests.resolve.sample import briefing as small
from tests.write import sample

STYLE = packaged("templates").read("eai/citation.csl").decode()


@pytest.fixture(scope="module")
def engine() -> Iterator[CitationEngine]:
    with CitationEngine(CITEPROC, own_locales()) as engine:
        yield engine


def changed(redline: Redline) -> list[tuple[str, str, str]]:
    """Kind, key and marked XHTML of what did not stay the same."""
    return [(c.kind, c.unit.key, c.marked) for c in redline.changes if c.kind != ChangeKind.SAME]


def edited(old: str, new: str) -> Briefing:
    """The sample with `old` put in place of `new`, which is there once."""
    whole = sample.briefing()

    def passage(p: Passage) -> Passage:
        return replace(p, xhtml=p.xhtml.replace(old, new))

    def edit(s: Section) -> Section:
        title = s.title and s.title.replace(old, new)
        return replace(s, title=title, passages=tuple(map(passage, s.passages)))

    assert sum(p.xhtml.count(old) for p in whole.passages) == 1 or old in str(whole.sections)
    return replace(whole, sections=tuple(map(edit, whole.sections)))


def whole(redline: Redline) -> str:
    return "".join(change.marked for change in redline.changes)


WORKING = Version(None, sample.briefing().date, sample.briefing().title, "content/tidal-ports")


def test_a_briefing_is_the_same_as_itself() -> None:
    redline = compare(sample.briefing(), sample.briefing())
    assert changed(redline) == []
    assert (redline.share, {section.share for section in redline.sections}) == (0.0, {0.0})
    assert redline.old == redline.new == WORKING
    assert [unit.part for change in redline.changes for unit in change.after] == (
        ["front"] * 15 + ["text"] * 15 + ["references"] * 2
    )


def test_words_are_marked_one_by_one() -> None:
    redline = compare(
        sample.briefing(), edited("that waits well moves", "that waits moves freight")
    )
    assert [(kind, key) for kind, key, _ in changed(redline)] == [("edited", "p-what-the-figures")]
    only = next(c for c in redline.changes if c.kind == ChangeKind.EDITED)
    assert "that waits <del>well </del>moves <ins>freight </ins>more in a year" in only.marked
    assert (only.kept, only.inserted, only.deleted) == (42, 1, 1)
    assert "data-cited" not in whole(redline)


def test_a_cell_is_marked_alone() -> None:
    redline = compare(sample.briefing(), edited("Grain and timber", "Grain and steel"))
    [(kind, key, marked)] = changed(redline)
    assert (kind, key) == ("edited", "tbl-quays")
    assert re.findall("<td[^>]*>[^/]*<del>.*?</td>", marked) == [
        "<td>Grain and <del>timber</del><ins>steel</ins></td>"
    ]


def test_a_row_and_a_column_come_and_go_whole() -> None:
    old = '<div class="table" id="t"><table><thead><tr><th scope="col">Quay</th><th scope="col">'
    new = f'{old}Cargo</th><th scope="col">Year</th></tr></thead><tbody><tr><td>Outer</td><td>Ore'
    old += "Year</th></tr></thead><tbody><tr><td>Outer</td><td>1987</td></tr><tr><td>Fish</td>"
    old += "<td>1874</td></tr></tbody></table></div>"
    new += "</td><td>1987</td></tr></tbody></table></div>"
    before, after = (
        sample.plain_briefing(sample.passage("t", "table", xhtml)) for xhtml in (old, new)
    )
    assert changed(compare(before, after)) == [
        (
            "edited",
            "t",
            '<div class="table" id="t"><table><thead><tr><th scope="col">Quay</th>'
            '<th scope="col" data-change="inserted">Cargo</th><th scope="col">Year</th></tr>'
            '</thead><tbody><tr><td>Outer</td><td data-change="inserted">Ore</td><td>1987</td></tr>'
            '<tr data-change="deleted"><td>Fish</td><td data-change="inserted"></td><td>1874</td>'
            "</tr></tbody></table></div>",
        )
    ]


def figure(source: str, alt: str, caption: str) -> Briefing:
    xhtml = (
        f'<figure class="figure" id="fig-a"><img src="{source}" alt="{alt}"/><figcaption>'
        f'<span class="label">Figure 1.</span> {caption}</figcaption></figure>'
    )
    return sample.plain_briefing(sample.passage("fig-a", "figure", xhtml))


def test_a_picture_that_was_exchanged_stands_before_and_after() -> None:
    old, new = (
        figure("a.png", "A square.", "The port"),
        figure("b.png", "A square.", "The old port"),
    )
    assert changed(compare(old, new)) == [
        (
            "edited",
            "fig-a",
            '<figure class="figure" id="fig-a"><img src="a.png" data-change="deleted" '
            'alt="A square."/><img src="b.png" data-change="inserted" alt="A square."/><figcaption>'
            '<span class="label">Figure 1.</span> The <ins>old </ins>port</figcaption></figure>',
        )
    ]


def test_a_picture_is_its_bytes_not_its_name() -> None:
    old, new = figure("a.png", "A square.", "The port"), figure("b.png", "A square.", "The port")
    elsewhere = replace(new, span=replace(new.span, path="content/new/briefing.yaml"))
    same = Memory({"content/tidal-ports/a.png": b"1", "content/new/b.png": b"1"})
    assert changed(compare(old, elsewhere, same)) == []
    again = replace(old, span=elsewhere.span)
    other = Memory({"content/tidal-ports/a.png": b"1", "content/new/a.png": b"2"})
    [(_, _, marked)] = changed(compare(old, again, other))
    assert re.findall('src="a.png" data-change="([a-z]*)"', marked) == ["deleted", "inserted"]
    assert "digest" not in marked


def test_alternative_text_is_shown_where_it_changed() -> None:
    [(_, _, marked)] = changed(
        compare(figure("a.png", "A square.", "C"), figure("a.png", "A grey square.", "C"))
    )
    assert '<img src="a.png" alt="A grey square."/><span class="alt">A <ins>grey </ins>' in marked


def test_a_footnote_is_marked_within_and_goes_whole() -> None:
    [(_, _, marked)] = changed(compare(sample.briefing(), edited("two readers", "two pilots")))
    assert '<span class="footnote" id="fn-records" data-number="1">The records' in marked
    assert "by two <del>readers</del><ins>pilots</ins>; where" in marked
    whole_note = re.search(
        '<span class="footnote" id="fn-lunar".*?</span> none', str(sample.SECTIONS)
    )
    assert whole_note
    gone = edited(whole_note[0].removesuffix(" none"), "")
    [(_, _, marked)] = changed(compare(sample.briefing(), gone))
    assert re.search(
        'every day:<del><span class="footnote" id="was-fn-lunar" data-number="2">.*'
        "</span></del> none",
        marked,
    )


def test_ibid_that_was_counted_anew_is_no_change(engine: CitationEngine) -> None:
    old = run(engine, STYLE, "doe", "doe", "roe")
    new = run(engine, STYLE, "doe", "roe", "doe")
    held = {c: c.xhtml for b in (old, new) for c in b.passages}
    assert "Ibid." in "".join(held.values())
    passages = (old.sections[0].passages[1], new.sections[0].passages[2])
    assert ["Ibid." in p.xhtml for p in passages] == [True, False]
    before, after = (
        replace(b, sections=(replace(b.sections[0], passages=(p,)),))
        for b, p in zip((old, new), passages, strict=True)
    )
    assert changed(compare(before, after)) == []


def test_a_changed_citation_goes_and_comes_whole_in_printed_words(engine: CitationEngine) -> None:
    redline = compare(run(engine, STYLE, "doe", "roe"), run(engine, STYLE, "doe", "poe"))
    assert changed(redline)[0] == (
        "edited",
        "p-1",
        '<p id="p-1">Words <del><cite id="was-cite-roe-1">(<a>Roe 2024</a>)</cite></del>'
        '<ins><cite id="cite-poe-1">(<a href="#ref-poe">Poe 2024</a>)</cite></ins>.</p>',
    )
    assert sorted((kind, key) for kind, key, _ in changed(redline)[1:]) == [
        ("deleted", "roe"),
        ("inserted", "poe"),
    ]


def test_another_page_of_the_same_source_is_another_citation(engine: CitationEngine) -> None:
    old, new = (run(engine, STYLE, citation(item("doe", locator=page))) for page in "45")
    assert changed(compare(old, new)) == [
        (
            "edited",
            "p-0",
            '<p id="p-0">Words <del><cite id="was-cite-doe-1">(<a>Doe 2024, 4</a>)</cite></del>'
            '<ins><cite id="cite-doe-1">(<a href="#ref-doe">Doe 2024, 5</a>)</cite></ins>.</p>',
        )
    ]


def test_a_corrected_year_is_a_change_of_citation_and_entry(engine: CitationEngine) -> None:
    years = [{"sources": sources(book("doe", "Doe", year=year))} for year in (2023, 2024)]
    old, new = (run(engine, STYLE, "doe", **rest) for rest in years)
    redline = compare(old, new)
    assert [(kind, key) for kind, key, _ in changed(redline)] == [
        ("edited", "p-0"),
        ("edited", "doe"),
    ]
    assert "Doe, Ann. <del>2023</del><ins>2024</ins>. <i>Title doe</i>" in changed(redline)[1][2]


def test_metadata_are_part_of_it() -> None:
    old = sample.briefing()
    new = replace(old, title=old.title.replace("Price", "Cost"), keywords=("Tides", "dock labour"))
    new = replace(new, subtitle=None)
    assert changed(compare(old, new)) == [
        (
            "edited",
            "title",
            '<p class="title">Two Calendars: Tidal Ports and the <del>Price</del><ins>Cost</ins> '
            "of Waiting</p>",
        ),
        ("deleted", "subtitle", changed(compare(old, new))[1][2]),
        (
            "edited",
            "keywords",
            '<ul class="keywords"><li>Tides</li><li><del>port</del><ins>dock</ins> labour</li>'
            '<li data-change="deleted">AI-driven pilots</li></ul>',
        ),
    ]


def text(*words: str) -> Briefing:
    return small(section("s", *(paragraph(f"p-{n}", said) for n, said in enumerate(words))))


FOX = "The quick brown fox jumps over the lazy dog."
TIDE = "At low water the pilots wait beyond the bar."


def test_a_split_paragraph_shows_where_it_ends_now() -> None:
    assert changed(compare(text(f"{FOX} {TIDE}"), text(FOX, f"{TIDE} Unpaid."))) == [
        (
            "split",
            "p-0",
            f'<p id="p-0">{FOX}<ins class="break"></ins></p>'
            f'<p id="p-1">{TIDE}<ins> Unpaid.</ins></p>',
        )
    ]


def test_merged_paragraphs_show_where_one_ended() -> None:
    assert changed(compare(text(FOX, TIDE), text(f"{FOX} {TIDE}"))) == [
        ("merged", "p-0", f'<p id="p-0">{FOX}<del class="break"></del> {TIDE}</p>')
    ]


def test_a_moved_passage_stays_unmarked() -> None:
    third = "Coal went by rail until the strike."
    redline = compare(text(third, FOX, TIDE), text(FOX, TIDE, third))
    assert [(c.kind, c.moved, c.marked) for c in redline.changes if c.unit.part == "text"][1:] == [
        ("same", False, f'<p id="p-0">{FOX}</p>'),
        ("same", False, f'<p id="p-1">{TIDE}</p>'),
        ("moved", True, f'<p id="p-2">{third}</p>'),
    ]
    assert redline.share == 0.0


def test_a_heading_is_marked_and_its_number_is_not() -> None:
    whole_text = sample.briefing()
    first, tide, *rest = whole_text.sections
    renumbered = replace(tide, title="The Tide as a <em>Master</em>", number="Ⅱ.")
    redline = compare(
        replace(
            whole_text, sections=(first, replace(tide, title="The Tide as a <em>Lord</em>"), *rest)
        ),
        replace(whole_text, sections=(first, renumbered, *rest)),
    )
    assert changed(redline) == [
        (
            "edited",
            "sec-tide",
            '<h2 id="sec-tide"><span class="number">Ⅱ.</span>\u00a0<span class="heading">The Tide '
            "as a <del><em>Lord</em></del><ins><em>Master</em></ins></span></h2>",
        )
    ]


def test_shares_are_told_by_section_and_in_all() -> None:
    def version(*parts: tuple[str, str, str]) -> Briefing:
        sections = [
            section(key, paragraph(f"p-{key}", said), title=title) for key, title, said in parts
        ]
        return small(section("introduction", paragraph("p-i", FOX), title=None), *sections)

    old = version(
        ("a", "One", TIDE), ("b", "Two", FOX.replace("fox", "wolf").replace("dog", "cat"))
    )
    new = version(("a", "One", TIDE.replace("pilots", "boats")))
    redline = compare(old, new, introduction="Einleitung")
    assert redline.sections == (
        SectionShare("introduction", "Einleitung", 0.0),
        SectionShare("a", "One", 2 / 20),
        SectionShare("b", "Two", 1.0),
    )
    kept = sum(change.kept for change in redline.changes)
    assert redline.share == 12 / (2 * kept + 12)


def issued(briefing: Briefing) -> Briefing:
    day = datetime.date(2026, 1, 1)
    return replace(
        briefing, imprint=Imprint("1.0", Kind.INITIAL, day, day, day, day, "First.", "u", "u")
    )


def test_news_name_sources_and_sections(engine: CitationEngine) -> None:
    old, new = issued(run(engine, STYLE, "doe", "roe")), run(engine, STYLE, "doe", "poe")
    redline = compare(old, new)
    assert redline.old == Version("1.0", datetime.date(2026, 1, 1), "A", "content/a")
    assert news(redline, old, new) == News(
        since="1.0",
        share=redline.share,
        sections=(("Title", redline.sections[0].share),),
        added=("Poe 2024",),
        dropped=("Roe 2024",),
    )


def test_what_was_deleted_stands_where_it_stood_and_shares_no_id() -> None:
    old = sample.briefing()
    first, _, *rest = old.sections
    redline = compare(old, replace(old, sections=(first, *rest)))
    keys = [c.unit.key for c in redline.changes if c.unit.part == "text"]
    assert keys[2:6] == ["sec-tide", "p-three-things-follow", "p-sleep-moves-too", "tbl-quays"]
    ids = re.findall(r' id="([^"]*)"', whole(redline))
    assert len(ids) == len(set(ids))
    assert all(
        change.marked.count('data-change="deleted"')
        for change in redline.changes
        if change.kind == ChangeKind.DELETED
    )
