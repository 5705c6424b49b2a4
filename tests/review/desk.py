"""A briefing of one text, to hold to a rule."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from reportkit.diagnostics import Diagnostic
from reportkit.files import Memory
from reportkit.read import read_briefing, read_institute
from reportkit.review.case import Case, Check
from tests.cases.broken.whole import WHOLE

PATH = "content/sample/01-introduction.md"
LEDGER = "content/sample/sources.yaml"


def case(markdown: str, sources: str | None = None, **others: str) -> Case:
    texts: dict[str, str | bytes] = {**WHOLE, PATH: markdown, **others}
    del texts["content/sample/02-evidence.md"]
    if sources is not None:
        texts[LEDGER] = sources
    files = Memory(texts)
    institute, found = read_institute(files)
    assert institute is not None and found == ()
    briefing = read_briefing(files, institute, "sample")
    assert [d for d in briefing.diagnostics if d.severity == "error"] == []
    return Case(briefing, datetime.date(2024, 8, 1))


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
