"""Hold every text of a briefing to characters that are what they seem; findings out.

Whole files are looked at: a look-alike in an address or a CSV file misleads a search, too.
Lines of plain ASCII are passed over at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reportkit.diagnostics import Diagnostic, Edit, Text
from reportkit.review.case import Case
from reportkit.review.look_alikes import SCRIPTS, described, latin_twin, script_of
from reportkit.rules import finding

__all__ = ["blank_paragraphs", "composed", "hidden_characters", "look_alikes", "typed_signs"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SYMBOLS = re.compile(r"[µμΩΔαβγδεθλπρστφχψω]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060-\u2064\u206a-\u206f\u2800"
    "\u3164\ufeff\uffa0\U000e0001-\U000e007f]"
)
_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ufe0f\u2640-\u27bf"
    "\U0001f000-\U0001faff]"
)
"""Scripts and emoji in which joiners have their work."""

_DIRECTING = re.compile("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_BLANK = re.compile(
    r"[ \t]*(?:\u00a0|&nbsp;|&#160;|&#xa0;)(?:[\s\u00a0]|&nbsp;|&#160;)*", re.IGNORECASE
)
_NUMERAL = re.compile("[\u2160-\u217f]")
_TYPED_HEAD = re.compile(r"(#{1,6}[ \t]+|)([\u2160-\u217f]+[.)]?[ \t\u00a0]+)(?=\S)")
_BULLET = re.compile(r"([ \t]*)([●•○■▪▫◦‣⁃□◆◇∙])[ \t\u00a0]*(?=\S)")
_COMPATIBLE = re.compile(
    "[\ufb00-\ufb06\u2460-\u24ff\u3200-\u32ff\u3300-\u33ff\uff21-\uff3a\uff41-\uff5a\uff10-\uff19"
    "\U0001d400-\U0001d7ff\u2024\u2025]"
)


def _lines(case: Case) -> Iterator[tuple[Text, int, str]]:
    """Give each line that is not plain ASCII: its text, its offset, its characters."""
    for text in case.briefing.texts.values():
        if text.content.isascii():
            continue
        for start, line in zip(text.starts, text.content.split("\n"), strict=True):
            if not line.isascii():
                yield text, start, line


def look_alikes(case: Case) -> Iterator[Diagnostic]:
    """A word is of one script; a letter of another that looks alike is named.

    Korean, Chinese and Japanese with Latin are as they should be, and so are Greek
    letters that stand as symbols (µm, Δt).
    """
    for text, start, line in _lines(case):
        foreign = any(script_of(c) not in (None, "LATIN") for c in line if not c.isascii())
        for match in _WORD.finditer(line) if foreign else ():
            scripts = {script for c in match[0] if (script := script_of(c))}
            if "LATIN" in scripts and len(scripts) > 1:
                yield from _mixed(text, start + match.start(), match[0])
            elif scripts and "LATIN" not in scripts and _alone(line, match):
                yield from _whole(text, start + match.start(), match[0])


def _mixed(text: Text, start: int, word: str) -> Iterator[Diagnostic]:
    foreign = [(n, c) for n, c in enumerate(word) if script_of(c) not in (None, "LATIN")]
    if all(_SYMBOLS.match(c) for _, c in foreign) and len(word) <= 4:
        return
    edits = tuple(
        Edit(text.span(start + n), c, twin) for n, c in foreign if (twin := latin_twin(c))
    )
    named = ", ".join(dict.fromkeys(described(c) for _, c in foreign))
    twins = "".join(dict.fromkeys(latin_twin(c) or "" for _, c in foreign))
    instead = f", which looks like the Latin “{twins}”" if len(edits) == len(foreign) else ""
    yield finding(
        "mixed-script",
        f"“{word}” holds the {named}{instead}.",
        text.span(start),
        "Type the letter anew: search, copying and spell-checkers miss the word.",
        extent=len(word),
        edits=edits if len(edits) == len(foreign) else (),
    )


def _alone(line: str, match: re.Match[str]) -> bool:
    """Say whether the words beside a word are Latin, or there are none of its own script."""
    before = _WORD.findall(line[max(0, match.start() - 60) : match.start()])[-2:]
    after = _WORD.findall(line[match.end() : match.end() + 60])[:2]
    beside = {script_of(c) for word in (*before, *after) for c in word}
    return "LATIN" in beside and not beside & {script_of(c) for c in match[0]}


def _whole(text: Text, start: int, word: str) -> Iterator[Diagnostic]:
    twins = [latin_twin(c) for c in word]
    if not all(twins) or (len(word) == 1 and _SYMBOLS.match(word)):
        return
    script = SCRIPTS[next(script for c in word if (script := script_of(c)))]
    latin = "".join(twin or "" for twin in twins)
    yield finding(
        "look-alike-word",
        f"“{word}” is written in {script} letters, and looks like the Latin “{latin}”.",
        text.span(start),
        "Type it anew, or mark its language: `[…]{lang=…}`.",
        extent=len(word),
    )


def hidden_characters(case: Case) -> Iterator[Diagnostic]:
    """Nothing in a text is invisible, and nothing turns its direction unseen."""
    for text, start, line in _lines(case):
        for match in _INVISIBLE.finditer(line):
            if match[0] in "\u200c\u200d" and _joins(line, match.start()):
                continue
            yield _hidden("invisible-character", text, start + match.start(), match[0])
        for match in _DIRECTING.finditer(line):
            if not _RIGHT_TO_LEFT.search(line):
                yield _hidden("bidi-control", text, start + match.start(), match[0])


def _joins(line: str, at: int) -> bool:
    return bool(_JOINING.search(line[max(0, at - 2) : at + 3]))


def _hidden(rule: str, text: Text, at: int, character: str) -> Diagnostic:
    name = unicodedata.name(character, "a character without a name").lower()
    span = text.span(at)
    message = f"Here stands U+{ord(character):04X}, {name}, which nobody sees."
    return finding(rule, message, span, "Delete it.", edits=(Edit(span, character, ""),))


def blank_paragraphs(case: Case) -> Iterator[Diagnostic]:
    """No paragraph is made of no-break spaces: distances are the theme's."""
    for text in case.briefing.texts.values():
        if not text.path.endswith(".md"):
            continue
        for start, line in zip(text.starts, text.content.split("\n"), strict=True):
            if line and not line.isspace() and "&" not in line:
                continue
            match = _BLANK.fullmatch(line)
            if match:
                span = text.span(start)
                yield finding(
                    "blank-paragraph",
                    "This paragraph holds nothing but no-break spaces.",
                    span,
                    "Delete it: the theme sets paragraphs apart.",
                    extent=len(line),
                    edits=(Edit(span, line, ""),),
                )


