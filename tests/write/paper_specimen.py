"""A resolved briefing made by hand, with every construct that a paper sets; its words are invented.

Run as a program it writes the PDF's bytes to the standard output: the way a
build's child does it.
"""

from __future__ import annotations

import datetime
import struct
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from reportkit.diagnostics import Span
from reportkit.files import Memory, packaged
from reportkit.model import (
    Artifact,
    Briefing,
    Font,
    Institute,
    Passage,
    Person,
    Reference,
    Section,
    Series,
    Theme,
)

HERE = Span("content/harbours/01-introduction.md")

ABSTRACT = (
    "Twelve harbour towns kept their own tide records for a century; this briefing reads them."
)

PARAGRAPHS = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()


def passage(kind: str, xhtml: str, key: str) -> Passage:
    return Passage(key, kind, xhtml, HERE)


def paragraph(number: int, text: str | None = None) -> Passage:
    key = f"p-{number}"
    return passage("paragraph", f'<p id="{key}">{text or PARAGRAPHS[number]}</p>', key)


def footnote(number: int, text: str) -> str:
    return f'<span class="footnote" id="fn-{number}" data-number="{number}">{text}</span>'


def table(rows: int) -> Passage:
    body = "".join(
        f'<tr><th scope="row">{1911 + 4 * n}</th><td>Storm in the {("north", "south")[n % 2]}</td>'
        f"<td>{210 + 7 * (n * 13 % 17)}</td><td>Gate {n % 5 + 1} held; the quay was under water "
        f"for {n * 5 % 7 + 1} hours, and the lower cellars were pumped out by the town itself."
        "</td></tr>"
        for n in range(rows)
    )
    return passage(
        "table",
        '<div class="table" id="tbl-floods"><table><caption><span class="label">Table 1.</span> '
        "High waters above two metres, as the keepers wrote them down</caption><thead><tr>"
        '<th scope="col">Year</th><th scope="col">Event</th><th scope="col">Level (cm)</th>'
        f'<th scope="col">Remark</th></tr></thead><tbody>{body}</tbody></table></div>',
        "tbl-floods",
    )


CHART = (
    '<figure class="chart" id="fig-levels"><svg xmlns="http://www.w3.org/2000/svg" role="img" '
    'aria-labelledby="fig-levels-title fig-levels-desc" width="420" height="170" '
    'viewBox="0 0 420 170"><title id="fig-levels-title">Repairs and construction</title>'
    '<desc id="fig-levels-desc">Bars for four decades: repairs grow from 12 to 31 million.</desc>'
    + "".join(
        f'<rect x="{60 + 90 * n}" y="{140 - 4 * value}" width="54" height="{4 * value}" '
        f'fill="#1f4e79"/><text x="{87 + 90 * n}" y="158" text-anchor="middle" '
        f'font-family="Source Sans 3" font-size="11px" fill="#33373d">{1980 + 10 * n}s</text>'
        for n, value in enumerate((12, 17, 22, 31))
    )
    + '<path d="M40 140H410" stroke="#8a9099"/></svg><figcaption><span class="label">Figure 2.'
    "</span> Emergency repairs in the twelve towns, in millions at prices of 2019</figcaption>"
    '<details class="data"><summary>Data of Figure 2</summary><table><thead><tr><th scope="col">'
    'Decade</th><th scope="col">Repairs</th></tr></thead><tbody>'
    + "".join(
        f"<tr><td>{1980 + 10 * n}s</td><td>{value}</td></tr>"
        for n, value in enumerate((12, 17, 22, 31))
    )
    + "</tbody></table></details></figure>"
)

FIGURE = (
    '<figure class="figure" id="fig-gauge"><img src="figures/gauge.png" '
    'alt="A float in a well, tied to a drum of paper"/><figcaption><span class="label">Figure 1.'
    "</span> A harbour gauge: float, wire, drum and clock</figcaption></figure>"
)

LIST = (
    '<ol id="p-list"><li>The handwriting changes.</li><li>The zero was shifted:'
    "<ul><li>openly, when a quay was rebuilt;</li><li>silently, when a pile sank.</li></ul></li>"
    "<li>Keepers may have expected what they saw.</li></ol>"
)

