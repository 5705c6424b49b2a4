"""Make Roman numerals with room for what they are: Korean faces in, small faces out.

    python .setup/numerals.py FOLDER

Ⅰ and Ⅱ are characters of Korean fonts, where each fills a square, so that a
heading would read “ Ⅰ . Title”. The faces that come out have the numerals (and a space),
each as wide as its ink and the same margin on both sides. They are made once,
with the fonts, and not for every briefing.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont

SIGNS = {0x20, *range(0x2160, 0x2180)}
"""The numerals, and the space: a space between two of them is set in their face."""
MARGIN = 0.06
"""What is left free on each side, in ems."""


def narrowed(data: bytes) -> bytes:
    """Make the face of numerals that goes with a Korean face."""
    font = TTFont(io.BytesIO(numerals_alone(data)), recalcTimestamp=False)
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


def numerals_alone(data: bytes) -> bytes:
    """Keep the numerals without composites, features and hints."""
    plan = uharfbuzz.SubsetInput()
    plan.sets(uharfbuzz.SubsetInputSets.UNICODE).set(SIGNS)
    plan.flags = uharfbuzz.SubsetFlags.NO_HINTING
    subset: bytes = uharfbuzz.subset(uharfbuzz.Face(data), plan).blob.data
    return subset


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for path in sorted(folder.glob("NotoSerifKR_*.ttf")):
        made = folder / path.name.replace("NotoSerifKR", "RomanNumerals")
        made.write_bytes(narrowed(path.read_bytes()))
