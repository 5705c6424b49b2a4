"""A build, from the folder of texts to the files that a desk publishes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, reportkit, tree, write

DRAFT = "build/draft/small"


def own_theme(project: Path) -> Path:
    """Give the project a theme of its own to alter, a copy of the house's."""
    folder = project / "templates" / "eai"
    shutil.copytree(ROOT / "templates" / "eai", folder)
    return folder


def test_page_and_paper_stand_in_the_draft_folder(small: Path) -> None:
    run = reportkit("build", cwd=small)
    assert (run.returncode, run.stderr) == (0, "")
    made = tree(small / DRAFT)
    assert {"index.html", "small.pdf", "page.css", "notes.js"} <= set(made)
    assert made["small.pdf"].startswith(b"%PDF-")
    lines = [re.sub(r"\d+\.\d s|\(\d+ kB\)", "…", line) for line in run.stdout.splitlines()]
    assert lines == [
        "small: …",
        "  build/draft/small/index.html  …",
        "  build/draft/small/evidence.html  …",
        "  build/draft/small/small.pdf  …",
        lines[4],
        "1 of 1 built in ….",
    ]
    assert re.fullmatch(r"  \d+ words, the same in page and PDF", lines[4])


def test_one_format_may_be_asked_for(small: Path) -> None:
    assert reportkit("build", "--to", "html", "-o", "page", cwd=small).returncode == 0
    assert reportkit("build", "--to", "pdf", "-o", "paper", cwd=small).returncode == 0
    page = tree(small / "page" / "small")
    assert b'small.pdf" type=' not in page["index.html"]
    assert set(tree(small / "paper" / "small")) == {"small.pdf"}


def test_an_error_in_the_content_leaves_the_last_output_as_it_was(small: Path) -> None:
    assert reportkit("build", cwd=small).returncode == 0
    before = tree(small / "build")
    write(small, {"content/small/01-text.md": "Rests on [@lee205].\n"})
    run = reportkit("build", cwd=small)
    assert run.returncode == 1
    assert run.stderr == (
        "content/small/01-text.md:1:11: error[unknown-source]: No source is called “lee205”.\n"
        "  hint: Did you mean “lee2005”?\n"
    )
    assert tree(small / "build") == before


def test_a_briefing_that_fails_does_not_hold_up_the_others(small: Path) -> None:
    shutil.copytree(small / "content/small", small / "content/other")
    write(small, {"content/other/01-text.md": "See @fig-none.\n"})
    run = reportkit("build", "-j", "2", cwd=small)
    assert run.returncode == 1
    assert "1 of 2 built" in run.stdout
    assert sorted(p.name for p in (small / "build/draft").glob("[!.]*")) == ["small"]


# -- The proof of words ---------------------------------------------------------------


def refused(small: Path) -> str:
    run = reportkit("build", cwd=small)
    assert run.returncode == 1
    assert not (small / DRAFT).exists()
    assert "error[parity]" in run.stderr
    return run.stderr


