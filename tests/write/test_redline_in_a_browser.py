"""Promises of a redline's page that only a browser can keep; it needs Chromium and Playwright."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from PIL import Image, ImageStat

from reportkit.files import publish
from reportkit.write import redline_writers
from tests.write import redline_sample as sample
from tests.write.sample import INSTITUTE, fonts, theme
from tests.write.test_page_in_a_browser import browser, place

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("redline") / "1.0..working"
    writer = redline_writers(("html", "pdf"))["html"]
    publish(writer.write(sample.sample(), INSTITUTE, theme(), fonts(), sample.files()), folder)
    return f"{folder.as_uri()}/index.html"


def test_no_redline_scrolls_sideways_fails_or_asks_a_host(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    writer = redline_writers(("html",))["html"]
    korean = replace(sample.sample(), language="ko")
    folder = tmp_path / "ko"
    publish(writer.write(korean, INSTITUTE, theme(), fonts(), sample.files()), folder)
    asked: list[str] = []
    said: list[str] = []
    for size in (NARROW, WIDE):
        page = browser.new_page(**size)
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: said.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for url in (address, f"{folder.as_uri()}/index.html"):
            page.goto(url)
            page.evaluate("document.fonts.ready.then(() => 0)")
            assert (
                page.evaluate("document.documentElement.scrollWidth") == (size["viewport"]["width"])
            )
        page.close()
    assert said == []
    assert [url for url in asked if not url.startswith("file:")] == []


WIDE_TABLE = (
    '<div class="table" id="tbl-wide"><table><caption>Hours</caption><tbody><tr>'
    + "".join(f"<td>Thoroughfares {year}</td>" for year in range(1990, 1996))
    + '</tr><tr data-change="inserted">'
    + "".join(f"<td>Thoroughfares {year}</td>" for year in range(1996, 2002))
    + "</tr></tbody></table></div>"
)


def test_on_a_narrow_page_a_wide_table_moves_and_no_word_or_number_is_broken(
    browser: Browser, tmp_path: Path
) -> None:
    moved = [
        sample.moved(f"p-{n}", "paragraph", "<p>One.</p>", "sec-counting", "sec-tide")
        for n in range(10)
    ]
    table = sample.edited("tbl-wide", "table", WIDE_TABLE, "sec-tide")
    made = sample.redline(*moved, table, sections=sample.SECTIONS)
    writer = redline_writers(("html",))["html"]
    publish(writer.write(made, INSTITUTE, theme(), fonts(), sample.files()), tmp_path / "wide")
    page = browser.new_page(**NARROW)
    page.goto(f"{(tmp_path / 'wide').as_uri()}/index.html")
    page.evaluate("document.fonts.ready.then(() => 0)")
    broken = """names => [...document.querySelectorAll(names)].filter(element => {
      const range = document.createRange();
      return [...element.childNodes].filter(node => node.nodeType === 3)
        .flatMap(node => [...node.data.matchAll(/\\S+/g)].map(word => [node, word]))
        .some(([node, word]) => {
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          return range.getClientRects().length > 1;
        });
    }).map(element => element.textContent)"""
    assert page.evaluate(broken, ".both td, .both td ins, .what .number") == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    region = page.locator(".both .table")
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_on_a_narrow_page_moves_to_its_end_and_shows_that_there_is_more(
    browser: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(**NARROW, color_scheme=scheme)
    page.goto(address)
    region = page.locator("#change-10 .plot").last

    def seen(place: int) -> tuple[bool, bool]:
        """Say whether the right side is in shadow, and whether the chart ends there."""
        region.evaluate("(region, place) => region.scrollLeft = place", place)
        picture = Image.open(io.BytesIO(region.screenshot())).convert("L")
        edge = picture.crop((picture.width - 1, 0, picture.width, picture.height))
        ends = "region => region.querySelector('svg').getBoundingClientRect().right"
        right = "region => region.getBoundingClientRect().right"
        over = region.evaluate(ends) - region.evaluate(right)
        return ImageStat.Stat(edge).median[0] < 240, over < 1

    assert [seen(0), seen(9999)] == [(True, False), (False, True)]
    page.close()


def test_a_wide_page_has_two_columns_and_a_narrow_one_a_single_text(
    browser: Browser, address: str
) -> None:
    shown = {}
    for name, size in (("narrow", NARROW), ("wide", WIDE)):
        page = browser.new_page(**size)
        page.goto(address)
        sides = page.locator("#change-3 .side")
        seen = (page.locator("#change-3 .both").is_visible(), sides.first.is_visible())
        boxes = [page.locator(f"#change-9 .side >> nth={n}").bounding_box() for n in (0, 1)]
        assert all(boxes)
        before, after = (box for box in boxes if box)
        shown[name] = (*seen, before["y"] == after["y"])
        page.close()
    assert shown == {"narrow": (True, False, False), "wide": (False, True, True)}


def test_keys_go_from_change_to_change_until_they_are_turned_off(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(**WIDE)
    page.goto(address)
    places = []
    for key in ("p", "n", "n", "n", "p"):
        page.keyboard.press(key)
        places.append(place(page))
    assert places == ["", "change-1", "change-2", "change-3", "change-2"]
    page.locator(".keys input").uncheck()
    page.keyboard.press("n")
    assert place(page) == "change-2"
    page.close()


def test_without_scripts_links_do_the_same_and_are_large_enough(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(**WIDE, java_script_enabled=False)
    page.goto(address)
    assert not page.locator(".keys").is_visible()
    page.locator('.changes a[href="#change-5"]').click()
    step = page.locator("#change-5 a[rel=next]")
    box = step.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    step.click()
    assert place(page) == "change-6"
    page.close()


def test_what_is_folded_opens(browser: Browser, address: str) -> None:
    page = browser.new_page(**NARROW)
    page.goto(address)
    folded = page.get_by_text(sample.LONG.strip()).first
    assert not folded.is_visible()
    page.locator("summary", has_text="Unchanged: 2").click()
    assert folded.is_visible()
    page.close()


def test_marks_can_be_read_in_both_schemes(browser: Browser, address: str) -> None:
    """Compare luminances (WCAG 2.1) of marked words with what is behind them."""
    ratios = """() => {
      const light = (color) => {
        const linear = color.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
          .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
      };
      return ["ins", "del", ".sign.inserted", ".sign.deleted"].map((name) => {
        const style = getComputedStyle(document.querySelector(`article ${name}`));
        const [a, b] = [light(style.color), light(style.backgroundColor)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      });
    }"""
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(address)
        assert min(page.evaluate(ratios)) >= 4.5
        page.close()


def test_every_letter_is_drawn_by_a_font_that_the_page_brings(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(**WIDE)
    devtools = page.context.new_cdp_session(page)
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => 0)")
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    selector = {"nodeId": root, "selector": "body *"}
    drawn = set()
    for node in devtools.send("DOM.querySelectorAll", selector)["nodeIds"]:
        used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        drawn |= {(font["familyName"], font["isCustomFont"]) for font in used}
    assert {custom for _, custom in drawn} == {True}
    page.close()
