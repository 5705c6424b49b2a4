"""A manuscript in, its parts out: what is title, author, note, body, reference, colophon.

Every block goes to one part, or aside. The end of a paper is looked at first (references,
biography, colophon), then its head, then the headings of what is left. Whatever is not
recognised stays in the body, in its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from reportkit.manuscript import Aside, Author, Block, Doubt, Entry, Manuscript, Parts, Run
from reportkit.read.copy.front import Front
from reportkit.read.copy.heads import END_NAMES, headed, is_short, name_of, numeral, without
from reportkit.read.copy.references import is_entry, labels, parse_entry

__all__ = ["tell_apart"]

_BULLET = re.compile(r"\s*([●•▪■□◦‣○◆◇∙·►▶]|[*+–—-](?=\s))\s*(?=\S)")
_TYPESET = re.compile(r"\s*(?:typeset|layout|designed|edited and typeset)\s+by:?\s*", re.IGNORECASE)
_INQUIRIES = re.compile(
    r"\s*(?:for\s+(?:all\s+)?(?:inquiries|enquiries|queries|questions)|inquiries|enquiries|contact|문의)\s*:\s*",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\s*(?:disclaimer\b|.{0,80}\b(?:views?|opinions?)\b.{0,80}\b(?:express|those of the author|own)|.{0,40}does not (?:necessarily )?(?:reflect|represent))",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:[-–—_*=■~·•]\s*){3,}$")
_IS_A = r"(?:is|was|are|serves?|works?|teaches|holds|has\s+(?:been|served|worked)|joined|leads|received|earned|currently)\b"
_BIOGRAPHY = re.compile(
    rf"\s*(?P<name>(?:(?:Dr|Prof|Professor|Mr|Ms|Mrs|Amb|Ambassador)\.?\s+)?(?:[^\W\d_a-z][\w.’'-]*\s+){{1,3}}[^\W\d_a-z][\w’'-]*)(?:\s*\([^()]*\))?,?\s+{_IS_A}"
)


@dataclass(slots=True)
class _Table:
    """The sorting table: what is still to be sorted, and what lies in its heap already."""

    blocks: list[Block]
    asides: list[Aside]
    doubts: list[Doubt]
    entries: list[Entry] = field(default_factory=list)
    biographies: list[str] = field(default_factory=list)
    disclaimers: list[tuple[Run, ...]] = field(default_factory=list)
    typesetter: str = ""
    inquiries: str = ""


def tell_apart(manuscript: Manuscript, series: Collection[str] = ()) -> Parts:
    """Tell the parts of a manuscript; `series` are the names that a line above a title may have."""
    table = _Table([], [*manuscript.asides], [*manuscript.doubts])
    for block in manuscript.blocks:
        _sift(block, table)
    _lists(table)
    _end(table)
    front = Front(table.blocks, table.asides, table.doubts, tuple(series))
    front.sort(manuscript.meta)
    body = headed(front.rest, table.asides, table.doubts)
    body = _abstract(body, front)
    authors = _described(front.authors, table)
    note = _joined([*([front.note] if front.note else []), *table.disclaimers])
    if len(table.disclaimers) and front.note:
        table.doubts.append(
            Doubt(
                4,
                "The disclaimer was added to the starred note.",
                "Keep it there, or move it into institute.yaml.",
            )
        )
    return Parts(
        front.title,
        front.subtitle,
        authors,
        front.date,
        front.series,
        front.keywords,
        front.abstract,
        note,
        front.editors_note,
        tuple(body),
        tuple(table.entries),
        table.typesetter,
        table.inquiries,
        frozenset(front.from_file),
        tuple(table.asides),
        tuple(table.doubts),
    )


def _joined(parts: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    answer: list[Run] = []
    for runs in parts:
        answer += [Run(" "), *runs] if answer else runs
    return tuple(answer)


def _sift(block: Block, table: _Table) -> None:
    """Leave out what has no words: empty paragraphs, rules of signs."""
    empty = (
        not block.text.strip()
        and not block.rows
        and not any(run.picture or run.note for run in block.runs)
    )
    if empty:
        table.asides.append(Aside("empty paragraphs", "", block.place))
    elif block.kind == "paragraph" and _RULE.match(block.text):
        table.asides.append(Aside("rules of signs", block.text.strip(), block.place))
    else:
        table.blocks.append(block)


def _lists(table: _Table) -> None:
    """Make items of paragraphs that begin with a typed bullet, or count from 1 in a row."""
    blocks = table.blocks
    numbered = {at for at in range(len(blocks)) if _is_counted(blocks, at)}
    signs = [_BULLET.match(block.text) for block in blocks]
    for at, block in enumerate(blocks):
        match = _bullet(signs, at) if block.kind in ("paragraph", "item") else None
        if match:
            table.asides.append(Aside("typed bullets", match[1], block.place))
            runs = without(block.runs, match[0].strip())
            table.blocks[at] = replace(block, kind="item", runs=runs, level=max(1, block.level))
        elif at in numbered and (sign := numeral(block.text)):
            table.asides.append(Aside("typed numerals of lists", sign.typed, block.place))
            runs = without(block.runs, sign.typed)
            table.blocks[at] = replace(block, kind="item", ordered=True, runs=runs, level=1)


def _bullet(signs: list[re.Match[str] | None], at: int) -> re.Match[str] | None:
    """Give a typed bullet; a star or a dash is one where the next or the last block has it too."""
    match = signs[at]
    if not match or match[1] not in "*+–—-":
        return match
    beside = (signs[n] for n in (at - 1, at + 1) if 0 <= n < len(signs))
    return match if any(other and other[1] == match[1] for other in beside) else None


def _is_counted(blocks: list[Block], at: int) -> bool:
    """Say whether a paragraph belongs to a list that counts 1., 2., … without a gap."""
    sign = _counter(blocks, at)
    if sign is None:
        return False
    first = at
    while (
        first
        and (before := _counter(blocks, first - 1))
        and before[1] == (sign[1] - (at - first)) - 1
    ):
        first -= 1
    start = _counter(blocks, first)
    follows = _counter(blocks, at + 1)
    alone = first == at and not (follows and follows[1] == sign[1] + 1 and follows[0] == sign[0])
    return start is not None and start[1] == 1 and not alone


def _counter(blocks: list[Block], at: int) -> tuple[str, int] | None:
    if not 0 <= at < len(blocks) or blocks[at].kind != "paragraph":
        return None
    sign = numeral(blocks[at].text)
    if not sign or sign.kind != "decimal" or sign.depth > 1 or is_entry(blocks[at].text):
        return None
    return sign.kind, sign.value


def _end(table: _Table) -> None:
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


def _entries(table: _Table, start: int) -> int:
    """Read the entries from the block `start` on; give how many blocks they are."""
    blocks, at, before = table.blocks, start, None
    while at < len(blocks):
        block = blocks[at]
        if block.kind in ("heading", "table", "code") or _stops(blocks, at, start):
            break
        entry = parse_entry(block.text, block.place, before)
        if block.text.strip():
            table.entries.append(entry)
            told = labels(entry)
            if told:
                what = "labels, dates and numbers of references, which sources.yaml says in its own terms"
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
    # What has no form of an entry, and none comes after it, is no part of the list.
    later = any(is_entry(block.text) for block in blocks[at + 1 : at + 6])
    return not later and (at == start or len(text.split()) > 40 or not re.search(r"\.", text))


def _is_end(block: Block, table: _Table, *, after: bool, follows: bool) -> bool:
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


def _abstract(body: list[Block], front: Front) -> list[Block]:
    """Take the section called “Abstract” out of the body, where it is one of the first."""
    for at, block in enumerate(body[:3]):
        if (
            block.kind == "heading"
            and END_NAMES.get(name_of(block.text)) == "abstract"
            and not front.abstract
        ):
            last = at + 1
            while (
                last < len(body)
                and body[last].kind == "paragraph"
                and not any(r.note for r in body[last].runs)
            ):
                last += 1
            if last > at + 1 and last < len(body):
                front.abstract = " ".join(b.text.strip() for b in body[at + 1 : last])
                front.asides.append(
                    Aside("labels that a theme prints", block.text.strip(), block.place)
                )
                return [*body[:at], *body[last:]]
    return body


def _described(authors: list[Author], table: _Table) -> tuple[Author, ...]:
    """Give each biography to the author whose name it begins with; it may tell an author, too."""
    answer = [*authors]
    for text in table.biographies:
        match = _BIOGRAPHY.match(text)
        name = (
            re.sub(r"^(?:Dr|Prof|Professor|Mr|Ms|Mrs|Amb|Ambassador)\.?\s+", "", match["name"])
            if match
            else ""
        )
        same: list[Any] = [
            n for n, author in enumerate(answer) if _alike(author.name, name or text)
        ]
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
