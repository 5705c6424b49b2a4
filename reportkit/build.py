"""The pipeline, written once: a project's folder in, typeset pages and papers out.

Each briefing is read, resolved, written and proved in a child process; only what
is complete and without an error takes the place of what was there before.
"""

from __future__ import annotations

import difflib
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
from reportkit.files import Disk, Files, packaged, publish, under_lock
from reportkit.model import Artifact, Briefing, Institute, Outcome, Theme
from reportkit.read import list_briefings, read_briefing, read_institute, read_theme
from reportkit.resolve import CitationEngine, cite, draw, link, number
from reportkit.review import Proof, compare_words
from reportkit.workers import Limits, Lost, run
from reportkit.write import missing_glyphs, prepare_environment, write_page, write_paper

__all__ = [
    "DRAFTS",
    "FORMATS",
    "STEPS",
    "Limits",
    "Order",
    "build_briefings",
    "find_project",
    "known_briefings",
    "make_briefing",
    "resolve_briefing",
]

FORMATS = ("html", "pdf")
STEPS = ("read", "resolve", "page", "paper", "proof")
DRAFTS = "build/draft"
INSTITUTE = "content/institute.yaml"


@dataclass(frozen=True, slots=True)
class Order:
    """One briefing to be made: its key, the formats, and whether warnings stop it."""

    key: str
    formats: tuple[str, ...] = FORMATS
    strict: bool = False


@dataclass(frozen=True, slots=True)
class _Made:
    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]
    words: int = 0


def find_project(start: Path) -> Path:
    """Give the nearest folder, from `start` upwards, that holds `content/institute.yaml`."""
    for folder in (start.resolve(), *start.resolve().parents):
        if Disk(folder).has(INSTITUTE):
            return folder
    raise ReportkitError(
        Diagnostic(
            "no-project",
            Severity.ERROR,
            f"There is no {INSTITUTE} here or in any folder above.",
            hint="`reportkit new my-briefing` makes one, with a first briefing.",
        ),
        code=ExitCode.USAGE,
    )


def build_briefings(
    root: Path,
    keys: Sequence[str] = (),
    *,
    formats: Sequence[str] = FORMATS,
    output: Path | None = None,
    jobs: int = 1,
    strict: bool = False,
    limits: Limits | None = None,
    on_step: Callable[[str, str], None] = lambda key, step: None,
) -> Iterator[Outcome]:
    """Make the briefings `keys` of the project at `root` (all, where none is named).

    Results stand in `output` (default `build/draft`), a folder a briefing. Bad
    content is told in the outcome; a key that is no briefing raises
    `ReportkitError` (usage). `on_step` hears of each of `STEPS` as it begins.
    """
    drafts = output or root / DRAFTS
    orders = [Order(key, tuple(formats), strict) for key in known_briefings(root, keys)]
    started = {order.key: time.monotonic() for order in orders}

    def hear(order: Order, step: str) -> None:
        if step == STEPS[0]:
            started[order.key] = time.monotonic()
        on_step(order.key, step)

    prepare = partial(_workshop, root)
    results = run(orders, prepare, count=jobs, limits=limits or Limits(), on_step=hear)
    for order, result in results:
        made = _told(order, result) if isinstance(result, Lost) else result
        seconds = time.monotonic() - started[order.key]
        yield _settle(order, made, drafts / order.key, seconds)


def known_briefings(root: Path, keys: Sequence[str]) -> tuple[str, ...]:
    """Give `keys` (all briefings, where it is empty), or raise for one that there is not."""
    briefings = list_briefings(Disk(root))
    for key in keys:
        if key not in briefings:
            near = difflib.get_close_matches(key, briefings, 1)
            raise ReportkitError(
                Diagnostic(
                    "unknown-briefing",
                    Severity.ERROR,
                    f"No briefing is called “{key}”.",
                    Span(f"content/{key}/briefing.yaml"),
                    f"Did you mean “{near[0]}”?" if near else None,
                ),
                code=ExitCode.USAGE,
            )
    if not briefings:
        raise ReportkitError(
            Diagnostic(
                "no-briefing",
                Severity.ERROR,
                "There is no briefing in content/.",
                Span("content"),
                "`reportkit new my-briefing` makes one.",
            ),
            code=ExitCode.USAGE,
        )
    return tuple(dict.fromkeys(keys)) or briefings


def _told(order: Order, lost: Lost) -> _Made:
    span = Span(f"content/{order.key}/briefing.yaml")
    if lost.defect:
        message = f"reportkit itself failed on this briefing: {lost.reason}."
        hint = "Please report this defect, with the content that shows it."
        return _Made((), (Diagnostic("internal-error", Severity.ERROR, message, span, hint),))
    message = f"This briefing was given up: {lost.reason}."
    hint = "Look for a huge table or picture; `--time-limit` and `--memory-limit` raise the limits."
    return _Made((), (Diagnostic("limit", Severity.ERROR, message, span, hint),))


def _settle(order: Order, made: _Made, folder: Path, seconds: float) -> Outcome:
    artifacts, diagnostics = made.artifacts, made.diagnostics
    if artifacts:
        try:
            with under_lock(folder.parent, folder.name):
                publish(artifacts, folder)
        except ReportkitError as error:
            artifacts, diagnostics = (), (*diagnostics, *error.diagnostics)
    return Outcome(order.key, folder, artifacts, diagnostics, made.words, seconds)


