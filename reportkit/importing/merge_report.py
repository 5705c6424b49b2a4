"""What came of a merge in, its `IMPORT.md` out: with places of the merged text, not the copy's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from reportkit.importing.making import Imported
from reportkit.importing.values import MADE_UP
from reportkit.manuscript import Doubt
from reportkit.review.merging import Passage3
from reportkit.write.import_report import Keyed, import_report

__all__ = ["merge_report"]

_Told = TypeVar("_Told", Doubt, Keyed)


def merge_report(
    made: Imported,
    name: str,
    files: Mapping[str, bytes],
    changes: Sequence[tuple[str, Passage3]],
    undecided: Sequence[Doubt],
) -> Imported:
    """Give the import as it is to be told after a merge; `files` are those of the briefing now.

    Of what was made up for the copy nothing is said: the briefing has its own metadata.
    """
    lines = {p: d.decode("utf-8").splitlines() for p, d in files.items() if _is_text(p)}
    doubts = tuple(
        _moved(doubt, made, lines)
        for doubt in made.doubts
        if not any(sign in doubt.message for sign in MADE_UP.values())
    )
    keyed = tuple(_moved(one, made, lines) for one in made.keyed)
    report = import_report(name, made.unit, made.proof, doubts, keyed, made.asides)
    merged_part = "\n".join([*_merged(changes, undecided)])
    return replace(made, doubts=doubts, keyed=keyed, report=f"{report}\n{merged_part}")


def _is_text(path: str) -> bool:
    return path.endswith((".md", ".yaml")) and "/" not in path and path != "IMPORT.md"


def _moved(one: _Told, made: Imported, lines: Mapping[str, list[str]]) -> _Told:
    """Give what is told with its place in the merged text, or with none."""
    if not one.path or not one.line or one.path not in made.files:
        return one
    line = made.files[one.path].decode("utf-8").splitlines()[one.line - 1]
    places = [(p, n) for p, every in lines.items() for n, it in enumerate(every, 1) if it == line]
    path, number = places[0] if len(places) == 1 else (None, None)
    return replace(one, path=path, line=number)


def _merged(changes: Sequence[tuple[str, Passage3]], undecided: Sequence[Doubt]) -> Iterator[str]:
    yield "## Merged\n"
    yield f"{len(changes)} passages and entries changed.\n"
    for path, change in changes:
        if path == "sources.yaml" and change.kind != "conflict":
            yield f"- `sources.yaml`: “{change.section}”: {change.kind}."
    yield from (f"- {doubt.message}" for doubt in undecided)
    yield ""
    for path, change in changes:
        if change.kind == "conflict":
            yield from _conflict(path, change)


def _conflict(path: str, change: Passage3) -> Iterator[str]:
    """Give both states of a passage or entry, whole."""
    where = f", “{change.section}”" if change.section else ""
    yield f"### To decide: `{path}`{where}\n"
    for who, text in (("The briefing has", change.before), ("The author now has", change.after)):
        yield f"{who}:\n" if text else f"{who} nothing there.\n"
        if text:
            yield f"~~~~\n{text.strip()}\n~~~~\n"
