"""Sections without keys in, sections as nouns out: every id of a briefing is one of a kind.

An author's own ids are claimed first, in order, so that no key which is made of
words can take one away; of an id that stands twice the first one keeps it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from xml.etree.ElementTree import Element

from reportkit.diagnostics import Span
from reportkit.model import Passage, Section
from reportkit.read.desk import Draft, slug
from reportkit.read.sanitise import clean
from reportkit.read.sections import SectionDraft
from reportkit.read.texts import Findings
from reportkit.read.tree import serialise, words

__all__ = ["named", "passage"]

_RESERVED = frozenset({"introduction", "main", "note", "references", "contents", "notes"})
_RESERVED_BEGINNINGS = ("ref-", "cite-", "fn-", "fnref-")
_ID = re.compile(r"[^\W_][\w:.-]*")


def named(drafts: list[SectionDraft], findings: Findings) -> tuple[Section, ...]:
    """Give every section and passage its key."""
    taken: dict[str, Span] = {name: Span("") for name in _RESERVED}
    for draft in drafts:
        if draft.key and not _claim(draft.key, draft.key_span, taken, findings):
            draft.key = None
        for part in draft.drafts:
            _claim_all(part, taken, findings)
    return tuple(_section(draft, taken, findings) for draft in drafts)


def _claim(key: str, span: Span, taken: dict[str, Span], findings: Findings) -> bool:
    if not _ID.fullmatch(key):
        message = f"“{key}” cannot be an id."
        findings.error("invalid-id", message, span, "Use letters, digits and “-”.")
    elif key in _RESERVED or key.startswith(_RESERVED_BEGINNINGS):
        message = f"The id “{key}” is used by the page itself."
        findings.error("reserved-id", message, span, "Choose another.")
    elif key in taken:
        hint = f"It stands first at {taken[key]}."
        findings.error("duplicate-id", f"The id “{key}” stands here a second time.", span, hint)
    else:
        taken[key] = span
        return True
    return False


def _claim_all(draft: Draft, taken: dict[str, Span], findings: Findings) -> None:
    for node in draft.element.iter():
        key = node.get("id")
        if key is None or node.get("class") == "footnote":
            continue
        span = draft.place.find(f"#{key}", f"id: {key}", key)
        if not _claim(key, span, taken, findings):
            del node.attrib["id"]


def _section(draft: SectionDraft, taken: dict[str, Span], findings: Findings) -> Section:
    if draft.title is None:
        key = "introduction"
    else:
        key = draft.key or _free(slug(draft.words) or "section", draft.place.span, taken)
    return Section(
        key=key,
        level=draft.level,
        title=draft.title,
        span=draft.place.span,
        passages=tuple(_passage(part, taken, findings) for part in draft.drafts),
        prose=draft.prose,
        age=draft.age,
        named=draft.title is not None and draft.key is not None,
    )


def _passage(draft: Draft, taken: dict[str, Span], findings: Findings) -> Passage:
    key = draft.element.get("id")
    if key is not None:
        return replace(passage(draft, key, findings), named=True)
    return passage(draft, _free(_words_key(draft.element), draft.place.span, taken), findings)


def passage(draft: Draft, key: str, findings: Findings) -> Passage:
    """Make a passage of a draft, with `key` as the id of its root."""
    draft.element.set("id", key)
    xhtml = clean(serialise(draft.element), draft.place, findings)
    return Passage(
        key,
        draft.kind,
        xhtml,
        draft.place.span,
        draft.citations,
        draft.references,
        draft.prose,
        draft.age,
    )


def _words_key(root: Element) -> str:
    found = islice(re.finditer(r"\w+(?:[’'.-]\w+)*", words(root)[:400]), 5)
    first = [match[0] for match in found]
    return f"p-{slug(' '.join(first))}" if first else "p"


def _free(key: str, span: Span, taken: dict[str, Span]) -> str:
    number, answer = 1, key
    while answer in taken or answer.startswith(_RESERVED_BEGINNINGS):
        number += 1
        answer = f"{key}-{number}" if answer in taken else f"s-{key}"
        key = key if answer != f"s-{key}" else answer
    taken[answer] = span
    return answer
