"""Write a redline as a web page: what changed between two versions in, a folder's files out.

On a wide page before and after stand side by side, on a narrow one in one text. What
only repeats or leads about (the columns, the list, the links from change to change)
carries `data-chrome`. Nothing that stayed the same is left out: long stretches are folded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from markupsafe import Markup

from reportkit.files import Files
from reportkit.history import ChangeKind, Redline
from reportkit.model import Artifact, Institute, Theme
from reportkit.write.fonts import dress, load_faces
from reportkit.write.passages import fitted, pictures
from reportkit.write.pictures import media_type
from reportkit.write.redline_marks import AFTER, BEFORE
from reportkit.write.redline_parts import paper_name
from reportkit.write.redline_text import Look, fill_redline
from reportkit.write.theme import compile_templates, text

__all__ = ["warm_redline_page", "write_redline_page"]

FOLDED_FROM = 60
"""The words from which a stretch that stayed the same is folded."""

NAMERS = ("caption", "figcaption", "summary")
"""What names a table, a figure or data: two columns would have two of one name."""


def warm_redline_page(theme: Theme, fonts: Mapping[str, bytes]) -> None:
    """Compile the theme's templates, and load its faces, before there is a redline."""
    compile_templates(theme, "redline-page.html")
    load_faces(fonts[font.path] for font in theme.fonts)


def write_redline_page(
    redline: Redline,
    institute: Institute,
    theme: Theme,
    fonts: Mapping[str, bytes],
    files: Files,
    *,
    with_paper: bool = True,
) -> tuple[Artifact, ...]:
    """Write `index.html` and all that it needs; the page works from any folder.

    Pictures are read below the folder of each version, and stand below `before/` and
    `after/`. `ReportkitError` where the theme's templates fail or a picture is missing.
    """
    look = Look((BEFORE, AFTER), _html, wide=True, folds=FOLDED_FROM)
    paper = paper_name(redline) if with_paper else None
    page = fill_redline(redline, institute, theme, "redline-page.html", look, paper=paper)
    styles = text(theme, "page.css"), text(theme, "redline.css")
    rules, faces = dress(page, "".join(styles), theme.fonts, fonts)
    return (
        Artifact("index.html", page.encode(), "text/html"),
        Artifact("page.css", (rules + styles[0]).encode(), "text/css"),
        Artifact("redline.css", styles[1].encode(), "text/css"),
        Artifact("redline.js", text(theme, "redline.js").encode(), "text/javascript"),
        *faces,
        *_pictures(redline, files),
    )


def _html(root: Element, side: str) -> Markup:
    marks = [(parent, m) for parent in root.iter() for m in parent if "data-said" in m.attrib]
    for parent, mark in marks:
        _say(parent, mark)
    for namer in [element for element in root.iter() if side and element.tag in NAMERS]:
        said = Element("span", {"class": "said", "data-chrome": ""})
        said.text, said.tail, namer.text = f"{side}: ", namer.text, None
        namer.insert(0, said)
    return Markup("").join(fitted(child) for child in root)


def _say(parent: Element, mark: Element) -> None:
    """Give words that are heard beside a sign that is seen; of an end, the words alone."""
    said = Element("span", {"class": "said", "data-chrome": ""})
    said.text, said.tail, mark.tail = f" {mark.attrib.pop('data-said')} ", mark.tail, None
    mark.set("aria-hidden", "true")
    place = list(parent).index(mark)
    parent.insert(place + 1, said)
    if mark.get("class") == "end":
        parent.remove(mark)


def _pictures(redline: Redline, files: Files) -> Iterator[Artifact]:
    """Give the pictures of both versions, once each; one that stayed is that of the new."""
    versions = {BEFORE: redline.old, AFTER: redline.new}
    found: dict[tuple[str, str], None] = {}
    for change in redline.changes:
        stayed = change.kind in (ChangeKind.SAME, ChangeKind.MOVED)
        for side, units in ((BEFORE, () if stayed else change.before), (AFTER, change.after)):
            found |= {(side, path): None for unit in units for path in pictures(unit.xhtml)}
    for side, path in found:
        data = files.read(f"{versions[side].folder}/{path}")
        yield Artifact(f"{side}/{path}", data, media_type(path))
