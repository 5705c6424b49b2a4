"""The head of a paper in, its metadata out: title, authors, date, keywords, abstract, notes.

Only what stands before the first long paragraph can be metadata, but for notes and what
has a label of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportkit.manuscript import Aside, Author, Block, Doubt, Run
from reportkit.read.copy.dates import DATE, iso
from reportkit.read.copy.heads import END_NAMES, NAMES, is_short, name_of, numeral, without

__all__ = ["Front"]

_LABELLED = re.compile(
    r"\s*(?P<label>keywords?|key\s+words|tags|핵심어|주제어|키워드|abstract|summary|초록|authors?|by|date|published|subtitle|editor[’']?s?\s+note)\s*[:：—–-]\s*(?=\S)",
    re.IGNORECASE,
)
_BY = re.compile(r"\s*(?:written\s+)?by\s+(?=[^\W\d_a-z])", re.IGNORECASE)
_WORD = r"[^\W\d_a-z][\w’'-]*\.?"
_PARTICLES = r"(?:(?:van|von|der|de|del|di|da|bin|al)\s+)*"
_NAME = (
    rf"(?:(?:Dr|Prof|Mr|Ms)\.?\s+)?{_WORD}(?:\s+{_PARTICLES}{_WORD}){{1,3}}"
    r"(?:,?\s+(?:[JS]r\.?|Ph\.?D\.?|M\.?D\.?))?"
)
_NAMES = re.compile(
    rf"\s*(?P<names>{_NAME}(?:\s*(?:,|;|&|\band\b|·)\s*(?:and\s+)?{_NAME})*)\s*(?:\((?P<place>[^()]+)\)|,\s*(?P<rest>.+))?\s*$"
)
_KOREAN = re.compile(
    r"\s*(?P<names>[가-힣]{2,4}(?:\s*[,·]\s*[가-힣]{2,4})*)\s*(?:\((?P<place>[^()]+)\))?\s*$"
)
_HOUSE = re.compile(
    r"\b(?:Universit\w+|Institut\w*|Cent(?:er|re)|College|Ministry|School|Department|Faculty|Foundation|Council|Academy|Association"
    r"|Committee|Office|Fellow|Professor|Analyst|Director|Researcher|Research|Chair|Laborator\w+|Hospital|Inc|대학교|연구원|연구소)\b",
)
_DATE = re.compile(rf"\s*(?:(?:published|date)\s*:?\s*)?(?P<date>{DATE})\s*$", re.IGNORECASE)
_NOTE = re.compile(r"\s*[*＊†]\s*(?=\S)")
_LONG = 40
"""A paragraph of so many words is no metadata."""


class Front:
    """Sorts the first blocks of a paper; `rest` are those that are none of its head."""

    def __init__(
        self, blocks: list[Block], asides: list[Aside], doubts: list[Doubt], series: tuple[str, ...]
    ) -> None:
        self.blocks, self.asides, self.doubts = blocks, asides, doubts
        self.known = {name.casefold(): name for name in series}
        self.rest: list[Block] = []
        self.title = self.subtitle = self.date = self.series = self.abstract = self.editors_note = (
            ""
        )
        self.authors: list[Author] = []
        self.keywords: tuple[str, ...] = ()
        self.note: tuple[Run, ...] = ()
        self.from_file: set[str] = set()

    def sort(self, meta: Mapping[str, str]) -> None:
        """Sort; `meta` is what the file says of itself, for want of words."""
        head = self._title()
        over = False
        for at, block in enumerate(self.blocks):
            text = block.text.strip()
            if at == head:
                continue
            heading = (
                block.kind == "heading" or name_of(text) in NAMES or name_of(text) in END_NAMES
            )
            early = not over and not heading and block.kind == "paragraph"
            if self._marked(block, text, early) or (early and self._styled(block, text)):
                continue
            if (
                early
                and len(text.split()) < _LONG
                and not numeral(text)
                and self._line(block, text, at)
            ):
                continue
            over = over or heading or len(text.split()) >= _LONG or block.kind != "paragraph"
            self.rest.append(block)
        self._from_file(meta)

    def _title(self) -> int:
        """Find the title: a block of that style, a first heading alone of its rank, or a line."""
        for at, block in enumerate(self.blocks[:12]):
            if block.style == "title":
                return self._titled(at)
        for at, block in enumerate(self.blocks[:6]):
            text = block.text.strip()
            if self._is_series(text) or _NOTE.match(text) or _DATE.match(text):
                continue
            if name_of(text) in NAMES or name_of(text) in END_NAMES:
                return -1
            if block.kind == "heading":
                ranks = [other.level for other in self.blocks if other.kind == "heading"]
                alone = ranks.count(block.level) == 1 and block.level == min(ranks)
                return self._titled(at) if alone else -1
            if (
                block.kind != "paragraph"
                or not is_short(text, 25)
                or numeral(text)
                or _LABELLED.match(text)
            ):
                return -1
            if len(self.blocks) > at + 1:
                return self._titled(at)
        return -1

    def _titled(self, at: int) -> int:
        self.title = " ".join(self.blocks[at].text.split())
        if any(run.note for run in self.blocks[at].runs):
            self.doubts.append(
                Doubt(
                    7,
                    "The title calls a note.",
                    "Notes cannot stand in a title; see below.",
                    self.blocks[at].place,
                )
            )
        return at

    def _is_series(self, text: str) -> bool:
        return text.casefold().strip("[]") in self.known

    def _marked(self, block: Block, text: str, early: bool) -> bool:
        """Take what says itself what it is: starred notes, labels."""
        star = _NOTE.match(text)
        if star and block.kind == "paragraph" and not self.note and (early or len(self.rest) < 2):
            self.asides.append(
                Aside("stars before notes, which a theme prints", star[0].strip(), block.place)
            )
            self.note = without(block.runs, star[0].strip())
            return True
        match = _LABELLED.match(text) if early else None
        if not match or block.kind != "paragraph":
            return False
        value, label = text[match.end() :].strip(), match["label"].casefold()
        if not self._labelled(label, value):
            return False
        self.asides.append(Aside("labels that a theme prints", match["label"], block.place))
        return True

    def _labelled(self, label: str, value: str) -> bool:
        if label.startswith(("key", "tag", "핵심", "주제", "키워드")) and not self.keywords:
            self.keywords = tuple(
                re.sub(r"\s+", " ", part).strip(" .#")
                for part in re.split(r"[,;·|]|\s#", value)
                if part.strip(" .#")
            )
        elif label in ("abstract", "summary", "초록") and not self.abstract:
            self.abstract = value
        elif label in ("author", "authors", "by") and not self.authors and _NAMES.match(value):
            self._by(value)
        elif (
            label in ("date", "published")
            and not self.date
            and re.fullmatch(DATE, value)
            and iso(value)
        ):
            self.date = value
        elif label.startswith("editor") and not self.editors_note:
            self.editors_note = value
        elif label == "subtitle" and not self.subtitle:
            self.subtitle = value
        else:
            return False
        return True

    def _styled(self, block: Block, text: str) -> bool:
        """Take what the file's own style says."""
        if any(run.note for run in block.runs) or not text:
            return False
        if block.style == "subtitle" and not self.subtitle:
            self.subtitle = text
        elif block.style == "author" and (_NAMES.match(text) or _KOREAN.match(text)):
            self._by(text)
        elif (
            block.style == "date"
            and not self.date
            and (match := _DATE.match(text))
            and iso(match["date"])
        ):
            self.date = match["date"]
        elif block.style == "abstract":
            self.abstract = f"{self.abstract} {text}".strip()
        else:
            return False
        return True

    def _line(self, block: Block, text: str, at: int) -> bool:
        """Take a short line of the head for what it looks like."""
        if any(run.note or run.picture for run in block.runs):
            return False
        if self._is_series(text) and not self.series:
            self.series = self.known[text.casefold().strip("[]")]
            self.asides.append(Aside("names of a series, which a theme prints", text, block.place))
        elif (match := _DATE.match(text)) and not self.date and iso(match["date"]):
            self.date = match["date"]
        elif re.fullmatch(r"(?:#[\w &’'-]+\s*)+", text) and not self.keywords:
            self.keywords = tuple(part.strip() for part in text.split("#") if part.strip())
        elif (by := _BY.match(text)) and not self.authors and _NAMES.match(text[by.end() :]):
            self.asides.append(Aside("labels that a theme prints", by[0].strip(), block.place))
            self._by(text[by.end() :])
        elif not self.title or self.rest or block.kind != "paragraph":
            return False
        elif (
            not self.authors
            and not _HOUSE.search(text)
            and is_short(text, 14)
            and (_NAMES.match(text) or _KOREAN.match(text))
        ):
            self._by(text)
            self.doubts.append(Doubt(4, f"“{text}” was taken for the author.", None, block.place))
        elif (
            self.authors
            and not self.authors[-1].affiliation
            and _HOUSE.search(text)
            and is_short(text.rstrip("."), 25)
        ):
            self.authors = [Author(a.name, text, a.biography) for a in self.authors]
        elif not self.authors and not self.subtitle and at < 4 and self._is_subtitle(text):
            self.subtitle = text
            self.doubts.append(Doubt(5, f"“{text}” was taken for the subtitle.", None, block.place))
        else:
            return False
        return True

    def _is_subtitle(self, text: str) -> bool:
        following = self.blocks[2:5]
        named = any(
            _BY.match(b.text) or _DATE.match(b.text) or _NAMES.match(b.text) for b in following
        )
        return is_short(text, 20) and named and bool(re.match(r"[^\W\d_]", text))

    def _by(self, text: str) -> None:
        match = _NAMES.match(text) or _KOREAN.match(text)
        assert match is not None
        named = match.groupdict()
        names = re.split(
            r"\s*(?:,(?!\s*(?:[JS]r|Ph\.?D|M\.?D))|;|&|\band\b|·)\s*(?:and\s+)?", match["names"]
        )
        beside = (named.get("place") or named.get("rest") or "").strip()
        self.authors += [Author(" ".join(name.split()), beside) for name in names if name.strip()]
        joins = re.findall(r"\band\b", match["names"])
        if joins and "and" not in " ".join(names).split():
            what = "words that join the names of authors, which a theme prints"
            self.asides.append(Aside(what, " ".join(joins)))

    def _from_file(self, meta: Mapping[str, str]) -> None:
        """Fill what no words say from what the file says of itself."""
        self.from_file = {
            name
            for name, had in (("title", self.title), ("date", self.date), ("authors", self.authors))
            if not had
        }
        if not self.title and meta.get("title"):
            self.title = " ".join(meta["title"].split())
            self.doubts.append(
                Doubt(5, f"The title “{self.title}” is the one in the file's properties.")
            )
        if not self.date and iso(meta.get("date", "")):
            self.date = meta["date"]
            self.doubts.append(
                Doubt(5, f"The date, {self.date}, is the one in the file's properties.")
            )
        author = meta.get("author", "")
        if not self.authors and author and _NAMES.match(author):
            self._by(author)
            self.doubts.append(
                Doubt(5, f"The author, {author}, is the one in the file's properties.")
            )
