"""Cut a theme's fonts down to what a page prints: a page in, its faces and their rules out.

A face holds only the characters that stand in its weight and slant, so a style
sheet may set nothing bold or italic but what `BOLD` and `ITALIC` name.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

import uharfbuzz

from reportkit.model import Artifact, Font
from reportkit.write.woff2 import pack

__all__ = ["cut", "dress", "load_faces", "missing_glyphs"]

SHAPING = ("calt", "ccmp", "clig", "kern", "liga", "locl", "mark", "mkmk", "rclt", "rlig", "rvrn")
FEATURES = (*SHAPING, "ljmo", "tjmo", "vjmo", "lnum", "onum", "pnum", "tnum")
"""The layout features that survive: shaping, Hangul, and the four kinds of figures."""

UPRIGHT = ("vhea", "vmtx")
"""The tables of vertical lines, which a page has none of."""

BOLD = re.compile(
    r"<(h[1-6]|strong|b|th|dt"
    r"|[a-z]+(?= [^>]*class=\"[^\">]*\b(?:byline|callout-title|label|news-title|tag)\b)"
    r"|text(?= [^>]*font-weight=\"(?:bold|[6-9]00)\"))\b[^>]*>(.*?)</\1>",
    re.DOTALL,
)
ITALIC = re.compile(r"<(em|i)\b[^>]*>(.*?)</\1>", re.DOTALL)
CONTENT = re.compile(r'content:\s*"([^"]*)"')
FOLLOWER = re.compile(r'(?<=",)\s*"([^"]+)"')
TAG = re.compile(r"<[^>]*>")
SOFT = "\N{SOFT HYPHEN}"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
"""Categories of what is not drawn; private characters (Co) and unknown ones (Cn) would be."""
ALWAYS = frozenset("0123456789.-\N{HYPHEN}\N{NO-BREAK SPACE} ")
"""What a browser may draw of itself: list numbers and the hyphens of broken words."""


def missing_glyphs(text: str, fonts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Name the characters of `text` that no font has, in code-point order.

    Spaces, controls and what is never drawn (joiners, soft hyphens) do not count.
    Fonts are taken in their order, and none after the last that is needed.
    """
    wanted = {c for c in set(text) if not _unseen(c)}
    for path in fonts:
        if not wanted:
            break
        wanted -= _covered(_face(fonts[path]), wanted)
    return tuple(sorted(wanted))


def load_faces(fonts: Iterable[bytes]) -> None:
    """Load faces before there is something to look for in them."""
    for font in fonts:
        _face(font)


def cut(font: bytes, characters: Iterable[str]) -> bytes:
    """Cut a font down to `characters` and pack it as WOFF2."""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_tag, FEATURES))
    wanted.drop_table_tag_set.update(map(_tag, UPRIGHT))
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.NO_HINTING | flags.NO_BIDI_CLOSURE
    return pack(uharfbuzz.subset(_face(font), wanted).blob.data)


def dress(
    page: str, style: str, fonts: tuple[Font, ...], data: Mapping[str, bytes]
) -> tuple[str, tuple[Artifact, ...]]:
    """Give the `@font-face` rules of `page` under `style`, and the faces that they name.

    A family that `style` does not name is not used; one that follows another in a
    font stack fills in what those before it lack. A face without a character to
    draw is left out.
    """
    followers = set(FOLLOWER.findall(style))
    contexts = _contexts(page[page.find("<body") :], style)
    lacking: dict[tuple[bool, bool], set[str]] = {context: set() for context in contexts}
    rules, artifacts = [], []
    named = [font for font in fonts if f'"{font.family}"' in style]
    for font in sorted(named, key=lambda font: font.family in followers):
        context = font.weight >= 600, font.style == "italic"
        follows = font.family in followers
        wanted = lacking[context] if follows else contexts[context]
        drawn = _covered(_face(data[font.path]), wanted) if wanted else set()
        lacking[context] = wanted - drawn if follows else lacking[context] | wanted - drawn
        if drawn:
            path = f"fonts/{PurePosixPath(font.path).stem}.woff2"
            rules.append(_rule(font, path, drawn))
            artifacts.append(Artifact(path, cut(data[font.path], drawn), "font/woff2"))
    return "".join(rules), tuple(artifacts)


def _contexts(body: str, style: str) -> dict[tuple[bool, bool], set[str]]:
    """Tell the characters that stand bold, italic, both, and anywhere."""
    bold = "".join(match[1] for match in BOLD.findall(body))
    italic = "".join(match[1] for match in ITALIC.findall(body))
    both = [match[1] for match in ITALIC.findall(bold) + BOLD.findall(italic)]
    return {
        (False, False): _characters(body) | set("".join(CONTENT.findall(style))) | ALWAYS,
        (True, False): _characters(bold),
        (False, True): _characters(italic),
        (True, True): _characters("".join(both)),
    }


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _characters(markup: str) -> set[str]:
    return {c for c in set(html.unescape(TAG.sub("", markup))) if c.isprintable() or c == SOFT}


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN


@lru_cache(maxsize=16)
def _face(font: bytes) -> uharfbuzz.Face:
    """Keep a face for the next page: HarfBuzz copies the bytes, 10 ms for a Hangul font."""
    return uharfbuzz.Face(font)


def _covered(face: uharfbuzz.Face, characters: set[str]) -> set[str]:
    font = uharfbuzz.Font(face)
    return {c for c in characters if font.get_nominal_glyph(ord(c))}


def _rule(font: Font, path: str, characters: set[str]) -> str:
    return (
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};'
        f"font-style:{font.style};font-display:swap;"
        f'src:url("{path}") format("woff2");unicode-range:{_ranges(characters)}}}\n'
    )


def _ranges(characters: set[str]) -> str:
    """Write characters as CSS does: `U+20-7E,U+AC00`."""
    runs: list[list[int]] = []
    for point in sorted(map(ord, characters)):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)
