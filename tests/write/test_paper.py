"""What a reader of the PDF is promised."""

from __future__ import annotations

import contextlib
import inspect
import io
import itertools
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from reportkit.diagnostics import Diagnostic, ReportkitError
from reportkit.files import Memory
from reportkit.model import Briefing, Section, Theme
from reportkit.write import press
from reportkit.write.paper import write_paper
from reportkit.write.remembering import remembering
from reportkit.write.surroundings import prepare_environment
from tests.write import paper_reader
from tests.write import paper_specimen as specimen

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = "shared/tools/veracheck/veracheck"

prepare_environment()


@pytest.fixture(scope="module")
def paper() -> bytes:
    return specimen.paper().data


@pytest.fixture(scope="module")
def reading(paper: bytes) -> paper_reader.Reading:
    return paper_reader.Reading(paper)


def complaints(briefing: Briefing, door: Memory | None = None) -> list[Diagnostic]:
    with pytest.raises(ReportkitError) as caught:
        specimen.paper(briefing, door)
    return list(caught.value.diagnostics)


def saying(xhtml: str) -> Briefing:
    """Make a short briefing whose one passage is `xhtml`."""
    passages = (specimen.passage("paragraph", xhtml, "p-x"),)
    section = Section("introduction", 1, None, specimen.HERE, passages)
    return replace(specimen.short(), sections=(section,))


def test_the_file_says_what_it_is(paper: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(paper))
    told = {str(key): str(value) for key, value in pdf.docinfo.items()}
    assert told == {
        "/Title": specimen.briefing().title,
        "/Author": "Ingrid Hale",
        "/Subject": specimen.ABSTRACT,
        "/Keywords": "tide gauges, local knowledge, dykes",
        "/CreationDate": "D:20240305",
        "/ModDate": "D:20240305",
        "/Producer": told["/Producer"],
    }
    assert str(pdf.Root.Lang) == "en"
    size = [float(edge) * 25.4 / 72 for edge in pdf.pages[0].MediaBox]
    assert [round(edge) for edge in size] == [0, 0, 210, 297]


def test_validators_find_pdf_a_and_pdf_ua(paper: bytes, tmp_path: Path) -> None:
    assert verdicts(paper, tmp_path) == {"ua1": True, "3a": True}


def verdicts(paper: bytes, folder: Path) -> dict[str, bool]:
    """Ask veraPDF, where it is at hand, whether a paper is what it claims."""
    found = (parent / VALIDATOR for parent in ROOT.parents)
    tool = next((path for path in found if path.exists()), None)
    if tool is None:
        pytest.skip("veraPDF is not at hand")
    file = folder / "paper.pdf"
    file.write_bytes(paper)
    run = subprocess.run([tool, "ua1,3a", file], capture_output=True, text=True, check=False)
    if "compliant" not in run.stdout:
        pytest.skip(f"veraPDF cannot be run here: {run.stderr.strip()}")
    answers = map(json.loads, run.stdout.splitlines())
    return {answer["flavour"]: answer["compliant"] for answer in answers}


def test_a_short_paper_is_read_aloud_like_this() -> None:
    data = specimen.paper(specimen.short()).data
    lines = list(paper_reader.Reading(data).outline())
    assert lines == [
        "Document",
        "  Part",
        "    Art",
        "      Div",
        "        P: Shallow Waters Issue Briefing 2024-07",
        "        H1: A Century of Pencil and Ink:The Tide Books of TwelveHarbour Towns",
        "        P: What a ministry can learn from keepers",
        "        P: March 5, 2024",
        "        Div",
        "          P: Ingrid HALE",
        "            Span: 하잉그리드",
        "          P: Senior Fellow, Institute of Shallow Waters",
        "        P: Water and Government",
        "        P: #TideGauges #LocalKnowledge #Dykes",
        "        Div",
        *[line for line in lines if "Editor’s Note" in line],
        "      Div",
        "        P: * Note: The views are the author’s and not those of the institute.",
        "      Sect",
        *[line for line in lines if "Harbour towns have" in line],
        "      Div",
        *[line for line in lines if "has kept a gauge" in line],
        "        Div",
        "          P: Typeset by Wei Li, Editor",
        "          P: For inquiries: Tel. 00 1 5550 0100 (ext. 7) | press@example.org",
        "        P: The institute takes no position of its own on matters of policy.",
        "        P: Institute of Shallow Waters , 1 Mole Street, Norden. Tel. 00 1 5550 0100",
        "          Span: 얕은물연구원",
        "        P: © 2024 Institute of Shallow Waters. Licence: CC BY 4.0.",
    ]


