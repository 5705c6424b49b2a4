"""A later version of a copy in, the briefing that was made of an earlier one, merged, out.

The files of the last import stand in `.import/`, beside the texts that an editor has
worked on since: they are the base of the merge. Keys of sources and anchors stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reportkit.diagnostics import ReportkitError, Severity, Text
from reportkit.evidence import Source
from reportkit.files import Disk, Memory, remove_file, replace_file
from reportkit.importing import BASE, Copy, Imported, Wishes, with_base
from reportkit.importing.last import last_import, refuse_missing
from reportkit.importing.listed import (
    Change,
    changes,
    list_text,
    merged_list,
    read_list,
    renamed,
    shown,
)
from reportkit.importing.making import make_source
from reportkit.importing.merge_report import merge_report
from reportkit.importing.values import merged_values, values_of, with_values
from reportkit.manuscript import Doubt
from reportkit.model import Briefing
from reportkit.read.blocks import Block, split
from reportkit.read.briefing import REPORT, read_briefing
from reportkit.read.institute import read_institute
from reportkit.read.sources import LEDGERS, SHARED, read_ledger
from reportkit.read.texts import Findings
from reportkit.review.merging import Merged, Passage3, merged

__all__ = ["Later", "import_later"]


@dataclass(slots=True)
class Later:
    """What a merge made: the files that change, the passages that do, and what to decide.

    `base` are the files that the next merge begins with. What an editor has to decide, and
    no mark in a text keeps in mind, is there as it was: the next import tells it again.
    """

    made: Imported
    files: dict[str, bytes] = field(default_factory=dict)
    changes: list[tuple[str, Passage3]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    base: dict[str, bytes] = field(default_factory=dict)

    @property
    def conflicts(self) -> list[tuple[str, Passage3]]:
        """Passages and entries that author and editor both changed, with their files."""
        return [(path, change) for path, change in self.changes if change.kind == "conflict"]

    @property
    def marked(self) -> bool:
        """Say whether the texts hold marks of conflicts."""
        return any(path.endswith(".md") for path, _ in self.conflicts)


def import_later(root: Path, copy: Copy, slug: str, wishes: Wishes, *, write: bool = True) -> Later:
    """Merge a later copy into the briefing `slug`; without `write` only say what would come of it.

    `ReportkitError` (usage) where the briefing was not imported, and for a copy that cannot
    be read, a last import that is not whole, and a briefing that has errors: an earlier
    conflict that still stands in its text is one. Conflicts are no error: they are marked
    in the text, and named.
    """
    disk, folder = Disk(root), f"content/{slug}"
    base = last_import(root, slug)
    _refuse_broken(disk, slug)
    own = read_ledger(disk, folder, Findings())
    before = read_list("sources.yaml", base.get("sources.yaml", b"[]"), Findings())
    base |= {p: renamed(d, before, own) for p, d in base.items() if p.endswith(".md")}
    today = str(values_of(base["briefing.yaml"]).get("date", wishes.today))
    made = make_source(disk, copy, slug, replace(wishes, today=today), own, before)
    later = Later(made)
    mine = {p.removeprefix(f"{folder}/"): disk.read(p) for p in disk.list(folder)}
    refuse_missing(slug, base, mine, made.files)
    later.base = {p: d for p, d in with_base(made).items() if p.startswith(f"{BASE}/")}
    _sections(later, base, mine)
    _metadata(later, base, mine)
    _ledger(later, own, before, mine, {*read_ledger(disk, SHARED, Findings())})
    later.files |= {
        p: d for p, d in made.files.items() if p.startswith("figures/") and mine.get(p) != d
    }
    _check(disk, slug, later)
    now = {**mine, **later.files}
    later.made = merge_report(made, copy.name, now, later.changes, later.doubts)
    if write:
        kept = {**later.base, REPORT: later.made.report.encode()}
        for path, data in {**later.files, **kept}.items():
            replace_file(root, f"{folder}/{path}", data, mine.get(path))
        for path in base:
            if f"{BASE}/{path}" not in kept:
                remove_file(root, f"{folder}/{BASE}/{path}")
    return later


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block and where it stands."""

    path: str
    block: Block
    text: str


def _blocks(files: Mapping[str, bytes]) -> list[_Placed]:
    answer: list[_Placed] = []
    for path in sorted(p for p in files if p.endswith(".md") and "/" not in p and p != REPORT):
        text = Text(path, files[path].decode("utf-8").replace("\r\n", "\n"))
        answer += [
            _Placed(path, block, text.content[block.start : block.end])
            for block in split(text, Findings())
        ]
    return answer


def _sections(later: Later, base: Mapping[str, bytes], mine: Mapping[str, bytes]) -> None:
    placed = _blocks(mine)
    theirs = [one.text for one in _blocks(later.made.files)]
    result = merged([one.text for one in _blocks(base)], [one.text for one in placed], theirs)
    later.changes += [
        (placed[max(c.at, 0)].path if c.at is not None else "", c) for c in result.changes
    ]
    for path in dict.fromkeys(one.path for one in placed):
        before = mine[path].decode("utf-8").replace("\r\n", "\n")
        after = _written(before, path, placed, result)
        if after != before:
            later.files[path] = after.encode()


