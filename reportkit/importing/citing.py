"""A briefing with typed citations in, the same with keys out, and what could not be keyed.

The rules of `reportkit check` do it: what they mend surely is mended, and what they only
tell is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportkit.diagnostics import Diagnostic
from reportkit.files import Memory
from reportkit.importing.unmatched import unmatched
from reportkit.manuscript import Doubt
from reportkit.model import Briefing, Institute
from reportkit.read.briefing import read_briefing
from reportkit.review.case import Case
from reportkit.review.mending import applied, together
from reportkit.review.typed_citations import typed_citations
from reportkit.review.typed_ibid import typed_ibid
from reportkit.write.import_report import Keyed

__all__ = ["Citing", "cite_by_key"]

_ROUNDS = 6
_WEIGHTS = {"typed-citation": 9, "given-name-citation": 8, "typed-ibid": 8}


@dataclass(slots=True)
class Citing:
    """What came of it: the files, the briefing as it now reads, and what was said."""

    files: dict[str, bytes]
    briefing: Briefing
    keyed: list[Keyed] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def cite_by_key(files: Mapping[str, bytes], institute: Institute, key: str) -> Citing:
    """Put keys for the typed citations of the briefing `key`, whose project is `files`."""
    folder = f"content/{key}/"
    citing = Citing(dict(files), read_briefing(Memory(files), institute, key))
    for _round in range(_ROUNDS):
        found = [d for d in _told(citing.briefing) if d.edits and _is_text(d, folder)]
        _count, edits = together(found)
        if not edits:
            break
        made = {edit for of_file in edits.values() for edit in of_file}
        for diagnostic in found:
            if set(diagnostic.edits) <= made:
                _note(citing, diagnostic, folder)
        citing.files |= {path: applied(citing.files[path], e) for path, e in edits.items()}
        citing.briefing = read_briefing(Memory(citing.files), institute, key)
    for diagnostic in _told(citing.briefing):
        citing.doubts.append(_doubt(diagnostic, folder, 9))
    citing.doubts += unmatched(citing.briefing, folder)
    citing.keyed.sort(key=lambda one: (one.path or "", one.line or 0))
    return citing


def _told(briefing: Briefing) -> list[Diagnostic]:
    case = Case(briefing, briefing.date)
    return [*typed_citations(case), *typed_ibid(case)]


def _is_text(diagnostic: Diagnostic, folder: str) -> bool:
    span = diagnostic.span
    return (
        span is not None and span.path.startswith(folder) and span.path.endswith((".md", ".yaml"))
    )


def _note(citing: Citing, diagnostic: Diagnostic, folder: str) -> None:
    edit = diagnostic.edits[0]
    path = edit.span.path.removeprefix(folder)
    citing.keyed.append(Keyed(edit.before, edit.after, path, edit.span.line))
    if diagnostic.rule == "given-name-citation":
        citing.doubts.append(
            _doubt(diagnostic, folder, _WEIGHTS[diagnostic.rule], f"It is `{edit.after}` now.")
        )


def _doubt(diagnostic: Diagnostic, folder: str, weight: int, hint: str | None = None) -> Doubt:
    span = diagnostic.span
    path = span.path.removeprefix(folder) if span else None
    return Doubt(
        weight, diagnostic.message, hint or diagnostic.hint, None, path, span.line if span else None
    )
