"""The wheel carries all that a briefing needs, and is refused where it would not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("pyproject.toml", "README.md", "LICENSE", ".setup", "reportkit", "templates")
OFFLINE = re.compile("NewConnectionError|No matching distribution|Temporary failure")
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def pack(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(*PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", "dist", ".", cwd=folder)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the project, which packing may litter."""
    folder = tmp_path_factory.mktemp("checkout")
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)
    return folder


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    packed = pack(checkout)
    assert packed.returncode == 0, packed.stderr
    (path,) = (checkout / "dist").glob("*.whl")
    return path


def test_the_wheel_carries_every_theme_font_and_engine(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    sums = (ROOT / ".setup" / "vendor.sha256").read_text("ascii").splitlines()
    themes = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    wanted = {f"reportkit/vendor/{line.split('  ')[1]}" for line in sums} | {
        f"reportkit/{path.relative_to(ROOT).as_posix()}" for path in themes
    }
    assert wanted - carried == set()


def test_the_wheel_installed_in_an_empty_environment_typesets_a_new_briefing(
    wheel: Path, tmp_path: Path
) -> None:
    """Its packages come from the index: without a network there is nothing to prove it with."""
    home, project = tmp_path / "venv", tmp_path / "project"
    project.mkdir()
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    installed = run(*PIP, "--python", python, "install", wheel, cwd=tmp_path)
    if installed.returncode and "CI" not in os.environ and OFFLINE.search(installed.stderr):
        pytest.skip("the package index cannot be reached")
    assert installed.returncode == 0, installed.stderr

    for arguments in (("new", "first-briefing"), ("build", "first-briefing")):
        done = run(home / "bin" / "reportkit", *arguments, cwd=project)
        assert done.returncode == 0, done.stdout + done.stderr
    built = project / "build" / "draft" / "first-briefing"
    assert (built / "index.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert (built / "first-briefing.pdf").read_bytes().startswith(b"%PDF-")


def test_a_wheel_without_its_fonts_is_refused_with_the_command_that_mends_it(
    checkout: Path, tmp_path: Path
) -> None:
    bare = shutil.copytree(checkout, tmp_path / "bare", ignore=shutil.ignore_patterns("fonts"))
    refused = pack(bare)
    assert refused.returncode != 0
    assert "fonts/SourceSerif4_400Regular.ttf is missing" in refused.stderr
    assert "Run `make setup` first" in refused.stderr
