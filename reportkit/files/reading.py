"""Reading: what a verb may do with the outside, on a disk, in memory, or recorded.

`Disk` is confined to its root: a path that leaves it, by `..` or by a link, is
refused. `Memory` is the same thing without a disk. `Recorded` remembers what was read,
`Patched` shows some files as they are going to be.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from reportkit.diagnostics import Diagnostic, ReportkitError, Severity, Span

__all__ = [
    "MAX_BYTES",
    "Disk",
    "Files",
    "Memory",
    "Patched",
    "Recorded",
    "is_plain_folder",
    "list_briefings",
    "list_issued",
    "packaged",
    "refusal",
]

MAX_BYTES = 64 * 1024 * 1024
"""The largest text, picture or data file that is read."""


class Files(Protocol):
    """What a reading function may do with the outside. Paths are relative, with `/`."""

    def has(self, path: str) -> bool:
        """Say whether `path` is a file inside the root."""

    def read(self, path: str) -> bytes:
        """Give the bytes of `path`; `ReportkitError` where it is missing, barred or too large."""

    def list(self, folder: str) -> tuple[str, ...]:
        """List every file below `folder`, sorted, as paths from the root; hidden ones left out."""


def refusal(rule: str, path: str, message: str, hint: str | None = None) -> ReportkitError:
    """Give the error that refuses a path of the project."""
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
            raise refusal("outside-project", path, "This path leads out of the project.")
        try:
            if not located.is_file():
                raise refusal("missing-file", path, "There is no such file.")
            if located.stat().st_size > MAX_BYTES:
                raise refusal(
                    "file-too-large",
                    path,
                    f"This file is larger than {MAX_BYTES // 2**20} MiB.",
                )
            return located.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise refusal(
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
            raise refusal("missing-file", path, "There is no such file.") from None

    def list(self, folder: str) -> tuple[str, ...]:
        prefix = f"{folder.rstrip('/')}/" if folder else ""
        return tuple(sorted(path for path in self.texts if path.startswith(prefix)))


class Recorded:
    """The files of another door; `seen` are those that were read through this one, by path."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.seen: dict[str, bytes] = {}

    def has(self, path: str) -> bool:
        return self.files.has(path)

    def read(self, path: str) -> bytes:
        self.seen[path] = self.files.read(path)
        return self.seen[path]

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


def is_plain_folder(folder: Path) -> bool:
    """Say whether `folder` is one that can be listed and is no link; one that is not there is."""
    if not folder.exists() and not folder.is_symlink():
        return True
    return folder.is_dir() and not folder.is_symlink() and os.access(folder, os.R_OK | os.X_OK)


def list_briefings(files: Files) -> tuple[str, ...]:
    """List the keys of all briefings: the folders of `content/` that hold a `briefing.yaml`."""
    parts = (path.split("/") for path in files.list("content"))
    return tuple(part[1] for part in parts if len(part) == 3 and part[2] == "briefing.yaml")


def list_issued(files: Files) -> tuple[str, ...]:
    """List the keys of all briefings that have editions, whether or not their text is there."""
    parts = (path.split("/") for path in files.list("content"))
    ends = ["editions", "edition.json"]
    found = (part[1] for part in parts if len(part) == 5 and [part[2], part[4]] == ends)
    return tuple(dict.fromkeys(found))


def packaged(part: str) -> Disk:
    """Give what travels with the program: `templates` (themes) or `vendor` (engine, fonts)."""
    package = Path(__file__).resolve().parent.parent
    inside, beside = package / part, package.parent / part
    return Disk(inside if inside.is_dir() else beside)
