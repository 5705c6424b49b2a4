"""The end of a paper taken off its blocks: references, biographies, colophon, disclaimer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reportkit.manuscript import Aside, Author, Block, Doubt, Entry, Run
from reportkit.read.copy.heads import END_NAMES, is_short, name_of, without
from reportkit.read.copy.references import is_entry, labels, parse_entry

__all__ = ["Table", "described", "take_end"]

_TYPESET = re.compile(r"\s*(?:typeset|layout|designed|edited and typeset)\s+by:?\s*", re.IGNORECASE)
_INQUIRIES = re.compile(
    r"\s*(?:for\s+(?:all\s+)?(?:inquiries|enquiries|queries|questions)|inquiries|enquiries|contact|문의)\s*:\s*",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\s*(?:disclaimer\b|.{0,80}\b(?:views?|opinions?)\b.{0,80}"
    r"\b(?:express|those of the author|own)"
    r"|.{0,40}does not (?:necessarily )?(?:reflect|represent))",
    re.IGNORECASE,
)
_IS_A = (
    r"(?:is|was|are|serves?|works?|teaches|holds|has\s+(?:been|served|worked)"
    r"|joined|leads|received|earned|currently)\b"
)
_BIOGRAPHY = re.compile(
    rf"\s*(?P<name>(?:(?:Dr|Prof|Professor|Mr|Ms|Mrs|Amb|Ambassador)\.?\s+)?(?:[^\W\d_a-z][\w.’'-]*\s+){{1,3}}[^\W\d_a-z][\w’'-]*)(?:\s*\([^()]*\))?,?\s+{_IS_A}"
)


_NUMBERED = re.compile(r"\s*[\[(]?(\d{1,3})[\].)]+\s")
_HEAD = re.compile(r"(?P<sign>[\dIVXⅠ-Ⅻ]{1,4}[.)]\s*)?[^\W\d_a-z][^\d,.:;“”\"\[\]()]*")
"""What may head a section after a list: no number but its own, none of an entry's stops."""


@dataclass(slots=True)
class Table:
    """The sorting table: what is still to be sorted, and what lies in its heap already."""

    blocks: list[Block]
    asides: list[Aside]
    doubts: list[Doubt]
    entries: list[Entry] = field(default_factory=list)
    biographies: list[str] = field(default_factory=list)
    disclaimers: list[tuple[Run, ...]] = field(default_factory=list)
    typesetter: str = ""
    inquiries: str = ""


def take_end(table: Table) -> None:
    """Take references and end matter away from the blocks."""
    at = 0
    kept: list[Block] = []
    lists = 0
    blocks = table.blocks
    while at < len(blocks):
        block = blocks[at]
        kind = _ends_with(block) if at else ""
        if kind == "references" and (count := _entries(table, at + 1)):
            lists += 1
            table.asides.append(
                Aside("headings that a theme prints", block.text.strip(), block.place)
            )
            at += 1 + count
        elif (
            kind == "biography"
            and at + 1 < len(blocks)
            and blocks[at + 1].kind == "paragraph"
            and (kept or lists)
        ):
            table.asides.append(
                Aside("headings that a theme prints", block.text.strip(), block.place)
            )
            table.biographies.append(blocks[at + 1].text.strip())
            at += 2
        elif not _is_end(
            block, table, after=bool(lists) or at > len(blocks) - 6, follows=len(kept) > 1
        ):
            kept.append(block)
            at += 1
        else:
            at += 1
    if lists > 1:
        table.doubts.append(
            Doubt(
                6,
                f"There are {lists} lists of references; they were joined into one.",
                "Look for entries that stand in both.",
            )
        )
    table.blocks = kept


def _ends_with(block: Block) -> str:
    """Say which part of the end a heading begins; nothing for any other block."""
    shown = block.kind in ("heading", "paragraph") and is_short(block.text.rstrip(" :"), 6)
    return END_NAMES.get(name_of(block.text), "") if shown else ""


def _entries(table: Table, start: int) -> int:
    """Read the entries from the block `start` on; give how many blocks they are."""
    blocks, at, before = table.blocks, start, None
    while at < len(blocks):
        block = blocks[at]
        if block.kind in ("heading", "table", "code") or _stops(blocks, at, start):
            break
        entry = parse_entry(block.text, block.place, before)
        typed = _NUMBERED.match(block.text)
        number = int(typed[1]) if typed else at - start + 1 if block.ordered else None
        entry = replace(entry, number=number)
        if block.text.strip():
            table.entries.append(entry)
            told = labels(entry)
            if told:
                what = "labels, dates and numbers of references, which sources.yaml says otherwise"
                table.asides.append(Aside(what, " ".join(told), block.place))
        before = entry.csl
        at += 1
    return at - start


