"""What was found, for people and for machines: findings in, text, JSON, GitHub or SARIF out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from reportkit.check import Checked, Mended
from reportkit.console import as_json, coloured, diagnostic_record, visible, width
from reportkit.diagnostics import Diagnostic, Edit, Severity, Text
from reportkit.rules import RULES

__all__ = ["REPORTS", "differences", "excerpt"]

WINDOW = 100
"""Columns of a source line that are shown."""

Report = Callable[[Sequence[Checked]], str]


def excerpt(diagnostic: Diagnostic, texts: Mapping[str, Text]) -> list[str]:
    """Give the line that is meant, and carets below what is meant in it; [] for none."""
    span = diagnostic.span
    text = texts.get(span.path) if span else None
    if span is None or text is None or not 1 <= span.line <= len(text.starts):
        return []
    line = text.content.split("\n", span.line)[span.line - 1]
    at = min(span.column - 1, len(line))
    whole_file = (span.line, span.column, diagnostic.extent) == (1, 1, 1)
    if not line.strip() or (whole_file and span.path.endswith(".yaml")):
        return []
    start = max(0, at - WINDOW // 2) if len(line) > WINDOW else 0
    shown = "".join(map(visible, line[start : start + WINDOW]))
    meant = line[at : min(at + max(diagnostic.extent, 1), start + WINDOW)]
    head, tail = ("…" if start else ""), ("…" if start + WINDOW < len(line) else "")
    indent = " " * (len(head) + width(line[start:at]))
    return [f"  {head}{shown}{tail}", f"  {indent}{'^' * max(width(meant), 1)}"]


def text(checked: Sequence[Checked]) -> str:
    """Give every finding with its line, and a last line that counts them."""
    lines: list[str] = []
    for one in checked:
        for diagnostic in one.diagnostics:
            first, *rest = coloured(diagnostic).split("\n")
            lines += [first, *excerpt(diagnostic, one.texts), *rest]
    return "\n".join([*lines, _counted(checked)])


def _counted(checked: Sequence[Checked]) -> str:
    found = [d for one in checked for d in one.diagnostics]
    briefings = _number(len(checked), "briefing")
    if not found:
        return f"Nothing found in {briefings}."
    errors = sum(d.severity is Severity.ERROR for d in found)
    counts = [_number(errors, "error")] if errors else []
    counts += [_number(len(found) - errors, "warning")] if errors < len(found) else []
    mendable = sum(bool(d.edits) for d in found)
    mending = f"; --fix mends {mendable}" if mendable else ""
    return f"{', '.join(counts)} in {briefings}{mending}."


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def json(checked: Sequence[Checked]) -> str:
    """Give one document: a record a briefing, and in it one a finding."""
    records = [
        {
            "key": one.key,
            "errors": one.errors,
            "warnings": len(one.diagnostics) - one.errors,
            "findings": [_record(diagnostic) for diagnostic in one.diagnostics],
        }
        for one in checked
    ]
    return as_json({"briefings": records})


def _record(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    edits = [
        {"path": e.span.path, "line": e.span.line, "column": e.span.column,
         "before": e.before, "after": e.after}
        for e in diagnostic.edits
    ]  # fmt: skip
    end = span.column + diagnostic.extent if span else None
    return {**diagnostic_record(diagnostic), "end_column": end, "edits": edits}


def github(checked: Sequence[Checked]) -> str:
    """Give workflow commands, which GitHub shows beside the lines of a pull request."""
    return "\n".join(_command(d) for one in checked for d in one.diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    span, words = diagnostic.span, diagnostic.message
    words += f"\n{diagnostic.hint}" if diagnostic.hint else ""
    properties = {"title": diagnostic.rule}
    if span:
        properties |= {
            "file": span.path,
            "line": str(span.line),
            "col": str(span.column),
            "endColumn": str(span.column + diagnostic.extent),
        }
    stated = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{diagnostic.severity} {stated}::{_data(words)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def sarif(checked: Sequence[Checked]) -> str:
    """Give a SARIF log (OASIS, 2.1.0): one run, the whole catalogue, and what mends a finding."""
    found = [d for one in checked for d in one.diagnostics]
    ids = list(RULES)
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.words},
            "defaultConfiguration": {"level": str(rule.severity)},
        }
        for rule in RULES.values()
    ]
    driver = {"name": "reportkit", "version": version("reportkit"), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, ids) for d in found],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return as_json({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _result(diagnostic: Diagnostic, ids: list[str]) -> dict[str, Any]:
    words = diagnostic.message + (f" {diagnostic.hint}" if diagnostic.hint else "")
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "level": str(diagnostic.severity),
        "message": {"text": words},
    }
    if diagnostic.rule in ids:
        result["ruleIndex"] = ids.index(diagnostic.rule)
    span = diagnostic.span
    if span:
        region = _region(span.line, span.column, diagnostic.extent)
        place = {"artifactLocation": {"uri": quote(span.path)}, "region": region}
        result["locations"] = [{"physicalLocation": place}]
    if diagnostic.edits:
        by_file: dict[str, list[Edit]] = {}
        for edit in diagnostic.edits:
            by_file.setdefault(edit.span.path, []).append(edit)
        result["fixes"] = [{"artifactChanges": [_change(p, e) for p, e in by_file.items()]}]
    return result


def _change(path: str, edits: Iterable[Edit]) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": _region(edit.span.line, edit.span.column, len(edit.before)),
            "insertedContent": {"text": edit.after},
        }
        for edit in edits
    ]
    return {"artifactLocation": {"uri": quote(path)}, "replacements": replacements}


def _region(line: int, column: int, length: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + length}


REPORTS: dict[str, Report] = {"text": text, "json": json, "github": github, "sarif": sarif}
"""How findings are told, by the name that `--format` takes."""


def differences(mended: Mended) -> str:
    """Give what mending changes (or would) as a unified diff, and how much that is."""
    lines = [line for change in mended.changes for line in change.diff()]
    if not lines:
        return "Nothing here can be mended by --fix."
    files = _number(len(mended.changes), "file")
    done = "mended" if mended.written else "could be mended"
    return "\n".join([*lines, f"{_number(mended.count, 'finding')} {done} in {files}."])