def _written(content: str, path: str, placed: list[_Placed], result: Merged) -> str:
    """Put the merged blocks in the places of a file's own, from its end upwards."""
    first = placed[0].path == path
    for n, one in reversed([*enumerate(placed)]):
        if one.path != path:
            continue
        text = result.blocks[n]
        parts = [*([text] if text is not None else []), *result.inserted.get(n, ())]
        end = one.block.end
        if not parts:  # the empty line after it goes, too
            while content[end : end + 1] == "\n":
                end += 1
        content = content[: one.block.start] + "\n\n".join(parts) + content[end:]
    head = result.inserted.get(-1, ()) if first else ()
    return "\n\n".join([*head, content]) if head else f"{content.rstrip(chr(10))}\n"


def _metadata(later: Later, base: Mapping[str, bytes], mine: Mapping[str, bytes]) -> None:
    """Take over what the author changed in the metadata, where no editor did."""
    name = "briefing.yaml"
    said = {d.message for d in later.made.doubts}
    values = merged_values(base[name], mine[name], later.made.files[name], said)
    for old, new in values.taken.values():
        change = Passage3("edited", "" if old is None else str(old), str(new), None)
        later.changes.append((name, change))
    if values.taken:
        taken = {key: new for key, (_, new) in values.taken.items()}
        later.files[name] = with_values(mine[name], taken)
    for key, (_, new) in values.disputed.items():
        message = (
            f"“{key}” in briefing.yaml was changed by the editor and by the author, "
            f"who now has “{str(new)[:80]}”."
        )
        later.doubts.append(Doubt(9, message, None, None, name))
    if values.disputed:
        before = values_of(base[name])
        kept: dict[str, Any] = {key: before.get(key) for key in values.disputed}
        later.base[f"{BASE}/{name}"] = with_values(later.made.files[name], kept)


def _ledger(
    later: Later,
    own: Mapping[str, Source],
    before: Mapping[str, Source],
    mine: Mapping[str, bytes],
    shared_keys: set[str],
) -> None:
    """Merge the list of references: what the author added, changed and left out."""
    path = f"content/{later.made.key}/sources.yaml"
    merged_changes = [*changes(before, own, later.made.listed)]
    named = {change.key for change in merged_changes}
    prose = "".join(d.decode("utf-8") for p, d in later.files.items() if p.endswith(".md"))
    there = {*own, *named, *(key for key in before if f"@{key}" not in prose)}
    merged_changes += [
        Change("inserted", s.key, {}, s.csl)
        for s in later.made.briefing.sources.values()
        if s.key not in there | shared_keys and s.span.path == path
    ]
    text, done = merged_list(mine.get("sources.yaml", b"").decode("utf-8"), own, merged_changes)
    if text is not None:
        later.files["sources.yaml"] = text.encode()
    later.changes += [
        ("sources.yaml", Passage3(c.kind, shown(c.before), shown(c.after), None, c.key))
        for c in done
    ]
    undecided = {change.key for change in done if change.kind == "conflict"}
    if undecided:
        kept = {key: before.get(key, one) for key, one in later.made.listed.items()
                if key not in undecided or key in before}  # fmt: skip
        listed = {key: kept[key] if key in undecided else later.made.listed[key] for key in kept}
        later.base[f"{BASE}/sources.yaml"] = list_text(listed.values())


def _refuse_broken(disk: Disk, slug: str) -> None:
    """Refuse to merge into a briefing that cannot be read, or holds an earlier conflict."""
    door = {p: disk.read(p) for p in _paths(disk, f"content/{slug}")}
    errors = [d for d in _read(door, slug).diagnostics if d.severity is Severity.ERROR]
    if errors:
        raise ReportkitError(*errors)


def _paths(disk: Disk, folder: str) -> Iterator[str]:
    yield "content/institute.yaml"
    yield from (p for n in LEDGERS if disk.has(p := f"{SHARED}/{n}"))
    yield from disk.list(folder)


def _read(door: Mapping[str, bytes], slug: str) -> Briefing:
    institute, found = read_institute(Memory(door))
    if institute is None:
        raise ReportkitError(*found)
    return read_briefing(Memory(door), institute, slug)


def _check(disk: Disk, slug: str, later: Later) -> None:
    """Read the merged briefing; an error that is no conflict keeps it from being written."""
    folder = f"content/{slug}"
    door = {p: disk.read(p) for p in _paths(disk, folder)}
    door |= {f"{folder}/{path}": data for path, data in later.files.items()}
    errors = [d for d in _read(door, slug).diagnostics if d.severity is Severity.ERROR]
    if errors and not later.marked:
        raise ReportkitError(*errors)
