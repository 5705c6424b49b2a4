"""What an author wrote in, the prose of it out: every character stays in its place.

Rules about words look here. Mark-up gives way to blanks, and what is no prose (a
citation, code, a reference, an address) to U+FFFC, of the same length each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportkit.diagnostics import Text
from reportkit.read.marks import Mark

__all__ = ["OBJECT", "prose"]

OBJECT = "\ufffc"

_OBJECTS = frozenset({"citation", "code", "fence", "footnote", "link", "reference"})
_MARKUP = re.compile(
    r"""
    (?=[(\[{\\])(?:  # most characters begin nothing: one look tells
    (?P<target>(?<=\])\((?:[^\s()]|\([^\s()]*\))*(?:[ \t\n]+(?:"[^"\n]*"|'[^'\n]*'))?\))
  | (?P<label>(?<=\])\[[^\]\[\n]*\])
  | (?P<attributes>(?<!\\)\{[:\#.\w][^{}\n]*\})
  | (?P<escape>\\(?=[^\w\s])))
  | (?P<line>(?m:^)[ \t]*
      (?:\[\^[^\]\n]+\]:|!!![ \t]*[\w-]*|Table:|(?:>[ \t]?)+|[-*+](?=[ \t])|\#+(?=[ \t])))
    """,
    re.VERBOSE,
)


def prose(text: Text, start: int, end: int, marks: Iterable[Mark]) -> Text:
    """Give the prose of `text.content[start:end]`, in which `marks` were found."""
    content = text.content[start:end]
    for mark in marks:
        at = text.offset(mark.span)
        if at is not None and start <= at and at + len(mark.source) <= end:
            first, last = at - start, at - start + len(mark.source)
            sign = OBJECT if mark.kind in _OBJECTS else " "
            content = content[:first] + _filled(content[first:last], sign) + content[last:]
    content = _MARKUP.sub(lambda match: _filled(match[0], " "), content)
    place = text.span(start)
    return Text(text.path, content, place.line, place.column, text.margin)


def _filled(source: str, sign: str) -> str:
    return re.sub(r"[^\n]", sign, source)
