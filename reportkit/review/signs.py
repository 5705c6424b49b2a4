"""Text as it is seen: what is never drawn out, one sign for what is drawn alike in."""

from __future__ import annotations

import unicodedata

__all__ = ["as_seen"]

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def as_seen(text: str) -> str:
    """Take out joiners and soft hyphens, write every space as one, and ligatures as letters."""
    return text if text.isascii() else "".join(map(_as_seen, text))


def _as_seen(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return " "
    return "" if kind == "Cf" else _LIGATURES.get(sign, sign)
