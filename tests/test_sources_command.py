"""The ledger is listed, added to and archived from the command line; nothing in it is lost."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import Span
from reportkit.evidence import Source
from reportkit.write.ledger import with_sources
from tests.conftest import SMALL

LEDGER = """\
# The desk's own comment.

- id: lee2005
  type: book   # a book
  author: [{family: Lee, given: Bo}]
  title: "On Lines: A Study"
  issued: 2005
  DOI: 10.1000/182

# Before the last one.
- id: kim2024
  type: webpage
  title: On Points
  issued: 2024-05-20
  accessed: 2024-07-01
  URL: https://www.points.example/page/
"""
KEPT = "content/small/sources.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {**SMALL, KEPT: LEDGER}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def run(project: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportkit", "sources", *arguments]
    command += ["--project", str(project)]
    return subprocess.run(command, capture_output=True, text=True, check=False, input=given)


def test_the_ledger_is_listed_with_what_rests_on_it(project: Path) -> None:
    told = run(project)
    assert (told.returncode, told.stdout) == (
        0,
        "key      source    status  accessed    passages\n"
        "lee2005  Lee 2005  active              1\n"
        "kim2024  2024      active  2024-07-01  0\n",
    )
    first, second = json.loads(run(project, "--format", "json").stdout)
    assert (first["key"], first["passages"], first["briefings"]) == ("lee2005", 1, {"small": 1})
    assert (second["url"], second["line"]) == ("https://www.points.example/page/", 11)


SECOND = """
- id: lee2005b
  type: book
  author: [{family: Lee, given: Bo}]
  title: Of Circles
  issued: 2005
