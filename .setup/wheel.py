"""Pack the themes into the wheel; refuse one that would lack the citation engine or a font.

Also a command, `python .setup/wheel.py FOLDER`: does FOLDER hold what SHA256SUMS lists?
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def faults(vendor: Path, sums: Path) -> list[str]:
    """Name each file of `vendor` that is missing or is not the one that `sums` lists."""
    found = []
    for line in sums.read_text("ascii").splitlines():
        digest, name = line.split("  ")
        path = vendor / name
        if not path.is_file():
            found.append(f"{path} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(f"{path} is not the file that {sums} lists")
    return found


class Vendored(BuildHookInterface[Any]):
    """Looks before a wheel is packed; an installation in place needs nothing yet."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the themes to the wheel, or stop with a sentence that says what is missing."""
        if version == "editable":
            return
        root = Path(self.root)
        found = faults(root / "reportkit/vendor", root / ".setup/vendor.sha256")
        if not (root / "templates/eai/theme.yaml").is_file():
            found.append("templates/eai/theme.yaml is missing")
        if found:
            self.app.abort("\n".join([*found, "Run `make setup` first: it fetches them."]))
        build_data["force_include"]["templates"] = "reportkit/templates"


if __name__ == "__main__":
    here = Path(sys.argv[1])
    sys.exit("\n".join(faults(here, here / "SHA256SUMS")) or 0)
