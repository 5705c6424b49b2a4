"""A briefing to hold a rule to, made of a text in memory."""

from __future__ import annotations

from reportkit.files import Memory
from reportkit.model import Briefing
from reportkit.read import read_briefing, read_institute
from tests.cases.broken.whole import WHOLE

__all__ = ["briefing"]


def briefing(markdown: str, **others: str) -> Briefing:
    """Read a briefing of one section; `others` are its further files, `sources_yaml=…`."""
    texts = {**WHOLE, "content/sample/01-introduction.md": markdown} | {
        f"content/sample/{path.replace('_', '.')}": text for path, text in others.items()
    }
    del texts["content/sample/02-evidence.md"]
    files = Memory(texts)
    institute, found = read_institute(files)
    assert institute is not None and found == ()
    return read_briefing(files, institute, "sample")
