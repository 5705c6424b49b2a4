"""What became of each passage is told as it was done, whatever was done to it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.history import Unit
from reportkit.model import Briefing
from reportkit.review.alignment import align, heaviest_rising
from reportkit.review.likeness import likeness
from reportkit.review.units import units
from tests.resolve.sample import book, briefing, citation, paragraph, section, sources
from tests.review import edit_scripts
from tests.review.desk import briefing as read
from tests.write import sample

FOX = "The quick brown fox jumps over the lazy dog while seven grey geese look on."
TIDE = "At low water the pilots wait beyond the bar, and nobody pays them for the hour."
MOON = "A harbour keeps two calendars; the moon prints one of them, the office the other."
COAL = "Coal went by rail until the strike of the winter before, and by barge ever since."


def prose(**words: str) -> list[Unit]:
    """Paragraphs by their keys."""
    return [Unit(key, "text", "paragraph", f"<p>{said}</p>", "s") for key, said in words.items()]


def told(old: list[Unit], new: list[Unit]) -> list[tuple[str, str, str]]:
    """The kind of each pairing with the keys before and after; “↕” for what moved."""
    return [
        (
            p.kind + ("↕" if p.moved and p.kind != "moved" else ""),
            " ".join(unit.key for unit in p.before),
            " ".join(unit.key for unit in p.after),
        )
        for p in align(old, new).pairings
    ]


@pytest.mark.parametrize(
    ("touched", "share"), [(0.05, 0.1), (0.2, 0.2), (0.5, 0.2), (0.5, 0.4), (1.0, 0.3)]
)
def test_edit_scripts_made_at_random_are_told_as_they_were_done(
    touched: float, share: float
) -> None:
    """So much of all units is touched, and so much of the words of each that is edited."""
    scores = []
    for seed in range(8):
        chance = random.Random(seed)
        old = edit_scripts.text(chance, 100)
        new = edit_scripts.change(chance, old, touched, share)
        alignment = align(edit_scripts.units(old, "old"), edit_scripts.units(new, "new"))
        scores.append(edit_scripts.score(alignment, old, new))
    assert sum(scores) / len(scores) >= 0.95


def test_an_edit_an_insertion_and_a_deletion_are_told_in_the_new_order() -> None:
    old = prose(a=FOX, b=TIDE, c=MOON)
    new = prose(a=FOX, n=COAL, c=MOON.replace("office", "clerk"))
    assert told(old, new) == [
        ("same", "a", "a"),
        ("deleted", "b", ""),
        ("inserted", "", "n"),
        ("edited", "c", "c"),
    ]


def test_a_moved_passage_is_not_a_deletion() -> None:
    old, new = prose(a=FOX, b=TIDE, c=MOON), prose(x=MOON, a=FOX, b=TIDE)
    assert told(old, new) == [("moved", "c", "x"), ("same", "a", "a"), ("same", "b", "b")]


def test_a_passage_that_moved_and_was_edited_is_both() -> None:
    old, new = prose(a=FOX, b=TIDE, c=MOON), prose(x=MOON.replace("two", "three"), a=FOX, b=TIDE)
    assert told(old, new)[0] == ("edited↕", "c", "x")


def test_a_split_paragraph_comes_from_one() -> None:
    old, new = prose(a=f"{FOX} {TIDE}", b=MOON), prose(x=FOX, y=TIDE, b=MOON)
    assert told(old, new) == [("split", "a", "x y"), ("same", "b", "b")]


def test_merged_paragraphs_become_one() -> None:
    old, new = prose(a=FOX, b=TIDE, c=MOON), prose(x=f"{FOX} Well, {TIDE}", c=MOON)
    assert told(old, new) == [("merged", "a b", "x"), ("same", "c", "c")]


def test_what_stands_several_times_is_told_by_its_neighbours() -> None:
    old = prose(a="Note.", b=FOX, c="Note.", d=TIDE, e="Note.")
    new = prose(v=FOX, w="Note.", x=TIDE, y="Note.")
    assert told(old, new) == [
        ("deleted", "a", ""),
        ("same", "b", "v"),
        ("same", "c", "w"),
        ("same", "d", "x"),
        ("same", "e", "y"),
    ]


def test_a_passage_rewritten_between_the_same_neighbours_is_that_passage() -> None:
    rewritten = "At low water ships wait beyond the bar; since the strike all of them are paid."
    assert told(prose(a=FOX, b=TIDE, c=MOON), prose(a=FOX, n=rewritten, c=MOON)) == [
        ("same", "a", "a"),
        ("edited", "b", "n"),
        ("same", "c", "c"),
    ]


def test_one_that_shares_no_words_with_it_is_not() -> None:
    assert told(prose(a=FOX, b=TIDE, c=MOON), prose(a=FOX, n=COAL, c=MOON))[1:3] == [
        ("deleted", "b", ""),
        ("inserted", "", "n"),
    ]


def test_a_key_that_the_author_gave_means_the_same_passage_whatever_it_says() -> None:
    old = [replace(unit, named=True) for unit in prose(a=FOX, b=TIDE)]
    new = [replace(unit, named=True) for unit in prose(b=FOX, a=TIDE)]
    assert told(old, new) == [("edited↕", "b", "b"), ("edited", "a", "a")]


def test_a_section_keeps_its_heading_when_it_is_called_something_else() -> None:
    def text(title: str) -> list[Unit]:
        head = Unit("s", "text", "heading", f"<h2>{title}</h2>", "s")
        return [*prose(a=COAL), head, *prose(b=FOX, c=TIDE)]

    assert told(text("Pilots"), text("Of waiting"))[1] == ("edited", "s", "s")


def test_headings_are_only_headings_and_tables_only_tables() -> None:
    old = [Unit("a", "text", "heading", f"<h2>{FOX}</h2>"), *prose(b=TIDE)]
    table = f'<div class="table"><table><tbody><tr><td>{TIDE}</td></tr></tbody></table></div>'
    new = [*prose(x=FOX), Unit("y", "text", "table", table)]
    assert sorted(kind for kind, _, _ in told(old, new)) == [
        "deleted",
        "deleted",
        "inserted",
        "inserted",
    ]


def test_every_unit_of_a_whole_briefing_is_the_same_as_itself() -> None:
    whole = units(sample.briefing())
    assert {pairing.kind for pairing in align(whole, whole).pairings} == {"same"}
    assert [unit for pairing in align(whole, whole).pairings for unit in pairing.after] == [*whole]


def text(*keys: str) -> Briefing:
    """A briefing of one paragraph for each citation, not yet cited."""
    passages = [paragraph(f"p-{n}", f"{FOX} ", citation(key)) for n, key in enumerate(keys)]
    return briefing(section("s", *passages), sources=sources(book("doe"), book("roe", "Roe")))


def test_a_citation_is_what_it_cites_before_and_after_an_engine_gave_it_words() -> None:
    bare = text("doe")
    words = '<cite id="cite-doe-1">(<a href="#ref-doe">Ibid.</a>)</cite>'
    only = bare.passages[0]
    xhtml = only.xhtml.replace('<cite data-keys="doe"></cite>', words)
    filled = replace(bare, sections=(section("s", replace(only, xhtml=xhtml)),))
    assert words in filled.passages[0].xhtml
    assert told([*units(bare)], [*units(filled)])[-1] == ("same", "p-0", "p-0")
    assert told([*units(bare)], [*units(text("roe"))])[-1] == ("edited", "p-0", "p-0")


def test_numbers_and_labels_that_are_counted_are_no_change() -> None:
    before = (
        '<p id="a">See <a class="xref" href="#x">Figure 1</a>.<span class="footnote" id="fn-n" '
        'data-number="1">A note.</span></p>'
    )
    after = (
        '<p id="b">See <a class="xref" data-ref="x"></a>.<span class="footnote" id="fn-m" '
        'data-number="7">A note.</span></p>'
    )
    assert likeness(before) == likeness(after)
    numbered = '<h2 id="a"><span class="number">Ⅱ.</span>\u00a0<span class="heading">T</span></h2>'
    assert likeness(numbered) == likeness('<h2 id="b"><span class="heading">T</span></h2>')


def test_keys_are_matched_for_permalinks_before_anything_was_cited() -> None:
    old = read(f"# One\n\n{FOX}\n\n{TIDE}\n\n# Two\n\n{MOON}\n\n{COAL} [@lee2005]\n")
    new = read(f"# Two\n\n{COAL} [@lee2005]\n\nNow: {MOON}\n\n# One\n\n{FOX} {TIDE}\n")
    matched = align(units(old), units(new)).matched()
    assert matched.pairs == (
        ("two", "two"),
        ("p-coal-went-by-rail-until", "p-coal-went-by-rail-until"),
        ("p-a-harbour-keeps-two-calendars", "p-now-a-harbour-keeps-two"),
        ("one", "one"),
        ("p-the-quick-brown-fox-jumps", "p-the-quick-brown-fox-jumps"),
        ("p-at-low-water-the-pilots", "p-the-quick-brown-fox-jumps"),
    )
    assert matched.before["one"] == matched.after["one"]
    assert matched.before.keys() | matched.after.keys() == {
        key for pair in matched.pairs for key in pair
    }


@given(st.permutations(range(9)), st.lists(st.integers(1, 9), min_size=9, max_size=9))
def test_what_stays_is_the_heaviest_that_kept_its_order(
    places: list[int], weights: list[int]
) -> None:
    kept = heaviest_rising(places, weights)
    assert [places[at] for at in kept] == sorted(places[at] for at in kept)
    best = [0] * 9
    for at in range(9):
        best[at] = weights[at] + max(
            (best[n] for n in range(at) if places[n] < places[at]), default=0
        )
    assert sum(weights[at] for at in kept) == max(best)
