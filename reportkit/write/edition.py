"""Write an edition: what was issued and the files it keeps in, the files of its folder out.

`edition.json` is all that the edition's page is made from; `SHA256SUMS` names every
file with its digest, as `sha256sum --check` reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from reportkit.history import EDITION_FORMAT, SUMS, Edition, Record
from reportkit.model import Artifact

__all__ = ["write_edition"]


def write_edition(edition: Edition, kept: Mapping[str, bytes]) -> tuple[Artifact, ...]:
    """Give the files of `content/<briefing>/editions/<number>/`.

    `kept` are the files that stand beside `edition.json`, by their paths: the PDF's very
    bytes, and below `source/` a copy of what the briefing was read from.
    """
    record = Record(EDITION_FORMAT, edition)
    text = msgspec.json.format(msgspec.json.encode(record, order="deterministic"), indent=1)
    files = {"edition.json": text + b"\n", **kept}
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    files[SUMS] = "".join(lines).encode()
    return tuple(Artifact(path, data, "") for path, data in files.items())
