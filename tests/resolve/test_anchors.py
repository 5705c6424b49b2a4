"""Permalinks stay: whatever is edited, moved, merged or dropped, an address is never reused."""

from __future__ import annotations

import datetime
from dataclasses import replace

from reportkit.history import Anchored, Edition, Gone, Matched
from reportkit.imprint import Imprint, Kind
from reportkit.model import Briefing, Institute, Passage
from reportkit.resolve.anchors import anchor
from tests.resolve.sample import briefing, paragraph, section

DAY = datetime.date(2024, 7, 18)
INSTITUTE = Institute(
    "I", "I", None, "a", "t", None, "e", "u", "b", "c", {}, {}, "eai", "en", None, None
)


def edition(text: Briefing, *gone: Gone, former: tuple[tuple[str, str], ...] = ()) -> Edition:
    imprint = Imprint("1.0", Kind.INITIAL, DAY, DAY, DAY, DAY, "First.", "u", "u")
    return Edition(replace(text, imprint=imprint), INSTITUTE, {}, gone, former)


def text(*passages: Passage) -> Briefing:
    return briefing(section("s", *passages))


def keys(anchored: Anchored) -> list[str]:
    return [passage.key for passage in anchored.briefing.passages]


def matched(*pairs: tuple[str, str], before: str = "", after: str = "") -> Matched:
    """Give pairs besides the section's, and digests that are the keys' own letters."""
    return Matched((("s", "s"), *pairs), {k: f"#{k}" for k in before}, {k: f"#{k}" for k in after})


def test_an_edited_passage_keeps_its_key_and_links_to_it_follow() -> None:
    old = edition(text(paragraph("a", "One two")))
    new = text(
        paragraph("b", "Two one"),
        paragraph("c", 'See <a href="#b">there</a>, and <code>href="#b"</code>'),
    )
    anchored = anchor(new, old, matched(("a", "b")))
    assert keys(anchored) == ["a", "c"]
    assert [p.xhtml for p in anchored.briefing.passages] == [
        '<p id="a">Two one</p>',
        '<p id="c">See <a href="#a">there</a>, and <code>href="#b"</code></p>',
    ]
    assert (anchored.gone, anchored.former) == ((), ())


def test_a_new_passage_never_takes_a_key_that_stood_for_another() -> None:
    old = edition(text(paragraph("a")), Gone("g", "0.9", "a", "#other"), former=(("f", "a"),))
    new = text(paragraph("a"), paragraph("g"), paragraph("f"), paragraph("x"))
    anchored = anchor(new, old, matched(("a", "x")))
    assert keys(anchored) == ["a-2", "g-2", "f-2", "a"]
    assert anchored.former == (("f", "a"),)


def test_what_is_gone_says_before_what_it_stood_and_is_told_again_when_it_comes_back() -> None:
    old = edition(text(*map(paragraph, "abc")))
    dropped = anchor(text(paragraph("c")), old, matched(("c", "c"), before="abc"))
    assert dropped.gone == (Gone("a", "1.0", "c", "#a"), Gone("b", "1.0", "c", "#b"))
    later = edition(dropped.briefing, *dropped.gone)
    again = text(paragraph("c"), paragraph("n"))
    restored = anchor(again, later, replace(matched(("c", "c")), after={"n": "#a"}))
    assert keys(restored) == ["c", "a"]
    assert restored.gone == (Gone("b", "1.0", "c", "#b"),)


def test_merged_passages_are_found_under_each_of_their_keys() -> None:
    old = edition(text(*map(paragraph, "abc")))
    anchored = anchor(text(paragraph("m")), old, matched(("a", "m"), ("b", "m"), before="abc"))
    assert keys(anchored) == ["a"]
    assert anchored.former == (("b", "a"),)
    assert anchored.gone == (Gone("c", "1.0", "", "#c"),)


def test_split_passages_share_nothing_the_first_has_the_key() -> None:
    old = edition(text(paragraph("a")))
    new = text(paragraph("x"), paragraph("y"))
    assert keys(anchor(new, old, matched(("a", "x"), ("a", "y")))) == ["a", "y"]


def test_a_key_that_an_author_gives_stands_and_the_former_one_leads_to_it() -> None:
    old = edition(text(paragraph("a"), paragraph("b")))
    new = text(replace(paragraph("mine"), named=True), replace(paragraph("a"), named=True))
    anchored = anchor(new, old, matched(("a", "mine"), ("b", "a")))
    assert keys(anchored) == ["mine", "a"]
    assert anchored.former == (("b", "a"),)


def test_where_a_passage_stood_is_followed_when_its_neighbour_goes_too() -> None:
    old = edition(text(*map(paragraph, "bc")), Gone("a", "0.9", "b", "#a"))
    anchored = anchor(text(paragraph("c")), old, matched(("c", "c"), before="bc"))
    assert anchored.gone == (Gone("a", "0.9", "c", "#a"), Gone("b", "1.0", "c", "#b"))