def typed_signs(case: Case) -> Iterator[Diagnostic]:
    """Numerals and bullets are typed as letters and Markdown; what looks so is not found."""
    for text, start, line in _lines(case):
        if not text.path.endswith(".md"):
            continue
        head, bullet = _TYPED_HEAD.match(line), _BULLET.match(line)
        if head and not head[1]:
            yield _numeral_head(text, start, head)
        if bullet:
            yield _bullet(text, start, line, bullet)
        for match in _NUMERAL.finditer(line, head.end() if head else 0):
            yield _other(text, start + match.start(), match[0], "typed-numeral", "numeral")
        for match in _COMPATIBLE.finditer(line):
            if not (bullet and bullet.start(2) == match.start()):
                yield _other(
                    text, start + match.start(), match[0], "compatibility-character", "sign"
                )


def _numeral_head(text: Text, start: int, match: re.Match[str]) -> Diagnostic:
    return finding(
        "typed-numeral",
        f"“{match[2].strip()}” is typed before what looks like a heading.",
        text.span(start),
        "Write “# ” and its words: the theme numbers headings.",
        extent=len(match[2].strip()),
        edits=(Edit(text.span(start), match[2], "# "),),
    )


def _bullet(text: Text, start: int, line: str, match: re.Match[str]) -> Diagnostic:
    before = text.content[: max(start - 1, 0)].rpartition("\n")[2]
    opens = bool(before.strip(" \t\u00a0")) and not re.match(
        r"[ \t]*(?:[-*+] |[●•○■▪▫◦‣⁃□◆◇∙])", before
    )
    span = text.span(start)
    return finding(
        "typed-bullet",
        f"The bullet “{match[2]}” is typed.",
        text.span(start + match.start(2)),
        "Begin each item of a list with “- ”.",
        edits=(Edit(span, match[0], ("\n" if opens else "") + f"{match[1]}- "),),
    )


def _other(text: Text, at: int, sign: str, rule: str, what: str) -> Diagnostic:
    plain = unicodedata.normalize("NFKC", sign)
    span = text.span(at)
    return finding(
        rule,
        f"The {what} “{sign}” (U+{ord(sign):04X}) is typed as one character.",
        span,
        f"Write “{plain}”.",
        edits=(Edit(span, sign, plain),),
    )


def composed(case: Case) -> Iterator[Diagnostic]:
    """Letters and their accents are one character each (Unicode's form C)."""
    for text, start, line in _lines(case):
        if unicodedata.is_normalized("NFC", line):
            continue
        for match in re.finditer(r"\S+", line):
            plain = unicodedata.normalize("NFC", match[0])
            if plain != match[0]:
                span = text.span(start + match.start())
                yield finding(
                    "not-composed",
                    f"“{plain}” is written with its letters taken apart.",
                    span,
                    "Type it anew, or let --fix compose it.",
                    extent=len(match[0]),
                    edits=(Edit(span, match[0], plain),),
                )
