"""A briefing's folder in, a `Briefing` out, with whatever is wrong in it as diagnostics.

Everything is read before anything is given up: where the metadata are too
broken to make a briefing of, the error carries what is wrong in the sections
and sources as well.
"""

from __future__ import annotations

import collections.abc
import datetime
import posixpath
from collections.abc import Iterable
from typing import Any, TypeVar

from reportkit.diagnostics import Diagnostic, ReportkitError, Severity, Span, Text
from reportkit.evidence import Age
from reportkit.files import Files, list_briefings
from reportkit.model import Briefing, Institute, Passage, Person
from reportkit.read.ages import AGE_KEYS, age_at
from reportkit.read.construct import WRONG, construct
from reportkit.read.desk import Desk
from reportkit.read.institute import check_orcid, person
from reportkit.read.keys import named, passage
from reportkit.read.passages import note_paragraph, plain_inline
from reportkit.read.sanitise import Place, check, clean
from reportkit.read.schemas import schema
from reportkit.read.sections import read_sections
from reportkit.read.silences import written_silences
from reportkit.read.sources import read_sources
from reportkit.read.strict_yaml import Mapping, Node, Scalar, Sequence, parse_yaml
from reportkit.read.texts import Findings, nearest, read_text
from reportkit.read.tree import contents, serialise

_NO_TEXT = ("encoding", "empty-section-file", "missing-file", "outside-briefing")
"""Errors that say already why there is nothing to read."""

REPORT = "IMPORT.md"
"""What an import says of itself, beside the texts; it is none of them."""

_FRONT = ("title", "short-title", "subtitle", "abstract", "editors-note", "note")

T = TypeVar("T")

__all__ = ["REPORT", "read_briefing"]


def read_briefing(files: Files, institute: Institute, key: str) -> Briefing:
    """Read the briefing `content/<key>/`, unnumbered and with its marks empty.

    Bad content is in `diagnostics`; `ReportkitError` carries them all where
    title, authors, date, series or abstract are missing or no use.
    """
    folder = f"content/{key}"
    _check_exists(files, key)
    findings = Findings()
    reader = _Reader(files, institute, folder, findings)
    metadata = reader.metadata()
    drafts = read_sections(files, folder, reader.section_paths(), reader.language, findings)
    if not drafts and not any(d.rule in _NO_TEXT for d in findings):
        hint = "Write 01-introduction.md beside it."
        findings.error("empty-briefing", "This briefing has no text.", Span(reader.path), hint)
    sections = named(drafts, findings)
    sources = read_sources(files, folder, findings)
    if metadata is None:
        raise ReportkitError(*findings.ordered())
    return Briefing(
        key=key,
        **metadata,
        span=Span(reader.path),
        sections=sections,
        sources=sources,
        diagnostics=findings.ordered(),
        texts=findings.texts,
        silences=(*institute.silences, *findings.silences),
    )


def _check_exists(files: Files, key: str) -> None:
    if not files.has(f"content/{key}/briefing.yaml"):
        hint = nearest(key, list_briefings(files)) or f"Write content/{key}/briefing.yaml."
        message = f"No briefing is called “{key}”."
        span = Span(f"content/{key}/briefing.yaml")
        raise ReportkitError(Diagnostic("unknown-briefing", Severity.ERROR, message, span, hint))


