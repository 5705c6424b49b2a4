"""Commands for editions: issue, list, show, cite, and the site on which they stand.

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
from reportkit.cli.group import (
    DAY,
    FOLDER,
    FORMAT,
    briefings_argument,
    command,
    edition_argument,
    project_option,
    slug_argument,
)
from reportkit.console import report, summarise
from reportkit.diagnostics import ExitCode, ReportkitError

__all__ = ["cite", "editions", "issue", "redline", "show", "site"]

KINDS = ("initial", "minor", "correction", "update", "withdrawn")


@command.command()
@slug_argument
@click.option("--kind", type=click.Choice(KINDS), required=True, help="What the edition is.")
@click.option("--summary", required=True, help="What changed, in a sentence for the reader.")
@click.option("--date", type=DAY, help="Its day.  [default: today; of the first, the briefing's]")
@click.option("--major", is_flag=True, help="Make an update the next whole number: 2.0.")
@click.option("--wrong", help="What was wrong: a correction owes it.")
@click.option("--right", help="What is right: a correction owes it.")
@click.option("--reason", help="Why the briefing is withdrawn.")
@click.option("-s", "--strict", is_flag=True, help="Let warnings stop it.")
@project_option
def issue(
    slug: str,
    kind: str,
    summary: str,
    date: datetime | None,
    major: bool,
    wrong: str | None,
    right: str | None,
    reason: str | None,
    strict: bool,
    project: Path,
) -> None:
    """Issue an edition of SLUG: check it, freeze it, number it, and rebuild its site.

    The first edition is 1.0. An update brings new evidence and moves the date of
    publication (1.1); a correction mends a mistake and says which, a minor change alters no
    claim, and withdrawing keeps the address and says why (1.0.1). No edition is ever changed.
    """
    from reportkit.build import check_places, find_project, known_briefings
    from reportkit.files import today
    from reportkit.imprint import Issue, Kind
    from reportkit.issuing import issue_briefing
    from reportkit.site import SITE, build_sites

    root = find_project(project)
    day = date.date() if date else None if kind == "initial" else today()
    asked = Issue(Kind(kind), summary, day, today(), major, wrong, right, reason)
    [key] = known_briefings(root, [slug], issued=True)
    check_places([root / SITE / key])
    outcome = issue_briefing(root, key, asked, strict=strict)
    report(outcome, done="issued")
    if not outcome.good:
        sys.exit(ExitCode.CONTENT)
    try:
        with closing(build_sites(root, [key])) as sites:
            [built] = sites
    except ReportkitError as error:
        _issued_without_site(key, outcome.folder.name)
        raise error
    report(built)
    if not built.good:
        _issued_without_site(key, outcome.folder.name)
    sys.exit(ExitCode.GOOD if built.good else ExitCode.CONTENT)


def _issued_without_site(key: str, number: str) -> None:
    """Say that an edition stands, lest somebody issues it again."""
    click.echo(
        f"Edition {number} was issued and stands; its site was not built. Mend what is told, and "
        f"run `reportkit site {key}`.",
        err=True,
    )


@command.command()
@briefings_argument
@click.option("-o", "--output", type=FOLDER, help="Where to put it.  [default: build/site]")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, help="How many at a time.")
@project_option
@click.option("--format", "style", type=FORMAT, default="text", help="How to tell what was made.")
def site(
    briefings: tuple[str, ...], output: Path | None, jobs: int, project: Path, style: str
) -> None:
    """Build the site of every briefing that was issued: the latest edition, and all before it.

    Pages are written anew from what was issued, and proved against its PDF.
    """
    from reportkit.build import find_project
    from reportkit.site import build_sites

    root, began = find_project(project), time.monotonic()
    outcomes = []
    with closing(build_sites(root, briefings, output=output, jobs=jobs)) as sites:
        for outcome in sites:
            outcomes.append(outcome)
            if style == "text":
                report(outcome)
    summarise(outcomes, time.monotonic() - began, style=style, quiet=False)
    sys.exit(ExitCode.GOOD if all(o.good for o in outcomes) else ExitCode.CONTENT)


@command.command()
@slug_argument
@click.argument("old", required=False, shell_complete=completing.numbers)
@click.argument("new", required=False, shell_complete=completing.numbers)
@click.option("-o", "--output", type=FOLDER, help="Where to put it.  [default: build/redline/…]")
@project_option
def redline(
    slug: str, old: str | None, new: str | None, output: Path | None, project: Path
) -> None:
    """Show what changed from edition OLD of SLUG to NEW, as a page and as a PDF.

    OLD is the latest edition where it is not given, NEW the working text.
    """
    from reportkit.build import find_project
    from reportkit.editions import find_edition
    from reportkit.redlines import make_redline

    root = find_project(project)
    older = find_edition(root, slug, old)
    newer = find_edition(root, slug, new).number if new else None
    outcome = make_redline(root, older.briefing.key, older.number, newer, output=output)
    report(outcome)
    sys.exit(ExitCode.GOOD if outcome.good else ExitCode.CONTENT)


@command.command()
@slug_argument
@project_option
@click.option("--format", "style", type=FORMAT, default="text", help="How to print them.")
def editions(slug: str, project: Path, style: str) -> None:
    """List the editions of SLUG: number, kind, day, how much changed, and why."""
    from reportkit.build import find_project
    from reportkit.editions import editions_json, editions_text, list_editions

    found = list_editions(find_project(project), slug)
    click.echo(editions_json(found) if style == "json" else editions_text(found))


@command.command()
@edition_argument
@click.option("-o", "--output", type=FOLDER, help="Write a project there, which builds.")
@project_option
def show(edition: str, output: Path | None, project: Path) -> None:
    """Print the source text of an edition, or write all of its source into a folder."""
    from reportkit.build import find_project
    from reportkit.editions import parted, source_text, source_texts
    from reportkit.files import create
    from reportkit.model import Artifact

    texts = source_texts(find_project(project), *parted(edition))
    if output is None:
        click.echo(source_text(texts), nl=False)
        return
    create(tuple(Artifact(path, data, "") for path, data in texts.items()), output)
    click.echo("\n".join(f"made {path}" for path in texts))


@command.command()
@edition_argument
@click.option("--format", "style", type=click.Choice(["text", "bibtex", "ris", "csl-json"]),
              default="text", help="How to print it.")  # fmt: skip
@project_option
def cite(edition: str, style: str, project: Path) -> None:
    """Print how an edition is cited; the latest, where no number is given."""
    from reportkit.build import find_project
    from reportkit.editions import citation, find_edition, parted

    click.echo(citation(find_edition(find_project(project), *parted(edition)), style))