def test_contents_tell_the_page_of_each_section(
    paper: bytes, reading: paper_reader.Reading
) -> None:
    entries = [reading.words(entry).rpartition(" ") for entry in reading.elements("TOCI")]
    texts = paper_reader.page_texts(paper)
    assert len(entries) == 8
    for title, _, page in entries:
        assert title[:30] in texts[int(page) - 1].replace("\r\n", " ")


def test_contents_longer_than_a_page_begin_below_the_masthead_and_are_named_over_them() -> None:
    introduction = Section("intro", 1, None, specimen.HERE, (specimen.paragraph(0),), None)
    others = (
        Section(
            f"s-{n}", 1, f"Part {n}", specimen.HERE, (specimen.paragraph(n, "It ebbs."),), f"{n}."
        )
        for n in range(1, 90)
    )
    briefing = replace(specimen.short(), sections=(introduction, *others))
    pages = paper_reader.bands(specimen.paper(briefing).data)[:4]
    heads = [head.removeprefix("The Tide Books of Twelve Harbour Towns ") for head, _, _ in pages]
    first_lines = [body.splitlines()[0].partition(" .")[0] for _, body, _ in pages]
    assert list(zip(heads, first_lines, strict=True))[1:] == [
        ("Contents", "19. Part 19"),
        ("Contents", "60. Part 60"),
        ("1. Part 1", "1. Part 1"),
    ]


def test_dots_lead_evenly_from_each_title_to_its_page(paper: bytes) -> None:
    for line in paper_reader.dotted_lines(paper):
        before, *dots, after = line
        steps = [right - left for left, right in itertools.pairwise(dots)]
        assert len(dots) > 5
        assert max(steps) - min(steps) < 0.01
        assert dots[0] - before < 2.2 * steps[0]
        assert after - dots[-1] < 2.2 * steps[0] + 12
    assert len(paper_reader.dotted_lines(paper)) == 8


def test_references_citations_and_code_are_not_divided() -> None:
    section = '<a class="xref" href="#p-x">Section\N{NO-BREAK SPACE}Ⅲ</a>'
    cited = '<cite id="cite-{0}">(Montgomery-Featherstonehaugh 2024)</cite>'
    words = (
        f"{'o' * n} {section} {cited.format(n)} <code>extraordinarily</code>" for n in range(30)
    )
    text = paper_reader.page_texts(
        specimen.paper(saying(f'<p id="p-x">{" ".join(words)} end</p>')).data
    )
    whole = ["Section Ⅲ", "extraordinarily", "Featherstonehaugh"]
    assert [" ".join("".join(text).split()).count(word) for word in whole] == [30, 30, 30]


def test_a_note_in_a_heading_is_called_in_the_heading_alone() -> None:
    title = f"On <em>gauges</em>{specimen.footnote(1, 'An aside.')} and on keepers"
    passages = (specimen.paragraph(0),)
    section = Section("sec-x", 1, title, specimen.HERE, passages, "Ⅰ.")
    reading = paper_reader.Reading(
        specimen.paper(replace(specimen.short(), sections=(section,))).data
    )
    (entry,) = reading.elements("TOCI")
    assert reading.words(entry) == "Ⅰ. On gauges and on keepers 1"
    assert [reading.words(note) for note in reading.elements("Note")] == ["1An aside."]


def test_a_note_is_read_where_it_is_called_and_set_at_the_foot(
    paper: bytes, reading: paper_reader.Reading
) -> None:
    outline = [line.strip() for line in reading.outline()]
    call = outline.index("Reference: 1")
    assert outline[call + 1].startswith("Note: The clock of the gauge")
    assert outline[call + 2] == "Lbl: 1"
    (page,) = [text for text in paper_reader.page_texts(paper) if "northern mole" in text]
    assert "Mondays.1" in page
    assert page.index("scolded") < page.index("northern mole")


@pytest.mark.parametrize("lines", range(12, 34, 3))
def test_a_note_stands_on_the_page_of_its_call(lines: int) -> None:
    filler = "<br/>".join(f"Line {n}" for n in range(lines))
    noted = f"Here{specimen.footnote(1, 'The note itself.')} is the call. {specimen.PARAGRAPHS[3]}"
    passages = (
        specimen.paragraph(0, filler),
        specimen.paragraph(2, noted),
        specimen.paragraph(4),
        specimen.paragraph(5),
    )
    section = Section("introduction", 1, None, specimen.HERE, passages)
    briefing = replace(specimen.short(), sections=(section,))
    for _, body, _ in paper_reader.bands(specimen.paper(briefing).data):
        assert ("is the call" in body) == ("The note itself" in body)


