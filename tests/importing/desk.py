"""What tests of importing share: a copy brought in, and the command run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reportkit.importing import Copy, Imported, Wishes, import_copy

WISHES = Wishes(today="2024-07-18")


def imported(
    project: Path, text: str | bytes, name: str = "copy.txt", slug: str = "paper"
) -> Imported:
    data = text.encode() if isinstance(text, str) else text
    return import_copy(project, Copy(name, data), slug, WISHES)


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportkit", *arguments, "--project", str(project)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
