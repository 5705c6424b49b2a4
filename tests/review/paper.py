"""The paper as its author's copy gives it, with its defects: a briefing of raw paragraphs.

The text is the institute's and is no part of the project: where it is absent, what needs it
is skipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.files import Memory

ROOT = Path(__file__).resolve().parents[2]
PAPER = ROOT.parent / "shared" / "paper" / "paper.txt"
TEXT = "content/paper/01-paper.md"

__all__ = ["PAPER", "TEXT", "paper", "paper_lines"]


def paper_lines() -> list[str]:
    """Give the lines of the paper's body: after its title, up to its references."""
    if not PAPER.exists():
        pytest.skip("the paper's text is not here")
    lines = PAPER.read_text("utf-8").split("\n")
    return lines[: next(n for n, line in enumerate(lines) if line.startswith("References"))]


def paper(lines: list[str]) -> Memory:
    """Make a project whose one briefing has these lines, and the sample's sources."""
    sample = ROOT / "content" / "4ir-police-state"
    return Memory(
        {
            "content/institute.yaml": (ROOT / "content" / "institute.yaml").read_text("utf-8"),
            "content/paper/briefing.yaml": (sample / "briefing.yaml").read_text("utf-8"),
            "content/paper/sources.yaml": (sample / "sources.yaml").read_text("utf-8"),
            TEXT: "\n".join(lines),
        }
    )
