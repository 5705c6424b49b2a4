"""Locks, passing files, and the clock: what outlives no run."""

from __future__ import annotations

import datetime
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportkit.files.writing import unwritten

__all__ = ["alone", "scratch_folder", "today", "under_lock"]

SCRATCH = "reportkit-"
"""How the names of folders for passing files begin."""

NEW = 5.0
"""Seconds for which such a folder is let alone, whether or not it is locked."""


@contextmanager
def scratch_folder() -> Iterator[str]:
    """Give a folder for a run's passing files; what a killed run left behind goes first.

    A living run holds the lock of its folder, and so do its children.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        _clear_unless_held(left)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, ignore_cleanup_errors=True) as folder:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield folder
        finally:
            os.close(descriptor)


def _clear_unless_held(folder: Path) -> None:
    with suppress(OSError):  # another's, or gone, or of a run that lives
        if _now().timestamp() - folder.stat().st_mtime < NEW:
            return  # its lock may not be held yet
        descriptor = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(descriptor)


@contextmanager
def under_lock(folder: Path, name: str) -> Iterator[None]:
    """Hold the lock `name` of `folder`: a second holder waits; a killed one lets go.

    Its file stays. Were it taken away, one who waits for it would hold a file that the next
    one no longer finds, and both would go on; and `may_replace` knows by it what builds made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / f".{name}.lock", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise unwritten(folder, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Hold the lock of `folder` itself (made if need be); give False where another holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise unwritten(folder, error) from error
    try:
        yield _is_taken(descriptor)
    finally:
        os.close(descriptor)


def _is_taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def today() -> datetime.date:
    """Give the date by the clock of the machine; no output may depend on it."""
    return _now().astimezone().date()


def _now() -> datetime.datetime:
    return datetime.datetime.now(tz=datetime.UTC)
