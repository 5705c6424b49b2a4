"""Texts made by chance and edits made to them, of which it is known what became of what."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from html import escape

from reportkit.diagnostics import Span
from reportkit.history import Unit
from reportkit.model import Briefing, Passage, Section
from reportkit.review.alignment import Alignment
from tests.resolve import sample

SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to vu al en ir os um".split()
VOCABULARY = [
    "".join(random.Random(f"word {n}").choices(SYLLABLES, k=1 + n % 4)) + "x" * (n % 7 == 0)
    for n in range(3000)
]
WEIGHTS = [1 / (rank + 3) for rank in range(len(VOCABULARY))]
"""Words are as frequent as in a language (Zipf): the commonest is one in sixteen or so."""


@dataclass
class Written:
    """A unit on its way: its words, and the indices of the old units that it comes from."""

    kind: str
    words: list[str]
    origins: set[int] = field(default_factory=set)
    name: str = ""


def sentence(chance: random.Random) -> list[str]:
    words = chance.choices(VOCABULARY, WEIGHTS, k=chance.randint(6, 28))
    return [words[0].capitalize(), *words[1:-1], f"{words[-1]}."]


def paragraph(chance: random.Random) -> list[str]:
    return [word for _ in range(chance.randint(2, 7)) for word in sentence(chance)]


def text(chance: random.Random, passages: int) -> list[Written]:
    """Passages with a heading before every sixth or so."""
    written: list[Written] = []
    for number in range(passages):
        if number and chance.random() < 1 / 6:
            written.append(Written("heading", chance.choices(VOCABULARY, WEIGHTS, k=5)))
        written.append(Written("paragraph", paragraph(chance)))
    return [replace(unit, origins={at}) for at, unit in enumerate(written)]


def edited(chance: random.Random, words: list[str], share: float) -> list[str]:
    """Replace, drop or add words, `share` of them, in runs of one to four."""
    answer: list[str] = []
    at = 0
    while at < len(words):
        if chance.random() < share / 2.5:
            run, added = chance.choice(((1, 1), (2, 2), (3, 4), (2, 0), (0, 3), (4, 2)))
            answer += chance.choices(VOCABULARY, WEIGHTS, k=added)
            at += run
        if at < len(words):
            answer.append(words[at])
        at += 1
    return answer or words


def change(
    chance: random.Random, old: list[Written], touched: float, share: float
) -> list[Written]:
    """Do something to `touched` of all units; `share` of the words of what is edited changes."""
    new = [Written(unit.kind, list(unit.words), set(unit.origins)) for unit in old]
    for _ in range(round(touched * len(old))):
        at = chance.randrange(len(new))
        what = chance.choice(("edit", "edit", "edit", "insert", "delete", "move", "split", "merge"))
        unit = new[at]
        if what == "edit":
            unit.words = edited(chance, unit.words, share)
        elif what == "insert":
            new.insert(at, Written("paragraph", paragraph(chance)))
        elif what == "delete":
            del new[at]
        elif what == "move":
            new.insert(chance.randrange(len(new)), new.pop(at))
        elif unit.kind == "paragraph" and len(unit.origins) == 1 and what == "split":
            _split(chance, new, at)
        elif what == "merge" and at + 1 < len(new):
            _merge(new, at)
    return new


def _split(chance: random.Random, new: list[Written], at: int) -> None:
    """Split a paragraph at the end of a sentence, if it has two and was not split before."""
    ends = [n + 1 for n, word in enumerate(new[at].words[:-1]) if word.endswith(".")]
    if ends and sum(unit.origins == new[at].origins for unit in new) == 1:
        end = chance.choice(ends)
        second = Written("paragraph", new[at].words[end:], set(new[at].origins))
        new[at].words = new[at].words[:end]
        new.insert(at + 1, second)


def _merge(new: list[Written], at: int) -> None:
    one, two = new[at], new[at + 1]
    whole = all(u.kind == "paragraph" and len(u.origins) == 1 for u in (one, two))
    shared = [unit for unit in new if unit.origins & (one.origins | two.origins)]
    if whole and len(shared) == 2:
        new[at : at + 2] = [Written("paragraph", one.words + two.words, one.origins | two.origins)]


def units(written: list[Written], version: str) -> list[Unit]:
    """Give units whose keys say nothing about each other."""
    answer, section = [], "introduction"
    for number, unit in enumerate(written):
        key = f"{version}-{number}"
        tag = "h2" if unit.kind == "heading" else "p"
        section = key if unit.kind == "heading" else section
        xhtml = f'<{tag} id="{key}">{escape(" ".join(unit.words))}</{tag}>'
        answer.append(Unit(key, "text", unit.kind, xhtml, section))
    return answer


def score(alignment: Alignment, old: list[Written], new: list[Written]) -> float:
    """Give the share of all units, of both versions, whose partners are the true ones."""
    found: dict[str, set[str]] = {f"new-{at}": set() for at in range(len(new))}
    found |= {f"old-{at}": set() for at in range(len(old))}
    truth = {key: set(partners) for key, partners in found.items()}
    for pairing in alignment.pairings:
        for before in pairing.before:
            for after in pairing.after:
                found[before.key].add(after.key)
                found[after.key].add(before.key)
    for at, unit in enumerate(new):
        for origin in unit.origins:
            truth[f"new-{at}"].add(f"old-{origin}")
            truth[f"old-{origin}"].add(f"new-{at}")
    return sum(found[key] == truth[key] for key in truth) / len(truth)


def anew(written: list[Written]) -> list[Written]:
    """Give the same text as one that later edits begin with."""
    return [replace(unit, origins={at}) for at, unit in enumerate(written)]


def briefing(written: list[Written]) -> Briefing:
    """Give a resolved briefing of what was written; keys are made of first words."""
    sections = [Section("introduction", 1, None, Span("a.md"))]
    for number, unit in enumerate(written):
        words = escape(" ".join(unit.words))
        key = f"{'-'.join(unit.words[:3])}-{number}".lower().replace(".", "")
        if unit.kind == "heading":
            sections.append(Section(key, 1, words, Span("a.md")))
        else:
            passage = Passage(key, "paragraph", f'<p id="{key}">{words}</p>', Span("a.md"))
            sections[-1] = replace(sections[-1], passages=(*sections[-1].passages, passage))
    return sample.briefing(*sections)
