"""A manuscript in, its parts out: what is title, author, note, body, reference, colophon.

Every block goes to one part, or aside. The end of a paper is looked at first (references,
biography, colophon), then its head, then the headings of what is left. Whatever is not
recognised stays in the body, in its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from reportkit.manuscript import Aside, Block, Doubt, Manuscript, Parts, Run
from reportkit.read.copy.ends import Table, described, take_end
from reportkit.read.copy.front import Front
from reportkit.read.copy.heads import END_NAMES, headed, name_of, numeral, without
from reportkit.read.copy.references import is_entry

__all__ = ["tell_apart"]

_BULLET = re.compile(r"\s*([●•▪■□◦‣○◆◇∙·►▶]|[*+–—-](?=\s))\s*(?=\S)")
_RULE = re.compile(r"\s*(?:[-–—_*=■~·•]\s*){3,}$")


def tell_apart(manuscript: Manuscript, series: Collection[str] = ()) -> Parts:
    """Tell the parts of a manuscript; `series` are the names that a line above a title may have."""
    table = Table([], [*manuscript.asides], [*manuscript.doubts])
    for block in manuscript.blocks:
        _sift(block, table)
    _lists(table)
    take_end(table)
    front = Front(table.blocks, table.asides, table.doubts, tuple(series))
    front.sort(manuscript.meta)
    body = headed(front.rest, table.asides, table.doubts)
    body = _abstract(body, front)
    authors = described(front.authors, table)
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


def _sift(block: Block, table: Table) -> None:
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


def _lists(table: Table) -> None:
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
