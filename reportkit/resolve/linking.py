"""Cross-references, captions and footnotes: empty marks in, labels, numbers and links out.

Comes after `number` and `cite`: it prints the numerals of the one, and links to
the entries of the other. A term of the theme that holds `{}` takes the number
there (Korean “{}절”); any other is followed by it (“Section Ⅲ”).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias
from xml.etree import ElementTree as ET

from reportkit.diagnostics import Diagnostic, Severity, Span, Text
from reportkit.model import REFUSED, Briefing, Passage, Theme
from reportkit.resolve.passages import change_passages
from reportkit.xhtml import append, has_class, parse, serialise, text_of

__all__ = ["label_of", "link", "term"]

LANGUAGE = re.compile(r"^language:\s*", re.MULTILINE)

Trees: TypeAlias = Mapping[str, ET.Element]


@dataclass(frozen=True, slots=True)
class _Targets:
    """What can be pointed at: every id, and the words that name some of them.

    `refused` are ids of what could not be read; with `lost`, there may be more than is known.
    """

    ids: frozenset[str]
    labels: Mapping[str, str]
    refused: frozenset[str]
    lost: bool


def link(briefing: Briefing, theme: Theme) -> Briefing:
    """Number captions and footnotes, and fill every cross-reference.

    A reference to nothing is an error `broken-reference`, be it `@fig-x` or
    `[words](#x)`; the former then stays visible in the text as it was typed. Where
    what it names could not be read, that error says enough. Words that the theme does
    not have in the briefing's language are a warning `no-terms`.
    """
    trees = {passage.key: parse(passage.xhtml) for passage in briefing.passages}

    def name(key: str, number: str) -> str:
        return _composed(term(theme, briefing.language, key), number)

    found = briefing.diagnostics
    captions = _number_captions(briefing.passages, trees, name)
    _number_footnotes(briefing.passages, trees)
    labels = {**_section_labels(briefing, theme, name), **captions}
    refused = frozenset(key for tree in trees.values() for key in _refused(tree))
    ids, lost = frozenset(_ids(briefing, trees)), any(_loses(d, briefing) for d in found)
    targets = _Targets(ids, labels, refused, lost)
    broken = tuple(
        diagnostic
        for passage in briefing.passages
        for diagnostic in _fill(passage, trees[passage.key], targets, briefing.texts)
    )
    linked = change_passages(briefing, lambda p: replace(p, xhtml=serialise(trees[p.key])))
    return replace(linked, diagnostics=(*found, *_missing_terms(briefing, theme), *broken))


def term(theme: Theme, language: str, key: str) -> str:
    """Give the theme's word in `language`, else in its base language, else in English."""
    for tag in (language, language.split("-")[0], "en"):
        if key in theme.terms.get(tag, {}):
            return theme.terms[tag][key]
    return key


def _missing_terms(briefing: Briefing, theme: Theme) -> Iterator[Diagnostic]:
    """Tell at the language of `briefing.yaml`, if it stands there, that English is printed."""
    language, base = briefing.language, briefing.language.split("-")[0]
    held = {**theme.terms.get(base, {}), **theme.terms.get(language, {})}
    lacking = [key for key in theme.terms.get("en", {}) if key not in held]
    if base == "en" or not lacking:
        return
    some = f" ({', '.join(lacking[:5])}{', …' if lacking[5:] else ''})" if held else ""
    text = briefing.texts.get(briefing.span.path)
    key = LANGUAGE.search(text.content) if text else None
    yield Diagnostic(
        "no-terms",
        Severity.WARNING,
        f"The theme “{theme.name}” lacks words of the language “{language}”{some}: "
        "English ones are printed.",
        text.span(key.end()) if text and key else briefing.span,
        f"Write them under `terms` in templates/{theme.name}/theme.yaml; "
        f"it has words of: {', '.join(sorted(theme.terms))}.",
    )


def label_of(figure: ET.Element) -> str:
    """Give the printed label of a figure that has been linked, without its stop, or “”."""
    marks = [mark for mark in figure.iter("span") if has_class(mark, "label")]
    return text_of(marks[0]).removesuffix(".") if marks else ""


def _composed(word: str, number: str) -> str:
    return word.replace("{}", number) if "{}" in word else f"{word} {number}"


def _number_captions(
    passages: tuple[Passage, ...], trees: Trees, name: Callable[[str, str], str]
) -> dict[str, str]:
    """Put “Figure 1.” before each caption; give the labels by id."""
    labels: dict[str, str] = {}
    counts = {"figure": 0, "table": 0}
    for passage in passages:
        for element, kind, caption in _captioned(trees[passage.key]):
            counts[kind] += 1
            label = name(kind, str(counts[kind]))
            _prepend(caption, label)
            _name_data(element, name("data-of", label))
            labels[element.get("id", "")] = label
    return labels


