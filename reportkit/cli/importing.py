"""The command that brings an author's copy in.

What is heavy is imported within a command, so that --help answers at once.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click

from reportkit.cli import completing
from reportkit.cli.group import DAY, command, project_option
from reportkit.console import say
from reportkit.diagnostics import ExitCode

__all__ = ["import_"]


@command.command(name="import")
@click.argument("file", type=click.File("rb"))
@click.option("--as", "slug", help="The new briefing's name: content/SLUG/.")
@click.option(
    "--into",
    shell_complete=completing.briefings,
    help="A briefing that was imported before: merge this later copy into it.",
)
@click.option("--bibliography", "bibliographies", type=click.File("rb"), multiple=True,
              help="BibTeX, RIS or CSL-JSON of its references; may be given again.")  # fmt: skip
@click.option("--title", help="The title, where the copy has none or another.")
@click.option("--author", "authors", multiple=True, help="“Given Family”; may be given again.")
@click.option("--date", type=DAY, help="The day of publication.  [default: the copy's, else today]")
@click.option(
    "--series",
    shell_complete=completing.series,
    help="A key of the institute's series.  [default: the copy's, else the first]",
)
@click.option("--encoding", help="What a text or web page is, if not UTF-8: windows-1252, euc-kr …")
@click.option(
    "--dry-run",
    is_flag=True,
    help="Say what would come of it (with --into: show the redline), and write nothing.",
)
@project_option
def import_(
    file: BinaryIO,
    slug: str | None,
    into: str | None,
    bibliographies: tuple[BinaryIO, ...],
    title: str | None,
    authors: tuple[str, ...],
    date: datetime | None,
    series: str | None,
    encoding: str | None,
    dry_run: bool,
    project: Path,
) -> None:
    """Make a briefing of FILE, an author's copy: plain text, HTML, or Word (DOCX).

    Every word of it stands in the briefing afterwards, or in content/SLUG/IMPORT.md among
    what was set aside; that is counted each time. IMPORT.md lists what was unsure, worst
    first.
    """
    from reportkit.build import find_project
    from reportkit.files import Disk, today
    from reportkit.importing import Copy, Wishes, import_copy
    from reportkit.importing.later import import_later
    from reportkit.importing.telling import told, told_later

    if (slug is None) == (into is None):
        raise click.UsageError(
            "Give --as SLUG for a new briefing, or --into SLUG for a later version."
        )
    texts = tuple((Path(one.name).name, _text(one)) for one in bibliographies)
    path = Path(file.name)
    copy = Copy(path.name, file.read(), Disk(path.parent), encoding, texts)
    day = date.date().isoformat() if date else None
    wishes = Wishes(title, authors, day, series, today().isoformat())
    root = find_project(project)
    if slug is not None:
        made = import_copy(root, copy, slug, wishes, write=not dry_run)
        click.echo(told(made, copy.name, written=not dry_run))
    elif into is not None:
        later = import_later(root, copy, into, wishes, write=not dry_run)
        say(told_later(later, copy.name, written=not dry_run))
        sys.exit(ExitCode.CONTENT if later.conflicts or later.doubts else ExitCode.GOOD)


def _text(file: BinaryIO) -> str:
    try:
        return file.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"“{file.name}” is not UTF-8.") from error
