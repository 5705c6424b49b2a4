"""The door: confined reading, and output that is whole at any moment."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.diagnostics import ExitCode, ReportkitError
from reportkit.files import (
    Disk,
    Memory,
    Recorded,
    add_folder,
    alone,
    create,
    publish,
    scratch_folder,
    under_lock,
)
from reportkit.model import Artifact


def artifacts(letter: str, count: int = 3, size: int = 1000) -> tuple[Artifact, ...]:
    return tuple(
        Artifact(f"part/{n}.txt", letter.encode() * size, "text/plain") for n in range(count)
    )


def contents(folder: Path) -> set[bytes]:
    return {path.read_bytes()[:1] for path in folder.rglob("*.txt")}


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "a/../../secret", "link", "a\0b"])
def test_a_path_that_leaves_the_project_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_text("secret")
    root = tmp_path / "project"
    root.mkdir()
    (root / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(ReportkitError) as refusal:
        Disk(root).read(path)
    assert [d.rule for d in refusal.value.diagnostics] == ["outside-project"]
    assert not Disk(root).has(path)


def test_disk_and_memory_answer_alike(tmp_path: Path) -> None:
    texts = {"a.md": "one", "b/c.md": "two", "b/d/e.csv": "three"}
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / ".hidden").write_text("no")
    disk, memory = Disk(tmp_path), Memory(texts)
    assert disk.list("") == memory.list("") == ("a.md", "b/c.md", "b/d/e.csv")
    assert disk.list("b") == memory.list("b") == ("b/c.md", "b/d/e.csv")
    assert disk.read("b/c.md") == memory.read("b/c.md") == b"two"
    for door in (disk, memory):
        with pytest.raises(ReportkitError, match="There is no such file"):
            door.read("b/missing.md")


def test_new_output_takes_the_place_of_the_old_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    publish(artifacts("a", 5), folder)
    publish(artifacts("b", 2), folder)
    assert contents(folder) == {b"b"}
    assert sorted(p.name for p in folder.rglob("*.txt")) == ["0.txt", "1.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("put", [publish, add_folder])
def test_a_full_disk_leaves_what_is_there_as_it_was(
    tmp_path: Path, put: Callable[[tuple[Artifact, ...], Path], None]
) -> None:
    folder = tmp_path / "out"
    publish(artifacts("a"), folder)
    target = folder if put is publish else tmp_path / "more"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(ReportkitError, match="What was there before is unchanged") as failure:
            put(artifacts("b", size=5_000), target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert failure.value.code is ExitCode.SYSTEM
    assert contents(folder) == {b"a"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


WRITER = """
import itertools, sys
from pathlib import Path
from reportkit.files import publish, under_lock
from reportkit.model import Artifact
folder = Path(sys.argv[1])
for letter in itertools.cycle(sys.argv[2]):
    made = tuple(Artifact(f"{n}.txt", letter.encode() * 3000, "text/plain") for n in range(6))
    with under_lock(folder.parent, folder.name):
        publish(made, folder)
    print("x", flush=True)
"""


def writer(folder: Path, letters: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(folder), letters]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_a_killed_build_leaves_one_whole_output(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    for attempt in range(25):
        process = writer(folder, "ab")
        time.sleep(0.001 * attempt)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert len(contents(folder)) == 1
        assert len(list(folder.glob("*.txt"))) == 6


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    one, two = writer(folder, "a"), writer(folder, "b")
    seen: set[bytes] = set()
    looks = 0
    try:
        while looks < 200 or len(seen) < 2:
            looks += 1
            assert looks < 100_000, "one of the two never had its turn"
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                read = {
                    Path(f"/proc/self/fd/{descriptor}/{n}.txt").read_bytes()[:1] for n in range(6)
                }
            except FileNotFoundError:
                continue  # replaced and removed while we looked: its successor is whole
            finally:
                os.close(descriptor)
            assert len(read) == 1
            seen |= read
    finally:
        for process in (one, two):
            process.kill()
            process.communicate()
    assert seen == {b"a", b"b"}


def test_the_lock_is_free_when_its_holder_is_gone(tmp_path: Path) -> None:
    process = writer(tmp_path / "out", "a")
    process.kill()
    process.communicate()
    with under_lock(tmp_path, "out"):
        assert (tmp_path / ".out.lock").exists()


def test_creating_never_overwrites(tmp_path: Path) -> None:
    create(artifacts("a"), tmp_path / "new")
    with pytest.raises(ReportkitError, match="is there already; nothing was written") as refusal:
        create(artifacts("b"), tmp_path / "new")
    assert refusal.value.code is ExitCode.USAGE
    assert contents(tmp_path / "new") == {b"a"}


def test_links_in_a_circle_and_names_too_long_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    assert not Disk(tmp_path).has("circle")
    assert not Disk(tmp_path).has("a" * 5000)


def test_what_a_killed_run_left_behind_is_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "reportkit-left"
    left.mkdir()
    with scratch_folder() as living:
        for folder in (left, Path(living)):
            os.utime(folder, (0, 0))
        with scratch_folder():
            assert not left.exists()
            assert Path(living).exists()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_added_never_takes_the_place_of_another(tmp_path: Path) -> None:
    add_folder(artifacts("a"), tmp_path / "1.0")
    with pytest.raises(ReportkitError) as refusal:
        add_folder(artifacts("b"), tmp_path / "1.0")
    assert refusal.value.code == ExitCode.SYSTEM
    assert contents(tmp_path) == {b"a"}
    assert [path.name for path in tmp_path.iterdir()] == ["1.0"]


def test_what_a_killed_addition_left_behind_is_cleared_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".0.9.new").mkdir()
    (tmp_path / ".1.0.new/part").mkdir(parents=True)
    (tmp_path / ".1.0.new/part/9.txt").write_text("half")
    add_folder(artifacts("a"), tmp_path / "1.0")
    assert sorted(p.name for p in (tmp_path / "1.0/part").iterdir()) == ["0.txt", "1.txt", "2.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["1.0"]


def test_only_one_holds_a_folder_and_the_other_is_told(tmp_path: Path) -> None:
    with alone(tmp_path / "editions") as first, alone(tmp_path / "editions") as second:
        assert (first, second) == (True, False)
    with alone(tmp_path / "editions") as third:
        assert third


def test_a_recorded_door_remembers_what_it_gave() -> None:
    files = Recorded(Memory({"a": "one", "b": "two"}))
    assert files.read("a") == b"one"
    assert files.seen == {"a": b"one"}
