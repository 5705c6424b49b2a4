"""A tree of HTML in, its notes out: links there and back tell them, whatever made the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from reportkit.read.copy.tree import all_text

__all__ = ["Notes", "ancestors", "find_notes"]

_NOTE_HOLDERS = frozenset({"li", "p", "div", "aside", "dd", "section", "td"})


@dataclass(frozen=True, slots=True)
class Notes:
    """Calls and notes by their elements, each with the note's key; the links that lead back."""

    calls: dict[Element, str] = field(default_factory=dict)
    holders: dict[Element, str] = field(default_factory=dict)
    backs: set[Element] = field(default_factory=set)


def ancestors(node: Element, parents: Mapping[Element, Element]) -> Iterator[Element]:
    """Give the elements round a node, the nearest first."""
    while node in parents:
        node = parents[node]
        yield node


def find_notes(body: Element, parents: Mapping[Element, Element]) -> Notes:
    """Find what a short link leads to and is led back from."""
    notes = Notes()
    names = ((n, node) for node in body.iter() for n in (node.get("id"), node.get("name")) if n)
    named = dict(names)
    for link in body.iter("a"):
        target = named.get(_inside(link))
        if target is None or link in notes.backs or len(all_text(link).strip()) > 6:
            continue
        holder = _holder(target, parents)
        near = (link, *list(ancestors(link, parents))[:2])
        own = {name for n in near for name in (n.get("id"), n.get("name")) if name}
        backs = [other for other in holder.iter("a") if _inside(other) in own]
        if backs and all(link is not other for other in holder.iter("a")):
            notes.calls[link] = notes.holders.setdefault(holder, str(len(notes.holders) + 1))
            notes.backs.update(backs)
    return notes


def _inside(link: Element) -> str:
    """Give the name within the page that a link leads to; nothing for any other link."""
    href = link.get("href") or ""
    return href[1:] if href.startswith("#") else ""


def _holder(target: Element, parents: Mapping[Element, Element]) -> Element:
    if target.tag in _NOTE_HOLDERS:
        return target
    around = ancestors(target, parents)
    return next((node for node in around if node.tag in _NOTE_HOLDERS), target)