CALLOUT = (
    '<div class="callout note" id="p-callout"><p class="callout-title">How to read the levels</p>'
    "<p>Levels are given above the zero of 1954. Earlier entries are corrected; later ones are "
    "printed as they stand in the book, with the keeper’s own rounding.</p></div>"
)

DEFINITIONS = (
    '<dl id="p-terms"><dt>Gauge zero</dt><dd>The level that a keeper calls nought.</dd>'
    "<dt>Compression</dt><dd>The shortening of the interval between two ports’ high waters "
    "when the wind has stood in one quarter for some time.</dd></dl>"
)

QUOTATION = (
    '<blockquote id="p-quote"><p>The paper does not flatter. If I sleep, the drum shows that I '
    "slept; if the sluice leaks, it shows that too, and I would rather be scolded by the drum than "
    "by the mayor.</p></blockquote>"
)


def cite(key: str, text: str, number: int = 1) -> str:
    return f'<cite id="cite-{key}-{number}">(<a href="#ref-{key}">{text}</a>)</cite>'


def sections() -> tuple[Section, ...]:
    hangul = f'{PARAGRAPHS[5]} A Korean keeper calls it <span lang="ko">눈치</span>, tact.'
    noted = PARAGRAPHS[2].replace(
        "Mondays.",
        "Mondays."
        + footnote(
            1,
            "The clock of the gauge at the northern mole ran for eight days; its keeper wound it "
            f"on Mondays all the same {cite('moor2011', 'Moor 2011, 14')}.",
        ),
    )
    noted_twice = PARAGRAPHS[8].replace(
        "anywhere.",
        "anywhere."
        + footnote(
            2,
            '<span class="para">See <a href="https://example.org/gauges">the register</a>, which '
            'is open.</span><span class="para">It is kept by volunteers.</span>',
        ),
    )
    referring = (
        f'{PARAGRAPHS[6]} <a class="xref" href="#tbl-floods">Table 1</a> lists the high waters, '
        f'and <a class="xref" href="#fig-levels">Figure 2</a> what they cost '
        f"{cite('commission1954', 'Coast Commission 1954')}."
    )
    return (
        Section("introduction", 1, None, HERE, (paragraph(0), paragraph(1))),
        Section(
            "sec-books",
            1,
            "What the Books Are",
            HERE,
            (
                paragraph(2, noted),
                passage("figure", FIGURE, "fig-gauge"),
                paragraph(3),
                passage("quotation", QUOTATION, "p-quote"),
            ),
            "Ⅰ.",
        ),
        Section("sec-say", 1, "What the Books Say", HERE, (), "Ⅱ."),
        Section("sec-agree", 2, "Agreement between ports", HERE, (paragraph(4),), "1."),
        Section(
            "sec-custom",
            2,
            "Custom without a name",
            HERE,
            (paragraph(5, hangul), passage("definitions", DEFINITIONS, "p-terms")),
            "2.",
        ),
        Section(
            "sec-objections",
            1,
            "Three Objections, and How Far They Reach into the Evidence",
            HERE,
            (
                paragraph(6, referring),
                passage("list", LIST, "p-list"),
                table(26),
                passage("callout", CALLOUT, "p-callout"),
            ),
            "Ⅲ.",
        ),
        Section(
            "sec-commissions",
            1,
            "Four Commissions",
            HERE,
            (paragraph(7), passage("chart", CHART, "fig-levels"), paragraph(8, noted_twice)),
            "Ⅳ.",
        ),
        Section("sec-conclusion", 1, "Conclusion", HERE, (paragraph(9), paragraph(10)), "Ⅴ."),
    )


REFERENCES = (
    Reference(
        "commission1954",
        "Coast Commission. 1954. <em>Second Report on the Harbours of the Shallow Coast</em>. "
        "Norden: State Printing Office.",
        ("cite-commission1954-1",),
    ),
    Reference(
        "moor2011",
        "Moor, Anna. 2011. “Winding the Clock: Keepers and Their Mondays.” <em>Journal of Coastal "
        "Instruments</em> 12(3): 1–29. "
        '<a href="https://example.org/journal/of/coastal/instruments/volume-12/issue-3/winding-the-'
        'clock-keepers-and-their-mondays?format=long&amp;access=open">https://example.org/journal/of/'
        "coastal/instruments/volume-12/issue-3/winding-the-clock-keepers-and-their-mondays?format="
        "long&amp;access=open</a> (Accessed July 1, 2024)",
        ("cite-moor2011-1",),
    ),
    Reference(
        "kim2020",
        'Kim, Minji [<span lang="ko">김민지</span>]. 2020. “The Keeper’s Hand.” '
        "<em>Tides</em>, May 4. (Accessed July 2, 2024)",
        (),
    ),
)


