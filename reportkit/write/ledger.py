"""Write into a ledger: its text and an entry in, the text with that entry out.

What stands in the file already (comments, order, quotes) stays as it is written.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable, Iterable, Mapping
from textwrap import indent
from typing import Any, TypeAlias

from reportkit.evidence import Archived, Source
from reportkit.model import Artifact

__all__ = ["HEAD", "archived_copy", "with_archived", "with_fields", "with_sources"]

Yaml: TypeAlias = Any
"""ruamel.yaml's objects, which have no types for us."""

HEAD = "# yaml-language-server: $schema={}.schema/sources.schema.json\n"
"""The first line of a new ledger, for editors; `{}` is the way up to `content/`."""

_FIRST = ("id", "type", "author", "editor", "title", "container-title", "issued", "accessed")
_NUMBERS = frozenset(("volume", "issue", "number", "edition", "page", "chapter-number",
                      "collection-number", "number-of-pages", "number-of-volumes"))  # fmt: skip
_DATES = frozenset(("issued", "accessed", "event-date", "original-date", "submitted",
                    "available-date", "container"))  # fmt: skip


def with_sources(text: str, sources: Iterable[Source]) -> str:
    """Give the text of a YAML ledger with `sources` after what stands in it."""
    entries = "\n".join(_dumped([_ordered(source.csl)]) for source in sources)
    before = text if not text or text.endswith("\n") else f"{text}\n"
    gap = "\n" if before.strip() else ""
    return f"{before}{gap}{entries}"


def with_archived(text: str, lines: tuple[int, int | None], archived: Archived) -> str:
    """Give the text of a YAML ledger in which the entry at `lines` has that archived copy."""
    told = {"url": archived.url, "file": archived.file, "sha256": archived.sha256}
    kept = {name: value for name, value in told.items() if value}

    def put(entry: Yaml) -> None:
        custom = entry.setdefault("custom", {})
        custom["archived"] = archived.url if [*kept] == ["url"] else kept

    return _rewritten(text, lines, put)


def with_fields(text: str, lines: tuple[int, int | None], fields: Mapping[str, Any]) -> str:
    """Give the text of a YAML ledger in which the entry at `lines` has those CSL fields.

    None takes a field away; what else the entry holds stays.
    """

    def put(entry: Yaml) -> None:
        for name, value in fields.items():
            if value is None:
                entry.pop(name, None)
            else:
                entry[name] = _value(name, value)

    return _rewritten(text, lines, put)


def _rewritten(text: str, lines: tuple[int, int | None], put: Callable[[Yaml], None]) -> str:
    every = text.splitlines(keepends=True)
    first, last = lines[0] - 1, lines[1] or len(every)
    while every[last - 1].lstrip().startswith("#") or not every[last - 1].strip():
        last -= 1  # a comment after the entry is the next one's
    entry = _yaml().load("".join(every[first:last]))
    put(entry[0])
    margin = every[first][: len(every[first]) - len(every[first].lstrip())]
    return "".join([*every[:first], indent(_dumped(entry), margin), *every[last:]])


def archived_copy(key: str, name: str, data: bytes) -> Artifact:
    """Give the file that keeps a copy of the source `key`, below the folder of its ledger."""
    ending = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    stem = re.sub(r"[^\w.-]", "-", key)
    return Artifact(f"archive/{stem}{ending[0].lower() if ending else ''}", data, "")


def _yaml() -> Yaml:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=2, offset=0)
    return yaml


def _dumped(value: Yaml) -> str:
    stream = io.StringIO()
    _yaml().dump(value, stream)
    return stream.getvalue()


def _ordered(csl: Mapping[str, Any]) -> Yaml:
    from ruamel.yaml.comments import CommentedMap

    names = [*(n for n in _FIRST if n in csl), *(n for n in csl if n not in _FIRST)]
    return CommentedMap((name, _value(name, csl[name])) for name in names)


def _value(name: str, value: Yaml) -> Yaml:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if name in _DATES:
        return _date(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        people = CommentedSeq(CommentedMap(person) for person in value)
        people.fa.set_flow_style()
        return people
    if name in _NUMBERS and re.fullmatch(r"[1-9]\d{0,8}", str(value)):
        return int(value)
    return value


def _date(date: Mapping[str, Any]) -> Yaml:
    """Write a CSL date as an author would: 2024, 2024-05-20, 2012/2014, 2024~."""
    if "date-parts" not in date:
        return dict(date)
    season = f"-{20 + int(date['season'])}" if "season" in date else ""
    doubt = "~" if date.get("circa") else ""
    ends = ["-".join(f"{part:02}" for part in parts) for parts in date["date-parts"]]
    written = "/".join(".." if end == "00" else f"{end}{season}{doubt}" for end in ends)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        return datetime.date.fromisoformat(written)
    return int(written) if re.fullmatch(r"[1-9]\d{3}", written) else written
