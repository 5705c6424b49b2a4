"""The pipeline, written once: an order in, the files of a briefing and what is wrong with it out.

Two processes share it. The composer reads, resolves and proves; beside it the
writer has the typesetter and the fonts ready, and makes page and paper. Neither
writes a file. Verbs are imported where they are used: each process loads its own
half while the other, and V8, are at work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from reportkit.diagnostics import Diagnostic, ReportkitError, Severity
from reportkit.files import Disk, Files, packaged
from reportkit.model import Artifact, Briefing, Institute, Theme
from reportkit.workers import Assistant, Limits, Lost

__all__ = ["FORMATS", "INSTITUTE", "STEPS", "Made", "Order", "composer", "resolve_briefing"]

FORMATS = ("html", "pdf")
STEPS = ("read", "resolve", "page", "paper", "proof")
INSTITUTE = "content/institute.yaml"

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """One briefing to be made: its key, the formats, and whether warnings stop it."""

    key: str
    formats: tuple[str, ...] = FORMATS
    strict: bool = False

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
    """What the composer hands to the writer; without a briefing, the theme to get ready for."""

    theme: Theme
    formats: tuple[str, ...]
    briefing: Briefing | None = None
    institute: Institute | None = None


Writer = Assistant[_Copy, Made]


def composer(
    root: Path, formats: tuple[str, ...], limits: Limits
) -> Callable[[Order, Step], Made | Lost]:
    """Make a process a composer for the project at `root`; its writer is begun before all else."""
    writer: Writer = Assistant(partial(_writer, root), limits)
    from reportkit.resolve.engine import CitationEngine

    engine = CitationEngine(*engine_texts())
    files = Disk(root)
    themes: dict[str, Theme] = {}

    def theme_of(institute: Institute) -> Theme:
        from reportkit.read import read_theme

        name = institute.theme
        if name not in themes:
            themes[name] = read_theme(files, packaged("templates"), name)
            writer.ask(_Copy(themes[name], formats))
        return themes[name]

    def handle(order: Order, step: Step) -> Made | Lost:
        try:
            return _compose(files, order, engine, writer, theme_of, step)
        except ReportkitError as error:
            return Made((), error.diagnostics)

    return handle


def engine_texts() -> tuple[str, dict[str, str]]:
    """Give the citation engine's source and the locales that travel with the program."""
    door = packaged("resolve")
    texts = {
        PurePosixPath(path).stem: door.read(path).decode()
        for path in door.list("locales")
        if path.endswith(".xml")
    }
    return packaged("vendor").read("citeproc.js").decode(), texts


def _compose(
    files: Files,
    order: Order,
    engine: CitationEngine,
    writer: Writer,
    theme_of: Callable[[Institute], Theme],
    step: Step,
) -> Made | Lost:
    step("read")
    from reportkit.read import read_briefing

    institute = _institute(files)
    theme = theme_of(institute)
    briefing = read_briefing(files, institute, order.key)
    step("resolve")
    briefing = resolve_briefing(briefing, theme, engine)
    if order.stops(briefing.diagnostics):
        return Made((), briefing.diagnostics)
    writer.ask(_Copy(theme, order.formats, briefing, institute))
    if set(FORMATS) <= set(order.formats):
        import reportkit.review  # noqa: F401 (needed in a moment; the writer is at work)
    made = writer.answer(step)
    return made if isinstance(made, Lost) else _prove(briefing, order, made, step)


def resolve_briefing(briefing: Briefing, theme: Theme, engine: CitationEngine) -> Briefing:
    """Number, cite, link and draw: a briefing as it was read in, as it is printed out."""
    from reportkit.resolve import cite, draw, link, number

    # Charts first: they are drawn by a process of their own while the engine starts.
    briefing = draw(briefing, theme, str(packaged("vendor").root / "fonts"))
    briefing = number(briefing, theme)
    briefing = cite(briefing, engine, theme.texts[theme.settings["citation-style"]])
    return link(briefing, theme)


def _institute(files: Files) -> Institute:
    from reportkit.read import read_institute

    institute, diagnostics = read_institute(files)
    if institute is None or any(d.severity is Severity.ERROR for d in diagnostics):
        raise ReportkitError(*diagnostics)
    return institute


def _prove(briefing: Briefing, order: Order, made: Made, step: Step) -> Made:
    """Add to what was made the proof that its words are the same; without it, nothing was."""
    found = (*briefing.diagnostics, *made.diagnostics)
    if order.stops(made.diagnostics) or not set(FORMATS) <= set(order.formats):
        return replace(made, diagnostics=found)
    from reportkit.review import compare_words

    step("proof")
    page = next((a.data for a in made.artifacts if a.path == "index.html"), None)
    paper = next((a.data for a in made.artifacts if a.path.endswith(".pdf")), None)
    styles = tuple(a.data.decode() for a in made.artifacts if a.path.endswith(".css"))
    proof = compare_words(briefing, page, paper, styles)
    artifacts = () if proof.diagnostics else made.artifacts
    return Made(artifacts, (*found, *proof.diagnostics), proof.words)


class _Fonts(Mapping[str, bytes]):
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


def _writer(root: Path) -> Callable[[_Copy, Step], Made]:
    """Make a process a writer; what is heavy it loads before there is a text."""
    from reportkit.write import prepare_environment

    prepare_environment()
    files, fonts = Disk(root), dict[str, _Fonts]()

    def handle(copy: _Copy, step: Step) -> Made:
        faces = fonts.setdefault(copy.theme.name, _Fonts(files, copy.theme))
        try:
            return _write(files, copy, faces, step)
        except ReportkitError as error:
            return Made((), error.diagnostics)

    return handle


def _write(files: Files, copy: _Copy, fonts: _Fonts, step: Step) -> Made:
    from reportkit.write import check_glyphs, warm_page, warm_paper, write_page, write_paper

    theme, briefing, institute = copy.theme, copy.briefing, copy.institute
    if briefing is None or institute is None:
        if "html" in copy.formats:
            warm_page(theme)
        if "pdf" in copy.formats:
            warm_paper(theme, fonts)
        return Made(())
    if missing := check_glyphs(briefing, institute, fonts):
        return Made((), missing)
    artifacts: tuple[Artifact, ...] = ()
    if "html" in copy.formats:
        step("page")
        artifacts += write_page(briefing, institute, theme, fonts, files)
    if "pdf" in copy.formats:
        step("paper")
        artifacts += (write_paper(briefing, institute, theme, fonts, files),)
    return Made(artifacts)
