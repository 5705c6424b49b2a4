"""What falls with a source, in every briefing of a project: its folder in, impacts out."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from reportkit.build import known_briefings
from reportkit.check import Checker
from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity
from reportkit.evidence import Impact, Source
from reportkit.files import today
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

    Asked for is a `key`, or every source of one of `statuses`, or the one at `url` (as
    addresses are compared when duplicates are looked for). A key or address that no
    ledger holds, and a briefing with errors, are `ReportkitError`s.
    """
    checker = Checker(root, today())
    found: list[Impact] = []
    known: set[str] = set()
    for name in known_briefings(root, briefings):
        briefing = checker.resolved(checker.disk, name)
        if briefing.has_errors:
            raise ReportkitError(*briefing.diagnostics)
        every = {impact.source.key: impact for impact in impacts(briefing)}
        for source in briefing.sources.values():
            known.add(source.key)
            if _is_asked(source, key, statuses, url):
                found.append(every.get(source.key, Impact(source, ())))
    if not found and not statuses:
        raise _unknown(key or url or "", known)
    cited = [impact for impact in found if impact.resting]
    return tuple(cited or found[:1])


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
    lines = [f"{impact.source.key}{status}: {impact.source.short}, {title}"]
    if not impact.resting:
        return "\n".join([*lines, "Nothing rests on it."])
    alone = len({r.passage for r in impact.resting if r.alone})
    count = f"{impact.passages} passage{'' if impact.passages == 1 else 's'}"
    lines.append(
        f"{count} rest{'s' if impact.passages == 1 else ''} on it, {alone} on nothing else."
    )
    for place in impact.resting:
        others = ", ".join(place.others) or "no other source"
        edition = f" (edition {place.edition})" if place.edition else ""
        lines += ["", f"{place.span}: {place.section or 'before the first heading'}{edition}"]
        lines += [f"  {place.sentence}", f"  also: {others}" if place.others else f"  {others}"]
    return "\n".join(lines)


def impact_records(found: Sequence[Impact]) -> list[dict[str, object]]:
    """Give impacts for machines."""
    return [
        {
            "key": impact.source.key,
            "status": str(impact.source.status),
            "ledger": str(impact.source.span),
            "passages": impact.passages,
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
