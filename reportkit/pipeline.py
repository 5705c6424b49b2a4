"""The pipeline, written once: an order in, the files of a briefing and what is wrong with it out.

Several processes share it. The composer reads, resolves and proves; beside it a
writer for each format has what it needs ready, and makes its artifacts. None of
them writes a file. Verbs are imported where they are used: each process loads its
own part while the others, and V8, are at work.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from reportkit.citer import Citer
from reportkit.composing import (
    checked,
    heard,
    house_text,
    resolve_briefing,
    sound_institute,
)
from reportkit.diagnostics import Diagnostic, ReportkitError, Severity
from reportkit.files import Disk, Files, Recorded, packaged
from reportkit.history import Anchored, Edition, Predecessor, edition_folder
from reportkit.imprint import Issue, Kind
from reportkit.model import Artifact, Briefing, Institute, Theme
from reportkit.stamping import Draft
from reportkit.workers import Assistant, Limits, Lost

__all__ = [
    "FORMATS",
    "INSTITUTE",
    "STEPS",
    "Fonts",
    "Made",
    "Order",
    "composer",
]

FORMATS = ("html", "pdf")
"""What `reportkit.write.writer_of` knows, in the order in which they are told."""

STEPS = ("read", "resolve", "page", "paper", "proof")
INSTITUTE = "content/institute.yaml"

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """One briefing to be made: its key, the formats, and whether warnings stop it.

    With `issue`, an edition is made: not the page and the paper, but the files of its
    folder.
    """

    key: str
    formats: tuple[str, ...] = FORMATS
    strict: bool = False
    issue: Issue | None = None

    def stops(self, diagnostics: Sequence[Diagnostic]) -> bool:
        """Say whether these findings are too grave to go on."""
        return any(self.strict or d.severity is Severity.ERROR for d in diagnostics)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of an order: no artifact where a diagnostic stopped it.

    `words` counts the words that page and paper were proved to share.
    """

    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True)
class _Copy:
    """What the composer hands to a writer; without a briefing, the theme to get ready for."""

    theme: Theme
    briefing: Briefing | None = None
    institute: Institute | None = None


Writers = Mapping[str, Assistant[_Copy, Made]]


