"""The command `reportkit` itself, and the options that several of its commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import click

from reportkit.cli import completing
from reportkit.console import tell
from reportkit.diagnostics import ExitCode, ReportkitError

__all__ = [
    "DAY",
    "FOLDER",
    "FORMAT",
    "briefings_argument",
    "command",
    "edition_argument",
    "main",
    "project_option",
    "slug_argument",
]

FOLDER = click.Path(path_type=Path, file_okay=False)
FORMAT = click.Choice(["text", "json"])


class Day(click.DateTime):
    """A day such as 2024-07-18; of one in another form it is told how to write it."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            from reportkit.read.days import DAY_FORM, day_hint

            self.fail(f"“{value}” is not a day. {day_hint(str(value)) or DAY_FORM}", param, ctx)


DAY = Day(["%Y-%m-%d"])

project_option = click.option(
    "--project", type=FOLDER, default=Path(), help="The project's folder.  [default: .]"
)


briefings_argument = click.argument("briefings", nargs=-1, shell_complete=completing.briefings)
slug_argument = click.argument("slug", shell_complete=completing.briefings)
edition_argument = click.argument(
    "edition", metavar="SLUG[@NUMBER]", shell_complete=completing.editions
)


def main() -> None:
    """Run the command; the one place where a `ReportkitError` is caught."""
    try:
        command(prog_name="reportkit")
    except ReportkitError as error:
        tell(error.diagnostics)
        sys.exit(error.code)


class Commands(click.Group):
    """Commands that are imported when they are asked for.

    They end quietly, and with the code a shell expects, at Ctrl-C.
    """

    homes: Mapping[str, Callable[[], object]] = MappingProxyType({})
    """What imports the module of a command, by the command's name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.homes:
            self.homes[cmd_name]()
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; where there is none of its name, say which may have been meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            if near := difflib.get_close_matches(args[0], self.homes, 1):
                message = f"{error.message} Did you mean '{near[0]}'?"
                raise click.UsageError(message, ctx) from None
            raise

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
