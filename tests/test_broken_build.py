"""Every kind of broken content, through the whole command: a sentence, and nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cases.broken.cases import CASES, Case
from tests.cases.broken.whole import WHOLE
from tests.conftest import reportkit, tree, write

NOTHING_TO_READ = ("no-project", "unknown-briefing")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose last output is good."""
    project = write(tmp_path_factory.mktemp("broken") / "project", WHOLE)
    run = reportkit("build", "--strict", cwd=project)
    assert (run.returncode, run.stderr) == (0, "")
    return project


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_content_is_told_with_its_place_and_costs_no_output(built: Path, case: Case) -> None:
    before = tree(built / "build")
    shutil.rmtree(built / "content")
    write(built, case.files())
    run = reportkit("build", "--strict", "--to", "html", "sample", cwd=built)
    if run.returncode == 2:  # not even a project, or no such briefing: the command itself says so
        assert run.stderr.splitlines()[0].partition("[")[2].partition("]")[0] in NOTHING_TO_READ
    else:
        assert run.returncode == 1
        assert case.first in run.stderr.splitlines()
        assert f"  hint: {case.hint}" in run.stderr or case.hint is None
    assert tree(built / "build") == before


def test_there_are_sixty_kinds_of_broken_content_and_more() -> None:
    assert len({case.name for case in CASES}) >= 60
