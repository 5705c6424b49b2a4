"""What came of an import in, the lines that a person reads out."""

from __future__ import annotations

from reportkit.importing import BASE, Imported
from reportkit.write.import_report import proof_lines

__all__ = ["told"]

_WORST = 5


def told(made: Imported, name: str, *, written: bool) -> str:
    """Say where the words are, what was found, and what to look at first."""
    briefing = made.briefing
    sections = sum(1 for section in briefing.sections if section.title and section.level == 1)
    own = f"content/{made.key}/sources.yaml"
    sources = sum(1 for source in briefing.sources.values() if source.span.path == own)
    lines = [
        proof_lines(name, made.proof),
        f"{sections} sections, {sources} sources, {len(made.keyed)} typed citations by key.",
    ]
    if made.doubts:
        lines.append(
            f"To look at: {len(made.doubts)}, the worst first in content/{made.key}/IMPORT.md."
        )
    for doubt in made.doubts[:_WORST]:
        where = f"{doubt.path}{f':{doubt.line}' if doubt.line else ''}: " if doubt.path else ""
        lines.append(f"  {where}{doubt.message}")
    paths = [path for path in made.files if not path.startswith(BASE)]
    verb = "made" if written else "would make"
    lines.append(f"{verb} content/{made.key}/: {', '.join(sorted(paths))}")
    if written:
        lines.append(f"Next: read content/{made.key}/IMPORT.md, then `reportkit build {made.key}`.")
    return "\n".join(lines)
