"""What authors' programs ordinarily write comes in: none of it stops an import or vanishes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import SMALL, write
from tests.importing.desk import imported, run
from tests.importing.word_files import R, paragraph, word_file
from tests.importing.word_files import run as word_run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, {"content/institute.yaml": SMALL["content/institute.yaml"]})


def text_of(project: Path) -> str:
    folder = project / "content" / "paper"
    return "\n".join(path.read_text() for path in sorted(folder.glob("[0-9]*.md")))


BYLINE = "Ann Example and Bo Sample"
BYLINES = {
    "copy.txt": f"Harbour Trade\n\n{BYLINE}\n\n1. First\n\nSome words stand here.".encode(),
    "copy.html": f"<h1>Harbour Trade</h1><p>{BYLINE}</p><h2>First</h2><p>Some words.</p>".encode(),
    "copy.docx": word_file(
        paragraph(word_run("Harbour Trade"), "Title")
        + paragraph(word_run(BYLINE))
        + paragraph(word_run("First"), "H1")
        + paragraph(word_run("Some words."))
    ),
}


@pytest.mark.parametrize("name", BYLINES)
def test_two_authors_joined_by_and_are_two_authors(project: Path, name: str) -> None:
    made = imported(project, BYLINES[name], name)
    assert [author.name for author in made.briefing.authors] == ["Ann Example", "Bo Sample"]


WORD_MARKS = {
    "no-break hyphen": (
        '<w:r><w:t xml:space="preserve">Well</w:t><w:noBreakHyphen/><w:t>known.</w:t></w:r>',
        "Well\u2011known.\n",
    ),
    "sign of a font": (
        "<w:r><w:t>hy</w:t><w:softHyphen/><w:t>phen</w:t>"
        '<w:sym w:font="Symbol" w:char="F061"/></w:r>' + word_run(" it is."),
        "hy\u00adphenα it is.\n",
    ),
    "simple field": (
        word_run("See no. ")
        + f'<w:fldSimple w:instr=" SEQ Figure ">{word_run("4")}</w:fldSimple>'
        + word_run(" of them."),
        "See no. 4 of them.\n",
    ),
    "direction": (f'<w:dir w:val="rtl">{word_run("Read it so.")}</w:dir>', "Read it so.\n"),
    "override": (f'<w:bdo w:val="ltr">{word_run("Read it so.")}</w:bdo>', "Read it so.\n"),
}


@pytest.mark.parametrize("mark", WORD_MARKS)
def test_marks_of_word_do_not_stop_an_import(project: Path, mark: str) -> None:
    inside, expected = WORD_MARKS[mark]
    imported(project, word_file(paragraph(inside)), "copy.docx")
    assert text_of(project) == expected


def test_a_button_against_a_word_is_set_aside(project: Path) -> None:
    page = "<h1>T</h1><h2>S</h2><p>end<span>a</span><button>b</button>tail</p>"
    made = imported(project, page, "copy.html")
    assert "enda tail" in text_of(project)
    assert [aside.text for aside in made.asides if aside.text == "b"] == ["b"]


@pytest.mark.parametrize("inside", ["{}", "<main>{}</main>"])
def test_a_page_that_stands_in_one_form_is_read(project: Path, inside: str) -> None:
    article = "<h1>Harbours</h1><h2>Findings</h2><p>All of the words stand here.</p>"
    search = "<form>Search <button>Go</button></form>"
    page = f"<body><form id='aspnetForm'>{inside.format(article)}</form>{search}</body>"
    made = imported(project, page, "copy.html")
    assert "All of the words stand here." in text_of(project)
    assert "Search Go" in [aside.text for aside in made.asides]


def test_a_name_longer_than_a_folder_can_have_is_refused(project: Path) -> None:
    copy = project / "copy.txt"
    copy.write_text("Harbours\n\nWords.\n")
    told = run(project, "import", str(copy), "--as", "a" * 300)
    assert told.returncode == 2
    assert "error[bad-slug]" in told.stderr
    assert "Traceback" not in told.stderr


def picture(attributes: str) -> str:
    spaces = (
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
        f'xmlns:r="{R}"'
    )
    blip = f"<pic:pic><pic:blipFill><a:blip {attributes}/></pic:blipFill></pic:pic>"
    graphic = f"<a:graphic><a:graphicData>{blip}</a:graphicData></a:graphic>"
    shown = '<wp:docPr id="1" name="P" descr="Ships at the quay"/>'
    return f"<w:r><w:drawing><wp:inline {spaces}>{shown}{graphic}</wp:inline></w:drawing></w:r>"


OUTSIDE = (
    f'<Relationship Id="p" Type="{R}/image" Target="https://x.org/a.png" TargetMode="External"/>'
)
PICTURES = {
    "no part": ('r:embed="p"', f'<Relationship Id="p" Type="{R}/image" Target="media/a.png"/>'),
    "no relation": ('r:embed="q"', ""),
    "elsewhere": ('r:embed="p"', OUTSIDE),
    "linked": ('r:link="p"', OUTSIDE),
}


@pytest.mark.parametrize("case", PICTURES)
def test_a_picture_that_is_not_in_the_file_is_told_with_what_it_shows(
    project: Path, case: str
) -> None:
    attributes, link = PICTURES[case]
    body = paragraph(word_run("Words stand here.") + picture(attributes))
    made = imported(project, word_file(body, links=link), "copy.docx")
    told = [doubt.message for doubt in made.doubts if doubt.message.startswith("The picture")]
    assert len(told) == 1
    assert told[0].endswith("is not in the file; it shows “Ships at the quay”.")
    assert "Ships at the quay" in [aside.text for aside in made.asides]
    assert text_of(project) == "Words stand here.\n"


def formatted(text: str, mark: str) -> str:
    return f"<w:r><w:rPr><w:{mark}/></w:rPr><w:t>{text}</w:t></w:r>"


STRUCK = {
    "copy.docx": word_file(
        paragraph(word_run("T"), "Title")
        + paragraph(word_run("It is ") + formatted("gone", "strike") + word_run("."))
        + paragraph(formatted("unseen", "vanish"))
    ),
    "copy.html": b"<h1>T</h1><h2>S</h2><p>It is <s>gone</s> and <span hidden>unseen</span>.</p>",
}


@pytest.mark.parametrize("name", STRUCK)
def test_struck_and_hidden_words_are_kept_and_told(project: Path, name: str) -> None:
    made = imported(project, STRUCK[name], name)
    told = [doubt.message for doubt in made.doubts if doubt.message.endswith("it was kept.")]
    assert told == [
        "“gone” is struck out in the copy; it was kept.",
        "“unseen” is hidden in the copy; it was kept.",
    ]
    assert "gone" in text_of(project)
    assert "unseen" in text_of(project)


LISTED = """\
The Long Border

