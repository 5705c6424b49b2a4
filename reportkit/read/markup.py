"""Markdown with placeholders in, trees out: the one Python-Markdown instance of the process.

Python-Markdown sees no HTML, no code spans, no fences, no headings and no marks
of ours: only emphasis, links, lists, quotations, definitions and tables are left
to it. What would cost it more than linear time is refused beforehand.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element, SubElement

__all__ = ["attributes", "convert", "inline", "too_much"]

Markdown: TypeAlias = Any
"""`markdown.Markdown`, which has no types and is imported when it is needed."""

MAX_NESTING = 20
MAX_OPEN_BRACKETS = 40
MAX_EMPHASIS = 4000
MAX_CHARACTERS = 100_000

_CLOSING = {"]": "[", ")": "("}
_MARKERS = rf"(?m)^[ \t]*(?:(?:>|[-*+]|\d+\.)[ \t]*){{{MAX_NESTING}}}"
_INDENT = rf"(?m)^[ \t]{{{4 * MAX_NESTING}}}[ \t]*\S"


@cache
def _markdown() -> Markdown:
    import markdown
    from markdown.extensions.attr_list import AttrListExtension
    from markdown.extensions.def_list import DefListExtension
    from markdown.extensions.sane_lists import SaneListExtension
    from markdown.extensions.tables import TableExtension

    # Not by their names: another package that is installed may have given itself one of them.
    tables = TableExtension(use_align_attribute=True)
    lists = (SaneListExtension(), DefListExtension())
    md = markdown.Markdown(extensions=[*lists, AttrListExtension(), tables])
    for name in ("backtick", "html", "entity", "autolink", "automail"):
        md.inlinePatterns.deregister(name)
    for name in ("hashheader", "setextheader", "hr", "reference"):
        md.parser.blockprocessors.deregister(name)
    md.treeprocessors.deregister("prettify")
    # As it comes, it takes all up to the line's last brace, and puts what it leaves behind it.
    md.treeprocessors["attr_list"].INLINE_RE = re.compile(r"^\{:?[ ]*([^}\n ][^}\n]*)\}")
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, *"@<|\"'^~$&;:%=,/?"]
    return md


def convert(source: str, references: dict[str, tuple[str, str | None]]) -> list[Element]:
    """Convert a run of blocks; `references` are the addresses of the file's `[name]: …` lines."""
    md = _markdown()
    md.references = references
    root = md.parser.parseDocument(source.expandtabs(4).split("\n")).getroot()
    return _processed(md, root)


def inline(sources: list[str], references: dict[str, tuple[str, str | None]]) -> list[Element]:
    """Convert texts that are no blocks (captions, cells, titles): a `<p>` for each."""
    md = _markdown()
    md.references = references
    root = Element("div")
    for source in sources:
        # The blank keeps attr_list from taking a last `{…}` for the paragraph's own.
        SubElement(root, "p").text = re.sub(r"\s*\n\s*", " ", source)
    return _processed(md, root)


def _processed(md: Markdown, root: Element) -> list[Element]:
    for processor in md.treeprocessors:
        changed = processor.run(root)
        root = root if changed is None else changed
    return list(root)


def attributes(source: str) -> dict[str, str]:
    """Parse `#id .class key=value`, the inside of an attribute list."""
    from markdown.extensions.attr_list import get_attrs_and_remainder

    found: dict[str, str] = {}
    pairs, _rest = get_attrs_and_remainder(source)
    for name, value in pairs:
        name = "class" if name == "." else name
        found[name] = f"{found[name]} {value}" if name == "class" and name in found else value
    return found


def too_much(source: str) -> tuple[str, int] | None:
    """Say what in a block is more than Python-Markdown can take, and at which offset."""
    if len(source) > MAX_CHARACTERS:
        return f"This block is longer than {MAX_CHARACTERS:,} characters.", 0
    depth = {"[": 0, "(": 0}
    may_be_deep = max(map(source.count, depth)) > MAX_OPEN_BRACKETS
    for match in re.finditer(r"\\.|[\[\]()]", source) if may_be_deep else ():
        if match[0] in depth:
            depth[match[0]] += 1
        elif match[0] in _CLOSING:
            depth[_CLOSING[match[0]]] = max(depth[_CLOSING[match[0]]] - 1, 0)
        if max(depth.values()) > MAX_OPEN_BRACKETS:
            return f"More than {MAX_OPEN_BRACKETS} brackets are open here.", match.start()
    for match in re.finditer(_MARKERS, source):
        return f"This is nested deeper than {MAX_NESTING} levels.", match.start()
    for match in re.finditer(_INDENT, source):
        return f"This is nested deeper than {MAX_NESTING} levels.", match.start()
    if source.count("*") + source.count("_") <= MAX_EMPHASIS:
        return None
    stars = [match.start() for match in re.finditer(r"(?<!\\)[*_]+", source)]
    if len(stars) > MAX_EMPHASIS:
        return f"This block holds more than {MAX_EMPHASIS:,} “*” and “_”.", stars[MAX_EMPHASIS]
    return None
