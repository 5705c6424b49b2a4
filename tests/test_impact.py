"""Who rests on what is told in words, for machines, and on a page of its own."""

from __future__ import annotations

import json
import re
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

MINGLED = """\
One says so [@kim2024]. Another does not [@lee2005]. Both do [@lee2005], all
told [@kim2024]. A note has it.[^one] So have two.[^two]

[^one]: So one said [@kim2024].

[^two]: One wrote it [@kim2024]. Another printed it [@lee2005].
"""

OTHER = "kim2024other"
SECOND = f"""\
- id: {OTHER}
  type: webpage
  author: [{{family: Kim, given: Ann}}]
  title: Of Points
  issued: 2024
  accessed: 2024-07-01
  URL: https://www.points.example/2024c/
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
        "2 sentences rest on it, 1 on nothing else.\n"
        "\n"
        "content/small/01-text.md:1:72: before the first heading\n"
        "  The second rests on two (Lee 2005, 4; Kim 2024).\n"
        "  also: lee2005\n"
        "\n"
        "content/small/01-text.md:5:23: before the first heading\n"
        "  So it was said (Kim 2024).\n"
        "  no other source\n"
    )


def test_what_else_a_paragraph_cites_bears_out_no_other_sentence(project: Path) -> None:
    (project / "content/small/01-text.md").write_text(MINGLED)
    told = run(project, "impact", "kim2024")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == (
        "kim2024 [retracted]: Kim 2024, On Points\n"
        "4 sentences rest on it, 2 on nothing else.\n"
        "\n"
        "content/small/01-text.md:1:14: before the first heading\n"
        "  One says so (Kim 2024).\n"
        "  no other source\n"
        "\n"
        "content/small/01-text.md:2:7: before the first heading\n"
        "  Both do (Ibid.), all told (Kim 2024).\n"
        "  also: lee2005\n"
        "\n"
        "content/small/01-text.md:4:22: before the first heading\n"
        "  So one said (Kim 2024).\n"
        "  no other source\n"
        "\n"
        "content/small/01-text.md:6:23: before the first heading\n"
        "  One wrote it (Kim 2024).\n"
        "  also: lee2005\n"
    )
    (found,) = json.loads(run(project, "impact", "kim2024", "--format", "json").stdout)
    assert (found["passages"], found["sentences"], found["alone"]) == (1, 4, 2)
    assert [place["others"] for place in found["resting"]] == [[], ["lee2005"], [], ["lee2005"]]


def test_works_of_one_year_have_the_letters_that_the_text_has(project: Path) -> None:
    ledger = project / "content/small/sources.yaml"
    ledger.write_text(SOURCES + SECOND)
    text = project / "content/small/01-text.md"
    text.write_text("One work [@kim2024], and one at /2024c/ [@kim2024other].\n")
    heads = [run(project, "impact", key).stdout.partition("\n")[0] for key in ("kim2024", OTHER)]
    assert heads == [
        "kim2024 [retracted]: Kim 2024b, On Points",
        "kim2024other: Kim 2024a, Of Points",
    ]
    assert run(project, "build", "--to", "html").returncode == 0
    page = (project / "build/draft/small/evidence.html").read_text()
    assert re.findall(r'<h2 id="source-[^"]*">([^<]*)</h2>', page)[:2] == ["Kim 2024b", "Kim 2024a"]


def test_a_letter_that_an_edition_had_otherwise_is_left_out(project: Path) -> None:
    issued = run(project, "issue", "small", "--kind", "initial", "--summary", "First.")
    assert issued.returncode == 0, issued.stderr
    (project / "content/small/sources.yaml").write_text(SOURCES + SECOND)
    text = project / "content/small/01-text.md"
    text.write_text(TEXT.replace("A third.", "A third [@kim2024other]."))
    told = run(project, "impact", "kim2024").stdout
    assert told.startswith("kim2024 [retracted]: Kim 2024, On Points\n")
    assert "(Lee 2005, 4; Kim 2024b)" in told
    assert "(Lee 2005, 4; Kim 2024)" in told


def test_a_source_that_only_an_edition_cites_is_named_as_the_ledger_has_it_now(
    project: Path,
) -> None:
    issued = run(project, "issue", "small", "--kind", "initial", "--summary", "First.")
    assert issued.returncode == 0, issued.stderr
    ledger = project / "content/small/sources.yaml"
    ledger.write_text(SOURCES.replace("family: Kim", "family: Kwon"))
    text = project / "content/small/01-text.md"
    text.write_text(TEXT.replace("; @kim2024]", "]").replace(" [@kim2024]", ""))
    told = run(project, "impact", "kim2024").stdout
    assert told.startswith(
        "kim2024 [retracted]: Kwon 2024, On Points\n"
        "0 sentences rest on it, 0 on nothing else.\n"
        "Edition 1.0: 2 sentences rest on it, 1 on nothing else. It owes its readers a notice.\n"
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
    resting = found.pop("resting")
    assert found == {
        "key": "lee2005",
        "status": "active",
        "ledger": "content/small/sources.yaml:1:3",
        "passages": 2,
        "sentences": 2,
        "alone": 1,
        "owing": [],
    }
    assert resting[1] == {
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


def test_the_page_tells_the_sentences_that_stand_alone_in_a_passage_that_does_not(
    project: Path,
) -> None:
    (project / "content/small/01-text.md").write_text(MINGLED)
    built = run(project, "build", "--to", "html")
    assert built.returncode == 0, built.stderr
    page = (project / "build/draft/small/evidence.html").read_text()
    assert "3 sources bear out 1 passages; 0 of these have no other source." in page
    told = re.findall(r'<p class="sentence">([^<]*)</p>.*?(No other source|</li>)', page)
    assert [sentence for sentence, label in told if label != "</li>"] == [
        "One says so (Kim 2024).",
        "So one said (Kim 2024).",
        "Another does not (Lee 2005).",
    ]