def test_a_table_over_two_pages_is_one_table_with_one_head(
    paper: bytes, reading: paper_reader.Reading
) -> None:
    assert sum("Level (cm)" in text for text in paper_reader.page_texts(paper)) == 2
    table = next(reading.elements("Table"))
    assert [str(kid.S) for kid in table.K] == ["/Caption", "/THead", "/TBody"]
    assert len(list(reading.elements("TR", table))) == 27
    scopes = [str(head.A.Scope) for head in reading.elements("TH", table)]
    assert scopes == ["/Column"] * 4 + ["/Row"] * 26


def test_charts_and_figures_are_told_in_words(reading: paper_reader.Reading) -> None:
    assert [str(figure.Alt) for figure in reading.elements("Figure")] == [
        "A float in a well, tied to a drum of paper",
        "Repairs and construction. Bars for four decades: repairs grow from 12 to 31 million.",
    ]
    assert "P: Data of Figure 2" in [line.strip() for line in reading.outline()]


def test_running_matter_is_seen_and_not_read(paper: bytes, reading: paper_reader.Reading) -> None:
    (first, *_), *others = paper_reader.bands(paper)
    assert first == "Institute of Shallow Waters"
    assert all(head.startswith("The Tide Books of Twelve") for head, _, _ in others)
    feet = [foot for _, _, foot in paper_reader.bands(paper)]
    assert feet == [f"ISW · 2024-07 Working draft {n}" for n in range(1, len(feet) + 1)]
    aloud = "\n".join(reading.outline())
    assert "Working draft" not in aloud
    assert "ISW" not in aloud


def test_the_running_head_names_the_section_of_the_first_line(paper: bytes) -> None:
    title = "The Tide Books of Twelve Harbour Towns"
    lines = (" ".join(head.split()) for head, _, _ in paper_reader.bands(paper))
    heads = [line.removeprefix(title) for line in lines]
    first_lines = [body.splitlines()[0] for _, body, _ in paper_reader.bands(paper)]
    starts = [line.replace("\N{NO-BREAK SPACE}", " ")[:12] for line in first_lines]
    found = [(head.strip()[:12], start) for head, start in zip(heads, starts, strict=True)]
    assert found[1:] == [
        ("Introduction", "The question"),
        ("Ⅱ. What the ", "Ⅱ. What the "),
        ("Ⅲ. Three Obj", "eleven centi"),
        ("Ⅲ. Three Obj", "Year Event L"),
        ("Ⅲ. Three Obj", "How to read "),
        ("Ⅴ. Conclusio", "Ⅴ. Conclusio"),
    ]


@pytest.mark.parametrize("lines", [46, 47, 48, 49])
def test_the_last_page_has_more_than_a_line_of_end_matter_and_no_section_over_it(
    lines: int,
) -> None:
    passages = (
        specimen.passage("paragraph", f'<p id="p-{n}">It ebbs.</p>', f"p-{n}") for n in range(lines)
    )
    section = Section("sec-x", 1, "On Tides", specimen.HERE, tuple(passages), "Ⅰ.")
    made = specimen.paper(replace(specimen.short(), sections=(section,)))
    *_, (head, body, _) = paper_reader.bands(made.data)
    assert (len(body.splitlines()) >= 5, "Tides" in head.removeprefix("The Tide Books")) == (
        True,
        lines == 46,
    )


def test_links_lead_inside_and_out_and_say_their_words(paper: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(paper))
    names = pdf.Root.Names.Dests.Names
    known = {str(name) for name in list(names)[::2]}
    links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    inside = {str(link.Dest): str(link.Contents) for link in links if "/Dest" in link}
    assert set(inside) <= known
    assert inside["ref-moor2011"] == "Moor 2011, 14"
    assert inside["sec-say"] == "Ⅱ. What the Books Say"
    outside = {str(link.A.URI): str(link.Contents) for link in links if "/A" in link}
    assert outside["https://example.org/gauges"] == "the register"
    assert not any("invalid" in address for address in outside)
    assert [words for words in outside.values() if words.startswith("http")]
    assert not any("\u200b" in words for words in outside.values())