"""


def test_works_of_one_year_have_the_letters_that_the_paper_prints(project: Path) -> None:
    (project / KEPT).write_text(LEDGER + SECOND)
    text = project / "content/small/01-text.md"
    text.write_text(text.read_text() + "\nAnd so has another [@lee2005b].\n")
    told = run(project)
    assert (told.returncode, told.stdout) == (
        0,
        "key       source     status  accessed    passages\n"
        "lee2005   Lee 2005b  active              1\n"
        "kim2024   2024       active  2024-07-01  0\n"
        "lee2005b  Lee 2005a  active              1\n",
    )
    records = json.loads(run(project, "--format", "json").stdout)
    assert [record["short"] for record in records] == ["Lee 2005b", "2024", "Lee 2005a"]


def test_a_letter_that_another_briefing_does_not_print_is_left_out(project: Path) -> None:
    shared, other = project / "content/sources.yaml", project / "content/other"
    (project / KEPT).rename(shared)
    shared.write_text(LEDGER + SECOND)
    other.mkdir()
    for path in (project / "content/small").iterdir():
        (other / path.name).write_text(path.read_text())
    text = project / "content/small/01-text.md"
    text.write_text(text.read_text() + "\nAnd so has another [@lee2005b].\n")
    assert run(project).stdout == (
        "key       source     status  accessed    passages\n"
        "lee2005   Lee 2005   active              2\n"
        "kim2024   2024       active  2024-07-01  0\n"
        "lee2005b  Lee 2005a  active              1\n"
    )


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("@book{gause2012, author={Ken E. Gause}, title={Coercion}, year=2012}", "bibtex"),
        (
            "TY  - BOOK\nID  - gause2012\nAU  - Gause, Ken E.\nTI  - Coercion\n"
            "PY  - 2012\nER  - \n",
            "ris",
        ),
        (
            '[{"id": "gause2012", "type": "book", "title": "Coercion", "issued": "2012", '
            '"author": [{"family": "Gause", "given": "Ken E."}]}]',
            "json",
        ),
    ],
)
def test_an_entry_is_added_and_everything_else_stays(project: Path, given: str, kind: str) -> None:
    told = run(project, "add", "-", given=given)
    assert (told.returncode, told.stderr) == (0, ""), kind
    assert told.stdout == f"added gause2012 ({KEPT}:18:3)\n"
    assert (project / KEPT).read_text() == LEDGER + (
        "\n- id: gause2012\n  type: book\n  author: [{family: Gause, given: Ken E.}]\n"
        "  title: Coercion\n  issued: 2012\n"
    )


def test_fields_may_be_given_as_options_and_a_key_is_made(project: Path) -> None:
    told = run(
        project, "add", "--type", "webpage", "--title", "A: B", "--author", "Öster, Ann",
        "--issued", "2024-05-20", "--url", "https://b.example/", "--accessed", "2024-07",
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")
    assert (project / KEPT).read_text() == LEDGER + (
        "\n- id: oster2024\n  type: webpage\n  author: [{family: Öster, given: Ann}]\n"
        "  title: 'A: B'\n  issued: 2024-05-20\n  accessed: 2024-07\n  URL: https://b.example/\n"
    )


def test_a_key_that_is_made_is_one_that_is_free(project: Path) -> None:
    kim = "TY  - BOOK\nAU  - Kim, Ann\nPY  - 2024\nTI  - {}\nER  - \n"
    told = run(project, "add", "-", given=kim.format("One") + kim.format("Two"))
    assert (told.returncode, told.stderr) == (0, "")
    told = run(project, "add", "--author", "Kim, Bo", "--title", "Three", "--issued", "2024")
    assert [line.split()[2] for line in (project / KEPT).read_text().splitlines()
            if line.startswith("- id")] == [
        "lee2005", "kim2024", "kim2024a", "kim2024b", "kim2024c"
    ]  # fmt: skip


@pytest.mark.parametrize("issued", ["2012/2014-05", "2019/..", "2012~", "2020-21"])
def test_a_date_is_written_as_it_was_given(project: Path, issued: str) -> None:
    assert run(project, "add", "--title", "New", "--issued", issued).returncode == 0
    assert f"\n  issued: {issued}\n" in (project / KEPT).read_text()
    listed = json.loads(run(project, "--format", "json").stdout)[-1]["issued"]
    assert listed == {"2012~": "2012", "2020-21": "2020"}.get(issued, issued)


def test_the_same_title_of_another_author_is_another_source(project: Path) -> None:
    given = "@book{kim2005, author={Kim, Ann}, title={On Lines: A Study}, year=2005}"
    told = run(project, "add", "-", given=given)
    assert (told.returncode, told.stdout) == (0, f"added kim2005 ({KEPT}:18:3)\n")


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("@book{other, title={X}, doi={https://doi.org/10.1000/182}}", "has the same DOI"),
        ("@online{other, title={X}, url={http://points.example/page?utm_source=a}}", "address"),
        ("@book{other, title={On lines -- a study}, year=2005}", "has the same title and year"),
        ("@misc{other, title={On lines -- a study}, year=2005}", "has the same title and year"),
        ("@book{lee2005, title={Y}}", "has the same key"),
    ],
)
def test_what_is_there_already_is_refused_by_name(project: Path, given: str, what: str) -> None:
    told = run(project, "add", "-", given=f"@book{{new1, title={{New}}}}\n{given}")
    assert told.returncode == 1
    assert "is in the ledger already: “" in told.stderr and what in told.stderr
    assert "nothing was written" in told.stderr
    assert (project / KEPT).read_text() == LEDGER


@pytest.mark.parametrize(
    ("arguments", "given", "code", "words"),
    [
        (("add", "-"), "", 2, "is empty"),
        (("add", "-"), "Some words.", 2, "Nothing tells what kind of bibliography"),
        (("add", "nowhere.bib"), "", 2, "nowhere.bib"),
        (("add",), "", 2, "Give a FILE, or fields"),
        (("add", "--title", "T", "--issued", "2024-13"), "", 1, "There is no month 13."),
        (("add", "--type", "bok", "--title", "T"), "", 1, "Did you mean “book”?"),
        (("add", "-"), "@book{a, title={Unclosed", 1, "cannot be read"),
        (("add", "-b", "smal", "--title", "T"), "", 2, "Did you mean “small”?"),
        (("archive", "kim2025", "--url", "https://x.example/"), "", 2, "Did you mean “kim2024”?"),
        (("archive", "kim2024"), "", 2, "Give --file or --url."),
    ],
)
def test_what_cannot_be_added_is_told_and_nothing_is_written(
    project: Path, arguments: tuple[str, ...], given: str, code: int, words: str
) -> None:
    told = run(project, *arguments, given=given)
    assert (told.returncode, words in told.stderr) == (code, True), told.stderr
    assert "Traceback" not in told.stderr
    assert (project / KEPT).read_text() == LEDGER


def test_a_copy_is_kept_with_its_digest(project: Path) -> None:
    page = project / "page.html"
    page.write_text("<p>As it was.</p>")
    digest = hashlib.sha256(page.read_bytes()).hexdigest()
    told = run(project, "archive", "lee2005", "--file", str(page))
    assert (told.returncode, told.stderr) == (0, "")
    assert (project / "content/small/archive/lee2005.html").read_bytes() == page.read_bytes()
    assert (project / KEPT).read_text() == LEDGER.replace(
        "  DOI: 10.1000/182\n",
        "  DOI: 10.1000/182\n  custom:\n    archived:\n      file: archive/lee2005.html\n"
        f"      sha256: {digest}\n",
    )
    again = run(project, "archive", "lee2005", "--url", "https://web.archive.org/x")
    assert (again.returncode, "has an archived copy already" in again.stderr) == (2, True)
    replaced = run(project, "archive", "lee2005", "--url", "https://web.archive.org/x", "--replace")
    assert replaced.stdout == "lee2005: https://web.archive.org/x\n"
    assert "    archived: https://web.archive.org/x\n" in (project / KEPT).read_text()


@given(
    st.lists(st.text("ab: #'\"{}[]-,&*!%@é한\n", max_size=20), max_size=5),
    st.text("ab: #'\"{}[]-,&*!%@é한", min_size=1, max_size=20).filter(str.strip),
)
def test_adding_leaves_every_line_in_place(lines: list[str], title: str) -> None:
    before = "".join(f"# {' '.join(line.split())}\n" for line in lines)
    source = Source("k", {"id": "k", "type": "book", "title": title}, Span("x"))
    assert with_sources(before, [source]).startswith(before)
