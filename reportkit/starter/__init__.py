"""Begin a briefing: a slug, a title and a date in, a folder of texts out.

The texts are a briefing that builds as it is, by the first of the institute's people
(or those who are named) and in the first of its series; `institute.yaml` and the schemas
that editors check by are added only where the project has none.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity
from reportkit.files import Disk, Memory, create, packaged
from reportkit.model import Artifact, Institute
from reportkit.read.institute import PATH, read_institute
from reportkit.read.schemas import schema
from reportkit.read.texts import nearest
from reportkit.rules import finding

__all__ = ["Begun", "new_briefing", "refuse_bad", "schema_text"]


@dataclass(frozen=True, slots=True)
class Begun:
    """A briefing that was begun: the paths of what was made, whose it is, and its series.

    `authors` and `series` are as readers see them, or keys where the institute has none yet.
    """

    paths: tuple[str, ...]
    authors: tuple[str, ...]
    series: str


def new_briefing(
    root: Path, slug: str, *, title: str, date: datetime.date, authors: Sequence[str] = ()
) -> Begun:
    """Make `content/<slug>/` in the project at `root`, by the people whose keys are `authors`.

    A slug of other than small letters, digits and single hyphens, a briefing that exists,
    and somebody who is not one of the institute's people, raise `ReportkitError` (usage);
    nothing is written then.
    """
    refuse_bad(slug)
    folder = f"content/{slug}"
    files = Disk(root)
    starter = Memory({PATH: packaged("starter").read("institute.yaml")})
    house = read_institute(files if files.has(PATH) else starter)[0]
    people = house.people if house else {}
    _refuse_unknown(authors, people)
    keys = tuple(dict.fromkeys(authors)) or tuple(people)[:1] or ("first-author",)
    series = next(iter(house.series if house else ()), "issue-briefing")
    values = {
        "title": _quoted(title),
        "date": date.isoformat(),
        "authors": ", ".join(keys),
        "series": series,
    }
    shared = tuple(a for a in _shared() if not files.has(f"content/{a.path}"))
    artifacts = tuple(
        Artifact(path, Template(text).substitute(values).encode(), "text/plain")
        for path, text in _starter_texts()
    )
    hint = f"Choose another slug, or write on in {folder}/."
    create(artifacts, root / folder, folder, hint)
    create(shared, root / "content")
    paths = (
        *(f"content/{artifact.path}" for artifact in shared),
        *(f"{folder}/{artifact.path}" for artifact in artifacts),
    )
    names = tuple(people[key].name if key in people else key for key in keys)
    return Begun(paths, names, _shown(series, house))


def _refuse_unknown(keys: Sequence[str], people: Iterable[str]) -> None:
    known = sorted(people)
    for key in keys:
        if key not in known:
            near = nearest(key, known) or (f"Known are {', '.join(known)}." if known else None)
            hint = near or f"Write who that is below “people:” in {PATH}."
            found = finding("unknown-person", f"No person is called “{key}”.", None, hint)
            raise ReportkitError(found, code=ExitCode.USAGE)


def _shown(key: str, house: Institute | None) -> str:
    series = house.series.get(key) if house else None
    return f"{series.tag} {series.type}" if series else key


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
