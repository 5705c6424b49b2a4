"""The words of a copy and those of what was made of it in, the words that are nowhere out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from reportkit.manuscript import words_of
from reportkit.model import Briefing, Passage

__all__ = ["lost", "passage_words", "shared", "text_words", "value_words"]

_TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(r"</?(?:a|abbr|cite|code|em|kbd|mark|q|small|strong|sub|sup)\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')


def lost(copy: Iterable[str], *kept: Mapping[str, int]) -> tuple[str, ...]:
    """Give the words of the copy that no heap of `kept` holds, each as often as it is missing."""
    left = Counter(copy)
    for heap in kept:
        left.subtract(heap)
    return tuple((+left).elements())


def passage_words(passage: Passage) -> Iterator[str]:
    """Give the words of a passage as a reader gets them, and those of alternative texts."""
    for alt in _ALT.findall(passage.xhtml):
        yield from words_of(unescape(alt))
    yield from words_of(unescape(_TAG.sub(" ", _INLINE.sub("", passage.xhtml))))


def text_words(briefing: Briefing) -> Counter[str]:
    """Count the words of the sections: titles and passages."""
    counted: Counter[str] = Counter()
    for section in briefing.sections:
        counted.update(words_of(unescape(_TAG.sub("", section.title or ""))))
        for passage in section.passages:
            counted.update(passage_words(passage))
    return counted


def value_words(value: Any) -> Iterator[str]:  # noqa: ANN401 (what YAML can hold)
    """Give the words of a value of metadata or of a CSL item."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from value_words(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from value_words(part)
    elif value is not None:
        yield from words_of(str(value))


def shared(typed: str, value: Any) -> Counter[str]:  # noqa: ANN401 (what YAML can hold)
    """Count the words of `typed` that `value` has, too: so much of it is kept there."""
    return Counter(words_of(typed)) & Counter(value_words(value))
