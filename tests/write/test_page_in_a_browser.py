"""Promises of the page that only a browser can keep; it needs Chromium and Playwright."""

import datetime
import io
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageStat

from reportkit.files import publish
from reportkit.history import Gone, Standing
from reportkit.imprint import Imprint, Kind
from reportkit.model import Briefing
from reportkit.write.page import write_page
from tests.write.sample import (
    INSTITUTE,
    briefing,
    files,
    fonts,
    paragraph,
    passage,
    plain_briefing,
    theme,
)

# What .setup/chromium brought, where it did, stands beside the interpreter.
PLACES = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, (shutil.which(name, path=PLACES) for name in NAMES)), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
NOTE = "The records were read twice, by two readers"
ENTRY = "Abel, Rosa. 2019. Timetables of the Sea"

if os.environ.get("CI") != "true":
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed.")
    if CHROMIUM is None:
        pytest.skip("No Chromium is found on the PATH.", allow_module_level=True)

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI=true and no Chromium is found on the PATH."
    with sync_playwright() as playwright:
        # What tests of the paper set for this process would leave a browser without fonts.
        env = {k: v for k, v in os.environ.items() if k not in ("FONTCONFIG_FILE", "LC_ALL")}
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=dict(env))
        yield started
        started.close()


def address(made: Briefing, folder: Path) -> str:
    publish(write_page(made, INSTITUTE, theme(), fonts(), files()), folder)
    return f"{folder.as_uri()}/index.html"


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> str:
    return address(briefing(), tmp_path_factory.mktemp("site") / "tidal-ports")


@pytest.fixture(scope="module")
def korean(tmp_path_factory: pytest.TempPathFactory) -> str:
    title = "두 개의 달력: 조석 항구와 기다림의 값"
    made = replace(briefing(), language="ko", title=title, subtitle="달이 항구에 매기는 값")
    return address(made, tmp_path_factory.mktemp("site") / "tidal-ports")


