"""An edition that was written is read as it was; whatever was done to one is found and named."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import ReportkitError, Span
from reportkit.evidence import Age, Archived, Period, Source, Status
from reportkit.files import Memory
from reportkit.history import SUMS, Edition, Gone, Predecessor
from reportkit.imprint import Imprint, Kind, News, Notice
from reportkit.model import (
    Briefing,
    Citation,
    CitationItem,
    Institute,
    Passage,
    Person,
    Reference,
    Section,
    Series,
)
from reportkit.read.editions import read_edition, read_editions
from reportkit.write.edition import write_edition

WORDS = st.text(max_size=12)
MAYBE = st.none() | WORDS
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1))
SPANS = st.builds(Span, WORDS, st.integers(1, 999), st.integers(1, 99))
PEOPLE = st.builds(Person, WORDS, WORDS, WORDS, *([MAYBE] * 6))
PERIODS = st.builds(Period, st.integers(1, 99), st.sampled_from(["day", "week", "month", "year"]))
AGES = st.builds(
    Age, SPANS, *([st.none() | DAYS] * 3), review_every=st.none() | PERIODS
)  # fmt: skip
ITEMS = st.builds(CitationItem, WORDS, SPANS, WORDS, WORDS, MAYBE, MAYBE, st.booleans())
CITATIONS = st.builds(Citation, st.lists(ITEMS, max_size=2).map(tuple), st.booleans())
PASSAGES = st.builds(
    Passage, WORDS, WORDS, WORDS, SPANS, st.lists(CITATIONS, max_size=2).map(tuple),
    st.lists(SPANS, max_size=2).map(tuple), age=st.none() | AGES, named=st.booleans(),
)  # fmt: skip
SECTIONS = st.builds(
    Section, WORDS, st.integers(1, 3), MAYBE, SPANS, st.lists(PASSAGES, max_size=2).map(tuple),
    MAYBE, age=st.none() | AGES, named=st.booleans(),
)  # fmt: skip
CSL = st.dictionaries(
    WORDS,
    st.recursive(
        WORDS | st.integers(-(2**53), 2**53) | st.booleans() | st.none(),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
        max_leaves=4,
    ),
    max_size=3,
)
SOURCES = st.builds(
    Source, WORDS, CSL, SPANS, st.sampled_from(Status),
    st.none() | st.builds(Archived, MAYBE, MAYBE, MAYBE), st.dictionaries(WORDS, SPANS, max_size=2),
)  # fmt: skip
SHARES = st.floats(0, 1)
NEWS = st.builds(
    News, WORDS, SHARES, st.lists(st.tuples(WORDS, SHARES), max_size=2).map(tuple),
    st.lists(WORDS, max_size=2).map(tuple), st.lists(WORDS, max_size=2).map(tuple),
)  # fmt: skip
IMPRINTS = st.builds(
    Imprint, st.just("1.0"), st.sampled_from(Kind), DAYS, DAYS, DAYS, DAYS, WORDS, WORDS, WORDS,
    WORDS, st.lists(st.builds(Notice, WORDS, DAYS, WORDS, WORDS), max_size=2).map(tuple), MAYBE,
    st.none() | NEWS,
)  # fmt: skip
BRIEFINGS = st.builds(
    Briefing, st.just("b"), WORDS, WORDS, MAYBE, st.lists(PEOPLE, max_size=2).map(tuple), DAYS,
    st.builds(Series, WORDS, WORDS, WORDS), MAYBE, MAYBE, st.lists(WORDS, max_size=2).map(tuple),
    WORDS, WORDS, MAYBE, st.none() | PASSAGES, MAYBE, MAYBE, st.none() | PEOPLE, MAYBE, SPANS,
    st.lists(SECTIONS, max_size=2).map(tuple), st.dictionaries(WORDS, SOURCES, max_size=2),
    st.lists(
        st.builds(Reference, WORDS, WORDS, st.lists(WORDS, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    age=st.none() | AGES, imprint=IMPRINTS,
)  # fmt: skip
INSTITUTES = st.builds(
    Institute, WORDS, WORDS, MAYBE, WORDS, WORDS, MAYBE, *([WORDS] * 4),
    st.dictionaries(WORDS, PEOPLE, max_size=2),
    st.dictionaries(WORDS, st.builds(Series, WORDS, WORDS, WORDS), max_size=2),
    WORDS, WORDS, MAYBE, MAYBE,
)  # fmt: skip
EDITIONS = st.builds(
    Edition, BRIEFINGS, INSTITUTES, st.dictionaries(WORDS, WORDS, max_size=3),
    st.lists(st.builds(Gone, WORDS, WORDS, WORDS, WORDS), max_size=2).map(tuple),
    st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
    st.none() | st.builds(Predecessor, WORDS, WORDS),
)  # fmt: skip

FOLDER = "content/b/editions"


def stored(edition: Edition, kept: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    made = write_edition(edition, kept or {"b.pdf": b"%PDF"})
    return {f"{FOLDER}/{edition.number}/{artifact.path}": artifact.data for artifact in made}


@given(EDITIONS)
def test_an_edition_is_read_as_it_was_written(edition: Edition) -> None:
    files = Memory(dict(stored(edition)))
    assert read_edition(files, "b", "1.0") == edition


@given(EDITIONS)
def test_the_same_edition_gives_the_same_bytes(edition: Edition) -> None:
    assert stored(edition) == stored(dataclasses.replace(edition))


def plain(number: str = "1.0", day: int = 18, before: Predecessor | None = None) -> Edition:
    date = datetime.date(2024, 7, day)
    kind = Kind.INITIAL if number == "1.0" else Kind.UPDATE
    imprint = Imprint(number, kind, date, date, date, date, "s", "u", "u")
    institute = Institute(
        "I", "I", None, "a", "t", None, "e", "u", "b", "c", {}, {}, "eai", "en", None, None
    )
    span = Span("content/b/briefing.yaml")
    briefing = Briefing(
        "b", "T", "T", None, (), date, Series("s", "S", "S"), None, None, (), "a", "en", None,
        None, None, None, None, None, span, (), {}, imprint=imprint,
    )  # fmt: skip
    return Edition(briefing, institute, {}, predecessor=before)


def history() -> dict[str, bytes]:
    """Give two editions as they lie on a disk."""
    first = stored(plain())
    sums = hashlib.sha256(first[f"{FOLDER}/1.0/{SUMS}"]).hexdigest()
    return {**first, **stored(plain("1.1", 20, Predecessor("1.0", sums)))}


def told(texts: Mapping[str, bytes]) -> str:
    with pytest.raises(ReportkitError) as refusal:
        read_editions(Memory(dict(texts)), "b")
    return "\n".join(map(str, refusal.value.diagnostics))


def test_editions_come_in_the_order_of_their_numbers() -> None:
    assert [e.number for e in read_editions(Memory(dict(history())), "b")] == ["1.0", "1.1"]


RESTORE = "\n  hint: Bring back the file that was issued, from version control or a backup."


@pytest.mark.parametrize("name", ["edition.json", "b.pdf"])
def test_one_byte_that_changed_is_found_and_its_file_named(name: str) -> None:
    path = f"{FOLDER}/1.0/{name}"
    texts = history()
    for place in range(0, len(texts[path]), 97):
        changed = bytearray(texts[path])
        changed[place] ^= 1
        assert told({**texts, path: bytes(changed)}) == (
            f"{path}:1:1: error[edition-damaged]: This file is not the one that was issued: "
            f"its SHA-256 is another.{RESTORE}"
        )


def without(name: str) -> dict[str, bytes]:
    return {path: data for path, data in history().items() if path != f"{FOLDER}/{name}"}


def renamed(old: str, new: str) -> dict[str, bytes]:
    return {path.replace(f"/{old}/", f"/{new}/"): data for path, data in history().items()}


def resummed(texts: dict[str, bytes], number: str) -> dict[str, bytes]:
    """Give files whose sums somebody has made anew."""
    top = f"{FOLDER}/{number}/"
    names = sorted(path for path in texts if path.startswith(top) and not path.endswith(SUMS))
    lines = (f"{hashlib.sha256(texts[p]).hexdigest()}  {p.removeprefix(top)}\n" for p in names)
    return {**texts, f"{top}{SUMS}": "".join(lines).encode()}


def edited(number: str, change: Callable[[dict[str, object]], object]) -> dict[str, bytes]:
    texts = history()
    path = f"{FOLDER}/{number}/edition.json"
    record = json.loads(texts[path])
    change(record)
    return resummed({**texts, path: json.dumps(record).encode()}, number)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (without("1.0/b.pdf"),
         f"{FOLDER}/1.0/b.pdf:1:1: error[edition-damaged]: This file of the edition is missing."
         f"{RESTORE}"),
        (without(f"1.0/{SUMS}"),
         f"{FOLDER}/1.0/{SUMS}:1:1: error[edition-damaged]: This file of the edition is missing."
         f"{RESTORE}"),
        ({**history(), f"{FOLDER}/1.0/note.txt": b"x"},
         f"{FOLDER}/1.0/note.txt:1:1: error[edition-damaged]: This file is no part of the edition "
         "that was issued.\n  hint: Move it elsewhere."),
        ({**history(), f"{FOLDER}/draft/x": b"x"},
         f"{FOLDER}/draft:1:1: error[edition-number]: “draft” is not the number of an edition.\n"
         "  hint: Only what `reportkit issue` made belongs here: move it elsewhere."),
        ({**history(), f"{FOLDER}/1.1/{SUMS}": b"one\ntwo\n"},
         f"{FOLDER}/1.1/{SUMS}:1:1: error[edition-damaged]: This line is not a digest and a path."
         f"{RESTORE}"),
        ({p: d for p, d in history().items() if "/1.0/" not in p},
         f"{FOLDER}/1.1/edition.json:1:1: error[edition-order]: Edition 1.0 is missing: before "
         f"edition 1.1, none stands there.{RESTORE}"),
        (renamed("1.1", "1.2"),
         f"{FOLDER}/1.2/edition.json:1:1: error[edition-order]: This is edition 1.1, in the folder "
         f"of 1.2.{RESTORE}"),
        (edited("1.1", lambda record: record.update(format=9)),
         f"{FOLDER}/1.1/edition.json:1:1: error[edition-format]: This edition has the form 9; this "
         "reportkit knows 1.\n  hint: Bring reportkit up to date."),
        (edited("1.0", lambda record: record["edition"]["terms"].update(x="y")),  # type: ignore[index]
         f"{FOLDER}/1.0/{SUMS}:1:1: error[edition-damaged]: Edition 1.0 is not the one that "
         f"edition 1.1 followed.{RESTORE}"),
        (edited("1.1", lambda record: record["edition"]["briefing"]["imprint"]  # type: ignore[index]
                .update(issued="2024-07-01")),
         f"{FOLDER}/1.1/edition.json:1:1: error[edition-order]: Edition 1.1 was issued before "
         f"edition 1.0.{RESTORE}"),
        (edited("1.1", lambda record: record["edition"].pop("briefing")),  # type: ignore[attr-defined]
         f"{FOLDER}/1.1/edition.json:1:1: error[edition-damaged]: This edition cannot be read: "
         f"Object missing required field `briefing` - at `$.edition`.{RESTORE}"),
        (resummed({**history(), f"{FOLDER}/1.1/edition.json": b"{"}, "1.1"),
         f"{FOLDER}/1.1/edition.json:1:1: error[edition-damaged]: This edition cannot be read: "
         f"Input data was truncated.{RESTORE}"),
    ],
)  # fmt: skip
def test_what_was_done_to_an_edition_is_said_in_a_sentence(
    texts: dict[str, bytes], message: str
) -> None:
    assert told(texts) == message


def test_a_briefing_without_editions_has_none() -> None:
    assert read_editions(Memory({"content/b/briefing.yaml": ""}), "b") == ()
