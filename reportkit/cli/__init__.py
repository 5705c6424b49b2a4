"""The command `reportkit`: arguments in, one call of the library, an exit code out.

Exit codes: 0 good, 1 the content has errors (or warnings under --strict), 2 wrong
usage or configuration, 3 something of the system is missing.
"""

from __future__ import annotations

from reportkit.cli import checking, editions, importing, making, sources
from reportkit.cli.group import command, main

__all__ = ["checking", "command", "editions", "importing", "main", "making", "sources"]
