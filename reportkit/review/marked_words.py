"""Running text of two versions in, one text with `<ins>` and `<del>` by word out.

A citation, a cross-reference, a picture is one word. Elements within the text (`<em>`, a
link, a footnote) are kept where they share words with one of the same kind, and else go
or come whole, so that what is left without either mark is the text of one version.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from reportkit.review.likeness import atom, signature
from reportkit.review.pairing import same_runs
from reportkit.review.retiring import retired
from reportkit.xhtml import append

__all__ = ["BREAK", "Piece", "assemble", "mark_words"]

BREAK = "#break"
"""The tag of an element that stands between two paragraphs which are read as one."""

_TOKEN = re.compile(r"\s+|\w+(?:[’'.,-]\w+)*|[^\w\s]")
_WEIGHT_OF_ATOM = 50


@dataclass(frozen=True, slots=True)
class Piece:
    """Words or an element of the marked text, and whether they were inserted or deleted."""

    mark: str
    content: str | ET.Element


@dataclass(slots=True, eq=False)
class _Leaf:
    """A word, a sign, a blank, or an element that is one whole, with the blank of a label."""

    key: str
    content: tuple[str | ET.Element, ...]
    weight: int
    path: tuple[_Node, ...]
    blank: bool = False
    partner: _Leaf | None = None


@dataclass(slots=True, eq=False)
class _Node:
    """An element and what it holds."""

    element: ET.Element
    items: list[_Leaf | _Node] = field(default_factory=list)
    partner: _Node | None = None


def mark_words(old: ET.Element, new: ET.Element) -> list[Piece]:
    """Give the content of both elements as one, in pieces."""
    before, after = _read(old, ()), _read(new, ())
    _match(list(_leaves(before)), list(_leaves(after)))
    return list(_merged(before.items, after.items))


def assemble(parent: ET.Element, pieces: Sequence[Piece]) -> ET.Element:
    """Put pieces into `parent`, runs of one mark within one `<ins>` or `<del>`."""
    run: ET.Element | None = None
    for piece in pieces:
        if not piece.mark:
            run = None
            append(parent, piece.content)
            continue
        if run is None or run.tag != piece.mark:
            run = ET.Element(piece.mark)
            append(parent, run)
        append(run, piece.content)
    return parent


def _read(element: ET.Element, path: tuple[_Node, ...], verbatim: bool = False) -> _Node:
    node = _Node(element)
    verbatim = verbatim or element.tag == "pre"
    node.items += _tokens(element.text or "", path, verbatim)
    for child in element:
        tail = child.tail or ""
        bare = copy(child)
        bare.tail = None
        key = atom(child)
        if child.tag == BREAK:
            node.items.append(_Leaf(" ", (bare,), 0, path, blank=True))
        elif key is not None:
            blank = tail[: len(tail) - len(tail.lstrip(" \u00a0"))] if key == "" else ""
            tail = tail[len(blank) :]
            node.items.append(_Leaf(f"<{key or child.tag}>", (bare, blank), _WEIGHT_OF_ATOM, path))
        elif len(child) or child.text:
            inner = _Node(child)
            node.items.append(inner)
            inner.items = _read(child, (*path, inner), verbatim).items
        else:
            node.items.append(_Leaf(f"<{signature(child)}>", (bare,), 0, path))
        node.items += _tokens(tail, path, verbatim)
    return node


def _tokens(text: str, path: tuple[_Node, ...], verbatim: bool) -> Iterator[_Leaf]:
    for token in _TOKEN.findall(text):
        blank = token.isspace()
        key = " " if blank and not verbatim and "\u00a0" not in token else token
        yield _Leaf(key, (token,), 0 if len(token) == 1 else len(token), path, blank)


def _leaves(node: _Node) -> Iterator[_Leaf]:
    for item in node.items:
        if isinstance(item, _Leaf):
            yield item
        else:
            yield from _leaves(item)


def _match(old: list[_Leaf], new: list[_Leaf]) -> None:
    """Pair words, then the elements round them, one with one, then the blanks beside words."""
    solid = [[leaf for leaf in side if not leaf.blank] for side in (old, new)]
    keys = [[(leaf.key, *(signature(node.element) for node in leaf.path)) for leaf in side]
            for side in solid]  # fmt: skip
    runs = [(same, solid[0][a], solid[1][b]) for same, a, b in same_runs(*keys)]
    pairs = [
        pair
        for same, before, after in _without_islands(runs)
        if same
        for pair in zip(before, after, strict=True)
    ]
    for depth in range(max((len(a.path) for a, _ in pairs), default=0)):
        votes = Counter((a.path[depth], b.path[depth]) for a, b in pairs if len(a.path) > depth)
        for (one, other), _ in votes.most_common():
            if one.partner is None and other.partner is None:
                one.partner, other.partner = other, one
        pairs = [(a, b) for a, b in pairs if _within(a, b, depth)]
    for a, b in pairs:
        a.partner, b.partner = b, a
    for step in (1, -1):
        _match_blanks(old[::step], new[::step])


def _within(old: _Leaf, new: _Leaf, depth: int) -> bool:
    return len(old.path) <= depth or old.path[depth].partner is new.path[depth]


def _match_blanks(old: list[_Leaf], new: list[_Leaf]) -> None:
    """Pair the blanks that follow words which are paired."""
    following = {id(leaf): after for leaf, after in itertools.pairwise(old)}
    for leaf, blank in itertools.pairwise(new):
        other = following.get(id(leaf.partner))
        if other and _same_blank(other, blank):
            blank.partner, other.partner = other, blank


def _same_blank(old: _Leaf, new: _Leaf) -> bool:
    alone = old.blank and new.blank and not (old.partner or new.partner)
    return alone and old.key == new.key and [*old.path] == [node.partner for node in new.path]


Run = tuple[bool, list[_Leaf], list[_Leaf]]


def _without_islands(runs: list[Run]) -> list[Run]:
    """Take as changed what stayed the same between two changes twice as long or longer.

    “the” and “of” stay in any text; word by word such a change could not be read.
    """
    at = 1
    while at < len(runs) - 1:
        same, island, _ = runs[at]
        before, after = runs[at - 1], runs[at + 1]
        if same and 2 * _weight(island) <= min(_most(before), _most(after)):
            joined = (
                False,
                [leaf for run in (before, runs[at], after) for leaf in run[1]],
                [leaf for run in (before, runs[at], after) for leaf in run[2]],
            )
            runs[at - 1 : at + 2] = [joined]
            at = max(at - 2, 1)
        else:
            at += 1
    return runs


def _weight(leaves: Sequence[_Leaf]) -> int:
    return sum(leaf.weight for leaf in leaves)


def _most(run: Run) -> int:
    return max(_weight(run[1]), _weight(run[2]))


def _merged(old: list[_Leaf | _Node], new: list[_Leaf | _Node]) -> Iterator[Piece]:
    """Give what both hold in order; between two that are paired, first the old."""
    place = {id(item): at for at, item in enumerate(old)}
    at = 0
    waiting: list[Piece] = []
    for item in new:
        partner = item.partner
        if partner is None:
            waiting += _pieces(item, "ins")
            continue
        upto = place[id(partner)]
        yield from _deleted(old[at:upto])
        yield from waiting
        at, waiting = upto + 1, []
        if isinstance(item, _Node) and isinstance(partner, _Node):
            shell = ET.Element(item.element.tag, dict(item.element.attrib))
            yield Piece("", assemble(shell, list(_merged(partner.items, item.items))))
        else:
            yield from _kept(partner, item)
    yield from _deleted(old[at:])
    yield from waiting


def _kept(old: _Leaf | _Node, new: _Leaf | _Node) -> Iterator[Piece]:
    """Give a leaf as it is now; a break between paragraphs that stood for a blank is marked."""
    if isinstance(old, _Leaf) and _breaks(old):
        yield Piece("", ET.Element("del", {"class": "break"}))
    yield from _pieces(new, "")


def _deleted(items: Sequence[_Leaf | _Node]) -> Iterator[Piece]:
    for item in items:
        yield from _pieces(item, "del")


def _breaks(leaf: _Leaf) -> bool:
    return isinstance(leaf.content[0], ET.Element) and leaf.content[0].tag == BREAK


def _pieces(item: _Leaf | _Node, mark: str) -> Iterator[Piece]:
    if isinstance(item, _Node):
        whole = copy(item.element)
        whole.tail = None
        yield Piece(mark, retired(whole) if mark == "del" else whole)
    elif _breaks(item):
        yield Piece("", ET.Element("del" if mark == "del" else "ins", {"class": "break"}))
    else:
        for part in item.content:
            deleted = mark == "del" and isinstance(part, ET.Element)
            if part != "":
                yield Piece(mark, retired(part) if deleted else part)  # type: ignore[arg-type]
