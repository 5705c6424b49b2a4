"""An entry of the copy and the source that stands for it in, the words that only the entry had out.

The source may be the institute's, one of `--bibliography`, or the first of two entries: what
it does not say is set aside, so that an editor can take it over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from reportkit.evidence import Source
from reportkit.importing.keys import Ledger
from reportkit.manuscript import Aside, Doubt, Entry
from reportkit.review.lost_words import shared

__all__ = ["kept_of", "replaced"]


def kept_of(entry: Entry, source: Source) -> Counter[str]:
    """Count the words of an entry that its source says; dates in numbers of two digits, too."""
    said = [source.csl, *_dates(source.csl)]
    return shared(entry.text, entry.csl) & shared(entry.text, said)


def replaced(ledger: Ledger, sources: Mapping[str, Source]) -> Iterator[Aside]:
    """Give the words of entries that their source says otherwise or not at all; tell them."""
    for entry, found in ledger.entries:
        source = sources[found.key]
        left = shared(entry.text, entry.csl) - kept_of(entry, source)
        if not left:
            continue
        words = " ".join(left.elements())
        ledger.doubts.append(
            Doubt(
                6,
                f"The copy's entry says what “{source.key}” does not: {words[:120]}.",
                "Add it to that source, if it is wanted; it stands below.",
                entry.place,
            )
        )
        what = "words of references that the ledger's own entry says otherwise"
        yield Aside(what, words, entry.place)


def _dates(csl: Mapping[str, Any]) -> Iterator[str]:
    for name in ("issued", "accessed"):
        date = csl.get(name)
        for parts in date.get("date-parts", ()) if isinstance(date, Mapping) else ():
            yield from (f"{part:02}" for part in parts if isinstance(part, int))