def _stops(blocks: list[Block], at: int, start: int) -> bool:
    """Say whether the list of references ends before the block `at`."""
    text = blocks[at].text
    if is_entry(text):
        return False
    if (
        _ends_with(blocks[at])
        or _TYPESET.match(text)
        or _INQUIRIES.match(text)
        or _DISCLAIMER.match(text)
    ):
        return True
    if _BIOGRAPHY.match(text) or text.lstrip().startswith(("*", "©")):
        return True
    if at > start and _counts_on(blocks, at):
        return False
    if at > start and _heads(blocks, at):
        return True
    # What has no form of an entry, and none comes after it, is no part of the list.
    ahead = blocks[at + 1 : at + 6]
    ends = [n for n, block in enumerate(ahead) if block.kind == "heading" or _ends_with(block)]
    later = any(is_entry(block.text) for block in ahead[: ends[0] if ends else None])
    return not later and (at == start or len(text.split()) > 40 or not re.search(r"\.", text))


def _counts_on(blocks: list[Block], at: int) -> bool:
    """Say whether a block has the number after that of the entry before it: “[4]” after “[3]”."""
    before, here = (_NUMBERED.match(blocks[n].text) for n in (at - 1, at))
    return bool(before and here and int(here[1]) == int(before[1]) + 1)


def _heads(blocks: list[Block], at: int) -> bool:
    """Say whether a block within a list of references heads what follows it in the text."""
    text = blocks[at].text.strip()
    match = _HEAD.fullmatch(text)
    if not match or blocks[at].kind != "paragraph" or len(text.split()) > 8:
        return False
    if at + 1 == len(blocks):
        return False
    if match["sign"]:
        return not _NUMBERED.match(blocks[at - 1].text)
    following = blocks[at + 1]
    return not parse_entry(following.text, following.place).sure


def _is_end(block: Block, table: Table, *, after: bool, follows: bool) -> bool:
    """Put a block of the end into its heap, and say whether it was one."""
    text = block.text.strip()
    if block.kind not in ("paragraph", "item") or not after:
        return False
    if match := _TYPESET.match(text):
        table.typesetter = text[match.end() :]
        table.asides.append(Aside("labels that a theme prints", match[0].strip(), block.place))
    elif match := _INQUIRIES.match(text):
        table.inquiries = f"{table.inquiries} {text[match.end() :]}".strip()
        table.asides.append(Aside("labels that a theme prints", match[0].strip(), block.place))
    elif not follows:
        return False
    elif _DISCLAIMER.match(text) and len(text.split()) < 90:
        table.disclaimers.append(without(block.runs, "*") if text.startswith("*") else block.runs)
    elif (
        _BIOGRAPHY.match(text) and (table.entries or table.biographies) and len(text.split()) < 250
    ):
        table.biographies.append(text)
    else:
        return False
    return True


def described(authors: list[Author], table: Table) -> tuple[Author, ...]:
    """Give each biography to the author whose name it begins with; it may tell an author, too."""
    answer = [*authors]
    for text in table.biographies:
        match = _BIOGRAPHY.match(text)
        name = (
            re.sub(r"^(?:Dr|Prof|Professor|Mr|Ms|Mrs|Amb|Ambassador)\.?\s+", "", match["name"])
            if match
            else ""
        )
        same = [n for n, author in enumerate(answer) if _alike(author.name, name or text)]
        if same or (not name and len(answer) == 1):
            at = same[0] if same else 0
            told = f"{answer[at].biography} {text}".strip()
            answer[at] = replace(answer[at], biography=told)
        elif name and not authors:
            answer.append(Author(name, "", text))
            table.doubts.append(Doubt(4, f"The author was taken from the biography: {name}."))
        else:
            table.doubts.append(
                Doubt(
                    6,
                    f"This biography is no author's: “{text[:60]}…”",
                    "It was left out; it stands below.",
                )
            )
            table.asides.append(Aside("biographies without an author", text))
    return tuple(answer)


def _alike(one: str, other: str) -> bool:
    mine, theirs = (set(re.findall(r"\w+", name.casefold())) for name in (one, other[:80]))
    return len(mine & theirs) >= min(2, len(mine))
