"""Both states stand in marked XHTML: without either mark it is the one, or the other."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree as ET

from hypothesis import example, given
from hypothesis import strategies as st

from reportkit.history import Unit
from reportkit.review.likeness import has_blocks, likeness
from reportkit.review.marking import mark
from reportkit.xhtml import append, has_class, parse, serialise


def unit(xhtml: str, key: str = "k") -> Unit:
    return Unit(key, "text", "paragraph", xhtml, "s")


def marked(old: str, new: str) -> str:
    return mark([unit(old)], [unit(new)])


def without(marked: str, change: str) -> ET.Element:
    """Take out what was inserted or deleted, and the other mark; gives a `div` of what is left."""
    tag = {"inserted": "ins", "deleted": "del"}[change]
    root = ET.Element("div")
    _copy(parse(f"<div>{marked}</div>"), root, tag, change)
    return root


def _copy(source: ET.Element, target: ET.Element, tag: str, change: str) -> None:
    append(target, source.text or "")
    for child in source:
        if child.tag == tag or child.get("data-change") == change:
            pass
        elif child.tag in ("ins", "del"):
            _copy(child, target, tag, change)
        elif child.tag == "span" and has_class(child, "alt"):
            words = ET.Element("span")
            _copy(child, words, tag, change)
            target[-1].set("alt", "".join(words.itertext()))
        else:
            made = ET.Element(child.tag, {k: v for k, v in child.items() if k != "data-change"})
            append(target, made)
            _copy(child, made, tag, change)
        append(target, child.tail or "")


def settled(element: ET.Element) -> ET.Element:
    """Leave out whitespace between blocks, or alone in an item: it says nothing."""
    for node in element.iter():
        if has_blocks(node) or (node.tag == "li" and not len(node)):
            node.text = (node.text or "").strip() and node.text
            for child in node:
                child.tail = (child.tail or "").strip() and child.tail
    return element


def normal(xhtml: str) -> str:
    """A normal form in which deleted links into the text, which lead nowhere, are not told."""
    return likeness(re.sub(r' href="#[^"]*"', "", xhtml)).normal


def taken_apart(old: str, new: str) -> tuple[str, str, set[str]]:
    """Mark two states in one; give each back, and the ids that stand there twice."""
    both = mark([unit(old, "o")], [unit(new, "n")])
    before, after = without(both, "inserted"), without(both, "deleted")
    ids = Counter(e.get("id") for e in parse(f"<div>{both}</div>").iter() if e.get("id"))
    twice = {str(name) for name, times in ids.items() if times > 1}
    return normal(serialise(settled(before))), serialise(settled(after)), twice


def as_given(old: str, new: str) -> tuple[str, str, set[str]]:
    """Give what two states are when each is taken out of the text that holds both."""
    before, after = (serialise(settled(parse(f"<div>{text}</div>"))) for text in (old, new))
    return normal(before), after, set()


WORDS = st.sampled_from(
    ["a", "the tide", "waits", " ", "moon, ", "the harbour keeps", "two.", "\n"]
)


ATOMS = st.sampled_from(
    [
        '<cite data-cited="abel, 3" id="cite-abel-1">(<a href="#ref-abel">Ibid.</a>, 3)</cite>',
        '<cite data-cited="seo" id="cite-seo-1">(<a href="#ref-seo">Seo 2021</a>)</cite>',
        '<a class="xref" href="#fig-x">Figure 1</a>',
        '<a class="xref" href="#fig-y">Figure 1</a>',
        "<br/>",
    ]
)


def wrapped(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    shells = st.sampled_from(
        [
            "<em>{}</em>",
            "<strong>{}</strong>",
            '<a href="#sec">{}</a>',
            '<a href="https://a.example/">{}</a>',
            '<span class="footnote" data-number="1">{}</span>',
        ]
    )
    lines = st.lists(inside, max_size=4).map("".join)
    return st.builds(lambda shell, line: shell.format(line), shells, lines)


INLINE = st.lists(
    st.recursive(WORDS | ATOMS, wrapped, max_leaves=5), min_size=1, max_size=8
).map("".join)  # fmt: skip


def unique(xhtml: str) -> str:
    """Number the ids, as those of a briefing are each one of a kind."""
    counts = iter(range(1000))
    return re.sub(r' id="([^"]*)"', lambda m: f' id="{m[1]}-{next(counts)}"', xhtml)


def of(tag: str, inside: st.SearchStrategy[str], least: int = 1) -> st.SearchStrategy[str]:
    return st.lists(inside, min_size=least, max_size=4).map(
        lambda parts: f'<{tag} id="{tag}">{"".join(parts)}</{tag}>'
    )


@st.composite
def tables(draw: st.DrawFn) -> str:
    columns = draw(st.lists(st.sampled_from(["Quay", "Year", "Hours", "Cargo"]), min_size=1,
                            max_size=4, unique=True))  # fmt: skip
    cells = st.sampled_from(["1987", "21.5", "grain", "open at every tide", "<em>none</em> at all"])
    rows = draw(st.lists(st.tuples(*(cells for _ in columns)), max_size=5))
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    caption = draw(st.sampled_from(["Quays", "Quays and tides", "The <em>tides</em>"]))
    return (
        f'<div class="table" id="tbl"><table><caption><span class="label">Table 1.</span> {caption}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


FIGURES = st.builds(
    '<figure class="figure" id="fig"><img src="{}" alt="{}"/><figcaption><span class="label">'
    "Figure 1.</span> {}</figcaption></figure>".format,
    st.sampled_from(["a.png", "b.png"]),
    st.sampled_from(["A grey square.", "A grey, wide square.", "Nothing"]),
    INLINE,
)
ITEM = of("li", INLINE) | st.builds("<li>{}<ul><li>{}</li></ul></li>".format, INLINE, INLINE)
BLOCKS = st.one_of(
    of("p", INLINE),
    of("ul", ITEM),
    of("blockquote", of("p", INLINE)),
    of("dl", of("dt", INLINE) | of("dd", INLINE)),
    st.builds("<pre id='pre'><code>{}</code></pre>".format, INLINE),
    tables(),
    FIGURES,
).map(unique)


@given(BLOCKS, BLOCKS)
def test_two_states_stand_in_one(old: str, new: str) -> None:
    assert taken_apart(old, new) == as_given(old, new)


@given(of("p", INLINE).map(unique), of("p", INLINE).map(unique))
def test_two_states_of_a_paragraph_stand_in_one(old: str, new: str) -> None:
    assert taken_apart(old, new) == as_given(old, new)


@given(of("ul", ITEM).map(unique), of("ul", ITEM).map(unique))
@example(
    '<ul id="ul-0"><li id="li-1"> </li></ul>',
    '<ul id="ul-0"><li id="li-1">a</li><li> <ul><li><cite data-cited="abel, 3" id="cite-abel-2">'
    '(<a href="#ref-abel">Ibid.</a>, 3)</cite></li></ul></li></ul>',
)
def test_two_states_of_a_list_stand_in_one(old: str, new: str) -> None:
    assert taken_apart(old, new) == as_given(old, new)


@given(tables(), tables())
def test_two_states_of_a_table_stand_in_one_that_is_even(old: str, new: str) -> None:
    assert taken_apart(old, new) == as_given(old, new)
    both = marked(old, new)
    for table in parse(f"<div>{both}</div>").iter("table"):
        assert len({len(row) for row in table.iter("tr")}) == 1


@given(FIGURES.map(unique), FIGURES.map(unique))
def test_two_states_of_a_figure_stand_in_one(old: str, new: str) -> None:
    assert taken_apart(old, new) == as_given(old, new)
