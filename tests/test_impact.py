"""Who rests on what is told in words, for machines, and on a page of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SMALL

SOURCES = """\
- id: lee2005
  type: book
  author: [{family: Lee, given: Bo}]
  title: On Lines
  issued: 2005
  URL: https://lines.example/book
- id: kim2024
  type: webpage
  author: [{family: Kim, given: Ann}]
  title: On Points
  issued: 2024
  accessed: 2024-07-01
  URL: https://www.points.example/page/
  custom: {status: retracted}
- id: unused2020
  type: book
  title: Never Cited
  issued: 2020
"""
TEXT = """\
The first sentence stands alone. The second rests on two [@lee2005, 4; @kim2024]. A third.

Another paragraph rests on one alone, in its note.[^n]

[^n]: So it was said [@kim2024]. And more.

# Findings {#sec-findings}

| what | who |
| --- | --- |
| a line | [@lee2005] |

Table: Things {#tbl-things}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {**SMALL, "content/small/sources.yaml": SOURCES, "content/small/01-text.md": TEXT}
    files = {path: text for path, text in files.items() if not path.endswith(".md")} | {
        "content/small/01-text.md": TEXT
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportkit", *arguments, "--project", str(project)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_sentence_that_rests_on_a_source_is_named_with_its_place(project: Path) -> None:
    told = run(project, "impact", "kim2024")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == (
        "kim2024 [retracted]: Kim 2024, On Points\n"
        "2 passages rest on it, 1 on nothing else.\n"
        "\n"
        "content/small/01-text.md:1:72: before the first heading\n"
        "  The second rests on two (Lee 2005, 4; Kim 2024).\n"
        "  also: lee2005\n"
        "\n"
        "content/small/01-text.md:5:23: before the first heading\n"
        "  So it was said (Kim 2024).\n"
        "  no other source\n"
    )


def test_sources_are_found_by_status_and_by_address(project: Path) -> None:
    by_key = run(project, "impact", "kim2024").stdout
    assert run(project, "impact", "--status", "retracted").stdout == by_key
    assert (
        run(project, "impact", "--url", "http://points.example/page?utm_source=x").stdout == by_key
    )
    assert run(project, "impact", "--status", "dead").stdout == "No source has that status.\n"


def test_machines_get_the_same(project: Path) -> None:
    (found,) = json.loads(run(project, "impact", "lee2005", "--format", "json").stdout)
    assert (found["key"], found["status"], found["passages"]) == ("lee2005", "active", 2)
    assert found["resting"][1] == {
        "briefing": "small",
        "edition": None,
        "section": "Ⅰ. Findings",
        "passage": "tbl-things",
        "path": "content/small/01-text.md",
        "line": 11,
        "column": 13,
        "sentence": "a line · (Lee 2005)",
        "others": [],
    }


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("kim2025",), 2, "error[unknown-source]: No source is called “kim2025”.\n  hint: Did you"),
        (("--url", "https://x.example/"), 2, "No source is at “https://x.example/”."),
        ((), 2, "Give a KEY, or --status, or --url."),
        (("kim2024", "-b", "smal"), 2, "Did you mean “small”?"),
    ],
)
def test_what_cannot_be_found_is_told(
    project: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    told = run(project, "impact", *arguments)
    assert (told.returncode, words in told.stderr) == (code, True)


def test_a_source_that_nothing_rests_on_is_told_as_such(project: Path) -> None:
    told = run(project, "impact", "unused2020")
    assert (told.returncode, told.stdout) == (
        0,
        "unused2020: 2020, Never Cited\nNothing rests on it.\n",
    )


def test_the_page_beside_the_briefing_says_it_too(project: Path) -> None:
    built = run(project, "build", "--to", "html")
    assert built.returncode == 0, built.stderr
    folder = project / "build" / "draft" / "small"
    page = (folder / "evidence.html").read_text()
    assert "3 sources bear out 3 passages; 2 of these have no other source." in page
    assert '<p class="sentence">So it was said (Kim 2024).</p>' in page
    assert "<dd>Retracted</dd>" in page
    assert page.count("Nothing rests on it.") == 1
    assert 'href="evidence.html"' in (folder / "index.html").read_text()
    for target in ("index.html#tbl-things", "index.html#p-the-first-sentence-stands-alone"):
        assert f'href="{target}"' in page
        assert f'id="{target.partition("#")[2]}"' in (folder / "index.html").read_text()
