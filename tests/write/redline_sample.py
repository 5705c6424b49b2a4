"""A redline of the sample briefing as `compare` would give it, made by hand."""

from __future__ import annotations

import datetime
import re

from reportkit.files import Memory
from reportkit.history import Change, ChangeKind, Redline, SectionShare, Unit, Version
from tests.write.sample import CHART, _grey_square

OLD, NEW = "content/tidal-ports/editions/1.0/source", "content/tidal-ports"
INS = re.compile(r"<ins>.*?</ins>", re.DOTALL)
DEL = re.compile(r"<del>.*?</del>", re.DOTALL)

LONG = (
    "A port that waits well moves more in a year than one that hurries, and its people sleep. "
    "Nobody has yet measured what the waiting itself is worth to those who do it, though every "
    "ledger of the coast has a column for what it costs. "
)


def unit(key: str, kind: str, xhtml: str, section: str = "", part: str = "text") -> Unit:
    return Unit(key, part, kind, xhtml, section)


def same(key: str, kind: str, xhtml: str, section: str = "", part: str = "text") -> Change:
    one = unit(key, kind, xhtml, section, part)
    words = len(re.sub("<[^>]*>", " ", xhtml).split())
    return Change(ChangeKind.SAME, (one,), (one,), xhtml, kept=words)


def edited(key: str, kind: str, marked: str, section: str = "", part: str = "text") -> Change:
    """Make an edited unit from its marked text: the two states are read off it."""
    plain = re.compile("</?(?:ins|del)>")
    before = unit(key, kind, plain.sub("", INS.sub("", marked)), section, part)
    after = unit(key, kind, plain.sub("", DEL.sub("", marked)), section, part)
    return Change(ChangeKind.EDITED, (before,), (after,), marked, kept=9, inserted=2, deleted=2)


def inserted(key: str, kind: str, xhtml: str, section: str = "", part: str = "text") -> Change:
    one = unit(key, kind, xhtml, section, part)
    return Change(ChangeKind.INSERTED, (), (one,), whole(xhtml, "inserted"), inserted=9)


def deleted(key: str, kind: str, xhtml: str, section: str = "", part: str = "text") -> Change:
    one = unit(key, kind, xhtml, section, part)
    return Change(ChangeKind.DELETED, (one,), (), whole(xhtml, "deleted"), deleted=9)


def moved(key: str, kind: str, xhtml: str, origin: str, section: str) -> Change:
    before, after = unit(key, kind, xhtml, origin), unit(key, kind, xhtml, section)
    return Change(ChangeKind.MOVED, (before,), (after,), xhtml, moved=True, kept=9)


def whole(xhtml: str, state: str) -> str:
    return re.sub(r"^<(\w+)", rf'<\1 data-change="{state}"', xhtml)


def redline(*changes: Change, sections: tuple[SectionShare, ...] = ()) -> Redline:
    """Give a redline of edition 1.0 and the working text with these changes."""
    return Redline(
        "tidal-ports",
        "en",
        Version("1.0", datetime.date(2026, 3, 9), "Two Calendars", OLD),
        Version(None, datetime.date(2026, 11, 20), "Two Calendars", NEW),
        changes,
        sections,
        0.12,
    )


TABLE = (
    '<div class="table" id="tbl-quays"><table><caption><span class="label">Table 1.</span> '
    "<del>Four</del><ins>Five</ins> quays and what the tide leaves of their day</caption><thead>"
    '<tr><th scope="col">Quay</th><th scope="col">Opened</th><th scope="col" style="text-align: '
    'right;">Hours</th></tr></thead><tbody>'
    '<tr><th scope="row">Outer</th><td>1987</td><td style="text-align: right;"><del>21.5</del>'
    "<ins>21.25</ins></td></tr>"
    '<tr><th scope="row">Inner</th><td>1911</td><td style="text-align: right;">9.0</td></tr>'
    '<tr data-change="deleted"><th scope="row">Fish</th><td>1874</td>'
    '<td style="text-align: right;">11.25</td></tr>'
    '<tr data-change="inserted"><th scope="row">Yard</th><td>1962</td>'
    '<td style="text-align: right;">6.75</td></tr></tbody></table></div>'
)
ROW = re.compile(r'<tr data-change="(inserted|deleted)">.*?</tr>')


def table() -> Change:
    def side(drop: str) -> str:
        xhtml = ROW.sub(lambda row: "" if row[1] == drop else row[0], TABLE)
        return re.sub(' data-change="[a-z]*"', "", xhtml)

    made = edited("tbl-quays", "table", TABLE, "sec-tide")
    before = edited("tbl-quays", "table", side("inserted"), "sec-tide").before
    after = edited("tbl-quays", "table", side("deleted"), "sec-tide").after
    return Change(made.kind, before, after, TABLE, kept=12, inserted=5, deleted=5)


FIGURE = (
    '<figure class="figure" id="fig-harbour">{}<figcaption><span class="label">Figure 1.</span> '
    "The harbour at <del>low</del><ins>high</ins> water, looking <em>outward</em></figcaption>"
    "</figure>"
)
PICTURE = '<img{} src="figures/harbour.png" alt="{} square that stands for a harbour."/>'


