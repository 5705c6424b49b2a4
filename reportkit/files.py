"""The one door to the outside: read and list the project's texts, write its output.

`Disk` is confined to its root: a path that leaves it, by `..` or by a link, is
refused. `Memory` is the same thing without a disk. `Recorded` remembers what was read,
`Patched` shows some files as they are going to be.
"""

from __future__ import annotations

import ctypes
import datetime
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Protocol

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
from reportkit.model import Artifact

__all__ = [
    "MAX_BYTES",
    "Disk",
    "Files",
    "Memory",
    "Patched",
    "Recorded",
    "create",
    "list_briefings",
    "may_replace",
    "packaged",
    "publish",
    "replace_file",
    "scratch_folder",
    "today",
    "under_lock",
]

MAX_BYTES = 64 * 1024 * 1024
"""The largest text, picture or data file that is read."""

SCRATCH = "reportkit-"
"""How the names of folders for passing files begin."""

NEW = 5.0
"""Seconds for which such a folder is let alone, whether or not it is locked."""


class Files(Protocol):
    """What a reading function may do with the outside. Paths are relative, with `/`."""

    def has(self, path: str) -> bool:
        """Say whether `path` is a file inside the root."""

    def read(self, path: str) -> bytes:
        """Give the bytes of `path`; `ReportkitError` where it is missing, barred or too large."""

    def list(self, folder: str) -> tuple[str, ...]:
        """List every file below `folder`, sorted, as paths from the root; hidden ones left out."""


def _refusal(rule: str, path: str, message: str, hint: str | None = None) -> ReportkitError:
    return ReportkitError(Diagnostic(rule, Severity.ERROR, message, Span(path), hint))


class Disk:
    """Files below `root`, and nothing else."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def _locate(self, path: str) -> Path | None:
        if PurePosixPath(path).is_absolute() or "\0" in path:
            return None
        try:
            located = (self.root / path).resolve()
        except RuntimeError:  # links that lead in a circle
            return None
        return located if located.is_relative_to(self.root) else None

    def has(self, path: str) -> bool:
        located = self._locate(path)
        try:
            return located is not None and located.is_file()
        except OSError:  # a name that no file can have, a folder that may not be entered
            return False

    def read(self, path: str) -> bytes:
        located = self._locate(path)
        if located is None:
            raise _refusal("outside-project", path, "This path leads out of the project.")
        try:
            if not located.is_file():
                raise _refusal("missing-file", path, "There is no such file.")
            if located.stat().st_size > MAX_BYTES:
                raise _refusal(
                    "file-too-large",
                    path,
                    f"This file is larger than {MAX_BYTES // 2**20} MiB.",
                )
            return located.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise _refusal(
                "unreadable-file", path, f"This file cannot be read: {reason}."
            ) from error

    def list(self, folder: str) -> tuple[str, ...]:
        located = self._locate(folder)
        if located is None or not located.is_dir():
            return ()
        found = (p.relative_to(self.root) for p in located.rglob("*") if p.is_file())
        return tuple(
            sorted(p.as_posix() for p in found if not any(part.startswith(".") for part in p.parts))
        )


class Memory:
    """Files in a mapping: the same door for a caller who has no disk."""

    def __init__(self, texts: Mapping[str, str | bytes]) -> None:
        self.texts = {
            path: text.encode() if isinstance(text, str) else text for path, text in texts.items()
        }

    def has(self, path: str) -> bool:
        return path in self.texts

    def read(self, path: str) -> bytes:
        try:
            return self.texts[path]
        except KeyError:
            raise _refusal("missing-file", path, "There is no such file.") from None

    def list(self, folder: str) -> tuple[str, ...]:
        prefix = f"{folder.rstrip('/')}/" if folder else ""
        return tuple(sorted(path for path in self.texts if path.startswith(prefix)))


class Recorded:
    """The files of another door; `seen` are the paths that were read through this one."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.seen: set[str] = set()

    def has(self, path: str) -> bool:
        return self.files.has(path)

    def read(self, path: str) -> bytes:
        self.seen.add(path)
        return self.files.read(path)

    def list(self, folder: str) -> tuple[str, ...]:
        return self.files.list(folder)


class Patched:
    """The files of another door, with `changed` in place of what stands there."""

    def __init__(self, files: Files, changed: Mapping[str, bytes]) -> None:
        self.files, self.changed = files, changed

    def has(self, path: str) -> bool:
        return path in self.changed or self.files.has(path)

    def read(self, path: str) -> bytes:
        return self.changed[path] if path in self.changed else self.files.read(path)

    def list(self, folder: str) -> tuple[str, ...]:
        return self.files.list(folder)


def list_briefings(files: Files) -> tuple[str, ...]:
    """List the keys of all briefings: the folders of `content/` that hold a `briefing.yaml`."""
    parts = (path.split("/") for path in files.list("content"))
    return tuple(part[1] for part in parts if len(part) == 3 and part[2] == "briefing.yaml")


def packaged(part: str) -> Disk:
    """Give what travels with the program: `templates` (themes) or `vendor` (engine, fonts)."""
    package = Path(__file__).resolve().parent
    inside, beside = package / part, package.parent / part
    return Disk(inside if inside.is_dir() else beside)


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
    """Hold the lock `name` of `folder`: a second holder waits; a killed one lets go."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / f".{name}.lock", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise _unwritten(folder, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


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
    staged = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        _stage(artifacts, staged)
        if folder.exists():
            _exchange(staged, folder)
        else:
            staged.rename(folder)
        _flush_folder(folder.parent)
    except OSError as error:
        raise _unwritten(folder, error) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def create(artifacts: tuple[Artifact, ...], folder: Path) -> None:
    """Put `artifacts` into `folder`, where none of them may stand already: all or none."""
    for artifact in artifacts:
        if (folder / artifact.path).exists():
            raise ReportkitError(
                Diagnostic(
                    "exists-already",
                    Severity.ERROR,
                    f"“{folder.name}/{artifact.path}” is there already; nothing was written.",
                ),
                code=ExitCode.USAGE,
            )
    try:
        for artifact in artifacts:
            _write(folder / artifact.path, artifact.data)
    except OSError as error:
        raise _unwritten(folder, error) from error


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
            raise _refusal("changed-meanwhile", path, message, "Do it again.")
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as stream:
            staged = Path(stream.name)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        staged.chmod(place.stat().st_mode & 0o7777 if there is not None else 0o644)
        staged.replace(place)
    except OSError as error:
        raise _unwritten(place.parent, error) from error


def today() -> datetime.date:
    """Give the date by the clock of the machine; no output may depend on it."""
    return _now().astimezone().date()


def _now() -> datetime.datetime:
    return datetime.datetime.now(tz=datetime.UTC)


def _unwritten(folder: Path, error: OSError) -> ReportkitError:
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


def _stage(artifacts: tuple[Artifact, ...], folder: Path) -> None:
    for artifact in artifacts:
        _write(folder / artifact.path, artifact.data)
    _flush_folder(folder)


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
    at_current_folder, exchange = -100, 2
    names = at_current_folder, os.fsencode(one), at_current_folder, os.fsencode(other)
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None or renameat2(*names, exchange):
        number = ctypes.get_errno() if renameat2 else errno.ENOSYS
        if number not in (errno.EINVAL, errno.ENOSYS):
            raise OSError(number, os.strerror(number))
        # A system or a file system (some network shares) without the exchange: two renames.
        aside = other.with_name(f".{other.name}.old")
        other.rename(aside)
        one.rename(other)
        aside.rename(one)
