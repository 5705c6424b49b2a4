"""Projects to build: the sample, and a small one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import settings

# No law has a time: a machine that is busy breaks none.
settings.register_profile("usual", settings(), deadline=None)
settings.register_profile("fuzz", settings(), deadline=None, max_examples=1000)
settings.load_profile("usual")


def examples(usual: int) -> int:
    """Give how many examples a law is tried on: ten times as many as usual by `make fuzz`."""
    return usual * settings().max_examples // 100


ROOT = Path(__file__).resolve().parent.parent

SMALL = {
    "content/institute.yaml": """\
name: Institute of Examples
short-name: IE
address: 1 Example Street
telephone: "00"
email: desk@institute.example
url: https://institute.example
base-url: https://institute.example/briefings/
copyright: © Institute of Examples
people:
  ada: {given: Ada, family: Author}
series:
  brief: {tag: Examples, type: Issue Briefing}
""",
    "content/small/briefing.yaml": """\
title: A small briefing
authors: [ada]
date: 2024-07-18
series: brief
abstract: What it asks, and what it finds.
""",
    "content/small/sources.yaml": """\
- id: lee2005
  type: book
  author: [{family: Lee, given: Ann}]
  title: A book
  issued: "2005"
""",
    "content/small/01-text.md": """\
An introduction that rests on a book [@lee2005].

# Findings {#sec-findings}

What was found stands in @sec-findings.[^1]

[^1]: A note.
""",
}


def write(root: Path, texts: Mapping[str, str | bytes]) -> Path:
    """Write `texts` below `root`, in place of what is there."""
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with one small briefing that builds."""
    return write(tmp_path / "project", SMALL)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample briefing's project."""
    shutil.copytree(ROOT / "content", tmp_path / "sample" / "content")
    return tmp_path / "sample"


def reportkit(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does; output is captured."""
    return subprocess.run(
        [sys.executable, "-m", "reportkit", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file below `folder` by its relative path, hidden ones left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
