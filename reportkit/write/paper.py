"""Typeset a briefing as a PDF: briefing, house and theme in, one file out.

The words come from `print.html`, which extends the template of the page. Running
heads, folios and the draft's mark are drawn in the margins by the style sheet:
they are not part of the text. Dates are the briefing's, never the clock's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from xml.etree import ElementTree

from markupsafe import Markup

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
from reportkit.files import Files
from reportkit.imprint import Imprint
from reportkit.model import Artifact, Briefing, Institute, Passage, Reference, Theme
from reportkit.write.codes import quick_code
from reportkit.write.columns import with_columns
from reportkit.write.lines import balanced, loosened, with_line_breaks
from reportkit.write.press import Faces, print_document, warm_press
from reportkit.write.theme import compile_templates, render, terms, text
from reportkit.write.trees import remove

__all__ = ["page_size", "warm_paper", "write_paper"]

PAGE_SIZE = re.compile(
    r"[A-Za-z0-9]+( (portrait|landscape))?|[\d.]+(mm|cm|in|pt) [\d.]+(mm|cm|in|pt)"
)


def warm_paper(theme: Theme, fonts: Mapping[str, bytes]) -> None:
    """Load typesetter, faces, templates and style sheets before there is a briefing to set."""
    compile_templates(theme, "print.html")
    warm_press(_sheets(theme), Faces(theme.fonts, fonts))


def write_paper(
    briefing: Briefing,
    institute: Institute,
    theme: Theme,
    fonts: Mapping[str, bytes],
    files: Files,
) -> tuple[Artifact, ...]:
    """Write `<slug>.pdf`, which claims PDF/A-3a and PDF/UA-1.

    `fonts` maps the file names of `theme.fonts` to their bytes; pictures are read
    from the briefing's folder. `ReportkitError` lists what could not be set.
    """
    references = tuple(
        replace(entry, xhtml=with_line_breaks(entry.xhtml)) for entry in briefing.references
    )
    sections = tuple(
        replace(section, title=section.title and balanced(section.title))
        for section in briefing.sections
    )
    titles = (section.title or "" for section in briefing.sections)
    imprint = briefing.imprint
    html = render(
        theme,
        "print.html",
        replace(
            briefing,
            sections=sections,
            references=references,
            imprint=imprint and replace(imprint, citation=with_line_breaks(imprint.citation)),
        ),
        institute,
        passage=_passage,
        entry=_entry,
        permalink=_nothing,
        backlinks=_nothing,
        marks=_nothing,
        loose_heads=any(map(_is_loose, (briefing.short_title, *titles))),
        **_code(imprint, terms(theme, briefing.language)),
    )
    faces = Faces(theme.fonts, fonts)
    data = print_document(html, _sheets(theme), faces, files, briefing.folder)
    return (Artifact(f"{briefing.key}.pdf", data, "application/pdf"),)


def _code(imprint: Imprint | None, term: Callable[[str], str]) -> dict[str, Markup]:
    """Give the address where updates are told as a code, for whoever has but the paper."""
    if imprint is None:
        return {}
    return {"code": quick_code(imprint.latest, term("code-of").format(imprint.latest))}


def _sheets(theme: Theme) -> tuple[str, str]:
    return text(theme, "print.css"), page_size(theme)


def _passage(passage: Passage) -> Markup:
    xhtml = with_columns(passage.xhtml) if "<table" in passage.xhtml else passage.xhtml
    return Markup(with_line_breaks(xhtml))


def _entry(title: str) -> Markup:
    """Give a heading as contents repeat it: without its notes, links and ids."""
    tree = ElementTree.fromstring(f"<span>{title}</span>")
    for parent in list(tree.iter()):
        parent.attrib.pop("id", None)
        if parent.tag == "a":
            parent.tag, parent.attrib = "span", {}
        for note in parent.findall("span[@class='footnote']"):
            remove(parent, note)
    return Markup(ElementTree.tostring(tree, encoding="unicode"))


def _is_loose(title: str) -> bool:
    return loosened(title) != title


def _nothing(_: str | Reference) -> str:
    """Links that a reader clicks to copy or to go back are of no use on paper."""
    return ""


def page_size(theme: Theme) -> str:
    """Give the rule of the theme's page size; `ReportkitError` where it is none."""
    size = str(theme.settings.get("page-size", "A4"))
    if not PAGE_SIZE.fullmatch(size):
        raise ReportkitError(
            Diagnostic(
                "theme-error",
                Severity.ERROR,
                f"“{size}” is not a page size.",
                Span(f"templates/{theme.name}/theme.yaml"),
                "Write a name such as “A4”, or two lengths such as “210mm 297mm”.",
            ),
            code=ExitCode.USAGE,
        )
    return f"@page {{ size: {size} }}"
