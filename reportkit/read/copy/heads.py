"""Blocks in, the headings among them out: by a style of the file, a numeral, a bold line, capitals.

Levels come from the order in which kinds of signs appear: what begins to be counted
within something else stands below it. What only looks like a heading is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportkit.manuscript import Aside, Block, Doubt, Run

__all__ = ["END_NAMES", "NAMES", "headed", "is_short", "numeral", "without"]

_ROMAN = {c: n for n, c in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", 1)}
_NUMERAL = re.compile(
    r"\s*(?:(?P<wide>[Ⅰ-Ⅻ])[.)]?\s*(?=\S)|(?P<roman>[IVX]{1,5})[.)]\s+(?=\S)|(?P<decimal>\d{1,2}(?:\.\d{1,2})+[.)]?|\d{1,2}[.)])\s+(?=\S)"
    r"|(?P<letter>[A-H])[.)]\s+(?=\S)|(?P<named>(?:Chapter|Part|Section)\s+(?:\d{1,2}|[IVX]{1,5}))\s*[.:—–-]\s*(?=\S)"
    r"|(?P<korean>제\s?\d{1,2}\s?[장절])[.:]?\s*(?=\S))"
)
_ANY_NUMBER = re.compile(
    r"(?:[Ⅰ-Ⅻⅰ-ⅻ]+[.)]?|(?:[IVX]+|\d+(?:\.\d+)*)[.)]|\d+\.\d+|제\s?\d+\s?[장절])\s+(?=\S)"
)
"""What a heading of a briefing may not begin with, whatever it is: see `read/sections.py`."""

NAMES = frozenset(
    """
    introduction|background|context|overview|summary|executive summary|method|methods|methodology
    |data
    |results|findings|analysis|discussion|implications|policy implications|recommendations
    |policy recommendations|conclusion|conclusions|concluding remarks|acknowledgements
    |acknowledgments
    |appendix|limitations|outlook|서론|본론|결론|들어가며|나가며
    """.replace("\n", "")
    .replace("  ", "")
    .strip()
    .split("|")
)
END_NAMES = {
    "references": "references", "reference": "references", "reference list": "references",
    "list of references": "references", "bibliography": "references", "works cited": "references",
    "literature": "references", "literature cited": "references", "references cited": "references",
    "normative references": "references", "informative references": "references",
    "sources": "references", "참고문헌": "references", "참고 문헌": "references",
    "about the author": "biography", "about the authors": "biography", "biography": "biography",
    "author biography": "biography", "author": "biography", "authors": "biography",
    "저자 소개": "biography", "저자": "biography",
    "abstract": "abstract", "초록": "abstract", "요약": "abstract",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: str
    value: int
    depth: int
    typed: str


def numeral(text: str) -> _Sign | None:
    """Give the numeral that a line begins with: its kind, its value, and how it is typed."""
    match = _NUMERAL.match(text)
    if not match:
        return None
    kind, typed = next((k, v) for k, v in match.groupdict().items() if v)
    depth, digits = 1, re.findall(r"\d+", typed)
    if kind == "wide":
        value = _ROMAN[typed]
    elif digits:
        value, depth = int(digits[-1]), len(digits)
    elif kind == "letter":
        value = ord(typed) - 64
    else:
        value = _roman(typed.split()[-1])
    return _Sign(kind, value, depth, match[0].strip())


def _roman(typed: str) -> int:
    worth = [{"I": 1, "V": 5, "X": 10}[c] for c in typed]
    pairs = zip(worth, [*worth[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def without(runs: tuple[Run, ...], typed: str) -> tuple[Run, ...]:
    """Take `typed` off the beginning of a block, and the blanks after it."""
    left = len("".join(run.text for run in runs)) - len("".join(run.text for run in runs).lstrip())
    drop = left + len(typed)
    answer: list[Run] = []
    for run in runs:
        cut = min(drop, len(run.text))
        drop -= cut
        text = run.text[cut:]
        if not any(kept.text for kept in answer) and run.picture is None and not run.note:
            text = text.lstrip()
        answer.append(replace(run, text=text))
    return tuple(run for run in answer if run.text or run.note or run.picture)


def is_short(text: str, most: int = 20) -> bool:
    """Say whether a line is short and does not end as a sentence does."""
    words = text.split()
    return 0 < len(words) <= most and len(text) < 200 and not re.search(r"[.,;:]\s*$", text.strip())


def name_of(text: str) -> str:
    """Give a heading as it is looked up: without numeral, colon and case."""
    sign = numeral(text)
    plain = text.strip()[len(sign.typed) :] if sign else text
    return plain.strip(" :.*").casefold()


def headed(blocks: Sequence[Block], asides: list[Aside], doubts: list[Doubt]) -> list[Block]:
    """Give the blocks with what is a heading made one: its level from 1 to 3, its numeral gone."""
    kinds = [_kind(blocks, at) for at in range(len(blocks))]
    if not any(kinds):
        kinds = [_guess(blocks, at) for at in range(len(blocks))]
    ranks = sorted({block.level for block in blocks if block.kind == "heading"})
    levels = {"style": 1} if ranks else {}
    answer: list[Block] = []
    before = 0
    for block, kind in zip(blocks, kinds, strict=True):
        if not kind:
            answer.append(block)
            continue
        styled = kind == "style"
        level = ranks.index(block.level) + 1 if styled else _level(kind, levels, before)
        fitting = max(1, min(level, before + 1, 3))
        if fitting != level:
            doubts.append(
                Doubt(
                    3,
                    f"“{block.text.strip()}” was a heading of level {level}; "
                    f"it is one of level {fitting} now.",
                    "Headings go three levels deep, and skip none.",
                    block.place,
                )
            )
        if kind == "guess":
            doubts.append(
                Doubt(
                    5,
                    f"“{block.text.strip()}” was taken for a heading.",
                    "Nothing but its shortness says so.",
                    block.place,
                )
            )
        before = fitting
        answer.append(
            _bare(replace(block, kind="heading", level=fitting, style=block.style), asides)
        )
    return answer


def _bare(block: Block, asides: list[Aside]) -> Block:
    """Take its numeral off a heading, and emphasis that is all of it."""
    runs = tuple(replace(run, styles=run.styles - {"strong", "em"}) for run in block.runs)
    text = "".join(run.text for run in runs)
    while match := (_NUMERAL.match(text) or _ANY_NUMBER.match(text.lstrip())):
        typed = match[0].strip()
        asides.append(Aside("numerals before headings", typed, block.place))
        runs = without(runs, typed)
        text = "".join(run.text for run in runs)
    return replace(block, runs=runs)


def _kind(blocks: Sequence[Block], at: int) -> str:
    """Say what makes the block `at` a heading: nothing, where it is none."""
    block = blocks[at]
    text = block.text.strip()
    if block.kind == "heading":
        return "style" if text else ""
    if block.kind != "paragraph" or not is_short(text) or not re.search(r"[^\W\d_]", text):
        return ""
    name = name_of(text)
    if name in NAMES or name in END_NAMES:
        sign = numeral(text)
        return f"{sign.kind}.{sign.depth}" if sign else "name"
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None:
        return ""
    if sign := numeral(text):
        return f"{sign.kind}.{sign.depth}" if _counts(blocks, at, sign) else ""
    shown = [run for run in block.runs if run.text.strip()]
    if all("strong" in run.styles for run in shown) and len(text.split()) <= 15:
        return "bold"
    letters = re.sub(r"[\W\d_]", "", text)
    if (
        len(letters) > 3
        and letters.isupper()
        and letters.lower() != letters
        and len(text.split()) <= 12
    ):
        return "capitals" if len(following.text) > len(text) else ""
    return ""


def _counts(blocks: Sequence[Block], at: int, sign: _Sign) -> bool:
    """Say whether a numeral heads a section: no neighbour of the same kind makes it a list."""
    if at and len(blocks[at].text.split()) > 18 and sign.kind != "wide":
        return False
    for other in (at - 1, at + 1):
        if 0 <= other < len(blocks) and blocks[other].kind in ("paragraph", "item"):
            beside = numeral(blocks[other].text)
            if beside and beside.kind == sign.kind and beside.depth == sign.depth:
                return False
    if sign.value == 1 or sign.kind in ("wide", "named", "korean"):
        return True
    signs = (numeral(block.text) for block in blocks[:at] if is_short(block.text))
    return any(
        s and s.kind == sign.kind and s.depth == sign.depth and s.value == sign.value - 1
        for s in signs
    )


def _guess(blocks: Sequence[Block], at: int) -> str:
    """Say whether a block looks like a heading where nothing else does."""
    block, following = blocks[at], blocks[at + 1 : at + 2]
    text = block.text.strip()
    if block.kind != "paragraph" or not following or not is_short(text, 10):
        return ""
    plain = re.match(r"[^\W\d_a-z]", text) and not re.search(r"[@|*]|https?:|\d{4}", text)
    long = following[0].kind == "paragraph" and len(following[0].text.split()) >= 25
    return "guess" if plain and long and at else ""


def _level(kind: str, levels: dict[str, int], before: int) -> int:
    """Give the level of a heading: a sign that is new here begins below what goes before."""
    if kind in ("name", "guess"):
        return 1
    if kind not in levels:
        family, _stop, depth = kind.partition(".")
        more = int(depth or 1) - 1
        known = [
            v - int(k.partition(".")[2] or 1) + 1
            for k, v in levels.items()
            if k.startswith(f"{family}.")
        ]
        levels[kind] = known[0] + more if known else before + 1 if levels else 1 + more
    return levels[kind]
