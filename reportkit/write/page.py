"""Write a briefing as a web page: a resolved briefing in, every file of its folder out.

The page asks no other host for anything and runs nothing that stands in it: its
content security policy allows its own style sheet, script, fonts and pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from reportkit.files import Files
from reportkit.history import Gone, Standing
from reportkit.imprint import Imprint
from reportkit.model import Artifact, Briefing, Institute, Passage, Theme
from reportkit.write.changes import write_changes
from reportkit.write.evidence import EVIDENCE, write_evidence
from reportkit.write.fonts import dress, load_faces
from reportkit.write.lines import on_page
from reportkit.write.metadata import metadata
from reportkit.write.passages import Note, backlinks, convert, permalink, pictures, plain
from reportkit.write.pictures import media_type
from reportkit.write.theme import compile_templates, render, terms, text

__all__ = ["warm_page", "write_page"]


def warm_page(theme: Theme, fonts: Mapping[str, bytes]) -> None:
    """Compile the theme's templates, and load its faces, before there is a briefing."""
    compile_templates(theme, "page.html", "evidence.html")
    load_faces(fonts[font.path] for font in theme.fonts)


def write_page(
    briefing: Briefing,
    institute: Institute,
    theme: Theme,
    fonts: Mapping[str, bytes],
    files: Files,
    *,
    with_paper: bool = True,
    standing: Standing | None = None,
) -> tuple[Artifact, ...]:
    """Write `index.html` and all that it needs; the page works from any folder.

    It links to the PDF beside it unless `with_paper` is false. `fonts` maps the
    paths of the theme's fonts to their bytes. A picture stands where the content
    names it, below the briefing's folder in `files`. An edition's page tells its
    `standing` among the others; at the address of the latest there is the change log, too.
    `ReportkitError` where the theme's templates fail or a
    picture is missing.
    """
    shown = _pictures(briefing, files)
    evidence = write_evidence(briefing, institute, theme)
    page = _page(briefing, institute, theme, shown, with_paper, bool(evidence), standing)
    changes = _changes(briefing, institute, theme, standing)
    style = text(theme, "page.css")
    rules, faces = dress(page + evidence + "".join(changes.values()), style, theme.fonts, fonts)
    return (
        Artifact("index.html", page.encode(), "text/html"),
        *((Artifact(EVIDENCE, evidence.encode(), "text/html"),) if evidence else ()),
        *(Artifact(path, html.encode(), "text/html") for path, html in changes.items()),
        Artifact("page.css", (rules + style).encode(), "text/css"),
        Artifact("notes.js", text(theme, "notes.js").encode(), "text/javascript"),
        *faces,
        *shown,
    )


def _changes(
    briefing: Briefing, institute: Institute, theme: Theme, standing: Standing | None
) -> Mapping[str, str]:
    if standing is None or standing.root:
        return {}
    return write_changes(briefing, institute, theme, standing)


def _page(
    briefing: Briefing,
    institute: Institute,
    theme: Theme,
    shown: tuple[Artifact, ...],
    with_paper: bool,
    with_evidence: bool,
    standing: Standing | None,
) -> str:
    term = terms(theme, briefing.language)
    titles = {section.key: plain(section.title or "") for section in briefing.sections}
    titles["references"] = Markup.escape(term("references"))
    made = {
        passage.key: convert(replace(passage, xhtml=on_page(passage.xhtml)), term)
        for passage in briefing.passages
    }
    notes: tuple[Note, ...] = tuple(note for _, found in made.values() for note in found)
    preview = next((p.path for p in shown if p.media_type != "image/svg+xml"), None)

    def passage(item: Passage) -> Markup:
        return made[item.key][0]

    references = tuple(replace(entry, xhtml=on_page(entry.xhtml)) for entry in briefing.references)
    return render(
        theme,
        "page.html",
        replace(briefing, references=references, imprint=_with_citation(briefing.imprint)),
        institute,
        with_paper=with_paper,
        with_evidence=with_evidence,
        passage=passage,
        permalink=lambda key: permalink(key, titles[key].striptags(), term),
        backlinks=lambda reference: backlinks(reference, term),
        titles=titles,
        notes=notes,
        standing=standing,
        marks=partial(_marks, standing, term),
        metadata=metadata(briefing, institute, preview, standing),
    )


def _with_citation(imprint: Imprint | None) -> Imprint | None:
    return imprint and replace(imprint, citation=on_page(imprint.citation))


def _marks(standing: Standing | None, term: Callable[[str], str], key: str) -> Markup:
    """Give what addresses of earlier editions lead to, before the element `key` (“”: the end)."""
    if standing is None:
        return Markup()
    former = (name for name, target in standing.former if target == key)
    marks = [Markup('<span id="{}" data-chrome></span>').format(name) for name in former]
    for gone in standing.gone:
        if gone.before == key:
            names = [gone.key, *(name for name, target in standing.former if target == gone.key)]
            marks += [_gone(name, gone, standing, term) for name in names]
    return Markup("").join(marks)


def _gone(name: str, gone: Gone, standing: Standing, term: Callable[[str], str]) -> Markup:
    """Say, to whoever followed a link to it, that a passage stood here."""
    return Markup(
        '<p class="gone" id="{}" data-chrome>{} <a href="{}v/{}/#{}">{}</a></p>'
    ).format(
        name, term("stood-here").format(gone.last), standing.root, gone.last, gone.key,
        term("read-there").format(gone.last),
    )  # fmt: skip


def _pictures(briefing: Briefing, files: Files) -> tuple[Artifact, ...]:
    paths = dict.fromkeys(path for p in briefing.passages for path in pictures(p.xhtml))
    return tuple(
        Artifact(path, files.read(f"{briefing.folder}/{path}"), media_type(path)) for path in paths
    )
