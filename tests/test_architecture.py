"""The law of imports, and the map of the house, held against the tree."""

from __future__ import annotations

import ast
import graphlib
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import reportkit
from reportkit.pipeline import FORMATS, STEPS
from reportkit.write import writer_of

FLOORS = (
    {"diagnostics", "xhtml"},
    {"rules", "evidence", "imprint", "manuscript"},
    {"model"},
    {"history"},
    {"files"},
    {"read", "resolve", "review", "write", "workers"},
    {"composing", "stamping"},
    {"citer"},
    {"pipeline"},
    {"build", "console", "doctor", "links", "starter"},
    {"check", "editions", "importing", "issuing", "ledger", "redlines"},
    {"impact", "listings", "reports", "site"},
    {"cli", "__init__"},
    {"__main__"},
)
"""Lowest first. A module or folder imports from below, never from beside or above."""

VERBS = {"read", "resolve", "review", "write"}
FILE_METHODS = {"open", "read_bytes", "read_text", "rename", "unlink", "write_bytes", "write_text"}

PACKAGE = Path(reportkit.__file__).parent
TREES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): (
        ast.parse(path.read_text("utf-8"))
    )
    for path in sorted(PACKAGE.rglob("*.py"))
}


def part(module: str) -> str:
    """Give the file or folder that `module` lives in: `read` for `reportkit.read.markup`."""
    return [*module.split("."), "__init__"][1]


def height(module: str) -> int:
    return next(level for level, floor in enumerate(FLOORS) if part(module) in floor)


def imported(module: str) -> set[str]:
    """Name what `module` imports of the package: at its head, in a function, for types alone."""
    found: set[str] = set()
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            found |= {f"{origin}.{alias.name}" for alias in node.names} & TREES.keys() or {origin}
    return {name for name in found if name.partition(".")[0] == "reportkit"}


def words(module: str) -> set[str]:
    """Every plain name and attribute in the code of `module`."""
    nodes = list(ast.walk(TREES[module]))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return names | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("module", TREES)
def test_a_module_imports_only_from_the_floors_below(module: str) -> None:
    others = {name for name in imported(module) if part(name) != part(module)}
    assert [name for name in others if height(name) >= height(module)] == []


def test_no_import_goes_in_a_circle() -> None:
    graph = {module: imported(module) - {module} for module in TREES}
    assert {*graphlib.TopologicalSorter(graph).static_order()} >= TREES.keys()


@pytest.mark.parametrize("module", sorted(TREES.keys() - {"reportkit"}))
def test_no_import_hides_from_this_law(module: str) -> None:
    assert words(module) & {"TYPE_CHECKING", "__import__", "import_module"} == set()


@pytest.mark.parametrize("module", [name for name in TREES if part(name) in VERBS])
def test_a_verb_is_handed_its_files_and_makes_no_door(module: str) -> None:
    nodes = [node for node in ast.walk(TREES[module]) if isinstance(node, ast.ImportFrom)]
    doors = [n for n in nodes if part(n.module or "") == "files"]
    taken = {alias.name for n in doors for alias in n.names}
    assert taken <= {"Files", "MAX_BYTES", "list_briefings"}


@pytest.mark.parametrize("module", [name for name in TREES if part(name) != "files"])
def test_only_the_door_opens_files(module: str) -> None:
    calls = [node.func for node in ast.walk(TREES[module]) if isinstance(node, ast.Call)]
    opened = [
        f"line {call.lineno}: {ast.unparse(call)}"
        for call in calls
        if (isinstance(call, ast.Attribute) and call.attr in FILE_METHODS)
        or (isinstance(call, ast.Name) and call.id == "open")
    ]
    assert opened == []


def test_every_package_that_is_imported_is_declared() -> None:
    """One that only comes along with another may go with it, too."""
    nodes = [node for tree in TREES.values() for node in ast.walk(tree)]
    used = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    used |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    foreign = {name.partition(".")[0] for name in used} - {"reportkit", *sys.stdlib_module_names}
    homes = packages_distributions()
    lines = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[^\w.-]", line)[0].lower() for line in lines["dependencies"]}
    assert {name for name in foreign if homes[name][0].lower() not in declared} == set()


def test_every_format_has_a_writer_that_makes_one_of_the_steps() -> None:
    assert {writer_of(name, FORMATS).makes for name in FORMATS} < {*STEPS}


def the_map() -> dict[str, str]:
    """Read the tree in the package's docstring: what stands in it, and its words."""
    drawn = (reportkit.__doc__ or "").partition("reportkit/\n")[2]
    entries = re.findall(r"^ {6}(\w+(?:\.py|/))(.*\n(?: {10,}.*\n)*)", drawn, re.MULTILINE)
    return dict(entries)


def test_the_map_names_every_module_and_folder_and_no_other() -> None:
    folders = {f"{path.name}/" for path in PACKAGE.iterdir() if path.is_dir()}
    modules = {path.name for path in PACKAGE.glob("*.py")}
    assert the_map().keys() == modules | folders - {"__pycache__/"} | {"vendor/"}


def test_the_public_names_are_these_and_all_of_them_can_be_had() -> None:
    assert {name: getattr(reportkit, name).__module__ for name in reportkit.__all__} == PUBLIC


PUBLIC = {
    "Briefing": "reportkit.model",
    "Checked": "reportkit.check",
    "Diagnostic": "reportkit.diagnostics",
    "ExitCode": "reportkit.diagnostics",
    "Edition": "reportkit.history",
    "Issue": "reportkit.imprint",
    "Kind": "reportkit.imprint",
    "Outcome": "reportkit.model",
    "Passage": "reportkit.model",
    "ReportkitError": "reportkit.diagnostics",
    "Section": "reportkit.model",
    "Severity": "reportkit.diagnostics",
    "Source": "reportkit.evidence",
    "Span": "reportkit.diagnostics",
    "build_briefings": "reportkit.build",
    "build_sites": "reportkit.site",
    "issue_briefing": "reportkit.issuing",
    "make_redline": "reportkit.redlines",
    "check_briefings": "reportkit.check",
    "find_project": "reportkit.build",
    "new_briefing": "reportkit.starter",
    "read_briefing": "reportkit.read.briefing",
    "read_editions": "reportkit.read.editions",
    "read_institute": "reportkit.read.institute",
    "schema": "reportkit.read.schemas",
}
