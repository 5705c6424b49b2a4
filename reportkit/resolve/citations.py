"""Citations and the reference list: `<cite data-keys>` in, words and links out.

“Ibid.” is derived and never typed: it stands only for a citation of one source
after a citation of that very source in the same section, and never in, into or
out of what stands apart: a footnote, a table, a figure. A paragraph that closes
with words of its own ends the run. The engine is told each position; it decides none.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree import ElementTree as ET

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity
from reportkit.evidence import Source
from reportkit.model import Briefing, Citation, CitationItem, Passage, Reference
from reportkit.resolve.engine import Cites, Cluster
from reportkit.resolve.entries import entry_xhtml, item_of, parts_of
from reportkit.resolve.passages import change_passages
from reportkit.xhtml import append, has_class, parse, serialise, text_of, walk

__all__ = ["cite", "rehearse"]

FALLBACK = "en-US"
FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = range(4)
FLOATS = frozenset(("table", "figure", "chart"))


@dataclass(slots=True)
class _Mark:
    """A `<cite>` on its way: the element is filled in place."""

    element: ET.Element
    citation: Citation
    positions: list[int] = field(default_factory=list)


def cite(briefing: Briefing, engine: Cites, style: str) -> Briefing:
    """Fill every citation and build the list of what is cited, in the style's order.

    `style` is the text of a CSL style. The language of the words that citations
    bring along is the briefing's: its own locale, else another of the same
    language, else en-US with a warning `no-locale`. A key that `sources` does not
    hold is an error `unknown-source`, and stays visible in the text.
    """
    trees = {p.key: parse(p.xhtml) for p in briefing.passages if p.citations}
    marks = list(_marks(briefing, trees))
    if not marks:
        return replace(briefing, references=())
    language, warnings = _language(briefing, engine)
    cited = tuple(dict.fromkeys(item.key for mark in marks for item in mark.citation.items))
    rendered = engine.render(
        style,
        language,
        [_item(key, briefing.sources, style) for key in cited],
        [_request(mark, briefing.sources) for mark in marks],
    )
    cited_from = _fill(marks, rendered.citations, briefing)
    entries = (entry_xhtml(html, briefing.sources) for html in rendered.entries)
    references = tuple(
        Reference(key, xhtml, tuple(cited_from[key]))
        for key, xhtml in entries
        if key in briefing.sources
    )
    filled = change_passages(briefing, lambda passage: _filled(passage, trees))
    found = (*briefing.diagnostics, *warnings, *_unknown(marks, briefing))
    return replace(filled, references=references, diagnostics=found)


def rehearse(engine: Cites, style: str, language: str) -> None:
    """Let the engine get ready for texts of a style and a language."""
    if locale := _locale(language, sorted(engine.locales)):
        engine.rehearse(style, locale)


def _filled(passage: Passage, trees: Mapping[str, ET.Element]) -> Passage:
    tree = trees.get(passage.key)
    return passage if tree is None else replace(passage, xhtml=serialise(tree))


def _marks(briefing: Briefing, trees: Mapping[str, ET.Element]) -> Iterator[_Mark]:
    seen: set[str] = set()
    groups = [(briefing.note,)] if briefing.note else []
    for group in (*groups, *(section.passages for section in briefing.sections)):
        before: CitationItem | None = None
        for passage in group:
            floats = passage.kind in FLOATS
            for element, citation, in_footnote in _cites(passage, trees):
                apart = floats or in_footnote
                last = None if apart else before
                yield _Mark(element, citation, _positions(citation, last, seen))
                seen.update(item.key for item in citation.items)
                alone = len(citation.items) == 1 and not apart
                before = citation.items[0] if alone else None
            if not floats and any(map(str.isalnum, _closing(trees, passage))):
                before = None


def _closing(trees: Mapping[str, ET.Element], passage: Passage) -> str:
    """Give the words of a passage that follow its last citation, footnotes left out."""

    def after(element: ET.Element, said: str) -> str:
        if element.tag == "cite":
            return ""
        said += element.text or ""
        for child in element:
            said = said if has_class(child, "footnote") else after(child, said)
            said += child.tail or ""
        return said

    return after(trees[passage.key] if passage.key in trees else parse(passage.xhtml), "")


def _cites(
    passage: Passage, trees: Mapping[str, ET.Element]
) -> Iterator[tuple[ET.Element, Citation, bool]]:
    if passage.key in trees:
        found = [pair for pair in walk(trees[passage.key]) if pair[0].tag == "cite"]
        for (element, in_footnote), citation in zip(found, passage.citations, strict=True):
            yield element, citation, in_footnote


def _positions(citation: Citation, last: CitationItem | None, seen: set[str]) -> list[int]:
    first = citation.items[0]
    # “See Ibid.”, “(Ibid. 2020)” and “Ibid. (37)” are nobody's style.
    plain = not (citation.narrative or first.prefix or first.suppress_author)
    if plain and len(citation.items) == 1 and last is not None and last.key == first.key:
        place, before = (first.locator, first.label), (last.locator, last.label)
        if place == before:
            return [IBID]
        # Without a place of its own it would inherit the one before: cite in full.
        return [IBID_WITH_LOCATOR if first.locator else SUBSEQUENT]
    return [SUBSEQUENT if item.key in seen else FIRST for item in citation.items]


def _locale(wanted: str, held: Sequence[str]) -> str | None:
    base = wanted.split("-")[0].lower()
    exact = [tag for tag in held if tag.lower() == wanted.lower()]
    akin = [tag for tag in held if tag.split("-")[0].lower() == base]
    return next(iter(exact or [tag for tag in akin if tag == FALLBACK] or akin), None)


def _language(briefing: Briefing, engine: Cites) -> tuple[str, tuple[Diagnostic, ...]]:
    wanted, held = briefing.language, sorted(engine.locales)
    if locale := _locale(wanted, held):
        return locale, ()
    message = f"Citations know no words of the language “{wanted}”."
    if FALLBACK not in held:
        missing = Diagnostic("citation-engine", Severity.ERROR, message, briefing.span)
        raise ReportkitError(missing, code=ExitCode.SYSTEM)
    hint = f"Those of {FALLBACK} are printed; there are: {', '.join(held)}."
    return FALLBACK, (Diagnostic("no-locale", Severity.WARNING, message, briefing.span, hint),)


def _item(key: str, sources: Mapping[str, Source], style: str) -> dict[str, Any]:
    if key in sources:
        return item_of(sources[key], style)
    return {"id": key, "type": "document", "author": [{"literal": f"@{key}"}]}


def _request(mark: _Mark, sources: Mapping[str, Source]) -> dict[str, Any]:
    items = mark.citation.items
    return {
        "narrative": mark.citation.narrative and items[0].key in sources,
        "items": [*map(_asked, items, mark.positions)],
    }


def _asked(item: CitationItem, position: int) -> dict[str, Any]:
    asked: dict[str, Any] = {"id": item.key, "position": position}
    if item.prefix:
        asked["prefix"] = item.prefix
    if item.suffix:
        asked["suffix"] = item.suffix
    if item.locator:
        asked |= {"locator": item.locator, "label": item.label or "page"}
    if item.suppress_author:
        asked["suppress-author"] = True
    return asked


def _fill(
    marks: list[_Mark], clusters: tuple[Cluster, ...], briefing: Briefing
) -> Mapping[str, list[str]]:
    """Fill the marks; give the ids of the citations of each source."""
    cited_from: dict[str, list[str]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for mark, cluster in zip(marks, clusters, strict=True):
        keys = tuple(dict.fromkeys(item.key for item in mark.citation.items))
        counts[keys[0]] += 1
        name = f"cite-{keys[0]}-{counts[keys[0]]}"
        for key in keys:
            cited_from[key].append(name)
        mark.element.attrib.pop("data-keys", None)
        mark.element.set("id", name)
        append(mark.element, *_words(mark.citation, cluster, briefing))
    return cited_from


def _words(citation: Citation, cluster: Cluster, briefing: Briefing) -> Iterator[str | ET.Element]:
    items, sources = {item.key: item for item in reversed(citation.items)}, briefing.sources
    words = [
        piece
        for part in parts_of(cluster.words)
        for piece in (_link(part, items, sources) if isinstance(part, ET.Element) else (part,))
    ]
    if not cluster.author:
        yield from words
        return
    author = parts_of(cluster.author)
    plain = "".join(part if isinstance(part, str) else text_of(part) for part in author)
    # Korean sets the brackets close: “김정윤(2024)”.
    korean = briefing.language.startswith("ko") and "\uac00" <= plain[-1:] <= "\ud7a3"
    space = "" if korean else " "
    if len(citation.items) > 1:
        yield _href(citation.items[0].key, *_opened(author))
        yield from (space, *words)
    else:
        yield _href(citation.items[0].key, *_opened(author), space, *_opened(words))


def _opened(parts: list[str | ET.Element]) -> Iterator[str | ET.Element]:
    """Give `parts` with the contents of links in place of the links."""
    for part in parts:
        if isinstance(part, ET.Element) and part.tag == "a":
            yield from _contents(part)
        else:
            yield part


def _contents(element: ET.Element) -> Iterator[str | ET.Element]:
    yield element.text or ""
    for child in element:
        tail, child.tail = child.tail or "", None
        yield child
        yield tail


def _href(key: str, *content: str | ET.Element) -> ET.Element:
    return append(ET.Element("a", {"href": f"#ref-{key}"}), *content)


def _link(
    element: ET.Element, items: Mapping[str, CitationItem], sources: Mapping[str, Source]
) -> tuple[str | ET.Element, ...]:
    """Turn one source of a citation into a link, its prefix and suffix left outside."""
    key = element.get("data-key")
    if key is None:
        return (element,)
    before, after = _peel(element, items[key]) if key in items else ("", "")
    if key not in sources:
        unknown = append(ET.Element("span", {"class": "unknown-source"}), f"@{key}")
        return (before, unknown, after)
    return (before, _href(key, *_contents(element)), after)


def _peel(element: ET.Element, item: CitationItem) -> tuple[str, str]:
    before = after = ""
    head = item.prefix.strip()
    if head and element.text and element.text.startswith(head):
        rest = element.text[len(head) :].lstrip()
        before = element.text[: len(element.text) - len(rest)]
        element.text = rest
    last = element[-1].tail if len(element) else element.text
    tail = item.suffix.strip()
    if tail and last and last.endswith(tail):
        kept = last[: -len(tail)].rstrip()
        after = last[len(kept) :]
        if len(element):
            element[-1].tail = kept
        else:
            element.text = kept
    return before, after


def _unknown(marks: list[_Mark], briefing: Briefing) -> Iterator[Diagnostic]:
    """Tell keys that no ledger holds; where one could not be read, that error says enough."""
    sources = briefing.sources
    read = {source.span.path for source in sources.values()}
    if any(_loses_a_ledger(found, read) for found in briefing.diagnostics):
        return
    for item in (item for mark in marks for item in mark.citation.items):
        if item.key not in sources:
            near = difflib.get_close_matches(item.key, sources, 1)
            yield Diagnostic(
                "unknown-source",
                Severity.ERROR,
                f"No source is called “{item.key}”.",
                item.span,
                f"Did you mean “{near[0]}”?" if near else "Describe it in sources.yaml.",
            )


def _loses_a_ledger(diagnostic: Diagnostic, read: Collection[str]) -> bool:
    """Say whether this error left a ledger without a source: its keys are not known then."""
    path = diagnostic.span.path if diagnostic.span else ""
    return diagnostic.severity is Severity.ERROR and "/sources." in path and path not in read
