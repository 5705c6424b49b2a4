"""The law of imports, and the map of the house, held against the tree."""

from __future__ import annotations

import ast
import graphlib
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "reportkit"
VERBS = frozenset({"read", "resolve", "review", "write"})
BELOW_VERBS = frozenset({"diagnostics", "files", "model"})
MAY_IMPORT = {
    "diagnostics": frozenset[str](),
    "model": frozenset({"diagnostics"}),
    "files": frozenset({"diagnostics", "model"}),
    **{verb: BELOW_VERBS for verb in VERBS},
    "doctor": BELOW_VERBS,
    "build": BELOW_VERBS | VERBS,
    "__init__": BELOW_VERBS | VERBS | {"build"},
    "cli": BELOW_VERBS | VERBS | {"__init__", "build", "doctor"},
    "__main__": frozenset({"cli"}),
}
"""The floor on which a module or a folder stands: it may import these, and its own folder."""

FILE_METHODS = frozenset(
    "open read_bytes read_text rename rmdir touch unlink write_bytes write_text".split()
)
DOOR = frozenset({"files.py"})


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}


def imports_of(name: str) -> set[str]:
    """Name the modules of the package that `name` imports, at its head or within a function."""
    found = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            inner = {f"{origin}.{alias.name}" for alias in node.names}
            found |= inner & MODULES.keys() or {origin}
    return {module for module in found if module.split(".")[0] == "reportkit"}


def floor_of(name: str) -> str:
    return (name.split(".") + ["__init__"])[1]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_the_floors_below_it(name):
    floors = {floor_of(module) for module in imports_of(name)}
    assert floors - {floor_of(name)} <= MAY_IMPORT[floor_of(name)]


def test_no_import_goes_in_a_circle():
    graph = {name: imports_of(name) - {name} for name in MODULES}
    assert set(graphlib.TopologicalSorter(graph).static_order()) >= MODULES.keys()


@pytest.mark.parametrize("name", MODULES)
def test_no_import_hides_from_the_law(name):
    hidden = {"TYPE_CHECKING", "import_module", "__import__"}
    words = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(TREES[name])}
    relative = [n for n in ast.walk(TREES[name]) if isinstance(n, ast.ImportFrom) and n.level]
    assert (words & hidden, relative) == (set(), [])


@pytest.mark.parametrize("name", [n for n in MODULES if floor_of(n) in VERBS])
def test_a_verb_is_given_its_files_and_opens_no_door(name):
    doors = {"Disk", "packaged", "publish", "under_lock"}
    words = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(TREES[name])}
    assert words & doors == set()


@pytest.mark.parametrize("name", [n for n, path in MODULES.items() if path.name not in DOOR])
def test_only_the_door_opens_files(name):
    calls = [node.func for node in ast.walk(TREES[name]) if isinstance(node, ast.Call)]
    named = {f"line {call.lineno}: {call.id}" for call in calls if getattr(call, "id", 0) == "open"}
    methods = {
        f"line {call.lineno}: {call.attr}"
        for call in calls
        if isinstance(call, ast.Attribute) and call.attr in FILE_METHODS
    }
    assert named | methods == set()


def the_map() -> dict[str, str]:
    """Read the tree in the package's docstring: a name, indented by two, and its words."""
    drawn = (ast.get_docstring(TREES["reportkit"], clean=True) or "").partition("reportkit/\n")[2]
    house = re.split(r"^(?=\S)", drawn, maxsplit=1, flags=re.MULTILINE)[0]
    entries = re.findall(r"^  (\w+(?:\.py|/))((?:.*\n?)(?:^ {4,}.*\n?)*)", house, re.MULTILINE)
    return dict(entries)


def test_the_map_names_every_module_and_folder_and_no_other():
    drawn = the_map()
    tree = {p.name for p in PACKAGE.glob("*.py")} | {f"{p.parent.name}/" for p in inner_modules()}
    assert drawn.keys() == tree


def test_the_map_names_every_module_within_a_folder():
    drawn = the_map()
    unnamed = [
        name_of(path)
        for path in inner_modules()
        if not re.search(rf"\b{path.stem}\b", drawn.get(f"{path.parent.name}/", ""))
    ]
    assert unnamed == []


def inner_modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.glob("*/*.py")) if path.name != "__init__.py"]


def test_the_public_names_are_these():
    import reportkit

    assert sorted(reportkit.__all__) == PUBLIC
    assert [name for name in PUBLIC if not hasattr(reportkit, name)] == []


PUBLIC: list[str] = [
    "Artifact",
    "Briefing",
    "Diagnostic",
    "ReportkitError",
    "Severity",
    "Span",
]
