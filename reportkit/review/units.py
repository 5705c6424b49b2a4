"""A briefing in, what is compared of it out: fields, headings, passages, entries, in order.

It may be resolved or only numbered: a citation tells in `data-cited` what it cites, so
that the words which an engine gives it need not be there.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from html import escape, unescape

from reportkit.files import Files
from reportkit.history import Unit
from reportkit.model import Briefing, Citation, CitationItem, Passage, Person, Section
from reportkit.review.likeness import CITED, DIGEST

__all__ = ["units"]

_CITE = re.compile(r"<cite\b")
_PICTURE = re.compile(r'<img\b(?=[^>]*? src="([^"]*)")')


def units(briefing: Briefing, files: Files | None = None) -> tuple[Unit, ...]:
    """Give every unit of a briefing: its front matter, its text, its reference list.

    With `files`, pictures are compared by their bytes; else by their names. Two units of
    one part have different keys.
    """
    text = (unit for section in briefing.sections for unit in _text(section, briefing, files))
    entries = (
        Unit(
            entry.key,
            "references",
            "reference",
            f'<p class="reference" id="ref-{escape(entry.key)}">{entry.xhtml}</p>',
        )
        for entry in briefing.references
    )
    return (*_front(briefing), *text, *entries)


def _front(briefing: Briefing) -> Iterator[Unit]:
    people = briefing.authors
    series = " ".join(filter(None, (briefing.series.tag, briefing.series.type)))
    words = "".join(f"<li>{escape(word)}</li>" for word in briefing.keywords)
    yield from _field("series", escape(series))
    yield from _field("number", escape(briefing.number or ""))
    yield from _field("title", escape(briefing.title))
    yield from _field("subtitle", escape(briefing.subtitle or ""))
    for person in people:
        yield from _field(f"author-{person.key}", escape(_presented(person)), "author")
    yield from _field("topic", escape(briefing.topic or ""))
    if words:
        yield Unit("keywords", "front", "field", f'<ul class="keywords">{words}</ul>')
    yield from _field("abstract", escape(briefing.abstract))
    yield from _field("editors-note", briefing.editors_note or "")
    if briefing.note:
        yield Unit("note", "front", "field", _told(briefing.note, briefing, None), named=True)
    for person in people:
        yield from _field(f"biography-{person.key}", escape(person.biography or ""), "biography")
    yield from _field("license", escape(briefing.license or ""))
    yield from _field("typeset-by", escape(_presented(briefing.typeset_by)))
    yield from _field("inquiries", escape(briefing.inquiries or ""))


def _field(key: str, xhtml: str, style: str | None = None) -> Iterator[Unit]:
    if xhtml.strip():
        yield Unit(key, "front", "field", f'<p class="{style or key}">{xhtml}</p>', named=True)


def _presented(person: Person | None) -> str:
    if person is None:
        return ""
    names = " ".join(filter(None, (person.name, person.native)))
    return ", ".join(filter(None, (names, person.role, person.affiliation)))


def _text(section: Section, briefing: Briefing, files: Files | None) -> Iterator[Unit]:
    if section.title is not None:
        number = f'<span class="number">{section.number}</span>\u00a0' if section.number else ""
        tag = f"h{section.level + 1}"
        xhtml = (
            f'<{tag} id="{escape(section.key)}">{number}'
            f'<span class="heading">{section.title}</span></{tag}>'
        )
        yield Unit(section.key, "text", "heading", xhtml, section.key, section.named)
    for passage in section.passages:
        xhtml = _told(passage, briefing, files)
        yield Unit(passage.key, "text", passage.kind, xhtml, section.key, passage.named)


def _told(passage: Passage, briefing: Briefing, files: Files | None) -> str:
    """Give a passage's XHTML in which citations and pictures tell what they are.

    Within a tag “<” and “>” never stand for themselves, so that tags are found by them.
    """
    citations = iter(passage.citations)

    def cited(_: re.Match[str]) -> str:
        citation = next(citations, None)
        return f'<cite {CITED}="{escape(_cited(citation, briefing))}"' if citation else "<cite"

    def pictured(match: re.Match[str]) -> str:
        path = posixpath.normpath(f"{briefing.folder}/{unescape(match[1])}")
        if files is None or not files.has(path):
            return "<img"
        return f'<img {DIGEST}="{hashlib.sha256(files.read(path)).hexdigest()}"'

    return _PICTURE.sub(pictured, _CITE.sub(cited, passage.xhtml))


def _cited(citation: Citation, briefing: Briefing) -> str:
    parts = "; ".join(_item(item, briefing) for item in citation.items)
    return f"as words: {parts}" if citation.narrative else parts


def _item(item: CitationItem, briefing: Briefing) -> str:
    source = briefing.sources.get(item.key)
    place = f"{item.label or 'page'} {item.locator}" if item.locator else ""
    short = "" if item.suppress_author else source.short if source else "?"
    return " | ".join((item.key, short, place, item.prefix.strip(), item.suffix.strip()))
