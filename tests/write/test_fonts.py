"""Promises of the fonts that a page carries."""

import io
import re

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.model import Font
from reportkit.write.fonts import cut, dress, missing_glyphs
from reportkit.write.woff2 import LOSSLESS, pack
from tests.conftest import examples
from tests.write.sample import fonts, theme

SERIF = "SourceSerif4_400Regular.ttf"
HANGUL = "NotoSerifKR_400Regular.ttf"
KNOWN = {path: sorted(TTFont(io.BytesIO(data)).getBestCmap()) for path, data in fonts().items()}


def drawn(woff2: bytes) -> set[str]:
    return {chr(point) for point in TTFont(io.BytesIO(woff2)).getBestCmap()}


def advances(woff2: bytes, text: str, features: dict[str, bool]) -> list[int]:
    font, sfnt = TTFont(io.BytesIO(woff2)), io.BytesIO()
    font.flavor = None
    font.save(sfnt)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(sfnt.getvalue())), buffer, features)
    return [position.x_advance for position in buffer.glyph_positions]


def test_a_packed_font_has_the_same_tables_when_it_is_read_back() -> None:
    for data in (fonts()[SERIF], fonts()["SourceSans3_400Regular_Italic.ttf"]):
        before = TTFont(io.BytesIO(data)).reader
        after = TTFont(io.BytesIO(pack(data))).reader
        tables = {tag: after[tag] for tag in after.keys()}  # noqa: SIM118
        marked = int.from_bytes(before["head"][16:18], "big") | LOSSLESS
        head = before["head"][:16] + marked.to_bytes(2, "big") + before["head"][18:]
        wanted = {tag: before[tag] for tag in before.keys()}  # noqa: SIM118
        assert tables == wanted | {"head": head}


@settings(max_examples=examples(40))
@given(st.sampled_from(sorted(KNOWN)), st.data())
def test_a_cut_font_draws_what_was_asked_and_nothing_else(path: str, data: st.DataObject) -> None:
    points = data.draw(st.sets(st.sampled_from(KNOWN[path]), min_size=1, max_size=80))
    characters = {chr(point) for point in points}
    assert drawn(cut(fonts()[path], characters)) == characters


def test_a_cut_font_keeps_its_four_kinds_of_figures() -> None:
    woff2 = cut(fonts()[SERIF], "0123456789")
    kinds = {
        (height, width): advances(woff2, "1140", {height: True, width: True})
        for height in ("lnum", "onum")
        for width in ("pnum", "tnum")
    }
    assert len(set(kinds["lnum", "tnum"])) == len(set(kinds["onum", "tnum"])) == 1
    assert len({tuple(advance) for advance in kinds.values()}) >= 3


def test_a_cut_font_keeps_its_kerning_and_its_ligatures() -> None:
    woff2 = cut(fonts()[SERIF], "AVfi")
    assert sum(advances(woff2, "AV", {})) < sum(advances(woff2, "AV", {"kern": False}))
    assert len(advances(woff2, "fi", {"liga": False})) == 2


def test_the_same_cut_gives_the_same_bytes() -> None:
    assert cut(fonts()[HANGUL], "물때 Ⅰ") == cut(fonts()[HANGUL], reversed("물때 Ⅰ"))


def test_a_character_that_no_font_has_is_named() -> None:
    assert missing_glyphs("Ink \N{SOFT HYPHEN}\u200b물 Ⅰ\n అ 🎉🎉", fonts()) == ("అ", "🎉")


def test_no_font_is_opened_that_is_not_needed() -> None:
    class Once(dict[str, bytes]):
        def __getitem__(self, path: str) -> bytes:
            assert path == SERIF
            return fonts()[path]

    assert missing_glyphs("Plain words.", Once.fromkeys(fonts(), b"")) == ()


def test_a_face_holds_the_characters_of_its_weight_and_slant() -> None:
    page = '<body class="not words"><h2>Ab</h2><p>cd<em>e</em> <strong>f<em>g</em></strong>물</p>'
    style = 'p{font-family:"Source Serif 4","Noto Serif KR"}q::before{content:"»"}'
    faces = tuple(f for f in theme().fonts if f.family != "Source Sans 3")
    always = "\N{NO-BREAK SPACE} -.0123456789\N{HYPHEN}"
    rules, artifacts = dress(page, style, faces, fonts())
    assert {artifact.path: drawn(artifact.data) for artifact in artifacts} == {
        "fonts/SourceSerif4_400Regular.woff2": set("Abcdefg»" + always),
        "fonts/SourceSerif4_400Regular_Italic.woff2": set("eg"),
        "fonts/SourceSerif4_600SemiBold.woff2": set("Abfg"),
        "fonts/SourceSerif4_600SemiBold_Italic.woff2": set("g"),
        "fonts/NotoSerifKR_400Regular.woff2": set("물"),
    }
    assert rules.splitlines()[-1] == (
        '@font-face{font-family:"Noto Serif KR";font-weight:400;font-style:normal;'
        'font-display:swap;src:url("fonts/NotoSerifKR_400Regular.woff2") format("woff2");'
        "unicode-range:U+BB3C}"
    )


STYLE = 'h1{font-family:"Source Serif 4"}'


BOLD_RULE = re.compile(r"([^{}]+)\{[^{}]*?(?:font-weight|font): ?(?:600|bold)\b[^{}]*\}")
SHEETS = sorted(path for path in theme().texts if path.endswith(".css") and "print" not in path)


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_a_style_sheet_sets_bold_the_bold_face_has(sheet: str) -> None:
    css = re.sub(r"/\*.*?\*/", "", theme().texts[sheet], flags=re.DOTALL)
    selectors = ",".join(BOLD_RULE.findall(css)).split(",")
    lacking = []
    for selector in filter(str.strip, selectors):
        tag, *classes = selector.split()[-1].split(".")
        page = f'<body><{tag or "p"} class="{" ".join(classes)}">Q</{tag or "p"}>'
        made = dress(page, 'p{font-family:"Source Sans 3"}', theme().fonts, fonts())[1]
        bold = [a for a in made if "SemiBold." in a.path]
        lacking += [] if bold and "Q" in drawn(bold[0].data) else [selector.strip()]
    assert lacking == []


def test_ranges_of_characters_are_written_short() -> None:
    font = Font("Source Serif 4", 600, "normal", SERIF)
    rules, _ = dress("<body><h1>abc &amp; xé</h1>", STYLE, (font,), fonts())
    assert rules.endswith("unicode-range:U+20,U+26,U+61-63,U+78,U+E9}\n")
