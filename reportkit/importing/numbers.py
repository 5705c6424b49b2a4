"""Blocks with numbered citations in, “[2, 3]”, the same with the works of a numbered list out.

It needs a list whose entries are numbered. A sign with a number that the list has not is
kept as it was typed, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportkit.importing.keys import Ledger
from reportkit.manuscript import Block, Cited, Doubt, Run

__all__ = ["Numbers"]

_RANGE = r"\d{1,3}(?:\s*[-–—]\s*\d{1,3})?"
_SIGN = re.compile(
    rf"(?<!\b\w)\[(?P<numbers>{_RANGE}(?:\s*[,;]\s*{_RANGE})*)"
    r"(?:\s*,\s*(?P<at>(?:pp?|ch|sec)\.\s*\d+(?:\s*[-–—]\s*\d+)?))?\]"
)


class Numbers:
    """The numbers of a list of references; `typed` are the signs that became citations."""

    def __init__(self, ledger: Ledger) -> None:
        numbered = {e.number: s.key for e, s in ledger.entries if e.number is not None}
        self.keys = numbered if 2 * len(numbered) > len(ledger.entries) else {}
        ledger.works |= {_work(number): key for number, key in self.keys.items()}
        self.typed: list[str] = []
        self.doubts: list[Doubt] = []

    def cited(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Give blocks with their signs made citations; headings keep theirs."""
        if not self.keys:
            return tuple(blocks)
        return tuple(b if b.kind in ("heading", "code") else self._block(b) for b in blocks)

    def _block(self, block: Block) -> Block:
        runs = tuple(part for run in block.runs for part in self._split(run, block.place))
        rows = tuple(
            tuple(tuple(p for run in cell for p in self._split(run, block.place)) for cell in row)
            for row in block.rows
        )
        return replace(block, runs=runs, rows=rows)

    def _split(self, run: Run, place: int) -> Iterator[Run]:
        at = 0
        plain = not (run.note or run.cited or run.picture or run.href or "code" in run.styles)
        for match in _SIGN.finditer(run.text) if plain else ():
            numbers = [*_numbers(match["numbers"])]
            unknown = [number for number in numbers if number not in self.keys]
            if unknown or not numbers:
                self._tell(match[0], place)
                continue
            if match.start() > at:
                yield replace(run, text=run.text[at : match.start()])
            where = match["at"] or ""
            works = [Cited({"id": _work(n)}, where if n == numbers[-1] else "") for n in numbers]
            yield Run(match[0], cited=tuple(works))
            self.typed.append(match[0])
            at = match.end()
        if at < len(run.text) or not run.text:
            yield replace(run, text=run.text[at:])

    def _tell(self, sign: str, place: int) -> None:
        message = f"“{sign}” has a number that the list of references has not; it stays as text."
        hint = f"The list goes from {min(self.keys)} to {max(self.keys)}."
        self.doubts.append(Doubt(9, message, hint, place))


def _work(number: int) -> str:
    return f"number {number} of the list"


def _numbers(written: str) -> Iterator[int]:
    """Give the numbers of “1, 3-5”; none of a range that runs backwards."""
    for part in re.split(r"[,;]", written):
        first, *last = (int(number) for number in re.findall(r"\d+", part))
        yield from range(first, (last[0] if last else first) + 1)
