"""What a paper draws is seen, or is told as unseen: here, by PDFs of one line."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from reportkit.review.paper_words import BREAK, paper_words

SHADING = Dictionary(
    ShadingType=2,
    ColorSpace=Name.DeviceRGB,
    Coords=[0, 0, 300, 0],
    Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1),
)


def paper(drawing: str) -> bytes:
    """Make a page of 300 by 200 points whose one paragraph is drawn by these operators."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200)).obj
    page.Resources = Dictionary(
        Font={"/F": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)},
        Pattern={"/Shaded": Dictionary(PatternType=2, Shading=SHADING)},
        ExtGState={"/Clear": Dictionary(ca=0)},
    )
    text = f"/P <</MCID 0>> BDC BT /F 12 Tf 20 100 Td {drawing} ET EMC"
    page.Contents = pdf.make_stream(text.encode())
    page.StructParents = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = Dictionary(Type=Name.StructElem, S=Name.P, P=root, Pg=page, K=0)
    paragraph = pdf.make_indirect(element)
    root.K = paragraph
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([paragraph])])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "drawing",
    [
        "(Words.) Tj",
        "-1 0 0 1 200 100 Tm (Words.) Tj",
        "(\\040) Tj (Words.) Tj",
        "/Pattern cs /Shaded scn (Words.) Tj",
    ],
)
def test_what_is_drawn_is_seen_whichever_way_and_in_whatever_colour(drawing: str) -> None:
    text, _, unseen = paper_words(paper(drawing))
    assert (text.text.strip(BREAK), unseen) == ("Words.", ())


@pytest.mark.parametrize(
    "drawing",
    [
        "500 0 Td (Words.) Tj",
        "3 Tr (Words.) Tj",
        "/Clear gs (Words.) Tj",
        "1 0 0 0 20 100 Tm (Words.) Tj",
    ],
)
def test_words_off_the_page_without_height_or_colour_are_told_as_unseen(drawing: str) -> None:
    text, _, unseen = paper_words(paper(drawing))
    assert (text.text.strip(BREAK), unseen) == ("Words.", ("Words.",))


@pytest.mark.parametrize(
    "drawing",
    [
        "/F 0 Tf (Words.) Tj",
        "0 Tz (Words.) Tj",
        "0 0 0 0 20 100 Tm (Words.) Tj",
        "1e38 0 0 1e38 1e38 1e38 Tm (Words.) Tj",
    ],
)
def test_words_without_any_size_or_place_are_no_words_of_the_paper(drawing: str) -> None:
    text, _, unseen = paper_words(paper(drawing))
    assert (text.text, unseen) == ("", ())
