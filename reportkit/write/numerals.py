"""Roman numerals with room for what they are: a Korean face in, a small face out.

Ⅰ and Ⅱ are characters of Korean fonts, where each fills a square, so that a
heading would read “ Ⅰ . Title”. The face that comes out has the numerals alone,
each as wide as its ink and the same margin on both sides.
"""

from __future__ import annotations

import io
from functools import lru_cache

from reportkit.model import Font

__all__ = ["FAMILY", "numerals_of"]

FAMILY = "Roman Numerals"
"""What style sheets call the face that is made."""

NUMERALS = range(0x2160, 0x2180)
MARGIN = 0.06
"""What is left free on each side, in ems."""


def numerals_of(font: Font, data: bytes) -> tuple[Font, bytes] | None:
    """Make the face of numerals that goes with `font`; None where it has no such characters."""
    made = _narrowed(data)
    if made is None:
        return None
    return Font(FAMILY, font.weight, font.style, f"numerals-{font.weight}-{font.style}.ttf"), made


@lru_cache(maxsize=8)
def _narrowed(data: bytes) -> bytes | None:
    small = _subset(data)
    if small is None:
        return None
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(small), recalcTimestamp=False)
    glyphs, metrics = font["glyf"], font["hmtx"]
    margin = round(font["head"].unitsPerEm * MARGIN)
    for name in sorted(set(font.getBestCmap().values())):
        glyph = glyphs[name]
        if glyph.numberOfContours <= 0:  # empty, or made of others
            continue
        glyph.coordinates.translate((margin - glyph.xMin, 0))
        glyph.recalcBounds(glyphs)
        metrics[name] = (glyph.xMax + margin, glyph.xMin)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _subset(data: bytes) -> bytes | None:
    """Keep the numerals alone, without composites, features and hints."""
    import uharfbuzz

    face = uharfbuzz.Face(data)
    wanted = sorted(set(face.unicodes) & set(NUMERALS))
    if not wanted or "glyf" not in face.table_tags:
        return None
    plan = uharfbuzz.SubsetInput()
    plan.sets(uharfbuzz.SubsetInputSets.UNICODE).set(set(wanted))
    plan.flags = uharfbuzz.SubsetFlags.NO_HINTING
    subset: bytes = uharfbuzz.subset(face, plan).blob.data
    return subset
