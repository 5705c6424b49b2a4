"""A paper's plain text becomes a briefing: every word, its parts, its sources and citations."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL, write
from tests.importing.desk import imported, run

CASES = ROOT / "tests" / "cases" / "import"
PAPER = Path(os.environ.get("REPORTKIT_PAPER", ROOT.parent / "shared/paper/paper.txt"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, {"content/institute.yaml": SMALL["content/institute.yaml"]})


def test_the_golden_copy_becomes_this_source(project: Path) -> None:
    made = imported(project, (CASES / "harbour.txt").read_bytes(), "harbour.txt", "harbour")
    folder = project / "content" / "harbour"
    names = [*made.files, "IMPORT.md"]
    got = "\n".join(f"==> {name}\n{(folder / name).read_text()}" for name in sorted(names))
    assert got == (CASES / "harbour.expected").read_text()


def test_what_was_imported_builds(project: Path) -> None:
    imported(project, (CASES / "harbour.txt").read_bytes())
    told = run(project, "build", "paper")
    assert (told.returncode, "the same in page and PDF" in told.stdout) == (0, True), told.stderr


@pytest.mark.skipif(not PAPER.exists(), reason="the institute's paper is not on this machine")
def test_the_institutes_paper_comes_through_whole(project: Path) -> None:
    made = imported(project, PAPER.read_bytes(), "paper.txt")
    briefing = made.briefing
    written = [one.written for one in made.keyed]
    assert made.proof.lost == ()
    assert [s.title for s in briefing.sections if s.title] == [
        "North Korea’s Police State",
        "4IR and North Korea’s Future",
        "Can North Korea’s Police State Fully Embrace the 4IR?",
        "Prospects for Transformation and Reunification",
        "Conclusion",
    ]
    assert sorted(briefing.sources) == [
        "adams2024", "gause2012", "hkim2024", "jkim2024", "lee2005", "watson2020", "williams2024",
    ]  # fmt: skip
    assert written == [
        "[@watson2020]", "[@gause2012]", "[@lee2005]", "[@williams2024]", "[@jkim2024]",
        "[@williams2024]", "[@williams2024]", "[@hkim2024]", "[@hkim2024]", "[@hkim2024]",
        "[@adams2024]", "[@adams2024]", "[@adams2024]",
    ]  # fmt: skip
    assert [one.typed for one in made.keyed].count("(Ibid.)") == 4
    slips = [d.message for d in made.doubts if "takes “Martyn” for a family name" in d.message]
    assert len(slips) == 1
    assert "williams2024" in slips[0]
    lists = [p for s in briefing.sections for p in s.passages if p.kind == "list"]
    assert [len(re.findall("<li>", p.xhtml)) for p in lists] == [3]
    assert (briefing.authors[0].biography or "").startswith("Ken Gause is an Analyst")
    assert briefing.inquiries == "Tel. 82 2 2277 1683 (ext. 204) | hspark@eai.or.kr"
    assert run(project, "build", "paper").returncode == 0
