"""Three versions of a text in blocks in, one merged text out: by passage, then by word.

`base` is what was imported last, `mine` what an editor made of it, `theirs` a later copy of
the author's. What only one of them changed is taken; what both changed is merged word by
word where their changes lie apart, and is a conflict where they meet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape

from reportkit.history import Unit
from reportkit.review.matching import match

__all__ = ["Merged", "Passage3", "aligned", "merged", "word_diff"]

_TRAILING = re.compile(r"\s*(\{[:#.\w][^{}\n]*\})\s*$")


@dataclass(frozen=True, slots=True)
class Passage3:
    """What became of one passage: `kind` is edited, inserted, deleted or conflict.

    `at` is its block in `mine`; of a conflict about a passage that is not there any more,
    the one that it followed. `section` is the heading that such a passage stood under.
    """

    kind: str
    before: str
    after: str
    at: int | None
    section: str = ""


@dataclass(slots=True)
class Merged:
    """The blocks of `mine` with what takes their place (None: nothing does), and what follows them.

    `inserted[n]` are the new blocks after the block `n`; -1 stands for the beginning.
    """

    blocks: list[str | None]
    inserted: dict[int, list[str]] = field(default_factory=dict)
    changes: list[Passage3] = field(default_factory=list)

    @property
    def conflicts(self) -> list[Passage3]:
        """What an editor has to decide."""
        return [change for change in self.changes if change.kind == "conflict"]


def aligned(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Say which block of `new` is which of `old`, as the redline of editions does.

    Of blocks that were joined or split the first ones are the same, in their order.
    """
    groups = match(_units(old), _units(new))
    pairs = {b: a for group in groups for b, a in zip(group.before, group.after, strict=False)}
    taken = {*pairs.values()}
    for at in (n for n, text in enumerate(old) if n not in pairs and text.startswith("#")):
        for beside in (1, -1):  # a heading that was rewritten stands beside the same text
            other = pairs.get(at + beside, -2) - beside
            free = 0 <= other < len(new) and other not in taken
            if free and at not in pairs and new[other].startswith("#"):
                pairs[at] = other
                taken.add(other)
    return pairs


def _units(blocks: Sequence[str]) -> list[Unit]:
    """Give blocks of Markdown as units: the words count, and not the attributes after them."""
    answer = []
    for number, text in enumerate(blocks):
        kind = "heading" if text.startswith("#") else "paragraph"
        words = escape(_TRAILING.sub("", text))
        answer.append(Unit(str(number), "text", kind, f"<p>{words}</p>"))
    return answer


def merged(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Merged:
    """Merge; the order of blocks is that of `mine`."""
    to_mine, to_theirs = aligned(base, mine), aligned(base, theirs)
    answer = Merged([*mine])
    for n, before in enumerate(base):
        m, t = to_mine.get(n), to_theirs.get(n)
        after = theirs[t] if t is not None else None
        if m is None:
            if after is not None and not _same(after, before):
                _ask_again(answer, base, n, to_mine, after)
        else:
            _decide(answer, before, m, mine[m], after)
    known = {t: n for n, t in to_theirs.items()}
    there = set(mine)
    anchor = -1
    for t, text in enumerate(theirs):
        if t in known:
            anchor = max(anchor, to_mine.get(known[t], anchor))
        elif text not in there:
            answer.inserted.setdefault(anchor, []).append(text)
            answer.changes.append(Passage3("inserted", "", text, None))
    return answer


def _ask_again(
    answer: Merged, base: Sequence[str], n: int, to_mine: Mapping[int, int], after: str
) -> None:
    """Put a passage that the author changed, and an editor deleted, where it stood."""
    at = max((to_mine[earlier] for earlier in range(n) if earlier in to_mine), default=-1)
    heading = next((text for text in reversed(base[: n + 1]) if text.startswith("#")), "")
    section = _TRAILING.sub("", heading).lstrip("# ")
    answer.inserted.setdefault(at, []).append(_marked("", after))
    answer.changes.append(Passage3("conflict", "", after, at, section))


def _decide(answer: Merged, before: str, m: int, text: str, after: str | None) -> None:
    """Decide on one passage of the base that both, or the editor alone, still have."""
    if after == before:
        return
    if after is None:
        kept = _same(text, before)
        answer.changes.append(Passage3("deleted" if kept else "conflict", text, "", m))
        answer.blocks[m] = None if kept else _marked(text, "")
        return
    wanted = _with_own_attributes(after, text)
    if text == wanted:
        return
    whole = wanted if _same(text, before) else _by_word(before, text, wanted)
    kind = "conflict" if whole is None else "edited"
    answer.changes.append(Passage3(kind, text, wanted if whole is None else whole, m))
    answer.blocks[m] = _marked(text, wanted) if whole is None else whole


def _same(one: str, other: str) -> bool:
    """Say whether two texts differ in blanks and in attributes alone."""
    plain = (" ".join(_TRAILING.sub("", text).split()) for text in (one, other))
    return len({*plain}) == 1


def _with_own_attributes(text: str, own: str) -> str:
    """Give a text with the anchor and the attributes that its other version has."""
    kept = _TRAILING.search(own)
    if not kept:
        return text
    return f"{_TRAILING.sub('', text)}{kept[0].rstrip()}"


def _marked(mine: str, theirs: str) -> str:
    """Give both versions, with the marks of a conflict that every editor's program knows."""
    parts = ("<<<<<<< the briefing", mine, "=======", theirs, ">>>>>>> the author's copy")
    return "\n".join(part for part in parts if part)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _changes(old: list[str], new: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(a, b, tuple(new[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


def _by_word(base: str, mine: str, theirs: str) -> str | None:
    """Merge word by word; None where both changed the same words."""
    tokens = _tokens(base)
    ours, others = _changes(tokens, _tokens(mine)), _changes(tokens, _tokens(theirs))
    for a, b, words in ours:
        for c, d, other in others:
            if (
                (a, b, words) != (c, d, other)
                and a <= d
                and c <= b
                and not (b == c != a or d == a != c)
            ):
                return None
    answer, at = "", 0
    for a, b, words in sorted({*ours, *others}):
        answer += "".join((*tokens[at:a], *words))
        at = b
    return answer + "".join(tokens[at:])


def word_diff(before: str, after: str) -> list[tuple[str, str]]:
    """Give the words of both: each with “same”, “out” or “in”."""
    old, new = _tokens(before), _tokens(after)
    answer: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            answer.append(("same", "".join(old[a:b])))
            continue
        answer += [("out", "".join(old[a:b]))] if b > a else []
        answer += [("in", "".join(new[c:d]))] if d > c else []
    return answer
