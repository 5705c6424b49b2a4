"""The redline of two versions of a briefing: what changed, as a page and as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportkit.build import FORMATS, Limits, check_places, known_briefings, settle, work
from reportkit.composing import engine_texts, resolve_briefing, sound_institute
from reportkit.diagnostics import ReportkitError
from reportkit.files import Disk, Files, packaged
from reportkit.model import Artifact, Briefing, Institute, Outcome, Theme
from reportkit.pipeline import Fonts, Made

__all__ = ["REDLINES", "WORKING", "make_redline", "write_redline"]

REDLINES = "build/redline"

WORKING = "working"
"""What the working text is called where an edition has its number."""

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Order:
    """A redline to be made: of the briefing `key`, between two editions, None: working text."""

    key: str
    old: str
    new: str | None


def make_redline(
    root: Path,
    key: str,
    old: str,
    new: str | None = None,
    *,
    output: Path | None = None,
    limits: Limits | None = None,
    on_step: Callable[[str, str], None] = lambda key, step: None,
) -> Outcome:
    """Make the redline from the edition `old` of a briefing to `new`, or to its working text.

    It stands in `output` (default `build/redline/<briefing>/<old>..<new>`). Bad content of
    the working text is told in the outcome. `ReportkitError` as for `build_briefings`.
    """
    [key] = known_briefings(root, [key])
    limits = limits or Limits()
    folder = output or root / REDLINES / key / f"{old}..{new or WORKING}"
    check_places([folder])
    prepare = partial(_maker, root)
    order = _Order(key, old, new)
    with closing(work([order], prepare, jobs=1, limits=limits, on_step=on_step)) as results:
        _, made, seconds = next(results)
    return settle(key, made, folder, seconds)


def write_redline(
    old: Briefing,
    new: Briefing,
    institute: Institute,
    theme: Theme,
    files: Files,
    step: Step = lambda name: None,
    *,
    formats: tuple[str, ...] = FORMATS,
) -> tuple[Artifact, ...]:
    """Compare two resolved versions, and write what changed as `index.html` and a PDF."""
    from reportkit.review.redline import compare
    from reportkit.write import redline_writers
    from reportkit.write.theme import terms

    step("compare")
    redline = compare(old, new, files, terms(theme, new.language)("introduction"))
    fonts = Fonts(files, theme)
    made: list[Artifact] = []
    for writer in redline_writers(formats).values():
        step(writer.makes)
        made += writer.write(redline, institute, theme, fonts, files)
    return tuple(made)


def _maker(root: Path) -> Callable[[_Order, Step], Made]:
    """Make a process ready to make redlines."""
    from reportkit.write import prepare_environment

    prepare_environment()
    disk = Disk(root)

    def handle(order: _Order, step: Step) -> Made:
        try:
            return _make(disk, order, step)
        except ReportkitError as error:
            return Made((), error.diagnostics)

    return handle


def _make(files: Disk, order: _Order, step: Step) -> Made:
    from reportkit.read.editions import read_edition
    from reportkit.read.theme import read_theme

    step("read")
    old = read_edition(files, order.key, order.old).briefing
    institute = sound_institute(files)
    theme = read_theme(files, packaged("templates"), institute.theme)
    if order.new:
        new = read_edition(files, order.key, order.new).briefing
    else:
        step("resolve")
        new = _working(files, order.key, institute, theme)
        if new.has_errors:
            return Made((), new.diagnostics)
    return Made(write_redline(old, new, institute, theme, files, step))


def _working(files: Disk, key: str, institute: Institute, theme: Theme) -> Briefing:
    """Read and resolve the working text, with the keys that the latest edition gave it."""
    from reportkit.read.briefing import read_briefing
    from reportkit.read.editions import read_latest
    from reportkit.resolve.engine import CitationEngine

    briefing = read_briefing(files, institute, key)
    with CitationEngine(*engine_texts()) as engine:
        return resolve_briefing(briefing, theme, engine, read_latest(files, key)).briefing
