"""Build a project's briefings: its folder in, typeset pages and papers in their places out.

Each briefing is made in a child process; only what is complete and without an
error takes the place of what was there before.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
from reportkit.files import (
    Disk,
    is_plain_folder,
    list_briefings,
    list_issued,
    may_replace,
    packaged,
    publish,
    scratch_folder,
    under_lock,
)
from reportkit.history import edition_folder
from reportkit.model import Outcome
from reportkit.pipeline import FORMATS, INSTITUTE, STEPS, Made, Order, composer
from reportkit.rules import finding
from reportkit.workers import Limits, Lost, run

__all__ = [
    "DRAFTS",
    "FORMATS",
    "STEPS",
    "Limits",
    "build_briefings",
    "check_places",
    "find_project",
    "known_briefings",
    "settle",
    "work",
]

DRAFTS = "build/draft"
_ASIDE = "Name another folder, or move away what stands here."


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
) -> Generator[Outcome, None, None]:
    """Make the briefings `keys` of the project at `root` (all, where none is named).

    Results stand in `output` (default `build/draft`), a folder a briefing. Bad
    content is told in the outcome; a key that is no briefing, or a place where
    something else stands, raises `ReportkitError` (usage), and so does a disk that
    cannot be written to (system). `on_step` hears of each
    of `STEPS` as it begins. Close the iterator (`contextlib.closing`) where it may
    be left early: its child processes then end with it.
    """
    drafts = output or root / DRAFTS
    orders = [Order(key, tuple(formats), strict) for key in known_briefings(root, keys)]
    check_places(drafts / order.key for order in orders)
    limits = limits or Limits()
    prepare = partial(composer, root, tuple(formats), limits)
    with closing(work(orders, prepare, jobs=jobs, limits=limits, on_step=on_step)) as results:
        for order, made, seconds in results:
            yield settle(order.key, made, drafts / order.key, seconds)


class Keyed(Protocol):
    """A job for a child process: it is about one briefing."""

    @property
    def key(self) -> str: ...


Job = TypeVar("Job", bound=Keyed)


def work(
    orders: Sequence[Job],
    prepare: Callable[[], Callable[[Job, Callable[[str], None]], Made | Lost]],
    *,
    jobs: int,
    limits: Limits,
    on_step: Callable[[str, str], None],
) -> Generator[tuple[Job, Made, float], None, None]:
    """Have `orders` made in child processes; give each with what came of it, and its seconds.

    `prepare` makes a process ready and gives what makes an order. One that was lost is told
    in diagnostics. Nothing is put in place.
    """
    _check_setup()
    started = {order.key: time.monotonic() for order in orders}
    begun: set[str] = set()

    def hear(order: Job, step: str) -> None:
        if order.key not in begun:
            begun.add(order.key)
            started[order.key] = time.monotonic()
        on_step(order.key, step)

    working = partial(run, orders, prepare, count=jobs, limits=limits)
    with scratch_folder() as scratch, closing(working(scratch=scratch, on_step=hear)) as results:
        for order, result in results:
            made = _told(order.key, result) if isinstance(result, Lost) else result
            yield order, made, time.monotonic() - started[order.key]


def _check_setup() -> None:
    if not packaged("vendor").has("citeproc.js"):
        raise ReportkitError(
            Diagnostic(
                "not-set-up",
                Severity.ERROR,
                "The citation engine and the fonts are missing.",
                hint="`reportkit doctor` gives the command that brings them.",
            ),
            code=ExitCode.SYSTEM,
        )


def known_briefings(root: Path, keys: Sequence[str], *, issued: bool = False) -> tuple[str, ...]:
    """Give `keys` (all briefings, where it is empty), or raise for one that there is not.

    A key may be written as the path of its folder, as a shell completes it. With `issued`
    those count, too, of which nothing but editions is left.
    """
    briefings = list_briefings(Disk(root))
    if issued:
        briefings = tuple(sorted({*briefings, *list_issued(Disk(root))}))
    keys = [key.removeprefix("content/").rstrip("/") for key in keys]
    for key in keys:
        if key not in briefings:
            near = difflib.get_close_matches(key, briefings, 1)
            raise ReportkitError(
                Diagnostic(
                    "unknown-briefing",
                    Severity.ERROR,
                    f"No briefing is called “{key}”.",
                    None,
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
    chosen = tuple(dict.fromkeys(keys)) or briefings
    for key in chosen:
        if not is_plain_folder(root / edition_folder(key)):
            message = "The editions cannot be read: this is no folder, a link, or locked."
            hint = "Put the folder that `reportkit issue` made here, with the right to read it."
            found = finding("edition-damaged", message, Span(edition_folder(key)), hint)
            raise ReportkitError(found, code=ExitCode.USAGE)
    return chosen


def check_places(folders: Iterable[Path]) -> None:
    """Refuse to replace what no build has made: with `-o content`, the texts themselves."""
    for folder in folders:
        _check_place(folder)


def _check_place(folder: Path) -> None:
    try:
        if may_replace(folder):
            return
        message, hint = "Something else stands where the output would.", _ASIDE
    except OSError as error:
        message, hint = f"The output cannot stand here: {error.strerror}.", None
    raise ReportkitError(
        Diagnostic(
            "output-folder",
            Severity.ERROR,
            message,
            Span(f"{folder.parent.name}/{folder.name}"),
            hint,
        ),
        code=ExitCode.USAGE,
    )


def _told(key: str, lost: Lost) -> Made:
    span = Span(f"content/{key}/briefing.yaml")
    if lost.defect:
        message = f"reportkit itself failed on this briefing: {lost.reason}."
        hint = "Please report this defect, with the content that shows it."
        return Made((), (Diagnostic("internal-error", Severity.ERROR, message, span, hint),))
    message = f"This briefing was given up: {lost.reason}."
    hint = "Look for a huge table or picture; `--time-limit` and `--memory-limit` raise the limits."
    return Made((), (Diagnostic("limit", Severity.ERROR, message, span, lost.hint or hint),))


def settle(key: str, made: Made, folder: Path, seconds: float) -> Outcome:
    """Put what was made in place of what `folder` holds; nothing, where something was wrong."""
    if made.artifacts:
        with under_lock(folder.parent, folder.name):
            publish(made.artifacts, folder)
    return Outcome(key, folder, made.artifacts, made.diagnostics, made.words, seconds)
