"""What every command does with a briefing before it is printed: read its house, resolve it.

Verbs are imported where they are used, so that whoever resolves waits for no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from reportkit.diagnostics import ReportkitError, Severity, Text
from reportkit.evidence import Source
from reportkit.files import Files, Recorded, packaged
from reportkit.history import Anchored, Edition
from reportkit.imprint import Issue
from reportkit.model import Briefing, Institute, Theme

__all__ = [
    "checked",
    "engine_texts",
    "heard",
    "house_text",
    "printed_names",
    "resolve_briefing",
    "resolve_words",
    "sound_institute",
    "unused_files",
]


def sound_institute(files: Files) -> Institute:
    """Read the institute; `ReportkitError` where there is something wrong with it."""
    from reportkit.read.institute import read_institute

    institute, diagnostics = read_institute(files)
    if institute is None or any(d.severity is Severity.ERROR for d in diagnostics):
        raise ReportkitError(*diagnostics)
    return institute


def engine_texts() -> tuple[str, dict[str, str]]:
    """Give the citation engine's source and the locales that travel with the program."""
    door = packaged("resolve")
    texts = {
        PurePosixPath(path).stem: door.read(path).decode()
        for path in door.list("locales")
        if path.endswith(".xml")
    }
    return packaged("vendor").read("citeproc.js").decode(), texts


def house_text(files: Files) -> Text | None:
    """Give the text that `sound_institute` reads."""
    from reportkit.read.institute import PATH
    from reportkit.read.texts import Findings, read_text

    return read_text(files, PATH, Findings())


def heard(briefing: Briefing, house: Text | None) -> Briefing:
    """Tell what `reportkit new` wrote, and leave out the findings that an editor has silenced.

    What rests on which source is added. `house` is the institute's text.
    """
    from reportkit.review.ledger import impacts
    from reportkit.review.placeholders import placeholders
    from reportkit.review.silence import audible

    texts = (*briefing.texts.values(), *((house,) if house else ()))
    found = audible((*briefing.diagnostics, *placeholders(texts)), briefing.silences)
    return replace(briefing, diagnostics=found, impacts=impacts(briefing))


def checked(resolved: Anchored, issue: Issue, files: Recorded) -> Anchored:
    """Hold what is to be issued to every rule, as of the day of its issue.

    `files` are those that it was read from.
    """
    from reportkit.review.case import Case
    from reportkit.review.checks import check

    briefing, house = resolved.briefing, house_text(files)
    unused = unused_files(files, briefing)
    case = Case(briefing, issue.date or briefing.date, unused, house=house, issuing=True)
    return replace(resolved, briefing=replace(briefing, diagnostics=check(case)))


def unused_files(files: Recorded, briefing: Briefing) -> tuple[str, ...]:
    """Give the files of a briefing's folder that nothing in it uses: not editions, nor a report."""
    from reportkit.read.briefing import REPORT

    kept = f"{briefing.folder}/editions/", f"{briefing.folder}/{REPORT}"
    used = files.seen.keys() | {s.archived.file for s in briefing.sources.values() if s.archived}
    there = files.list(briefing.folder)
    return tuple(path for path in there if path not in used and not path.startswith(kept))


def resolve_briefing(
    briefing: Briefing,
    theme: Theme,
    engine: Any,  # noqa: ANN401
    latest: Edition | None,
) -> Anchored:
    """Draw, number, anchor, cite and link: a briefing as it was read in, as it is printed out."""
    from reportkit.resolve.charts import draw

    # Charts first: they are drawn by a process of their own while the engine starts.
    briefing = draw(briefing, theme, str(packaged("vendor").root / "fonts"))
    return resolve_words(briefing, theme, engine, latest)


def resolve_words(
    briefing: Briefing,
    theme: Theme,
    engine: Any,  # noqa: ANN401
    latest: Edition | None,
) -> Anchored:
    """Do all that `resolve_briefing` does but for the drawing of charts.

    Where there is a latest edition its keys stay, and so does its date until the next.
    """
    from reportkit.resolve.citations import cite
    from reportkit.resolve.linking import link
    from reportkit.resolve.numbering import number

    anchored = _anchored(number(briefing, theme), latest)
    briefing = cite(anchored.briefing, engine, theme.texts[theme.settings["citation-style"]])
    return replace(anchored, briefing=link(briefing, theme))


def _anchored(briefing: Briefing, latest: Edition | None) -> Anchored:
    if latest is None:
        return Anchored(briefing)
    from reportkit.resolve.anchors import anchor
    from reportkit.review.alignment import align
    from reportkit.review.units import units

    dated = replace(briefing, date=latest.briefing.date)
    return anchor(dated, latest, align(units(latest.briefing), units(briefing)).matched())


def printed_names(
    files: Files, institute: Institute, briefings: Sequence[Briefing]
) -> Iterator[tuple[Source, str]]:
    """Give each source that a briefing cites as its list of references names it: “Kim 2024a”.

    Citations are formatted only where works of one author and year need letters.
    """
    alike = []
    for briefing in briefings:
        cited = _cited(briefing)
        if len({source.short for source in cited}) < len(cited):
            alike.append(briefing)
        else:
            yield from ((source, source.short) for source in cited)
    if not alike:
        return
    from reportkit.read.theme import read_theme
    from reportkit.resolve.engine import CitationEngine

    theme = read_theme(files, packaged("templates"), institute.theme)
    with CitationEngine(*engine_texts()) as engine:
        for briefing in alike:
            for entry in resolve_words(briefing, theme, engine, None).briefing.references:
                source = briefing.sources[entry.key]
                yield source, source.lettered(entry.xhtml)


def _cited(briefing: Briefing) -> list[Source]:
    citations = (citation for passage in briefing.passages for citation in passage.citations)
    keys = dict.fromkeys(item.key for citation in citations for item in citation.items)
    return [briefing.sources[key] for key in keys if key in briefing.sources]
