"""What a reader of a redline's PDF is promised."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from reportkit.history import Redline, SectionShare
from reportkit.review.page_words import page_words, parse_page
from reportkit.review.paper_words import paper_words
from reportkit.review.parity import first_difference
from reportkit.write import redline_writers
from reportkit.write.surroundings import prepare_environment
from tests.write import paper_reader
from tests.write import redline_sample as sample
from tests.write.sample import INSTITUTE, fonts, theme
from tests.write.test_paper import verdicts
from tests.write.test_redline_page import SMALL

prepare_environment()


def printed(redline: Redline) -> bytes:
    writer = redline_writers(("pdf",))["pdf"]
    (made,) = writer.write(redline, INSTITUTE, theme(), fonts(), sample.files())
    assert made.path == "tidal-ports-1.0..working.pdf"
    return made.data


@pytest.fixture(scope="module")
def paper() -> bytes:
    return printed(sample.sample())


def test_a_small_redline_is_read_aloud_like_this() -> None:
    assert list(paper_reader.Reading(printed(SMALL)).outline()) == [
        "Document",
        "  Part",
        "    Art",
        "      Div",
        "        P: EAI Redline",
        "        H1: Two Calendars",
        "        Div",
        "          P: Before:  Edition 1.0, March 9, 2026",
        "          P: After:  working text",
        "        P: Changes: 2. Words changed: 12%.",
        "      TOC",
        "        Caption: Changes",
        "        TOCI",
        "          Reference",
        "            Link: Introduction (40% changed)  1",
        "        TOCI",
        "          Reference",
        "            Link: 1  Paragraph edited: The quay wakes early.  1",
        "        TOCI",
        "          Reference",
        "            Link: 2  Paragraph deleted: Gulls do.  1",
        "      Sect",
        "        H2: Introduction",
        "        Div",
        "          P: 1  Paragraph edited",
        "          Div",
        "            P: The quay  early1.",
        "              Span: deleted:",
        "              Span: sleeps",
        "              Span: end of deletion",
        "              Span: inserted:",
        "              Span: wakes",
        "              Span: end of insertion",
        "            P: Note 1  By  time.",
        "              Span: inserted:",
        "              Span: local",
        "              Span: end of insertion",
        "        Div",
        "          P: The gate does not.",
        "        Div",
        "          P: 2  Paragraph deleted",
        "          Div",
        "            P",
        "              Span: deleted:",
        "              Span: Gulls do.",
        "              Span: end of deletion",
    ]


def test_validators_find_pdf_a_and_pdf_ua(paper: bytes, tmp_path: Path) -> None:
    assert verdicts(paper, tmp_path) == {"ua1": True, "3a": True}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_page_and_paper_hold_the_same_words(language: str) -> None:
    redline = replace(sample.sample(), language=language)
    page = redline_writers(("html",))["html"].write(
        redline, INSTITUTE, theme(), fonts(), sample.files()
    )
    root = parse_page(page[0].data)
    assert root is not None
    web, _ = page_words(root)
    text, notes, unseen = paper_words(printed(redline))
    assert (first_difference(web, text), notes.text.strip("\ue000"), unseen) == (None, "", ())
    assert len(web.text.split()) > 200


def test_heads_name_both_versions_and_feet_count_pages(paper: bytes) -> None:
    heads, feet = zip(*((head, foot) for head, _, foot in paper_reader.bands(paper)), strict=True)
    assert [" ".join(foot.split()) for foot in feet] == [
        f"EAI · tidal-ports {number}" for number in (1, 2, 3, 4)
    ]
    assert [" ".join(head.split()) for head in heads] == [
        "East Asia Institute",
        "Redline: Edition 1.0 to working text Introduction",
        "Redline: Edition 1.0 to working text Ⅱ. Counting What Waits",
        "Redline: Edition 1.0 to working text Ⅱ. Counting What Waits",
    ]


def test_bookmarks_lead_to_each_section_and_each_change(paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(paper)).open_outline() as outline:
        marks = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert marks == [
        ("Title and metadata", ["1 Title edited", "2 Author edited"]),
        ("Introduction", ["3 Paragraph edited"]),
        (
            "Ⅰ. The Tide as a Landlord",
            [
                "4 Heading edited",
                "5 Paragraph moved, from Ⅱ. Counting What Waits",
                "6 List inserted",
                "7 Table edited",
            ],
        ),
        (
            "Ⅱ. Counting What Waits",
            [
                "8 Paragraph deleted",
                "9 Figure edited",
                "10 Chart edited",
                "11 Paragraph split into 2",
            ],
        ),
        ("References", ["12 Reference inserted"]),
    ]


def test_the_list_gives_the_page_of_each_change(paper: bytes) -> None:
    first = (
        paper_reader.page_texts(paper)[0].replace("\r", "").partition("\nTitle and metadata\n")[0]
    )
    # The last but leaves room for no dot: its address ends where its page stands.
    listed = re.findall(
        r"^(\d+) ([A-Z]\w+ \w+)[^\x00]*?(?:(?: \.)+|/night) (\d)$", first, re.MULTILINE
    )
    assert listed == [
        ("1", "Title edited", "1"),
        ("2", "Author edited", "1"),
        ("3", "Paragraph edited", "2"),
        ("4", "Heading edited", "2"),
        ("5", "Paragraph moved", "2"),
        ("6", "List inserted", "2"),
        ("7", "Table edited", "2"),
        ("8", "Paragraph deleted", "2"),
        ("9", "Figure edited", "3"),
        ("10", "Chart edited", "3"),
        ("11", "Paragraph split", "4"),
        ("12", "Reference inserted", "4"),
    ]


def test_the_number_of_a_change_stands_by_its_words(paper: bytes) -> None:
    first = pdfium.PdfDocument(paper)[0].get_textpage()
    heads = list(re.finditer(r"^\d+( )[A-Z]", first.get_text_range(), re.MULTILINE))
    gaps = [first.get_charbox(h.end(1))[0] - first.get_charbox(h.start())[0] for h in heads]
    assert len(gaps) > 12
    assert max(gaps) < 15


def test_what_is_said_in_the_margin_does_not_run_into_what_follows() -> None:
    label = "Ⅲ. Can the Ports of the Northern Coast Fully Embrace the Fourth Calendar?"
    moved = (sample.moved(f"p-{n}", "paragraph", "<p>One.</p>", "b", "a") for n in range(4))
    sections = SectionShare("a", "Ⅰ. Here", 0.1), SectionShare("b", label, 0.1)
    page = pdfium.PdfDocument(printed(sample.redline(*moved, sections=sections)))[0].get_textpage()

    def found(words: str) -> Iterator[tuple[float, float]]:
        """Give the bottom and the top of the first letter wherever these words stand."""
        search = page.search(words, match_case=True)
        while place := search.get_next():
            left, bottom, _, top = page.get_charbox(place[0])
            if left < 122:
                yield bottom, top

    starts, ends = list(found("Paragraph")), list(found("Calendar"))
    assert len(starts) == len(ends) == 4
    assert [n for n in range(3) if ends[n][0] <= starts[n + 1][1]] == []


def test_pictures_stand_side_by_side_and_charts_one_below_the_other(paper: bytes) -> None:
    page = pdfium.PdfDocument(paper)[2].get_textpage()
    places = []
    for label in ("Before", "After"):
        found = page.search(label, match_case=True, match_whole_word=True)
        starts = [found.get_next(), found.get_next()]
        places.append([page.get_charbox(start[0])[:2] for start in starts if start])
    (picture, chart), (picture_now, chart_now) = places
    assert picture[0] < picture_now[0] and abs(picture[1] - picture_now[1]) < 1
    assert abs(chart[0] - chart_now[0]) < 1 and chart_now[1] < chart[1] - 150


def test_the_same_redline_gives_the_same_bytes(paper: bytes) -> None:
    redline_writers(("pdf",))["pdf"].warm(theme(), fonts())
    assert printed(sample.sample()) == paper


def test_marks_are_lines_and_signs(paper: bytes) -> None:
    reading = paper_reader.Reading(paper)
    marked = [
        (str(span.A.TextDecorationType), reading.words(span))
        for span in reading.elements("Span")
        if "/A" in span and "/TextDecorationType" in span.A
    ]
    assert marked[:8] == [
        ("/LineThrough", "Waiting"),
        ("/Underline", "Patience"),
        ("/LineThrough", "Inez Marlow"),
        ("/Underline", "Ines Marlow"),
        ("/LineThrough", "1,284"),
        ("/Underline", "1,302"),
        ("/Underline", "; Ma2026"),
        ("/LineThrough", "disagree"),
    ]
    text = paper_reader.page_texts(paper)[0]
    assert "Price of −Waiting +Patience" in text