@pytest.fixture
def opened(browser: Browser, english: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open the page; a test may ask for context settings by `indirect` parameters."""
    settings = {"viewport": {"width": 1280, "height": 900}} | getattr(request, "param", {})
    context = browser.new_context(**settings)
    page = context.new_page()
    page.goto(english)
    yield page
    context.close()


def place(page: Page) -> str:
    """The page's own word for its place; `page.url` is told later, when the machine is busy."""
    at: str = page.evaluate("location.hash.slice(1)")
    return at


PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
NARROW, WIDE = (
    {"viewport": {"width": 320, "height": 640}},
    {"viewport": {"width": 1280, "height": 900}},
)


@pytest.mark.parametrize("size", [NARROW, PHONE, WIDE])
def test_no_page_scrolls_sideways(
    browser: Browser, english: str, korean: str, size: dict[str, Any]
) -> None:
    context = browser.new_context(**size)
    page = context.new_page()
    for url in (english, korean):
        page.goto(url)
        widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths == [size["viewport"]["width"]] * 2
    context.close()


WORD = ("abcdefghijklmnopqrstuvwxy0123456789" * 4)[:140]
ADDRESS = f"https://www.example.org/{'a' * 60}/report?id={'7' * 60}"


@pytest.mark.parametrize("size", [NARROW, PHONE, WIDE])
def test_nothing_is_wider_than_the_page_however_long_a_word_is(
    browser: Browser, tmp_path: Path, size: dict[str, Any]
) -> None:
    link = f'<a href="{ADDRESS}">{ADDRESS}</a>'
    row = f"<tr><td>{WORD}</td><td><code>{WORD}</code></td><td>{link}</td></tr>"
    passages = (
        f"<p>{WORD} <code>{WORD}</code> {link} {ADDRESS}</p>",
        f"<dl><dt>{WORD}</dt><dd>{WORD}</dd></dl>",
        f'<div class="table" id="t"><table><caption>{WORD}</caption>{row}</table></div>',
    )
    made = plain_briefing(*(passage(f"p-{n}", "paragraph", x) for n, x in enumerate(passages)))
    headed = replace(made.sections[0], key="long", title=WORD, number="1.")
    entry = replace(briefing().references[0], xhtml=f"{WORD}. “{WORD}.” {link}")
    called = replace(entry, cited_from=tuple(f"cite-{n}" for n in range(60)))
    made = replace(made, title=WORD, sections=(headed, *briefing().sections), references=(called,))
    context = browser.new_context(**size)
    page = context.new_page()
    page.goto(address(made, tmp_path / "long"))
    moving = ":is(.table, .plot, .scroll, pre) *"
    beyond = f"""[...document.querySelectorAll('body :not({moving}, .permalink)')]
      .filter((e) => [...e.getClientRects()].some((r) => r.right > innerWidth + 0.5))
      .map((e) => e.outerHTML.slice(0, 60))"""
    assert page.evaluate(beyond) == []
    assert page.evaluate("document.querySelector('.table').scrollWidth") < 700
    context.close()


def test_neither_a_section_s_number_nor_a_call_begins_a_line(
    browser: Browser, tmp_path: Path
) -> None:
    name = '<a class="xref" href="#main">Section\N{NO-BREAK SPACE}Ⅱ.12</a>'
    note = '<span class="footnote" id="fn-{0}" data-number="{0}">So.</span>'
    ends = (name, "<cite>(Kim 2020)</cite>", "what?", "so …", "so —", "정보화")
    passages = (
        paragraph(f"p-{at}-{n}", f"{'i' * n} a line, word after word, to {end}{note.format(n)}")
        for at, end in enumerate(ends)
        for n in range(1, 60)
    )
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(address(plain_briefing(*passages), tmp_path / "calls"))
    alone = """[...document.querySelectorAll('.passage')].filter((passage) => {
      const call = passage.querySelector('sup.call'), range = document.createRange();
      const walk = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
      walk.currentNode = call;
      const before = walk.previousNode();
      range.setStart(before, before.data.length - 1);
      range.setEnd(before, before.data.length);
      const [sign] = [...range.getClientRects()].slice(-1);
      return call.querySelector('a').getClientRects()[0].left < sign.left;
    }).length"""
    split = "[...document.querySelectorAll('.xref')].filter((e) => e.getClientRects().length > 1)"
    assert page.evaluate(f"[{alone}, {split}.length]") == [0, 0]
    page.close()


def test_nothing_is_refused_nothing_fails_and_no_host_is_asked(
    browser: Browser, english: str, korean: str
) -> None:
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for url in (english, korean):
        page.goto(url)
        page.evaluate("document.fonts.ready.then(() => 0)")
    assert said == []
    assert [url for url in asked if not url.startswith("file:")] == []
    page.close()


def test_every_letter_is_drawn_by_a_font_that_the_page_brings(
    browser: Browser, english: str, korean: str
) -> None:
    page = browser.new_page()
    devtools = page.context.new_cdp_session(page)
    drawn = set()
    for url in (english, korean):
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        page.evaluate("document.fonts.ready.then(() => 0)")
        devtools.send("DOM.enable")
        devtools.send("CSS.enable")
        root = devtools.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        selector = {"nodeId": root, "selector": "body *:not(pre, pre *, .permalink)"}
        for node in devtools.send("DOM.querySelectorAll", selector)["nodeIds"]:
            used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            drawn |= {(font["familyName"], font["isCustomFont"]) for font in used}
    assert {custom for _, custom in drawn} == {True}
    page.close()


def test_the_two_schemes_differ_and_both_are_readable(browser: Browser, english: str) -> None:
    """Compare relative luminances (WCAG 2.1) of the text's colours with the paper's."""
    ratios = """() => {
      const light = (color) => {
        const parts = color.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
        const linear = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
      };
      const paper = light(getComputedStyle(document.documentElement).backgroundColor);
      const texts = ["p", "p a", ".date", ".number", ".label", "footer", ".contents a", "summary"];
      return texts.map((name) => {
        const text = light(getComputedStyle(document.querySelector(`article ${name}`)).color);
        return (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
      });
    }"""
    papers = []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(english)
        assert min(page.evaluate(ratios)) >= 4.5
        papers.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        page.close()
    assert papers[0] != papers[1]


def test_a_note_opens_by_focus_and_closes_by_escape(opened: Page) -> None:
    note = opened.locator("#hover-note")
    call = opened.locator("sup.call a").first
    assert not note.is_visible()
    opened.keyboard.press("Tab")
    call.focus()
    assert note.inner_text().startswith(NOTE)
    assert call.get_attribute("aria-describedby") == "hover-note"
    opened.keyboard.press("Escape")
    assert not note.is_visible()
    assert call.get_attribute("aria-describedby") is None


def test_an_entry_opens_under_the_pointer_and_stays_while_the_pointer_is_on_it(
    opened: Page,
) -> None:
    note = opened.locator("#hover-note")
    opened.locator("cite a").first.hover()
    assert note.inner_text().startswith(ENTRY)
    note.hover()
    opened.wait_for_timeout(400)
    assert note.is_visible()
    opened.mouse.move(2, 2)
    note.wait_for(state="hidden", timeout=2000)


@pytest.mark.parametrize("opened", [PHONE], indirect=True)
def test_a_first_touch_shows_the_note_and_a_second_follows_it(opened: Page) -> None:
    call, note = opened.locator("sup.call a").first, opened.locator("#hover-note")
    call.tap()
    assert note.inner_text().startswith(NOTE)
    assert place(opened) == ""
    call.tap()
    assert place(opened) == "fn-records"


def test_a_citation_within_a_note_is_a_link_to_its_entry(opened: Page) -> None:
    note = opened.locator("#hover-note")
    opened.locator("sup.call a").first.hover()
    note.locator("cite a").hover()
    assert note.inner_text().startswith(NOTE)
    note.locator("cite a").click()
    assert place(opened) == "ref-seo2021"
    assert not note.is_visible()


def test_a_note_repeats_no_id_and_no_chrome(opened: Page) -> None:
    opened.locator("cite a").first.hover()
    assert opened.locator("#hover-note [id], #hover-note [data-chrome]").count() == 0


@pytest.mark.parametrize("opened", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_the_calls_are_links_to_the_words(opened: Page) -> None:
    opened.locator("sup.call a").first.click()
    assert place(opened) == "fn-records"
    assert opened.locator("#fn-records").inner_text().startswith(NOTE)
    opened.locator("#fn-records .backlinks a").click()
    assert place(opened) == "call-fn-records"


def test_a_permalink_shows_under_the_pointer_and_by_focus_and_is_large_enough(opened: Page) -> None:
    link = opened.locator("#p-a-harbour-keeps + .permalink")
    style = "link => getComputedStyle(link).opacity"
    assert link.evaluate(style) == "0"
    opened.locator("#p-a-harbour-keeps").hover()
    assert link.evaluate(style) == "1"
    opened.mouse.move(2, 2)
    opened.keyboard.press("Tab")
    link.focus()
    assert link.evaluate(style) == "1"
    box = link.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("opened", [NARROW], indirect=True)
def test_a_wide_table_moves_in_a_region_that_the_keyboard_reaches(opened: Page) -> None:
    region = opened.get_by_role("region", name="Table 1. Four quays")
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    region.focus()
    opened.keyboard.press("ArrowRight")
    opened.wait_for_timeout(300)
    assert region.evaluate("region => region.scrollLeft") > 0


@pytest.mark.parametrize("opened", [NARROW], indirect=True)
def test_a_wide_table_is_in_shadow_at_the_side_to_which_there_is_more(opened: Page) -> None:
    region = opened.get_by_role("region", name="Table 1. Four quays")

    def sides(place: int) -> tuple[bool, bool]:
        region.evaluate("(region, place) => region.scrollLeft = place", place)
        picture = Image.open(io.BytesIO(region.screenshot())).convert("L")
        edges = [picture.crop((x, 0, x + 1, picture.height)) for x in (0, picture.width - 1)]
        left, right = (ImageStat.Stat(edge).median[0] for edge in edges)
        return left < 250, right < 250

    assert [sides(0), sides(40), sides(9999)] == [(False, True), (True, True), (True, False)]


def test_on_paper_the_chrome_is_gone_and_the_words_stay(opened: Page) -> None:
    opened.emulate_media(media="print")
    shown = {
        name: opened.locator(name).first.is_visible()
        for name in (".contents", ".permalink", ".backlinks", ".state", ".note", ".reference")
    }
    assert shown == {
        ".contents": False,
        ".permalink": False,
        ".backlinks": False,
        ".state": True,
        ".note": True,
        ".reference": True,
    }


def edition(folder: Path) -> str:
    """Write the page of an edition from which the passage `p-old` is gone."""
    day = datetime.date(2026, 3, 9)
    imprint = Imprint("1.0", Kind.INITIAL, day, day, day, day, "First.", "u/", "u/v/1.0/")
    later = replace(imprint, number="1.1", kind=Kind.UPDATE)
    first = briefing().sections[1].passages[0].key
    gone = (Gone("p-old", "1.0", first, ""),)
    standing = Standing((imprint, later), "1.1", "", gone, (("p-former", first),))
    made = write_page(
        replace(briefing(), imprint=later), INSTITUTE, theme(), fonts(), files(), standing=standing
    )
    publish(made, folder)
    return f"{folder.as_uri()}/index.html"


def test_a_link_to_what_is_gone_leads_to_where_it_stood_and_says_so(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    address = edition(tmp_path / "tidal-ports")
    page.goto(address)
    note = page.locator("#p-old")
    assert not note.is_visible()
    page.goto(f"{address}#p-old")
    assert note.inner_text() == (
        "The passage that stood here until edition 1.0 is gone. Read it in edition 1.0."
    )
    place = note.bounding_box()
    assert place
    assert 0 <= place["y"] < 900
    page.goto(f"{address}#p-former")
    key = briefing().sections[1].passages[0].key
    following = page.locator(f"[id='{key}']").bounding_box()
    assert following
    assert 0 <= following["y"] < 900
    page.close()
