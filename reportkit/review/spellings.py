"""Hold a briefing to one spelling of each word; a case in, findings out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from reportkit.diagnostics import Diagnostic, Span
from reportkit.review.case import Case
from reportkit.rules import finding

__all__ = ["names", "spellings"]

_WORD = re.compile(r"(?<![\w/@#.'’-])[A-Za-z][a-zA-Z]*(?:-[A-Za-z]+)*(?![\w/@]|\.\w|-)")
_FAMILIES = (
    (re.compile(r"(?<=[a-z]{3})(?:is|iz)(?=e[sdr]?$|ing$|ations?$|ers?$)"), "iz"),
    (re.compile(r"^(lab|fav|behavi|col|hon|harb|neighb|flav|rum|hum|end|vig)ou?r"), r"\1or"),
    (re.compile(r"^(cent|met|theat|fib|lit)(?:re|er)(s?)$"), r"\1er\2"),
    (re.compile(r"^(travel|cancel|label|model|signal|level|fuel)l?(ed|ing|er)"), r"\1l\2"),
    (re.compile(r"^(defen|offen|licen)[cs]e"), r"\1se"),
    (re.compile(r"^(anal|paral|catal)y[sz](e[sdr]?|ing)$"), r"\1yz\2"),
    (re.compile(r"^program(?:me)?(s?)$"), r"program\1"),
    (re.compile(r"^(arch|encyclop|pal)ae"), r"\1e"),
)
_ALWAYS_S = re.compile(
    r"(?:adv|rev|superv|telev|improv|comprom|exerc|surpr|prom|prem|rise|wise|noise|raise|praise|"
    r"dev|desp|disgu|enterpr|franch|merchand|adverti|circumc|exc|inc|chast|demise|prec|conc|expert|"
    r"prize|size|seize|citizen|capsize|disease|increase|decrease|cruise|bruise|mortise|treatise|"
    r"appraise|apprise|likewise|otherwise|cause|house|use)"
)
_NAMED = re.compile(r"(?<![\w/@#.-])[A-Za-z]+(?:-?[A-Za-z]+|-19)?(?![\w/@]|\.\w)")
_GRAMMAR = frozenset("every one all any some no none up".split())
"""Parts of compounds that are one word or two by their sense: everyday, every-day, every day."""


_NAMES = {
    name.lower().replace("-", ""): name
    for name in (
        "Wi-Fi YouTube LinkedIn GitHub PowerPoint JavaScript WhatsApp OpenAI ChatGPT TikTok WeChat "
        "PayPal iPhone iPad macOS UNESCO UNICEF NATO COVID-19 WordPress DeepMind DeepSeek"
    ).split()
}
"""Names that are often miswritten, by their letters."""


def names(case: Case) -> Iterator[Diagnostic]:
    """A name is written as its bearers write it: Wi-Fi, YouTube."""
    for passage in case.briefing.passages:
        for text in passage.prose if passage.kind not in ("code", "quotation") else ():
            for match in _NAMED.finditer(text.content):
                usual = _NAMES.get(match[0].lower().replace("-", ""), match[0])
                if usual != match[0]:
                    message = f"“{match[0]}” is written “{usual}”."
                    span = text.span(match.start())
                    yield finding("misspelt-name", message, span, extent=len(match[0]))


def spellings(case: Case) -> Iterator[Diagnostic]:
    """A word is spelt one way: solid or with a hyphen, in one English, with the same capitals.

    Only words that differ by a hyphen within, by a British or American ending, or (of
    abbreviations) by capitals are compared; a compound that is two words where it is no
    attribute is right both ways. The rarer spelling is told where it first stands.
    """
    if not case.briefing.language.startswith("en"):
        return
    places: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for passage in case.briefing.passages:
        for text in passage.prose if passage.kind not in ("code", "quotation") else ():
            for match in _WORD.finditer(text.content):
                word = match[0]
                if len(word) > 3 or not word.islower():
                    kept = _kept(word)
                    places[_folded(word)][kept].append(text.span(match.start()))
    for written in places.values():
        if len(written) > 1 and _differ(list(written)):
            yield from _told(written)


def _kept(word: str) -> str:
    """Give a word without the capital that a sentence or a title may have given it."""
    return word if re.search(r"[A-Z]", word[1:]) else word.lower()


def _folded(word: str) -> str:
    word = word.lower()
    plain = word.replace("-", "")
    for pattern, usual in _FAMILIES:
        if not (usual == "iz" and _ALWAYS_S.search(plain)):
            plain = pattern.sub(usual, plain)
    return plain


def _differ(words: list[str]) -> bool:
    """Say whether two of the words really are spelt differently, and not only inflected."""
    lower = {word.lower() for word in words}
    if len(lower) == 1:  # only capitals differ: that counts for abbreviations, “WiFi” and “WIFI”
        return sum(bool(re.search(r"[A-Z]", word[1:])) for word in words) > 1 or (
            any(re.search(r"[a-z][A-Z]", word) for word in words)
        )
    hyphened = [word for word in lower if "-" in word]
    if hyphened and any(part in _GRAMMAR for word in hyphened for part in word.split("-")):
        return False
    return (
        not all(len(word.split("-")[0]) < 2 and word[0] != "e" for word in hyphened) or not hyphened
    )


def _told(written: dict[str, list[Span]]) -> Iterator[Diagnostic]:
    ranked = sorted(written.items(), key=lambda item: (-len(item[1]), item[1][0]))
    usual, usual_places = ranked[0]
    for word, spans in ranked[1:]:
        if word.lower() == usual.lower() and not re.search(r"[A-Z]", word[1:] + usual[1:]):
            continue
        often = _times(len(spans)), _times(len(usual_places))
        message = f"“{word}” ({often[0]}) is “{usual}” elsewhere ({often[1]})."
        hint = f"Write it one way; “{usual}” stands first at {usual_places[0]}."
        yield finding("spelling-varies", message, spans[0], hint, extent=len(word))


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
