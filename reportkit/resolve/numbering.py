"""Numerals of sections: a briefing in, the same with `Section.number` set.

Numerals are derived from the theme and never typed. They carry their stop
(“Ⅱ.”); a reference to the section prints them without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from reportkit.diagnostics import Diagnostic, ReportkitError, Severity, Span
from reportkit.model import Briefing, Section, Theme

__all__ = ["UNNUMBERED", "number", "roman"]

UNNUMBERED = frozenset({"introduction", "references", "notes", "acknowledgements"})
"""Keys of sections that have no numeral, nor has anything below them."""

_FORMS: tuple[str, ...] = ("", *"ⅠⅡⅢⅣⅤⅥⅦⅧⅨ")
_LETTERS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def number(briefing: Briefing, theme: Theme) -> Briefing:
    """Number the sections as `theme.numbering` says, each level anew below its parent.

    The introduction and sections with a key of `UNNUMBERED` have no numeral.
    A level for which the theme names no numeral has none.
    """
    return replace(briefing, sections=tuple(_numbered(briefing.sections, theme)))


def _numbered(sections: tuple[Section, ...], theme: Theme) -> Iterator[Section]:
    counts: list[int] = []
    barred: int | None = None
    for section in sections:
        if barred is not None and section.level <= barred:
            barred = None
        if section.title is None or section.key in UNNUMBERED:
            barred = section.level
        if barred is not None:
            yield replace(section, number=None)
            continue
        del counts[section.level :]
        counts += [0] * (section.level - len(counts))
        counts[-1] += 1
        yield replace(section, number=_numeral(theme, section.level, counts[-1]))


def _numeral(theme: Theme, level: int, count: int) -> str | None:
    kind = theme.numbering[level - 1] if level <= len(theme.numbering) else "none"
    if kind == "none":
        return None
    if kind not in _NUMERALS:
        known = ", ".join((*_NUMERALS, "none"))
        raise ReportkitError(
            Diagnostic(
                "unknown-numeral",
                Severity.ERROR,
                f"No numeral is called “{kind}”.",
                Span(f"templates/{theme.name}/theme.yaml"),
                f"There are: {known}.",
            )
        )
    return f"{_NUMERALS[kind](count)}."


def roman(count: int) -> str:
    """Write 1 to 3999: “Ⅳ” and “ⅩⅣ” in Unicode's Number Forms, from 40 on “XL” in letters.

    Korean fonts have Ⅰ to Ⅹ and no more of them.
    """
    if count < 40:
        return "Ⅹ" * (count // 10) + _FORMS[count % 10]
    letters = ""
    for worth, letter in _LETTERS:
        letters += letter * (count // worth)
        count %= worth
    return letters


_NUMERALS: Mapping[str, Callable[[int], str]] = {"roman": roman, "decimal": str}
