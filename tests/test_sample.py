"""The sample briefing, as its reader finds it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, reportkit, tree

PAPER = ROOT.parent / "shared" / "paper" / "paper.txt"


class Text(HTMLParser):
    """The words of every element of one tag, marks of the page left out."""

    def __init__(self, tag: str, class_name: str | None = None) -> None:
        super().__init__(convert_charrefs=True)
        self.tag, self.class_name = tag, class_name
        self.found: list[str] = []
        self.depth = self.chrome = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if self.depth and "data-chrome" in named:
            self.chrome = 1
        elif self.chrome:
            self.chrome += 1
        right = self.class_name is None or self.class_name in (named.get("class") or "").split()
        if tag == self.tag and right and not self.depth:
            self.found.append("")
            self.depth = 1
        elif self.depth and tag not in ("wbr", "br", "img"):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)
        self.chrome -= bool(self.chrome)

    def handle_data(self, data: str) -> None:
        if self.depth and not self.chrome:
            self.found[-1] += data


def texts(page: str, tag: str, class_name: str | None = None) -> list[str]:
    parser = Text(tag, class_name)
    parser.feed(page)
    return [" ".join(text.split()) for text in parser.found]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("sample")
    run = reportkit("build", "--strict", "-o", str(output), cwd=ROOT)
    assert (run.returncode, run.stderr) == (0, "")
    return output / "4ir-police-state"


@pytest.fixture(scope="module")
def page(built: Path) -> str:
    return (built / "index.html").read_text()


def golden() -> dict[str, list[str]]:
    data = yaml.safe_load((ROOT / "tests/cases/citations.yaml").read_text())
    prints = [cite["prints"] for run in data["sections"] for cite in run]
    return {"cites": prints, "entries": data["entries"]}


def test_its_thirteen_citations_are_those_of_the_paper(page: str) -> None:
    # Those of the table, which the paper does not have, come after them.
    assert texts(page, "cite")[:13] == golden()["cites"]


def test_its_seven_references_are_those_of_the_paper(page: str) -> None:
    assert texts(page, "p", "reference") == golden()["entries"]


def test_its_sections_are_numbered_as_the_institute_does(page: str) -> None:
    assert [t.removesuffix("¶").strip() for t in texts(page, "h2")] == [
        "Ⅰ. North Korea’s Police State",
        "Ⅱ. 4IR and North Korea’s Future",
        "Ⅲ. Can North Korea’s Police State Fully Embrace the 4IR?",
        "Ⅳ. Prospects for Transformation and Reunification",
        "Ⅴ. Conclusion",
        "Notes",
        "References",
    ]


def test_page_fonts_and_styles_weigh_less_than_300_kb(built: Path) -> None:
    files = tree(built)
    sizes = {n: len(d) for n, d in files.items() if n.endswith((".html", ".css", ".js", ".woff2"))}
    assert any(name.endswith(".woff2") for name in sizes)
    assert sum(sizes.values()) < 300_000


def test_no_sentence_of_the_paper_is_in_the_sample() -> None:
    if not PAPER.is_file():
        pytest.skip("the paper's text is not here")
    body = PAPER.read_text().split("\nReferences\n")[0]
    ours = "\n".join(p.read_text() for p in (ROOT / "content").rglob("*.md"))

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z0-9]+", text.lower().replace("е", "e"))
        return {tuple(words[i : i + 9]) for i in range(len(words) - 8)}

    title = runs("Can North Korea's Police State Fully Embrace the 4IR? {#sec")
    assert {" ".join(run) for run in (runs(body) & runs(ours)) - title} == set()
