"""RIS in, entries out: lines of a tag and a value, from `TY` to `ER`.

The tags are those of the format's description of 2011, as Zotero, EndNote and publishers
write them. A tag that has no place in CSL is left out; a line that is none is an error.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from reportkit.diagnostics import Span, Text
from reportkit.read.bibliography.entry import Entry
from reportkit.read.bibliography.names import name_of
from reportkit.read.csl_schema import KEY
from reportkit.read.texts import Findings

__all__ = ["entries"]

_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  ?-(?: (?P<value>.*))?$")
_TYPES = {
    "BOOK": "book", "CHAP": "chapter", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "JOUR": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "RPRT": "report", "THES": "thesis", "ELEC": "webpage",
    "WEB": "webpage", "BLOG": "post-weblog", "DATA": "dataset", "EBOOK": "book",
    "EDBOOK": "book", "ECHAP": "chapter", "STAT": "legislation", "BILL": "bill",
    "CASE": "legal_case", "GOVDOC": "report", "MAP": "map", "VIDEO": "motion_picture",
    "UNPB": "manuscript", "PAT": "patent", "PCOMM": "personal_communication", "GEN": "document",
}  # fmt: skip
_FIELDS = {
    "TI": "title", "T1": "title", "JO": "container-title", "JF": "container-title",
    "T2": "container-title", "BT": "container-title", "T3": "collection-title",
    "VL": "volume", "IS": "issue", "PB": "publisher", "CY": "publisher-place",
    "PP": "publisher-place", "ET": "edition", "DO": "DOI", "UR": "URL", "L1": "URL",
    "LA": "language", "AB": "abstract", "N2": "abstract", "ST": "title-short",
    "N1": "note", "M3": "genre",
}  # fmt: skip
_PEOPLE = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A4": "translator"}
_BOOKS = frozenset(("book", "chapter"))


def entries(text: Text, findings: Findings) -> Iterator[Entry]:
    """Give the entries of a RIS file; its `id` is "" where `ID` gives no key."""
    values: dict[str, list[str]] = defaultdict(list)
    begun, last = 0, ""
    for number, line in enumerate(text.content.split("\n"), 1):
        match = _LINE.match(line.rstrip())
        if match:
            tag, value = match["tag"], (match["value"] or "").strip()
            if tag == "TY":
                if begun:
                    _unended(text, begun, findings)
                    yield _entry(values, text, (begun, number - 1), findings)
                values.clear()
                begun = number
            if not begun:
                _stray(text, number, findings)
            elif tag == "ER":
                yield _entry(values, text, (begun, number), findings)
                begun = 0
            elif value:
                values[tag].append(value)
            last = tag
        elif line.strip() and begun and last in ("AB", "N1", "N2", "TI", "T1"):
            values[last][-1] += f" {line.strip()}"
        elif line.strip():
            _stray(text, number, findings)
    if begun:
        _unended(text, begun, findings)
        yield _entry(values, text, (begun, None), findings)


def _stray(text: Text, line: int, findings: Findings) -> None:
    message = "This line belongs to no entry of RIS."
    findings.error("broken-entry", message, Span(text.path, line), "Begin an entry with “TY  - ”.")


def _unended(text: Text, line: int, findings: Findings) -> None:
    message = "This entry never ends."
    findings.error("broken-entry", message, Span(text.path, line), "Add a line “ER  - ”.")


def _entry(
    written: dict[str, list[str]], text: Text, lines: tuple[int, int | None], findings: Findings
) -> Entry:
    span = Span(text.path, lines[0])
    kind = written["TY"][0].upper() if written["TY"] else "GEN"
    if kind not in _TYPES:
        message = f"“{kind}” is no type of RIS that is known here; it is read as a document."
        findings.warning("unknown-type", message, span)
    csl: dict[str, Any] = {"type": _TYPES.get(kind, "document")}
    for tag, name in _FIELDS.items():
        if written[tag] and name not in csl:
            csl[name] = written[tag][0]
    for tag, name in _PEOPLE.items():
        for person in written[tag]:
            csl.setdefault(name, []).append(name_of(person))
    pages = [written[tag][0] for tag in ("SP", "EP") if written[tag]]
    csl |= {"page": "-".join(pages)} if pages else {}
    csl |= {
        name: date
        for name, tags in (("issued", ("DA", "PY", "Y1")), ("accessed", ("Y2",)))
        if (date := next((_date(written[tag][0]) for tag in tags if written[tag]), ""))
    }
    for number in written["SN"][:1]:
        csl["ISBN" if csl["type"] in _BOOKS else "ISSN"] = number
    key = next((name for name in written["ID"] if re.match(KEY, name)), "")
    return Entry({"id": key, **csl}, span, {}, lines)


def _date(written: str) -> str:
    """Turn 2024/05/20/ (any part of which may be missing) into 2024-05-20."""
    parts = [part.strip().zfill(2) for part in re.split(r"[/-]", written)[:3]]
    return "-".join(part for part in parts if part.strip("0"))