def figure() -> Change:
    """A figure whose picture was replaced by another of the same name."""
    both = PICTURE.format(' data-change="deleted"', "A light") + PICTURE.format(
        ' data-change="inserted"', "A dark"
    )
    before = edited(
        "f", "figure", FIGURE.format(PICTURE.format("", "A light")), "sec-counting"
    ).before[0]
    after = edited(
        "f", "figure", FIGURE.format(PICTURE.format("", "A dark")), "sec-counting"
    ).after[0]
    return Change(
        ChangeKind.EDITED, (before,), (after,), FIGURE.format(both), inserted=1, deleted=1
    )


def chart() -> Change:
    """A chart with another value: its drawing and its data."""
    drawing = re.search("<svg.*</svg>", CHART, re.DOTALL)
    assert drawing
    now = CHART.replace("<td>9</td>", "<td>11</td>")
    marked = CHART.replace(
        drawing[0],
        drawing[0].replace("<svg", '<svg data-change="deleted"')
        + drawing[0].replace("<svg", '<svg data-change="inserted"'),
    ).replace("<td>9</td>", "<td><del>9</del><ins>11</ins></td>")
    before = unit("fig-calls", "chart", CHART, "sec-counting")
    after = unit("fig-calls", "chart", now, "sec-counting")
    return Change(ChangeKind.EDITED, (before,), (after,), marked, inserted=1, deleted=1)


CHANGES = (
    edited(
        "title",
        "field",
        "<p>Two Calendars: Tidal Ports and the Price of <del>Waiting</del><ins>Patience</ins></p>",
        part="front",
    ),
    same("subtitle", "field", "<p>What the moon costs a working harbour</p>", part="front"),
    edited(
        "author-marlow",
        "field",
        '<p class="author"><del>Inez Marlow</del><ins>Ines Marlow</ins></p>',
        part="front",
    ),
    edited(
        "p-a-harbour-keeps",
        "paragraph",
        '<p id="p-a-harbour-keeps">A harbour keeps two calendars. This briefing asks what '
        "<del>1,284</del><ins>1,302</ins> days of quayside records say about the second "
        '<cite id="cite-1">(<a href="#ref-abel2019">Abel 2019</a>, 41<ins>; <a href="#ref-ma2026">'
        "Ma 2026</a></ins>)</cite>, and who pays when the two "
        '<del>disagree</del><ins>part company</ins>.<span class="footnote" id="fn-1" '
        'data-number="1">The records were read <del>twice, by two</del><ins>three times, by three'
        "</ins> readers.</span> None of them was late.</p>",
        "introduction",
    ),
    same("p-1", "paragraph", f"<p>{LONG}</p>", "introduction"),
    same("p-2", "paragraph", f"<p>{LONG}{LONG}</p>", "introduction"),
    edited(
        "sec-tide",
        "heading",
        '<h2 id="sec-tide"><span class="number">Ⅰ.</span> The Tide as <del>an Employer</del>'
        "<ins>a Landlord</ins></h2>",
    ),
    moved("p-3", "paragraph", f"<p>{LONG}</p>", "sec-counting", "sec-tide"),
    inserted(
        "p-list",
        "list",
        "<ol><li>Sleep moves too, and with it meals, schooling and the hour of quarrels.</li>"
        "<li>Wages are paid by the shift.</li></ol>",
        "sec-tide",
    ),
    table(),
    same("sec-counting", "heading", '<h2><span class="number">Ⅱ.</span> Counting What Waits</h2>'),
    deleted(
        "p-gone",
        "paragraph",
        '<p>Pilots have a word for the hour that belongs to nobody, <span lang="ko">물때</span>, '
        "and they plan for it.</p>",
        "sec-counting",
    ),
    figure(),
    chart(),
    same(
        "p-4", "paragraph", "<p>What the figures show is modest &amp; stubborn.</p>", "sec-counting"
    ),
    Change(
        ChangeKind.SPLIT,
        (unit("p-5", "paragraph", "<p>One gate. Two docks.</p>", "sec-counting"),),
        (
            unit("p-5", "paragraph", "<p>One gate.</p>", "sec-counting"),
            unit("p-6", "paragraph", "<p>Two docks, one gate.</p>", "sec-counting"),
        ),
        "<p>One gate.</p><p>Two docks<ins>, one gate</ins>.</p>",
        kept=4,
        inserted=2,
    ),
    same(
        "abel2019",
        "reference",
        "<p>Abel, Rosa. 2019. <i>Timetables of the Sea: Ports, Pilots and Punctuality</i>. "
        "Cambridge: Quay Press.</p>",
        part="references",
    ),
    inserted(
        "ma2026",
        "reference",
        "<p>Ma, Lin. 2026. <i>The Night Gate</i>. "
        '<a href="https://example.org/night">https://example.org/night</a></p>',
        part="references",
    ),
)

SECTIONS = (
    SectionShare("introduction", "Introduction", 0.08),
    SectionShare("sec-tide", "Ⅰ. The Tide as a Landlord", 0.31),
    SectionShare("sec-counting", "Ⅱ. Counting What Waits", 0.22),
)


def sample() -> Redline:
    """Give the redline with every kind of change."""
    return redline(*CHANGES, sections=SECTIONS)


def files() -> Memory:
    """Give the picture of each version: the same name, other bytes."""
    return Memory(
        {
            f"{OLD}/figures/harbour.png": _grey_square(640, 360),
            f"{NEW}/figures/harbour.png": _grey_square(640, 300),
        }
    )
