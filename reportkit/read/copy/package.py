"""A Word file's bytes in, its parts out, once it is sure that they are safe to unpack.

A DOCX is a ZIP of XML. Nothing is ever unpacked to a disk; names that lead out of the
file, declared entities and sizes beyond all reading are refused all the same.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from reportkit.read.copy.refusals import refused

__all__ = ["MAX_UNPACKED", "packed", "unpacked"]

MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes that all parts of a Word file may have together."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\\|\0")


def unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """Give the parts of a Word file by name; `ReportkitError` says why there are none."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            message = "This Word file is protected by a password."
            raise refused(
                "copy-encrypted", name, message, "Open it in Word, and save it without one."
            )
        message = "This is a Word file of the old kind (.doc)."
        raise refused(
            "copy-kind", name, message, "Open it in Word or LibreOffice, and save it as .docx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(name, archive.infolist())
            parts = {
                info.filename: archive.read(info)
                for info in archive.infolist()
                if not info.is_dir()
            }
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        message = f"This Word file is broken: {str(error).rstrip('.') or 'it ends too early'}."
        raise refused(
            "copy-broken", name, message, "Save it again, or ask the author for another copy."
        ) from error
    if "word/document.xml" not in parts:
        kind = next((what for part, what in _OTHERS.items() if part in parts), "no Word file")
        raise refused(
            "copy-kind",
            name,
            f"This is {kind}: it holds no “word/document.xml”.",
            "Save it as .docx.",
        )
    for part, xml in parts.items():
        if part.endswith((".xml", ".rels")) and _DECLARED.search(xml):
            raise refused(
                "copy-unsafe",
                name,
                f"The part “{part}” declares entities, which no Word file needs.",
            )
    return parts


_OTHERS = {
    "xl/workbook.xml": "an Excel file",
    "ppt/presentation.xml": "a PowerPoint file",
    "content.xml": "an OpenDocument file",
}


def _check(name: str, infos: list[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in infos)
    if total > MAX_UNPACKED or len(infos) > 10_000:
        message = f"This Word file would unpack to {total // 2**20:,} MiB in {len(infos):,} parts."
        raise refused(
            "copy-unsafe", name, message, f"No more than {MAX_UNPACKED // 2**20} MiB are unpacked."
        )
    for info in infos:
        if _OUTSIDE.search(info.filename):
            message = (
                f"A part of this Word file is called “{info.filename}”, which leads out of it."
            )
            raise refused(
                "copy-unsafe", name, message, "Do not open it; ask the author for another copy."
            )
        if info.flag_bits & 1:
            message = "This Word file is protected by a password."
            raise refused(
                "copy-encrypted", name, message, "Open it in Word, and save it without one."
            )


def packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Put parts together again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    stream.seek(0)
    return stream
