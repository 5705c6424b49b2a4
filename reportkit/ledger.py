"""The ledgers of a project: list them, add to them, keep copies of what they name."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reportkit.build import known_briefings
from reportkit.composing import printed_names
from reportkit.diagnostics import (
    Diagnostic,
    ExitCode,
    ReportkitError,
    Severity,
    Span,
    Text,
)
from reportkit.evidence import Archived, Source
from reportkit.files import Disk, Patched, list_briefings, replace_file
from reportkit.read.bibliography import entries, kind_of, read_entries
from reportkit.read.bibliography.names import key_for, name_of
from reportkit.read.briefing import read_briefing
from reportkit.read.institute import read_institute
from reportkit.read.sources import SHARED, read_ledger
from reportkit.read.texts import Findings
from reportkit.review.duplicates import same

__all__ = ["Listed", "add_sources", "archive", "list_sources"]


@dataclass(slots=True)
class Listed:
    """A source of some ledger, and how many passages of each briefing rest on it.

    `names` are its author and year as lists of references tell them from others.
    """

    source: Source
    passages: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """Give author and year, with their letter where all lists have the same: “Kim 2024a”."""
        return self.source.named(self.names)


def list_sources(root: Path, briefings: Sequence[str] = ()) -> tuple[Listed, ...]:
    """List the sources of briefings and of the shared ledger, with what rests on them.

    `ReportkitError` where a briefing or a ledger cannot be read without an error.
    """
    files = Disk(root)
    institute, found = read_institute(files)
    if institute is None:
        raise ReportkitError(*found)
    listed: dict[Span, Listed] = {}
    errors: list[Diagnostic] = []
    every = [read_briefing(files, institute, key) for key in known_briefings(root, briefings)]
    for briefing in every:
        own = (source.span.path for source in briefing.sources.values())
        ledgers = set(own)
        errors += [d for d in briefing.diagnostics if _is_of(d, ledgers)]
        for source in briefing.sources.values():
            listed.setdefault(source.span, Listed(source))
        for passage in briefing.passages:
            for cited in {item.key for c in passage.citations for item in c.items}:
                if cited in briefing.sources:
                    listed[briefing.sources[cited].span].passages[briefing.key] += 1
    if errors:
        raise ReportkitError(*errors)
    for source, name in printed_names(files, institute, every):
        listed[source.span].names.add(name)
    return tuple(listed[span] for span in sorted(listed))


def _is_of(diagnostic: Diagnostic, ledgers: set[str]) -> bool:
    error = diagnostic.severity is Severity.ERROR
    return error and diagnostic.span is not None and diagnostic.span.path in ledgers


def _usage(rule: str, message: str, hint: str | None = None) -> ReportkitError:
    found = Diagnostic(rule, Severity.ERROR, message, None, hint)
    return ReportkitError(found, code=ExitCode.USAGE)


def _folder(root: Path, briefing: str | None, shared: bool) -> str:
    if shared:
        return SHARED
    if briefing is None:
        known = list_briefings(Disk(root))
        if len(known) != 1:
            message = "There are several briefings; say into whose ledger this goes."
            raise _usage("which-briefing", message, "Add `-b BRIEFING`, or `--shared`.")
        briefing = known[0]
    return f"content/{known_briefings(root, [briefing])[0]}"


def add_sources(
    root: Path,
    name: str,
    content: str | dict[str, Any],
    *,
    kind: str | None = None,
    key: str | None = None,
    briefing: str | None = None,
    shared: bool = False,
) -> tuple[Source, ...]:
    """Add what `content` holds to a ledger: all of it, or nothing and a `ReportkitError`.

    `content` is the text of a bibliography called `name`, or the fields of one CSL item,
    whose authors are written “Family, Given”.
    A source that the briefing has already (by DOI, address, or title and year) is refused.
    """
    from reportkit.write.ledger import HEAD, with_sources

    folder = _folder(root, briefing, shared)
    there = _there(root, folder)
    new = _keyed(_read(name, content, kind, there), key)
    _refuse_twins(new, there)
    path = f"{folder}/sources.yaml"
    files = Disk(root)
    before = files.read(path) if files.has(path) else b""
    text = before.decode("utf-8") if before else HEAD.format("" if folder == SHARED else "../")
    after = with_sources(text, new).encode()
    _check(files, folder, path, after)
    replace_file(root, path, after, before if files.has(path) else None)
    return tuple(read_ledger(Disk(root), folder, Findings())[source.key] for source in new)


def _read(
    name: str, content: str | dict[str, Any], kind: str | None, there: Collection[str]
) -> list[Source]:
    if isinstance(content, dict):
        names = {"author": [name_of(name) for name in content.get("author", ())]}
        whole = {"type": "document", **content} | (names if names["author"] else {})
        whole = {"id": key_for(whole, there), **whole}
        text, kind = Text(name, json.dumps([whole], ensure_ascii=False)), "json"
    else:
        text = Text(name, content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
        kind = kind or kind_of(name, content)
    if not text.content.strip():
        raise _usage("empty-file", f"“{name}” is empty.")
    if kind is None:
        message = f"Nothing tells what kind of bibliography “{name}” is."
        raise _usage("unknown-kind", message, "Add `--as bibtex`, `ris`, `json` or `yaml`.")
    findings = Findings()
    sources = read_entries(text, kind, findings, there)
    errors = [d for d in findings if d.severity is Severity.ERROR]
    if errors:
        raise ReportkitError(*errors)
    if not sources:
        raise _usage("empty-file", f"“{name}” holds no source.")
    return list(sources.values())


def _keyed(new: list[Source], key: str | None) -> list[Source]:
    if key is None:
        return new
    if len(new) > 1:
        message = "One key cannot be given to several sources."
        raise _usage("duplicate-source", message, "Leave `--key` away.")
    return [replace(new[0], key=key, csl={**new[0].csl, "id": key})]


def _there(root: Path, folder: str) -> dict[str, Source]:
    findings = Findings()
    files = Disk(root)
    found = {**read_ledger(files, SHARED, findings), **read_ledger(files, folder, findings)}
    if any(d.severity is Severity.ERROR for d in findings):
        raise ReportkitError(*findings)
    return found


def _refuse_twins(new: list[Source], there: dict[str, Source]) -> None:
    known = dict(there)
    refused = []
    for source in new:
        twin = next((o for o in known.values() if same(source.csl, o.csl)), known.get(source.key))
        if twin:
            what = same(source.csl, twin.csl) or "key"
            message = f"“{source.key}” is in the ledger already: “{twin.key}” has the same {what}."
            hint = f"That one stands at {twin.span}; nothing was written."
            refused.append(Diagnostic("duplicate-source", Severity.ERROR, message, None, hint))
        known[source.key] = source
    if refused:
        raise ReportkitError(*refused)


def _check(files: Disk, folder: str, path: str, after: bytes) -> None:
    """Read a ledger as it is going to be; what is wrong with it keeps it from being written."""
    findings = Findings()
    read_ledger(Patched(files, {path: after}), folder, findings)
    errors = [d for d in findings if d.severity is Severity.ERROR]
    if errors:
        raise ReportkitError(*errors)


def archive(
    root: Path,
    key: str,
    *,
    name: str | None = None,
    data: bytes | None = None,
    url: str | None = None,
    briefing: str | None = None,
    again: bool = False,
) -> Source:
    """Record a copy of the source `key`: the bytes of a file called `name`, or an address.

    The copy stands in `archive/` beside the ledger, with its SHA-256 in the entry. Another
    copy is replaced only with `again`. `ReportkitError` for what is not there.
    """
    from reportkit.write.ledger import archived_copy, with_archived

    files = Disk(root)
    folder, source = _find(root, key, briefing)
    path = source.span.path
    if not path.endswith((".yaml", ".yml")):
        message = f"“{key}” stands in {path}, which is not written to."
        raise _usage("read-only-ledger", message, "Move the entry into sources.yaml.")
    if source.archived and not again:
        message = f"“{key}” has an archived copy already."
        raise _usage("archived-already", message, "`--replace` puts the new one in its place.")
    copy = archived_copy(key, name or "", data) if data is not None else None
    archived = (
        Archived(url, copy.path, hashlib.sha256(copy.data).hexdigest()) if copy else Archived(url)
    )
    before = files.read(path)
    lines = next(e.lines for e in _entries(path, before) if e.values.get("id") == key)
    after = with_archived(before.decode("utf-8"), lines, archived).encode()
    changed = {path: after} | ({f"{folder}/{copy.path}": copy.data} if copy else {})
    findings = Findings()
    made = read_ledger(Patched(files, changed), folder, findings)
    if any(d.severity is Severity.ERROR for d in findings):
        raise ReportkitError(*findings)
    if copy:
        replace_file(root, f"{folder}/{copy.path}", copy.data)
    replace_file(root, path, after, before)
    return made[key]


def _entries(path: str, data: bytes) -> Iterator[Any]:
    yield from entries(Text(path, data.decode("utf-8")), "yaml", Findings())


def _find(root: Path, key: str, briefing: str | None) -> tuple[str, Source]:
    """Find a source by its key: in the briefing that is named, else wherever it stands once."""
    files = Disk(root)
    folders = [_folder(root, briefing, False)] if briefing else []
    folders = folders or [*(f"content/{name}" for name in list_briefings(files)), SHARED]
    found = []
    known: set[str] = set()
    for folder in folders:
        ledger = read_ledger(files, folder, Findings())
        known |= ledger.keys()
        found += [(folder, ledger[key])] if key in ledger else []
    if len(found) > 1:
        message = f"“{key}” stands in several ledgers."
        raise _usage("which-briefing", message, "Say in which one: `-b BRIEFING`.")
    if not found:
        near = difflib.get_close_matches(key, known, 1)
        hint = f"Did you mean “{near[0]}”?" if near else "`reportkit sources` lists them."
        raise _usage("unknown-source", f"No source is called “{key}”.", hint)
    return found[0]
