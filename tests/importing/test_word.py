"""A Word file becomes a briefing with its notes, citations and everything set beside its text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reportkit.importing.telling import told as on_screen
from tests.conftest import SMALL, write
from tests.importing.desk import imported
from tests.importing.word_files import W, citation, note_call, paragraph, run, word_file

ITEM = {
    "id": 7,
    "type": "book",
    "title": "Open Water",
    "author": [{"family": "Brandt", "given": "Ida"}],
    "issued": {"date-parts": [["2019"]]},
}
ZOTERO = "ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps(
    {
        "citationItems": [
            {"id": 7, "uris": ["http://zotero.org/7"], "itemData": ITEM, "locator": "12"}
        ]
    }
)
WORD_SOURCES = """<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">
<b:Source><b:Tag>Ols21</b:Tag><b:SourceType>Book</b:SourceType><b:Title>Harbour Masters</b:Title>
<b:Year>2021</b:Year><b:Author><b:Author><b:NameList><b:Person><b:Last>Olsen</b:Last>
<b:First>Mari</b:First></b:Person></b:NameList></b:Author></b:Author></b:Source></b:Sources>"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, {"content/institute.yaml": SMALL["content/institute.yaml"]})


def text_of(project: Path) -> str:
    folder = project / "content" / "paper"
    return "\n".join(path.read_text() for path in sorted(folder.glob("[0-9]*.md")))


def test_styles_notes_and_bold_words_come_through(project: Path) -> None:
    body = (
        paragraph(run("On Harbours"), "Title")
        + paragraph(run("They are ") + run("few", bold=True) + run(".") + note_call(2))
        + paragraph(run("I. What it costs"), "H1")
        + paragraph(run("A good deal."))
    )
    made = imported(project, word_file(body, {2: "In the north."}), "copy.docx")
    assert made.briefing.title == "On Harbours"
    assert text_of(project) == (
        "They are **few**.[^in-the-north]\n\n[^in-the-north]: In the north.\n\n"
        "# What it costs {#sec-what-it-costs}\n\nA good deal.\n"
    )


def test_citations_by_zotero_and_by_word_become_keys(project: Path) -> None:
    body = paragraph(
        run("It is so ") + citation(ZOTERO, "(Brandt 2019, 12)") + run(".")
    ) + paragraph(run("And so ") + citation(" CITATION Ols21 \\l 1033 ", "(Olsen 2021)") + run("."))
    made = imported(project, word_file(body, customXml__item1_xml=WORD_SOURCES), "copy.docx")
    assert text_of(project) == "It is so [@brandt2019, 12].\n\nAnd so [@olsen2021].\n"
    assert sorted(made.briefing.sources) == ["brandt2019", "olsen2021"]
    assert made.proof.citations == 5


def test_several_insertions_are_told_as_several(project: Path) -> None:
    new = f'<w:ins w:author="Bo">{run("quite ")}</w:ins>'
    made = imported(
        project, word_file(paragraph(run("It is ") + new + new + run("cold."))), "a.docx"
    )
    told = [doubt.message for doubt in made.doubts]
    assert "2 insertions are tracked changes; they were taken over." in told


@pytest.mark.parametrize("more", [0, 1])
def test_what_is_not_listed_on_screen_is_counted(project: Path, more: int) -> None:
    said = "".join(
        f'<w:comment w:id="{n}" w:author="Ann">{paragraph(run(f"Is it {n}?"))}</w:comment>'
        for n in range(6)
    )
    comments = f'<w:comments xmlns:w="{W}">{said}</w:comments>'
    body = paragraph(run("It is cold."))
    made = imported(project, word_file(body, word__comments_xml=comments), "copy.docx")
    asked = [doubt for doubt in made.doubts if doubt.message.startswith("Ann commented")]
    made = replace(made, doubts=tuple(asked[: 5 + more]))
    lines = on_screen(made, "copy.docx", written=True).splitlines()
    first = lines.index(f"To look at: {5 + more}, the worst first in content/paper/IMPORT.md.")
    listed = [f"  Ann commented: “Is it {n}?”." for n in range(5)]
    rest = ["  and 1 more: see IMPORT.md"] * more
    assert lines[first + 1 : -2] == [*listed, *rest]


def test_tracked_changes_and_comments_are_set_aside_and_told(project: Path) -> None:
    gone = (
        '<w:del w:author="Bo"><w:r><w:delText xml:space="preserve">very </w:delText></w:r></w:del>'
    )
    new = f'<w:ins w:author="Bo">{run("quite ")}</w:ins>'
    said = f'<w:comment w:id="1" w:author="Ann">{paragraph(run("Is it?"))}</w:comment>'
    comments = f'<w:comments xmlns:w="{W}">{said}</w:comments>'
    body = paragraph(run("It is ") + gone + new + run("cold."))
    made = imported(project, word_file(body, word__comments_xml=comments), "copy.docx")
    assert text_of(project) == "It is quite cold.\n"
    told = [doubt.message for doubt in made.doubts]
    assert "Bo struck out “very” as a tracked change; it was left out." in told
    assert "1 insertion is a tracked change; it was taken over." in told
    assert "Ann commented: “Is it?”." in told
    assert [a.text for a in made.asides] == ["very ", "Is it?"]
