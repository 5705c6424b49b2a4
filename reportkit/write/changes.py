"""Write what became of a briefing over its editions: a change log, notices, `versions.json`.

All of it comes from the editions' own imprints, so that it cannot say what they do not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from reportkit.history import Standing
from reportkit.imprint import Imprint
from reportkit.model import Artifact, Briefing, Institute, Theme
from reportkit.write.theme import render

__all__ = ["CHANGES", "versions", "write_changes"]

CHANGES = "changes.html"
"""The change log's name beside the latest edition's page, and that of its template."""


def write_changes(
    briefing: Briefing, institute: Institute, theme: Theme, standing: Standing
) -> Mapping[str, str]:
    """Give the pages beside the latest edition's, by their paths: the log, and the notices."""
    steps = _steps(standing)
    pages = {CHANGES: render(theme, CHANGES, briefing, institute, standing=standing, steps=steps)}
    for imprint in standing.imprints:
        if imprint.notice or imprint.reason:
            page = render(
                theme, "notice.html", briefing, institute, standing=standing, imprint=imprint
            )
            pages[notice_path(imprint)] = page
    return pages


def notice_path(imprint: Imprint) -> str:
    """Give the path of the page that holds an edition's notice."""
    return f"notices/{imprint.number}.html"


def _steps(standing: Standing) -> tuple[tuple[Imprint, Imprint | None], ...]:
    """Give each edition with the one before it, the latest first."""
    imprints = standing.imprints
    return tuple(zip(reversed(imprints), (*reversed(imprints[:-1]), None), strict=True))


def versions(briefing: Briefing, standing: Standing, digests: Mapping[str, str]) -> Artifact:
    """Give `versions.json`, which tells machines every edition; `digests` are their PDFs'."""
    record = {
        "briefing": briefing.key,
        "title": briefing.title,
        "latest": standing.latest.number,
        "address": standing.latest.latest,
        "withdrawn": standing.latest.reason,
        "versions": [_version(briefing, i, digests[i.number]) for i in standing.imprints],
    }
    text = json.dumps(record, ensure_ascii=False, indent=2)
    return Artifact("versions.json", f"{text}\n".encode(), "application/json")


def _version(briefing: Briefing, imprint: Imprint, digest: str) -> dict[str, Any]:
    return {
        "number": imprint.number,
        "kind": str(imprint.kind),
        "issued": imprint.issued.isoformat(),
        "published": imprint.published.isoformat(),
        "modified": imprint.modified.isoformat(),
        "summary": imprint.summary,
        "changed": round(imprint.news.share, 4) if imprint.news else None,
        "address": imprint.address,
        "pdf": f"{imprint.address}{briefing.key}.pdf",
        "sha256": digest,
    }
