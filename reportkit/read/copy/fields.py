"""The fields of a Word text in, citations with their CSL items out.

Zotero and Mendeley keep a JSON of CSL items in a field's instruction (`ADDIN … CSL_CITATION
{…}`); Word keeps tags (`CITATION Wat20`) of sources in `customXml/`. What a field prints
gives way to a sign with a number, so that whatever reads the text leaves it in its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from reportkit.manuscript import Cited
from reportkit.read.csl_schema import DATES, NAMES, NUMBERS, STRINGS, TYPES

__all__ = ["W", "marked", "word_sources"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_B = "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}"
_KNOWN = frozenset((*DATES, *NAMES, *NUMBERS, *STRINGS, "type"))
_TYPES = {
    "Book": "book", "BookSection": "chapter", "JournalArticle": "article-journal",
    "ArticleInAPeriodical": "article-magazine",
    "ConferenceProceedings": "paper-conference", "Report": "report", "InternetSite": "webpage",
    "DocumentFromInternetSite": "webpage", "ElectronicSource": "webpage", "Case": "legal_case",
}  # fmt: skip
_FIELDS = {
    "Title": "title", "BookTitle": "container-title", "JournalName": "container-title",
    "PeriodicalTitle": "container-title",
    "InternetSiteTitle": "container-title", "Publisher": "publisher",
    "City": "publisher-place", "URL": "URL",
    "Volume": "volume", "Issue": "issue", "Pages": "page", "Edition": "edition", "DOI": "DOI",
}  # fmt: skip
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shown: list[Element] = field(default_factory=list)
    in_result: bool = False


def marked(
    root: Element, sources: Mapping[str, Mapping[str, Any]], first: int = 0
) -> list[tuple[str, tuple[Cited, ...]]]:
    """Put signs for the citations of a part, from the number `first` on; give what they were."""
    found: list[tuple[str, tuple[Cited, ...]]] = []
    for one in _fields(root):
        works = _works(one.instruction, sources)
        texts = [node for run in one.shown for node in run.iter(f"{W}t")]
        typed = "".join(node.text or "" for node in texts)
        if works and texts and typed.strip():
            texts[0].text = f"\ue000{first + len(found)}\ue001"
            for node in texts[1:]:
                node.text = ""
            found.append((typed, works))
    return found


def _fields(root: Element) -> Iterator[_Field]:
    """Give the fields of a part, the inner before the outer."""
    open_fields: list[_Field] = []
    for node in root.iter():
        if node.tag == f"{W}fldSimple":
            yield _Field(node.get(f"{W}instr") or "", list(node.iter(f"{W}r")))
        if node.tag != f"{W}r":
            continue
        mark = node.find(f"{W}fldChar")
        kind = mark.get(f"{W}fldCharType") if mark is not None else None
        if kind == "begin":
            open_fields.append(_Field())
        elif kind == "separate" and open_fields:
            open_fields[-1].in_result = True
        elif kind == "end" and open_fields:
            yield open_fields.pop()
        elif open_fields:
            inner = open_fields[-1]
            inner.instruction += "".join(part.text or "" for part in node.iter(f"{W}instrText"))
            if inner.in_result:
                inner.shown.append(node)


def _works(instruction: str, sources: Mapping[str, Mapping[str, Any]]) -> tuple[Cited, ...]:
    at = instruction.find("{")
    if "CSL_CITATION" in instruction and at >= 0:
        try:
            data, _end = json.JSONDecoder().raw_decode(instruction[at:])
            return tuple(_cited(item) for item in data["citationItems"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return ()
    match = re.match(r"\s*CITATION\s+(\S+)(.*)", instruction, re.DOTALL)
    if not match:
        return ()
    tags = [match[1], *re.findall(r"\\m\s+(\S+)", match[2])]
    if any(tag not in sources for tag in tags):
        return ()
    page = re.search(r"\\p\s+\"?([^\"\\]+)", match[2])
    return tuple(
        Cited(sources[tag], page[1].strip() if page and tag == tags[0] else "") for tag in tags
    )


def _cited(item: Mapping[str, Any]) -> Cited:
    data = item["itemData"]
    csl = {name: value for name, value in data.items() if name in _KNOWN and value}
    csl["type"] = csl.get("type") if csl.get("type") in TYPES else "document"
    name = item.get("uris", [data.get("id", "")])
    csl["id"] = str(name[0] if isinstance(name, list) and name else data.get("id", ""))
    return Cited(
        csl,
        str(item.get("locator") or ""),
        "" if (item.get("label") or "page") == "page" else str(item["label"]),
        str(item.get("prefix") or ""),
        str(item.get("suffix") or ""),
        bool(item.get("suppress-author")),
    )


def word_sources(parts: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Read the sources that Word itself keeps, by tag."""
    answer: dict[str, dict[str, Any]] = {}
    for part, xml in parts.items():
        if part.startswith("customXml/") and part.endswith(".xml") and _B[1:-1].encode() in xml:
            try:
                root = fromstring(xml)
            except ParseError:
                continue
            for source in root.iter(f"{_B}Source"):
                tag = source.findtext(f"{_B}Tag")
                if tag and source.findtext(f"{_B}Title"):
                    answer[tag] = {"id": tag, **_word_source(source)}
    return answer


def _word_source(source: Element) -> dict[str, Any]:
    said = {node.tag.removeprefix(_B): (node.text or "").strip() for node in source}
    csl: dict[str, Any] = {"type": _TYPES.get(said.get("SourceType", ""), "document")}
    csl |= {name: said[theirs] for theirs, name in _FIELDS.items() if said.get(theirs)}
    for role, name in (("Author", "author"), ("Editor", "editor")):
        holder = source.find(f"{_B}Author/{_B}{role}")
        people = (
            [_person(node) for node in holder.iter(f"{_B}Person")] if holder is not None else []
        )
        body = holder.findtext(f"{_B}Corporate") if holder is not None else None
        csl |= {name: people or [{"literal": body or ""}]} if people or body else {}
    for prefix, name in (("", "issued"), ("Accessed", "accessed")):
        names = [f"{part}{prefix}" for part in ("Year", "Month", "Day")]
        parts = [_number(said.get(part, "")) for part in names]
        date = "-".join(p for p in parts[: parts.index("") if "" in parts else 3])
        csl |= {name: date} if date else {}
    return csl


def _person(node: Element) -> dict[str, str]:
    names = (node.findtext(f"{_B}First"), node.findtext(f"{_B}Middle"))
    given = " ".join(name for name in names if name)
    name: dict[str, str] = {"family": node.findtext(f"{_B}Last") or given}
    if given and given != name["family"]:
        name["given"] = given
    return name


def _number(written: str) -> str:
    if written[:3].lower() in _MONTHS:
        return f"{_MONTHS.index(written[:3].lower()) + 1:02}"
    return written.zfill(2) if written.isdigit() else ""
