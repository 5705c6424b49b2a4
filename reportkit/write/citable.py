"""Write a CSL-JSON item as BibTeX, RIS and CSL-JSON, for whoever cites it.

BibTeX is biblatex's `@report` in UTF-8 (biblatex manual, 2.1.1); RIS is Reference
Manager's format, whose lines end with CR and LF.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

__all__ = ["STYLES"]

Item = Mapping[str, Any]

_ESCAPES = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
)
_BIBLATEX = {
    "genre": "type", "publisher": "institution", "number": "number", "version": "version",
    "language": "langid", "DOI": "doi", "URL": "url",
}  # fmt: skip
_LANGUAGES = {"en": "english", "ko": "korean"}
_RIS = {
    "title": "TI", "publisher": "PB", "genre": "M3", "number": "IS", "version": "ET",
    "language": "LA", "DOI": "DO", "URL": "UR",
}  # fmt: skip


def bibtex(item: Item) -> str:
    """Write an item as an entry of biblatex."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    fields = [Field(name, value) for name, value in _biblatex(item)]
    return str(write_string(Library([Entry("report", item["id"], fields)]))).strip()


def _biblatex(item: Item) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join(_tex_name(person) for person in item["author"])
    yield "title", f"{{{item['title'].translate(_ESCAPES)}}}"
    yield "date", _day(item)
    for variable, name in _BIBLATEX.items():
        if variable in item:
            value = str(item[variable])
            if variable == "language":
                value = _LANGUAGES.get(value.partition("-")[0], value)
            yield name, value if name in ("url", "doi") else value.translate(_ESCAPES)


def _tex_name(person: Mapping[str, str]) -> str:
    if "literal" in person:
        return f"{{{person['literal'].translate(_ESCAPES)}}}"
    return f"{person['family']}, {person['given']}".translate(_ESCAPES)


def ris(item: Item) -> str:
    """Write an item as a record of RIS."""
    lines = [("TY", "RPRT"), *(("AU", _listed(person)) for person in item["author"])]
    year, month, day = _day(item).split("-")
    lines += [("PY", year), ("DA", f"{year}/{month}/{day}")]
    lines += [(tag, str(item[name])) for name, tag in _RIS.items() if name in item]
    return "\r\n".join(f"{tag}  - {value}" for tag, value in [*lines, ("ER", "")])


def _listed(person: Mapping[str, str]) -> str:
    return person.get("literal") or f"{person['family']}, {person['given']}"


def _day(item: Item) -> str:
    return "-".join(f"{part:02}" for part in item["issued"]["date-parts"][0])


def csl_json(item: Item) -> str:
    """Write an item as a file of CSL-JSON."""
    return json.dumps([item], ensure_ascii=False, indent=2)


STYLES: Mapping[str, Callable[[Item], str]] = {"bibtex": bibtex, "ris": ris, "csl-json": csl_json}
"""How an item is written, by the name that `cite --format` takes."""
