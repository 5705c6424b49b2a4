"""The words that `reportkit new` writes in a text, found; a draft may hold them, no edition.

What an editor may well keep of them (a heading, a title made of the slug, the type of a
series) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportkit.diagnostics import Diagnostic, Severity, Text
from reportkit.review.case import Case
from reportkit.rules import finding

__all__ = ["STARTERS", "placeholders", "starter_words"]

STARTERS = {
    "institute.yaml": (
        "Your Institute",
        "short-name: YI",
        "1 Example Street, Your City",
        "00 0 0000 0000",
        "desk@your-institute.example",
        "https://your-institute.example",
        "given: Your family: Name",
    ),
    "briefing.yaml": (
        "keywords: [briefing, example]",
        "One paragraph that a catalogue may print: what the briefing asks, what it finds, "
        "and what follows.",
    ),
    ".md": (
        "What stands before the first heading is the introduction.",
        "A source is cited by its key [@watson2020, 37], and the reference list makes itself.",
        "A footnote[^note] stands at the foot of its page.",
        "In the PDF; on the page it stands among the notes, and shows when you point at its "
        "number.",
        "Headings carry no numbers: the theme counts them.",
        "@tbl-example is numbered too, and this sentence would follow it if another table "
        "came first.",
        "caption: A table from a file",
        "Change a word, and run `reportkit build` again.",
        "The page and the PDF always hold the same words: each build proves it.",
    ),
    ".csv": ("2013,An institute is founded", "2021,It joins a ministry"),
}
"""The starter's own words, by the end of a file's name: each is one that nobody else writes."""

_HINT = "Write your own, or delete them: no edition is issued with them."


def starter_words(case: Case) -> Iterator[Diagnostic]:
    """Nothing that `reportkit new` wrote is left; where an edition is issued, that is an error."""
    house = (case.house,) if case.house else ()
    for found in placeholders((*case.briefing.texts.values(), *house)):
        yield replace(found, severity=Severity.ERROR) if case.issuing else found


def placeholders(texts: Iterable[Text]) -> Iterator[Diagnostic]:
    """Tell the words of the starter in `texts`: a finding for each text that holds some."""
    for text in texts:
        if not (found := sorted(_found(text))):
            continue
        start, written = found[0]
        first = text.span(start)
        message = f"These are words of “reportkit new”: “{' '.join(written.split())}”."
        lines = sorted({text.span(at).line for at, _ in found} - {first.line})
        if lines:
            places = ", ".join(map(str, lines))
            message += f" So are some in line{'s' if lines[1:] else ''} {places}."
        extent = len(written.partition("\n")[0])
        yield finding("placeholder", message, first, _HINT, extent=extent)


def _found(text: Text) -> Iterator[tuple[int, str]]:
    """Give the words of the starter that stand in a text, as they do, with their offsets."""
    for end, every in STARTERS.items():
        for words in every if text.path.endswith(end) else ():
            if max(words.split(), key=len) not in text.content:
                continue  # told sooner than by a pattern
            for match in _pattern(words).finditer(text.content):
                line = text.content[: match.start()].rpartition("\n")[2]
                if not (text.path.endswith(".yaml") and line.lstrip().startswith("#")):
                    yield match.start(), match[0]


def _pattern(words: str) -> re.Pattern[str]:
    """Give the pattern of `words`, wherever their lines break; `re` keeps it."""
    return re.compile(r"\s+".join(map(re.escape, words.split())) + r"(?!\w)")