def test_bookmarks_are_the_sections(paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(paper)).open_outline() as outline:
        found = [
            (
                " ".join(item.title.split()),
                [" ".join(child.title.split()) for child in item.children],
            )
            for item in outline.root
        ]
    assert found == [
        ("Ⅰ. What the Books Are", []),
        ("Ⅱ. What the Books Say", ["1. Agreement between ports", "2. Custom without a name"]),
        ("Ⅲ. Three Objections, and How Far They Reach into the Evidence", []),
        ("Ⅳ. Four Commissions", []),
        ("Ⅴ. Conclusion", []),
        ("References", []),
    ]


def test_every_font_is_the_theme_s_and_inside(paper: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(paper))
    fonts = {str(font.BaseFont): font for font in pdf.pages[0].Resources.Font.values()}
    names = {name.partition("+")[2] for name in fonts}
    house = ("Source-Serif-4", "Source-Sans-3", "Noto-Serif-KR", "Roman-Numerals")
    assert all(name.startswith(house) for name in names)
    for font in fonts.values():
        assert font.Subtype == "/Type0"
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_title_authors_and_headings_have_the_sizes_that_catalogues_look_for(paper: bytes) -> None:
    css = specimen.theme().texts["print.css"]

    def size(selector: str) -> float:
        rule = re.search(rf"^{re.escape(selector)} {{(.*?)}}", css, re.DOTALL | re.MULTILINE)
        assert rule is not None
        return float(re.findall(r"font-size: ([\d.]+)pt", rule[1])[0])

    assert size("h1.title") == 24
    assert 16 <= size(".author") <= 23
    assert size("h2") < size(".author")
    assert "\nReferences\n" in "\n".join(paper_reader.page_texts(paper)).replace("\r", "")


@pytest.mark.parametrize("lines", range(0, 44, 4))
def test_a_heading_keeps_lines_and_a_caption_its_table(lines: int) -> None:
    filler = "<br/>".join(f"Line {n}" for n in range(lines)) or "Line"
    sections = (
        Section("introduction", 1, None, specimen.HERE, (specimen.paragraph(0, filler),)),
        Section("sec-a", 1, "Stranded", specimen.HERE, (specimen.paragraph(1),), "Ⅰ."),
        Section("sec-b", 2, "Below", specimen.HERE, (specimen.table(4),), "1."),
    )
    briefing = replace(specimen.briefing(), sections=sections, references=(), editors_note=None)
    for _, body, _ in paper_reader.bands(specimen.paper(briefing).data):
        set_lines = body.splitlines()
        assert not set_lines[-1].endswith(("Stranded", "Below", "wrote them down", "Remark"))
        if "Ⅰ. Stranded" in set_lines:
            assert len(set_lines) - set_lines.index("Ⅰ. Stranded") > 3


def test_a_picture_that_cannot_be_decoded_is_named() -> None:
    door = Memory({"content/harbours/figures/gauge.png": b"not a picture"})
    (found,) = complaints(specimen.briefing(), door)
    assert str(found) == (
        "content/harbours/figures/gauge.png:1:1: error[typesetting]: "
        "The picture “figures/gauge.png” cannot be decoded."
    )


def test_a_picture_that_is_not_there_is_named() -> None:
    (found,) = complaints(specimen.briefing(), Memory({}))
    assert (found.rule, str(found.span)) == (
        "missing-file",
        "content/harbours/figures/gauge.png:1:1",
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/spy.png",
        "https://example.org/spy.png",
        "file:///etc/passwd",
        "file:///etc/logo.png",
        "../../institute.png",
        "%2e%2e/other/figure.png",
        "//example.org/spy.png",
        "/content/other/figure.png",
        "briefing.yaml",
        "data:image/png;base64,AAAA",
        "ftp://example.org/spy.png",
    ],
)
def test_nothing_but_pictures_of_the_briefing_is_fetched(address: str) -> None:
    briefing = saying(f'<p id="p-x"><img src="{address}" alt="x"/></p>')
    door = Memory({"content/harbours/briefing.yaml": "title: x", "content/other/figure.png": b"x"})
    (found,) = complaints(briefing, door)
    assert found.rule == "resource-refused"


def test_a_character_that_no_font_has_is_named() -> None:
    (found,) = complaints(saying('<p id="p-x">A ⴰ here</p>'))
    assert str(found).startswith(
        "error[missing-glyph]: No font of the theme has the character “ⴰ” (U+2D30)."
    )


