"""Hold prose to its spaces, its quotation marks and its brackets; a case in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.diagnostics import Diagnostic, Edit, Text
from reportkit.model import Passage
from reportkit.review.case import Case
from reportkit.rules import finding

__all__ = ["brackets", "quotation_marks", "spaces"]

_PLAIN = frozenset(("paragraph", "list", "quotation", "definitions", "callout"))
_RUN = re.compile(r"(?<=[^\s|\ufffc])(?: {2,}|[ \u00a0]*\u00a0[ \u00a0]+| +\u00a0)(?=[^\s|\ufffc])")
_BEFORE_SIGN = re.compile(r"(?<=\w) +(?=[,;:.!?](?:\s|$))")
_AFTER_SIGN = re.compile(r"(?<=[a-z]{2})[,;](?=[A-Za-z]{2})|(?<=[a-z]{3})\.(?=[A-Z][a-z]{2})")
_PAIRS = {"“": "”", "«": "»", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_CURLY = re.compile("[“”„«»「」『』《》〈〉]")
_STRAIGHT = re.compile(r'(?<!\\)"')
_INCHES = re.compile(r'\d\s?"(?![\w])')
_BRACKET = re.compile(r"[()]")
_ENUMERATED = re.compile(r"(?:^|(?<=[\s(]))(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\)", re.MULTILINE)


def _prose(case: Case) -> Iterator[tuple[Passage, Text]]:
    for passage in case.briefing.passages:
        for text in passage.prose if passage.kind in _PLAIN else ():
            yield passage, text


def spaces(case: Case) -> Iterator[Diagnostic]:
    """One space stands between words, none before a comma, and one after it."""
    french = case.briefing.language.startswith("fr")
    for _passage, text in _prose(case):
        raw = case.briefing.texts.get(text.path)
        for match in _RUN.finditer(text.content):
            if _is_prose(raw, text, match):
                message = "Several spaces stand here where one is meant."
                yield _spaced("double-space", text, match, " ", message, "Leave one.")
        for match in _BEFORE_SIGN.finditer(text.content) if not french else ():
            if _is_prose(raw, text, match):
                message = f"A space stands before “{text.content[match.end()]}”."
                yield _spaced("space-before-sign", text, match, "", message, "Delete it.")
        for match in _AFTER_SIGN.finditer(text.content):
            message = f"No space stands after “{match[0]}”."
            yield _spaced("space-after-sign", text, match, f"{match[0]} ", message, "Add one.")


def _spaced(
    rule: str, text: Text, match: re.Match[str], after: str, message: str, hint: str
) -> Diagnostic:
    span = text.span(match.start())
    edits = (Edit(span, match[0], after),)
    return finding(rule, message, span, hint, extent=len(match[0]), edits=edits)


def _is_prose(raw: Text | None, text: Text, match: re.Match[str]) -> bool:
    """Say whether a match and its neighbours are written so: blanks stand for mark-up, too."""
    at = raw.offset(text.span(match.start())) if raw else None
    if raw is None or at is None:
        return False
    first, last = min(match.start(), 1), match.end() + 2
    return (
        raw.content[at - first : at + last - match.start()]
        == (text.content[match.start() - first : last])
    )


def quotation_marks(case: Case) -> Iterator[Diagnostic]:
    """Every quotation that is opened in a passage is closed in it, and the other way round.

    A quotation over several paragraphs opens anew in each; then the last one closes it.
    """
    texts = [text for passage, text in _prose(case) if passage.kind != "list"]
    texts += [text for passage, text in _prose(case) if passage.kind == "list"]
    for number, text in enumerate(texts):
        following = texts[number + 1] if number + 1 < len(texts) else None
        for part, offset in _parts(text):
            yield from _curly(text, part, offset, following)
            yield from _straight(text, part, offset)


def _parts(text: Text) -> Iterator[tuple[str, int]]:
    """Give the paragraphs of a text and their offsets."""
    for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text.content):
        yield match[0], match.start()


def _curly(text: Text, part: str, offset: int, following: Text | None) -> Iterator[Diagnostic]:
    opened: list[re.Match[str]] = []
    low = "„" in part
    for match in _CURLY.finditer(part):
        sign = match[0]
        if sign in _PAIRS or sign == "„":
            if sign == "“" and low and opened and opened[-1][0] == "„":
                opened.pop()  # „German“
            else:
                opened.append(match)
        elif opened and (sign == _PAIRS.get(opened[-1][0]) or opened[-1][0] == "„"):
            opened.pop()
        elif sign == "»" or sign == "”":
            yield _unpaired(text, offset + match.start(), sign, "closed here, and never opened")
    goes_on = following is not None and following.content.lstrip()[:1] in ("“", "«")
    for match in opened if not goes_on else ():
        yield _unpaired(text, offset + match.start(), match[0], "opened here, and never closed")


def _straight(text: Text, part: str, offset: int) -> Iterator[Diagnostic]:
    inches = {match.end() - 1 for match in _INCHES.finditer(part)}
    found = [match for match in _STRAIGHT.finditer(part) if match.start() not in inches]
    if len(found) % 2:
        lonely = _lonely(part, [match.start() for match in found])
        yield _unpaired(text, offset + lonely, '"', "without its partner")


def _lonely(part: str, places: list[int]) -> int:
    """Give the mark that breaks the turn of opening and closing ones, else the last."""
    opening = True
    for at in places:
        opens = at == 0 or part[at - 1] in " \n\t([—–-"
        if opens != opening:
            return at if not opens else places[max(places.index(at) - 1, 0)]
        opening = not opening
    return places[-1]


def _unpaired(text: Text, at: int, sign: str, how: str) -> Diagnostic:
    message = (
        f"A quotation is {how}: “{sign}”." if sign != '"' else f"This quotation mark is {how}."
    )
    return finding("unpaired-quotes", message, text.span(at), "Open or close the quotation.")


def brackets(case: Case) -> Iterator[Diagnostic]:
    """Every bracket that is opened in a paragraph is closed in it; “1)” may stand alone."""
    for _passage, text in _prose(case):
        for part, offset in _parts(text):
            numbers = {match.end() - 1 for match in _ENUMERATED.finditer(part)}
            opened: list[int] = []
            for match in _BRACKET.finditer(part):
                if match[0] == "(":
                    opened.append(match.start())
                elif opened:
                    opened.pop()
                elif match.start() not in numbers:
                    opened = []
                    yield _bracket(text, offset + match.start(), "closed here, and never opened")
            for at in opened:
                yield _bracket(text, offset + at, "opened here, and never closed")


def _bracket(text: Text, at: int, how: str) -> Diagnostic:
    return finding("unpaired-brackets", f"A bracket is {how}.", text.span(at))
