"""The parts of a copy in, `briefing.yaml`'s values out; what is wanting is made up and told."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from reportkit.manuscript import Aside, Author, Doubt, Parts, words_of
from reportkit.model import Institute, Person
from reportkit.read.bibliography.names import name_of
from reportkit.read.copy.dates import iso
from reportkit.review.authorship import folded
from reportkit.review.lost_words import shared

__all__ = ["Front", "Wishes", "front_of"]

_TITLES = re.compile(
    r"^(?:(?:Dr|Prof|Professor|Mr|Ms|Mrs|Amb|Ambassador)\.?\s+)+|,?\s+(?:Ph\.?\s?D|M\.?D)\.?$"
)
_ABSTRACT = 90
"""So many words of the first paragraph stand in for an abstract that is wanting."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the editor says of a briefing where the copy may not: it wins over the copy."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    series: str | None = None
    today: str = ""


@dataclass(slots=True)
class Front:
    """The values of `briefing.yaml`, the copy's words that they hold, and what was said of it."""

    values: dict[str, Any] = field(default_factory=dict)
    kept: Counter[str] = field(default_factory=Counter)
    asides: list[Aside] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def keep(self, name: str, typed: str, value: Any) -> None:  # noqa: ANN401 (what YAML can hold)
        """Set a value; what of `typed` it does not hold is set aside."""
        self.values[name] = value
        self.account(typed, value, f"words beside “{name}”")

    def account(self, typed: str, value: Any, what: str) -> None:  # noqa: ANN401
        """Count the words of `typed` that `value` holds; set the others aside as `what`."""
        held = shared(typed, value)
        self.kept += held
        left = Counter(words_of(typed)) - held
        if left:
            self.asides.append(Aside(what, " ".join(left.elements())))


def front_of(parts: Parts, note: str, slug: str, institute: Institute, wishes: Wishes) -> Front:
    """Give the values; `note` is the starred note as Markdown."""
    front = Front()
    _title(front, parts, slug, wishes)
    front.values["authors"] = _authors(front, parts, institute, wishes)
    _date(front, parts, wishes)
    _series(front, parts, institute, wishes)
    if parts.keywords:
        front.keep("keywords", " ".join(parts.keywords), list(parts.keywords))
    _abstract(front, parts)
    if parts.editors_note:
        front.keep("editors-note", parts.editors_note, parts.editors_note)
    if note:
        front.keep("note", "".join(run.text for run in parts.note), note)
    _colophon(front, parts, institute)
    return front


def _title(front: Front, parts: Parts, slug: str, wishes: Wishes) -> None:
    if wishes.title:
        front.values["title"] = wishes.title
        if parts.title and folded(parts.title) != folded(wishes.title):
            front.account(parts.title, wishes.title, "the copy's own title")
        else:
            front.kept += shared(parts.title, wishes.title)
    elif "title" in parts.from_file and parts.title:
        front.values["title"] = parts.title
    elif parts.title:
        front.keep("title", parts.title, parts.title)
    else:
        front.values["title"] = slug.replace("-", " ").capitalize()
        front.doubts.append(
            Doubt(
                9,
                "The copy has no title; one was made of the briefing's name.",
                "Write it, or use `--title`.",
                None,
                "briefing.yaml",
            )
        )
    if parts.subtitle:
        front.keep("subtitle", parts.subtitle, parts.subtitle)


def _authors(front: Front, parts: Parts, institute: Institute, wishes: Wishes) -> list[Any]:
    authors = parts.authors
    if wishes.authors:
        for author in authors:
            if not any(folded(author.name) == folded(name) for name in wishes.authors):
                told = f"{author.name} {author.affiliation} {author.biography}"
                front.asides.append(Aside("authors whom `--author` left out", told))
        by_name = {folded(author.name): author for author in authors}
        authors = tuple(by_name.get(folded(name), Author(name)) for name in wishes.authors)
    if not authors:
        message = "The copy names no author; “Unknown” stands there."
        hint = "Write who wrote it, or use `--author`."
        front.doubts.append(Doubt(9, message, hint, None, "briefing.yaml"))
        return [{"family": "Unknown"}]
    return [_author(front, author, institute) for author in authors]


def _author(front: Front, author: Author, institute: Institute) -> Any:  # noqa: ANN401 (a key or a mapping)
    name = _TITLES.sub("", author.name)
    if name != author.name:
        front.asides.append(
            Aside(
                "titles of people",
                " ".join((Counter(words_of(author.name)) - Counter(words_of(name))).elements()),
            )
        )
    known = next(((k, p) for k, p in institute.people.items() if _is(name, p, k)), None)
    if known:
        key, person = known
        front.account(
            name, [person.given, person.family, person.native, key], "authors as they are typed"
        )
        whole = (
            author.affiliation in ("", person.affiliation, person.role)
        ) and author.biography in ("", person.biography)
        if whole:
            front.kept += shared(
                f"{author.affiliation} {author.biography}",
                [person.affiliation, person.role, person.biography],
            )
            return key
        message = (
            f"{person.name} is “{key}” in institute.yaml, with other words; "
            "the copy's own stand here."
        )
        front.doubts.append(
            Doubt(6, message, f"Write “{key}” for the institute's.", None, "briefing.yaml")
        )
        values = _record(person)
    else:
        values = {k: v for k, v in _named(name, front).items() if k in ("given", "family")}
        front.kept += shared(name, values)
        message = f"{name} is not among the institute's people."
        front.doubts.append(
            Doubt(
                3,
                message,
                "Add them to institute.yaml, if they write again.",
                None,
                "briefing.yaml",
            )
        )
    return _described(front, author, values)


