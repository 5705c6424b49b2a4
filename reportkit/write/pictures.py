"""What may be a picture: the ending of a file's name in, its media type out."""

from __future__ import annotations

__all__ = ["PICTURES"]

PICTURES = {
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
