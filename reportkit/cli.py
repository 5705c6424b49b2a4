"""The command `reportkit`: arguments in, one call of the library, an exit code out.

Exit codes: 0 good, 1 the content has errors (or warnings under --strict), 2 wrong
usage or configuration, 3 something of the system is missing. What is heavy is
imported within a command, so that --help answers at once.
"""

from __future__ import annotations

import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from reportkit.console import as_json, progress, report, say, summarise, tell
from reportkit.diagnostics import ExitCode, ReportkitError
from reportkit.evidence import Status

__all__ = ["main"]

FOLDER = click.Path(path_type=Path, file_okay=False)
FORMAT = click.Choice(["text", "json"])
DAY = click.DateTime(["%Y-%m-%d"])


def main() -> None:
    """Run the command; the one place where a `ReportkitError` is caught."""
    try:
        command(prog_name="reportkit")
    except ReportkitError as error:
        tell(error.diagnostics)
        sys.exit(error.code)


class Commands(click.Group):
    """Commands that end quietly, and with the code a shell expects, at Ctrl-C."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; nothing is left half done, for output is put in place in one step."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Interrupted: what is not told above was left as it was.", err=True)
            sys.exit(ExitCode.INTERRUPTED)


@click.group(
    name="reportkit",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 good, 1 errors in the content, 2 wrong usage, 3 a part of the system "
    "is missing.",
)
@click.version_option(package_name="reportkit", message="reportkit %(version)s")
def command() -> None:
    """Typeset an institute's briefings as HTML and PDF, from one source."""


@command.command()
@click.argument("briefings", nargs=-1)
@click.option("--to", "formats", default="html,pdf", show_default=True,
              help="Formats to make: html, pdf, or both.")  # fmt: skip
@click.option("-o", "--output", type=FOLDER, help="Where to put them.  [default: build/draft]")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True,
              help="How many briefings to make at once.")  # fmt: skip
@click.option("-s", "--strict", is_flag=True, help="Let warnings stop a briefing too.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is wrong.")
@click.option("--project", type=FOLDER, default=Path(), help="The project's folder.  [default: .]")
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
@click.argument("briefings", nargs=-1)
@click.option(
    "--today", "day", type=DAY, help="The day on which reviews are due.  [default: today]"
)
@click.option("-s", "--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--fix", is_flag=True, help="Mend what is safely mended, and show the difference.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--check-links", is_flag=True,
              help="Ask the web whether addresses answer; only this does.")  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Ask addresses of a private network, too.")
@click.option("--refresh", is_flag=True, help="Ask again for what an earlier --check-links knows.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing where nothing is found.")
@click.option("--project", type=FOLDER, default=Path(), help="The project's folder.  [default: .]")
@click.option("--format", "style", type=click.Choice(["text", "json", "github", "sarif"]),
              default="text", show_default=True, help="How to print what is found.")  # fmt: skip
def check(
    briefings: tuple[str, ...],
    day: datetime | None,
    strict: bool,
    fix: bool,
    diff: bool,
    check_links: bool,
    allow_private: bool,
    refresh: bool,
    quiet: bool,
    project: Path,
    style: str,
) -> None:
    """Say what an editor should look at in BRIEFINGS (all, where none is named).

    Findings go to standard output. Nothing is typeset: charts and pages are looked at
    by `reportkit build`. `reportkit rules` lists the rules.
    """
    from reportkit.build import find_project
    from reportkit.check import Checker, Links, check_briefings
    from reportkit.files import today
    from reportkit.reports import REPORTS, differences

    root, on = find_project(project), day.date() if day else today()
    if fix or diff:
        mended = Checker(root, on).mend_all(briefings, write=fix)
        if style == "text":
            say(differences(mended), error=False)
    links = Links(allow_private, refresh) if check_links else None
    checked = tuple(check_briefings(root, briefings, today=on, links=links))
    found = [diagnostic for one in checked for diagnostic in one.diagnostics]
    if found or not quiet or style != "text":
        say(REPORTS[style](checked))
    bad = found if strict else [one for one in checked if one.errors]
    sys.exit(ExitCode.CONTENT if bad else ExitCode.GOOD)


@command.command()
@click.argument("key", required=False)
@click.option("--status", "statuses", multiple=True, type=click.Choice([str(status) for status in Status]),
              help="Every source of this status instead; may be given again.")  # fmt: skip
@click.option("--url", help="The source at this address instead.")
@click.option("-b", "--briefing", "briefings", multiple=True,
              help="Only this briefing; may be given again.  [default: all]")  # fmt: skip
@click.option("--project", type=FOLDER, default=Path(), help="The project's folder.  [default: .]")
@click.option("--format", "style", type=FORMAT, default="text", help="How to print it.")
def impact(
    key: str | None,
    statuses: tuple[str, ...],
    url: str | None,
    briefings: tuple[str, ...],
    project: Path,
    style: str,
) -> None:
    """Say which passages rest on the source KEY, and which of them on nothing else."""
    from reportkit.build import find_project
    from reportkit.impact import find_impacts, impact_records, impact_text

    if sum((key is not None, bool(statuses), url is not None)) != 1:
        raise click.UsageError("Give a KEY, or --status, or --url.")
    root = find_project(project)
    found = find_impacts(root, key=key, statuses=statuses, url=url, briefings=briefings)
    click.echo(as_json(impact_records(found)) if style == "json" else impact_text(found))


@command.command()
@click.option("--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text",
              show_default=True, help="How to print them.")  # fmt: skip
def rules(style: str) -> None:
    """List every rule: its id, its severity, and what it is there for."""
    from reportkit.reports import CATALOGUES

    click.echo(CATALOGUES[style]())


@command.command()
@click.argument("slug")
@click.option("--title", help="The briefing's title.  [default: made from SLUG]")
@click.option("--date", type=DAY, help="Its date.  [default: today]")
@click.option("--project", type=FOLDER, default=Path(), help="The project's folder.  [default: .]")
def new(slug: str, title: str | None, date: datetime | None, project: Path) -> None:
    """Begin a briefing: content/SLUG/, and content/institute.yaml where there is none."""
    from reportkit.files import today
    from reportkit.starter import new_briefing

    made = new_briefing(
        project,
        slug,
        title=title or slug.replace("-", " ").capitalize(),
        date=date.date() if date else today(),
    )
    click.echo("\n".join(f"made {path}" for path in made))
    click.echo(f"Next: edit content/{slug}/briefing.yaml, then `reportkit build {slug}`.")


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
