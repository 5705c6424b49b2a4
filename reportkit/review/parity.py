"""The proof that page and paper hold the same words in the same order.

Both are read back from the files as written, not from what they were made of. A
space in the one must be a space, a line's end or a gap in the other; a hyphen at
a line's end may be the typesetter's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pypdfium2

from reportkit.diagnostics import Diagnostic, Severity
from reportkit.model import Briefing
from reportkit.review.page_words import Words, hidden_texts, page_words, parse_page
from reportkit.review.paper_words import BREAK, HYPHEN, PaperWords, paper_words

__all__ = ["PageRead", "Proof", "compare_words", "read_page"]

NONE = Words("", ())
HYPHENS = "-\u2010\u2011\u2013"
PLAIN = re.compile(f"[^{BREAK}{HYPHEN}{re.escape(HYPHENS)}]+")
"""What is on the page as it is in the PDF; where it is not, sign by sign tells where."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How many words page and paper share, or what tells them apart."""

    words: int
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRead:
    """The words of a page: its running text and its notes, or why they prove nothing.

    A `fault` is a sentence, and the place on the page that it is about.
    """

    text: Words = NONE
    notes: Words = NONE
    fault: tuple[str, str] | None = None


def read_page(page: bytes | None, styles: tuple[str, ...]) -> PageRead:
    """Read the words of `page` (HTML, UTF-8) with its style sheets: what they hide is a fault."""
    root = parse_page(page) if page else None
    if root is None:
        return PageRead(fault=("The page is missing, empty, or not HTML.", ""))
    text, notes = page_words(root)
    if not text.text:
        return PageRead(fault=("The page holds no words.", ""))
    if hidden := next(hidden_texts(root, styles), None):
        sentence = (
            f"The style sheet hides words of the page: “{hidden.words} …” "
            f"(`{hidden.selector}` says `{hidden.declaration}`)."
        )
        return PageRead(fault=(sentence, hidden.place))
    return PageRead(text, notes)


def compare_words(briefing: Briefing, page: PageRead, paper: bytes | None) -> Proof:
    """Compare the words of `page` and of `paper` (PDF) of one briefing.

    The first difference is an error `parity`, placed at the passage in which it stands.
    """
    report = _Report(briefing)
    if page.fault:
        return report.fail(*page.fault)
    if not paper:
        return report.fail("The PDF is missing or empty.", "")
    try:
        text, notes, unseen = paper_words(paper)
    except pypdfium2.PdfiumError:
        return report.fail("The PDF cannot be read.", "")
    if unseen:
        return report.fail(f"The PDF draws words that nobody can see: “{unseen[0]}”.", "")
    for web, print_ in ((page.text, text), (page.notes, notes)):
        if difference := first_difference(web, print_):
            return report.fail(*difference)
    return Proof(len(page.text.text.split()) + len(page.notes.text.split()))


@dataclass(frozen=True, slots=True)
class _Report:
    briefing: Briefing

    def fail(self, message: str, place: str) -> Proof:
        spans = {p.key: p.span for p in self.briefing.passages}
        spans |= {s.key: s.span for s in self.briefing.sections}
        span = spans.get(place, self.briefing.span)
        hint = "Page and PDF must hold the same words: look at the theme's templates and styles."
        return Proof(0, (Diagnostic("parity", Severity.ERROR, message, span, hint),))


def first_difference(page: Words, paper: PaperWords) -> tuple[str, str] | None:
    """Name the first place in which the two texts differ: a sentence, and the page's place."""
    web, print_ = _normal(page.text), _normal(paper.text)
    at, other = _walk(web, print_)
    if at is None:
        return None
    sentence = (
        f"The page and the PDF differ: the page says “{_words_at(web, at)}”, "
        f"page {paper.page(other)} of the PDF says “{_words_at(print_, other)}”."
    )
    return sentence, page.place(at)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _walk(web: str, print_: str) -> tuple[int | None, int]:
    """Go along both texts; give the offsets of the first difference, or (None, end)."""
    at = other = 0
    while other < len(print_):
        alike = PLAIN.match(print_, other)
        if alike and web.startswith(alike[0], at):
            at, other = at + len(alike[0]), alike.end()
            continue
        sign = print_[other]
        following = web[at] if at < len(web) else ""
        if sign == following:
            at += 1
        elif sign == HYPHEN or sign in HYPHENS:
            if following and following in HYPHENS:
                at += 1
            elif sign != HYPHEN and not _ends_line(print_, other):
                return at, other
        elif sign == BREAK:
            if following == " ":
                at += 1
        elif following == " " and other and print_[other - 1] in (BREAK, HYPHEN):
            at += 1
            continue
        else:
            return at, other
        other += 1
    return (None, other) if at >= len(web.rstrip()) else (at, other)


def _ends_line(print_: str, other: int) -> bool:
    return print_[other + 1 : other + 2] in (BREAK, "")


def _words_at(text: str, offset: int) -> str:
    clean = str.maketrans({BREAK: " ", HYPHEN: "-"})
    start = max(text.rfind(" ", 0, max(offset - 24, 0)), 0)
    excerpt = " ".join(text[start : offset + 48].translate(clean).split())
    return f"… {excerpt} …" if excerpt else "nothing more"
