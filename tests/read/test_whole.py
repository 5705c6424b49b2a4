"""Reading block by block gives what reading the whole at once gives."""

from __future__ import annotations

import re
import time
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.diagnostics import ReportkitError, Text
from reportkit.files import Memory
from reportkit.read.blocks import split
from reportkit.read.briefing import read_briefing
from reportkit.read.desk import Desk
from reportkit.read.institute import read_institute
from reportkit.read.passages import collect, drafts
from reportkit.read.texts import Findings
from reportkit.read.tree import serialise
from tests.cases.broken.whole import WHOLE
from tests.conftest import examples

WORD = st.sampled_from(
    [
        "police",
        "state",
        "*weak*",
        "**strong**",
        "`co|de`",
        "[@smith2020]",
        "@lee2005",
        "[x](https://x.org)",
        "a_b_c",
        "국가",
        "<b@c.org>",
        "\\*",
        '"said"',
        "it's",
        "[r][ref]",
        "H<sub>2</sub>O",
        "1.",
        "-",
        "&amp;",
        "--",
        "…",
        ":",
    ]
)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join).map(lambda line: f"w {line}")
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).map("\n".join)


def indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))


def item(marker: str, parts: list[str]) -> str:
    return f"{marker} " + "\n\n".join([parts[0], *map(indented, parts[1:])])


ITEMS = st.lists(st.lists(LINE, min_size=1, max_size=2), min_size=1, max_size=3)
LISTS = st.builds(
    lambda marker, items, gap: gap.join(item(marker, parts) for parts in items),
    st.sampled_from(["-", "*", "1."]),
    ITEMS,
    st.sampled_from(["\n", "\n\n"]),
)
NESTED = st.builds(lambda line, inner: f"- {line}\n{indented(inner)}", LINE, LISTS)
QUOTATIONS = PARAGRAPH.map(lambda text: "\n".join(f"> {line}" for line in text.split("\n")))
DEFINITIONS = st.builds(lambda term, text: f"{term}\n:   {text}", LINE, LINE)
TABLES = st.lists(st.tuples(LINE, LINE), min_size=1, max_size=3).map(
    lambda rows: "| a | b |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)
)
CODE = PARAGRAPH.map(indented)
FENCE = PARAGRAPH.map(lambda text: f"```\n{text}\n\n# x\n```")
BLOCKS = st.one_of(PARAGRAPH, LISTS, NESTED, QUOTATIONS, DEFINITIONS, TABLES, FENCE)
SECTIONS = st.lists(BLOCKS, min_size=1, max_size=6).map("\n\n".join)


def desk(markdown: str) -> Desk:
    text = Text("a.md", f"{markdown}\n\n[ref]: https://ref.org\n")
    return Desk(text, Memory({}), "content/a", Findings())


def joined(pieces: list[str]) -> str:
    return re.sub(r' data-n="\d+"| class="language-"', "", "".join(pieces))


@given(SECTIONS)
@settings(max_examples=examples(300))
def test_the_passages_of_a_section_joined_are_the_section_converted_at_once(markdown: str) -> None:
    one, other = desk(markdown), desk(markdown)
    blocks = split(one.text, one.findings)
    collect(one, blocks)
    collect(other, blocks)
    parts = [
        root
        for block in blocks
        if block.kind != "reference"
        for root in one.blocks(one.scan(block, block.kind))
    ]
    end = blocks[-1].start
    scanned = "\n\n".join(other.scan(block, block.kind) for block in blocks if block.start < end)
    whole = other.blocks(scanned)
    assert joined([serialise(part) for part in parts]) == joined([serialise(p) for p in whole])


@given(SECTIONS)
@settings(max_examples=examples(100))
def test_every_word_of_a_section_is_in_one_passage(markdown: str) -> None:
    one = desk(markdown)
    blocks = split(one.text, one.findings)
    collect(one, blocks)
    text = " ".join("".join(d.element.itertext()) for d in drafts(one, blocks))
    assert text.count("police") == markdown.count("police")


NASTY = st.text(
    st.sampled_from("[]()*_`~!@#^{}<>&|\\:;-+=\"'. \n\t/a1^\u00a0가\u202e"), max_size=120
)


@given(NASTY)
@settings(max_examples=examples(400))
def test_nothing_that_is_written_is_an_exception(markdown: str) -> None:
    files = Memory({**WHOLE, "content/sample/02-evidence.md": markdown})
    institute, _ = read_institute(files)
    assert institute is not None
    for finding in read_briefing(files, institute, "sample").diagnostics:
        assert finding.span is not None and finding.message.endswith((".", "?"))


@given(NASTY)
@settings(max_examples=examples(200))
def test_no_metadata_are_an_exception_but_ours(text: str) -> None:
    files = Memory({**WHOLE, "content/sample/briefing.yaml": text})
    institute, _ = read_institute(files)
    assert institute is not None
    try:
        read_briefing(files, institute, "sample")
    except ReportkitError as error:
        assert all(finding.span for finding in error.diagnostics)


MARKS = """
w | \n | \n\n | \\`` | ``` | `` | ` | ~~~ | [ | ] | ![ | ](https://x.org) | [^a] | [^a]:  |
@lee2005 | w |
[@smith2020, p. 4] | {#x} | {#fig-z alt="q"} | ![C](figures/one.png) | <sub> | </sub> | <a@b.c> |
<br> | <!-- | --> | !!! note | ## | - | > | 1. | : | " | &#14; | 가 | ** | _ | \\
"""
TANGLES = st.lists(
    st.sampled_from([mark.replace("\\n", "\n").strip(" ") for mark in MARKS.split(" | ")]),
    max_size=30,
).map(" ".join)


@given(TANGLES)
@settings(max_examples=examples(300))
def test_whatever_is_written_every_passage_is_one_well_formed_element(markdown: str) -> None:
    files = Memory({**WHOLE, "content/sample/02-evidence.md": markdown})
    institute, _ = read_institute(files)
    assert institute is not None
    briefing = read_briefing(files, institute, "sample")
    for section in briefing.sections:
        ElementTree.fromstring(f"<h1>{section.title or ''}</h1>")
    for passage in briefing.passages:
        root = ElementTree.fromstring(passage.xhtml)
        assert root.get("id") == passage.key
        assert len(list(root.iter("cite"))) == len(passage.citations)


def test_two_thousand_words_are_read_in_a_tenth_of_a_second() -> None:
    paragraph = 'The *quick* brown fox "jumps" -- and [@smith2020, p. 4] says `so` again. ' * 15
    files = Memory({**WHOLE, "content/sample/02-evidence.md": "# H\n\n" + f"{paragraph}\n\n" * 12})
    institute, _ = read_institute(files)
    assert institute is not None
    times = []
    for _ in range(5):
        start = time.perf_counter()
        briefing = read_briefing(files, institute, "sample")
        times.append(time.perf_counter() - start)
    assert len(briefing.passages) == 13
    assert min(times) < 0.1
