"""What came of an import in, `IMPORT.md` out: what to look at, and what was set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportkit.manuscript import Aside, Doubt

__all__ = ["Keyed", "Proof", "import_report", "proof_lines"]

_SHOWN = 12
"""How many places of one kind of thing are named one by one."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A citation that was typed, what stands for it now, and where in the source, if it does."""

    typed: str
    written: str
    path: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """Where the words of a copy are now, in numbers; `lost` are those that are nowhere."""

    copy: int
    text: int
    metadata: int
    ledger: int
    citations: int
    aside: int
    lost: tuple[str, ...] = ()


def proof_lines(name: str, proof: Proof) -> str:
    """Say in a sentence or two where every word of the copy is."""
    lost = f"{len(proof.lost):,} are lost" if proof.lost else "none is lost"
    return (
        f"{name}: {proof.copy:,} words; {lost}. {proof.text:,} stand in the text, "
        f"{proof.metadata:,} in briefing.yaml, {proof.ledger:,} in sources.yaml; "
        f"{proof.citations:,} are citations by key, {proof.aside:,} set aside."
    )


def import_report(
    name: str,
    unit: str,
    proof: Proof,
    doubts: Sequence[Doubt],
    keyed: Sequence[Keyed],
    asides: Sequence[Aside],
) -> str:
    """Give the report as Markdown; places in the copy are counted in `unit`s."""
    parts = [
        f"# Import of {name}\n",
        f"{proof_lines(name, proof)}\n",
        "This file is a report: it is no part of the briefing, and may be deleted.\n",
        *_doubts(doubts, unit),
        *_keyed(keyed),
        *_asides(asides, unit),
    ]
    return "\n".join(parts)


def _doubts(doubts: Sequence[Doubt], unit: str) -> Iterable[str]:
    yield "## Look at this, worst first\n"
    if not doubts:
        yield "Nothing was unsure.\n"
        return
    for number, doubt in enumerate(doubts, 1):
        hint = f" {doubt.hint}" if doubt.hint else ""
        yield f"{number}. {_place(doubt, unit)}{_safe(doubt.message)}{hint}"
    yield ""


def _place(doubt: Doubt, unit: str) -> str:
    where = []
    if doubt.path:
        where.append(f"`{doubt.path}{f':{doubt.line}' if doubt.line else ''}`")
    if doubt.place:
        where.append(f"{unit} {doubt.place} of the copy")
    return f"{', '.join(where)}: " if where else ""


def _keyed(keyed: Sequence[Keyed]) -> Iterable[str]:
    if not keyed:
        return
    yield f"## Citations by key: {len(keyed)}\n"
    for one in keyed:
        where = f"`{one.path}:{one.line}`: " if one.path else ""
        yield f"- {where}{_safe(one.typed)} is `{one.written}` now."
    yield ""


def _asides(asides: Sequence[Aside], unit: str) -> Iterable[str]:
    heaps: dict[str, list[Aside]] = defaultdict(list)
    for aside in asides:
        heaps[aside.what].append(aside)
    yield "## Set aside\n"
    if not heaps:
        yield "Nothing.\n"
        return
    for what, heap in heaps.items():
        words = [aside for aside in heap if aside.text.strip()]
        if not words:
            yield f"- {what}" if len(heap) == 1 and what[:1].isdigit() else f"- {what}: {len(heap)}"
            continue
        yield f"- {what}:"
        for aside in words:
            at = f"{unit} {aside.place}: " if aside.place else ""
            yield f"    - {at}{_safe(' '.join(aside.text.split()))}"
    yield ""


def _safe(text: str | None) -> str:
    """Give a text of the copy so that Markdown shows it as it is."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|" else c for c in text or "")
