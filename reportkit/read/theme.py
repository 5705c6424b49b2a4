"""A theme's folder in, a `Theme` out: the project's own, else the one that is packaged.

A theme is whole: a project that brings `templates/eai/` brings all of it, and
nothing of the packaged one is mixed in.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from reportkit.diagnostics import Diagnostic, ReportkitError, Severity, Span
from reportkit.files import Files
from reportkit.model import Font, Theme
from reportkit.read.construct import WRONG, construct
from reportkit.read.schemas import THEME
from reportkit.read.strict_yaml import parse_yaml
from reportkit.read.texts import Findings, nearest, read_text

__all__ = ["read_theme"]

_TEXTS = {".css", ".csl", ".html", ".js", ".json", ".svg", ".txt", ".xml", ".yaml"}
_NAMED = ("name", "numbering", "fonts", "terms")


def read_theme(files: Files, packaged: Files, name: str) -> Theme:
    """Read the theme `name`; `ReportkitError` where there is none or `theme.yaml` is wrong.

    `settings` holds every key of `theme.yaml` that is not a field of `Theme`.
    """
    for door, folder in ((files, f"templates/{name}"), (packaged, name)):
        if door.has(f"{folder}/theme.yaml"):
            return _read(door, folder, name)
    known = {path.split("/")[1] for path in files.list("templates") if path.count("/") > 1}
    known |= {path.split("/")[0] for path in packaged.list("") if "/" in path}
    raise ReportkitError(
        Diagnostic(
            "unknown-theme",
            Severity.ERROR,
            f"No theme is called “{name}”.",
            Span("content/institute.yaml"),
            nearest(name, known) or f"Known are {', '.join(sorted(known))}.",
        )
    )


def _read(files: Files, folder: str, name: str) -> Theme:
    findings = Findings()
    text = read_text(files, f"{folder}/theme.yaml", findings)
    node = parse_yaml(text, findings) if text else None
    values: Any = construct(node, THEME, findings) if node else WRONG
    texts = _texts(files, folder, findings)
    if findings or values is WRONG:
        if not findings:
            findings.error("empty-file", "This file is empty.", Span(f"{folder}/theme.yaml"))
        raise ReportkitError(*findings)
    return Theme(
        name=values.get("name", name),
        numbering=tuple(values["numbering"]),
        terms=values["terms"],
        fonts=tuple(
            Font(font["family"], font["weight"], font["style"], font["file"])
            for font in values["fonts"]
        ),
        settings={key: value for key, value in values.items() if key not in _NAMED},
        texts=texts,
    )


def _texts(files: Files, folder: str, findings: Findings) -> dict[str, str]:
    texts = {}
    for path in files.list(folder):
        if PurePosixPath(path).suffix in _TEXTS:
            text = read_text(files, path, findings)
            if text is not None:
                texts[path.removeprefix(f"{folder}/")] = text.content
    return texts
