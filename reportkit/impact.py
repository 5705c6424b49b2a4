"""What falls with a source, in every briefing of a project and every edition that was issued."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reportkit.build import known_briefings
from reportkit.check import Checker
from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity
from reportkit.evidence import Impact, Source, Status
from reportkit.files import today
from reportkit.history import Edition
from reportkit.read.editions import read_editions
from reportkit.review.duplicates import normal_url
from reportkit.review.ledger import impacts

__all__ = ["find_impacts", "impact_records", "impact_text"]


def find_impacts(
    root: Path,
    *,
    key: str | None = None,
    statuses: Sequence[str] = (),
    url: str | None = None,
    briefings: Sequence[str] = (),
) -> tuple[Impact, ...]:
    """Give what rests on the sources that are asked for, briefing by briefing.

    Of each briefing the working text comes first, and then its editions.

    Asked for is a `key`, or every source of one of `statuses`, or the one at `url` (as
    addresses are compared when duplicates are looked for). A key or address that no
    ledger holds, and a briefing with errors, are `ReportkitError`s.
    """
    checker = Checker(root, today())
    found: list[Impact] = []
    known: set[str] = set()
    for name in known_briefings(root, briefings):
        editions = read_editions(checker.disk, name)
        briefing = checker.resolved(checker.disk, name, editions[-1] if editions else None)
        if briefing.has_errors:
            raise ReportkitError(*briefing.diagnostics)
        every = _merged(impacts(briefing), editions, briefing.sources)
        sources = {**{key: impact.source for key, impact in every.items()}, **briefing.sources}
        for source in sources.values():
            known.add(source.key)
            if _is_asked(source, key, statuses, url):
                found.append(every.get(source.key, Impact(source, ())))
    if not found and not statuses:
        raise _unknown(key or url or "", known)
    cited = [impact for impact in found if impact.resting]
    return tuple(cited or found[:1])


def _merged(
    working: Sequence[Impact], editions: Sequence[Edition], ledger: Mapping[str, Source]
) -> dict[str, Impact]:
    """Give what rests on each source in the working text, and then in each edition, in order.

    What a ledger says of a source today holds for what was issued, too; one that it no
    longer has is as the edition had it.
    """
    every = {impact.source.key: impact for impact in working}
    latest = editions[-1].number if editions else None
    for edition in editions:
        for impact in impacts(edition.briefing, edition.number):
            key = impact.source.key
            source = ledger.get(key, impact.source)
            before = every.get(key, Impact(source, ()))
            withdrawn = edition.imprint.reason is not None
            owes = source.status is Status.RETRACTED and edition.number == latest and not withdrawn
            owing = (*before.owing, edition.number) if owes and impact.resting else before.owing
            resting, names = (*before.resting, *impact.resting), before.names | impact.names
            every[key] = Impact(source, resting, owing, names)
    return every


def _is_asked(source: Source, key: str | None, statuses: Sequence[str], url: str | None) -> bool:
    if key is not None:
        return source.key == key
    if url is not None:
        return normal_url(str(source.csl.get("URL", ""))) == normal_url(url)
    return source.status in statuses


def _unknown(key: str, known: set[str]) -> ReportkitError:
    near = difflib.get_close_matches(key, known, 1)
    message = f"No source is called “{key}”." if "/" not in key else f"No source is at “{key}”."
    hint = f"Did you mean “{near[0]}”?" if near else "`reportkit sources` lists them."
    finding = Diagnostic("unknown-source", Severity.ERROR, message, None, hint)
    return ReportkitError(finding, code=ExitCode.USAGE)


def impact_text(found: Sequence[Impact]) -> str:
    """Give impacts for reading."""
    if not found:
        return "No source has that status."
    return "\n\n".join(_one(impact) for impact in found)


def _one(impact: Impact) -> str:
    status = f" [{impact.source.status}]" if impact.source.status != "active" else ""
    title = impact.source.csl.get("title", "")
    lines = [f"{impact.source.key}{status}: {impact.name}, {title}"]
    if not impact.resting:
        return "\n".join([*lines, "Nothing rests on it."])
    lines += _counts(impact)
    for place in impact.resting:
        others = ", ".join(place.others) or "no other source"
        edition = f" (edition {place.edition})" if place.edition else ""
        lines += ["", f"{place.span}: {place.section or 'before the first heading'}{edition}"]
        lines += [f"  {place.sentence}", f"  also: {others}" if place.others else f"  {others}"]
    return "\n".join(lines)


def _counts(impact: Impact) -> Iterator[str]:
    """Say how much rests on a source: in the working text, and in each edition."""
    for edition in dict.fromkeys((None, *(place.edition for place in impact.resting))):
        places = [place for place in impact.resting if place.edition == edition]
        alone = sum(place.alone for place in places)
        where = f"Edition {edition}: " if edition else ""
        rest = "sentence rests" if len(places) == 1 else "sentences rest"
        owes = " It owes its readers a notice." if edition in impact.owing else ""
        yield f"{where}{len(places)} {rest} on it, {alone} on nothing else.{owes}"


def impact_records(found: Sequence[Impact]) -> list[dict[str, object]]:
    """Give impacts for machines."""
    return [
        {
            "key": impact.source.key,
            "status": str(impact.source.status),
            "ledger": str(impact.source.span),
            "passages": impact.passages,
            "sentences": len(impact.resting),
            "alone": sum(place.alone for place in impact.resting),
            "owing": list(impact.owing),
            "resting": [
                {
                    "briefing": place.briefing,
                    "edition": place.edition,
                    "section": place.section,
                    "passage": place.passage,
                    "path": place.span.path,
                    "line": place.span.line,
                    "column": place.span.column,
                    "sentence": place.sentence,
                    "others": list(place.others),
                }
                for place in impact.resting
            ],
        }
        for impact in found
    ]
