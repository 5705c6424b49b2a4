"""The address of a picture in, its bytes and a name out: from the address, or a file beside."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from urllib.parse import unquote

from reportkit.diagnostics import ReportkitError
from reportkit.files import Files

__all__ = ["name_for", "picture_bytes"]

_KINDS = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"RIFF": "webp",
    b"<svg": "svg",
    b"<?xml": "svg",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"\x01\0\0\0": "emf",
    b"\xd7\xcd\xc6\x9a": "wmf",
}
_OUTSIDE = re.compile(r"[A-Za-z][\w+.-]*:|/|\.\.")


def picture_bytes(source: str, beside: Files) -> bytes | None:
    """Give a picture: out of its address (data:), or a file beside the page; else None."""
    match = re.match(r"data:[^,;]*(;base64)?,(.*)", source, re.DOTALL)
    if match:
        try:
            return base64.b64decode(match[2]) if match[1] else unquote(match[2]).encode()
        except (binascii.Error, ValueError):
            return None
    path = posixpath.normpath(unquote(source.partition("?")[0]))
    if not source or _OUTSIDE.match(source) or path.startswith("..") or "\0" in path:
        return None
    try:
        return beside.read(path) if beside.has(path) else None
    except ReportkitError:
        return None


def name_for(data: bytes) -> str:
    """Name a picture by what it holds: the name lasts from copy to copy."""
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), "bin")
    return f"picture-{hashlib.sha256(data).hexdigest()[:8]}.{kind}"