By Ada Able

Introduction

The border has been closed since the winter of 2020, and what passes over it
is known from pictures taken from above (Baker 2021). Trade came back in part
after two years, and the traders who had lived from it had by then gone over
to other work (Ministry of Unification 2022). Prices rose in Hyesan, Sinuiju.
Hunchun, which saw no such rise in (2021) or later, was the one exception.

References
Baker, Bo, and Cy Cole. 2021. “What Satellites See of a Closed Border.” Korea
Observer 12(3): 45-67. https://example.org/baker.
Ministry of Unification. 2022. White Paper on Trade across a Closed Border.
Seoul: Government Press.
Doe, Jane. 2019a. “Markets and Their Makers in the Years before the Closing.”
Asian Survey 59(2): 201-220. https://example.org/doe/markets-and-makers-2019.
Doe, Jane. 2019b. Traders at the Edge of a State, and What Became of Them All.
New York: Able Press.
———. 2020. “After the Closing: A Note on Prices.” Asian Survey 60(1): 1-20.
Roe, Richard (2018). The Border Towns of the North. Cambridge: Public Press.
"""


def test_entries_without_a_blank_line_between_them_are_entries_each(project: Path) -> None:
    imported(project, LISTED)
    written = (project / "content" / "paper" / "sources.yaml").read_text()
    titles = re.findall(r"title: '?([^'\n]+)", re.sub(r"container-title.*", "", written))
    assert titles == [
        "What Satellites See of a Closed Border",
        "White Paper on Trade across a Closed Border",
        "Markets and Their Makers in the Years before the Closing",
        "Traders at the Edge of a State, and What Became of Them All",
        "After the Closing: A Note on Prices",
        "The Border Towns of the North",
    ]
    assert "note:" not in written
    assert "Sinuiju. Hunchun, which saw no such rise in (2021)" in text_of(project)
