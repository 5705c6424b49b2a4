"""Writing: whatever is put in place is put there whole, or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
from reportkit.files.reading import refusal
from reportkit.model import Artifact

__all__ = ["add_folder", "create", "may_replace", "publish", "remove_file", "replace_file",
           "unwritten"]  # fmt: skip


def may_replace(folder: Path) -> bool:
    """Say whether `publish` may take the place of `folder`: it is new, empty, or made by it."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return False
    made_before = folder.with_name(f".{folder.name}.lock").exists()
    return made_before or not folder.exists() or not any(folder.iterdir())


def publish(artifacts: tuple[Artifact, ...], folder: Path) -> None:
    """Put `artifacts` in place of whatever `folder` holds, all of them or none.

    They are written beside it, flushed to the disk, and exchanged in one step
    (renameat2(2), RENAME_EXCHANGE): at any moment `folder` is whole. Call it
    under the lock of `folder`; what a killed call left behind is cleared first.
    """
    with _staged(artifacts, folder) as staged:
        if folder.exists():
            _exchange(staged, folder)
        else:
            staged.rename(folder)


def add_folder(artifacts: tuple[Artifact, ...], folder: Path) -> None:
    """Put `artifacts` into `folder`, which does not exist: all of them or none.

    What is written is flushed to the disk before the folder gets its name, in one step
    that replaces nothing (renameat2(2), RENAME_NOREPLACE). Hold a lock of its parent
    meanwhile; what killed calls left behind there is cleared first.
    """
    with suppress(OSError):
        folder.rmdir()  # an empty one holds nothing that could be lost
    for left in folder.parent.glob(".*.new"):
        shutil.rmtree(left, ignore_errors=True)
    with _staged(artifacts, folder) as staged:
        if not _rename(staged, folder, _NO_REPLACE):
            if folder.exists():  # a file system without the flag: the lock keeps others out
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            staged.rename(folder)


def create(
    artifacts: tuple[Artifact, ...], folder: Path, name: str | None = None, hint: str | None = None
) -> None:
    """Put `artifacts` into `folder`, where none of them may stand already: all or none.

    Where one does, the folder is called `name`, and `hint` says what to do.
    """
    for artifact in artifacts:
        if (folder / artifact.path).exists():
            path = f"{name or folder.name}/{artifact.path}"
            raise ReportkitError(
                Diagnostic(
                    "exists-already",
                    Severity.ERROR,
                    f"“{path}” is there already; nothing was written.",
                    hint=hint,
                ),
                code=ExitCode.USAGE,
            )
    try:
        for artifact in artifacts:
            _write(folder / artifact.path, artifact.data)
    except OSError as error:
        raise unwritten(folder, error) from error


def replace_file(root: Path, path: str, data: bytes, before: bytes | None = None) -> None:
    """Put `data` in the place of the file `path` below `root`, in one step, with its mode.

    Where `before` is given and the file holds something else by now, it stays as it is:
    that is a `ReportkitError`, and so is a disk that cannot be written to.
    """
    place = root / path
    try:
        there = place.read_bytes() if place.exists() else None
        if before is not None and there != before:
            message = "This file changed while it was worked on; it was left as it is."
            raise refusal("changed-meanwhile", path, message, "Do it again.")
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as stream:
            staged = Path(stream.name)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        staged.chmod(place.stat().st_mode & 0o7777 if there is not None else 0o644)
        staged.replace(place)
    except OSError as error:
        raise unwritten(place.parent, error) from error


def remove_file(root: Path, path: str) -> None:
    """Take away the file `path` below `root`; a disk that refuses is a `ReportkitError`."""
    try:
        (root / path).unlink(missing_ok=True)
    except OSError as error:
        raise unwritten((root / path).parent, error) from error


def unwritten(folder: Path, error: OSError) -> ReportkitError:
    """Give the error for a place that the system would not write to."""
    reason = error.strerror or type(error).__name__
    return ReportkitError(
        Diagnostic(
            "cannot-write",
            Severity.ERROR,
            f"The output could not be written: {reason}.",
            Span(folder.name),
            "What was there before is unchanged.",
        ),
        code=ExitCode.SYSTEM,
    )


@contextmanager
def _staged(artifacts: tuple[Artifact, ...], folder: Path) -> Iterator[Path]:
    """Write `artifacts` beside `folder`, flushed to the disk; whoever asks puts them in place.

    What is left of them goes; what the system would not do is a `ReportkitError`.
    """
    staged = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        for artifact in artifacts:
            _write(staged / artifact.path, artifact.data)
        for inner in (staged, *staged.rglob("*")):
            if inner.is_dir():
                _flush_folder(inner)
        yield staged
        _flush_folder(folder.parent)
    except OSError as error:
        raise unwritten(folder, error) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchange(one: Path, other: Path) -> None:
    if not _rename(one, other, _EXCHANGE):
        aside = other.with_name(f".{other.name}.old")
        other.rename(aside)
        one.rename(other)
        aside.rename(one)


_NO_REPLACE, _EXCHANGE = 1, 2


def _rename(one: Path, other: Path, flag: int) -> bool:
    """Rename in one step with a flag of renameat2(2).

    False for a system or a file system (some network shares) that has no such flag.
    """
    at_current_folder = -100
    names = at_current_folder, os.fsencode(one), at_current_folder, os.fsencode(other)
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(*names, flag):
        number = ctypes.get_errno()
        if number in (errno.EINVAL, errno.ENOSYS):
            return False
        raise OSError(number, os.strerror(number))
    return True
