"""The command as a user types it."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import jsonschema
import pytest
import yaml

from reportkit.cli import command
from tests.conftest import ROOT, SMALL, reportkit, tree, write

LAZY = """
import sys
sys.argv = ["reportkit", "--help"]
try:
    __import__("reportkit.cli").cli.main()
except SystemExit:
    pass
heavy = ("weasyprint", "py_mini_racer", "vl_convert", "markdown", "jinja2", "yaml")
print([name for name in heavy if name in sys.modules])
"""


def test_help_loads_neither_the_typesetter_nor_the_engine(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LAZY],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("part", "others"),
    [
        ("from reportkit.write import writer_of; writer_of('html', ('html',))", "weasyprint pydyf"),
        ("import reportkit.read.institute, reportkit.read.theme", "markdown nh3"),
        ("import reportkit.resolve.engine", "markdown yaml py_mini_racer"),
        (
            "from reportkit.write.press import load_weasyprint; load_weasyprint()",
            "fontTools.subset",
        ),
    ],
)
def test_each_process_of_a_build_loads_its_own_part_alone(part: str, others: str) -> None:
    program = f"import sys; {part}; print([m for m in {others.split()} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"


def test_every_command_and_option_has_its_help() -> None:
    for name in command.homes:
        each = command.get_command(click.Context(command), name)
        assert each and each.help, name
        for parameter in each.params:
            if parameter.param_type_name == "option":
                assert parameter.help, f"{name} {parameter.name}"


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text()
    named = set(re.findall(r"^\| `reportkit ([a-z]+)", readme, re.MULTILINE))
    assert named == set(command.homes)


def test_an_unknown_briefing_is_told_with_the_nearest(small: Path) -> None:
    run = reportkit("build", "smal", cwd=small)
    assert run.returncode == 2
    assert run.stderr == (
        "error[unknown-briefing]: No briefing is called “smal”.\n  hint: Did you mean “small”?\n"
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("biuld", "Error: No such command 'biuld'. Did you mean 'build'?"),
        ("xyzzy", "Error: No such command 'xyzzy'."),
    ],
)
def test_an_unknown_command_is_told_with_the_nearest(typed: str, told: str, tmp_path: Path) -> None:
    run = reportkit(typed, cwd=tmp_path)
    assert (run.returncode, run.stderr.splitlines()[-1]) == (2, told)


def test_a_briefing_may_be_named_by_its_folder(small: Path) -> None:
    assert reportkit("build", "--to", "html", "content/small/", cwd=small).returncode == 0
    assert "index.html" in tree(small / "build/draft/small")


@pytest.mark.parametrize(
    ("day", "hint"),
    [
        ("2 September 2025", "Write 2025-09-02."),
        ("9/2/2025", "Write year, month and day, as in 2024-07-18."),
    ],
)
def test_a_day_in_another_form_is_told_as_it_is_to_be_typed(
    small: Path, day: str, hint: str
) -> None:
    run = reportkit("check", "--today", day, cwd=small)
    told = f"Error: Invalid value for '--today': “{day}” is not a day. {hint}"
    assert (run.returncode, run.stderr.splitlines()[-1]) == (2, told)


def test_outside_a_project_the_way_in_is_told(tmp_path: Path) -> None:
    run = reportkit("build", cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr == (
        "error[no-project]: There is no content/institute.yaml here or in any folder above.\n"
        "  hint: `reportkit new my-briefing` makes one, with a first briefing.\n"
    )


def test_an_unknown_format_is_wrong_usage(small: Path) -> None:
    run = reportkit("build", "--to", "docx", cwd=small)
    assert run.returncode == 2
    assert "“docx” is no format; there are html, pdf." in run.stderr


def test_warnings_stop_a_build_only_when_it_is_strict(small: Path) -> None:
    write(small, {"content/small/notes.txt": "unused"})
    assert reportkit("build", cwd=small).returncode == 0


def test_machines_read_the_outcome_as_json(small: Path) -> None:
    run = reportkit("build", "--format", "json", cwd=small)
    outcome = json.loads(run.stdout)
    (briefing,) = outcome["briefings"]
    assert (briefing["key"], briefing["built"], briefing["diagnostics"]) == ("small", True, [])
    assert {a["path"] for a in briefing["artifacts"]} == set(tree(small / "build/draft/small"))
    write(small, {"content/small/01-text.md": "Rests on [@lee205].\n"})
    (briefing,) = json.loads(reportkit("build", "--format", "json", cwd=small).stdout)["briefings"]
    assert briefing["diagnostics"] == [
        {
            "rule": "unknown-source",
            "severity": "error",
            "message": "No source is called “lee205”.",
            "path": "content/small/01-text.md",
            "line": 1,
            "column": 11,
            "hint": "Did you mean “lee2005”?",
        }
    ]


@pytest.mark.parametrize("name", ["briefing", "institute", "sources"])
def test_a_schema_is_printed_and_is_the_one_beside_the_sample(tmp_path: Path, name: str) -> None:
    run = reportkit("schema", name, cwd=tmp_path)
    assert json.loads(run.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert (ROOT / "content" / ".schema" / f"{name}.schema.json").read_text() == run.stdout


def test_every_yaml_file_names_a_schema_that_stands_where_it_says(tmp_path: Path) -> None:
    assert reportkit("new", "paper", cwd=tmp_path).returncode == 0
    for content in (ROOT / "content", tmp_path / "content"):
        # Copies of what was issued stand elsewhere, and nobody edits them.
        texts = [*content.glob("*.yaml"), *content.glob("*/*.yaml")]
        assert len(texts) == 3
        for text in texts:
            first = text.read_text().splitlines()[0]
            relative = first.removeprefix("# yaml-language-server: $schema=")
            schema = json.loads((text.parent / relative).read_text())
            jsonschema.validate(yaml.load(text.read_text(), yaml.BaseLoader), schema)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_for_the_shell(tmp_path: Path, shell: str) -> None:
    run = reportkit("completion", shell, cwd=tmp_path)
    assert run.returncode == 0
    assert "_REPORTKIT_COMPLETE" in run.stdout


def test_a_terminal_sees_a_bar_and_its_line_is_given_back(small: Path) -> None:
    master, slave = pty.openpty()
    run = subprocess.run(
        [sys.executable, "-m", "reportkit", "build", "--to", "html"],
        cwd=small,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=slave,
        check=True,
    )
    os.close(slave)
    seen = os.read(master, 100_000).decode()
    os.close(master)
    assert "small: read" in seen
    assert "small: page" in seen
    assert seen.endswith("\r\x1b[K")
    assert b"1 of 1 built" in run.stdout


def test_a_program_without_its_fonts_says_what_brings_them(small: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare" / "reportkit"
    shutil.copytree(ROOT / "reportkit", bare, ignore=shutil.ignore_patterns("vendor"))
    run = reportkit("build", cwd=small, env={"PYTHONPATH": str(bare.parent)})
    assert run.returncode == 3
    assert run.stderr == (
        "error[not-set-up]: The citation engine and the fonts are missing.\n"
        "  hint: `reportkit doctor` gives the command that brings them.\n"
    )


def test_the_blocks_of_the_readme_work_as_they_are_written(small: Path) -> None:
    readme = (ROOT / "README.md").read_text()
    (blocks,) = re.findall(r"````markdown\n(.*?)````", readme, re.DOTALL)
    text = f"# Blocks {{#sec-blocks}}\n\nSee @tbl-events and @fig-events.\n\n{blocks}"
    events = "Year,Event\n2013,It begins\n2021,It ends\n"
    write(small, {"content/small/03-blocks.md": text, "content/small/data/example.csv": events})
    run = reportkit("build", "--strict", cwd=small)
    assert (run.returncode, run.stderr) == (0, "")


def test_the_authors_of_the_readme_are_printed_as_it_says(small: Path) -> None:
    readme = (ROOT / "README.md").read_text()
    people, authors = re.findall(r"```yaml\n((?:people|authors):.*?)```", readme, re.DOTALL)
    house = SMALL["content/institute.yaml"].replace("people:\n", people)
    metadata = SMALL["content/small/briefing.yaml"].replace("authors: [ada]\n", authors)
    write(small, {"content/institute.yaml": house, "content/small/briefing.yaml": metadata})
    run = reportkit("build", "--strict", "--to", "html", cwd=small)
    assert (run.returncode, run.stderr) == (0, "")
    page = (small / "build/draft/small/index.html").read_text()
    lines = re.findall(r'<p class="(?:author|affiliation)">(.*?)</p>', page)
    assert [re.sub(r"<[^>]+>", "", line) for line in lines] == [
        "Hana KIM 김하나",
        "Research Fellow, East Asia Institute",
        "Ada GUEST",
        "Harbour University",
    ]
    end = page.rpartition('class="references"')[2]
    assert '<p class="biography">Hana Kim studies ports and those who work in them.</p>' in end
    assert "https://orcid.org/0000-0002-1825-0097" in page
