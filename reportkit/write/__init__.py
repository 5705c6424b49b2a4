"""Model to artifacts: each format is a module, and each is one function of a briefing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from reportkit.files import Files
from reportkit.history import Redline
from reportkit.model import Artifact, Briefing, Institute, Theme
from reportkit.write.coverage import check_glyphs
from reportkit.write.surroundings import prepare_environment

__all__ = ["Writer", "check_glyphs", "prepare_environment", "redline_writers", "writer_of"]

Fonts = Mapping[str, bytes]
Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True)
class Writer(Generic[Noun]):
    """A format of a noun: what it makes, how it gets ready, and how it writes.

    It gets ready in two steps: `load` needs nothing, `warm` a theme.
    """

    makes: str
    warm: Callable[[Theme, Fonts], None]
    write: Callable[[Noun, Institute, Theme, Fonts, Files], tuple[Artifact, ...]]
    load: Callable[[], object] = lambda: None


def writer_of(name: str, formats: tuple[str, ...]) -> Writer[Briefing]:
    """Give the writer of a format, by what `--to` calls it; a page links to what is beside it.

    `formats` are those that are made together. A process loads its own alone. A new one is
    a module, and a function in `_WRITERS`.
    """
    return _WRITERS[name](formats)


def _page(formats: tuple[str, ...]) -> Writer[Briefing]:
    from reportkit.write.page import warm_page, write_page

    return Writer("page", warm_page, partial(write_page, with_paper="pdf" in formats))


def _paper(_: tuple[str, ...]) -> Writer[Briefing]:
    from reportkit.write.paper import warm_paper, write_paper
    from reportkit.write.press import load_weasyprint

    return Writer("paper", warm_paper, write_paper, load_weasyprint)


_WRITERS = {"html": _page, "pdf": _paper}


def redline_writers(formats: tuple[str, ...]) -> Mapping[str, Writer[Redline]]:
    """Give the writer of a redline in each of `formats`, as `writer_of` does for a briefing.

    They read pictures below the folder of each of the redline's versions.
    """
    from reportkit.write.redline_page import warm_redline_page, write_redline_page
    from reportkit.write.redline_paper import warm_redline_paper, write_redline_paper

    page = partial(write_redline_page, with_paper="pdf" in formats)
    every = {
        "html": Writer("page", warm_redline_page, page),
        "pdf": Writer("paper", warm_redline_paper, write_redline_paper),
    }
    return {name: every[name] for name in formats}
