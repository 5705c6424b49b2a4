"""A later version of a copy in, the briefing that was made of an earlier one, merged, out.

The files of the last import stand in `.import/`, beside the texts that an editor has
worked on since: they are the base of the merge. Keys of sources and anchors stay.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Text
from reportkit.evidence import Source
from reportkit.files import Disk, Memory, replace_file
from reportkit.importing import BASE, Copy, Imported, Wishes, with_base
from reportkit.importing.making import make_source
from reportkit.manuscript import Doubt
from reportkit.read import read_briefing, read_institute
from reportkit.read.blocks import Block, split
from reportkit.read.briefing import REPORT
from reportkit.read.sources import LEDGERS, SHARED, read_ledger
from reportkit.read.texts import Findings
from reportkit.review.merging import Merged, Passage3, merged
from reportkit.write.ledger import HEAD, with_sources

__all__ = ["Later", "import_later"]

_VALUES = ("title", "subtitle", "authors", "date", "series", "keywords", "abstract", "note",
           "editors-note", "typeset-by", "inquiries")  # fmt: skip


@dataclass(slots=True)
class Later:
    """What a merge made: the files that change, the passages that do, and what to decide."""

    made: Imported
    files: dict[str, bytes] = field(default_factory=dict)
    changes: list[tuple[str, Passage3]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def conflicts(self) -> list[tuple[str, Passage3]]:
        """Passages that author and editor both changed, with their files."""
        return [(path, change) for path, change in self.changes if change.kind == "conflict"]


def import_later(root: Path, copy: Copy, slug: str, wishes: Wishes, *, write: bool = True) -> Later:
    """Merge a later copy into the briefing `slug`; without `write` only say what would come of it.

    `ReportkitError` (usage) where the briefing was not imported, and for a copy that cannot
    be read. Conflicts are no error: they are marked in the text, and named.
    """
    disk, folder = Disk(root), f"content/{slug}"
    base = _last(root / folder)
    if not base:
        message, hint = (
            f"“{slug}” was not imported: there is no {folder}/{BASE}/.",
            "`--as` begins a new briefing.",
        )
        raise ReportkitError(
            Diagnostic("not-imported", Severity.ERROR, message, None, hint), code=ExitCode.USAGE
        )
    own = read_ledger(disk, folder, Findings())
    today = str(_values(base["briefing.yaml"]).get("date", wishes.today))
    made = make_source(disk, copy, slug, replace(wishes, today=today), own)
    later = Later(made)
    mine = {p.removeprefix(f"{folder}/"): disk.read(p) for p in disk.list(folder)}
    _sections(later, base, mine)
    _metadata(later, base, mine)
    _ledger(later, own, mine)
    later.files |= {
        p: d for p, d in made.files.items() if p.startswith("figures/") and mine.get(p) != d
    }
    _check(disk, folder, later)
    if write:
        kept = {
            p: d for p, d in with_base(_told(later)).items() if p.startswith(BASE) or p == REPORT
        }
        for path, data in {**later.files, **kept}.items():
            replace_file(root, f"{folder}/{path}", data, mine.get(path))
    return later


def _last(folder: Path) -> dict[str, bytes]:
    """Read the files of the last import."""
    door = Disk(folder / BASE)
    return {path: door.read(path) for path in door.list("")}


def _told(later: Later) -> Imported:
    """Give the import with a report that names the conflicts, too."""
    lines = [
        f"- `{path}`: {change.before[:60] or change.after[:60]}…"
        for path, change in later.conflicts
    ]
    lines += [f"- {doubt.message}" for doubt in later.doubts]
    merged_part = "\n".join(
        ["## Merged\n", f"{len(later.changes)} passages changed.\n", *lines, ""]
    )
    return replace(later.made, report=f"{later.made.report}\n{merged_part}")


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
    later.changes += [(placed[c.at].path if c.at is not None else "", c) for c in result.changes]
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


def _values(data: bytes) -> dict[str, Any]:
    from ruamel.yaml import YAML

    return dict(YAML(typ="safe").load(data.decode("utf-8")) or {})


def _metadata(later: Later, base: Mapping[str, bytes], mine: Mapping[str, bytes]) -> None:
    """Take over what the author changed in the metadata, where no editor did."""
    from ruamel.yaml import YAML

    made_up = {d.message for d in later.made.doubts}
    old, new = _values(base["briefing.yaml"]), _values(later.made.files["briefing.yaml"])
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    whole = yaml.load(mine["briefing.yaml"].decode("utf-8"))
    own = _values(mine["briefing.yaml"])
    changed = False
    for name in _VALUES:
        wanted = new.get(name)
        if wanted == old.get(name) or wanted is None or wanted == own.get(name):
            continue
        if _is_made_up(name, made_up):
            continue
        if own.get(name) == old.get(name):
            whole[name] = wanted
            changed = True
            later.changes.append(
                ("briefing.yaml", Passage3("edited", str(old.get(name, "")), str(wanted), None))
            )
        else:
            message = (
                f"“{name}” in briefing.yaml was changed by the editor and by the author, "
                f"who now has “{str(wanted)[:80]}”."
            )
            later.doubts.append(Doubt(9, message, None, None, "briefing.yaml"))
    if changed:
        stream = io.StringIO()
        yaml.dump(whole, stream)
        later.files["briefing.yaml"] = stream.getvalue().encode()


def _is_made_up(name: str, said: set[str]) -> bool:
    """Say whether a value is no word of the copy's."""
    signs = {"title": "has no title", "date": "has no date", "authors": "names no author",
             "series": "names no series", "abstract": "has no abstract"}  # fmt: skip
    return name in signs and any(signs[name] in message for message in said)


def _ledger(later: Later, own: Mapping[str, Source], mine: Mapping[str, bytes]) -> None:
    """Add the works that the author added."""
    path = f"content/{later.made.key}/sources.yaml"
    added = [
        s for s in later.made.briefing.sources.values() if s.key not in own and s.span.path == path
    ]
    if added:
        before = mine.get("sources.yaml", b"").decode("utf-8") or HEAD.format("../")
        later.files["sources.yaml"] = with_sources(before, added).encode()
        later.changes += [
            ("sources.yaml", Passage3("inserted", "", f"{s.key}: {s.short}", None)) for s in added
        ]


def _check(disk: Disk, folder: str, later: Later) -> None:
    """Read the merged briefing; an error that is no conflict keeps it from being written."""
    there = {p: disk.read(p) for p in disk.list(folder)}
    shared = {p: disk.read(p) for n in LEDGERS if disk.has(p := f"{SHARED}/{n}")}
    door = {"content/institute.yaml": disk.read("content/institute.yaml"), **shared, **there}
    door |= {f"{folder}/{path}": data for path, data in later.files.items()}
    institute, found = read_institute(Memory(door))
    if institute is None:
        raise ReportkitError(*found)
    briefing = read_briefing(Memory(door), institute, later.made.key)
    errors = [d for d in briefing.diagnostics if d.severity is Severity.ERROR]
    if errors and not later.conflicts:
        raise ReportkitError(*errors)
