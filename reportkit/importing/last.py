"""What was imported last, the base of a merge: read, and held against what it must hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
from reportkit.files import Disk
from reportkit.importing import BASE
from reportkit.importing.listed import read_list
from reportkit.importing.values import values_of
from reportkit.read.texts import Findings
from reportkit.rules import finding

__all__ = ["last_import", "refuse_missing"]

_HINT = "Bring .import/ back from the project's history, or import the copy anew with `--as`."


def last_import(root: Path, slug: str) -> dict[str, bytes]:
    """Read the files of the last import of `slug`.

    `ReportkitError` where it was never imported (usage), and where what was kept of that
    is broken or not whole: a merge would double every passage that is missing.
    """
    folder = f"content/{slug}"
    door = Disk(root / folder / BASE)
    files = {path: door.read(path) for path in door.list("")}
    if not files:
        message = f"“{slug}” was not imported: there is no {folder}/{BASE}/."
        hint = "`--as` begins a new briefing."
        raise ReportkitError(
            Diagnostic("not-imported", Severity.ERROR, message, None, hint), code=ExitCode.USAGE
        )
    found = _defects(f"{folder}/{BASE}", files)
    if found:
        raise ReportkitError(*found)
    return files


def refuse_missing(
    slug: str, base: Mapping[str, bytes], mine: Mapping[str, bytes], theirs: Mapping[str, bytes]
) -> None:
    """Refuse where the last import lacks a text that the briefing and the copy have from it.

    It is one of the same name, with a passage in common, of a number that `base` has not.
    """
    numbers = {name[:2] for name in base}
    found = [
        _missing(f"content/{slug}/{BASE}/{name}")
        for name in sorted(theirs)
        if name.endswith(".md") and name in mine and name[:2] not in numbers
        if _passages(mine[name]) & _passages(theirs[name])
    ]
    if found:
        raise ReportkitError(*found)


def _passages(data: bytes) -> set[bytes]:
    every = (one.strip() for one in data.replace(b"\r\n", b"\n").split(b"\n\n"))
    return {one for one in every if one and not one.startswith(b"#")}


def _defects(folder: str, files: Mapping[str, bytes]) -> list[Diagnostic]:
    from ruamel.yaml.error import YAMLError

    found = [_missing(f"{folder}/{name}") for name in _gaps(files)]
    try:
        values_of(files.get("briefing.yaml", b""))
    except (YAMLError, UnicodeDecodeError, ValueError, TypeError):
        found.append(_broken(f"{folder}/briefing.yaml"))
    for name in sorted(name for name in files if name.endswith(".md")):
        try:
            files[name].decode("utf-8")
        except UnicodeDecodeError:
            found.append(_broken(f"{folder}/{name}"))
    if "sources.yaml" in files:
        findings = Findings()
        read_list(f"{folder}/sources.yaml", files["sources.yaml"], findings)
        errors = [d for d in findings if d.severity is Severity.ERROR]
        found += [_broken(f"{folder}/sources.yaml", d.span, d.message) for d in errors]
    return found


def _gaps(files: Mapping[str, bytes]) -> list[str]:
    """Name what is missing: the metadata, and texts, which an import numbers without a gap."""
    numbers = {name[:2] for name in files if name.endswith(".md") and name[:2].isdigit()}
    last = max(map(int, numbers), default=1)
    gaps = [f"{n:02}-….md" for n in range(1, last + 1) if f"{n:02}" not in numbers]
    return [*(["briefing.yaml"] if "briefing.yaml" not in files else []), *gaps]


def _missing(path: str) -> Diagnostic:
    return finding("import-base", "This file of the last import is missing.", Span(path), _HINT)


def _broken(path: str, span: Span | None = None, why: str = "") -> Diagnostic:
    message = f"This file of the last import is broken. {why}".strip()
    return finding("import-base", message, span or Span(path), _HINT)
