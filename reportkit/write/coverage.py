"""Find what no font can draw: a briefing and a theme's fonts in, diagnostics with places out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from reportkit.diagnostics import Diagnostic, Severity, Span
from reportkit.model import Briefing, Institute
from reportkit.write.fonts import missing_glyphs

__all__ = ["check_glyphs"]


def check_glyphs(
    briefing: Briefing, institute: Institute, fonts: Mapping[str, bytes]
) -> tuple[Diagnostic, ...]:
    """Report each place with a character that no font has (rule `missing-glyph`)."""
    texts = list(_texts(briefing, institute))
    if not missing_glyphs("".join(text for _, text in texts), fonts):
        return ()
    begun = [span for span, _ in texts]
    return tuple(
        _missing(_place(character, span, begun, briefing), character)
        for span, text in texts
        for character in missing_glyphs(text, fonts)
    )


def _place(character: str, span: Span, begun: Sequence[Span], briefing: Briefing) -> Span:
    """Give where a character stands in what begins at `span`; that, where it is not written so."""
    text = briefing.texts.get(span.path)
    start = text.offset(span) if text else None
    if text is None or start is None:
        return span
    others = (text.offset(other) for other in begun)
    end = min((o for o in others if o is not None and o > start), default=len(text.content))
    at = text.content.find(character, start, end)
    return span if at < 0 else text.span(at)


def _texts(briefing: Briefing, institute: Institute) -> Iterator[tuple[Span, str]]:
    yield Span("content/institute.yaml"), f"{institute!r}"
    people = (*briefing.authors, briefing.typeset_by)
    titles = (briefing.title, briefing.short_title, briefing.subtitle, briefing.number)
    lines = (briefing.topic, briefing.editors_note, briefing.inquiries, briefing.license)
    yield briefing.span, "".join(map(str, (*titles, *lines, *briefing.keywords, *people)))
    for section in briefing.sections:
        yield section.span, f"{section.number} {section.title}"
    for passage in briefing.passages:
        yield passage.span, passage.xhtml
    for reference in briefing.references:
        yield briefing.sources[reference.key].span, reference.xhtml


def _missing(span: Span, character: str) -> Diagnostic:
    name = unicodedata.name(character, "a character without a name")
    return Diagnostic(
        "missing-glyph",
        Severity.ERROR,
        f"No font of the theme can draw “{character}” (U+{ord(character):04X}, {name}).",
        span,
        "Write it otherwise, or add a font that has it to theme.yaml.",
    )
