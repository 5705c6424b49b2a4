"""A briefing is begun: it builds at once, and goes to no reader before its words are replaced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.conftest import SMALL, reportkit, tree, write

SUMMARY = ("--kind", "initial", "--summary", "The first edition.")


def places(told: str) -> list[str]:
    """Give the place and the rule of each finding."""
    return re.findall(r"^content/(\S+:\d+:\d+: \w+\[[\w-]+\])", told, re.MULTILINE)


def test_a_new_briefing_builds_and_only_the_words_to_replace_are_told(tmp_path: Path) -> None:
    assert reportkit("new", "first", "--date", "2026-01-02", cwd=tmp_path).returncode == 0
    built = reportkit("build", cwd=tmp_path)
    assert built.returncode == 0
    starts = {
        "first/briefing.yaml:9:1": "keywords: [briefing, example]”. So are some in line 11.",
        "first/01-introduction.md:1:1": "What stands before the first heading is the "
        "introduction.”. So are some in lines 2, 5.",
        "first/02-findings.md:3:1": "Headings carry no numbers: the theme counts them.”. "
        "So are some in lines 8, 14, 15.",
        "first/data/example.csv:2:1": "2013,An institute is founded”. So are some in line 3.",
        "institute.yaml:3:7": "Your Institute”. "
        "So are some in lines 4, 5, 6, 7, 8, 10, 11, 19, 21, 22, 26.",
    }
    assert built.stderr == "".join(
        f"content/{place}: warning[placeholder]: These are words of “reportkit new”: “{words}\n"
        "  hint: Write your own, or delete them: no edition is issued with them.\n"
        for place, words in starts.items()
    )
    assert "first.pdf" in tree(tmp_path / "build/draft/first")
    assert reportkit("build", "--strict", "--to", "html", cwd=tmp_path).returncode == 1


def test_no_edition_is_issued_with_the_words_of_a_new_briefing(small: Path) -> None:
    text, csv = "small/03-table.md", "small/data/example.csv"
    table = "# Events\n\n```table\nid: tbl-a\ncaption: A table\nfile: data/example.csv\n```\n"
    write(
        small,
        {
            f"content/{text}": f"{table}\nChange a word,\nand run `reportkit build` again.\n",
            f"content/{csv}": "Year,Event\n2013,An institute is founded\n",
        },
    )
    with (small / "content/small/briefing.yaml").open("a") as metadata:
        metadata.write("silence: {placeholder: they are dear to us}\n")
    assert reportkit("build", "--strict", "--to", "html", cwd=small).stderr == ""
    refused = reportkit("issue", "small", *SUMMARY, cwd=small)
    assert refused.returncode == 1
    assert [place for place in places(refused.stderr) if "error" in place] == [
        f"{text}:9:1: error[placeholder]",
        f"{csv}:2:1: error[placeholder]",
    ]
    assert tree(small / "content/small/editions") == {}
    write(small, {f"content/{text}": table, f"content/{csv}": "Year,Event\n2013,It begins\n"})
    assert reportkit("issue", "small", *SUMMARY, cwd=small).returncode == 0


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


def test_a_briefing_begun_in_a_folder_of_a_project_is_one_of_that_project(small: Path) -> None:
    run = reportkit("new", "second", cwd=small / "content" / "small")
    assert run.stdout.splitlines()[-1] == (
        "Next: write your own words into content/second/, then `reportkit build second`."
    )
    assert "briefing.yaml" in tree(small / "content" / "second")
    named = reportkit("new", "third", "--project", str(small / "below"), cwd=small)
    assert named.stdout.splitlines()[-1] == (
        "Next: write your own words into content/institute.yaml and content/third/, "
        "then `reportkit build third`."
    )
    assert "institute.yaml" in tree(small / "below" / "content")


def test_new_never_touches_what_is_there(small: Path) -> None:
    before = tree(small)
    run = reportkit("new", "small", cwd=small)
    assert run.returncode == 2
    assert run.stderr == (
        "error[exists-already]: “content/small/briefing.yaml” is there already; nothing was "
        "written.\n  hint: Choose another slug, or write on in content/small/.\n"
    )
    assert tree(small) == before
