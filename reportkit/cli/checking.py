"""Commands that look at evidence: what an editor should see, and what rests on what.

What is heavy is imported within a command, so that --help answers at once.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from reportkit.cli import completing
from reportkit.cli.group import DAY, FORMAT, briefings_argument, command, project_option
from reportkit.console import as_json, say
from reportkit.diagnostics import ExitCode
from reportkit.evidence import Status

__all__ = ["check", "impact", "rules"]

STATUS = click.Choice([str(status) for status in Status])


@command.command()
@briefings_argument
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
@project_option
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
@click.argument("key", required=False, shell_complete=completing.sources)
@click.option("--status", "statuses", multiple=True, type=STATUS,
              help="Every source of this status instead; may be given again.")  # fmt: skip
@click.option("--url", help="The source at this address instead.")
@click.option("-b", "--briefing", "briefings", multiple=True,
              shell_complete=completing.briefings,
              help="Only this briefing; may be given again.  [default: all]")  # fmt: skip
@project_option
@click.option("--format", "style", type=FORMAT, default="text", help="How to print it.")
def impact(
    key: str | None,
    statuses: tuple[str, ...],
    url: str | None,
    briefings: tuple[str, ...],
    project: Path,
    style: str,
) -> None:
    """Say which sentences rest on the source KEY, and which of them on nothing else."""
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
    from reportkit.listings import CATALOGUES

    click.echo(CATALOGUES[style]())
