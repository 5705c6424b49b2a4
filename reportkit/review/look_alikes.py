"""Letters that look like letters of another script, by the script that they imitate.

Source: the single-letter pairs between Latin, Cyrillic and Greek of Unicode's confusables
(UTS #39, revision 28), as far as text faces draw them alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["SCRIPTS", "described", "latin_twin", "script_of"]

_TWINS = {
    "CYRILLIC": (
        "АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухԁԛԝһӏѡґ",
        "ABESIJKMHOPCTYXYGQWaesijopcyxdqwhlwr",
    ),
    "GREEK": ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ", "ABEZHIKMNOPTYXovcj"),
}
_LATIN = {
    twin: latin
    for theirs, ours in _TWINS.values()
    for twin, latin in zip(theirs, ours, strict=True)
}
SCRIPTS = {"LATIN": "Latin", "CYRILLIC": "Cyrillic", "GREEK": "Greek", "ARMENIAN": "Armenian"}
"""Scripts that are told apart, and how they are called."""

_NAME = re.compile(r"(\w+) (?:CAPITAL |SMALL )?(?:LETTER|LIGATURE)")


@cache
def script_of(character: str) -> str | None:
    """Give the script of a letter, one of `SCRIPTS`; None for all else."""
    match = _NAME.match(unicodedata.name(character, ""))
    return match[1] if match and match[1] in SCRIPTS else None


def latin_twin(character: str) -> str | None:
    """Give the Latin letter that `character` of another script looks like, or None."""
    return _LATIN.get(character)


def described(character: str) -> str:
    """Name a letter: the Cyrillic letter “е” (U+0435)."""
    script = SCRIPTS.get(script_of(character) or "", "")
    kind = f"{script} letter" if script else unicodedata.name(character, "character").lower()
    return f"{kind} “{character}” (U+{ord(character):04X})"
