"""The authors of an entry in, CSL names out: Chicago (first name turned round), APA (initials)."""

from __future__ import annotations

import re

from reportkit.read.bibliography.names import name_of

__all__ = ["people"]

_EDITORS = re.compile(r",?\s*\(?\b(?:eds?\.?|editors?)\)?\.?\s*$", re.IGNORECASE)
_OTHERS = re.compile(r",?\s*(?:\bet\s+al\b\.?|and others|외)\s*$")
_INITIALS = r"(?:[^\W\d_]\.[\s-]?)+"
_APA = re.compile(
    rf"[^\W\d_][^,&]*,\s*{_INITIALS}(?:,?\s*(?:&|and|,)\s*[^\W\d_][^,&]*,\s*{_INITIALS})*\Z"
)
_BODY = re.compile(
    r"\b(?:of|for|the|on|Ministry|Department|Office|Institute|Centre|Center|Committee|Council|Agency|Bank"
    r"|Nations|University|Group|Association|Organi[sz]ation|Commission|News|Times|Daily|Staff|Press|Government"
    r"|Foundation|Society|Union|Team|Network|Corporation|Inc|Ltd)\b"
)


def people(written: str, *, inverted: bool = True) -> tuple[str, list[dict[str, str]]]:
    """Give their role (author or editor) and names; `inverted` where the first is turned round."""
    bare = _EDITORS.sub("", written)
    role = "editor" if bare != written else "author"
    bare = _OTHERS.sub("", bare).strip(" ,;")
    bare = bare if re.search(r"(?:^|[\s.-])[^\W\d_]\.$", bare) else bare.rstrip(".")
    if not bare:
        return role, []
    names = [_one(name) for name in _split(bare, inverted)]
    return role, [name for name in names if name]


def _split(written: str, inverted: bool) -> list[str]:
    if ";" in written:
        return [re.sub(r"^(?:and|&)\s+", "", part.strip()) for part in written.split(";")]
    if _APA.match(written):
        return re.split(r"(?<=\.),?\s*(?:&|\band\b|,)\s*(?=[^\W\d_][^,]*,)", written)
    parts = re.split(r",?\s+(?:and|&)\s+", written)
    head = [part.strip() for part in parts[0].split(",")]
    if not inverted or (
        len(head) > 1 and " " in head[0] and " " in head[1] and not _BODY.search(head[1])
    ):
        names = head  # none is turned round
    elif len(head) > 1 and not (_BODY.search(written) and len(head[1].split()) > 3):
        names = [f"{head[0]}, {head[1]}", *head[2:]]
        if len(names) > 1 and re.fullmatch(r"[JS]r\.?|[IVX]{2,4}", names[1]):
            names[:2] = [f"{head[0]}, {names[1]}, {head[1]}"]
    else:
        return [written] if _BODY.search(written) else [", ".join(head), *parts[1:]]
    return [*names, *parts[1:]]


def _one(written: str) -> dict[str, str]:
    written = written.strip(" ,")
    if "," not in written and (_BODY.search(written) or len(written.split()) > 4):
        return {"literal": written}
    return name_of(written) if written else {}