def alter(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_word_that_the_paper_drops_is_named(small: Path) -> None:
    theme = own_theme(small)
    alter(theme / "print.css", "", ".masthead .date { display: none }\n")
    assert "July 18, 2024" in refused(small)


def test_a_word_that_the_paper_adds_is_named(small: Path) -> None:
    theme = own_theme(small)
    alter(theme / "print.css", "", '.masthead .date::after { content: " (revised)" }\n')
    assert "(revised)" in refused(small)


def test_a_style_that_hides_a_passage_of_the_page_is_named(small: Path) -> None:
    theme = own_theme(small)
    alter(theme / "page.css", "", ".passage > p { display: none }\n")
    said = refused(small)
    assert "`.passage > p` says `display: none`" in said
    assert said.startswith("content/small/01-text.md:1:1: error[parity]")


def test_words_drawn_without_colour_are_not_words(small: Path) -> None:
    theme = own_theme(small)
    alter(theme / "print.css", "", "section p { color: transparent !important }\n")
    assert "The PDF draws words that nobody can see" in refused(small)


# -- The same bytes ---------------------------------------------------------------------


def test_the_same_source_gives_the_same_bytes_anywhere(sample: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "another folder" / "of another name"
    shutil.copytree(sample, elsewhere)
    one = reportkit("build", cwd=sample, env={"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C"})
    two = reportkit(
        "build",
        cwd=elsewhere,
        env={
            "TZ": "Asia/Seoul",
            "PYTHONHASHSEED": "2",
            "LC_ALL": "ko_KR.UTF-8",
            "LANGUAGE": "ko",
            "HOME": str(tmp_path / "home"),
        },
    )
    assert (one.returncode, two.returncode) == (0, 0), one.stderr + two.stderr
    first, second = tree(sample / "build"), tree(elsewhere / "build")
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_no_path_of_the_machine_is_in_any_output(sample: Path) -> None:
    assert reportkit("build", cwd=sample).returncode == 0
    subprocess.run(
        ["qpdf", "--qdf", "--object-streams=disable", "4ir-police-state.pdf", "plain.pdf"],
        cwd=sample / "build/draft/4ir-police-state",
        check=True,
    )
    names = [str(sample).encode(), str(ROOT).encode(), str(Path.home()).encode() + b"/", b"file:"]
    for name, data in tree(sample / "build").items():
        for part in names:
            assert part not in data, name


# -- Safe by default ----------------------------------------------------------------------


def test_a_build_needs_no_network(small: Path) -> None:
    alone = ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let a process leave the network")
    command = [*alone, sys.executable, "-m", "reportkit", "build"]
    run = subprocess.run(
        command, cwd=small, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert run.returncode == 0


def test_a_killed_build_leaves_the_last_output_whole(small: Path) -> None:
    assert reportkit("build", cwd=small).returncode == 0
    before = tree(small / DRAFT)
    alter(small / "content/small/01-text.md", "rests on", "still rests on")
    after: set[bool] = set()
    for tenths in range(0, 24, 3):
        process = subprocess.Popen(
            [sys.executable, "-m", "reportkit", "build", "-q"],
            cwd=small,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        time.sleep(tenths / 10)
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = tree(small / DRAFT)
        assert set(now) == set(before)
        changed = b"still rests on" in now["index.html"]
        assert changed == (now["small.pdf"] != before["small.pdf"])
        after.add(changed)
    assert False in after


def test_two_builds_at_once_leave_one_of_them_whole(small: Path) -> None:
    builds = [
        subprocess.Popen(
            [sys.executable, "-m", "reportkit", "build", "-q"],
            cwd=small,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for _ in range(2)
    ]
    assert [build.wait() for build in builds] == [0, 0]
    assert "index.html" in tree(small / DRAFT)
    assert sorted(p.name for p in (small / "build/draft").iterdir()) == [".small.lock", "small"]


def test_a_briefing_that_takes_too_long_is_given_up(small: Path) -> None:
    run = reportkit("build", "--time-limit", "0.01", cwd=small)
    assert run.returncode == 1
    assert run.stderr.startswith(
        "content/small/briefing.yaml:1:1: error[limit]: "
        "This briefing was given up: it took longer than 0.01 seconds.\n"
    )
    assert not (small / DRAFT).exists()


def test_a_character_that_no_font_has_is_an_error_with_its_place(small: Path) -> None:
    alter(small / "content/small/01-text.md", "What was found", "What \U0001f600 was found")
    run = reportkit("build", cwd=small)
    assert run.returncode == 1
    assert run.stderr.startswith("content/small/01-text.md:5:6: error[missing-glyph]: ")
    assert "U+1F600" in run.stderr


def test_a_reference_to_nothing_is_told_where_it_stands(small: Path) -> None:
    alter(small / "content/small/01-text.md", "stands in @sec-findings", "stands in @sec-finding")
    run = reportkit("build", cwd=small)
    assert run.returncode == 1
    assert run.stderr == (
        "content/small/01-text.md:5:26: error[broken-reference]: "
        "Nothing here is called “sec-finding”.\n  hint: Did you mean “@sec-findings”?\n"
    )


@pytest.mark.parametrize("letter", ["\ue000", "\u0378"])
def test_a_character_that_nobody_knows_is_one_too(small: Path, letter: str) -> None:
    alter(small / "content/small/01-text.md", "What was found", f"What {letter} was found")
    run = reportkit("build", cwd=small)
    assert run.returncode == 1
    assert run.stderr.startswith("content/small/01-text.md:5:6: error[missing-glyph]: ")


def test_signs_that_are_not_drawn_do_not_part_page_and_paper(small: Path) -> None:
    words = "super\u00adcali\u00adfragi zero\u200bwidth\u2060joined thin\u2009space ﬁne Ⅳ Ⅴ "
    write(small, {"content/small/01-text.md": f"Rests on [@lee2005]. {words * 60}\n"})
    run = reportkit("build", cwd=small)
    assert (run.returncode, run.stderr) == (0, "")


# -- Where the output goes ------------------------------------------------------------------


def test_what_no_build_has_made_is_never_replaced(small: Path) -> None:
    before = tree(small / "content")
    run = reportkit("build", "-o", "content", cwd=small)
    assert (run.returncode, run.stderr) == (
        2,
        "content/small:1:1: error[output-folder]: Something else stands where the output would.\n"
        "  hint: Name another folder, or move away what stands here.\n",
    )
    assert tree(small / "content") == before


def test_a_place_that_cannot_be_written_to_is_the_systems_fault(small: Path) -> None:
    write(small, {"file": "This is no folder."})
    run = reportkit("build", "-o", "file/drafts", cwd=small)
    assert (run.returncode, run.stderr) == (
        3,
        "drafts:1:1: error[cannot-write]: The output could not be written: Not a directory.\n"
        "  hint: What was there before is unchanged.\n",
    )


def test_an_interrupted_build_says_so_and_ends(small: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "reportkit", "build", "-q"],
        cwd=small,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        # A shell that starts the tests in the background lets them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (
        130,
        "Interrupted: what is not told above was left as it was.\n",
    )
