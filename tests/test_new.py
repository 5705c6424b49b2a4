"""A briefing is begun: whose it is, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.conftest import SMALL, reportkit, tree, write


def test_a_new_briefing_builds_without_a_word_of_complaint(tmp_path: Path) -> None:
    begun = reportkit("new", "first-paper", "--date", "2026-01-02", cwd=tmp_path)
    assert begun.returncode == 0
    built = reportkit("build", "--strict", cwd=tmp_path)
    assert (built.returncode, built.stderr) == (0, "")
    assert "first-paper.pdf" in tree(tmp_path / "build/draft/first-paper")


def test_a_new_briefing_is_by_one_of_the_institute_s_people_or_those_who_are_named(
    small: Path,
) -> None:
    people = "  bo: {given: Bo, family: Sample}\nseries:"
    house = SMALL["content/institute.yaml"].replace("series:", people)
    write(small, {"content/institute.yaml": house})

    def said(*arguments: str) -> str:
        return reportkit("new", *arguments, cwd=small).stdout.splitlines()[-2]

    assert said("second") == (
        "It is by Ada Author, the first of your people in content/institute.yaml; "
        "its series is Examples Issue Briefing."
    )
    assert said("third", "--author", "bo", "--author", "ada") == (
        "It is by Bo Sample, Ada Author; its series is Examples Issue Briefing."
    )
    third = yaml.safe_load((small / "content/third/briefing.yaml").read_text())
    assert third["authors"] == ["bo", "ada"]
    assert reportkit("build", "--to", "html", "second", "third", cwd=small).returncode == 0


@pytest.mark.parametrize(
    ("author", "hint"), [("adda", "Did you mean “ada”?"), ("kim", "Known are ada.")]
)
def test_somebody_whom_the_institute_does_not_know_is_no_author(
    small: Path, author: str, hint: str
) -> None:
    before = tree(small)
    run = reportkit("new", "second", "--author", author, cwd=small)
    assert (run.returncode, run.stderr) == (
        2,
        f"error[unknown-person]: No person is called “{author}”.\n  hint: {hint}\n",
    )
    assert tree(small) == before


@pytest.mark.parametrize("slug", ["Two Words", "../up", "ümlaut", "", "-a", "a--b"])
def test_a_slug_that_is_no_address_is_refused(tmp_path: Path, slug: str) -> None:
    run = reportkit("new", "--", slug, cwd=tmp_path)
    assert run.returncode == 2
    assert "error[bad-slug]" in run.stderr
    near = {"Two Words": "two-words", "ümlaut": "umlaut", "": "trade-outlook", "a--b": "a-b"}
    assert f"as in `{near.get(slug, '')}" in run.stderr
    assert tree(tmp_path) == {}


def test_new_never_touches_what_is_there(small: Path) -> None:
    before = tree(small)
    run = reportkit("new", "small", cwd=small)
    assert run.returncode == 2
    assert run.stderr == (
        "error[exists-already]: “content/small/briefing.yaml” is there already; nothing was "
        "written.\n  hint: Choose another slug, or write on in content/small/.\n"
    )
    assert tree(small) == before
