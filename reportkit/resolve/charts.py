"""Charts: a Vega-Lite specification in a figure's `data-spec` in, an inline SVG out.

Vega-Lite would fetch addresses, follow the machine's time zone, and hang or crash
on a careless number: the data are inline or refused, the zone is UTC, and it
runs in a process of its own (`vega.py`) with limits.
"""

from __future__ import annotations

import difflib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from reportkit.diagnostics import Diagnostic, Severity
from reportkit.model import Briefing, Passage, Theme
from reportkit.resolve.drawing import clean, describe
from reportkit.resolve.passages import change_passages
from reportkit.xhtml import parse, serialise

__all__ = ["draw"]

SECONDS = 20
"""How long a briefing's charts may take together, or one of them alone."""

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
_STOPPED = "it takes too long, or too much memory"


class _RefusedError(Exception):
    """A chart that is not drawn; says why, as the end of a sentence."""


def draw(briefing: Briefing, theme: Theme, font_folder: str) -> Briefing:
    """Draw every chart, `theme.settings["chart"]` being Vega-Lite's `config`.

    `font_folder` is the folder of the theme's faces, for measuring. A chart that
    cannot be drawn is an error `broken-chart`, and its figure keeps caption and data.
    """
    trees = {p.key: parse(p.xhtml) for p in briefing.passages if "data-spec" in p.xhtml}
    charts = [
        _Chart(figure, passage, json.loads(figure.attrib.pop("data-spec")))
        for passage in briefing.passages
        if passage.key in trees
        for figure in trees[passage.key].iter("figure")
        if figure.get("data-spec") is not None
    ]
    if not charts:
        return briefing
    config, locale = _config(theme), _LOCALES.get(briefing.language.split("-")[0])
    fit = [chart for chart in charts if chart.passes()]
    requests = [{"spec": c.drawable(), "config": config, "locale": locale} for c in fit]
    for chart, answer in zip(fit, _convert(requests, font_folder), strict=True):
        chart.take(answer, _families(theme))
    drawn = change_passages(
        briefing,
        lambda p: replace(p, xhtml=serialise(trees[p.key])) if p.key in trees else p,
    )
    problems = tuple(chart.problem for chart in charts if chart.problem)
    return replace(drawn, diagnostics=(*briefing.diagnostics, *problems))


@dataclass(slots=True)
class _Chart:
    """A figure on its way: it takes its drawing, or there is a problem to tell of."""

    figure: ET.Element
    passage: Passage
    spec: Any
    problem: Diagnostic | None = None

    @property
    def name(self) -> str:
        return self.figure.get("id", self.passage.key)

    def passes(self) -> bool:
        try:
            _check(self.spec)
        except _RefusedError as error:
            self.refuse(str(error))
        return self.problem is None

    def drawable(self) -> dict[str, Any]:
        ours = ("id", "caption", "$schema")
        return {key: value for key, value in self.spec.items() if key not in ours}

    def take(self, answer: Mapping[str, str], family: str) -> None:
        if "svg" not in answer:
            self.refuse(_reason(answer["error"]))
            return
        title, description = _words(self.spec, "title"), _words(self.spec, "description")
        svg = clean(parse(answer["svg"]), self.name)
        self.figure.insert(0, describe(svg, self.name, title, description, family))

    def refuse(self, reason: str) -> None:
        message = f"The chart “{self.name}” cannot be drawn: {reason}."
        self.problem = Diagnostic("broken-chart", Severity.ERROR, message, self.passage.span)


def _words(spec: Mapping[str, Any], key: str) -> str:
    value = spec.get(key)
    value = value.get("text", "") if isinstance(value, Mapping) else value
    words = " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return words.strip()


def _check(spec: Any) -> None:  # noqa: ANN401
    """Refuse what reaches outside or names no mark; data as such are not looked into."""
    if not isinstance(spec, Mapping):
        raise _RefusedError("its specification is not a mapping")
    for key in ("title", "description"):
        if not _words(spec, key):
            raise _RefusedError(f"it has no “{key}”")
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
    words = str(config.get("font", "")).split()
    measurable = words and all(word[0].isalpha() for word in words)
    return config | {"font": " ".join(words) if measurable else "Liberation Sans"}


def _convert(requests: list[dict[str, Any]], font_folder: str) -> list[dict[str, str]]:
    """Let Vega-Lite draw all charts in one process; if that fails, each in its own."""
    if not requests:
        return []
    # Dates are read as UTC but shown in local time: only there “2011-12-01” is that day.
    surroundings = os.environ | {"TZ": "UTC", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(__file__).with_name("vega.py"))],
            input=json.dumps({"fonts": font_folder, "charts": requests}),
            capture_output=True,
            encoding="utf-8",
            env=surroundings,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        done = None
    if done is not None and done.returncode == 0:
        answers: list[dict[str, str]] = json.loads(done.stdout)
        return answers
    if len(requests) > 1:
        return [_convert([request], font_folder)[0] for request in requests]
    return [{"error": _STOPPED}]


def _reason(error: str) -> str:
    """Give Vega's own words without its stack: “Error: Invalid field type "x".”."""
    if error == _STOPPED:
        return error
    lines = [line.strip() for line in error.splitlines()]
    said = next((line for line in lines[1:] if line), lines[0] if lines else "")
    kind, _, words = said.partition(": ")
    if kind == "TypeError" or not words:
        return "Vega-Lite finds something missing or misspelt in it"
    return f"Vega-Lite says “{words[:200].rstrip('.')}”"
