"""An entry of a list of references in, a CSL item out: Chicago (author-date), APA, numbered lists.

An entry is read from its ends inwards: address, day of access and year are surest, then
authors, title, and what the title stood in. What is left over is kept in `note`, and the
entry is not sure; so no word of it is ever dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from reportkit.manuscript import Entry, words_of
from reportkit.read.copy.dates import DATE, MONTH, iso
from reportkit.read.copy.names import people

__all__ = ["is_entry", "labels", "parse_entry"]

_NUMBER = re.compile(r"\A\s*(?:\[[\w+-]{1,12}\]|\(?\d{1,3}[.)])\s+(?=\S)")
_ACCESSED = re.compile(
    rf"[\s,(;]*\b(?:last\s+)?(?:accessed|retrieved|viewed|visited)(?:\s+on)?:?\s*(?P<date>{DATE})"
    r"(?:\s*,?\s*(?:from|at)(?=\s*:?\s*https?:))?\s*\)?[.,;:]?|[\s(]*(?:검색일|접속일)\s*:?\s*(?P<ko>[^)]*)\)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:(?:available\s+(?:at|from)|retrieved\s+from|URL|from):?\s*)?<?(https?://[^\s<>“”]+)>?",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s*)(10\.\d{4,9}/[^\s<>“”]+)", re.IGNORECASE
)
_ANY = r"(?:1[5-9]|20)\d\d"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z]?)"
_CHICAGO = re.compile(rf"(?P<who>.{{2,400}}?[.)\]]?)\s+{_YEAR}\.\s+", re.DOTALL)
_APA = re.compile(
    rf"(?P<who>.{{2,400}}?)\s*\({_YEAR}(?:,\s*(?P<day>{MONTH}(?:\s+\d{{1,2}})?|\d{{1,2}}\s+{MONTH}))?\)[.,:]?\s+",
    re.DOTALL,
)
_QUOTED = re.compile(r"[“\"‘'](?P<title>.+?)[”\"’'](?=[\s.,;]|$)[.,;]?\s*")
_WHO_QUOTED = re.compile(r"(?P<who>[^“\"]{2,300}?),?\s*(?=[“\"])")
_PLACE = r"[^\W\d_][^:.\d“”]{1,40}(?:D\.C\.|[A-Z]\.[A-Z]\.)?"
_BOOK = re.compile(
    rf"(?P<title>.+?)[.?!]\s+(?:(?P<edition>\d+\w\w ed)\.\s+)?(?P<place>{_PLACE})"
    r":\s*(?P<publisher>[^:“”]+?)\.?\s*$"
)
_IN = re.compile(
    r"In:?\s+(?P<book>.+?),\s*(?:ed(?:ited\s+by|s?\.(?:\s+by)?)|edited\s+by)\s+(?P<editors>.+?)"
    rf"(?:,\s*(?:pp?\.\s*)?(?P<page>\d+\s*[-–—]\s*\d+))?\.\s+(?P<place>{_PLACE}):\s*(?P<publisher>.+?)\.?\s*$"
)
_IN_APA = re.compile(
    r"In\s+(?P<editors>.+?)\s*\(Eds?\.\),\s*(?P<book>.+?)\s*\((?:[^()]*,\s*)?pp?\.\s*(?P<page>\d+\s*[-–—]\s*\d+)\)\.\s*"
    r"(?:(?P<place>[^:.]+):\s*)?(?P<publisher>.+?)\.?\s*$"
)
_PAGES = r"(?P<page>[A-Za-z]?\d+(?:\s*[-–—]\s*[A-Za-z]?\d+)?)"
_JOURNAL = re.compile(
    r"(?P<journal>[^\d“”]{2,120}?),?\s+(?:vol\.?\s*)?(?P<volume>\d{1,4})"
    rf"(?:\s*\((?P<issue>[^()]{{1,20}})\)|,\s*no\.?\s*(?P<no>\d[\w-]*))?(?:\s*\((?P<month>{MONTH}(?:\s+\d+)?|Spring|Summer|Fall|Autumn|Winter)\))?"
    rf"(?:\s*[:,]\s*(?:pp?\.\s*)?{_PAGES})?(?:,\s*(?P<late>(?:{MONTH}\s+)?(?:1[5-9]|20)\d\d))?\.?\s*$"
)
_DAY = re.compile(
    rf"[.,]?\s*(?P<day>(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH}|{MONTH})(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d))?)\.?\s*$"
)
_DATED = re.compile(
    rf"\({_ANY}[a-z]?[,)]|[.)]\s+{_ANY}[a-z]?\.\s|[.,]\s+\(?(?:[A-Z]\w+\s+)?{_ANY}\b"
)
_ONLINE = re.compile(r"https?://|\bdoi:|n\.d\.|forthcoming")
_LATE_YEAR = re.compile(r",?\s*\(?(?P<year>(?:1[5-9]|20)\d\d)\)?\.?\s*$")


_LABELS = frozenset(
    """
    in ed eds edited editor editors by vol no pp p accessed retrieved viewed visited last
    on from at and et al
    available doi https http dx org url st nd rd th others 검색일 접속일 외 년 월 일 edition |
    """.split()
)
"""Words of an entry that its form says, and CSL's fields say otherwise."""


