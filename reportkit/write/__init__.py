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
from reportkit.write.page import warm_page, write_page
from reportkit.write.paper import warm_paper, write_paper
from reportkit.write.press import load_weasyprint, prepare_environment
from reportkit.write.redline_page import warm_redline_page, write_redline_page
from reportkit.write.redline_paper import warm_redline_paper, write_redline_paper

__all__ = [
    "Writer",
    "check_glyphs",
    "prepare_environment",
    "redline_writers",
    "write_page",
    "write_paper",
    "write_redline_page",
    "write_redline_paper",
    "writers",
]

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


def writers(formats: tuple[str, ...]) -> Mapping[str, Writer[Briefing]]:
    """Give the writer of each format, by what `--to` calls it; a page links to what is beside it.

    `formats` are those that are made together. A new one is a module and a line here.
    """
    page = partial(write_page, with_paper="pdf" in formats)
    every = {
        "html": Writer("page", warm_page, page),
        "pdf": Writer("paper", warm_paper, write_paper, load_weasyprint),
    }
    return {name: every[name] for name in formats}


def redline_writers(formats: tuple[str, ...]) -> Mapping[str, Writer[Redline]]:
    """Give the writer of a redline in each format, as `writers` does for a briefing.

    They read pictures below the folder of each of the redline's versions.
    """
    page = partial(write_redline_page, with_paper="pdf" in formats)
    every = {
        "html": Writer("page", warm_redline_page, page),
        "pdf": Writer("paper", warm_redline_paper, write_redline_paper, load_weasyprint),
    }
    return {name: every[name] for name in formats}
