"""A text in, its sentences out: as offsets, so that every character keeps its place.

A full stop that closes an abbreviation, an initial or a number ends no sentence; a
blank line always ends one. Together the sentences hold everything but white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["sentences"]

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_END = re.compile(
    r"""
    (?P<stop>[.!?…]+) (?P<close>["'”’»)\]*_\ufffc]*) (?=\s|\Z)
  | [。！？]+ [”’」』）]*
    """,
    re.VERBOSE,
)
_NEXT = re.compile(r"\s*[\"'“‘«(\[*_]*(?P<word>\w+|\S)")
_WORD = re.compile(r"[^\s(\[“‘\"'«/–—-]*\Z")

_ALWAYS = frozenset(
    """
    adm brig capt cf col dr ed eds e.g esp gen gov hon i.e lt maj messrs mr mrs ms mt prof
    pres rep rev sen sgt st trans viz vs v
    """.split()
)
"""After these no sentence ends: a name, an example or a word must follow."""

_BEFORE_NUMBER = frozenset(
    """
    al apr arts art aug approx bk c ca ch chap chaps chs cl dec feb ff fig figs jan jul jun ll
    mar n nn no nos nov oct op p par para paras pp pt pts sec secs sect sep sept tab vol vols
    """.split()
)
"""After these a number belongs to the sentence."""

_OPENERS = frozenset(
    """
    a after all an and another as at but by despite each even for from he her here his how
    however i if in it its many moreover most no nor not on one or our she since so some
    such that the their then there these they this those though thus to under until we what
    when where whether which while who why with yet you
    """.split()
)
"""Where one of these follows in capitals, even an initial or “U.S.” has ended a sentence."""

_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}|[A-ZÀ-Þ]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the start and the end of each sentence, without the white space around it."""
    start = 0
    for gap in _BREAK.finditer(text):
        yield from _of_block(text, start, gap.start())
        start = gap.end()
    yield from _of_block(text, start, len(text))


def _of_block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text, start, end):
        if _ends(text, start, match, end):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    said = text[start:end]
    if said.strip():
        first = start + len(said) - len(said.lstrip())
        yield first, first + len(said.strip())


def _ends(text: str, start: int, match: re.Match[str], end: int) -> bool:
    following = _NEXT.match(text, match.end(), end)
    if match["stop"] is None or following is None:
        return True
    if following["word"][0].islower() or following["word"][0] in ",;:–—":
        return False
    if match["stop"] != "." or match["close"]:
        return True
    word = _WORD.search(text, max(start, match.start() - 40), match.start())
    return not _holds_on(word[0] if word else "", following["word"])


def _holds_on(word: str, following: str) -> bool:
    """Say whether the full stop after `word` belongs to it, and the sentence goes on."""
    if word.casefold() in _ALWAYS:
        return True
    if word.casefold() in _BEFORE_NUMBER and (following[0].isdigit() or following in "§IVXLC"):
        return True
    return bool(_DOTTED.fullmatch(word)) and following.casefold() not in _OPENERS
