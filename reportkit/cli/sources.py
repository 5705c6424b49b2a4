"""Commands for the ledger: list it, add to it, keep copies of what it names.

What is heavy is imported within a command, so that --help answers at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import click

from reportkit.cli import completing
from reportkit.cli.group import FORMAT, command, project_option

__all__ = ["add", "archive", "sources"]


@command.group(invoke_without_command=True)
@click.option("-b", "--briefing", "briefings", multiple=True,
              shell_complete=completing.briefings,
              help="Only this briefing; may be given again.  [default: all]")  # fmt: skip
@project_option
@click.option("--format", "style", type=FORMAT, default="text", help="How to print them.")
@click.pass_context
def sources(context: click.Context, briefings: tuple[str, ...], project: Path, style: str) -> None:
    """List the sources, with the number of passages that rest on each."""
    if context.invoked_subcommand:
        return
    from reportkit.build import find_project
    from reportkit.ledger import list_sources
    from reportkit.listings import sources_json, sources_text

    listed = list_sources(find_project(project), briefings)
    click.echo(sources_json(listed) if style == "json" else sources_text(listed))


@sources.command()
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--as", "kind", type=click.Choice(["bibtex", "ris", "json", "yaml"]),
              help="What FILE is, where neither its name nor its text tells.")  # fmt: skip
@click.option("-b", "--briefing", shell_complete=completing.briefings,
              help="Into whose ledger.  [default: the only one]")  # fmt: skip
@click.option("--shared", is_flag=True, help="Into content/sources.yaml, for all briefings.")
@click.option("--key", help="Its key.  [default: its own, or name and year]")
@click.option("--type", help="A CSL type, such as book or webpage.")
@click.option("--title", help="Its title.")
@click.option("--author", multiple=True, help="“Family, Given”; may be given again.")
@click.option("--issued", help="2024, 2024-05 or 2024-05-20.")
@click.option("--accessed", help="The day on which it was read.")
@click.option("--url", "URL", help="Its address.")
@click.option("--doi", "DOI", help="Its DOI.")
@click.option("--container-title", help="The journal, newspaper, book or site.")
@click.option("--publisher", help="Its publisher.")
@project_option
def add(
    file: BinaryIO | None,
    kind: str | None,
    briefing: str | None,
    shared: bool,
    key: str | None,
    project: Path,
    **fields: Any,  # noqa: ANN401 (texts, and a tuple of authors)
) -> None:
    """Add the sources of FILE (BibTeX, RIS or CSL-JSON; “-” is standard input), or one by options.

    Comments and order of the ledger stay. What is there already, by DOI, address, or title
    and year, is refused by name; then nothing is written.
    """
    from reportkit.build import find_project
    from reportkit.ledger import add_sources

    given = {name.replace("_", "-"): value for name, value in fields.items() if value}
    if (file is None) == (not given):
        raise click.UsageError("Give a FILE, or fields such as --type and --title.")
    made = add_sources(
        find_project(project),
        file.name if file else "the options",
        _text(file) if file else given,
        kind=kind,
        key=key,
        briefing=briefing,
        shared=shared,
    )
    for source in made:
        click.echo(f"added {source.key} ({source.span})")


def _text(file: BinaryIO) -> str:
    try:
        return file.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"“{file.name}” is not UTF-8.") from error


@sources.command()
@click.argument("key", shell_complete=completing.sources)
@click.option("--file", type=click.File("rb"), help="The copy, which is stored beside the ledger.")
@click.option("--url", help="Where a copy stands, such as https://web.archive.org/…")
@click.option("-b", "--briefing", shell_complete=completing.briefings,
              help="In whose ledger.  [default: where the key stands]")  # fmt: skip
@click.option("--replace", "again", is_flag=True, help="Put it in the place of another copy.")
@project_option
def archive(
    key: str,
    file: BinaryIO | None,
    url: str | None,
    briefing: str | None,
    again: bool,
    project: Path,
) -> None:
    """Keep a copy of the source KEY, with its SHA-256 in the ledger."""
    from reportkit import ledger
    from reportkit.build import find_project

    if file is None and url is None:
        raise click.UsageError("Give --file or --url.")
    made = ledger.archive(
        find_project(project),
        key,
        name=file.name if file else None,
        data=file.read() if file else None,
        url=url,
        briefing=briefing,
        again=again,
    )
    where = (made.archived.file, made.archived.url) if made.archived else ()
    click.echo(f"{key}: {' and '.join(filter(None, where))}")
