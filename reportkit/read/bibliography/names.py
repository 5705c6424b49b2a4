"""Names as exporters write them in, CSL names out; and a key for an entry that has none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

__all__ = ["key_for", "name_of", "split_names"]

_PARTICLE = re.compile(r"((?:[a-z][\w'’]*\s+)+)(?=\S)")
_SUFFIX = re.compile(r"(?:[JS]r\.?|[IVX]{2,4})")


def name_of(written: str) -> dict[str, str]:
    """Make a CSL name of “Family, Given”, “von Family, Jr., Given” or “Given von Family”.

    What stands in braces is a body; a name in Hangul, Han or Kana without a comma is one too,
    since nothing tells where its family name ends.
    """
    written = " ".join(written.split())
    if written.startswith("{") and written.endswith("}"):
        return {"literal": _bare(written)}
    parts = [part.strip() for part in _outside_braces(written, ",")]
    if len(parts) == 1:
        words = _outside_braces(written, " ")
        if len(words) == 1:
            return {"literal": _bare(written)}
        small = [n for n, word in enumerate(words[:-1]) if n and word[:1].islower()]
        at = small[0] if small else len(words) - 1
        return _named(" ".join(words[at:]), " ".join(words[:at]), "")
    suffix = parts[1] if len(parts) > 2 and _SUFFIX.fullmatch(parts[1]) else ""
    given = ", ".join(parts[2:] if suffix else parts[1:])
    return _named(parts[0], given, suffix)


def _named(family: str, given: str, suffix: str) -> dict[str, str]:
    particle = _PARTICLE.match(family)
    name = {"family": _bare(family[particle.end() :] if particle else family)}
    if particle:
        name["non-dropping-particle"] = particle[1].strip()
    if _bare(given):
        name["given"] = _bare(given)
    return name | ({"suffix": suffix} if suffix else {})


def _bare(text: str) -> str:
    return re.sub(r"[{}]", "", text).strip()


def split_names(written: str) -> list[str]:
    """Split a BibTeX list of names at its “and”s, those within braces left alone."""
    return [part.strip() for part in _outside_braces(written, " and ") if part.strip()]


def _outside_braces(text: str, separator: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth == 0 and at >= start and text.startswith(separator, at):
            parts.append(text[start:at])
            start = at + len(separator)
    return [*parts, text[start:]]


def key_for(csl: Mapping[str, Any], taken: Collection[str] = ()) -> str:
    """Make a key: the first family name and the year in ASCII, “a”, “b” … where it is taken."""
    names = csl.get("author") or csl.get("editor") or [{}]
    name = names[0].get("family") or names[0].get("literal") or csl.get("title") or "source"
    folded = unicodedata.normalize("NFKD", str(name).split()[0]).encode("ascii", "ignore").decode()
    word = re.sub(r"\W", "", folded).lower() or re.sub(r"\W", "", str(name).split()[0])
    issued = csl.get("issued", "")
    year = re.search(r"\d{4}", str(issued))
    key = f"{word or 'source'}{year[0] if year else ''}"
    letters = ["", *"abcdefghijklmnopqrstuvwxyz"]
    free = [f"{key}{letter}" for letter in letters if f"{key}{letter}" not in taken]
    return free[0] if free else f"{key}-{len(taken)}"
