"""The editions of a briefing, as they were issued: files in, `Edition`s out.

Nothing is taken on trust: every file is the one that `SHA256SUMS` lists, there is no
other, and each edition names the sums of the one before it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from reportkit.diagnostics import ReportkitError, Span
from reportkit.files import Files
from reportkit.history import EDITION_FORMAT, SUMS, Edition, Record, edition_folder, in_order
from reportkit.rules import finding

__all__ = [
    "edition_numbers",
    "read_edition",
    "read_editions",
    "read_latest",
    "sums_of",
]

_NUMBER = re.compile(r"[1-9]\d*\.\d+(\.[1-9]\d*)?")
_LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]+)")


def edition_numbers(files: Files, key: str) -> tuple[str, ...]:
    """Give the numbers of a briefing's editions, in order; `ReportkitError` for what is none."""
    top = edition_folder(key)
    names = dict.fromkeys(path.split("/")[3] for path in files.list(top))
    for name in names:
        if not _NUMBER.fullmatch(name):
            message = f"“{name}” is not the number of an edition."
            hint = "Only what `reportkit issue` made belongs here: move it elsewhere."
            raise _damaged("edition-number", message, f"{top}/{name}", hint)
    return tuple(sorted(names, key=in_order))


def read_editions(files: Files, key: str) -> tuple[Edition, ...]:
    """Read every edition of a briefing, in order.

    `ReportkitError` where one was altered or is missing, or where numbers or days are out
    of order.
    """
    editions: list[Edition] = []
    following: Edition | None = None
    for number in reversed(edition_numbers(files, key)):
        if following:
            _check_link(files, key, number, following)
        edition = read_edition(files, key, number)
        if following and following.imprint.issued < edition.imprint.issued:
            message = f"Edition {following.number} was issued before edition {number}."
            path = f"{edition_folder(key, following.number)}/edition.json"
            raise _damaged("edition-order", message, path)
        editions.append(edition)
        following = edition
    if following and following.predecessor:
        _check_link(files, key, None, following)
    return tuple(reversed(editions))


def read_latest(files: Files, key: str) -> Edition | None:
    """Read the latest edition of a briefing, or None where none was issued."""
    numbers = edition_numbers(files, key)
    return read_edition(files, key, numbers[-1]) if numbers else None


def read_edition(files: Files, key: str, number: str) -> Edition:
    """Read one edition; `ReportkitError` where a file is not the one that was issued."""
    folder = edition_folder(key, number)
    _check_sums(files, folder)
    path = f"{folder}/edition.json"
    edition = _decoded(files.read(path), path)
    if edition.number != number:
        message = f"This is edition {edition.number}, in the folder of {number}."
        raise _damaged("edition-order", message, path, _RESTORE)
    if edition.briefing.key != key:
        message = f"This is an edition of “{edition.briefing.key}”, in the folder of “{key}”."
        hint = "A briefing keeps its name when it has been issued: give the folder its old one."
        raise _damaged("edition-order", message, path, hint)
    return edition


def _decoded(data: bytes, path: str) -> Edition:
    import msgspec  # only where there is an edition

    try:
        record = msgspec.json.decode(data, type=Record)
        if record.format > EDITION_FORMAT:
            message = (
                f"This edition has the form {record.format}; this reportkit knows {EDITION_FORMAT}."
            )
            raise _damaged("edition-format", message, path, "Bring reportkit up to date.")
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        message = f"This edition cannot be read: {error}."
        raise _damaged("edition-damaged", message, path, _RESTORE) from error
    return record.edition


def sums_of(files: Files, key: str, number: str) -> str:
    """Give the SHA-256 of an edition's sums, by which its successor knows it."""
    return hashlib.sha256(files.read(f"{edition_folder(key, number)}/{SUMS}")).hexdigest()


_RESTORE = "Bring back the file that was issued, from version control or a backup."


def _check_sums(files: Files, folder: str) -> None:
    listed = _sums(files, folder)
    there = {path.removeprefix(f"{folder}/") for path in files.list(folder)} - {SUMS}
    for name, digest in listed.items():
        path = f"{folder}/{name}"
        if name not in there:
            raise _damaged("edition-damaged", "This file of the edition is missing.", path)
        if hashlib.sha256(files.read(path)).hexdigest() != digest:
            message = "This file is not the one that was issued: its SHA-256 is another."
            raise _damaged("edition-damaged", message, path)
    for name in sorted(there - listed.keys()):
        message = "This file is no part of the edition that was issued."
        raise _damaged("edition-damaged", message, f"{folder}/{name}", "Move it elsewhere.")


def _sums(files: Files, folder: str) -> Mapping[str, str]:
    path = f"{folder}/{SUMS}"
    if not files.has(path):
        raise _damaged("edition-damaged", "This file of the edition is missing.", path)
    lines = files.read(path).decode("utf-8", "replace").splitlines()
    matches = [(number, _LINE.fullmatch(line)) for number, line in enumerate(lines, 1)]
    for number, match in matches:
        if match is None:
            message = "This line is not a digest and a path."
            raise _damaged("edition-damaged", message, path, line=number)
    return {match[2]: match[1] for _, match in matches if match}


def _check_link(files: Files, key: str, before: str | None, edition: Edition) -> None:
    """Hold the sums of the edition `before` against what the one after it knows of them.

    That comes before its files are held against the sums, so that altered sums put the
    blame on no other file.
    """
    known = edition.predecessor
    if known is None or known.number != before:
        gap = f"Edition {known.number} is missing" if known else "This edition follows no other"
        stands = f"edition {before} stands there" if before else "none stands there"
        message = f"{gap}: before edition {edition.number}, {stands}."
        path = f"{edition_folder(key, edition.number)}/edition.json"
        raise _damaged("edition-order", message, path)
    folder = edition_folder(key, before)
    if not files.has(f"{folder}/{SUMS}"):
        raise _damaged(
            "edition-damaged", "This file of the edition is missing.", f"{folder}/{SUMS}"
        )
    if known.sums != sums_of(files, key, before):
        message = f"Edition {before} is not the one that edition {edition.number} followed."
        raise _damaged("edition-damaged", message, f"{folder}/{SUMS}")


def _damaged(
    rule: str, message: str, path: str, hint: str | None = _RESTORE, line: int = 1
) -> ReportkitError:
    return ReportkitError(finding(rule, message, Span(path, line), hint))
