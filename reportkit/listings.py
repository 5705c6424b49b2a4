"""What there is, for people and for machines: the rules, and the sources of a project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportkit.console import as_json, table
from reportkit.evidence import Source
from reportkit.ledger import Listed
from reportkit.rules import FAMILIES, RULES

__all__ = ["CATALOGUES", "sources_json", "sources_text"]


def rules_text() -> str:
    """Give the catalogue for reading."""
    longest = max(map(len, RULES))
    lines: list[str] = []
    for family, rules in FAMILIES.items():
        lines += ["", f"{family}:"] if lines else [f"{family}:"]
        for rule in rules:
            mends = " (--fix mends it)" if rule.mends else ""
            lines.append(f"  {rule.id:{longest}}  {rule.severity:7}  {rule.words}{mends}")
    return "\n".join(lines)


def rules_json() -> str:
    """Give the catalogue for machines."""
    return as_json(
        [
            {
                "id": rule.id,
                "severity": str(rule.severity),
                "family": family,
                "words": rule.words,
                "mends": rule.mends,
            }
            for family, rules in FAMILIES.items()
            for rule in rules
        ]
    )


def rules_markdown() -> str:
    """Give the catalogue as the README holds it: a table that opens for each family."""
    lines: list[str] = []
    for family, rules in FAMILIES.items():
        lines += [f"<details><summary>{family}: {len(rules)} rules</summary>", ""]
        lines += ["| rule | severity | what it is there for |", "| --- | --- | --- |"]
        for rule in rules:
            words = rule.words.replace("|", "\\|").replace("<", "&lt;")
            mends = " `--fix` mends it." if rule.mends else ""
            lines.append(f"| `{rule.id}` | {rule.severity} | {words}{mends} |")
        lines += ["", "</details>", ""]
    return "\n".join(lines).strip()


CATALOGUES = {"text": rules_text, "json": rules_json, "markdown": rules_markdown}
"""How the rules are listed, by the name that `rules --format` takes."""


def sources_text(listed: Sequence[Listed]) -> str:
    """Give a ledger as a table: key, source, status, access, and the passages that rest on it."""
    if not listed:
        return "No ledger holds a source."
    head = ("key", "source", "status", "accessed", "passages")
    rows = [
        (one.source.key, one.name, str(one.source.status), _day(one.source, "accessed"),
         str(one.passages.total()))
        for one in listed
    ]  # fmt: skip
    return table([head, *rows])


def _day(source: Source, name: str) -> str:
    parts = source.csl.get(name, {}).get("date-parts", ())
    ends = ("-".join(f"{int(part):02}" for part in end) for end in parts)
    return "/".join(".." if end == "00" else end for end in ends)


def sources_json(listed: Sequence[Listed]) -> str:
    """Give a ledger for machines: a record a source."""
    return as_json([_source_record(one) for one in listed])


def _source_record(listed: Listed) -> dict[str, Any]:
    source, passages = listed.source, listed.passages
    copy = source.archived
    return {
        "key": source.key,
        "type": source.csl.get("type"),
        "short": listed.name,
        "title": source.csl.get("title"),
        "issued": _day(source, "issued") or None,
        "accessed": _day(source, "accessed") or None,
        "status": str(source.status),
        "archived": {"url": copy.url, "file": copy.file, "sha256": copy.sha256} if copy else None,
        "url": source.csl.get("URL"),
        "doi": source.csl.get("DOI"),
        "path": source.span.path,
        "line": source.span.line,
        "passages": sum(passages.values()),
        "briefings": dict(sorted(passages.items())),
    }
