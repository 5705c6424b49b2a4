"""Issue an edition of a briefing: its folder in, `content/<briefing>/editions/<number>/` out.

All or nothing: the edition's folder gets its name when every byte of it is on the disk.
Nothing that stands there already is ever written to.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from reportkit.build import FORMATS, Limits, known_briefings, work
from reportkit.diagnostics import ReportkitError, Span
from reportkit.files import Disk, add_folder, alone
from reportkit.history import edition_folder
from reportkit.imprint import Issue, Kind
from reportkit.model import Outcome
from reportkit.pipeline import Made, Order, composer
from reportkit.read.editions import read_editions
from reportkit.rules import finding
from reportkit.stamping import check_issue, next_number

__all__ = ["issue_briefing"]


def issue_briefing(
    root: Path,
    key: str,
    issue: Issue,
    *,
    strict: bool = False,
    limits: Limits | None = None,
    on_step: Callable[[str, str], None] = lambda key, step: None,
) -> Outcome:
    """Issue the next edition of the briefing `key` of the project at `root`.

    Bad content is told in the outcome, and so is a text in which nothing changed (with
    `strict` warnings stop it, too). `ReportkitError` where the kind or the day of `issue`
    does not fit the editions before it, where one of these was altered, where somebody
    else is issuing the briefing now, and where the disk cannot be written to.
    """
    [key] = known_briefings(root, [key], issued=True)
    with alone(root / edition_folder(key)) as mine:
        if not mine:
            message = f"Somebody else is issuing “{key}” at this moment."
            hint = "Wait for that edition, look what is in it, and issue yours after it."
            raise ReportkitError(
                finding("issuing-already", message, Span(edition_folder(key)), hint)
            )
        return _issue(root, key, issue, strict, limits or Limits(), on_step)


def _issue(
    root: Path,
    key: str,
    issue: Issue,
    strict: bool,
    limits: Limits,
    on_step: Callable[[str, str], None],
) -> Outcome:
    disk = Disk(root)
    latest = next(reversed(read_editions(disk, key)), None)
    check_issue(key, latest, issue)
    order = Order(key, FORMATS, strict, issue)
    prepare = partial(composer, root, FORMATS, limits)
    with closing(work([order], prepare, jobs=1, limits=limits, on_step=on_step)) as results:
        _, made, seconds = next(results)
    if made.artifacts and issue.kind is not Kind.WITHDRAWN:
        made = _unchanged(disk, made)
    folder = root / edition_folder(key, next_number(latest, issue))
    if made.artifacts:
        add_folder(made.artifacts, folder)
    return Outcome(key, folder, made.artifacts, made.diagnostics, made.words, seconds)


def _unchanged(disk: Disk, made: Made) -> Made:
    """Give up what was made of a text that somebody changed while it was made."""
    for artifact in made.artifacts:
        path = artifact.path.replace("source/", "content/", 1)
        if path == artifact.path:
            continue
        if not disk.has(path) or disk.read(path) != artifact.data:
            message = "This file changed while the edition was made; no edition was issued."
            found = finding("changed-meanwhile", message, Span(path), "Do it again.")
            return replace(made, artifacts=(), diagnostics=(*made.diagnostics, found))
    return made
