"""Begin a briefing: a slug, a title and a date in, a folder of texts out.

The texts are a briefing that builds as it is; `institute.yaml` is added only
where the project has none.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from string import Template

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
from reportkit.files import Disk, create, packaged
from reportkit.model import Artifact

__all__ = ["new_briefing"]


def new_briefing(root: Path, slug: str, *, title: str, date: datetime.date) -> tuple[str, ...]:
    """Make `content/<slug>/` in the project at `root`; give the paths of what was made.

    A slug of other than small letters, digits and single hyphens, and a briefing
    that exists, raise `ReportkitError` (usage); nothing is written then.
    """
    _refuse_bad(slug)
    folder = f"content/{slug}"
    values = {"title": _quoted(title), "date": date.isoformat()}
    door = packaged("starter")
    made: list[str] = []
    if not Disk(root).has("content/institute.yaml"):
        institute = Artifact("institute.yaml", door.read("institute.yaml"), "text/yaml")
        create((institute,), root / "content")
        made.append("content/institute.yaml")
    artifacts = tuple(
        Artifact(path, Template(text).substitute(values).encode(), "text/plain")
        for path, text in _starter_texts()
    )
    create(artifacts, root / folder)
    return (*made, *(f"{folder}/{artifact.path}" for artifact in artifacts))


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


def _refuse_bad(slug: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise ReportkitError(
            Diagnostic(
                "bad-slug",
                Severity.ERROR,
                f"“{slug}” cannot be the address of a briefing.",
                Span(f"content/{slug}"),
                "Use small letters, digits and single hyphens, as in `4ir-police-state`.",
            ),
            code=ExitCode.USAGE,
        )
