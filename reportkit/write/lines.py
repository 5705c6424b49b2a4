"""Say where lines of printed text may end: XHTML in, the same words out.

Addresses break where their parts do, never with a hyphen that is not theirs
(Chicago Manual of Style, 17th ed., 14.18), and in the last resort anywhere, as
do words that are longer than a line. No line ends behind an initial, none begins
with “%” or “»”, and none holds a paragraph's last syllables alone.
"""

from __future__ import annotations

import re

__all__ = ["balanced", "bound", "loosened", "on_page", "with_line_breaks"]

WBR = r"<wbr */>"
"""What breaks addresses on a page."""

ADDRESS = re.compile(
    r">((?:https?://|www\.|mailto:|doi:|10\.\d{4,}/|(?=[^<\s]{31})[\w.+-]+@[\w-]+\.)"
    rf"(?:[^<\s]|{WBR})+)<"
)
PART = re.compile(r"(?<=[^/:])(?=[.?#~%@])|(?<=[/&=_,;-])(?![/]|$)", re.ASCII)
LONGEST = 30
"""The characters of a part that may stay together."""

INITIAL = re.compile(r"(?<=\b[A-Z]\.)\s(?=[A-Z])")
CLOSED = r"(?:</(?!(?:p|li|dd|t\w+)\b)[^<>]*>)*"
"""Ends of elements within a line. WeasyPrint breaks badly at a tie that stands before a start."""

SIGNS = "%‰«»‹›"
SIGN = re.compile(
    r"<(code|kbd|pre|svg)\b.*?</\1>|<[^>]*>|(?<=\d) (?=[%‰])|(?<=[«‹]) (?=[^<])| (?=[»›])",
    re.DOTALL,
)
"""A blank beside a sign that belongs to a figure or to a word, and what is left as it is."""
XREF = re.compile(r'<a class="xref"(?=[^<>]*>[^ <>“]*</a>)')
"""A cross-reference by number. Lines may end behind the stop of “Section Ⅰ.2”."""

IN_WORD = r"[^\s<>/\u2013\u2014\u200b\u2e80-\ufaff-]"
"""What no line ends beside; Korean and its neighbours may break nearly anywhere."""
LONG_WORD = 40
LONG = re.compile(
    rf"<(pre|svg)\b.*?</\1>|<[^>]*>|(?<!{IN_WORD})({IN_WORD}{{{LONG_WORD},}})\xa0?", re.DOTALL
)
"""A word that is longer than any to be hyphenated, and what is left as it is."""

END = re.compile(rf"\s(?=(?:[^<>]{CLOSED}){{1,8}}(?:</(?:p|li|dd)>|\Z))")
TITLE_END = re.compile(r" (?=[^<>]{1,14}$)")
GLOSS = re.compile(r'<span lang="ko"(?=>[^\s<]{2,12}</span>)')
"""A short Korean word among others: outside Korean text, Hangul breaks anywhere."""
LAST = re.compile(r"(?<=\s)([^\s<>]{9,30})(?=</(?:p|li|dd)>)")
"""A paragraph's last word, of which a hyphen would leave half on a line of its own."""

TIE = "\N{NO-BREAK SPACE}"
BREAK = "\N{ZERO WIDTH SPACE}"
"""Where a line may end. It draws nothing, and a PDF's text holds none; a `wbr` does the same,
but is set as a box of its own, and an address would be a score of them."""

LINE_END = re.compile("[\n\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")


def with_line_breaks(xhtml: str) -> str:
    """Mark where addresses may break, and make the author's own line ends spaces.

    WeasyPrint keeps line ends that stand in a note, and takes no separators; `pre` keeps its own.
    """
    if "<pre" not in xhtml:
        xhtml = LAST.sub(r'<span class="word">\1</span>', bound(LINE_END.sub(" ", xhtml)))
        xhtml = GLOSS.sub('<span lang="ko" class="word"', xhtml)
    marked = ADDRESS.sub(lambda found: f">{_parts(re.sub(WBR, '', found[1]))}<", xhtml)
    return loosened(re.sub(WBR, BREAK, marked))


def on_page(xhtml: str) -> str:
    """Set the lines of a page, whose addresses break at their `wbr`: ties, and long words."""
    return loosened(bound(xhtml))


def bound(xhtml: str) -> str:
    """Tie what one line holds: initials and names, figures and signs, a paragraph's last words."""
    if any(sign in xhtml for sign in SIGNS):
        xhtml = SIGN.sub(lambda found: TIE if found[0] == " " else found[0], xhtml)
    xhtml = XREF.sub('<a class="xref word"', xhtml)
    return END.sub(TIE, INITIAL.sub(TIE, xhtml))


def loosened(xhtml: str) -> str:
    """Mark words that may break anywhere, for they are longer than a line can be expected to be.

    What was tied to one is let go: WeasyPrint would have it run over the edge.
    """
    words = xhtml.replace("<", " ").replace(">", " ").split()
    if max(map(len, words), default=0) < LONG_WORD:
        return xhtml  # as nearly all are, and told sooner
    return LONG.sub(_marked, xhtml)


def _marked(found: re.Match[str]) -> str:
    if not found[2]:
        return found[0]
    return f'<span class="long">{found[2]}</span>{" " if found[0].endswith(TIE) else ""}'


def balanced(title: str) -> str:
    """Tie the last words of a heading: if it takes two lines, the second is no stump."""
    return loosened(TITLE_END.sub(TIE, title))


def _parts(address: str) -> str:
    """Break an address; its entities (`&amp;`) stay whole."""
    signs = re.findall(r"&[a-z]+;|&#\w+;|.", address)
    plain = "".join("&" if len(sign) > 1 else sign for sign in signs)
    breaks = {match.start() for match in PART.finditer(plain)}
    marked, since = [], 0
    for index, sign in enumerate(signs):
        if index and (index in breaks or since == LONGEST):
            marked.append(BREAK)
            since = 0
        marked.append(sign)
        since += 1
    return "".join(marked)
