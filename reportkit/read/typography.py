"""Straight quotes, hyphens and dots in, typographic ones out.

Works on a tree before its placeholders are filled, with the character before
each text node at hand: a quotation mark after emphasis or a link comes out
right, which Python-Markdown's smarty (one text node at a time) gets wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

__all__ = ["educate"]

_PLAIN = re.compile(r"---|--|\.\.\.|[\"']")
_WORTH = re.compile(r"--|\.\.\.|[\"']")
_OPENERS = frozenset(" \t\n\u00a0([{<–—-/“‘|")
_LITERAL = frozenset({"code", "kbd", "pre"})
_INLINE = frozenset({"a", "em", "strong", "span", "img", "code", "cite", "br"})


def educate(root: Element, opens: Callable[[str], bool]) -> None:
    """Change `root` in place; `opens` says whether a text ends with a start tag."""
    _Educator(opens).walk(root, "")


class _Educator:
    def __init__(self, opens: Callable[[str], bool]) -> None:
        self.opens = opens

    def walk(self, element: Element, before: str) -> str:
        """Give the last character of the element."""
        if element.tag in _LITERAL:
            return "x"
        if element.text:
            element.text = self.text(element.text, before)
            before = element.text
        for child in element:
            before = self.walk(child, before if child.tag in _INLINE else "")
            if child.tail:
                child.tail = self.text(child.tail, before)
                before = child.tail
        return before

    def text(self, text: str, before: str) -> str:
        if not _WORTH.search(text):
            return text

        def replace(match: re.Match[str]) -> str:
            found = match[0]
            if found[0] == "-":
                return "—" if len(found) == 3 else "–"
            if found[0] == ".":
                return "…"
            ahead = text[: match.start()] or before
            opening = not ahead or ahead[-1] in _OPENERS or self.opens(ahead)
            if opening and ahead[-1:] == "'" and found == '"':
                opening = True
            if found == '"':
                return "“" if opening else "”"
            abbreviated = re.match(r"\d\ds?\b", text[match.end() :])
            return "‘" if opening and not abbreviated else "’"

        return _PLAIN.sub(replace, text)