def test_a_font_that_is_not_there_is_named() -> None:
    fonts = specimen.fonts()
    fonts.pop("SourceSans3_400Regular.ttf")
    with pytest.raises(ReportkitError, match=r"“SourceSans3_400Regular\.ttf” is missing"):
        write_paper(
            specimen.short(), specimen.institute(), specimen.theme(), fonts, specimen.files()
        )


def themed(**changes: object) -> Theme:
    theme = specimen.theme()
    return replace(theme, settings={**theme.settings, **changes})


def test_a_theme_sets_the_page_size() -> None:
    (artifact,) = write_paper(
        specimen.short(),
        specimen.institute(),
        themed(**{"page-size": "letter"}),
        specimen.fonts(),
        specimen.files(),
    )
    with pikepdf.open(io.BytesIO(artifact.data)) as pdf:
        assert [float(edge) for edge in pdf.pages[0].MediaBox] == [0, 0, 612, 792]


def test_a_page_size_is_no_way_into_the_style_sheet() -> None:
    with pytest.raises(ReportkitError, match="is not a page size"):
        write_paper(
            specimen.short(),
            specimen.institute(),
            themed(**{"page-size": "A4 } body { display: none"}),
            specimen.fonts(),
            specimen.files(),
        )


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("p { colour: red }", "colour: red"),
        ("p { overflow: hidden; text-overflow : ellipsis }", "cuts words off"),
        ("p { line-clamp: 3 }", "cuts words off"),
    ],
)
def test_a_style_that_is_not_understood_or_cuts_words_is_an_error(style: str, told: str) -> None:
    theme = specimen.theme()
    theme = replace(theme, texts={**theme.texts, "print.css": style})
    institute, fonts, files = specimen.institute(), specimen.fonts(), specimen.files()
    for _ in "first", "and each that follows":
        with pytest.raises(ReportkitError, match=told):
            write_paper(specimen.short(), institute, theme, fonts, files)


def test_two_papers_of_one_process_are_as_two_processes_made_them(paper: bytes) -> None:
    specimen.paper(specimen.short())
    assert specimen.paper().data == paper


LINES = """p { width: 200pt; text-align: justify; font-family: "Source Serif 4" }
p { hyphens: auto; letter-spacing: 0.2pt; word-spacing: 1pt }
p.long { width: 20pt } p.lines { white-space: pre-wrap; text-align: left }
p.cut { overflow: hidden; white-space: nowrap }
"""
STYLES = """@page { size: A6; margin: 20% 10%; @top-left { content: "Tides" } }
@page { @bottom-right { content: counter(page) } @top-left { border-bottom: 1pt solid red } }
@page :first { margin: 30pt; @top-left { content: none } }
@page :nth(2) { @bottom-left { content: "second"; width: 20% } } @page :left { color: blue }
@page wide { size: A6 landscape; @top-right { content: "wide" } }
.wide { page: wide; break-before: page } p, td { margin: 0 2% 3pt; padding: 1pt 0 }
p::before { content: counter(p) ". " } p { counter-increment: p }
p:nth-child(2n)::before { color: red }
p::first-line { font-variant-caps: small-caps } p::first-letter { font-size: 200% }
em::after { content: "!"; font-weight: bold } em { font-size: 80%; text-decoration: underline }
.put { position: absolute; left: 0; bottom: 0 } .note { float: footnote } li::marker { color: red }
a::after { content: target-counter(attr(href), page) }
.boxed { box-sizing: border-box; width: 90pt; padding: 9pt; border: 2pt solid }
.half { width: 50%; min-height: 4em; box-sizing: border-box; padding: 5%; border: 2pt solid }
.row { display: flex; gap: 2% } .row > * { flex: 1; min-width: 20% } .grid { display: grid }
.grid { grid-template-columns: 1fr 30% } table.grown { border-collapse: collapse; width: 100% }
td { border: 1pt solid; width: 30% } table.grown td { padding: 3% } img { max-width: 50% }
"""
MIXED = (
    "<h1 id=top>Tides</h1>"
    + "".join(
        f"<p id=p{n}>Two <em>calendars</em><span class=note id=n{n}>A note.</span> and "
        f"<a href='#p{n // 2}'>one</a> <i class=put id=i{n}>put <b>there</b></i>.</p><p>Plain.</p>"
        for n in range(9)
    )
    + 2 * "<ul><li>One<li>two</ul><div class=boxed>1</div><div class=half>2</div>"
    + 2 * "<div class=row><p>a<p>b</div>"
    + 2 * "<div class=grid><p>a<p>b</div><table><tr><td>1<td>2<tr><td colspan=2>3</table>"
    + 2 * "<table class=grown><thead><tr><th>1<th>2<tbody><tr><td>3<td>4</table>"
    + "<div class=wide>" + 40 * "<p>Waiting is <b>dear</b>.</p>" + "</div>"
)  # fmt: skip
BROKEN = (
    "<p>"
    + 12 * "Two calendars; <i>waiting</i> is unproportionally dear, "
    + f"<p class=lines>{40 * 'ill '}\n{40 * 'i'}\r\n{90 * 'i'}\nthe last"
    + 9 * "<p>q\u0303 x\u0323\u030c stand <sup>high</sup> <small>and</small> low, 평양 among them"
    + "<p class=long>Unbreakable<p class=cut>" + 9 * "Cut where the line ends, "
    + "<svg width=90 height=20><text y=15 text-anchor=middle>Tides</text></svg>"
)  # fmt: skip


