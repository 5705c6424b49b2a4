"""The list of references of a later copy: which of its entries is which, and what changed.

The list as the author last wrote it stands in `.import/sources.yaml`; it is the base of a
merge by entry and field. An entry that the author changed keeps its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reportkit.diagnostics import Span, Text
from reportkit.evidence import Source
from reportkit.read.bibliography import Entry, entries, finished, read_entries
from reportkit.read.texts import Findings
from reportkit.review.duplicates import same
from reportkit.write.ledger import HEAD, with_fields, with_sources

__all__ = ["Change", "as_source", "changes", "list_text", "merged_list", "read_list",
           "renamed", "shown", "with_kept_keys"]  # fmt: skip

_LEDGER = "/sources.yaml"
"""The end of the path of a ledger that is written to."""

_ALIKE = 60
"""How like each other two titles of one author are, in hundredths, to be one that was changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one entry: `kind` is edited, inserted, removed or conflict.

    `fields` are the values that the author changed; None stands for one that is gone.
    """

    kind: str
    key: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)


def list_text(sources: Iterable[Source]) -> bytes:
    """Give a list as the text of a ledger."""
    return with_sources(HEAD.format("../../"), sources).encode()


def read_list(path: str, data: bytes, findings: Findings) -> dict[str, Source]:
    """Read a list that `list_text` gave; what is broken is told."""
    try:
        text = Text(path, data.decode("utf-8").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        findings.error("encoding", "This file is not UTF-8.", Span(path))
        return {}
    return read_entries(text, "yaml", findings)


def as_source(csl: Mapping[str, Any], key: str) -> Source:
    """Give an entry of a copy as a source; what the calendar has not is told elsewhere."""
    source = finished(Entry({**csl, "id": key}, Span("sources.yaml")), Findings())
    assert source is not None
    return source


def with_kept_keys(
    items: Iterable[Mapping[str, Any]], base: Mapping[str, Source], own: Mapping[str, Source]
) -> dict[str, Source]:
    """Give `own` with the entries of a later list as the author has them, under their keys.

    `items` are those entries in CSL, `base` the list as it was. What was in that list
    already, changed or not, keeps its key, and so do the citations of it.
    """
    new = [as_source(csl, "draft") for csl in items]
    pairs = _pairs(new, base)
    kept = {key: as_source(new[n].csl, key) for n, key in pairs.items()}
    renamed = {key: _key_now(base[key], own) for key in kept}
    return {**own, **{now: as_source(kept[key].csl, now) for key, now in renamed.items()}}


def renamed(text: bytes, base: Mapping[str, Source], own: Mapping[str, Source]) -> bytes:
    """Give a text of the last import with the keys that an editor gave its sources since."""
    for key, before in base.items():
        now = _key_now(before, own)
        if now != key:
            parts = re.split(rf"@{re.escape(key)}(?![\w:-])", text.decode("utf-8"))
            text = f"@{now}".join(parts).encode()
    return text


def _key_now(before: Source, own: Mapping[str, Source]) -> str:
    """Give the key that an editor gave an entry since."""
    if before.key in own:
        return before.key
    return next((key for key, one in own.items() if same(one.csl, before.csl)), before.key)


def _pairs(new: list[Source], base: Mapping[str, Source]) -> dict[int, str]:
    pairs: dict[int, str] = {}
    for n, one in enumerate(new):
        found = next((key for key, before in base.items() if same(one.csl, before.csl)), None)
        if found:
            pairs[n] = found
    free = [key for key in base if key not in pairs.values()]
    scores = sorted(
        ((_score(one.csl, base[key].csl), n, key)
         for n, one in enumerate(new) if n not in pairs for key in free),
        key=lambda scored: (-scored[0], scored[1]),
    )  # fmt: skip
    for score, n, key in scores:
        if score and n not in pairs and key not in pairs.values():
            pairs[n] = key
    return pairs


def _score(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """Say how surely an entry is another that was changed; 0 where it is not."""
    from rapidfuzz import fuzz

    title = fuzz.ratio(*(str(csl.get("title", "")).casefold() for csl in (one, other)))
    author, year = ([_author(one), _year(one)][n] == [_author(other), _year(other)][n] != ""
                    for n in (0, 1))  # fmt: skip
    is_one = (author and (year or title > _ALIKE)) or title > 90
    return title + 100 * author + 100 * year if is_one else 0


def _author(csl: Mapping[str, Any]) -> str:
    people = csl.get("author") or csl.get("editor") or [{}]
    return str(people[0].get("family") or people[0].get("literal") or "").casefold()


def _year(csl: Mapping[str, Any]) -> str:
    parts = (csl.get("issued") or {}).get("date-parts") or [[""]]
    return str(parts[0][0] if parts[0] else "")


def changes(
    base: Mapping[str, Source], own: Mapping[str, Source], listed: Mapping[str, Source]
) -> list[Change]:
    """Merge the lists by entry; `listed` is the later one, by the keys that are used now."""
    before = {_key_now(one, own): one for one in base.values()}
    answer: list[Change] = []
    for key, one in listed.items():
        if key in before:
            answer += _changed(key, before[key], own.get(key), one)
        elif key not in own:
            answer.append(Change("inserted", key, {}, one.csl))
    gone = (key for key in before if key not in listed)
    return [*answer, *(Change("removed", key, before[key].csl, {}) for key in gone)]


def _changed(key: str, before: Source, mine: Source | None, after: Source) -> Iterable[Change]:
    names = dict.fromkeys([*before.csl, *after.csl])
    fields = {
        n: after.csl.get(n) for n in names if n != "id" and before.csl.get(n) != after.csl.get(n)
    }
    if mine is None:
        if fields:
            yield Change("conflict", key, {}, after.csl, fields)
        return
    fields = {n: value for n, value in fields.items() if mine.csl.get(n) != value}
    if fields:
        free = all(mine.csl.get(n) == before.csl.get(n) for n in fields)
        yield Change("edited" if free else "conflict", key, mine.csl, after.csl, fields)


def merged_list(
    text: str, own: Mapping[str, Source], merging: Iterable[Change]
) -> tuple[str | None, list[Change]]:
    """Write changes into sources.yaml: give its text, None where it stays, and what was done.

    A change of an entry that stands in another file, or nowhere, is a conflict.
    """
    before, done = text, []
    for change in merging:
        kind = change.kind
        if kind == "inserted":
            text = with_sources(text or HEAD.format("../"), [as_source(change.after, change.key)])
        elif kind == "edited":
            lines = (
                _lines(text, change.key) if own[change.key].span.path.endswith(_LEDGER) else None
            )
            kind = "edited" if lines else "conflict"
            text = with_fields(text, lines, change.fields) if lines else text
        done.append(replace(change, kind=kind))
    return (text if text != before else None), done


def _lines(text: str, key: str) -> tuple[int, int | None] | None:
    every = entries(Text("sources.yaml", text), "yaml", Findings())
    return next((one.lines for one in every if one.values.get("id") == key), None)


def shown(csl: Mapping[str, Any]) -> str:
    """Give an entry as the ledger has it."""
    return with_sources("", [as_source(csl, str(csl["id"]))]).strip() if csl else ""
