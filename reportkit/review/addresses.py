"""Hold the addresses of a ledger and of the text against titles, and against each other."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from reportkit.diagnostics import Diagnostic, Text
from reportkit.evidence import Source
from reportkit.review.case import Case
from reportkit.rules import finding

__all__ = ["insecure_links", "titles_and_addresses"]

_SMALL = frozenset(
    """a an and are as at be but by can for from has have how in into is it its new not of on or
    over s the their this to toward towards under via was what when where which who why will with
    html htm php aspx pdf index news article articles report reports post blog""".split()
)
"""Words that a slug leaves out, adds or alters without saying anything else."""

_SHARED = 4
"""As many words of a title must stand in a slug before it counts as that title's."""

_INSECURE = re.compile(r"http://[^\s<>\"'()\[\]{}]+")


def titles_and_addresses(case: Case) -> Iterator[Diagnostic]:
    """The words of an address do not say what the title does not.

    A slug may leave words out, be cut off, or be no slug at all. Where it plainly is the
    title's, a word that it adds or puts in another's place shows that one was copied wrongly.
    """
    for source in case.briefing.sources.values():
        title, url = str(source.csl.get("title", "")), str(source.csl.get("URL", ""))
        added = _added(_words(title), _slug(url))
        if added:
            message = (
                f"The address of “{source.key}” says “{' '.join(added)}”, where its title does not."
            )
            hint = "Compare the title with that of the page."
            yield finding("url-title", message, source.place("URL"), hint)


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKD", re.sub(r"<[^>]*>|[’']s?\b", "", text)).lower()
    plain = "".join(c for c in text if not unicodedata.combining(c))
    return [word for word in re.findall(r"[a-z]+|\d+", plain) if word not in _SMALL]


def _slug(url: str) -> list[str]:
    parts = [part for part in unquote(urlsplit(url).path).split("/") if re.search("[-_]", part)]
    longest = max(parts, key=len, default="")
    words = _words(re.sub(r"\.[a-z]{2,5}$", "", longest))
    return [word for word in words if not word.isdigit()]


def _added(title: list[str], slug: list[str]) -> list[str]:
    """Give the words of `slug` that stand between the title's, in its order, and not in it."""
    matcher = difflib.SequenceMatcher(None, title, slug, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks)
    if shared < _SHARED or shared < 0.7 * len(slug):
        return []
    first, last = blocks[0], blocks[-1]
    matched = {n for block in blocks for n in range(block.b, block.b + block.size)}
    inner = range(first.b, last.b + last.size)
    added = [slug[n] for n in inner if n not in matched]
    return [] if any(_akin(word, title) for word in added) else added


def _akin(word: str, title: list[str]) -> bool:
    """Say whether a word of a slug is only another form of one in the title."""
    return bool(difflib.get_close_matches(word, [w for w in title if w != word], 1, 0.75))


def insecure_links(case: Case) -> Iterator[Diagnostic]:
    """An address begins with https: what http brings can be changed on its way."""
    for text in case.briefing.texts.values():
        if text.path.startswith("content/") and text.path.endswith(".md"):
            yield from _insecure(text)
    for source in case.briefing.sources.values():
        url = str(source.csl.get("URL", ""))
        if url.startswith("http://"):
            yield _told(url, source)


def _insecure(text: Text) -> Iterator[Diagnostic]:
    for match in _INSECURE.finditer(text.content) if "http://" in text.content else ():
        message = f"“{match[0]}” is not encrypted."
        hint = "Write https:// where the site answers to it."
        span = text.span(match.start())
        yield finding("insecure-link", message, span, hint, extent=len(match[0]))


def _told(url: str, source: Source) -> Diagnostic:
    message = f"The address of “{source.key}” is not encrypted."
    hint = "Write https:// where the site answers to it."
    return finding("insecure-link", message, source.place("URL"), hint, extent=len(url))
