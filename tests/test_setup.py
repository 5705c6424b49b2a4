"""What `make` asks of the machine, beyond what the doctor looks at."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SYSTEM = ROOT / ".setup" / "system"
# What Ubuntu's package chromium-browser holds.
STUB = '#!/bin/sh\nexec /snap/bin/chromium "$@"\n'
OWN = '#!/bin/sh\nexec /usr/lib/chromium/chromium "$@"\n'


def usable(programs: Path) -> bool:
    for tool in ("dirname", "grep", "head", "id", "readlink"):
        (programs / tool).symlink_to(shutil.which(tool) or tool)
    asked = [shutil.which("sh") or "sh", str(SYSTEM), "browser", str(programs / "venv" / "python")]
    return subprocess.run(asked, env={"PATH": str(programs)}, check=False).returncode == 0


@pytest.mark.parametrize(
    ("programs", "expected"),
    [
        ({}, False),
        ({"chromium": OWN}, True),
        ({"google-chrome": OWN}, True),
        ({"chromium-browser": STUB}, False),
        ({"chromium-browser": STUB, "google-chrome": OWN}, True),
    ],
)
def test_a_chromium_that_is_a_snap_is_none_that_tests_can_use(
    programs: dict[str, str], expected: bool, tmp_path: Path
) -> None:
    for name, text in programs.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    assert usable(tmp_path) is expected


def test_a_chromium_that_leads_to_snap_itself_is_a_snap(tmp_path: Path) -> None:
    (tmp_path / "snap").write_text("")
    (tmp_path / "snap").chmod(0o755)
    (tmp_path / "chromium").symlink_to("snap")
    assert not usable(tmp_path)