def composer(
    root: Path, formats: tuple[str, ...], limits: Limits
) -> Callable[[Order, Step], Made | Lost]:
    """Make a process a composer for the project at `root`; its writers begin before all else."""
    citer = Citer(limits)
    writers: Writers = {
        name: Assistant(partial(_writer, root, name, formats), limits) for name in reversed(formats)
    }
    desk = _Desk(Disk(root), citer, writers, {})

    def handle(order: Order, step: Step) -> Made | Lost:
        try:
            return desk.make(order, step)
        except ReportkitError as error:
            return Made((), error.diagnostics)

    return handle


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a composer works with, for as long as it lives."""

    files: Files
    engine: Citer
    writers: Writers
    themes: dict[str, Theme]

    def make(self, order: Order, step: Step) -> Made | Lost:
        """Make one briefing; `ReportkitError` where it cannot even be read."""
        step("read")
        files = Recorded(self.files)
        institute = sound_institute(files)
        theme = self._theme(institute)  # the others begin, while this one loads what reads a text
        from reportkit.read.editions import read_latest, sums_of

        latest = read_latest(self.files, order.key)
        if not order.issue:
            resolved = self._resolved(order.key, institute, theme, latest, files, step)
            briefing = heard(resolved.briefing, house_text(files))
            return self._print(briefing, order, institute, theme, step)
        if order.issue.kind is Kind.WITHDRAWN and latest:
            # Its text stays as it was, whatever has become of the working text.
            anchored = Anchored(latest.briefing, latest.gone, latest.former)
            for path in self.files.list(f"{edition_folder(order.key, latest.number)}/source"):
                files.read(path)
        else:
            resolved = self._resolved(order.key, institute, theme, latest, files, step)
            anchored = checked(resolved, order.issue, files)
        sums = sums_of(self.files, order.key, latest.number) if latest else ""
        before = Predecessor(latest.number, sums) if latest else None
        draft = Draft(anchored, institute, theme, latest, before)
        return self._issue(draft, order, order.issue, files, step)

    def _resolved(
        self,
        key: str,
        institute: Institute,
        theme: Theme,
        latest: Edition | None,
        files: Files,
        step: Step,
    ) -> Anchored:
        from reportkit.read.briefing import read_briefing

        briefing = read_briefing(files, institute, key)
        step("resolve")
        return resolve_briefing(briefing, theme, self.engine, latest)

    def _issue(
        self, draft: Draft, order: Order, issue: Issue, files: Recorded, step: Step
    ) -> Made | Lost:
        """Print what shall be an edition, and give the files of its folder."""
        briefing = draft.anchored.briefing
        if order.stops(briefing.diagnostics):
            return Made((), briefing.diagnostics)
        edition = draft.stamped(issue, self.engine, self.files)
        made = self._print(edition.briefing, order, draft.institute, draft.theme, step)
        if isinstance(made, Lost) or not made.artifacts:
            return made
        paper = next(a.data for a in made.artifacts if a.path.endswith(".pdf"))
        return replace(made, artifacts=draft.folder(edition, paper, files))

    def _print(
        self, briefing: Briefing, order: Order, institute: Institute, theme: Theme, step: Step
    ) -> Made | Lost:
        if order.stops(briefing.diagnostics):
            return Made((), briefing.diagnostics)
        copy = _Copy(theme, briefing, institute)
        for name in order.formats:
            self.writers[name].ask(copy)
        parts: list[Made | Lost] = []
        prove: Callable[[Made], Made] | None = None
        for name in [name for name in FORMATS if name in order.formats]:
            parts.append(self.writers[name].answer(step))
            if name == "html" and set(FORMATS) <= set(order.formats):
                prove = _prover(briefing, parts[-1])  # while the paper is set
        for part in parts:
            if isinstance(part, Lost):
                return part
        made = _together([part for part in parts if isinstance(part, Made)])
        found = (*briefing.diagnostics, *made.diagnostics)
        if order.stops(made.diagnostics) or not made.artifacts:
            return Made((), found)
        made = replace(made, diagnostics=found)
        if prove is None:
            return made
        step("proof")
        return prove(made)

    def _theme(self, institute: Institute) -> Theme:
        """Give the theme; let the writers, and the engine of citations, get ready for it."""
        from reportkit.read.theme import read_theme

        name = institute.theme
        if name not in self.themes:
            theme = self.themes[name] = read_theme(self.files, packaged("templates"), name)
            for writer in self.writers.values():
                writer.ask(_Copy(theme))
            from reportkit.resolve.citations import rehearse

            style = theme.texts[theme.settings["citation-style"]]
            rehearse(self.engine, style, institute.language)
        return self.themes[name]


def _together(parts: Sequence[Made]) -> Made:
    artifacts = tuple(artifact for part in parts for artifact in part.artifacts)
    return Made(artifacts, tuple(dict.fromkeys(d for part in parts for d in part.diagnostics)))


def _prover(briefing: Briefing, html: Made | Lost) -> Callable[[Made], Made]:
    """Read the words of a page; give what adds to a page and its paper the proof of their words.

    Without it, nothing was made.
    """
    from reportkit.review.parity import compare_words, read_page

    files = html.artifacts if isinstance(html, Made) else ()
    index = next((a.data for a in files if a.path == "index.html"), None)
    page = read_page(index, tuple(a.data.decode() for a in files if a.path.endswith(".css")))

    def prove(made: Made) -> Made:
        paper = next((a.data for a in made.artifacts if a.path.endswith(".pdf")), None)
        proof = compare_words(briefing, page, paper)
        artifacts = () if proof.diagnostics else made.artifacts
        return Made(artifacts, (*made.diagnostics, *proof.diagnostics), proof.words)

    return prove


class Fonts(Mapping[str, bytes]):
    """A theme's fonts by file name; a font is read when it is first asked for."""

    def __init__(self, files: Files, theme: Theme) -> None:
        self._files, self._vendor = files, packaged("vendor")
        self._folder = f"templates/{theme.name}/fonts"
        self._names = tuple(font.path for font in theme.fonts)
        self._read: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            own = f"{self._folder}/{name}"
            self._read[name] = (
                self._files.read(own)
                if self._files.has(own)
                else self._vendor.read(f"fonts/{name}")
            )
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _writer(root: Path, name: str, formats: tuple[str, ...]) -> Callable[[_Copy, Step], Made]:
    """Make a process the writer of a format; what is heavy it loads before there is a text."""
    if name == "html" and "pdf" in formats:
        os.nice(10)  # the paper takes longest: all else can wait for it
    from reportkit.write import check_glyphs, prepare_environment, writer_of

    prepare_environment()
    files, fonts, writer = Disk(root), dict[str, Fonts](), writer_of(name, formats)
    writer.load()

    def handle(copy: _Copy, step: Step) -> Made:
        theme, briefing, institute = copy.theme, copy.briefing, copy.institute
        faces = fonts.setdefault(theme.name, Fonts(files, theme))
        try:
            if briefing is None or institute is None:
                writer.warm(theme, faces)
                gc.freeze()  # what is loaded stays: no need to look through it for garbage
                return Made(())
            if missing := check_glyphs(briefing, institute, faces):
                return Made((), missing)
            step(writer.makes)
            return Made(writer.write(briefing, institute, theme, faces, files))
        except ReportkitError as error:
            return Made((), error.diagnostics)

    return handle
