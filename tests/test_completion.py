"""What a shell completes, as it asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, write


def completed(line: str, cwd: Path) -> list[str]:
    """Give what stands at the end of a line could become; what begins with “!” was told aloud."""
    run = subprocess.run(
        [sys.executable, "-c", "from reportkit.cli import main; main()"],
        cwd=cwd,
        env={
            **os.environ,
            "_REPORTKIT_COMPLETE": "bash_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split(" ")) - 1),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    words = [word.removeprefix("plain,") for word in run.stdout.splitlines() if word]
    return [*words, *(f"!{told}" for told in run.stderr.splitlines())]


@pytest.mark.parametrize(
    "command",
    [
        *("build", "check", "site", "issue", "redline", "editions", "show", "cite"),
        *("impact -b", "sources add -b", "sources archive -b", "import --into"),
    ],
)
def test_the_names_of_briefings(small: Path, command: str) -> None:
    assert completed(f"reportkit {command} sm", small) == ["small"]
    assert completed(f"reportkit {command} x", small) == []
    assert completed(f"reportkit {command} sm", small.parent) == []


@pytest.mark.parametrize("command", ["impact", "sources archive"])
def test_the_keys_of_sources(small: Path, command: str) -> None:
    entry = "- {id: lew1999, type: book, title: Tides}\n"
    other = "- {id: lem1961, type: book, title: Waves}\n"
    write(small, {"content/sources.yaml": entry, "content/other/sources.yaml": other})
    write(small, {"content/other/briefing.yaml": "title: Another\n"})
    assert completed(f"reportkit {command} le", small) == ["lem1961", "lee2005", "lew1999"]
    assert completed(f"reportkit {command} -b small le", small) == ["lee2005", "lew1999"]
    assert completed(f"reportkit {command} -b smal le", small) == []
    write(small, {"content/other/sources.yaml": "- id: [\n"})
    assert completed(f"reportkit {command} le", small) == ["lee2005", "lew1999"]


def test_the_keys_of_people_and_series(small: Path) -> None:
    assert completed("reportkit new second --author a", small) == ["ada"]
    assert completed("reportkit import paper.txt --series b", small) == ["brief"]
    write(small, {"content/institute.yaml": "name: [\n"})
    assert completed("reportkit new second --author a", small) == []


def test_the_numbers_of_editions(sample: Path) -> None:
    slug = "4ir-police-state"
    assert completed(f"reportkit redline {slug} 1.0", sample) == ["1.0", "1.0.1"]
    assert completed(f"reportkit redline {slug} 1.0 1.1", sample) == ["1.1"]
    assert completed("reportkit redline nothing 1", sample) == []
    for command in ("cite", "show"):
        named = [slug, *(f"{slug}@{number}" for number in ("1.0", "1.0.1", "1.1"))]
        assert completed(f"reportkit {command} 4i", sample) == named
        assert completed(f"reportkit {command} {slug}@1.0", sample) == named[1:3]
    write(sample, {f"content/{slug}/editions/draft/edition.json": "{}"})
    assert completed(f"reportkit redline {slug} 1", sample) == []
