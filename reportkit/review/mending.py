"""Mend what findings say can be mended: findings in, edits that go together out.

The edits of one finding are made together or not at all; what would overlap with an
earlier one waits for the next round, and what does not stand where it should is left.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportkit.diagnostics import Diagnostic, Edit

__all__ = ["Change", "applied", "together"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after."""

    path: str
    before: bytes
    after: bytes

    def diff(self) -> Iterator[str]:
        """Give the lines of a unified diff."""
        old, new = (data.decode("utf-8").splitlines() for data in (self.before, self.after))
        names = f"a/{self.path}", f"b/{self.path}"
        return difflib.unified_diff(old, new, *names, lineterm="")


def together(found: Iterable[Diagnostic]) -> tuple[int, Mapping[str, Sequence[Edit]]]:
    """Give how many of the findings can be mended at once, and their edits by file."""
    taken: dict[str, list[Edit]] = defaultdict(list)
    count = 0
    for diagnostic in found:
        edits = dict.fromkeys(diagnostic.edits)
        if edits and not any(
            _overlap(edit, other) for edit in edits for other in taken[edit.span.path]
        ):
            count += 1
            for edit in edits:
                taken[edit.span.path].append(edit)
    return count, {path: edits for path, edits in taken.items() if edits}


def _overlap(one: Edit, other: Edit) -> bool:
    if one.span.line != other.span.line:
        return False
    first, second = sorted((one, other), key=lambda edit: edit.span.column)
    return first.span.column + max(len(first.before), 1) > second.span.column


def applied(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Make `edits` in the bytes of a file: its line ends and a byte-order mark stay.

    An edit whose `before` does not stand in its place is not made.
    """
    text = data.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = [match[0] for match in _LINE.finditer(text.removeprefix("\ufeff"))]
    end = next((line[len(line.rstrip("\r\n")) :] for line in lines), "") or "\n"
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        number, at = edit.span.line - 1, edit.span.column - 1
        line = lines[number] if number < len(lines) else ""
        if line[at : at + len(edit.before)] == edit.before:
            after = edit.after.replace("\n", end)
            lines[number] = line[:at] + after + line[at + len(edit.before) :]
    return (mark + "".join(lines)).encode()
