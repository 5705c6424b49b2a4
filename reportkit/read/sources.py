"""The ledgers of a briefing in, sources out: its own first, and then the one for all briefings.

A briefing without a ledger has no sources; that is an error only where it cites one.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Collection, Iterator

from reportkit.diagnostics import Span
from reportkit.evidence import Source
from reportkit.files import Files
from reportkit.read.bibliography import KINDS, entries, finished
from reportkit.read.silences import silences_of
from reportkit.read.texts import Findings, read_text
from reportkit.rules import finding

__all__ = ["LEDGERS", "SHARED", "read_ledger", "read_sources"]

SHARED = "content"
"""The folder of the ledger that serves every briefing."""

LEDGERS = tuple(f"sources{ending}" for ending in (".yaml", ".yml", ".json", ".bib", ".ris"))


def read_sources(files: Files, folder: str, findings: Findings) -> dict[str, Source]:
    """Read the sources of the briefing in `folder` by key, and the shared ones it may cite.

    Its own entry wins over a shared one of the same key, and a clash between them is told.
    """
    own = read_ledger(files, folder, findings)
    shared = read_ledger(files, SHARED, findings)
    for key in own.keys() & shared.keys():
        differing = _differing(own[key], shared[key])
        if differing:
            message = f"“{key}” stands in the shared ledger too, with another {differing}."
            hint = f"That one, at {shared[key].span}, is not used; give one of them another key."
            findings.append(finding("source-clash", message, own[key].span, hint))
    return {**own, **{key: source for key, source in shared.items() if key not in own}}


def _differing(one: Source, other: Source) -> str:
    names = sorted(
        name
        for name in one.csl.keys() | other.csl.keys()
        if one.csl.get(name) != other.csl.get(name)
    )
    return ", ".join(f"“{name}”" for name in names)


def read_ledger(files: Files, folder: str, findings: Findings) -> dict[str, Source]:
    """Read the ledger of `folder`, which may be of several files; of a key the first is kept."""
    sources: dict[str, Source] = {}
    for name in LEDGERS:
        path = f"{folder}/{name}"
        for source in _sources(files, path, findings, sources) if files.has(path) else ():
            if source.key in sources:
                hint = f"It stands first in line {sources[source.key].span.line}."
                if sources[source.key].span.path != path:
                    hint = f"It stands first at {sources[source.key].span}."
                message = f"A source is already called “{source.key}”."
                findings.error("duplicate-source", message, source.span, hint)
            else:
                sources[source.key] = source
    return sources


def _sources(
    files: Files, path: str, findings: Findings, taken: Collection[str]
) -> Iterator[Source]:
    text = read_text(files, path, findings)
    for entry in entries(text, KINDS[posixpath.splitext(path)[1]], findings) if text else ():
        source = finished(entry, findings, taken)
        if source:
            findings.silences += silences_of(entry, findings)
            yield _with_copy(files, source, findings)


def _with_copy(files: Files, source: Source, findings: Findings) -> Source:
    """Hold an archived file against its digest; its path is given from the project's root."""
    archived = source.archived
    if archived is None or archived.file is None:
        return source
    folder, place = posixpath.dirname(source.span.path), source.place("archived")
    path = posixpath.normpath(f"{folder}/{archived.file}")
    if not path.startswith("content/") or not files.has(path):
        message = f"The archived copy “{archived.file}” of “{source.key}” is not there."
        hint = "Its path begins at this ledger's folder."
        findings.append(finding("archived-copy", message, place, hint))
    else:
        _check_digest(source, hashlib.sha256(files.read(path)).hexdigest(), place, findings)
    return source.with_copy(path)


def _check_digest(source: Source, digest: str, place: Span, findings: Findings) -> None:
    assert source.archived is not None
    if source.archived.sha256 is None:
        message = f"The archived copy of “{source.key}” has no digest."
        hint = f"Add “sha256: {digest}”."
        findings.append(finding("archived-copy", message, place, hint))
    elif source.archived.sha256 != digest:
        message = f"The archived copy of “{source.key}” is not the one that was recorded."
        hint = f"Its digest is {digest} now."
        findings.append(finding("archived-copy", message, place, hint))
