"""The catalogue of rules is whole, true, and what the README shows."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import reportkit
from reportkit.diagnostics import Severity
from reportkit.listings import rules_markdown
from reportkit.rules import FAMILIES, RULES, finding

PACKAGE = Path(reportkit.__file__).parent
SPEAKERS = {"error": Severity.ERROR, "wrong": Severity.ERROR, "warning": Severity.WARNING}


def spoken() -> set[tuple[str, str | None]]:
    """Give the literal ids that the code gives its findings, with the severity of each call."""
    found: set[tuple[str, str | None]] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            first = node.args[0]
            if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                continue
            if name in SPEAKERS and re.fullmatch("[a-z]+(-[a-z]+)*", first.value):
                found.add((first.value, SPEAKERS[name]))
            elif name in ("_refusal", "_usage") and "-" in first.value:
                found.add((first.value, Severity.ERROR))
            elif name == "finding":
                found.add((first.value, None))
            elif name == "Diagnostic":
                severity = next(
                    (a.attr for a in node.args if isinstance(a, ast.Attribute)), "ERROR"
                )
                found.add((first.value, Severity[severity]))
    return found


def test_every_finding_is_of_a_rule_that_is_listed_with_its_severity() -> None:
    assert len(spoken()) > 100
    assert {(rule, severity) for rule, severity in spoken() if rule not in RULES} == set()
    differing = {
        rule for rule, severity in spoken() if severity and RULES[rule].severity is not severity
    }
    assert differing == set()


def test_ids_are_of_one_kind_and_each_says_what_it_is_there_for() -> None:
    assert sum(map(len, FAMILIES.values())) == len(RULES)
    for rule in RULES.values():
        assert re.fullmatch("[a-z]+(-[a-z]+)*", rule.id)
        assert rule.words.endswith(".") and len(rule.words) < 80


def test_a_finding_has_its_rules_severity_and_an_unknown_rule_is_refused() -> None:
    assert finding("typed-ibid", "So.", None).severity is Severity.WARNING
    with pytest.raises(KeyError):
        finding("typed-ibidem", "So.", None)


def test_the_readme_holds_the_catalogue() -> None:
    readme = (PACKAGE.parent / "README.md").read_text("utf-8")
    shown = re.search(r"<!-- rules -->\n(.*)\n<!-- /rules -->", readme, re.DOTALL)
    assert shown is not None
    assert shown[1] == rules_markdown()


def test_the_command_lists_them() -> None:
    command = [sys.executable, "-m", "reportkit", "rules"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "  typed-ibid" in text and "(--fix mends it)" in text
    listed = subprocess.run(
        [*command, "--format", "json"], capture_output=True, text=True, check=True
    )
    assert [rule["id"] for rule in json.loads(listed.stdout)] == list(RULES)
