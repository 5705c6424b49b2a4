"""Between a source and citeproc: CSL-JSON on its way in, citeproc's HTML on its way out.

Addresses never pass through the engine, which would curl their quotes: a
private-use character stands for each, and gives way to a link that is built
here. Of the HTML that comes back only the marks that CSL knows are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as ET
from xml.parsers import expat

from reportkit.evidence import Source
from reportkit.xhtml import append, parse, serialise, text_of

__all__ = ["entry_xhtml", "item_of", "parts_of"]

JOINER, ADDRESS, DOI = "\ue00a", "\ue00b", "\ue00c"

# What XML cannot carry, and the private-use characters that have a meaning here.
_BARRED = re.compile("[^\t\n\r\x20-\ud7ff\ue100-\ufffd\U00010000-\U0010ffff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3\s]+")
_DOI_PREFIX = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_MARK = re.compile(f"(?:https?://(?:dx\\.)?doi\\.org/)?{DOI}|{ADDRESS}")
_BREAK = re.compile(r"(?<=[/\-_&=?])(?![/])")
_KEPT = {"i", "b", "em", "strong", "sup", "sub"}
_BLOCKS = {"csl-block", "csl-left-margin", "csl-right-inline", "csl-indent"}


def item_of(source: Source, style: str) -> dict[str, Any]:
    """Give the CSL-JSON item as the engine shall see it under `style`.

    A no-break space in a given name joins its parts into one unit: initial
    “J.” for “Jeong Yoon”. A name in Hangul is cited whole, “김정윤”: there are a
    thousand Kims. Page ranges stay as they are typed where the style
    has no `page-range-format` (CSL 1.0.2, “Page Ranges”): citeproc would set a dash.
    """
    item: dict[str, Any] = _purged(source.csl)
    item["id"] = source.key
    item.pop("custom", None)
    for date in (value for value in item.values() if isinstance(value, dict)):
        date |= {"date-parts": _alike(date["date-parts"])} if "date-parts" in date else {}
    for variable, value in item.items():
        if isinstance(value, list):
            item[variable] = [_name(part) if isinstance(part, dict) else part for part in value]
    if "page" in item and "page-range-format" not in style:
        item["page"] = str(item["page"]).replace("-", "\\-")
    for variable, mark in (("URL", ADDRESS), ("DOI", DOI)):
        if item.get(variable):
            item[variable] = mark
    return item


def _alike(ends: list[list[int]]) -> list[list[int]]:
    """Make both ends of a range as full as the less full one: citeproc refuses others."""
    full = min(map(len, ends)) if ends[-1] != [0] else len(ends[0])
    return [[*end[:full], *[0] * (full - len(end))] for end in ends]


def _name(name: dict[str, Any]) -> dict[str, Any]:
    family, given = name.get("family"), name.get("given")
    if not isinstance(given, str):
        return name
    if isinstance(family, str) and _HANGUL.fullmatch(family + given):
        return {"literal": re.sub(r"\s", "", family + given)}
    return {**name, "given": given.replace("\u00a0", JOINER)}


def _purged(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return _BARRED.sub("", value)
    if isinstance(value, Mapping):
        return {key: _purged(part) for key, part in value.items()}
    return [_purged(part) for part in value] if isinstance(value, list | tuple) else value


def parts_of(html: str) -> list[str | ET.Element]:
    """Give citeproc's HTML as words and elements; each `<a>` carries `data-key`, unquoted."""
    try:
        root = parse(f"<div>{html}</div>")
    except expat.ExpatError:
        # Marks that a source closes in the wrong order: its words, without them.
        plain = re.sub(r"<[^>]*>", "", html)
        root = parse(f"<div>{plain}</div>")
    return list(_kept(root))


def _kept(element: ET.Element) -> Iterator[str | ET.Element]:
    if element.text:
        yield element.text.replace(JOINER, " ")
    for child in element:
        inside = list(_kept(child))
        shell = _shell(child)
        if shell is None:
            yield from inside
        else:
            yield append(shell, *inside)
        if child.tail:
            yield child.tail.replace(JOINER, " ")


def _shell(element: ET.Element) -> ET.Element | None:
    key = element.get("data-key")
    if key is not None:
        return ET.Element(element.tag, {"data-key": unquote(key)})
    if element.tag in _KEPT:
        return ET.Element(element.tag)
    if element.get("style") == "font-variant:small-caps;":
        return ET.Element("span", {"style": "font-variant:small-caps"})
    if element.get("class") in _BLOCKS:
        return ET.Element("span", {"class": element.get("class", "")})
    return None


def entry_xhtml(html: str, sources: Mapping[str, Source]) -> tuple[str, str]:
    """Give an entry's key, and the entry as inline XHTML with its addresses as links."""
    entry = next(part for part in parts_of(html) if isinstance(part, ET.Element))
    key = entry.get("data-key", "")
    csl = sources[key].csl if key in sources else {}
    linked = append(ET.Element("span"), *_linked(entry, csl))
    whole = serialise(linked).removeprefix("<span>").removesuffix("</span>")
    return key, whole.strip()


def _linked(element: ET.Element, csl: Mapping[str, Any]) -> Iterator[str | ET.Element]:
    yield from _links(element.text or "", csl)
    for child in element:
        tail, child.tail = child.tail or "", None
        inside = list(_linked(child, csl))
        for part in list(child):
            child.remove(part)
        child.text = None
        yield append(child, *inside)
        yield from _links(tail, csl)


def _links(words: str, csl: Mapping[str, Any]) -> Iterator[str | ET.Element]:
    position = 0
    for found in _MARK.finditer(words):
        yield words[position : found.start()]
        yield _doi(csl) if DOI in found.group() else _address(csl)
        position = found.end()
    yield words[position:]


def _address(csl: Mapping[str, Any]) -> str | ET.Element:
    words = _BARRED.sub("", str(csl.get("URL", "")))
    try:
        parts = urlsplit(words)
    except ValueError:
        return words
    barred = re.search(r"[\s\x00-\x20]", words)
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or barred:
        return words
    return _link(words, words)


def _doi(csl: Mapping[str, Any]) -> ET.Element:
    bare = _DOI_PREFIX.sub("", _BARRED.sub("", str(csl.get("DOI", ""))).strip())
    return _link(f"https://doi.org/{quote(bare, safe='/:;()._-<>')}", f"https://doi.org/{bare}")


def _link(target: str, words: str) -> ET.Element:
    link = ET.Element("a", {"href": target})
    for number, part in enumerate(_BREAK.split(words)):
        append(link, *((ET.Element("wbr"), part) if number and part else (part,)))
    assert text_of(link) == words
    return link
