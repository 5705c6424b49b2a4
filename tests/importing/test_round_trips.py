"""Random briefings go out as text, HTML and DOCX, and come in with every word where it was."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.importing import Imported
from reportkit.manuscript import words_of
from tests.conftest import SMALL, examples, write
from tests.importing.desk import imported
from tests.importing.word_files import note_call, paragraph, word_file
from tests.importing.word_files import run as word_run

NAMES = ("Brandt", "Olsen", "Vik", "Dahl")
WORDS = st.sampled_from(
    "harbour ice winter ships few 1984 3D Wi-Fi café 항구 a*b *c* _d_ e_f [g] <h> <b> &amp; & # ## "
    "\\ ` `i` {j} {.k} ~ ^ | @lee2005 user@example.org $5 100% +1 = http://x.example/a_b ![m] (n) "
    "“so” it's -- ... 1. 2) - > : :: Table: !!! [^1] [o]: p](q r] s[".split()
)


@dataclass(frozen=True)
class Said:
    """A paragraph: its words, whom it cites (a number), and what a note to it says."""

    words: str
    cites: int | None
    note: str | None


def sentence(least: int) -> st.SearchStrategy[str]:
    return st.lists(WORDS, min_size=least, max_size=least + 12).map(
        lambda words: f"Here stands {' '.join(words)} and so on."
    )


PARAGRAPH = st.builds(
    Said,
    sentence(3),
    st.none() | st.integers(0, 3),
    st.none()
    | st.lists(st.sampled_from(("ice", "port", "*c*", "<h>", "[g]")), min_size=2, max_size=5).map(
        " ".join
    ),
)
TITLE = st.lists(
    st.sampled_from(("Harbours", "Ice", "Money", "North", "A*b", "R&D")), min_size=2, max_size=4
)
PAPERS = st.lists(
    st.tuples(TITLE.map(" ".join), st.lists(PARAGRAPH, min_size=1, max_size=3)),
    min_size=1,
    max_size=4,
)


def cited(said: Said) -> str:
    return f" It is told ({NAMES[said.cites]} 20{said.cites}0)." if said.cites is not None else ""


def entry(number: int) -> str:
    return f"{NAMES[number]}, Ada. 20{number}0. Book Number {number}. Oslo: House."


Paper = list[tuple[str, list[Said]]]


def as_text(paper: Paper) -> bytes:
    lines = []
    for number, (title, paragraphs) in enumerate(paper):
        lines.append(f"{'ⅠⅡⅢⅣ'[number]}. {title}")
        lines += [f"{said.words}{cited(said)}" for said in paragraphs]
    return "\n\n".join([*lines, "References", *map(entry, range(4))]).encode()


def as_page(paper: Paper) -> bytes:
    body, notes = "", ""
    for title, paragraphs in paper:
        body += f"<h2>{escape(title)}</h2>"
        for said in paragraphs:
            call = ""
            if said.note:
                n = notes.count("<li") + 1
                call = f'<sup><a href="#n{n}" id="c{n}">{n}</a></sup>'
                notes += f'<li id="n{n}">{escape(said.note)} <a href="#c{n}">↩</a></li>'
            body += f"<p>{escape(said.words)}{cited(said)}{call}</p>"
    listed = "".join(f"<p>{entry(n)}</p>" for n in range(4))
    end = f"<h2>References</h2>{listed}<ol>{notes}</ol>"
    return f"<html><body><h1>On It All</h1>{body}{end}</body></html>".encode()


def as_word(paper: Paper) -> bytes:
    body, notes = "", dict[int, str]()
    for title, paragraphs in paper:
        body += paragraph(word_run(title), "H1")
        for said in paragraphs:
            call = ""
            if said.note:
                notes[len(notes) + 2] = said.note
                call = note_call(len(notes) + 1)
            body += paragraph(word_run(said.words + cited(said)) + call)
    listed = "".join(paragraph(word_run(entry(n))) for n in range(4))
    whole = paragraph(word_run("On It All"), "Title") + body
    return word_file(whole + paragraph(word_run("References"), "H1") + listed, notes)


FORMATS = {"copy.txt": as_text, "copy.html": as_page, "copy.docx": as_word}


def notes_of(made: Imported) -> list[list[str]]:
    xhtml = "".join(p.xhtml for s in made.briefing.sections for p in s.passages)
    found = re.findall(r'<span class="footnote"[^>]*>(.*?)</span>', xhtml)
    return [[*words_of(unescape(re.sub(r"<[^>]*>", "", note)))] for note in found]


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=examples(30))
@given(paper=PAPERS)
def test_words_headings_notes_and_citations_are_kept(name: str, paper: Paper) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), {"content/institute.yaml": SMALL["content/institute.yaml"]})
        made = imported(root, FORMATS[name](paper), name)
    titles = [unescape(s.title) for s in made.briefing.sections if s.title]
    every = [said for _, paragraphs in paper for said in paragraphs]
    assert made.proof.lost == ()
    assert titles == [title for title, _ in paper]
    keys = [item.key for p in made.briefing.passages for c in p.citations for item in c.items]
    assert keys == [
        f"{NAMES[said.cites].lower()}20{said.cites}0" for said in every if said.cites is not None
    ]
    if name != "copy.txt":
        assert notes_of(made) == [[*words_of(said.note)] for said in every if said.note]
