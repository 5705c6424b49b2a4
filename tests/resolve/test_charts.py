"""Charts as they are drawn, and every way to reach outside, refused."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from reportkit.diagnostics import Span
from reportkit.model import Briefing, Font, Passage, Theme
from reportkit.resolve import charts
from reportkit.resolve.charts import draw
from reportkit.resolve.drawing import clean
from reportkit.resolve.linking import link
from reportkit.xhtml import parse, serialise
from tests.resolve.sample import ROOT, briefing, section

FONTS = str(ROOT / "reportkit" / "vendor" / "fonts")
BARS: dict[str, Any] = {
    "title": "Cameras",
    "description": "Two bars.",
    "data": {
        "values": [{"k": "one", "v": 3, "d": "2011-12-01"}, {"k": "이", "v": 5, "d": "2020-01-01"}]
    },
    "mark": {"type": "bar", "clip": True},
    "encoding": {
        "x": {"field": "k", "type": "nominal"},
        "y": {"field": "v", "type": "quantitative"},
    },
}
UNDRAWN = (
    '<figure class="chart" id="fig-0" data-spec="{}"><figcaption>Caption</figcaption></figure>'
)
DATES = BARS | {
    "mark": "point",
    "encoding": {"x": {"field": "d", "type": "ordinal", "timeUnit": "yearmonthdate"}},
}


@pytest.fixture(scope="session")
def theme(theme: Theme) -> Theme:
    fonts = tuple(Font(f, 400, "normal", "x.ttf") for f in ("Source Sans 3", "Noto Serif KR"))
    return Theme("eai", theme.numbering, theme.terms, fonts, theme.settings, {})


def run(theme: Theme, *specs: Any, language: str = "en") -> Briefing:
    passages = [
        Passage(
            f"fig-{n}",
            "chart",
            UNDRAWN.format(html.escape(json.dumps(spec))).replace("fig-0", f"fig-{n}"),
            Span("content/a/01.md", 5),
        )
        for n, spec in enumerate(specs)
    ]
    return draw(briefing(section("s", *passages), language=language), theme, FONTS)


@pytest.fixture(scope="session")
def bars(theme: Theme) -> str:
    """The bars as the second figure of a briefing whose first is refused."""
    return run(theme, {}, BARS).passages[1].xhtml


def test_a_chart_is_drawn_as_an_image_with_a_name_and_a_description(theme: Theme) -> None:
    drawn = run(theme, BARS)
    assert drawn.diagnostics == ()
    figure = parse(drawn.passages[0].xhtml)
    assert [child.tag for child in figure] == ["svg", "figcaption"]
    svg = figure[0]
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "fig-0-title fig-0-desc"
    assert [(part.tag, part.get("id"), part.text) for part in svg[:2]] == [
        ("title", "fig-0-title", "Cameras"),
        ("desc", "fig-0-desc", "Two bars."),
    ]
    assert "data-spec" not in figure.attrib


def test_the_words_of_a_chart_stay_words_in_the_themes_faces(theme: Theme) -> None:
    svg = run(theme, BARS).passages[0].xhtml
    assert ">one</text>" in svg
    assert ">이</text>" in svg
    assert re.findall('font-family="([^"]*)"', svg) == ["'Source Sans 3', 'Noto Serif KR'"]


def test_two_charts_of_a_page_share_no_id(theme: Theme) -> None:
    drawn = run(theme, BARS, BARS)
    ids = [name for p in drawn.passages for name in re.findall(r'\bid="([^"]*)"', p.xhtml)]
    assert len(ids) == len(set(ids))
    for passage in drawn.passages:
        used = set(re.findall(r"url\(#([^)]*)\)", passage.xhtml))
        assert used and used <= set(re.findall(r'\bid="([^"]*)"', passage.xhtml))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"data": {"url": "https://example.org/x.csv"}}, "“url”"),
        ({"data": {"url": "file:///etc/passwd"}}, "“url”"),
        ({"data": {"sequence": {"start": 0, "stop": 1e12}}}, "“sequence”"),
        ({"mark": "image"}, "no mark is called “image”"),
        ({"mark": {"type": "baar"}}, "did you mean “bar”?"),
        ({"encoding": {"href": {"field": "k"}}}, "“href”"),
        ({"encoding": {"url": {"field": "k"}}}, "“url”"),
        ({"mark": {"type": "bar", "href": "javascript:alert(1)"}}, "“href”"),
        ({"transform": [{"lookup": "k", "from": {"data": {"url": "x"}, "key": "k"}}]}, "“url”"),
        ({"title": ""}, "it has no “title”"),
        ({"description": None}, "it has no “description”"),
        ({"mark": None}, "no mark is called “None”"),
        (
            {"encoding": {"x": {"field": "k", "type": "nonsense"}}},
            "Vega-Lite says “Invalid field type",
        ),
        ({"transform": [{"calculate": "foo(", "as": "y"}]}, "Vega-Lite says “"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_named_with_its_place_and_the_reason(
    theme: Theme, bars: str, change: dict[str, Any], says: str
) -> None:
    drawn = run(theme, BARS | change, BARS)
    (problem,) = drawn.diagnostics
    assert (problem.rule, problem.span) == ("broken-chart", Span("content/a/01.md", 5))
    assert problem.message.startswith("The chart “fig-0” cannot be drawn: ")
    assert says in problem.message
    assert problem.message.endswith(".")
    assert "<svg" not in drawn.passages[0].xhtml
    assert drawn.passages[1].xhtml == bars


def test_the_converter_itself_fetches_nothing() -> None:
    remote = BARS | {"data": {"url": "http://127.0.0.1:9/x.csv"}}
    request = {"spec": remote, "config": {}, "locale": None}
    (answer,) = charts._convert([request], FONTS)
    assert "External data url not allowed" in answer["error"]


def test_data_may_hold_words_that_settings_may_not(theme: Theme) -> None:
    spec = BARS | {
        "data": {"values": [{"k": "a", "v": 1, "url": "https://x.org", "mark": "image"}]}
    }
    assert run(theme, spec).diagnostics == ()


def test_a_chart_may_be_drawn_before_or_after_the_links(theme: Theme) -> None:
    drawn_first = link(run(theme, BARS), theme)
    told = replace(drawn_first.passages[0], xhtml=UNDRAWN.format(html.escape(json.dumps(BARS))))
    linked_first = draw(link(briefing(section("s", told)), theme), theme, FONTS)
    assert linked_first.passages == drawn_first.passages


def test_only_shapes_and_words_are_let_through() -> None:
    svg = parse(
        '<svg width="1" xmlns:xlink="x" onload="x()"><script>x</script><foreignObject/><image/>'
        '<a href="x"><text>gone</text></a><style>x</style>'
        '<path d="M0,0" fill="url(https://x.org)"/><rect id="r" fill="url(#g)" opacity="0.5"/>'
        '<linearGradient id="g"/><text opacity="0">hidden</text>'
        '<text style="x" x="1.23456">kept</text></svg>'
    )
    assert serialise(clean(svg, "p")) == (
        '<svg width="1"><path d="M0,0"/>'
        '<rect id="p-1" fill="url(#p-2)" fill-opacity="0.5" stroke-opacity="0.5"/>'
        '<linearGradient id="p-2"></linearGradient><text x="1.23">kept</text></svg>'
    )


def test_a_chart_is_drawn_alike_in_every_time_zone_and_place() -> None:
    program = (
        "from tests.resolve.test_charts import *\n"
        "theme = Theme('x', (), {}, (), {'chart': {}}, {})\n"
        "print(run(theme, DATES).passages[0].xhtml)"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=os.environ | {"TZ": zone, "LC_ALL": place, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout.decode()
        for zone, place in (("America/New_York", "C.UTF-8"), ("Asia/Seoul", "ko_KR.UTF-8"))
    }
    assert len(drawn) == 1
    assert "Dec 01, 2011" in drawn.pop()


@pytest.mark.parametrize(
    "change",
    [
        {"encoding": {"y": {"field": "v", "type": "quantitative", "axis": {"tickCount": 1e9}}}},
        {"width": 1e9, "height": 1e9},
    ],
)
def test_a_chart_without_end_is_ended_and_named_and_the_others_are_drawn(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    monkeypatch.setattr(charts, "SECONDS", 5)
    drawn = run(theme, BARS | change, BARS)
    assert [problem.message for problem in drawn.diagnostics] == [
        "The chart “fig-0” cannot be drawn: it takes too long, or too much memory."
    ]
    assert "<svg" in drawn.passages[1].xhtml
