"""Hold a briefing to its parts: front matter, figures and tables, files; findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.diagnostics import Diagnostic, Span
from reportkit.review.case import Case
from reportkit.rules import finding

__all__ = ["figures_and_tables", "front_matter", "unused_files"]

_ABSTRACT, _NOTE, _KEYWORDS = 150, 130, 10
"""The most words of abstract and editor's note, and keywords, that catalogs take whole."""

_MARKED = re.compile(r'<(figure|div)(?=[^>]*\bclass="(?:figure|chart|table))[^>]*\bid="([^"]+)"')
_REFERRED = re.compile(r'(?:data-ref="|href="#)([^"]+)"')
_POOR = re.compile(
    r"\s*(?:(?:an? )?(?:image|picture|photo|photograph|graphic|figure|chart) of\b.*|"
    r"[\w-]+\.(?:png|jpe?g|svg|gif|webp)|image|picture|photo|figure|chart|logo)\s*",
    re.IGNORECASE,
)
_IMAGE = re.compile(r'<img\b[^>]*\balt="([^"]*)"')


def front_matter(case: Case) -> Iterator[Diagnostic]:
    """Editor's note, keywords and abstract are there, and of a length that catalogs take."""
    briefing, span = case.briefing, case.briefing.span
    if not briefing.editors_note:
        hint = "Add “editors-note: …”: one paragraph that says who argues what."
        yield finding("missing-editors-note", "This briefing has no editor's note.", span, hint)
    if not briefing.keywords:
        hint = "Add “keywords: […]”, for catalogs and search engines."
        yield finding("missing-keywords", "This briefing has no keywords.", span, hint)
    elif len(briefing.keywords) > _KEYWORDS:
        message = f"There are {len(briefing.keywords)} keywords; {_KEYWORDS} are enough."
        yield finding("too-many-keywords", message, span)
    texts = (("abstract", briefing.abstract, _ABSTRACT), ("editors-note", _plain(case), _NOTE))
    for name, words, most in texts:
        count = _count(words, briefing.language)
        if count > most:
            what = "abstract" if name == "abstract" else "editor's note"
            place = briefing.front[name].span(0) if name in briefing.front else span
            message = f"The {what} has {count} words; {most} are enough."
            yield finding(f"long-{name}", message, place, "Shorten it.")


def _plain(case: Case) -> str:
    return re.sub(r"<[^>]*>", "", case.briefing.editors_note or "")


def _count(text: str, language: str) -> int:
    """Count words; in Korean, two syllables or so make what is one in English."""
    return len(text.split()) if not language.startswith(("ja", "zh")) else len(text) // 2


def figures_and_tables(case: Case) -> Iterator[Diagnostic]:
    """The text refers to every figure and table, and alternative texts say what is seen."""
    referred = {
        key for passage in case.briefing.passages for key in _REFERRED.findall(passage.xhtml)
    }
    for passage in case.briefing.passages:
        for _tag, key in _MARKED.findall(passage.xhtml):
            if key not in referred and key.startswith(("fig-", "tbl-")):
                kind = "table" if key.startswith("tbl-") else "figure"
                message = f"Nothing in the text refers to this {kind}."
                hint = f"Write “@{key}” where readers should look at it."
                yield finding(f"unreferenced-{kind}", message, passage.span, hint)
        for words in _IMAGE.findall(passage.xhtml):
            if _POOR.fullmatch(words):
                message = f"The alternative text “{words}” does not say what is seen."
                yield finding("poor-alt", message, passage.span, "Say what a reader would miss.")


def unused_files(case: Case) -> Iterator[Diagnostic]:
    """Everything in a briefing's folder is used by it."""
    for path in case.unused:
        if path.endswith(".md") and path.count("/") == 2:
            continue  # `unlisted-section` tells it
        message = "Nothing in the briefing uses this file."
        yield finding("unused-file", message, Span(path), "Delete it, or use it.")
