"""The editions of a briefing, as they were issued: list them, give their source, cite them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reportkit.build import known_briefings
from reportkit.console import as_json, table
from reportkit.diagnostics import ExitCode, ReportkitError, Span
from reportkit.files import Disk
from reportkit.history import Edition, edition_folder
from reportkit.read.bibliography.names import key_for
from reportkit.read.editions import read_editions
from reportkit.resolve.suggestion import own_item
from reportkit.rules import finding
from reportkit.write.citable import STYLES
from reportkit.write.theme import percent

__all__ = [
    "citation",
    "editions_json",
    "editions_text",
    "find_edition",
    "list_editions",
    "parted",
    "source_text",
    "source_texts",
]


def parted(name: str) -> tuple[str, str | None]:
    """Part “slug@1.0” into the briefing's key and the edition's number, None for the latest."""
    key, sign, number = name.partition("@")
    return key.removeprefix("content/").rstrip("/"), number if sign else None


def list_editions(root: Path, key: str) -> tuple[Edition, ...]:
    """Give every edition of the briefing `key`, in order.

    `ReportkitError` where there is no such briefing, or an edition was altered.
    """
    [key] = known_briefings(root, [key], issued=True)
    return read_editions(Disk(root), key)


def find_edition(root: Path, key: str, number: str | None = None) -> Edition:
    """Give an edition of a briefing, the latest where no number is given.

    `ReportkitError` (usage) where there is none of that number.
    """
    editions = list_editions(root, key)
    if not editions:
        message = f"No edition of “{key}” was issued yet."
        hint = f"`reportkit issue {key} --kind initial` issues the first."
        raise _unknown(key, message, hint)
    for edition in reversed(editions):
        if number in (None, edition.number):
            return edition
    message = f"“{key}” has no edition {number}."
    raise _unknown(key, message, f"There are: {', '.join(e.number for e in editions)}.")


def _unknown(key: str, message: str, hint: str) -> ReportkitError:
    found = finding("unknown-edition", message, Span(edition_folder(key)), hint)
    return ReportkitError(found, code=ExitCode.USAGE)


def editions_text(editions: Sequence[Edition]) -> str:
    """Give editions as a table: number, kind, day, per cent changed, summary."""
    if not editions:
        return "No edition was issued yet."
    head = ("edition", "kind", "issued", "changed", "summary")
    rows = [(e.number, str(e.imprint.kind), e.imprint.issued.isoformat(), _changed(e),
             e.imprint.summary) for e in editions]  # fmt: skip
    return table([head, *rows])


def _changed(edition: Edition) -> str:
    news = edition.imprint.news
    return percent(news.share) if news else ""


def editions_json(editions: Sequence[Edition]) -> str:
    """Give editions for machines: a record each."""
    return as_json([_record(edition) for edition in editions])


def _record(edition: Edition) -> Mapping[str, Any]:
    imprint = edition.imprint
    news = imprint.news
    return {
        "number": imprint.number,
        "kind": str(imprint.kind),
        "issued": imprint.issued.isoformat(),
        "published": imprint.published.isoformat(),
        "modified": imprint.modified.isoformat(),
        "first": imprint.first.isoformat(),
        "summary": imprint.summary,
        "reason": imprint.reason,
        "changed": round(news.share, 4) if news else None,
        "sections": {label: round(share, 4) for label, share in news.sections} if news else {},
        "references-added": list(news.added) if news else [],
        "references-dropped": list(news.dropped) if news else [],
        "address": imprint.address,
    }


def source_texts(root: Path, key: str, number: str | None = None) -> Mapping[str, bytes]:
    """Give the files that an edition was made from, by their paths in the project then."""
    edition = find_edition(root, key, number)
    disk, folder = Disk(root), f"{edition_folder(edition.briefing.key, edition.number)}/source"
    return {path.replace(folder, "content", 1): disk.read(path) for path in disk.list(folder)}


def source_text(texts: Mapping[str, bytes]) -> str:
    """Give the texts among `texts` one after another, each under its path."""
    shown = [path for path in texts if path.endswith((".yaml", ".yml", ".md"))]
    return "\n".join(f"==> {path} <==\n{texts[path].decode()}" for path in shown)


def citation(edition: Edition, style: str) -> str:
    """Give how an edition is cited: as “text” in the house's style, or as one of `STYLES`."""
    if style == "text":
        return html.unescape(re.sub(r"<[^>]*>", "", edition.imprint.citation))
    item = own_item(edition.briefing, edition.institute, edition.imprint)
    return STYLES[style]({**item, "id": key_for(item)})
