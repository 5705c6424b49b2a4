"""What may be a picture: the ending of a file's name in, its media type out."""

from __future__ import annotations

from pathlib import PurePosixPath

__all__ = ["PICTURES", "media_type"]

PICTURES = {
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


def media_type(path: str) -> str:
    """Give the media type of a file by its name's ending."""
    return PICTURES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