def _workshop(root: Path) -> Callable[[Order, Callable[[str], None]], _Made]:
    """Set up a child process: settings that the typesetter needs, and one citation engine."""
    prepare_environment()
    engine = CitationEngine(*engine_texts())
    themes: dict[str, tuple[Theme, Mapping[str, bytes]]] = {}

    def handle(order: Order, step: Callable[[str], None]) -> _Made:
        try:
            return make_briefing(Disk(root), order, engine, themes, step)
        except ReportkitError as error:
            return _Made((), error.diagnostics)

    return handle


def engine_texts() -> tuple[str, dict[str, str]]:
    """Give the citation engine's source and the locales that travel with the program."""
    door = packaged("resolve")
    texts = {
        PurePosixPath(path).stem.removeprefix("locales-"): door.read(path).decode()
        for path in door.list("locales")
        if path.endswith(".xml")
    }
    return packaged("vendor").read("citeproc.js").decode(), texts


def make_briefing(
    files: Files,
    order: Order,
    engine: CitationEngine,
    themes: dict[str, tuple[Theme, Mapping[str, bytes]]],
    step: Callable[[str], None],
) -> _Made:
    """Read, resolve, write and prove one briefing; no file is written here."""
    step("read")
    institute = _institute(files)
    briefing = read_briefing(files, institute, order.key)
    if institute.theme not in themes:
        theme = read_theme(files, packaged("templates"), institute.theme)
        themes[institute.theme] = theme, _font_bytes(files, theme)
    theme, fonts = themes[institute.theme]
    step("resolve")
    briefing = resolve_briefing(briefing, theme, engine)
    briefing = _with_glyphs_checked(briefing, fonts)
    if _stops(briefing.diagnostics, order):
        return _Made((), briefing.diagnostics)
    return _write(files, order, briefing, institute, theme, fonts, step)


def resolve_briefing(briefing: Briefing, theme: Theme, engine: CitationEngine) -> Briefing:
    """Number, cite, link and draw: a briefing as it was read in, as it is printed out."""
    # Charts first: they are drawn by a process of their own while the engine starts.
    briefing = draw(briefing, theme, str(packaged("vendor").root / "fonts"))
    briefing = number(briefing, theme)
    briefing = cite(briefing, engine, theme.texts[theme.settings["citation-style"]])
    return link(briefing, theme)


def _institute(files: Files) -> Institute:
    institute, diagnostics = read_institute(files)
    if institute is None or any(d.severity is Severity.ERROR for d in diagnostics):
        raise ReportkitError(*diagnostics)
    return institute


def _font_bytes(files: Files, theme: Theme) -> dict[str, bytes]:
    own, vendor = f"templates/{theme.name}/fonts", packaged("vendor")
    return {
        font.path: files.read(f"{own}/{font.path}")
        if files.has(f"{own}/{font.path}")
        else vendor.read(f"fonts/{font.path}")
        for font in theme.fonts
    }


def _with_glyphs_checked(briefing: Briefing, fonts: Mapping[str, bytes]) -> Briefing:
    """Report each passage that has a character which no font of the theme can draw."""
    texts = [(briefing.span, _front_matter(briefing))]
    texts += [(s.span, s.title) for s in briefing.sections if s.title]
    texts += [(p.span, p.xhtml) for p in briefing.passages]
    texts += [(briefing.sources[r.key].span, r.xhtml) for r in briefing.references]
    if not missing_glyphs("".join(text for _, text in texts), fonts):
        return briefing
    found = tuple(
        _missing_glyph(span, character)
        for span, text in texts
        for character in missing_glyphs(text, fonts)
    )
    return replace(briefing, diagnostics=(*briefing.diagnostics, *found))


def _front_matter(briefing: Briefing) -> str:
    people = [str(asdict(person)) for person in briefing.authors]
    lines = (briefing.title, briefing.subtitle, briefing.topic, briefing.editors_note, *people)
    return "".join((*filter(None, lines), *briefing.keywords))


def _missing_glyph(span: Span, character: str) -> Diagnostic:
    name = unicodedata.name(character, "a character without a name")
    return Diagnostic(
        "missing-glyph",
        Severity.ERROR,
        f"No font of the theme can draw “{character}” (U+{ord(character):04X}, {name}).",
        span,
        "Write it otherwise, or add a font that has it to theme.yaml.",
    )


def _stops(diagnostics: Sequence[Diagnostic], order: Order) -> bool:
    return any(order.strict or d.severity is Severity.ERROR for d in diagnostics)


def _write(
    files: Files,
    order: Order,
    briefing: Briefing,
    institute: Institute,
    theme: Theme,
    fonts: Mapping[str, bytes],
    step: Callable[[str], None],
) -> _Made:
    artifacts: tuple[Artifact, ...] = ()
    proof = Proof(0)
    if "html" in order.formats:
        step("page")
        artifacts += write_page(briefing, institute, theme, fonts, files)
    if "pdf" in order.formats:
        step("paper")
        artifacts += (write_paper(briefing, institute, theme, fonts, files),)
    if set(FORMATS) <= set(order.formats):
        step("proof")
        proof = _prove(briefing, artifacts)
    diagnostics = (*briefing.diagnostics, *proof.diagnostics)
    return _Made(() if proof.diagnostics else artifacts, diagnostics, proof.words)


def _prove(briefing: Briefing, artifacts: tuple[Artifact, ...]) -> Proof:
    page = next((a.data for a in artifacts if a.path == "index.html"), None)
    paper = next((a.data for a in artifacts if a.path.endswith(".pdf")), None)
    styles = tuple(a.data.decode() for a in artifacts if a.path.endswith(".css"))
    return compare_words(briefing, page, paper, styles)
