"""Charts: a Vega-Lite specification in a figure's `data-spec` in, an inline SVG out.

Vega-Lite would fetch addresses, follow the machine's time zone and measure type
with whatever fonts there are: the data are inline or refused, the zone is UTC,
the fonts are the theme's.
"""

from __future__ import annotations

import difflib
import functools
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

from reportkit.diagnostics import Diagnostic, Severity
from reportkit.model import Briefing, Passage, Theme
from reportkit.resolve.drawing import clean, describe
from reportkit.resolve.markup import change_passages, parse, serialise

__all__ = ["draw"]

VERSION = "5.21"
"""The Vega-Lite that draws; another may set a tick elsewhere."""

MARKS = frozenset(
    {"arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "geoshape", "line"}
    | {"point", "rect", "rule", "square", "text", "tick", "trail"}
)
"""What may be drawn: every mark of Vega-Lite but `image`."""

_BARRED = {
    "url": "takes its data from an address; name a file of the briefing",
    "href": "makes links of its marks",
    "sequence": "makes up data of its own",
    "usermeta": "carries settings for other programs",
}
_LOCALES = {"ko": "ko-KR"}


class _RefusedError(Exception):
    """A chart that is not drawn; says why, as the end of a sentence."""


def draw(briefing: Briefing, theme: Theme, font_folder: str) -> Briefing:
    """Draw every chart, `theme.settings["chart"]` being Vega-Lite's `config`.

    `font_folder` is the folder of the theme's faces, for measuring. A chart that
    cannot be drawn is an error `broken-chart`, and its figure keeps caption and data.
    """
    problems: list[Diagnostic] = []

    def change(passage: Passage) -> Passage:
        if "data-spec" not in passage.xhtml:
            return passage
        tree = parse(passage.xhtml)
        for figure in tree.iter("figure"):
            if figure.get("data-spec") is not None:
                problems.extend(_drawn(figure, passage, briefing.language, theme, font_folder))
        return replace(passage, xhtml=serialise(tree))

    changed = change_passages(briefing, change)
    return replace(changed, diagnostics=(*briefing.diagnostics, *problems))


def _drawn(
    figure: ET.Element, passage: Passage, language: str, theme: Theme, font_folder: str
) -> Iterator[Diagnostic]:
    try:
        spec = json.loads(figure.attrib.pop("data-spec"))
        _check(spec)
        svg = _svg(spec, _config(theme), language, font_folder)
        name = figure.get("id", passage.key)
        title, description = _words(spec, "title"), _words(spec, "description")
        drawing = describe(clean(parse(svg), name), name, title, description, _families(theme))
    except (_RefusedError, ValueError) as error:
        yield Diagnostic(
            "broken-chart",
            Severity.ERROR,
            f"The chart “{figure.get('id', passage.key)}” cannot be drawn: {_reason(error)}.",
            passage.span,
        )
    else:
        figure.insert(0, drawing)


def _words(spec: Mapping[str, Any], key: str) -> str:
    value = spec.get(key)
    value = value.get("text", "") if isinstance(value, Mapping) else value
    words = " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    if not words.strip():
        raise _RefusedError(f"it has no “{key}”")
    return words


def _check(spec: Any) -> None:  # noqa: ANN401
    """Refuse what reaches outside or names no mark; data as such are not looked into."""
    if not isinstance(spec, Mapping):
        raise _RefusedError("its specification is not a mapping")
    for key, value in _settings(spec):
        if key in _BARRED:
            raise _RefusedError(f"“{key}” {_BARRED[key]}")
        if key == "mark":
            _check_mark(value.get("type") if isinstance(value, Mapping) else value)


def _settings(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield key, part
            if key not in ("values", "datasets"):
                yield from _settings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _settings(part)


def _check_mark(mark: object) -> None:
    if mark not in MARKS:
        near = difflib.get_close_matches(str(mark), MARKS, 1)
        hint = f" (did you mean “{near[0]}”?)" if near else ""
        raise _RefusedError(f"no mark is called “{mark}”{hint}")


def _families(theme: Theme) -> str:
    """Name the chart's family, then the theme's others: one has the Latin, another the Hangul."""
    chosen = theme.settings.get("chart", {}).get("font")
    families = dict.fromkeys((chosen, *(font.family for font in theme.fonts)))
    return ", ".join(f"'{family}'" for family in families if family) or "sans-serif"


def _config(theme: Theme) -> dict[str, Any]:
    """Give Vega-Lite's `config`, with a family that it can measure.

    It reads families as unquoted CSS, and does not find one with a word that
    begins with a digit (“Source Sans 3”): then the sans that it brings along.
    """
    config = dict(theme.settings.get("chart") or {})
    family = str(config.get("font", "0"))
    measurable = all(word[:1].isalpha() for word in family.split())
    return config | {"font": family if measurable else "Liberation Sans"}


def _svg(spec: Mapping[str, Any], config: dict[str, Any], language: str, font_folder: str) -> str:
    locale = _LOCALES.get(language.split("-")[0])
    drawn = {key: value for key, value in spec.items() if key not in ("id", "caption", "$schema")}
    with _utc():
        svg: str = _converter(font_folder).vegalite_to_svg(
            json.dumps(drawn),
            vl_version=VERSION,
            config=config,
            allowed_base_urls=[],
            format_locale=locale,
            time_format_locale=locale,
        )
    return svg


@functools.cache
def _converter(font_folder: str) -> Any:  # noqa: ANN401
    # 40 MB and a second V8: only for who draws.
    import vl_convert

    vl_convert.register_font_directory(font_folder)
    return vl_convert


@contextmanager
def _utc() -> Iterator[None]:
    """Draw dates as they are written: “2011-12-01” is read as UTC, but shown in local time."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before


def _reason(error: Exception) -> str:
    """Give Vega's own words without its stack: “Error: Invalid field type "x".”."""
    if isinstance(error, _RefusedError):
        return str(error)
    lines = [line.strip() for line in str(error).splitlines()]
    said = next((line for line in lines[1:] if line), lines[0] if lines else "")
    kind, _, words = said.partition(": ")
    if kind == "TypeError" or not words:
        return "Vega-Lite finds something missing or misspelt in it"
    return f"Vega-Lite says “{words[:200].rstrip('.')}”"
