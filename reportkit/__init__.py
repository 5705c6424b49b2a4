"""reportkit: a briefing from one source, typeset as HTML and PDF.

Four verbs on one noun: **read** texts into a briefing, **resolve** its numbers,
references and citations, **review** what came of it, **write** page and paper.

    reportkit/
      __init__.py      the public names; this map
      __main__.py      `python -m reportkit`
      diagnostics.py   Span, Text, Severity, Diagnostic, Silence, ReportkitError
      rules/           every rule: its id, its severity, what it is there for
      evidence.py      the nouns of evidence: sources, what rests on them, ages
      imprint.py       the nouns of an imprint: which edition this is, what is new in it
      manuscript.py    the nouns of an author's copy: its blocks, its parts, what was set aside
      model.py         every other noun of a briefing, frozen; no behaviour beyond look-up
      history.py       the nouns of history: an edition, and what changed between two
      xhtml.py         a passage's XHTML as a tree, and back
      files/           the one door to the outside: read, list, publish, today

      read/            texts -> model: institute, sources, theme, briefing; editions
      resolve/         model -> model: numbers, citations, cross-references, charts
      review/          model -> findings: page and paper hold the same words
      write/           model -> artifacts: the page (HTML), the paper (PDF), an edition, a redline

      workers.py       child processes with limits of time and memory
      composing.py     what comes before printing: the house is read, a text resolved
      citer.py         the citation engine, in a process beside the others
      stamping.py      a resolved text -> an edition and its files
      pipeline.py      the pipeline, written once: composer and writer
      build.py         a project's briefings, each into its place
      importing/       an author's copy, made a briefing, with a proof of its words
      check.py         a project's briefings, checked and mended
      issuing.py       a briefing's next edition, all of it or nothing
      editions.py      a briefing's editions: list, give their source, cite
      redlines.py      what changed between two versions, as a page and as a PDF
      site.py          the latest edition and all before it, at their addresses
      ledger.py        the ledgers of a project: list, add, archive
      impact.py        what falls with a source, in every briefing
      starter/         a first briefing, for `reportkit new`
      doctor.py        what of the system is missing, and the command that mends it
      listings.py      rules and sources -> text, JSON, Markdown
      reports.py       findings -> text, JSON, GitHub's commands, SARIF
      links.py         whether addresses still answer: the one part that asks the web
      console.py       outcomes -> lines or JSON
      cli/             arguments -> one call of the library
      vendor/          the citation engine and the fonts, set up by `make`

Imports go one way: cli -> {reports, listings, impact, site} -> {check, ledger, editions,
importing, issuing, redlines} -> {build, links, starter, doctor, console} -> pipeline ->
citer -> {composing, stamping} -> {workers, the four verbs} -> files -> history -> model ->
{evidence, imprint, manuscript, rules} -> diagnostics. Verbs never import one another.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportkit.build import build_briefings, find_project
    from reportkit.check import Checked, check_briefings
    from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
    from reportkit.evidence import Source
    from reportkit.history import Edition
    from reportkit.imprint import Issue, Kind
    from reportkit.issuing import issue_briefing
    from reportkit.model import Briefing, Outcome, Passage, Section
    from reportkit.read.briefing import read_briefing
    from reportkit.read.editions import read_editions
    from reportkit.read.institute import read_institute
    from reportkit.read.schemas import schema
    from reportkit.redlines import make_redline
    from reportkit.site import build_sites
    from reportkit.starter import new_briefing

_HOMES = {
    "Briefing": "model",
    "Checked": "check",
    "Diagnostic": "diagnostics",
    "Edition": "history",
    "ExitCode": "diagnostics",
    "Issue": "imprint",
    "Kind": "imprint",
    "Outcome": "model",
    "Passage": "model",
    "ReportkitError": "diagnostics",
    "Section": "model",
    "Severity": "diagnostics",
    "Source": "evidence",
    "Span": "diagnostics",
    "build_briefings": "build",
    "build_sites": "site",
    "check_briefings": "check",
    "find_project": "build",
    "issue_briefing": "issuing",
    "make_redline": "redlines",
    "new_briefing": "starter",
    "read_briefing": "read.briefing",
    "read_editions": "read.editions",
    "read_institute": "read.institute",
    "schema": "read.schemas",
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: `reportkit --help` must not wait."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"reportkit.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'reportkit' has no attribute '{name}'")