def _described(front: Front, author: Author, values: dict[str, Any]) -> dict[str, Any]:
    """Add what the copy says of an author."""
    for name in ("affiliation", "biography"):
        if said := getattr(author, name):
            values[name] = said
            front.kept.update(words_of(said))
    return values


def _is(name: str, person: Person, key: str) -> bool:
    forms = {person.name, f"{person.family} {person.given}", key, person.native or ""}
    return folded(name) in {folded(form) for form in forms if form}


def _record(person: Person) -> dict[str, Any]:
    names = ("given", "family", "native", "affiliation", "role", "email", "orcid")
    return {name: value for name in names if (value := getattr(person, name))}


def _named(name: str, front: Front) -> dict[str, str]:
    """Give given and family name; one in capitals is written as a name is."""
    if re.fullmatch(r"[가-힣]{2,4}", name):
        cut = 2 if len(name) == 4 else 1
        front.asides.append(Aside("names as they are typed", name))
        return {"given": name[cut:], "family": name[:cut]}
    made = name_of(name)
    if "literal" in made:
        return {"family": made["literal"]}
    if particle := made.pop("non-dropping-particle", ""):
        made["family"] = f"{particle} {made['family']}"
    if made["family"].isupper() and len(made["family"]) > 2:
        front.asides.append(Aside("names as they are typed", made["family"]))
        made["family"] = "-".join(part.capitalize() for part in made["family"].split("-"))
    return made


def _date(front: Front, parts: Parts, wishes: Wishes) -> None:
    typed = iso(parts.date)
    day = wishes.date or (typed if len(typed) == 10 else f"{typed}-01" if len(typed) == 7 else "")
    if not day:
        day = wishes.today
        front.doubts.append(
            Doubt(
                8,
                f"The copy has no date; today's stands there: {day}.",
                "Write the day of publication, or use `--date`.",
                None,
                "briefing.yaml",
            )
        )
    elif len(typed) == 7 and not wishes.date:
        front.doubts.append(
            Doubt(
                6,
                f"The copy says “{parts.date}”; the first of the month stands there.",
                None,
                None,
                "briefing.yaml",
            )
        )
    front.values["date"] = datetime.date.fromisoformat(day)
    if parts.date and "date" not in parts.from_file:
        front.asides.append(Aside("dates, which briefing.yaml says in numbers", parts.date))


def _series(front: Front, parts: Parts, institute: Institute, wishes: Wishes) -> None:
    by_name = {s.type: key for key, s in institute.series.items()}
    by_name |= {f"{s.tag} {s.type}": key for key, s in institute.series.items()}
    key = wishes.series or by_name.get(parts.series)
    if key is None:
        key = next(iter(institute.series), "series")
        message = f"The copy names no series; the institute's first stands there: {key}."
        front.doubts.append(
            Doubt(6, message, "Write another, or use `--series`.", None, "briefing.yaml")
        )
    front.values["series"] = key


def _abstract(front: Front, parts: Parts) -> None:
    if parts.abstract:
        front.keep("abstract", parts.abstract, parts.abstract)
        return
    first = next((b.text for b in parts.body if b.kind == "paragraph" and b.text.strip()), "")
    words = re.sub(r"\s*\([^()]*\b\d{4}[^()]*\)", "", first).split()
    end = max(
        (n for n, w in enumerate(words[:_ABSTRACT], 1) if w.endswith((".", "?", "!"))),
        default=_ABSTRACT,
    )
    front.values["abstract"] = " ".join(words[:end]) or front.values["title"]
    front.doubts.append(
        Doubt(
            7,
            "The copy has no abstract; the beginning of its text stands there.",
            "Write 60 to 120 words for catalogues.",
            None,
            "briefing.yaml",
        )
    )


def _colophon(front: Front, parts: Parts, institute: Institute) -> None:
    if parts.typesetter:
        typed = parts.typesetter
        found = next(
            (
                (k, p)
                for k, p in institute.people.items()
                if folded(typed).startswith(folded(p.name))
            ),
            None,
        )
        if found:
            key, person = found
            front.values["typeset-by"] = key
            front.account(
                typed,
                [person.given, person.family, person.role, person.affiliation],
                "words beside the typesetter's name",
            )
        else:
            message = (
                f"“{typed}” is none of the institute's people: the colophon does not name them."
            )
            front.doubts.append(
                Doubt(
                    5,
                    message,
                    "Add them to institute.yaml, and write typeset-by here.",
                    None,
                    "briefing.yaml",
                )
            )
            front.asides.append(Aside("typesetters whom institute.yaml does not know", typed))
    if parts.inquiries:
        front.keep("inquiries", parts.inquiries, parts.inquiries)
