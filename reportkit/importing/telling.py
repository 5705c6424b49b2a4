"""What came of an import in, the lines that a person reads out."""

from __future__ import annotations

import click

from reportkit.importing import BASE, Imported
from reportkit.importing.later import Later
from reportkit.review.merging import Passage3, word_diff
from reportkit.write.import_report import proof_lines

__all__ = ["told", "told_later"]

_WORST = 5


def told(made: Imported, name: str, *, written: bool) -> str:
    """Say where the words are, what was found, and what to look at first."""
    briefing = made.briefing
    sections = sum(1 for section in briefing.sections if section.title and section.level == 1)
    own = f"content/{made.key}/sources.yaml"
    sources = sum(1 for source in briefing.sources.values() if source.span.path == own)
    lines = [
        proof_lines(name, made.proof),
        f"Sections: {sections}. Sources: {sources}. Typed citations by key: {len(made.keyed)}.",
    ]
    lines += _to_look_at(made)
    paths = [path for path in made.files if not path.startswith(BASE)]
    verb = "made" if written else "would make"
    lines.append(f"{verb} content/{made.key}/: {', '.join(sorted(paths))}")
    if written:
        lines.append(f"Next: read content/{made.key}/IMPORT.md, then `reportkit build {made.key}`.")
    return "\n".join(lines)


def _to_look_at(made: Imported) -> list[str]:
    if not made.doubts:
        return []
    count = len(made.doubts)
    lines = [f"To look at: {count}, the worst first in content/{made.key}/IMPORT.md."]
    for doubt in made.doubts[:_WORST]:
        where = f"{doubt.path}{f':{doubt.line}' if doubt.line else ''}: " if doubt.path else ""
        lines.append(f"  {where}{doubt.message}")
    if count > _WORST:
        lines.append(f"  and {count - _WORST} more: see IMPORT.md")
    return lines


_SIGNS = {"same": ("", "", None), "out": ("[-", "-]", "red"), "in": ("{+", "+}", "green")}


def told_later(later: Later, name: str, *, written: bool) -> str:
    """Show the redline of a merge, and say what is to be decided."""
    lines = [proof_lines(name, later.made.proof), *_to_look_at(later.made)]
    for path, change in later.changes:
        entry = f" ({change.section})" if path.endswith(".yaml") and change.section else ""
        lines += [
            "",
            click.style(f"{path or 'new'}{entry}: {change.kind}", bold=True),
            _redline(change.before, change.after),
        ]
    lines += [
        "",
        f"{len(later.changes)} passages {'changed' if written else 'would change'}; "
        f"conflicts: {len(later.conflicts)}.",
    ]
    lines += [_decision(path, change, written) for path, change in later.conflicts]
    lines += [f"To decide: {doubt.message}" for doubt in later.doubts]
    return "\n".join(lines)


def _decision(path: str, change: Passage3, written: bool) -> str:
    """Say where a conflict stands, and what it is about."""
    if path == "sources.yaml":
        what = "was changed by the editor and by the author; IMPORT.md has both"
        if not change.before:
            what = "was changed by the author, and is not there; IMPORT.md has the author's"
        return f"To decide: “{change.section}” in sources.yaml {what}."
    verb = "are marked" if written else "would be marked"
    gone = (
        f" (deleted from “{change.section}”, and changed by the author)" if change.section else ""
    )
    text = (change.before or change.after)[:70]
    return f"Conflicts {verb} “<<<<<<<” in {path}{gone}: {text}"


def _redline(before: str, after: str) -> str:
    """Give both texts in one: what goes in [-…-], what comes in {+…+}, in colour on a terminal."""
    answer = ""
    for kind, text in word_diff(before, after):
        opening, closing, colour = _SIGNS[kind]
        answer += click.style(f"{opening}{text}{closing}", fg=colour) if colour else text
    return answer
