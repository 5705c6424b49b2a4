"""Hold claims to their age: undated words of time, and reviews that are due."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from reportkit.diagnostics import Diagnostic, Text
from reportkit.evidence import Age
from reportkit.model import Passage, Section
from reportkit.review.case import Case
from reportkit.review.sentences import sentences
from reportkit.rules import finding

__all__ = ["ages", "undated_times"]

_ENGLISH = re.compile(
    r"""\b(?:
    recently | currently | nowadays | at\s+the\s+moment
  | (?:at|for\s+the)\s+present(?!\s+(?:a|an|the)\b)
  | (?:at\s+least\s+)?for\s+now(?!,?\s+(?:we|you|let|I)\b)
  | for\s+the\s+time\s+being | (?:up\s+)?until\s+now
  | (?<!up\s)to\s+date
  | in\s+recent\s+(?:years|months|weeks|days|decades|times)
  | over\s+the\s+(?:last|past)\s+(?:few\s+)?(?:years|months|weeks|decade)
  | (?:last|this|next)\s+(?:year|month|week) | these\s+days | as\s+of\s+(?:now|today|yet)
  | (?:yesterday|tomorrow) | of\s+late | in\s+the\s+(?:last|past)\s+few\s+(?:years|months|weeks)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_KOREAN = re.compile(r"최근|현재|요즘|지금까지|올해|작년|내년|이번 달|지난달|지난해|오늘날")
_DATED = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:in|of|since|by|until)\s+(?:early|mid|late)?-?\s?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’(?!\w)|\"[^\"]*\"|「[^」]*」", re.DOTALL)
_TYPED = re.compile(
    r"\((?!(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b)(?:see )?[A-Z][^()]*\b\d{4}[a-z]?\b[^()]*\)"
)
"""What looks like a citation that was typed: its year is that of a source."""

_WORDS = {"ko": _KOREAN, "en": _ENGLISH}


def undated_times(case: Case) -> Iterator[Diagnostic]:
    """A word such as “recently” has a date beside it, or stands in what has an as-of date.

    A year in the same sentence is such a date; so is `as-of` of the passage, of its section
    or one round that, or of the briefing. What others are quoted with is theirs.
    """
    pattern = _WORDS.get(case.briefing.language.split("-")[0])
    if pattern is None or (case.briefing.age and case.briefing.age.as_of):
        return
    for passage in _undated(case):
        for text in passage.prose if passage.kind != "code" else ():
            yield from _told(text, pattern)


def _undated(case: Case) -> Iterator[Passage]:
    """Give the passages for which no as-of date holds."""
    note = case.briefing.note
    if note:
        yield note
    dated: dict[int, bool] = {}
    for section in case.briefing.sections:
        dated = {level: known for level, known in dated.items() if level < section.level}
        dated[section.level] = bool(section.age and section.age.as_of)
        for passage in section.passages if not any(dated.values()) else ():
            if not (passage.age and passage.age.as_of):
                yield passage


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _told(text: Text, pattern: re.Pattern[str]) -> Iterator[Diagnostic]:
    if not pattern.search(text.content):
        return
    dated = _TYPED.sub(_blank, text.content)
    quoted = _QUOTED.sub(_blank, text.content)
    for start, end in sentences(text.content):
        if _DATED.search(dated, start, end):
            continue
        for match in pattern.finditer(quoted, start, end):
            words = " ".join(match[0].split())
            yield finding(
                "undated-time",
                f"“{words}” says nothing of when that is.",
                text.span(match.start()),
                "Write the date, or mark passage or heading with `{as-of=2024-07}`.",
                extent=len(match[0].split("\n")[0]),
            )


def ages(case: Case) -> Iterator[Diagnostic]:
    """What is due for review has been looked at, and no date of a claim is in the future."""
    for age, what in _stated(case):
        for name, day in (("as-of", age.as_of), ("reviewed", age.reviewed)):
            if day and day > _latest(case.today, name):
                message = f"“{name}” of {what} is {day}, in the future."
                yield finding("future-date", message, age.span)
        due = age.due(case.briefing.date)
        if due and due < case.today:
            message = f"{what[0].upper()}{what[1:]} was to be reviewed by {due}{_reason(age)}."
            sign = ": " if age is case.briefing.age else "="
            hint = f"Look whether it still holds, then write “reviewed{sign}{case.today}”."
            yield finding("review-due", message, age.span, hint)


def _latest(today: datetime.date, name: str) -> datetime.date:
    """Give the last day that is not in the future; a month or year of `as-of` may run on."""
    return today.replace(month=12, day=31) if name == "as-of" else today


def _stated(case: Case) -> Iterator[tuple[Age, str]]:
    if case.briefing.age:
        yield case.briefing.age, "this briefing"
    for section in case.briefing.sections:
        if section.age:
            yield section.age, f"the section “{_plain(section)}”"
        for passage in section.passages:
            if passage.age:
                yield passage.age, "this passage"


def _plain(section: Section) -> str:
    return re.sub(r"<[^>]*>", "", section.title or "")


def _reason(age: Age) -> str:
    if age.review_every is None:
        return ""
    since = "the last review" if age.reviewed else "its as-of date" if age.as_of else "publication"
    unit = age.review_every.unit + ("" if age.review_every.count == 1 else "s")
    return f", {age.review_every.count} {unit} after {since}" if not age.review_by else ""
