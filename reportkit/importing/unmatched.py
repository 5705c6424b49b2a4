"""A briefing in, what has the form of a citation and fits no source out: each with candidates.

`reportkit check` says nothing of “(Nobody 2001)”, which may be anything; an editor who goes
through an import wants to see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.diagnostics import Text
from reportkit.manuscript import Doubt
from reportkit.model import Briefing
from reportkit.review.authorship import Ledger
from reportkit.review.recognised import may_cite, recognised
from reportkit.review.typed import typed

__all__ = ["unmatched"]

_UNDATED = re.compile(
    r"(?<=[(;\[])\s*(?:(?:[Ss]ee|cf\.|e\.g\.)[ ,]+)?(?P<names>[^\W\d_a-z][^()\[\];\d]{0,80}?),?\s+"
    r"(?P<when>n\.\s?d\.|forthcoming|in\s+press|in\s+preparation|no\s+date)(?=[\s,;:)\]])",
)
_NARRATIVE = re.compile(
    r"(?P<names>[^\W\d_a-z][\w’'-]+(?:\s+and\s+[^\W\d_a-z][\w’'-]+)?)\s+"
    r"\((?P<when>n\.\s?d\.|forthcoming|in\s+press)[^()]{0,20}\)"
)


def unmatched(briefing: Briefing, folder: str) -> Iterator[Doubt]:
    """Tell what may be a citation, and what `check` does not tell of; paths are below `folder`."""
    ledger = Ledger(briefing.sources)
    for passage in briefing.passages:
        for text in passage.prose:
            for start, end, people, year in _found(text.content, ledger):
                yield _doubt(text, folder, (start, end), ledger.nearest(people, year))


def _found(content: str, ledger: Ledger) -> Iterator[tuple[int, int, tuple[str, ...], int | None]]:
    told = [(v.part.at, v.part.end) for r in recognised(content, ledger) for v in r.verdicts]
    for found in typed(content):
        for part in found.parts:
            place = (part.at, part.end)
            free = not any(a < place[1] and place[0] < b for a, b in told)
            if free and found.kind != "loose" and may_cite(part):
                told.append(place)
                yield *place, part.people, part.year
    for pattern in (_UNDATED, _NARRATIVE):
        for match in pattern.finditer(content):
            people = tuple(re.split(r"\s+and\s+|\s*[,&]\s*", match["names"]))
            yield match.start("names"), match.end(), people, None


def _doubt(text: Text, folder: str, place: tuple[int, int], nearest: tuple[str, ...]) -> Doubt:
    said = " ".join(text.content[place[0] : place[1]].split())
    span = text.span(place[0])
    message = f"“{said}” looks like a citation, and no source fits it; it stays as text."
    keys = ", ".join(f"“{key}”" for key in nearest[:5])
    hint = f"The nearest: {keys}." if keys else "Describe it in sources.yaml, if it is one."
    return Doubt(8, message, hint, None, span.path.removeprefix(folder), span.line)
