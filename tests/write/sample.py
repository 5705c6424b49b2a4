"""A briefing as `resolve` leaves it, with every construct of a page; its words are invented."""

from __future__ import annotations

import datetime
import struct
import zlib
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import yaml

from reportkit.diagnostics import Span
from reportkit.files import Memory, packaged
from reportkit.model import (
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

HERE = Span("content/tidal-ports/01-introduction.md")

AUTHOR = Person(
    "marlow",
    "Ines",
    "Marlow",
    native="이네스 말로",
    affiliation="Harbour Institute",
    role="Senior Fellow",
    orcid="0000-0002-1825-0097",
    biography="Ines Marlow studies harbours, tides and the people who time their work by both.",
)
SECOND = Person("oh", "Dae-jung", "Oh", affiliation="University of the Coast")
EDITOR = Person("ha", "Jin", "Ha", role="Research Associate")

INSTITUTE = Institute(
    name="East Asia Institute",
    short_name="EAI",
    native_name="동아시아연구원",
    address="1, Sajik-dong 7gil, Jongno-gu, Seoul 03028",
    telephone="82 2 2277 1683",
    fax="82 2 2277 1684",
    email="post@example.org",
    url="https://www.example.org/",
    base_url="https://www.example.org/briefings/",
    copyright="© 2026 East Asia Institute",
    people=MappingProxyType({"ha": EDITOR}),
    series=MappingProxyType({}),
    theme="eai",
    language="en",
    license=None,
    disclaimer="The views are the authors’ own & bind nobody else.",
)

REFERENCES = (
    Reference(
        "abel2019",
        "Abel, Rosa. 2019. <i>Timetables of the Sea: Ports, Pilots and Punctuality</i>. "
        'Cambridge: Quay Press. <a href="https://example.org/a/very/long/address/that/has/no/'
        'place/to/break/in/it">https://example.org/a/very/long/address/that/has/no/place/to/'
        "break/in/it</a> (Accessed July 1, 2024)",
        ("cite-abel2019-1", "cite-abel2019-2"),
    ),
    Reference(
        "seo2021",
        'Seo, Min-ah (<span lang="ko">서민아</span>). 2021. “Night Shifts at the Breakwater.” '
        "<i>Journal of Coastal Labour</i> 14, no. 2: 11–39.",
        ("cite-seo2021-1",),
    ),
)

CHART = (
    '<figure class="chart" id="fig-calls">'
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="620" height="240" viewBox="0 0 620 240" role="img" '
    'aria-labelledby="fig-calls-title fig-calls-desc" style="background: none; fill: none">'
    '<title id="fig-calls-title">Calls by year</title>'
    '<desc id="fig-calls-desc">Three bars that rise from 3 to 9.</desc>'
    '<g transform="translate(40,10)" stroke-miterlimit="10">'
    + "".join(
        f'<rect x="{60 + 170 * n}" y="{200 - 20 * value}" width="100" height="{20 * value}" '
        f'fill="#1f4e79"/><text x="{110 + 170 * n}" y="218" text-anchor="middle" '
        f'font-family="Source Sans 3" font-size="11px" fill="#33373d">{2019 + n}</text>'
        for n, value in enumerate((3, 5, 9))
    )
    + '<text x="0" y="8" font-family="Source Sans 3" font-size="11px" font-weight="bold" '
    'fill="#33373d">Calls, thousands</text></g></svg>'
    '<figcaption><span class="label">Figure 2.</span> Calls at the outer quay, by year'
    '</figcaption><details class="data"><summary>Data of Figure 2</summary><table><thead><tr>'
    '<th scope="col">Year</th><th scope="col">Calls</th></tr></thead><tbody>'
    "<tr><td>2019</td><td>3</td></tr><tr><td>2020</td><td>5</td></tr>"
    "<tr><td>2021</td><td>9</td></tr></tbody></table></details></figure>"
)

TABLE = (
    '<div class="table" id="tbl-quays"><table><caption><span class="label">Table 1.</span> '
    "Four quays and what the tide leaves of their day</caption><thead><tr>"
    '<th scope="col">Quay</th><th scope="col">Opened</th>'
    '<th scope="col" style="text-align: right;">Hours a day</th>'
    '<th scope="col">Chiefly handles</th><th scope="col">Remarks</th></tr></thead><tbody>'
    + "".join(
        f'<tr><th scope="row">{quay}</th><td>{year}</td>'
        f'<td style="text-align: right;">{hours}</td><td>{cargo}</td><td>{remark}</td></tr>'
        for quay, year, hours, cargo, remark in (
            ("Outer", 1987, "21.5", "Containers", "Open at every state of the tide"),
            ("Inner", 1911, "9.0", "Grain and timber", "Closed at low water springs"),
            ("Fish", 1874, "11.25", "Landed catch", "The auction follows the tide"),
            ("Yard", 1962, "6.75", "Hulls for repair", "Two docks, one gate"),
        )
    )
    + "</tbody></table></div>"
)


def passage(key: str, kind: str, xhtml: str) -> Passage:
    return Passage(key, kind, xhtml, HERE)


def paragraph(key: str, words: str) -> Passage:
    return passage(key, "paragraph", f'<p id="{key}">{words}</p>')


SECTIONS = (
    Section(
        "introduction",
        1,
        None,
        HERE,
        (
            paragraph(
                "p-a-harbour-keeps",
                "A harbour keeps two calendars. One hangs in the office and is the same in every "
                "port of the world; the other is printed by the moon, and no manager has yet "
                "found the form on which it may be altered. This briefing asks what 1,284 days "
                "of quayside records say about the second "
                '<cite id="cite-abel2019-1">(<a href="#ref-abel2019">Abel 2019</a>, 41)</cite>, '
                'and who pays when the two disagree.<span class="footnote" id="fn-records" '
                'data-number="1">The records were read twice, by two readers; where they '
                "differed by more than 15 minutes, a third decided "
                '<cite id="cite-seo2021-1">(<a href="#ref-seo2021">Seo 2021</a>)</cite>.</span>',
            ),
            paragraph(
                "p-pilots-have-a",
                'Pilots have a word for the hour that belongs to nobody, <span lang="ko">물때'
                "</span>, and they plan for it with the <em>fierce</em> patience of people who "
                "have <strong>never</strong> been late by their own fault, "
                "<strong><em>not once</em></strong>. See "
                '<a class="xref" href="#sec-tide">Section Ⅰ</a>, '
                '<a class="xref" href="#tbl-quays">Table 1</a> and '
                '<a class="xref" href="#fig-calls">Figure 2</a>.',
            ),
        ),
    ),
    Section(
        "sec-tide",
        1,
        'The Tide as an <em>Employer</em> (<span lang="ko">고용주</span>)',
        HERE,
        (
            paragraph(
                "p-three-things-follow",
                "Three things follow from a working day that moves forward by some 50 minutes "
                'every day:<span class="footnote" id="fn-lunar" data-number="2"><span '
                'class="para">A lunar day lasts 24 hours and 50 minutes.</span> <span '
                'class="para">Neap tides shorten the window, spring tides lengthen it.</span>'
                "</span> none of them is written in a contract.",
            ),
            passage(
                "p-sleep-moves-too",
                "list",
                '<ol id="p-sleep-moves-too"><li>Sleep moves too, and with it meals, schooling and '
                "the hour of quarrels.</li><li>Wages are paid by the shift:<ul><li>a short one "
                "costs the worker;</li><li>a long one costs the port.</li></ul></li><li>Nobody "
                "outside the gate knows what day it is inside.</li></ol>",
            ),
            passage("tbl-quays", "table", TABLE),
        ),
        "Ⅰ.",
    ),
    Section(
        "sec-night",
        2,
        "The Night Shift",
        HERE,
        (
            passage(
                "p-they-told-us",
                "quotation",
                '<blockquote id="p-they-told-us"><p>They told us the machines would not mind the '
                "dark. It is true. They mind the cold, the salt, the gulls and the inspectors."
                "</p></blockquote>",
            ),
            passage(
                "p-callout",
                "callout",
                '<div class="callout note" id="p-callout"><p class="callout-title">What was '
                "counted</p><p>Every movement of a hull between two moorings, by day and by "
                "night, with H<sub>2</sub>O levels to 10<sup>−2</sup> m.</p></div>",
            ),
            passage(
                "p-terms",
                "definitions",
                '<dl id="p-terms"><dt>Window</dt><dd>The time in which a hull of given draught '
                "may pass the sill.</dd><dt>Sill</dt><dd>The highest stone of the gate.</dd></dl>",
            ),
            passage(
                "p-code",
                "code",
                '<pre id="p-code"><code>window = tide &gt; sill + 0.5</code></pre>',
            ),
        ),
        "1.",
    ),
    Section(
        "sec-counting",
        1,
        "Counting What Waits",
        HERE,
        (
            passage(
                "fig-harbour",
                "figure",
                '<figure class="figure" id="fig-harbour"><img src="figures/harbour.png" '
                'alt="A grey square that stands for a harbour."/><figcaption><span class="label">'
                "Figure 1.</span> The harbour at low water, looking <em>outward</em></figcaption>"
                "</figure>",
            ),
            passage("fig-calls", "chart", CHART),
            paragraph(
                "p-what-the-figures",
                "What the figures show is modest &amp; stubborn: a port that waits well moves "
                "more in a year than one that hurries, and its people sleep. The cost of a minute "
                "is 3.4 times higher for the 627 who cannot choose it "
                '<cite id="cite-abel2019-2">(<a href="#ref-abel2019">Abel 2019</a>)</cite>.',
            ),
        ),
        "Ⅱ.",
    ),
)


def briefing() -> Briefing:
    """Give the sample in English."""
    return Briefing(
        key="tidal-ports",
        title="Two Calendars: Tidal Ports and the Price of Waiting",
        short_title="Two Calendars",
        subtitle="What the moon costs a working harbour",
        authors=(AUTHOR, SECOND),
        date=datetime.date(2026, 3, 9),
        series=Series("commentary", "Global NK", "Commentary"),
        number="2026-07",
        topic="Labour and the Sea",
        keywords=("Tides", "port labour", "AI-driven pilots"),
        abstract='Harbours keep two calendars, and <their> people pay for the "difference" & wait.',
        language="en",
        editors_note="Ines Marlow, Senior Fellow at the <em>Harbour Institute</em>, argues that "
        "waiting is work. She points out that the tide is the oldest employer on any coast.",
        note=paragraph("note", "* Note: Earlier words on this matter were spoken at a quayside."),
        license="CC BY 4.0",
        doi=None,
        typeset_by=EDITOR,
        inquiries="Tel. 82 2 2277 1683 (ext. 204) | post@example.org",
        span=Span("content/tidal-ports/briefing.yaml"),
        sections=SECTIONS,
        sources=MappingProxyType({}),
        references=REFERENCES,
    )


def plain_briefing(*passages: Passage) -> Briefing:
    """Give a briefing of one untitled section, without notes or references."""
    section = Section("introduction", 1, None, HERE, passages)
    return replace(briefing(), note=None, references=(), sections=(section,))


@cache
def theme() -> Theme:
    """Give the packaged theme as `read` would."""
    door = packaged("templates")
    texts = {
        path.removeprefix("eai/"): door.read(path).decode()
        for path in door.list("eai")
        if path.endswith((".html", ".css", ".js", ".yaml"))
    }
    told = yaml.safe_load(texts["theme.yaml"])
    fonts = tuple(Font(f["family"], f["weight"], f["style"], f["file"]) for f in told["fonts"])
    return Theme("eai", tuple(told["numbering"]), told["terms"], fonts, told, texts)


@cache
def fonts() -> dict[str, bytes]:
    """Give the bytes of every font of the theme."""
    door = packaged("vendor")
    return {font.path: door.read(f"fonts/{font.path}") for font in theme().fonts}


def files() -> Memory:
    """Give the one picture of the sample, a grey square."""
    return Memory({"content/tidal-ports/figures/harbour.png": _grey_square(640, 360)})


def _grey_square(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    rows = (b"\0" + b"\x9a" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(data)
