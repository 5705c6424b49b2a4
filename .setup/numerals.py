"""Set Roman numerals from a face's own letters: text faces in, small faces out.

    python .setup/numerals.py FOLDER

Ⅰ and Ⅱ are characters that Korean fonts have, where each fills a square, with
hair-thin stems; the text face has none. Here Ⅲ is the face's own I, three times,
in its weight and with its spacing. They are made once, with the fonts, and not
for every briefing. The name is their own: the face's is reserved by its licence.
"""

from __future__ import annotations

import io
import sys
import unicodedata
from pathlib import Path

import uharfbuzz
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

SIGNS = (0x20, *range(0x2160, 0x2180))
"""The numerals, and the space: one between two of them is set in their face."""

LETTERS = {code: unicodedata.normalize("NFKC", chr(code)) for code in SIGNS}
NAMES = {1: "Roman Numerals", 4: "Roman Numerals", 6: "RomanNumerals"}


def numerals(data: bytes) -> bytes:
    """Make the face of numerals that goes with a text face."""
    font = TTFont(io.BytesIO(letters_alone(data)), recalcTimestamp=False)
    letters, glyphs, drawn = font.getBestCmap(), font["glyf"], font.getGlyphSet()
    made = {}
    for code, text in LETTERS.items():
        pen, width = TTGlyphPen(None), 0
        for name in (letters[ord(letter)] for letter in text):
            drawn[name].draw(TransformPen(pen, (1, 0, 0, 1, width, 0)))
            width += font["hmtx"][name][0]
        made[code] = f"uni{code:04X}"
        glyphs[made[code]] = glyph = pen.glyph()
        glyph.recalcBounds(glyphs)
        font["hmtx"][made[code]] = (width, glyph.xMin)
    for table in font["cmap"].tables:
        table.cmap = made
    font["name"].names = []
    for identity, name in NAMES.items():
        font["name"].setName(name, identity, 3, 1, 0x409)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def letters_alone(data: bytes) -> bytes:
    """Keep the letters that numerals are made of, without features and hints."""
    plan = uharfbuzz.SubsetInput()
    plan.sets(uharfbuzz.SubsetInputSets.UNICODE).set({ord(c) for c in "".join(LETTERS.values())})
    plan.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG).set(set())
    plan.flags = uharfbuzz.SubsetFlags.NO_HINTING
    subset: bytes = uharfbuzz.subset(uharfbuzz.Face(data), plan).blob.data
    return subset


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for weight in ("400Regular", "600SemiBold"):
        face = (folder / f"SourceSerif4_{weight}.ttf").read_bytes()
        (folder / f"RomanNumerals_{weight}.ttf").write_bytes(numerals(face))
