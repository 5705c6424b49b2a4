"""Begin a briefing: a slug, a title and a date in, a folder of texts out.

The texts are a briefing that builds as it is, by the first of the institute's people
and in the first of its series; `institute.yaml` and the schemas that editors check by
are added only where the project has none.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from pathlib import Path
from string import Template

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity
from reportkit.files import Disk, create, packaged
from reportkit.model import Artifact
from reportkit.read.institute import read_institute
from reportkit.read.schemas import schema

__all__ = ["new_briefing", "refuse_bad", "schema_text"]


def new_briefing(root: Path, slug: str, *, title: str, date: datetime.date) -> tuple[str, ...]:
    """Make `content/<slug>/` in the project at `root`; give the paths of what was made.

    A slug of other than small letters, digits and single hyphens, and a briefing
    that exists, raise `ReportkitError` (usage); nothing is written then.
    """
    refuse_bad(slug)
    folder = f"content/{slug}"
    files = Disk(root)
    house = read_institute(files)[0] if files.has("content/institute.yaml") else None
    values = {
        "title": _quoted(title),
        "date": date.isoformat(),
        "author": next(iter(house.people if house else ()), "first-author"),
        "series": next(iter(house.series if house else ()), "issue-briefing"),
    }
    shared = tuple(a for a in _shared() if not files.has(f"content/{a.path}"))
    artifacts = tuple(
        Artifact(path, Template(text).substitute(values).encode(), "text/plain")
        for path, text in _starter_texts()
    )
    hint = f"Choose another slug, or write on in {folder}/."
    create(artifacts, root / folder, folder, hint)
    create(shared, root / "content")
    return (
        *(f"content/{artifact.path}" for artifact in shared),
        *(f"{folder}/{artifact.path}" for artifact in artifacts),
    )


def _shared() -> tuple[Artifact, ...]:
    """Give what all briefings of a project share: the institute, and schemas for editors."""
    institute = packaged("starter").read("institute.yaml")
    schemas = (
        Artifact(f".schema/{name}.schema.json", schema_text(name).encode(), "application/json")
        for name in ("briefing", "institute", "sources")
    )
    return (Artifact("institute.yaml", institute, "text/yaml"), *schemas)


def schema_text(name: str) -> str:
    """Give the JSON Schema `name` as its file holds it."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def _starter_texts() -> tuple[tuple[str, str], ...]:
    names = (
        "briefing.yaml",
        "sources.yaml",
        "01-introduction.md",
        "02-findings.md",
        "data/example.csv",
    )
    door = packaged("starter")
    return tuple((name, door.read(f"briefing/{name}").decode()) for name in names)


def _quoted(title: str) -> str:
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def refuse_bad(slug: str) -> None:
    """Refuse a slug of other than small letters, digits and single hyphens: `ReportkitError`.

    No more than 100 characters: it names a folder, which file systems allow 255 bytes.
    """
    shown = slug if len(slug) <= 100 else f"{slug[:100]}…"
    if shown != slug or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        letters = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode().lower()
        near = re.sub("[^a-z0-9]+", "-", letters).strip("-") or "trade-outlook"
        raise ReportkitError(
            Diagnostic(
                "bad-slug",
                Severity.ERROR,
                f"“{shown}” cannot be the address of a briefing.",
                None,
                f"Use small letters, digits and single hyphens, as in `{near}`; "
                "at most 100 characters.",
            ),
            code=ExitCode.USAGE,
        )
