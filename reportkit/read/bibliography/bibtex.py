"""BibTeX and BibLaTeX in, entries out; an entry that is broken is an error with its lines.

Types and fields are mapped as in the tables of Zotero's and biblatex's manuals.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from reportkit.diagnostics import Span, Text
from reportkit.read.bibliography.entry import Entry
from reportkit.read.bibliography.names import name_of, split_names
from reportkit.read.csl_schema import KEY
from reportkit.read.texts import Findings

__all__ = ["entries"]

Block: TypeAlias = Any
"""bibtexparser's blocks, which have no types for us."""

_TYPES = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "collection": "book",
    "conference": "paper-conference", "dataset": "dataset", "electronic": "webpage",
    "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference",
    "manual": "report", "mastersthesis": "thesis", "misc": "document", "mvbook": "book",
    "online": "webpage", "patent": "patent", "periodical": "periodical", "phdthesis": "thesis",
    "proceedings": "book", "report": "report", "techreport": "report", "thesis": "thesis",
    "unpublished": "manuscript", "www": "webpage", "software": "software",
    "legislation": "legislation", "jurisdiction": "legal_case",
}  # fmt: skip
_SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_FIELDS = {
    "title": "title", "shorttitle": "title-short", "journaltitle": "container-title",
    "journal": "container-title", "booktitle": "container-title", "maintitle": "container-title",
    "series": "collection-title", "volume": "volume", "number": "issue", "issue": "issue",
    "publisher": "publisher", "institution": "publisher", "school": "publisher",
    "organization": "publisher", "location": "publisher-place", "address": "publisher-place",
    "edition": "edition", "pages": "page", "chapter": "chapter-number", "doi": "DOI",
    "url": "URL", "isbn": "ISBN", "issn": "ISSN", "note": "note", "abstract": "abstract",
    "langid": "language", "language": "language", "version": "version", "type": "genre",
    "pagetotal": "number-of-pages", "volumes": "number-of-volumes", "eventtitle": "event-title",
    "venue": "event-place",
}  # fmt: skip
_PEOPLE = {
    "author": "author", "editor": "editor", "translator": "translator",
    "bookauthor": "container-author",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MARKUP = {r"\emph": "i", r"\textit": "i", r"\textbf": "b", r"\textsc": "sc"}


def entries(text: Text, findings: Findings) -> Iterator[Entry]:
    """Give the entries of a bibliography in BibTeX; what is broken is told with its line.

    Of a broken entry its key alone is given, so that citing it is not a second error.
    """
    from bibtexparser.entrypoint import parse_string

    # What it logs of broken blocks is told below, with places.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library: Block = parse_string(text.content)
    strings = {string.key.lower() for string in library.strings}
    fields = {entry.key: _written(entry) for entry in library.entries}
    keyless = [block for block in library.failed_blocks if _is_keyless(block)]
    for block in (block for block in library.failed_blocks if block not in keyless):
        key = _failed(block, text, findings)
        if key and key not in fields:
            yield Entry({"id": key, "type": "document"}, Span(text.path, block.start_line + 1))
    for entry in (*library.entries, *(block.ignore_error_block for block in keyless)):
        written = _written(entry)
        parent = fields.get(written.get("crossref", ""), {})
        inherited = {_inherited(name): value for name, value in parent.items()}
        span = Span(text.path, entry.start_line + 1)
        if entry.key and not re.match(KEY, entry.key):
            yield _uncitable(entry.key, span, findings)
            continue
        if "crossref" in written and not parent:
            message = f"No entry is called “{written['crossref']}”."
            findings.error("broken-entry", message, span, "It is the entry's “crossref”.")
        whole = {**inherited, **written}
        yield _entry(entry, whole, span, strings, findings)


def _written(entry: Block) -> dict[str, str]:
    return {field.key.lower(): str(field.value).strip() for field in entry.fields}


def _inherited(name: str) -> str:
    """Say which field of a chapter the field of a book becomes (biblatex, appendix B)."""
    return {"title": "booktitle", "author": "bookauthor"}.get(name, name)


def _uncitable(key: str, span: Span, findings: Findings) -> Entry:
    message = f"“{key}” cannot be the key of an entry."
    hint = "A key has no blanks and ends with a comma, as in “@book{lee2005, title = …”."
    findings.error("broken-entry", message, span, hint)
    return Entry({"id": key.split()[0], "type": "document"}, span)


def _is_keyless(block: Block) -> bool:
    """Say whether a block passes for a second one only since neither has a key."""
    return type(block).__name__ == "DuplicateBlockKeyBlock" and not block.key


def _failed(block: Block, text: Text, findings: Findings) -> str | None:
    """Tell of a block that cannot be read; give its key, where it has one."""
    span = Span(text.path, block.start_line + 1)
    named = re.match(
        r"\s*@(?!string\b)\w+\s*[{(]\s*([^,\s}]+)", str(block.raw or ""), re.IGNORECASE
    )
    what = f"The entry “{named[1]}”" if named else "This entry"
    if type(block).__name__ == "DuplicateBlockKeyBlock":
        findings.error("duplicate-source", f"{what} stands here a second time.", span)
        return None
    hint = "Close every brace and quotation mark, and put a comma between fields."
    findings.error("broken-entry", f"{what} cannot be read.", span, hint)
    return named[1] if named else None


def _entry(
    entry: Block, written: Mapping[str, str], span: Span, strings: set[str], findings: Findings
) -> Entry:
    kind = str(entry.entry_type).lower()
    if kind not in _TYPES:
        message = f"“@{kind}” is no type that is known here; it is read as a document."
        findings.warning("unknown-type", message, span)
    csl: dict[str, Any] = {"type": _kind(kind, written)}
    for name, variable in _FIELDS.items():
        if written.get(name) and variable not in csl:
            csl[variable] = _plain(written[name], name)
    if csl["type"] in ("report", "thesis") and "issue" in csl:
        csl["number"] = csl.pop("issue")
    for name, variable in _PEOPLE.items():
        people = [p for p in split_names(written.get(name, "")) if p.lower() != "others"]
        if people:
            csl[variable] = [name_of(_plain(person, name)) for person in people]
    csl |= _dates(written)
    if "URL" not in csl and written.get("howpublished", "").startswith(("http", "\\url")):
        csl["URL"] = _plain(written["howpublished"], "url")
    if kind in ("phdthesis", "mastersthesis"):
        csl.setdefault("genre", "PhD thesis" if kind == "phdthesis" else "Master’s thesis")
    places = {_FIELDS[f.key.lower()]: Span(span.path, f.start_line + 1)
              for f in entry.fields if f.key.lower() in _FIELDS}  # fmt: skip
    last = span.line + str(entry.raw or "").count("\n")
    return Entry({"id": entry.key, **csl}, span, places, (span.line, last))


def _kind(kind: str, written: Mapping[str, str]) -> str:
    subtype = _SUBTYPES.get(written.get("entrysubtype", "").lower())
    if subtype:
        return subtype
    found = _TYPES.get(kind, "document")
    return "webpage" if found == "document" and written.get("url") else found


def _plain(value: str, name: str) -> str:
    """Give a value without LaTeX: accents as letters, emphasis as CSL's marks."""
    if name in ("url", "doi"):
        return re.sub(r"^\\url\{(.*)\}$", r"\1", value).replace("\\_", "_").replace("\\%", "%")
    for command, tag in _MARKUP.items():
        pattern = re.escape(command) + r"\{([^{}]*)\}"
        opened, closed = ("\x0e", "\x0f") if tag == "i" else ("", "")
        value = re.sub(pattern, rf"{opened}\1{closed}", value)
    whole = name in _PEOPLE
    value = _decoded(value, keep_braces=whole)
    value = value if whole else re.sub(r"[{}]", "", value)
    value = value.replace("\x0e", "<i>").replace("\x0f", "</i>")
    return re.sub(r"\s*[-–—]{1,3}\s*", "-", value) if name == "pages" else " ".join(value.split())


def _decoded(value: str, *, keep_braces: bool) -> str:
    if "\\" not in value and "~" not in value and "--" not in value and "$" not in value:
        return value
    from pylatexenc.latex2text import LatexNodes2Text

    return str(
        LatexNodes2Text(
            math_mode="verbatim", keep_braced_groups=keep_braces, keep_braced_groups_minlen=0
        ).latex_to_text(value)
    )


def _dates(written: Mapping[str, str]) -> dict[str, str]:
    issued = written.get("date") or _joined(written)
    found = {
        "issued": issued,
        "accessed": written.get("urldate", ""),
        "event-date": written.get("eventdate", ""),
    }
    return {name: value for name, value in found.items() if value}


def _joined(written: Mapping[str, str]) -> str:
    """Give year, month and day as 2024-05-20."""
    year, month = written.get("year", ""), written.get("month", "").strip("{}").lower()
    if not re.fullmatch(r"\d{4}", year) or not month:
        return year
    number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else month
    day = written.get("day", "")
    parts = [year, str(number).zfill(2), day.zfill(2) if day.isdigit() else ""]
    return "-".join(part for part in parts if part)
