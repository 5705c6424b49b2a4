"""Permalinks that stay from edition to edition: a working text and the latest edition in.

Which passage was which is told by whoever aligned the two. A key that an author chose
is never changed; one that was made of words gives way to the key under which readers
know the passage, and no key that ever stood for one passage stands for another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportkit.history import Anchored, Edition, Gone, Matched
from reportkit.model import Briefing, Passage, Section
from reportkit.resolve.passages import change_passages
from reportkit.xhtml import parse, serialise

__all__ = ["anchor"]


def anchor(briefing: Briefing, latest: Edition, matched: Matched) -> Anchored:
    """Give the passages and sections of `briefing` the keys that `latest` knows them by.

    `matched` says what of the two is the same. Where a passage was merged of several, or
    split into several, the first of its pairs gives the key.
    """
    new, old = tuple(_anchors(briefing)), tuple(_anchors(latest.briefing))
    chosen = _Choice(latest, {key for key, named in new if named} | set(_inner_ids(briefing)))
    for before, after in matched.pairs:
        chosen.keep(after, before)
    for key, named in new:
        if named:
            chosen.final[key] = key
        elif key not in chosen.final:
            chosen.invent(key, matched.after.get(key, ""))
    final = chosen.final
    moved = {before: final[after] for before, after in reversed(matched.pairs)}
    stays = {key: moved[key] for key, _ in old if key in moved}
    taken = set(final.values())
    former = dict(latest.former) | {k: k for k, _ in old if k in stays}
    led = {key: stays.get(target, target) for key, target in former.items()}
    return Anchored(
        _renamed(briefing, {key: name for key, name in final.items() if key != name}),
        tuple(_gone(latest, [key for key, _ in old], stays, taken, matched.before)),
        tuple(sorted((k, t) for k, t in led.items() if k not in taken and k != t)),
    )


def _anchors(briefing: Briefing) -> Iterator[tuple[str, bool]]:
    """Give the key of every section and passage in reading order, and whether it is `named`."""
    for section in briefing.sections:
        if section.title is not None:
            yield section.key, section.named
        for passage in section.passages:
            yield passage.key, passage.named


def _inner_ids(briefing: Briefing) -> Iterator[str]:
    """Give the ids within passages: an author wrote each of them."""
    for passage in briefing.passages:
        if passage.xhtml.count(' id="') > 1:
            ids = (element.get("id") for element in parse(passage.xhtml).iter())
            yield from (key for key in ids if key and key != passage.key)


class _Choice:
    """The keys that were chosen so far, by those which a text's own words would give."""

    def __init__(self, latest: Edition, named: set[str]) -> None:
        self.final: dict[str, str] = {}
        self._named = named
        self._taken = set(named)
        self._returning = {gone.digest: gone.key for gone in latest.gone}
        self._ever = {key for key, _ in _anchors(latest.briefing)}
        self._ever |= {gone.key for gone in latest.gone} | {key for key, _ in latest.former}

    def keep(self, key: str, before: str) -> None:
        """Give what is called `key` the name that it had before, if nothing else has it."""
        if key not in self._named and key not in self.final and before not in self._taken:
            self._take(key, before)

    def invent(self, key: str, digest: str) -> None:
        """Give what is new a name that never stood for anything else; or its own, if it is back."""
        name = self._returning.get(digest, "")
        number = 1
        if not name or name in self._taken:
            name = key
            while name in self._taken or name in self._ever:
                number += 1
                name = f"{key}-{number}"
        self._take(key, name)

    def _take(self, key: str, name: str) -> None:
        self.final[key] = name
        self._taken.add(name)


def _gone(
    latest: Edition,
    old: list[str],
    stays: Mapping[str, str],
    taken: set[str],
    digests: Mapping[str, str],
) -> Iterator[Gone]:
    """Give what stands no longer, and before what it stood."""
    following, after = {"": ""}, ""
    for key in reversed(old):
        after = stays.get(key, after)
        following[key] = after
    for gone in latest.gone:
        if gone.key not in taken:
            yield replace(gone, before=following[gone.before])
    for key in old:
        if key not in stays and key not in taken:
            yield Gone(key, latest.number, following[key], digests[key])


def _renamed(briefing: Briefing, names: Mapping[str, str]) -> Briefing:
    """Change keys, ids, and what points to them."""
    if not names:
        return briefing

    def rename(passage: Passage) -> Passage:
        key = names.get(passage.key, passage.key)
        return replace(passage, key=key, xhtml=_pointed(passage.xhtml, names))

    renamed = change_passages(briefing, rename)
    return replace(renamed, sections=tuple(_section(s, names) for s in renamed.sections))


def _section(section: Section, names: Mapping[str, str]) -> Section:
    title = section.title and _pointed(f"<i>{section.title}</i>", names)[3:-4]
    return replace(section, key=names.get(section.key, section.key), title=title)


def _pointed(xhtml: str, names: Mapping[str, str]) -> str:
    if not any(name in xhtml for name in names):
        return xhtml
    tree = parse(xhtml)
    for element in tree.iter():
        for attribute in ("id", "data-ref", "href"):
            value = element.get(attribute, "")
            sign = "#" if attribute == "href" else ""
            if value.startswith(sign) and value.removeprefix(sign) in names:
                element.set(attribute, sign + names[value.removeprefix(sign)])
    return serialise(tree)