def briefing() -> Briefing:
    author = Person(
        "hale",
        "Ingrid",
        "Hale",
        native="하잉그리드",
        affiliation="Institute of Shallow Waters",
        role="Senior Fellow",
        biography="Ingrid Hale is a senior fellow at the Institute of Shallow Waters, "
        "and has kept a gauge herself.",
    )
    return Briefing(
        key="harbours",
        title="A Century of Pencil and Ink: The Tide Books of Twelve Harbour Towns",
        short_title="The Tide Books of Twelve Harbour Towns",
        subtitle="What a ministry can learn from keepers",
        authors=(author,),
        date=datetime.date(2024, 3, 5),
        series=Series("briefing", "Shallow Waters", "Issue Briefing"),
        number="2024-07",
        topic="Water and Government",
        keywords=("tide gauges", "local knowledge", "dykes"),
        abstract=ABSTRACT,
        language="en",
        editors_note="Ingrid Hale, senior fellow at the Institute of Shallow Waters, reads the "
        "tide books of twelve towns. She argues that the cheapest dyke is an earlier conversation, "
        "and points out that four commissions have said so before.",
        note=passage(
            "paragraph",
            '<p id="note">* Note: The views are the author’s and not those of the institute.</p>',
            "note",
        ),
        license="CC BY 4.0",
        doi=None,
        typeset_by=Person("li", "Wei", "Li", role="Editor"),
        inquiries="Tel. 00 1 5550 0100 (ext. 7) | press@example.org",
        span=HERE,
        sections=sections(),
        sources={},
        references=REFERENCES,
    )


def short() -> Briefing:
    """One paragraph: for promises that need no pages."""
    section = Section("introduction", 1, None, HERE, (paragraph(0),))
    return replace(briefing(), sections=(section,), references=())


def institute() -> Institute:
    return Institute(
        name="Institute of Shallow Waters",
        short_name="ISW",
        native_name="얕은물연구원",
        address="1 Mole Street, Norden",
        telephone="00 1 5550 0100",
        fax=None,
        email="press@example.org",
        url="https://example.org",
        base_url="https://example.org/briefings",
        copyright="© 2024 Institute of Shallow Waters.",
        people={},
        series={},
        theme="eai",
        language="en",
        license=None,
        disclaimer="The institute takes no position of its own on matters of policy.",
    )


def theme() -> Theme:
    door = packaged("templates")
    texts = {
        path.removeprefix("eai/"): door.read(path).decode()
        for path in door.list("eai")
        if path.endswith((".css", ".csl", ".html", ".js", ".yaml"))
    }
    told: dict[str, Any] = yaml.safe_load(texts["theme.yaml"])
    faces = tuple(Font(f["family"], f["weight"], f["style"], f["file"]) for f in told["fonts"])
    rest = {key: told[key] for key in ("page-size", "chart")}
    return Theme("eai", tuple(told["numbering"]), told["terms"], faces, rest, texts)


def fonts() -> dict[str, bytes]:
    door = packaged("vendor")
    return {font.path: door.read(f"fonts/{font.path}") for font in theme().fonts}


def picture() -> bytes:
    """A PNG of 320 by 120 pixels, grey in steps."""
    rows = b"".join(b"\0" + bytes(90 + (x // 20 * 9) for x in range(320)) for _ in range(120))

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 320, 120, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def files(**more: bytes) -> Memory:
    return Memory({"content/harbours/figures/gauge.png": picture(), **more})


def paper(of: Briefing | None = None, door: Memory | None = None) -> Artifact:
    from reportkit.write.paper import write_paper

    (made,) = write_paper(of or briefing(), institute(), theme(), fonts(), door or files())
    return made


if __name__ == "__main__":
    from reportkit.write.surroundings import prepare_environment

    prepare_environment()
    sys.stdout.buffer.write(paper().data)
