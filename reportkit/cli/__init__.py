"""The command `reportkit`: arguments in, one call of the library, an exit code out.

Exit codes: 0 good, 1 the content has errors (or warnings under --strict), 2 wrong
usage or configuration, 3 something of the system is missing.
"""

from __future__ import annotations

from reportkit.cli.group import command, main

__all__ = ["command", "main"]


def _checking() -> object:
    from reportkit.cli import checking

    return checking


def _editions() -> object:
    from reportkit.cli import editions

    return editions


def _importing() -> object:
    from reportkit.cli import importing

    return importing


def _making() -> object:
    from reportkit.cli import making

    return making


def _sources() -> object:
    from reportkit.cli import sources

    return sources


# A command's module adds it to `command`, and is imported when the command is asked for.
command.homes = {
    **dict.fromkeys(("check", "impact", "rules"), _checking),
    **dict.fromkeys(("cite", "editions", "issue", "redline", "show", "site"), _editions),
    "import": _importing,
    **dict.fromkeys(("build", "completion", "doctor", "new", "schema"), _making),
    "sources": _sources,
}