class _Reader:
    """Reads `briefing.yaml` against the institute."""

    def __init__(self, files: Files, institute: Institute, folder: str, findings: Findings) -> None:
        self.files, self.institute, self.findings = files, institute, findings
        self.folder, self.path = folder, f"{folder}/briefing.yaml"
        text = read_text(files, self.path, findings)
        node = parse_yaml(text, findings) if text else None
        if node is None and not findings:
            findings.error("empty-file", "This file is empty.", Span(self.path))
        values = construct(node, schema("briefing"), findings) if node else WRONG
        self.node = node if isinstance(node, Mapping) else Mapping((), Span(self.path))
        self.values: dict[str, Any] = {} if values is WRONG else values
        findings.silences += written_silences(self.node.get("silence"), findings)
        self.language: str = self.values.get("language", institute.language)

    def metadata(self) -> dict[str, Any] | None:
        """Give the fields of `Briefing` that come from here; None where a needed one is missing."""
        values = self.values
        authors = self.authors()
        series = self.known("series", self.institute.series, "unknown-series", "series")
        typesetter = self.known("typeset-by", self.institute.people, "unknown-person", "person")
        note, editors_note = self.note(), self.editors_note()
        needed = all(name in values for name in ("title", "date", "abstract"))
        if not (needed and authors and series):
            return None
        return {
            "title": values["title"],
            "short_title": values.get("short-title", values["title"]),
            "subtitle": values.get("subtitle"),
            "authors": authors,
            "date": datetime.date.fromisoformat(values["date"]),
            "series": series,
            "number": values.get("number"),
            "topic": values.get("topic"),
            "keywords": tuple(values.get("keywords", ())),
            "abstract": values["abstract"],
            "language": self.language,
            "editors_note": editors_note,
            "note": note,
            "license": values.get("license", self.institute.license),
            "doi": values.get("doi"),
            "typeset_by": typesetter,
            "inquiries": values.get("inquiries"),
            "age": self.age(),
            "front": self.front(),
        }

    def age(self) -> Age | None:
        """Give the age that holds for the whole briefing, where it is stated."""
        written = {name: str(self.values[name]) for name in AGE_KEYS if name in self.values}
        nodes = {name: self.node.get(name) for name in written}
        spans = {name: node.span for name, node in nodes.items() if node}
        return age_at(written, spans, self.findings)

    def front(self) -> dict[str, Text]:
        """Give the words of the metadata as they were written."""
        nodes = ((name, self.node.get(name)) for name in _FRONT if name in self.values)
        return {name: node.text for name, node in nodes if isinstance(node, Scalar)}

    def known(
        self, name: str, table: collections.abc.Mapping[str, T], rule: str, what: str
    ) -> T | None:
        """Look a key up among the institute's people or series."""
        key, node = self.values.get(name), self.node.get(name)
        if key is None or node is None:
            return None
        if key not in table:
            self.unknown(rule, f"No {what} is called “{key}”.", key, table, node)
        return table.get(key)

    def unknown(self, rule: str, message: str, key: str, table: Iterable[str], node: Node) -> None:
        known = sorted(table)
        hint = nearest(key, known) or (f"Known are {', '.join(known)}." if known else None)
        self.findings.error(rule, message, node.span, hint)

    def authors(self) -> tuple[Person, ...]:
        nodes = self.node.get("authors")
        answer = []
        for node in nodes.items if isinstance(nodes, Sequence) else ():
            if isinstance(node, Scalar):
                key = node.value.strip()
                if key in self.institute.people:
                    answer.append(self.institute.people[key])
                elif key:
                    message = f"No person is called “{key}”."
                    given, blank, family = key.rpartition(" ")
                    if blank:
                        hint = f"Write {{given: {given}, family: {family}}}, or a key of “people”."
                        self.findings.error("unknown-person", message, node.span, hint)
                        continue
                    self.unknown("unknown-person", message, key, self.institute.people, node)
            elif isinstance(node, Mapping):
                check_orcid(node, self.findings)
                written = {
                    e.key.value: e.value.value for e in node.entries if isinstance(e.value, Scalar)
                }
                if written.get("family"):
                    answer.append(person(written["family"].lower(), written))
        return tuple(answer)

    def section_paths(self) -> list[str]:
        """Give the paths of the section files in order."""
        nodes = self.node.get("sections")
        found = self.files.list(self.folder)
        own = [p for p in found if p != f"{self.folder}/{REPORT}"]
        texts = [p for p in own if p.endswith(".md") and posixpath.dirname(p) == self.folder]
        if not isinstance(nodes, Sequence):
            return texts
        listed = [path for node in nodes.items if (path := self.section_path(node))]
        for path in texts if len(listed) == len(nodes.items) else ():
            if path not in listed:
                message = f"“{posixpath.basename(path)}” is not among the sections: it is left out."
                hint = "List it, or give it another ending than “.md”."
                self.findings.warning("unlisted-section", message, nodes.span, hint)
        return listed

    def section_path(self, node: Node) -> str | None:
        name = node.value.strip() if isinstance(node, Scalar) else ""
        path = posixpath.normpath(f"{self.folder}/{name}")
        there = [p.removeprefix(f"{self.folder}/") for p in self.files.list(self.folder)]
        if name.removesuffix(".md") == name or not path.startswith(f"{self.folder}/"):
            message = f"“{name}” is not a Markdown file of the briefing."
            self.findings.error("outside-briefing", message, node.span, nearest(name, there))
        elif not self.files.has(path):
            message = f"There is no file “{name}” in the briefing's folder."
            self.findings.error("missing-file", message, node.span, nearest(name, there))
        else:
            return path
        return None

    def desk(self, name: str) -> Desk | None:
        node = self.node.get(name)
        if name not in self.values or not isinstance(node, Scalar):
            return None
        return Desk(node.text, self.files, self.folder, self.findings, self.language)

    def editors_note(self) -> str | None:
        desk = self.desk("editors-note")
        if desk is None:
            return None
        place = Place(desk.text, 0, len(desk.text.content))
        root = plain_inline(desk)
        check(root, place, self.findings)
        return contents(clean(serialise(root), place, self.findings)).strip()

    def note(self) -> Passage | None:
        desk = self.desk("note")
        if desk is None:
            return None
        made = note_paragraph(desk)
        if len(made) != 1 or made[0].kind != "paragraph":
            node = self.node.get("note")
            message = "The starred note is one paragraph."
            self.findings.error("note-paragraph", message, node.span if node else None)
            return None
        made[0].element.text = f"* {made[0].element.text or ''}"
        return passage(made[0], "note", self.findings)
