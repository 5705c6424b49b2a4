"""A later version of a copy is merged by passage; what an editor did since stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SMALL, write
from tests.importing.desk import run

FIRST = """\
Ⅰ. Ports

Harbours in the far north are few, and most are small (Lee 2005).

Ships call there in summer alone.

Ⅱ. Prices

Whoever wants the harbour pays for the ice.

References

Lee, Ann. 2005. A Book. Seoul: Press.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, {"content/institute.yaml": SMALL["content/institute.yaml"]})
    (tmp_path / "one.txt").write_text(FIRST)
    assert run(tmp_path, "import", str(tmp_path / "one.txt"), "--as", "paper").returncode == 0
    return tmp_path


def edit(project: Path, name: str, before: str, after: str) -> None:
    path = project / "content" / "paper" / name
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def later(project: Path, *changes: tuple[str, str], dry: bool = False) -> tuple[int, str]:
    text = FIRST
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (project / "two.txt").write_text(text)
    options = ["--dry-run"] if dry else []
    told = run(project, "import", str(project / "two.txt"), "--into", "paper", *options)
    assert told.stderr == ""
    return told.returncode, told.stdout


def text_of(project: Path, name: str) -> str:
    return (project / "content" / "paper" / name).read_text()


def test_both_changes_of_one_passage_are_kept_with_keys_and_anchors(project: Path) -> None:
    edit(project, "01-ports.md", "Harbours in", "Ports in")
    edit(project, "01-ports.md", "{#sec-ports}", "{#sec-harbours}")
    code, _ = later(project, ("most are small", "most are tiny"), ("Ⅰ. Ports", "Ⅰ. Ports Today"))
    assert (code, text_of(project, "01-ports.md")) == (
        0,
        "# Ports Today {#sec-harbours}\n\n"
        "Ports in the far north are few, and most are tiny [@lee2005].\n\n"
        "Ships call there in summer alone.\n",
    )


def test_a_heading_that_was_rewritten_stays_at_the_head_of_its_text(project: Path) -> None:
    code, _ = later(project, ("Ⅱ. Prices", "Ⅱ. Who Is to Pay"))
    assert (code, text_of(project, "02-prices.md")) == (
        0,
        "# Who Is to Pay {#sec-prices}\n\nWhoever wants the harbour pays for the ice.\n",
    )


def test_new_and_deleted_passages_go_to_their_places(project: Path) -> None:
    code, _ = later(
        project,
        ("Ships call there in summer alone.\n\n", ""),
        ("for the ice.", "for the ice.\n\nThat is told (Olsen 2021)."),
        ("Seoul: Press.", "Seoul: Press.\n\nOlsen, Mari. 2021. Another. Oslo: House."),
    )
    assert (code, text_of(project, "01-ports.md"), text_of(project, "02-prices.md")) == (
        0,
        "# Ports {#sec-ports}\n\n"
        "Harbours in the far north are few, and most are small [@lee2005].\n",
        "# Prices {#sec-prices}\n\nWhoever wants the harbour pays for the ice.\n\n"
        "That is told [@olsen2021].\n",
    )
    assert "id: olsen2021" in text_of(project, "sources.yaml")
    assert run(project, "build", "paper").returncode == 0


def test_a_conflict_is_marked_named_and_keeps_the_briefing_from_being_built(project: Path) -> None:
    edit(project, "02-prices.md", "pays for the ice", "pays for the snow")
    code, told = later(project, ("pays for the ice", "pays for the water"))
    assert (code, text_of(project, "02-prices.md")) == (
        1,
        "# Prices {#sec-prices}\n\n<<<<<<< the briefing\n"
        "Whoever wants the harbour pays for the snow.\n=======\n"
        "Whoever wants the harbour pays for the water.\n>>>>>>> the author's copy\n",
    )
    assert "Conflicts are marked “<<<<<<<” in 02-prices.md: Whoever wants" in told
    built = run(project, "build", "paper")
    assert built.returncode == 1
    assert built.stderr.startswith(
        "content/paper/02-prices.md:3:1: error[merge-conflict]: "
        "Two versions of this passage stand here.\n"
    )


def test_a_dry_run_shows_the_redline_and_writes_nothing(project: Path) -> None:
    before = text_of(project, "02-prices.md")
    code, told = later(project, ("pays for the ice", "pays for the water"), dry=True)
    assert (code, text_of(project, "02-prices.md")) == (0, before)
    assert "Whoever wants the harbour pays for the [-ice.-]{+water.+}" in told


def test_the_same_copy_changes_nothing(project: Path) -> None:
    edit(project, "02-prices.md", "the ice", "the snow")
    before = text_of(project, "02-prices.md")
    code, told = later(project)
    assert (code, text_of(project, "02-prices.md")) == (0, before)
    assert "0 passages changed; conflicts: 0." in told


