"""Typeset a redline as a PDF: what changed between two versions in, one file out.

It is read without colour: what was inserted is underlined, what was deleted struck
through, each begins with its sign and has a bar in the margin. To a screen reader the
tags say where an insertion or a deletion begins and ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import commonpath, relpath
from xml.etree import ElementTree

from markupsafe import Markup

from reportkit.files import Files
from reportkit.history import Redline
from reportkit.model import Artifact, Institute, Theme
from reportkit.write.columns import with_columns
from reportkit.write.lines import with_line_breaks
from reportkit.write.paper import page_size
from reportkit.write.press import Faces, print_document, warm_press
from reportkit.write.redline_parts import paper_name
from reportkit.write.redline_text import Look, fill_redline
from reportkit.write.theme import compile_templates, text

__all__ = ["warm_redline_paper", "write_redline_paper"]


def warm_redline_paper(theme: Theme, fonts: Mapping[str, bytes]) -> None:
    """Load typesetter, faces, templates and style sheets before there is a redline to set."""
    compile_templates(theme, "redline-print.html")
    warm_press(_sheets(theme), Faces(theme.fonts, fonts))


def write_redline_paper(
    redline: Redline,
    institute: Institute,
    theme: Theme,
    fonts: Mapping[str, bytes],
    files: Files,
) -> tuple[Artifact, ...]:
    """Write `<slug>-<old>..<new>.pdf`, which claims PDF/A-3a and PDF/UA-1.

    Pictures are read below the folder of each version. `ReportkitError` lists what could
    not be set.
    """
    versions = redline.old.folder, redline.new.folder
    above = commonpath(versions)
    old, new = (relpath(folder, above) if folder != above else "" for folder in versions)
    look = Look((old, new), _html, wide=False, folds=None)
    html = fill_redline(redline, institute, theme, "redline-print.html", look)
    faces = Faces(theme.fonts, fonts)
    data = print_document(html, _sheets(theme), faces, files, above)
    return (Artifact(paper_name(redline), data, "application/pdf"),)


def _sheets(theme: Theme) -> tuple[str, str, str]:
    return text(theme, "print.css"), text(theme, "redline-print.css"), page_size(theme)


def _html(root: ElementTree.Element, side: str) -> Markup:
    return Markup("").join(Markup(with_line_breaks(_block(child))) for child in root)


def _block(block: ElementTree.Element) -> str:
    if block.find(".//table") is not None or block.tag == "table":
        xhtml = ElementTree.tostring(block, encoding="unicode")
        block = ElementTree.fromstring(with_columns(xhtml))
    return ElementTree.tostring(block, encoding="unicode", method="html")
