"""Commands that make something: briefings, a new one, schemas; and what helps with it.

What is heavy is imported within a command, so that --help answers at once.
"""

from __future__ import annotations

import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from reportkit.cli import completing
from reportkit.cli.group import DAY, FOLDER, FORMAT, briefings_argument, command, project_option
from reportkit.console import as_json, progress, report, summarise
from reportkit.diagnostics import ExitCode, ReportkitError

__all__ = ["build", "completion", "doctor", "new", "schema"]


@command.command()
@briefings_argument
@click.option("--to", "formats", default="html,pdf", show_default=True,
              help="Formats to make: html, pdf, or both.")  # fmt: skip
@click.option("-o", "--output", type=FOLDER, help="Where to put them.  [default: build/draft]")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True,
              help="How many briefings to make at once.")  # fmt: skip
@click.option("-s", "--strict", is_flag=True, help="Let warnings stop a briefing too.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is wrong.")
@project_option
@click.option("--time-limit", type=click.FloatRange(0, min_open=True), default=300.0,
              show_default=True, help="Seconds that one briefing may take.")  # fmt: skip
@click.option("--memory-limit", type=click.IntRange(1024), default=4096, show_default=True,
              help="MiB that one process may use.")  # fmt: skip
@click.option("--format", "style", type=FORMAT, default="text", help="How to print the summary.")
def build(
    briefings: tuple[str, ...],
    formats: str,
    output: Path | None,
    jobs: int,
    strict: bool,
    quiet: bool,
    project: Path,
    time_limit: float,
    memory_limit: int,
    style: str,
) -> None:
    """Make BRIEFINGS (all, where none is named) as web page and PDF.

    Nothing is put in place before it is complete and page and PDF are proved to
    hold the same words; until then the last good output stands.
    """
    from reportkit.build import STEPS, Limits, build_briefings, find_project, known_briefings

    root, wanted = find_project(project), _formats(formats)
    total = len(known_briefings(root, briefings)) * len(STEPS)
    began = time.monotonic()
    outcomes = []
    with progress(total, shown=style == "text" and not quiet) as bar:
        building = build_briefings(
            root,
            briefings,
            formats=wanted,
            output=output,
            jobs=jobs,
            strict=strict,
            limits=Limits(time_limit, memory_limit),
            on_step=bar.step,
        )
        with closing(building):
            for outcome in building:
                outcomes.append(outcome)
                if style == "text":
                    bar.clear()
                    report(outcome, quiet=quiet)
    summarise(outcomes, time.monotonic() - began, style=style, quiet=quiet)
    good = all(outcome.good for outcome in outcomes)
    sys.exit(ExitCode.GOOD if good else ExitCode.CONTENT)


def _formats(text: str) -> tuple[str, ...]:
    from reportkit.build import FORMATS

    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    for name in wanted:
        if name not in FORMATS:
            raise click.BadParameter(
                f"“{name}” is no format; there are {', '.join(FORMATS)}.", param_hint="--to"
            )
    return wanted


@command.command()
@click.argument("slug")
@click.option("--title", help="The briefing's title.  [default: made from SLUG]")
@click.option("--author", "authors", multiple=True, shell_complete=completing.people,
              help="A key of your people; may be given again.  [default: the first]")  # fmt: skip
@click.option("--date", type=DAY, help="Its date.  [default: today]")
@project_option
def new(
    slug: str, title: str | None, authors: tuple[str, ...], date: datetime | None, project: Path
) -> None:
    """Begin a briefing: content/SLUG/, and content/institute.yaml where there is none.

    Below a project's folder it is one of that project, unless --project says where it goes.
    """
    from reportkit.files import today
    from reportkit.starter import new_briefing

    begun = new_briefing(
        _nearest(project),
        slug,
        title=title or slug.replace("-", " ").capitalize(),
        date=date.date() if date else today(),
        authors=authors,
    )
    click.echo("\n".join(f"made {path}" for path in begun.paths))
    chosen = "" if authors else ", the first of your people in content/institute.yaml"
    click.echo(f"It is by {', '.join(begun.authors)}{chosen}; its series is {begun.series}.")
    house = "content/institute.yaml"
    edit = f"{house} and content/{slug}/" if house in begun.paths else f"content/{slug}/"
    click.echo(f"Next: write your own words into {edit}, then `reportkit build {slug}`.")


def _nearest(project: Path) -> Path:
    """Give the project that this folder lies in, where none was named and there is one."""
    from reportkit.build import find_project

    try:
        return find_project(project) if project == Path() else project
    except ReportkitError:
        return project


@command.command()
@click.argument("name", type=click.Choice(["briefing", "institute", "sources"]))
def schema(name: str) -> None:
    """Print the JSON Schema of a kind of YAML file, for validation and for editors."""
    from reportkit.starter import schema_text

    click.echo(schema_text(name), nl=False)


@command.command()
@click.option("--format", "style", type=FORMAT, default="text", help="How to print the findings.")
def doctor(style: str) -> None:
    """Say what of the system is missing, and the exact command that mends it."""
    from reportkit import doctor as examiner

    findings = examiner.examine()
    click.echo(as_json(examiner.record(findings)) if style == "json" else examiner.text(findings))
    sys.exit(ExitCode.GOOD if all(f.good for f in findings) else ExitCode.SYSTEM)


@command.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for SHELL: eval "$(reportkit completion bash)"."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(command, {}, "reportkit", "_REPORTKIT_COMPLETE").source())