def test_a_briefing_that_was_not_imported_cannot_be_merged_into(small: Path) -> None:
    (small / "copy.txt").write_text(FIRST)
    told = run(small, "import", str(small / "copy.txt"), "--into", "small")
    assert (told.returncode, told.stderr) == (
        2,
        "error[not-imported]: “small” was not imported: there is no content/small/.import/.\n"
        "  hint: `--as` begins a new briefing.\n",
    )


def test_a_bibliography_gives_keys_and_entries(project: Path) -> None:
    (project / "works.bib").write_text(
        "@book{lee:book, author={Lee, Ann Bo}, title={A Book}, year={2005}, publisher={Press}}\n"
        "@book{vik, author={Vik, Jon}, title={Uncited}, year={2001}}\n"
    )
    options = ["--as", "other", "--bibliography", str(project / "works.bib")]
    assert run(project, "import", str(project / "one.txt"), *options).returncode == 0
    folder = project / "content" / "other"
    assert "[@lee:book]" in (folder / "01-ports.md").read_text()
    ledger = (folder / "sources.yaml").read_text()
    assert ("given: Ann Bo" in ledger, "id: vik" in ledger) == (True, False)


@pytest.mark.parametrize("whole_file", [False, True])
def test_a_passage_that_the_desk_deleted_and_the_author_changed_is_asked_about(
    project: Path, whole_file: bool
) -> None:
    if whole_file:
        (project / "content" / "paper" / "02-prices.md").unlink()
    else:
        edit(project, "02-prices.md", "\nWhoever wants the harbour pays for the ice.\n", "\nSo.\n")
        edit(project, "02-prices.md", "So.", "The desk wrote something else altogether here.")
    code, told = later(project, ("pays for the ice", "pays for the ice and all of the water"))
    path = "01-ports.md" if whole_file else "02-prices.md"
    author = "Whoever wants the harbour pays for the ice and all of the water."
    marks = f"<<<<<<< the briefing\n=======\n{author}\n>>>>>>> the author's copy"
    assert (code, text_of(project, path).count(marks)) == (1, 1)
    assert f"in {path} (deleted from “Prices”, and changed by the author): Whoever wants" in told
    assert text_of(project, "IMPORT.md").endswith(
        f"### To decide: `{path}`, “Prices”\n\nThe briefing has nothing there.\n\n"
        f"The author now has:\n\n~~~~\n{author}\n~~~~\n"
    )
    again = run(project, "import", str(project / "two.txt"), "--into", "paper")
    assert (again.returncode, "error[merge-conflict]" in again.stderr) == (1, True)


def test_a_report_of_a_merge_has_the_lines_of_the_merged_text(project: Path) -> None:
    edit(project, "02-prices.md", "# Prices", "# What It Costs")
    edit(project, "02-prices.md", "Whoever", "The desk added this.\n\nWhoever")
    code, told = later(project, ("for the ice.", "for the ice (Ann 2005)."))
    report = text_of(project, "IMPORT.md")
    assert (code, "`02-prices.md:5`: " in report, "02-prices.md:5: " in told) == (0, True, True)
    assert "today's stands there" not in report
    assert "today's stands there" not in told


def test_a_section_that_was_renamed_leaves_no_second_base(project: Path) -> None:
    later(project, ("Ⅱ. Prices", "Ⅱ. Costs"))
    base = project / "content" / "paper" / ".import"
    names = sorted(path.name for path in base.iterdir())
    assert names == ["01-ports.md", "02-costs.md", "briefing.yaml", "sources.yaml"]


def test_metadata_that_both_changed_is_told_until_it_is_decided(project: Path) -> None:
    edit(project, "briefing.yaml", "title: Paper", "title: The Desk's Title")
    options = ["--into", "paper", "--title", "Another Title"]
    for _ in ("at first", "again"):
        told = run(project, "import", str(project / "one.txt"), *options)
        assert told.returncode == 1
        assert "To decide: “title” in briefing.yaml was changed by the editor" in told.stdout


def test_a_briefing_that_has_errors_is_not_merged_into(project: Path) -> None:
    folder = project / "content" / "paper"
    for path in folder.glob("*.md"):
        path.unlink()
    (project / "two.txt").write_text(FIRST.replace("for the ice", "for the water"))
    told = run(project, "import", str(project / "two.txt"), "--into", "paper")
    assert (told.returncode, told.stderr.count("error["), [*folder.glob("*.md")]) == (1, 1, [])


def test_a_last_text_that_is_missing_from_the_last_import_is_refused(project: Path) -> None:
    (project / "content" / "paper" / ".import" / "02-prices.md").unlink()
    before = text_of(project, "02-prices.md")
    told = run(project, "import", str(project / "one.txt"), "--into", "paper")
    assert (told.returncode, text_of(project, "02-prices.md")) == (1, before)
    assert told.stderr.startswith(
        "content/paper/.import/02-prices.md:1:1: error[import-base]: "
        "This file of the last import is missing.\n"
    )
