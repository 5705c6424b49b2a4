"""A bibliography of any kind in, sources out: CSL-JSON (YAML or JSON), BibTeX, RIS.

What cannot be read is an error with its line, and costs nothing but itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable

from reportkit.diagnostics import Text
from reportkit.evidence import Source
from reportkit.read.bibliography.entry import Entry, finished
from reportkit.read.texts import Findings

__all__ = ["KINDS", "Entry", "entries", "finished", "kind_of", "read_entries"]

KINDS = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".bib": "bibtex", ".ris": "ris"}
"""What the ending of a file says of it."""


def kind_of(name: str, content: str) -> str | None:
    """Say of which kind a bibliography is, by its name, else by what stands in it."""
    kind = KINDS.get(posixpath.splitext(name)[1].lower())
    start = content.lstrip("\ufeff \t\r\n")
    if kind or not start:
        return kind
    if start.startswith(("{", "[")):
        return "json"
    if start.startswith("TY  -"):
        return "ris"
    if start.startswith(("@", "%")):
        return "bibtex"
    return "yaml" if start.startswith(("- ", "---", "references:", "#")) else None


def entries(text: Text, kind: str, findings: Findings) -> Iterable[Entry]:
    """Read the entries of `text`, one of `KINDS`' values, with the CSL fields as they came."""
    match kind:
        case "bibtex":
            from reportkit.read.bibliography import bibtex

            return bibtex.entries(text, findings)
        case "ris":
            from reportkit.read.bibliography import ris

            return ris.entries(text, findings)
    from reportkit.read.bibliography import csl

    return csl.entries(text, findings)


def read_entries(
    text: Text, kind: str, findings: Findings, taken: Collection[str] = ()
) -> dict[str, Source]:
    """Read the sources of `text` by key; of a key that stands twice the first is kept.

    A key that is made, for want of one, is none of `taken`.
    """
    sources: dict[str, Source] = {}
    for entry in entries(text, kind, findings):
        source = finished(entry, findings, {*taken, *sources})
        if source is None:
            continue
        if source.key in sources:
            hint = f"It stands first in line {sources[source.key].span.line}."
            message = f"A source is already called “{source.key}”."
            findings.error("duplicate-source", message, source.span, hint)
            continue
        sources[source.key] = source
    return sources
