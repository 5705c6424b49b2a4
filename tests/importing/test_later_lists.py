"""The list of references of a later copy is merged by entry; keys stay, and nothing is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SMALL, write
from tests.importing.desk import run

FIRST = """\
Ⅰ. Ports

Harbours in the far north are few, and most are small (Lee 2005).

Ships call there in summer alone (Bo 2021).

References

Bo, Al. 2021. A Report. Seoul: Press.

Lee, Ann. 2005. A Book. Seoul: Press.
"""
BO = """\
- id: bo2021
  type: book
  author: [{family: Bo, given: Al}]
  title: A Report
  issued: 2021
  publisher-place: Seoul
  publisher: Press
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, {"content/institute.yaml": SMALL["content/institute.yaml"]})
    (tmp_path / "one.txt").write_text(FIRST)
    assert run(tmp_path, "import", str(tmp_path / "one.txt"), "--as", "paper").returncode == 0
    return tmp_path


def edit(project: Path, before: str, after: str) -> None:
    path = project / "content" / "paper" / "sources.yaml"
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))


def later(project: Path, *changes: tuple[str, str]) -> tuple[int, str]:
    text = FIRST
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (project / "two.txt").write_text(text)
    told = run(project, "import", str(project / "two.txt"), "--into", "paper")
    assert told.stderr == ""
    return told.returncode, told.stdout


def text_of(project: Path, name: str) -> str:
    return (project / "content" / "paper" / name).read_text()


def test_an_entry_that_the_author_changed_is_changed_under_its_key(project: Path) -> None:
    edit(project, BO, f"# The desk asked for this one.\n{BO}  custom: {{status: corrected}}\n")
    before = text_of(project, "sources.yaml")
    changes = ("Bo, Al. 2021. A Report.", "Bo, Alan. 2021. A Full Account of Ice.")
    code, told = later(project, changes)
    assert (code, text_of(project, "sources.yaml")) == (
        0,
        before.replace("given: Al}", "given: Alan}").replace("A Report", "A Full Account of Ice"),
    )
    assert text_of(project, "01-ports.md").endswith("in summer alone [@bo2021].\n")
    assert "sources.yaml (bo2021): edited" in told
    assert "- `sources.yaml`: “bo2021”: edited." in text_of(project, "IMPORT.md")
    assert later(project, changes)[1].endswith("\n0 passages changed; conflicts: 0.\n")


def test_an_entry_of_another_year_keeps_its_key_and_its_citations(project: Path) -> None:
    code, _ = later(project, ("Bo, Al. 2021.", "Bo, Al. 2022."), ("(Bo 2021)", "(Bo 2022)"))
    assert (code, "issued: 2022" in text_of(project, "sources.yaml")) == (0, True)
    assert text_of(project, "01-ports.md").endswith("in summer alone [@bo2021].\n")


def test_what_desk_and_author_changed_in_other_fields_of_an_entry_is_kept(project: Path) -> None:
    edit(project, "title: A Report", "title: The Report")
    code, _ = later(project, ("Bo, Al.", "Bo, Alan."))
    ledger = text_of(project, "sources.yaml")
    assert (code, "title: The Report" in ledger, "given: Alan}" in ledger) == (0, True, True)


def test_a_list_that_stands_below_a_key_keeps_its_margin(project: Path) -> None:
    path = project / "content" / "paper" / "sources.yaml"
    head, *entries = path.read_text().splitlines(keepends=True)
    path.write_text("".join([head, "references:\n", *(f"  {one}" for one in entries)]))
    before = path.read_text()
    code, _ = later(project, ("Bo, Al.", "Bo, Alan."))
    assert (code, path.read_text()) == (0, before.replace("given: Al}", "given: Alan}"))


def test_an_entry_that_both_changed_is_a_conflict_until_it_is_decided(project: Path) -> None:
    edit(project, "title: A Report", "title: The Desk's Report")
    before = text_of(project, "sources.yaml")
    for _ in ("at first", "again"):
        code, told = later(project, ("A Report.", "A Full Account of Ice."))
        assert (code, text_of(project, "sources.yaml")) == (1, before)
        assert "To decide: “bo2021” in sources.yaml was changed by the editor and by" in told
        report = text_of(project, "IMPORT.md")
        assert report.endswith(
            "### To decide: `sources.yaml`, “bo2021”\n\nThe briefing has:\n\n~~~~\n"
            + BO.replace("A Report", "The Desk's Report")
            + "~~~~\n\nThe author now has:\n\n~~~~\n"
            + BO.replace("A Report", "A Full Account of Ice")
            + "~~~~\n"
        )
    edit(project, "title: The Desk's Report", "title: A Full Account of Ice")
    assert later(project, ("A Report.", "A Full Account of Ice."))[0] == 0


def test_an_entry_that_the_author_left_out_is_named_and_stays(project: Path) -> None:
    before = text_of(project, "sources.yaml")
    code, told = later(project, ("Bo, Al. 2021. A Report. Seoul: Press.\n\n", ""))
    assert (code, text_of(project, "sources.yaml")) == (0, before)
    assert "sources.yaml (bo2021): removed" in told


def test_a_changed_entry_of_the_ledger_for_all_briefings_is_to_be_decided(project: Path) -> None:
    own = project / "content" / "paper" / "sources.yaml"
    own.rename(project / "content" / "sources.yaml")
    code, told = later(project, ("Bo, Al. 2021. A Report.", "Bo, Alan. 2021. A Long Account."))
    assert (code, own.exists()) == (1, False)
    assert "To decide: “bo2021” in sources.yaml was changed by the author, and is not" in told
    assert "title: A Long Account" in text_of(project, "IMPORT.md")
    assert text_of(project, "01-ports.md").endswith("in summer alone [@bo2021].\n")


def test_an_entry_whose_key_the_desk_changed_is_found(project: Path) -> None:
    edit(project, "id: bo2021", "id: ice-report")
    path = project / "content" / "paper" / "01-ports.md"
    path.write_text(path.read_text().replace("@bo2021", "@ice-report"))
    code, _ = later(project, ("Bo, Al.", "Bo, Alan."), ("alone (Bo", "alone, they say (Bo"))
    assert code == 0
    assert "author: [{family: Bo, given: Alan}]" in text_of(project, "sources.yaml")
    assert text_of(project, "01-ports.md").endswith("alone, they say [@ice-report].\n")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("01-ports.md", None, "01-….md:1:1: error[import-base]: This file of the last import is m"),
        ("briefing.yaml", None, "briefing.yaml:1:1: error[import-base]: This file of the last imp"),
        ("sources.yaml", b"- id: [", "sources.yaml:1:1: error[import-base]: This file of the last"),
        ("sources.yaml", b"\xff", "sources.yaml:1:1: error[import-base]: This file of the last"),
        ("briefing.yaml", b"a: [", "briefing.yaml:1:1: error[import-base]: This file of the last"),
    ],
)
def test_a_last_import_that_is_not_whole_is_refused(
    project: Path, name: str, data: bytes | None, said: str
) -> None:
    path = project / "content" / "paper" / ".import" / name
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    before = text_of(project, "01-ports.md")
    told = run(project, "import", str(project / "one.txt"), "--into", "paper")
    assert (told.returncode, text_of(project, "01-ports.md")) == (1, before)
    assert told.stderr.startswith(f"content/paper/.import/{said}")
    assert "  hint: Bring .import/ back from the project's history" in told.stderr
