"""The sample briefing, as its reader finds it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import yaml

from reportkit.review.page_words import parse_page
from tests.conftest import ROOT, reportkit, tree

PAPER = ROOT.parent / "shared" / "paper" / "paper.txt"


def words(element: Element) -> str:
    """The words of an element, marks of the page left out."""
    if "data-chrome" in element.attrib:
        return ""
    inner = (words(child) + (child.tail or "") for child in element)
    return (element.text or "") + "".join(inner)


def texts(page: str, tag: str, class_name: str = "") -> list[str]:
    root = parse_page(page.encode())
    assert root is not None
    found = root.iter(tag)
    named = [e for e in found if not class_name or class_name in e.get("class", "").split()]
    return [" ".join(words(element).split()) for element in named if words(element).strip()]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("sample")
    run = reportkit("build", "--strict", "-o", str(output), cwd=ROOT)
    assert (run.returncode, run.stderr) == (0, "")
    return output / "4ir-police-state"


@pytest.fixture(scope="module")
def page(built: Path) -> str:
    return (built / "index.html").read_text()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    run = reportkit("site", "-o", str(output), cwd=ROOT)
    assert (run.returncode, run.stderr) == (0, "")
    return output / "4ir-police-state"


def edition(site: Path, number: str) -> str:
    return (site / "v" / number / "index.html").read_text()


def golden() -> dict[str, list[str]]:
    data = yaml.safe_load((ROOT / "tests/cases/citations.yaml").read_text())
    prints = [cite["prints"] for run in data["sections"] for cite in run]
    return {"cites": prints, "entries": data["entries"]}


def test_its_thirteen_citations_are_those_of_the_paper(site: Path) -> None:
    # Those of the table, which the paper does not have, come after them.
    assert texts(edition(site, "1.0.1"), "cite")[:13] == golden()["cites"]


def test_its_seven_references_are_those_of_the_paper(site: Path) -> None:
    for number in ("1.0", "1.0.1"):
        assert texts(edition(site, number), "p", "reference") == golden()["entries"]


def test_its_first_edition_has_the_slip_that_its_correction_mends(site: Path) -> None:
    slip = "without pause (Martyn and Slavney 2024)."
    first, second = (" ".join(texts(edition(site, n), "p")) for n in ("1.0", "1.0.1"))
    assert (slip in first, slip in second) == (True, False)
    (notice,) = texts(edition(site, "1.0.1"), "div", "news")
    assert notice.startswith("Correction, August 1, 2024 What was wrong: In Section Ⅱ, ")
    assert notice.endswith("The source is Williams and Slavney 2024, as in the list of references.")


def test_its_update_brings_the_reporting_of_2025_with_its_sources(site: Path) -> None:
    (news,) = texts((site / "index.html").read_text(), "div", "news")
    assert news.startswith("What is new in edition 1.1 Reporting of 2025 is added: ")
    assert news.endswith(
        "References added: Human Rights Watch 2025, Pollard 2025, Reuters 2025a, Reuters 2025b"
    )
    page = edition(site, "1.1")
    assert len(texts(page, "p", "reference")) == 11
    cited = {cite for cite in texts(page, "cite") if "2025" in cite}
    assert cited == {
        "(Human Rights Watch 2025)",
        "(Pollard 2025)",
        "(Reuters 2025a)",
        "(Reuters 2025b)",
    }


def test_every_edition_of_it_is_the_one_that_was_issued(site: Path) -> None:
    for folder in sorted((ROOT / "content/4ir-police-state/editions").iterdir()):
        if not folder.name.startswith("."):
            issued = (folder / "4ir-police-state.pdf").read_bytes()
            assert (site / "v" / folder.name / "4ir-police-state.pdf").read_bytes() == issued


def test_its_text_is_the_one_of_its_latest_edition() -> None:
    run = reportkit("issue", "4ir-police-state", "--kind", "minor", "--summary", "x", cwd=ROOT)
    assert run.returncode == 1
    assert "error[nothing-changed]: The text is the one of edition 1.1" in run.stderr


def test_its_sections_are_numbered_as_the_institute_does(page: str) -> None:
    assert texts(page, "h2") == [
        "Contents",
        "Ⅰ. North Korea’s Police State",
        "Ⅱ. 4IR and North Korea’s Future",
        "Ⅲ. Can North Korea’s Police State Fully Embrace the 4IR?",
        "Ⅳ. Prospects for Transformation and Reunification",
        "Ⅴ. Conclusion",
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
