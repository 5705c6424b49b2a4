"""A passage's tree in, what no allow-list knows out of it: each finding with its place.

The tree is checked here; `clean` then lets nh3 look at the XHTML as a browser
would, as a second lock. It must find nothing: if it does, that is an error too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from xml.etree.ElementTree import Element

from reportkit.diagnostics import Span, Text
from reportkit.read.texts import Findings, nearest

__all__ = ["Place", "check", "clean"]

_EVERYWHERE = frozenset({"id", "class", "lang", "title"})
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "data-ref"}),
    "cite": frozenset({"data-keys"}),
    "figure": frozenset({"data-spec"}),
    "img": frozenset({"src", "alt"}),
    "ol": frozenset({"start"}),
    "td": frozenset(),
    "th": frozenset({"scope"}),
}
_TAGS = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "img",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SCHEME = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@|#)", re.IGNORECASE)
_VOID = re.compile(r'<(br|img)((?:[^<>"]|"[^"]*")*)>')


class Place:
    """Where in the source a block stands, to find the exact place of what is wrong in it."""

    def __init__(self, text: Text, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end

    @property
    def span(self) -> Span:
        """The block's first line."""
        return self.text.span(self.start)

    def find(self, *words: str) -> Span:
        """Give the place of the first of `words` that the block holds, else the block's own."""
        for word in words:
            at = self.text.content.find(word, self.start, self.end) if word else -1
            if at >= 0:
                return self.text.span(at)
        return self.span


def check(root: Element, place: Place, findings: Findings) -> None:
    """Take out of a tree what may not be in it; each such thing is an error."""
    for node in root.iter():
        node.attrib.pop("data-n", None)
        allowed = _EVERYWHERE | _ATTRIBUTES.get(node.tag, frozenset())
        for name in [name for name in node.attrib if name not in allowed]:
            del node.attrib[name]
            message = f"The attribute “{name}” is not used in a briefing."
            hint = nearest(name, allowed) or "Known are #id, .class, lang and title."
            findings.error("unknown-attribute", message, place.find(f"{name}=", name), hint)
        href = node.get("href")
        if href is not None and not _SCHEME.match(href):
            del node.attrib["href"]
            findings.error(
                "unsafe-link" if ":" in href else "relative-link",
                f"“{href[:60]}” cannot be linked to.",
                place.find(f"({href}", href),
                "Link to https://…, mailto:… or #id.",
            )


def clean(xhtml: str, place: Place, findings: Findings) -> str:
    """Pass XHTML through nh3 and give it back as XHTML."""
    cleaned = _cleaner()(xhtml)
    cleaned = _VOID.sub(r"<\1\2 />", cleaned.replace("&nbsp;", "\u00a0"))
    if _skeleton(cleaned) != _skeleton(xhtml):
        message = "This cannot be shown as it is written: a browser would read it otherwise."
        findings.error("unsafe-html", message, place.span, "Write it more simply.")
    return cleaned


def _skeleton(xhtml: str) -> list[str]:
    return re.findall(r"</?[a-z]+", xhtml)


@cache
def _cleaner() -> Callable[[str], str]:
    import nh3

    cleaner = nh3.Cleaner(
        tags=set(_TAGS),
        attributes={
            "*": set(_EVERYWHERE),
            **{tag: set(names) for tag, names in _ATTRIBUTES.items() if names},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return cleaner.clean
