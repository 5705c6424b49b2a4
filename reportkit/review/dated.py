"""A sentence in, the dated facts of the past that it states out; what is planned is no fact.

Only what is surely a date counts: “in 2019”, “April 2019”, “the revision of 2019”, “2019년”.
Years in titles and quotations, of plans, and at the far end of a range do not.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Fact", "facts"]

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_LONG = "|".join(month.capitalize() for month in _MONTHS)
_MONTH = rf"(?P<month>{_LONG}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\w%]|[,.]\d|[-–—/]\d?\d?\d)"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)"
_DATE = re.compile(
    rf"""
    (?<![\w-]) (?:{_MONTH}\s+{_DAY}?|(?P<korean>(?=\d{{4}}년)))
    (?P<y>1[5-9]\d\d|20\d\d)(?:년(?:\s*(?P<m>\d{{1,2}})월)?)?(?![\d%]|[,.]\d|[-–—/]\d)
  | \b(?:[Ii]n|[Ss]ince|[Dd]uring|[Oo]f|(?:[Ff]rom)|[Aa]s\ of|[Aa]fter|(?:[Ee]arly|[Ll]ate|mid-?))
    \s+(?:(?:early|late|mid-?|the\ (?:spring|summer|autumn|fall|winter|end|course)\ of)\s*-?)?
    {_YEAR}
  | \b(?:the|its|this)\s+{_YEAR.replace("year", "named")}\s+
    (?:revision|amendment|reform|law|constitution|census|attack|war|coup|crisis|sanctions|launch)\b
    """,
    re.VERBOSE,
)
_PLANS = re.compile(
    r"""\b(?:will|would|shall|should|could|might|may|if|plan(?:s|ned|ning)?|targets?|targeted|goals?
    |aim(?:s|ed|ing)?|expect(?:s|ed|ing|ation|ations)?|forecasts?|projected|projections?
    |predict(?:s|ed|ion|ions)?|scheduled?|due|intend(?:s|ed)?|deadline|propos(?:e|es|ed|al|als)
    |pledg(?:e|es|ed)|promis(?:e|es|ed)|hop(?:e|es|ed|ing)|anticipat(?:e|es|ed|ing)
    |envisag(?:e|es|ed)|envision(?:s|ed)?|foresaw|foresee[ns]?|foreshadow(?:s|ed)?|prospects?
    |ambition|roadmap|until|till|before|ahead|prior|predat(?:e|es|ed|ing)|already\ described)\b
    |계획|목표|예정|전망|예상|까지|이전""",
    re.VERBOSE,
)
_COUNTED = re.compile(
    r"\s+(?:cases|people|persons|men|women|children|words|pages|houses|households|respondents|"
    r"participants|patients|subjects|samples|items|entries|units|times|days|hours|dollars|euros|won|"
    r"k?m\b|kilomet(?:er|re)s|met(?:er|re)s|miles|tons|tonnes|copies|votes|seats|troops|soldiers)\b"
)
_QUOTED = re.compile(
    r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|\*[^*\n]+\*|(?<!\w)_[^_\n]+_(?!\w)|《[^》]*》|「[^」]*」"
)
_RANGE = re.compile(r"(?:[-–—]|\bto|\band|\bthrough|\bor|,)\s*\Z")


@dataclass(frozen=True, slots=True)
class Fact:
    """Where a date stands in its text, as which words, and the first day that it may mean."""

    start: int
    words: str
    first: datetime.date


def facts(sentence: str, start: int = 0) -> Iterator[Fact]:
    """Give the dated facts of a sentence that stands at `start`."""
    if _PLANS.search(sentence):
        return
    plain = _QUOTED.sub(lambda match: " " * len(match[0]), sentence)
    for match in _DATE.finditer(plain):
        found = match.groupdict()
        year = found["y"] or found["year"] or found["named"]
        if _COUNTED.match(plain, match.end()) or _ends_range(plain, match):
            continue
        words = " ".join(match[0].split()) if found["y"] else year
        month = int(found["m"] or 0) or _month(found["month"]) or 1
        if 1 <= month <= 12:
            yield Fact(start + match.start(), words, datetime.date(int(year), month, 1))


def _ends_range(plain: str, match: re.Match[str]) -> bool:
    """Say whether another year stands right before: “from April 2003 to May 2010”."""
    before = plain[max(0, match.start() - 24) : match.start()]
    return bool(_RANGE.search(before) and re.search(r"\d{4}\D{0,12}\Z", before))


def _month(word: str | None) -> int:
    if not word:
        return 0
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(word[:3].lower()))
