"""Who rests on what: a resolved briefing in, the places that fall with each source out.

What is read is the XHTML of its passages, so that an edition, which holds nothing else,
can be asked as well as the working text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.etree import ElementTree

from reportkit.evidence import Impact, Resting, Source
from reportkit.model import Briefing, CitationItem, Passage, Section
from reportkit.review.sentences import sentences

__all__ = ["impacts"]

_APART = frozenset(("p", "li", "dd", "dt", "tr", "caption", "figcaption", "blockquote", "div"))
"""Elements after which no sentence goes on."""

_Place: TypeAlias = tuple[int, int, int]
"""A sentence of a passage: its stream (0 is the text, others are footnotes), start and end."""


@dataclass(slots=True)
class _Words:
    """The words of a passage, those of each footnote apart, and where its citations stand."""

    streams: list[list[str]] = field(default_factory=lambda: [[]])
    cites: list[tuple[int, int]] = field(default_factory=list)

    def read(self, element: ElementTree.Element, stream: int) -> None:
        """Read an element into a stream."""
        tag = element.tag.rpartition("}")[2]
        if tag == "cite":
            self.cites.append((stream, len("".join(self.streams[stream]))))
        self.streams[stream].append(element.text or "")
        for child in element:
            if child.get("class") == "footnote":
                self.streams.append([])
                self.read(child, len(self.streams) - 1)
            elif child.tag.rpartition("}")[2] != "svg":
                self.read(child, stream)
            self.streams[stream].append(child.tail or "")
        self.streams[stream].append(
            "\n\n" if tag in _APART else " · " if tag in ("td", "th") else ""
        )

    def places(self) -> Iterator[_Place]:
        """Give for each citation its stream, and the start and the end of its sentence there."""
        for stream, at in self.cites:
            text = "".join(self.streams[stream])
            found = ((a, b) for a, b in sentences(text) if a <= at < b)
            yield stream, *next(found, (0, len(text)))

    def said(self, place: _Place) -> str:
        """Give the sentence at `place`, on one line."""
        stream, start, end = place
        text = "".join(self.streams[stream])[start:end]
        return " ".join(text.split()).removesuffix(" ·")


def impacts(briefing: Briefing, edition: str | None = None) -> tuple[Impact, ...]:
    """Give for each source the places that rest on it, in reading order.

    Sources come in the order in which they are first cited, then those of the briefing's
    own ledger that it never cites; shared ones that it does not cite are left out.
    """
    found: dict[str, list[Resting]] = defaultdict(list)
    for section, passage in _passages(briefing):
        for item, sentence, others in _cited(passage):
            found[item.key].append(
                Resting(
                    briefing=briefing.key,
                    edition=edition,
                    section=_heading(section),
                    passage=passage.key,
                    sentence=sentence,
                    span=item.span,
                    others=others,
                )
            )
    cited = [key for key in found if key in briefing.sources]
    own = [s.key for s in briefing.sources.values() if _is_own(s, briefing) and s.key not in found]
    printed = {entry.key: entry.xhtml for entry in briefing.references}
    return tuple(
        Impact(source, tuple(found[source.key]), names=_names(source, printed))
        for source in (briefing.sources[key] for key in (*cited, *own))
    )


def _names(source: Source, printed: Mapping[str, str]) -> frozenset[str]:
    return frozenset((source.lettered(printed[source.key]),) if source.key in printed else ())


def _is_own(source: Source, briefing: Briefing) -> bool:
    return source.span.path.startswith(f"content/{briefing.key}/")


def _passages(briefing: Briefing) -> Iterator[tuple[Section | None, Passage]]:
    if briefing.note:
        yield None, briefing.note
    for section in briefing.sections:
        for passage in section.passages:
            yield section, passage


def _heading(section: Section | None) -> str:
    title = re.sub(r"<[^>]*>", "", (section and section.title) or "")
    return f"{(section and section.number) or ''} {title}".strip()


def _cited(passage: Passage) -> Iterator[tuple[CitationItem, str, tuple[str, ...]]]:
    """Give each source of each sentence once, with the sentence, and what else bears it out."""
    if not passage.citations:
        return
    words = _Words()
    words.read(ElementTree.fromstring(passage.xhtml), 0)
    cited = list(zip(words.places(), passage.citations, strict=False))
    together: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for place, citation in cited:
        together[_whole(place)].update(item.key for item in citation.items)
    told: set[tuple[str, _Place]] = set()
    for place, citation in cited:
        for item in citation.items:
            if (item.key, place) not in told:
                told.add((item.key, place))
                others = together[_whole(place)] - {item.key}
                yield item, words.said(place), tuple(sorted(others))


def _whole(place: _Place) -> tuple[int, ...]:
    """Name what the sources of a sentence bear out together: it, or all of its footnote."""
    return place[:1] if place[0] else place
