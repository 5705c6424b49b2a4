"""A briefing of one text, to hold to a rule."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from reportkit.diagnostics import Diagnostic
from reportkit.files import Memory
from reportkit.model import Briefing
from reportkit.read.briefing import read_briefing
from reportkit.read.institute import read_institute
from reportkit.review.case import Case, Check
from tests.cases.broken.whole import WHOLE

PATH = "content/sample/01-introduction.md"
LEDGER = "content/sample/sources.yaml"


def briefing(markdown: str, **others: str) -> Briefing:
    """Read a briefing of one section; `others` are its further files, `briefing_yaml=…`."""
    texts: dict[str, str | bytes] = {**WHOLE, PATH: markdown}
    texts |= {f"content/sample/{path.replace('_', '.')}": text for path, text in others.items()}
    del texts["content/sample/02-evidence.md"]
    files = Memory(texts)
    institute, found = read_institute(files)
    assert institute is not None and found == ()
    return read_briefing(files, institute, "sample")


def case(markdown: str, sources: str | None = None) -> Case:
    """Read a briefing without errors, to be looked at on a day of its year."""
    read = briefing(markdown, **({"sources_yaml": sources} if sources is not None else {}))
    assert [d for d in read.diagnostics if d.severity == "error"] == []
    return Case(read, datetime.date(2024, 8, 1))


def found(check: Check, held: Case) -> list[tuple[str, str]]:
    """What a check says, each with its place; hints go with `hints`."""
    return [(f"{d.span.line}:{d.span.column}" if d.span else "", d.message) for d in check(held)]


def mended(held: Case, diagnostics: Iterable[Diagnostic]) -> str:
    """The text after all edits."""
    text = held.briefing.texts[PATH]
    content = text.content
    edits = [edit for diagnostic in diagnostics for edit in diagnostic.edits]
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        at = text.offset(edit.span)
        assert at is not None and content[at : at + len(edit.before)] == edit.before
        content = content[:at] + edit.after + content[at + len(edit.before) :]
    return content