def is_entry(text: str) -> bool:
    """Say whether a paragraph has the form of an entry: somebody, a year or an address."""
    plain = _NUMBER.sub("", text, count=1)
    head = plain[:260]
    return bool(_DATED.search(head) or _ONLINE.search(plain) or "———" in head[:8])


def parse_entry(text: str, place: int, before: Mapping[str, Any] | None = None) -> Entry:
    """Read an entry; `before` is the CSL of the one before it, for “———.”."""
    whole = " ".join(text.split())
    numbered = _NUMBER.match(whole)
    text = rest = whole[numbered.end() :] if numbered else whole
    csl: dict[str, Any] = {}
    rest = _without(_ACCESSED, rest, lambda m: csl.update(accessed=iso(m["date"] or m["ko"] or "")))
    rest = _without(_DOI, rest, lambda m: csl.update(DOI=m[1].rstrip(".,;)")))
    rest = _without(_ADDRESS, rest, lambda m: csl.update(URL=m[1].rstrip(".,;)")))
    if not csl.get("accessed", "-"):
        return _unread(whole, text, place, csl)
    rest = rest.strip()
    found = _head(rest, csl, before)
    if found is None or not csl.get("author", csl.get("editor")):
        return _unread(whole, text, place, csl)
    left = _body(found.strip(), csl)
    if "title" not in csl:
        return _unread(whole, text, place, csl)
    csl = {"type": _type(csl), **csl}
    left = " ".join(filter(None, (left.strip(" .,;:()"), *_missing(text, {**csl, "note": left}))))
    if left:
        csl["note"] = left
    return Entry(whole, place, csl, not left and "issued" in csl)


def labels(entry: Entry) -> tuple[str, ...]:
    """Give the words of an entry that its CSL says otherwise: “In”, “ed.”, “Accessed July 1”."""
    return tuple((Counter(words_of(entry.text)) - Counter(_said(entry.csl))).elements())


def _missing(text: str, csl: Mapping[str, Any]) -> Iterator[str]:
    """Give the words of an entry that neither its CSL has nor a label or a date explains."""
    days = {
        str(int(part))
        for name in ("issued", "accessed")
        for part in csl.get(name, "").split("-")
        if part
    }
    lettered = csl.get("issued", "")[:4] + csl.get("year-suffix", "")
    left = Counter(words_of(text)) - Counter([*_said(csl), lettered])
    for word in left.elements():
        if (
            word.lower() not in _LABELS
            and word.lstrip("0") not in days
            and not re.fullmatch(MONTH, word)
        ):
            yield word