def _captioned(tree: ET.Element) -> Iterator[tuple[ET.Element, str, ET.Element]]:
    for element in tree.iter():
        if element.tag == "figure":
            found, kind = element.find("figcaption"), "figure"
        elif element.tag == "div" and has_class(element, "table"):
            found, kind = element.find("table/caption"), "table"
        else:
            continue
        if found is not None and text_of(found).strip():
            yield element, kind, found


def _prepend(caption: ET.Element, label: str) -> None:
    mark = append(ET.Element("span", {"class": "label"}), f"{label}.")
    mark.tail = f" {caption.text or ''}"
    caption.text = None
    caption.insert(0, mark)


def _name_data(element: ET.Element, words: str) -> None:
    summary = element.find("details/summary")
    if summary is not None and not text_of(summary):
        summary.text = words


def _number_footnotes(passages: tuple[Passage, ...], trees: Trees) -> None:
    notes = (
        element
        for passage in passages
        for element in trees[passage.key].iter("span")
        if has_class(element, "footnote")
    )
    for count, note in enumerate(notes, 1):
        note.set("data-number", str(count))


def _section_labels(
    briefing: Briefing, theme: Theme, name: Callable[[str, str], str]
) -> dict[str, str]:
    """Name each section: “Section Ⅲ”, “Section Ⅲ.1”, or “Title” where it has no numeral."""
    labels: dict[str, str] = {}
    trail: list[str] = []
    for section in briefing.sections:
        del trail[section.level - 1 :]
        trail += [""] * (section.level - 1 - len(trail))
        trail.append((section.number or "").removesuffix("."))
        if section.number:
            labels[section.key] = name("section", ".".join(filter(None, trail)))
        elif section.title is None:
            labels[section.key] = term(theme, briefing.language, "introduction")
        else:
            labels[section.key] = f"“{text_of(parse(f'<p>{section.title}</p>'))}”"
    return labels


def _ids(briefing: Briefing, trees: Trees) -> Iterator[str]:
    yield from ("main", *(section.key for section in briefing.sections))
    yield from (f"ref-{reference.key}" for reference in briefing.references)
    if briefing.references:
        yield "references"
    for tree in trees.values():
        yield from (element.get("id", "") for element in tree.iter() if element.get("id"))


def _refused(tree: ET.Element) -> Iterator[str]:
    """Give the ids of what stays without a caption, for it was not understood."""
    captioned = [element for element, _, _ in _captioned(tree)]
    for element in tree.iter():
        kind = element.tag == "figure" or has_class(element, "table")
        if has_class(element, REFUSED) or (kind and element not in captioned):
            yield element.get("id", "")


def _loses(diagnostic: Diagnostic, briefing: Briefing) -> bool:
    """Say whether this error left sections unread: what they name is not known then."""
    path = diagnostic.span.path if diagnostic.span else ""
    if diagnostic.severity is not Severity.ERROR:
        return False
    if path == briefing.span.path:
        return diagnostic.rule in ("missing-file", "outside-briefing")
    unread = path.endswith(".md") and path not in briefing.texts
    return unread or diagnostic.rule in ("unclosed-fence", "unclosed-comment")


def _tied(label: str) -> str:
    """Keep a number with its word (“Figure 1”) on one line; a title in quotes may break."""
    return label if label.startswith("“") else label.replace(" ", "\N{NO-BREAK SPACE}")


def _fill(
    passage: Passage, tree: ET.Element, targets: _Targets, texts: Mapping[str, Text]
) -> Iterator[Diagnostic]:
    marks = [element for element in tree.iter("a") if element.get("data-ref") is not None]
    exact = passage.references if len(passage.references) == len(marks) else ()
    for place, mark in enumerate(marks):
        key = mark.attrib.pop("data-ref")
        if key in targets.labels:
            mark.set("href", f"#{key}")
            mark.text = _tied(targets.labels[key])
        else:
            mark.set("class", f"{mark.get('class', '')} broken".strip())
            mark.text = f"@{key}"
            span = exact[place] if exact else passage.span
            if key not in targets.refused and not targets.lost:
                yield _broken(key, span, targets.labels, "@")
    for element in tree.iter("a"):
        target = element.get("href", "")
        if target.startswith("#") and target[1:] not in targets.ids and not targets.lost:
            yield _broken(target[1:], _place(passage, target, texts), targets.ids, "#")


def _place(passage: Passage, target: str, texts: Mapping[str, Text]) -> Span:
    """Give where the address of a link is written, or where its passage begins."""
    text = texts.get(passage.span.path)
    start = text.offset(passage.span) if text else None
    at = text.content.find(f"]({target}", start) if text and start is not None else -1
    return text.span(at + 2) if text and at >= 0 else passage.span


def _broken(
    key: str, span: Span, known: Mapping[str, str] | frozenset[str], sign: str
) -> Diagnostic:
    near = difflib.get_close_matches(key, sorted(known), 1)
    return Diagnostic(
        "broken-reference",
        Severity.ERROR,
        f"Nothing here is called “{key}”.",
        span,
        f"Did you mean “{sign}{near[0]}”?" if near else None,
    )
