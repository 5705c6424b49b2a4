"""Promises of the page of a briefing, as files."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from reportkit.diagnostics import Diagnostic, ReportkitError, Severity, Span
from reportkit.files import Memory
from reportkit.model import Artifact, Briefing
from reportkit.write.page import write_page
from tests.write.sample import INSTITUTE, briefing, files, fonts, plain_briefing, theme

VOID = {"br", "img", "link", "meta", "hr", "wbr", "col"}


def written(made: Briefing) -> tuple[Artifact, ...]:
    return write_page(made, INSTITUTE, theme(), fonts(), files())


def html(made: Briefing) -> str:
    return written(made)[0].data.decode()


class Tags(HTMLParser):
    """Collects the tags of a page, and the words of its body that are not chrome."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.hidden = [True]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            hides = "data-chrome" in dict(attrs) or tag in ("head", "title", "desc")
            self.hidden.append(hides or (self.hidden[-1] and tag != "body"))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden[-1]:
            self.words.append(data)

    def every(self, attribute: str) -> Iterator[str]:
        return (attrs[attribute] or "" for _, attrs in self.found if attribute in attrs)


def squeezed(words: str) -> str:
    return "".join(words.split())


def words_of(xhtml: str) -> Iterator[str]:
    """Give the words of a passage, footnotes last, as a page has them."""
    root = ElementTree.fromstring(xhtml)
    for element in root.iter():
        if element.tag.endswith(("}title", "}desc")):
            element.text = ""
    yield "".join(root.itertext())


def test_a_page_brings_everything_it_needs_and_nothing_else() -> None:
    assert [(artifact.path, artifact.media_type) for artifact in written(briefing())] == [
        ("index.html", "text/html"),
        ("page.css", "text/css"),
        ("notes.js", "text/javascript"),
        *(
            (f"fonts/{name}.woff2", "font/woff2")
            for name in (
                "SourceSerif4_400Regular",
                "SourceSerif4_400Regular_Italic",
                "SourceSerif4_600SemiBold",
                "SourceSerif4_600SemiBold_Italic",
                "SourceSans3_400Regular",
                "SourceSans3_400Regular_Italic",
                "SourceSans3_600SemiBold",
                "RomanNumerals_400Regular",
                "RomanNumerals_600SemiBold",
                "NotoSerifKR_400Regular",
                "NotoSerifKR_600SemiBold",
            )
        ),
        ("figures/harbour.png", "image/png"),
    ]


def test_a_page_without_its_pictures_weighs_less_than_300_kilobytes() -> None:
    files_of_page = [a for a in written(briefing()) if not a.media_type.startswith("image/")]
    assert sum(len(artifact.data) for artifact in files_of_page) < 300_000


def test_the_same_briefing_gives_the_same_bytes() -> None:
    assert written(briefing()) == written(briefing())


def test_the_words_of_a_page_are_the_briefings_in_order() -> None:
    prose = "\n".join(Tags(html(briefing())).words)
    body, _, notes = squeezed(prose).partition(squeezed("Therecordswereread"))
    wanted = []
    for passage in briefing().passages:
        footnotes = re.compile(r'<span class="footnote".*?</span>(?=,| none|</p>)')
        wanted.append(squeezed("".join(words_of(footnotes.sub("", passage.xhtml)))))
    places = [body.find(words) for words in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert notes.startswith(
        squeezed(
            "twice, by two readers; where they differed by more than 15 minutes, a third decided "
            "(Seo 2021). A lunar day lasts 24 hours and 50 minutes. Neap tides shorten the "
            "window, spring tides lengthen it. References Abel, Rosa. 2019."
        )
    )


def test_every_link_within_the_page_leads_somewhere_and_every_id_is_its_own() -> None:
    tags = Tags(html(briefing()))
    ids = list(tags.every("id"))
    targets = {href.removeprefix("#") for href in tags.every("href") if href.startswith("#")}
    assert (sorted(set(ids)), targets - set(ids)) == (sorted(ids), set())


def test_every_passage_and_every_heading_has_a_permalink() -> None:
    keys = [passage.key for passage in briefing().passages]
    keys += [section.key for section in briefing().sections if section.title]
    found = re.findall(r'class="permalink" data-chrome href="#([^"]*)"', html(briefing()))
    assert sorted(found) == sorted([*keys, "references"])


def test_the_page_obeys_its_own_content_security_policy() -> None:
    page = html(briefing())
    policy = (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
        "script-src 'self'; base-uri 'none'; form-action 'none'"
    )
    tags = Tags(page)
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in page
    assert list(tags.every("style")) == []
    assert [name for _, attrs in tags.found for name in attrs if name.startswith("on")] == []
    assert [attrs for tag, attrs in tags.found if tag in ("script", "style")] == [
        {"type": "application/ld+json"},
        {"src": "notes.js", "defer": None},
    ]


def test_a_page_says_that_it_is_a_draft_and_asks_not_to_be_indexed() -> None:
    page = html(briefing())
    assert '<meta name="robots" content="noindex">' in page
    assert '<p class="state">Working draft</p>' in page


def test_markup_in_metadata_is_words() -> None:
    title = '<script>alert(1)</script> & "more"'
    page = html(replace(briefing(), title=title, keywords=("<b>",)))
    assert "<script>alert" not in page
    assert (
        '<h1 class="title">&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;more&#34;</h1>' in page
    )


def test_a_short_briefing_has_no_contents_no_notes_and_no_references() -> None:
    first = briefing().sections[0].passages[1]
    page = html(plain_briefing(replace(first, xhtml="<p id='p-x'>Short.</p>", key="p-x")))
    assert [name for name in ("<nav", 'class="notes"', "ref-") if name in page] == []


def test_a_korean_page_speaks_korean() -> None:
    page = html(replace(briefing(), language="ko"))
    assert '<html lang="ko">' in page
    assert '<time datetime="2026-03-09">2026년 3월 9일</time>' in page
    assert '<h2 id="contents">차례</h2>' in page
    assert 'aria-label="이 단락의 링크: ' in page


def test_a_missing_picture_is_named() -> None:
    with pytest.raises(ReportkitError) as caught:
        write_page(briefing(), INSTITUTE, theme(), fonts(), Memory({}))
    assert caught.value.diagnostics == (
        Diagnostic(
            "missing-file",
            Severity.ERROR,
            "There is no such file.",
            Span("content/tidal-ports/figures/harbour.png"),
        ),
    )


def test_a_theme_without_a_style_sheet_is_named() -> None:
    texts = {name: told for name, told in theme().texts.items() if name != "page.css"}
    bare = replace(theme(), texts=texts)
    with pytest.raises(ReportkitError) as caught:
        write_page(briefing(), INSTITUTE, bare, fonts(), files())
    place, sentence = Span("templates/eai/page.css"), "The theme has no file “page.css”."
    assert caught.value.diagnostics == (Diagnostic("theme-error", Severity.ERROR, sentence, place),)