def _said(value: Any) -> Iterator[str]:  # noqa: ANN401 (what JSON can hold)
    """Give the words of a CSL item; its type is none of them."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _said(part) if name not in ("type", "id") else ()
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _said(part)
    else:
        yield from words_of(str(value))


def _without(pattern: re.Pattern[str], text: str, keep: Any) -> str:  # noqa: ANN401 (a callback)
    match = pattern.search(text)
    if not match:
        return text
    keep(match)
    return f"{text[: match.start()]} {text[match.end() :]}"


def _unread(whole: str, text: str, place: int, csl: dict[str, Any]) -> Entry:
    """Keep an entry that was not understood: all of it is its title, but for its address."""
    kept = {name: csl[name] for name in ("URL", "DOI") if csl.get(name)}
    year = re.search(_YEAR, re.sub(r"https?://\S+", "", text))
    issued = {"issued": year["year"]} if year else {}
    return Entry(whole, place, {"type": "document", "title": text, **issued, **kept}, False)


def _head(rest: str, csl: dict[str, Any], before: Mapping[str, Any] | None) -> str | None:
    """Take authors and year off the beginning; give what follows, or None."""
    apa, chicago = _APA.match(rest), _CHICAGO.match(rest)
    match = min((m for m in (apa, chicago) if m), key=lambda m: m.end("who"), default=None)
    if match is None:
        match = _WHO_QUOTED.match(rest) or re.match(r"(?P<who>[^.“”]{2,200}?)\.\s+(?=\S)", rest)
        if match is None:
            return None
    named = match.groupdict()
    who = named["who"].strip()
    if re.fullmatch(r"[—–_-]{2,}\.?", who):
        csl["author"] = list((before or {}).get("author", ()))
    else:
        role, names = people(who)
        if names:
            csl[role] = names
    if named.get("year"):
        csl["issued"] = iso(named["day"], named["year"]) if named.get("day") else named["year"]
        if named.get("letter"):
            csl["year-suffix"] = named["letter"]
    return rest[match.end() :]


def _body(rest: str, csl: dict[str, Any]) -> str:
    """Take title and what it stands in off an entry; give what is left."""
    quoted = _QUOTED.match(rest)
    if quoted:
        csl["title"] = quoted["title"].rstrip(".,")
        return _container(rest[quoted.end() :].strip(), csl)
    book = _BOOK.match(rest)
    if book and not re.search(r"\.\s+In:?\s", rest):
        csl |= {
            "type": "book",
            "title": book["title"],
            "publisher-place": book["place"],
            "publisher": book["publisher"],
        }
        csl |= {"edition": book["edition"].removesuffix(" ed")} if book["edition"] else {}
        return ""
    title, stop, after = _sentence(rest)
    if not title:
        return rest
    csl["title"] = title + (stop if stop in "?!" else "")
    return _container(after.strip(), csl)


def _sentence(text: str) -> tuple[str, str, str]:
    """Cut a text at the end of its first sentence; a stop after an initial ends none."""
    for match in re.finditer(r"[.?!](?=\s|$)", text):
        word = re.search(r"(\w+)$", text[: match.start()])
        if (
            match[0] != "."
            or not word
            or not re.fullmatch(r"[A-Z]|Dr|Mr|Mrs|St|vs|No|Vol", word[1])
        ):
            return text[: match.start()], match[0], text[match.end() :]
    return text, "", ""


def _container(rest: str, csl: dict[str, Any]) -> str:
    """Read what the title stands in: a book, a journal, a newspaper, a site."""
    if not rest:
        return ""
    for pattern in (_IN, _IN_APA):
        match = pattern.match(rest)
        if match:
            csl |= {
                "type": "chapter",
                "container-title": match["book"].strip(" .,"),
                "publisher": match["publisher"],
            }
            csl |= {"publisher-place": match["place"]} if match["place"] else {}
            csl |= {"page": re.sub(r"\s*[-–—]\s*", "-", match["page"])} if match["page"] else {}
            csl["editor"] = people(match["editors"], inverted=False)[1]
            return ""
    match = _JOURNAL.match(rest)
    if match and not re.search(rf"\b{MONTH}\.?$", match["journal"]):
        return _journal(match, csl)
    day = _DAY.search(rest)
    if day and (day["year"] or csl.get("issued")):
        rest = rest[: day.start()]
        csl["issued"] = iso(day["day"], csl.get("issued", "")[:4]) or csl.get("issued", "")
        csl["type"] = (
            "article-newspaper" if re.search(r"\b\d{1,2}\b", day["day"]) else "article-magazine"
        )
    elif "issued" not in csl and (late := _LATE_YEAR.search(rest)):
        rest = rest[: late.start()]
        csl["issued"] = late["year"]
    place = re.fullmatch(
        rf"(?:(?P<kind>[^.:]+)[.,]\s+)?(?P<place>{_PLACE}):\s*(?P<publisher>[^:“”]+?)\.?", rest
    )
    if place:
        csl |= {"publisher-place": place["place"], "publisher": place["publisher"]}
        csl |= {"container-title": place["kind"]} if place["kind"] else {}
        return ""
    held, _stop, left = _sentence(rest.strip(" ,"))
    if held:
        csl["container-title"] = held.strip(" .,")
    return left


def _journal(match: re.Match[str], csl: dict[str, Any]) -> str:
    csl |= {
        "type": "article-journal",
        "container-title": match["journal"].strip(" ,."),
        "volume": match["volume"],
    }
    if issue := match["issue"] or match["no"]:
        csl["issue"] = issue
    if match["page"]:
        csl["page"] = re.sub(r"\s*[-–—]\s*", "-", match["page"])
    left = ""
    if match["month"]:
        month = iso(match["month"], csl.get("issued", "")[:4])
        csl |= {"issued": month} if month else {}
        left = "" if month else match["month"]
    if match["late"]:
        year = re.search(r"\d{4}", match["late"])
        csl["issued"] = iso(match["late"]) or (year[0] if year else "")
    return left


def _type(csl: Mapping[str, Any]) -> str:
    if "URL" in csl:
        return "webpage"
    return "book" if "publisher" in csl else "document"
