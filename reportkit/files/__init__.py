"""The one door to the outside: read and list the project's texts, write its output."""

from __future__ import annotations

from reportkit.files.locks import alone, scratch_folder, today, under_lock
from reportkit.files.reading import (
    MAX_BYTES,
    Disk,
    Files,
    Memory,
    Patched,
    Recorded,
    is_plain_folder,
    list_briefings,
    list_issued,
    packaged,
)
from reportkit.files.writing import (
    add_folder,
    create,
    may_replace,
    publish,
    remove_file,
    replace_file,
)

__all__ = [
    "MAX_BYTES",
    "Disk",
    "Files",
    "Memory",
    "Patched",
    "Recorded",
    "add_folder",
    "alone",
    "create",
    "is_plain_folder",
    "list_briefings",
    "list_issued",
    "may_replace",
    "packaged",
    "publish",
    "remove_file",
    "replace_file",
    "scratch_folder",
    "today",
    "under_lock",
]
