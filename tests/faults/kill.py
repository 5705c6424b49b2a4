"""Kill `reportkit issue` at random, a thousand times: every edition is whole, or is not there.

Every other time the blow falls at any moment of a run, else within the moments after the
edition's files begin to be written. `python -m tests.faults.kill [COUNT] [SEED]`.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reportkit.files import Disk
from reportkit.read.editions import read_editions
from tests.conftest import SMALL, tree, write

KEY = "small"
WRITING = 0.02
"""Seconds within which the files of an edition are written."""


def issuing(root: Path, number: int) -> subprocess.Popen[bytes]:
    text = f"An introduction that rests on a book [@lee2005], told for the {number}th time.\n"
    write(root, {"content/small/01-text.md": text})
    kind = "minor" if number else "initial"
    command = [sys.executable, "-m", "reportkit", "issue", KEY, "--kind", kind]
    options = ["--summary", f"Number {number}.", "--date", "2024-07-18", "--project", str(root)]
    return subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def strike(process: subprocess.Popen[bytes], editions: Path, moment: float, early: bool) -> None:
    """Kill a run `moment` seconds after it begins, or after it begins to write."""
    while not early and process.poll() is None and not any(editions.glob(".*.new")):
        time.sleep(0.0005)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def issued_files(editions: Path) -> dict[str, bytes]:
    """Give the files of every edition; what a killed run left half written is hidden."""
    return {path: data for path, data in tree(editions).items() if not path.startswith(".")}


def main(count: int, seed: int) -> int:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), SMALL)
        editions = root / "content" / KEY / "editions"
        began = time.monotonic()
        if issuing(root, 0).wait() != 0:
            sys.exit("The first edition could not be issued.")
        whole = time.monotonic() - began
        before = issued_files(editions)
        issued = halves = 0
        for number in range(1, count + 1):
            early = number % 2 == 1
            moment = chance.uniform(0, whole if early else WRITING)
            strike(issuing(root, number), editions, moment, early)
            found = read_editions(Disk(root), KEY)
            now = issued_files(editions)
            if {path: now.get(path) for path in before} != before:
                sys.exit(f"Kill {number}: an earlier edition is not what it was.")
            if len(found) not in (issued + 1, issued + 2):
                sys.exit(f"Kill {number}: {len(found)} editions after {issued + 1}.")
            issued, before = len(found) - 1, now
            halves += any(editions.glob(".*.new"))
            if number % 100 == 0:
                print(f"{number} of {count} kills, {issued} editions", flush=True)
    print(
        f"{count} kills (seed {seed}): {issued} editions were issued whole and {count - issued} "
        f"not at all, {halves} while files were being written; every earlier one is whole."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, [*sys.argv[1:], *("1000", "1")[len(sys.argv) - 1 :]])))