SPACED = "p { letter-spacing: 0.02em; word-spacing: 2pt } .wide, .narrow { letter-spacing: 0 }"
SPACED += ".wide { word-spacing: 9pt; width: 12pt; hyphenate-character: '=======' }"
SPACED += ".narrow { width: 1pt } .tiny { font-size: 1e-7px } .any { overflow-wrap: anywhere }"
APART = (
    "<p>One <i>two</i> <b>three</b><p class=narrow>!a\u00ad <p class=wide>x y\u00adz a b c d e f"
    "<p>abc <span class=tiny>abc</span> <span class=tiny>abc</span><p class=any>Unbreakable"
)


@pytest.mark.parametrize(("sheet", "body"), [(LINES, BROKEN), (STYLES, MIXED), (SPACED, APART)])
def test_what_is_remembered_is_as_if_it_were_worked_out_again(
    sheet: str, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"<!DOCTYPE html><html lang=en><title>Tides</title>{body}</html>"
    faces = press.Faces(specimen.theme().fonts, specimen.fonts())
    sheet = f'{sheet} html {{ font-family: "Source Serif 4", "Noto Serif KR" }}'
    remembered = press.print_document(text, (sheet,), faces, None, "")
    monkeypatch.setattr(press, "remembering", contextlib.nullcontext)
    assert press.print_document(text, (sheet,), faces, None, "") == remembered


@pytest.mark.parametrize("language", ["en_GB", "bg_BG", "de_DE", "fr", "hu_HU", "nn_NO"])
def test_words_are_hyphenated_by_the_same_patterns_as_if_all_were_read_at_once(
    language: str,
) -> None:
    press.load_weasyprint()
    from weasyprint.text.line_break import pyphen

    path = pyphen.LANGUAGES[language]
    whole = pyphen.HyphDict(path)
    with remembering():
        lazy = pyphen.HyphDict(path)
    assert {letters: lazy.patterns.get(letters) for letters in lazy.patterns} == whole.patterns
    assert lazy.maxlen >= whole.maxlen


def test_nothing_of_the_typesetter_is_changed_once_a_paper_is_printed() -> None:
    weasyprint = press.load_weasyprint()
    before = _functions_of(weasyprint.__name__)
    specimen.paper(specimen.short())
    after = _functions_of(weasyprint.__name__)
    assert {place: after[place] for place in before} == before


def _functions_of(package: str) -> dict[tuple[str, str], object]:
    """Give what stands under each name of a package's modules, and of their classes."""
    modules = [module for name, module in sys.modules.items() if name.startswith(f"{package}.")]
    classes = [
        each for module in modules for each in vars(module).values() if isinstance(each, type)
    ]
    return {
        (f"{place!r}", name): value
        for place in (*modules, *classes)
        for name, value in vars(place).items()
        if inspect.isfunction(value)
    }


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Seoul", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "ko_KR.UTF-8", "LANG": "ko_KR"},
    ],
)
def test_the_same_words_give_the_same_bytes_anywhere(
    paper: bytes, surroundings: dict[str, str], tmp_path: Path
) -> None:
    program = Path(specimen.__file__)
    run = subprocess.run(
        [sys.executable, program],
        env={**os.environ, "PYTHONPATH": str(ROOT), **surroundings},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert run.stderr == b""
    assert run.stdout == paper


def test_no_path_and_no_machine_is_in_the_file(paper: bytes) -> None:
    uncompressed = io.BytesIO()
    pikepdf.open(io.BytesIO(paper)).save(
        uncompressed,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    text = uncompressed.getvalue()
    assert b"document.invalid" not in text
    assert b"file:" not in text
    assert str(ROOT).encode() not in text
