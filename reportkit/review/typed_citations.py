"""Rules about citations that were typed as words: which key is meant, and what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.diagnostics import Diagnostic, Edit, Text
from reportkit.model import Briefing
from reportkit.review.authorship import Ledger
from reportkit.review.case import Case
from reportkit.review.recognised import Recognised, Verdict, recognised
from reportkit.rules import finding

__all__ = ["edit_of", "extent", "key_of", "typed_citations", "written"]

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_]+(?:[:.#$%&+?~/-]+[A-Za-z0-9_]+)*")


def typed_citations(case: Case) -> Iterator[Diagnostic]:
    """Tell citations that name and year stand for, and the key of each."""
    ledger = Ledger(case.briefing.sources)
    for passage in case.briefing.passages:
        for text in passage.prose:
            for found in recognised(text.content, ledger):
                yield from _told(case.briefing, text, found)


def _told(briefing: Briefing, text: Text, found: Recognised) -> Iterator[Diagnostic]:
    typed = found.typed
    if not found.keys:
        for verdict in found.verdicts:
            part = verdict.part
            place = (part.at, part.end) if len(typed.parts) > 1 else (typed.start, typed.end)
            yield _finding(briefing, verdict, text, place, ())
        return
    after = written(text, found)
    edits = edit_of(briefing, text, typed.start, typed.end, after) if after else ()
    slips = [verdict for verdict in found.verdicts if verdict.slip]
    for verdict in slips[:1] or found.verdicts[:1]:
        yield _finding(briefing, verdict, text, (typed.start, typed.end), edits, found)


def _finding(
    briefing: Briefing,
    verdict: Verdict,
    text: Text,
    place: tuple[int, int],
    edits: tuple[Edit, ...],
    found: Recognised | None = None,
) -> Diagnostic:
    start, end = place
    said = " ".join(text.content[start:end].split())
    keys = found.keys if found else verdict.keys
    rule, message = "typed-citation", f"“{said}” is typed by hand"
    if verdict.slip:
        slip = verdict.slip
        rule = "given-name-citation"
        message = (
            f"“{said}” takes “{slip.given}” for a family name: "
            f"it is the given name of {slip.given} {slip.family} in “{slip.key}”."
        )
    elif not keys:
        message = f"{message}, and no source fits it."
    elif verdict.certain and (found or len(keys) == 1):
        message = f"{message} for {_listed(keys, 'and')}."
    else:
        message = f"{message}, and may mean {_listed(keys, 'or')}."
    hint = _hint(verdict, keys, edits)
    return finding(
        rule, message, text.span(start), hint, extent=extent(text, start, end), edits=edits
    )


def _hint(verdict: Verdict, keys: tuple[str, ...], edits: tuple[Edit, ...]) -> str:
    if edits:
        return f"Write “{edits[0].after}”."
    if not keys and verdict.nearest:
        nearest = _listed(verdict.nearest[:5], "and")
        return f"The nearest: {nearest}; or describe it in sources.yaml."
    if not keys:
        return "Describe it in sources.yaml, and cite it by its key."
    if len(keys) > 1 and not (verdict.certain and verdict.key):
        return f"Cite the one that is meant by its key, as in “[{_of_part(verdict, keys[0])}]”."
    meant = [_of_part(verdict, keys[0]), *map(key_of, keys[1:])]
    return f"Write “[{'; '.join(meant)}]” if that is meant."


def _of_part(verdict: Verdict, key: str) -> str:
    """Give one key with what was typed beside the year: “see @watson2020, 37–39”."""
    part = verdict.part
    return _item(part.lead, key, part.locator, part.suffix)


def _listed(keys: tuple[str, ...], joined: str) -> str:
    quoted = [f"“{key}”" for key in keys]
    if len(quoted) == 1:
        return quoted[0]
    return f"{', '.join(quoted[:-1])} {joined} {quoted[-1]}"


def written(text: Text, found: Recognised) -> str | None:
    """Give the citation as it should have been written; None where that is not certain."""
    typed = found.typed
    if not typed.whole or len(found.verdicts) != len(typed.parts):
        return None
    parts = [verdict.part for verdict in found.verdicts]
    # “(Kim 2023, 2024)” has two works rather than a page.
    if any(re.fullmatch(r"(?:19|20)\d\d[a-z]?", part.locator) for part in parts):
        return None
    before, after = text.content[: typed.start][-1:], text.content[typed.end :][:1]
    if typed.kind == "narrative":
        if re.match(r"[\w/.@:#&=?%+-]", before):
            return None
        bare = re.match(r"[.,;:)]?(?:\s|\Z)", text.content[typed.end :])
        name = key_of(found.keys[0], braces=bare is None)
        return f"{name} [{parts[0].locator}]" if parts[0].locator else name
    # What looks like the label of a link is one.
    if text.content[typed.start] == "[" and (
        after in ("(", "[", ":") or _is_label(text, typed.end)
    ):
        return None
    if after in ("(", "["):
        return None
    items = zip(parts, found.keys, strict=True)
    return f"[{'; '.join(_item(p.lead, key, p.locator, p.suffix) for p, key in items)}]"


def _item(lead: str, key: str, locator: str, suffix: str) -> str:
    return f"{lead}{key_of(key)}{f', {locator}' if locator else ''}{suffix.rstrip()}"


def _is_label(text: Text, end: int) -> bool:
    """Say whether blanks in place of an address follow: several of them, before anything else."""
    return text.content[end : end + 3] == "   "


def key_of(key: str, *, braces: bool = False) -> str:
    """Give a key as it is written in a citation."""
    return f"@{{{key}}}" if braces or not _PLAIN_KEY.fullmatch(key) else f"@{key}"


def extent(text: Text, start: int, end: int) -> int:
    """Count the characters from `start` to `end`, or to the end of the line."""
    return max(1, len(text.content[start:end].split("\n", 1)[0]))


def edit_of(briefing: Briefing, text: Text, start: int, end: int, after: str) -> tuple[Edit, ...]:
    """Give the change of what stands there; none where the file holds something else."""
    span = text.span(start)
    whole = briefing.texts.get(text.path)
    at = whole.offset(span) if whole else None
    before = text.content[start:end]
    if whole is None or at is None or whole.content[at : at + len(before)] != before:
        return ()
    return (Edit(span, before, after),)
