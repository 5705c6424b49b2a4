"""Every check, in a table; a case in, findings out, and an editor's silences respected."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.diagnostics import Diagnostic, Severity, Silence, Span
from reportkit.review.abbreviations import abbreviations
from reportkit.review.addresses import insecure_links, titles_and_addresses
from reportkit.review.ages import ages, undated_times
from reportkit.review.case import Case, Check
from reportkit.review.characters import (
    blank_paragraphs,
    composed,
    hidden_characters,
    look_alikes,
    typed_signs,
)
from reportkit.review.duplicates import duplicate_entries
from reportkit.review.entries import access_dates, checksums, dois, issue_dates, markup
from reportkit.review.facts import old_sources
from reportkit.review.placeholders import starter_words
from reportkit.review.silence import audible
from reportkit.review.spacing import brackets, quotation_marks, spaces
from reportkit.review.spellings import names, spellings
from reportkit.review.standing import (
    fallen_editions,
    fallen_sources,
    uncited_sources,
    undated_sources,
)
from reportkit.review.structure import figures_and_tables, front_matter, unused_files
from reportkit.review.typed_citations import typed_citations
from reportkit.review.typed_ibid import typed_ibid
from reportkit.rules import finding

__all__ = ["CHECKS", "check"]

CHECKS: tuple[Check, ...] = (
    look_alikes,
    hidden_characters,
    blank_paragraphs,
    typed_signs,
    composed,
    spaces,
    quotation_marks,
    brackets,
    access_dates,
    issue_dates,
    dois,
    checksums,
    markup,
    titles_and_addresses,
    duplicate_entries,
    insecure_links,
    typed_citations,
    typed_ibid,
    uncited_sources,
    undated_sources,
    fallen_sources,
    fallen_editions,
    old_sources,
    undated_times,
    ages,
    abbreviations,
    names,
    spellings,
    front_matter,
    figures_and_tables,
    starter_words,
    unused_files,
)

_ASKED = frozenset(("dead-link", "moved-link", "unsure-link", "private-link"))
"""Rules of which only the web can tell."""


def check(case: Case) -> tuple[Diagnostic, ...]:
    """Hold a case to every rule: what reading found and what the checks find, by place.

    What is silenced is left out; a silence that kept nothing quiet is a finding itself.
    """
    found = [*case.briefing.diagnostics]
    for function in CHECKS:
        found += function(case)
    silences = case.briefing.silences
    told = [*audible(found, silences), *_unused(found, silences)]
    return tuple(sorted(dict.fromkeys(told), key=lambda d: d.span or Span("")))


def _unused(found: list[Diagnostic], silences: tuple[Silence, ...]) -> Iterator[Diagnostic]:
    errors = {d.rule for d in found if d.severity is Severity.ERROR}
    for silence in silences:
        if any(silence.covers(d) for d in found):
            continue
        if silence.span.path == "content/institute.yaml" or silence.rule in _ASKED:
            continue  # it is there for other briefings, or for another day
        if silence.rule in errors:
            message = f"An error cannot be silenced, and “{silence.rule}” finds one."
        else:
            message = f"“{silence.rule}” finds nothing here that this could silence."
        yield finding("unused-silence", message, silence.span, "Delete it.")
