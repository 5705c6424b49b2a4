"""The site of a briefing: its editions in, every address under which readers find them out.

`build/site/<briefing>/` is the latest edition, `v/<number>/` each of them. Pages are
written anew from what was frozen, and proved against the PDF that was issued; that PDF
is copied, byte for byte.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from reportkit.build import Limits, check_places, known_briefings, settle, work
from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Span
from reportkit.files import Disk, packaged
from reportkit.history import Edition, Standing, edition_folder
from reportkit.model import Artifact, Outcome, Theme
from reportkit.pipeline import Fonts, Made
from reportkit.redlines import write_redline
from reportkit.rules import finding

__all__ = ["SITE", "build_sites"]

SITE = "build/site"

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Order:
    """A site to be made: that of the briefing `key`."""

    key: str


def build_sites(
    root: Path,
    keys: Sequence[str] = (),
    *,
    output: Path | None = None,
    jobs: int = 1,
    limits: Limits | None = None,
    on_step: Callable[[str, str], None] = lambda key, step: None,
) -> Generator[Outcome, None, None]:
    """Make the sites of the briefings `keys` of the project at `root` (all that have editions).

    Results stand in `output` (default `build/site`), a folder a briefing. An edition that
    was altered, or whose page no longer says what its PDF says, is told in the outcome,
    and what stood there stays. `ReportkitError` as for `build_briefings`, and for a named
    briefing that has no edition.
    """
    disk, limits = Disk(root), limits or Limits()
    chosen = known_briefings(root, keys, issued=True)
    issued = [key for key in chosen if disk.list(edition_folder(key))]
    for key in chosen if keys else ():
        if key not in issued:
            message = f"No edition of “{key}” was issued yet."
            hint = f"`reportkit issue {key} --kind initial` issues the first."
            found = finding("unknown-edition", message, Span(edition_folder(key)), hint)
            raise ReportkitError(found, code=ExitCode.USAGE)
    sites = output or root / SITE
    check_places(sites / key for key in issued)
    orders = [_Order(key) for key in issued]
    prepare = partial(_maker, root)
    with closing(work(orders, prepare, jobs=jobs, limits=limits, on_step=on_step)) as results:
        for order, made, seconds in results:
            yield settle(order.key, made, sites / order.key, seconds)


def _maker(root: Path) -> Callable[[_Order, Step], Made]:
    """Make a process ready to make sites."""
    from reportkit.write import prepare_environment

    prepare_environment()
    disk = Disk(root)

    def handle(order: _Order, step: Step) -> Made:
        try:
            return _Site(disk, order.key, step).make()
        except ReportkitError as error:
            return Made((), error.diagnostics)

    return handle


class _Site:
    """The making of one site."""

    def __init__(self, files: Disk, key: str, step: Step) -> None:
        from reportkit.read.editions import read_editions

        step("read")
        self.files, self.key, self.step = files, key, step
        self.editions = read_editions(files, key)
        self.imprints = tuple(edition.imprint for edition in self.editions)
        self.papers = {edition.number: self._paper(edition) for edition in self.editions}
        self.words = 0

    def make(self) -> Made:
        """Write every page and prove it; `ReportkitError` where one is not what was issued."""
        from reportkit.write.changes import versions

        latest = self.editions[-1]
        digests = {n: hashlib.sha256(data).hexdigest() for n, data in self.papers.items()}
        artifacts = [
            *self._pages(latest, "", ""),
            versions(latest.briefing, self._standing(latest, ""), digests),
        ]
        for edition in self.editions:
            artifacts += self._pages(edition, f"v/{edition.number}/", "../../")
        for old, new in itertools.pairwise(self.editions):
            artifacts += self._redline(old, new)
        return Made(tuple(artifacts), (), self.words)

    def _pages(self, edition: Edition, folder: str, root: str) -> Iterator[Artifact]:
        from reportkit.review.ledger import impacts
        from reportkit.write.page import write_page

        self.step("page")
        theme = self._theme(edition)
        briefing = replace(edition.briefing, impacts=impacts(edition.briefing, edition.number))
        made = write_page(
            briefing,
            edition.institute,
            theme,
            Fonts(self.files, theme),
            self.files,
            standing=self._standing(edition, root),
        )
        self._prove(edition, made)
        paper = Artifact(f"{self.key}.pdf", self.papers[edition.number], "application/pdf")
        for artifact in (*made, paper):
            yield replace(artifact, path=f"{folder}{artifact.path}")

    def _redline(self, old: Edition, new: Edition) -> Iterator[Artifact]:
        """Give the page of what changed from an edition to the next.

        A withdrawal changes no text. PDFs of redlines are made on demand alone: they would
        take a second for each edition at every issue.
        """
        if new.imprint.reason:
            return
        theme, folder = self._theme(new), f"redline/{old.number}..{new.number}/"
        made = write_redline(
            old.briefing, new.briefing, new.institute, theme, self.files, self.step,
            formats=("html",),
        )  # fmt: skip
        for artifact in made:
            yield replace(artifact, path=f"{folder}{artifact.path}")

    def _prove(self, edition: Edition, made: tuple[Artifact, ...]) -> None:
        from reportkit.review.parity import compare_words, read_page

        page = next(a.data for a in made if a.path == "index.html")
        styles = tuple(a.data.decode() for a in made if a.path.endswith(".css"))
        seen = read_page(page, styles)
        proof = compare_words(edition.briefing, seen, self.papers[edition.number])
        if proof.diagnostics:
            raise ReportkitError(*(_drift(edition, found) for found in proof.diagnostics))
        self.words = proof.words

    def _standing(self, edition: Edition, root: str) -> Standing:
        return Standing(self.imprints, edition.number, root, edition.gone, edition.former)

    def _theme(self, edition: Edition) -> Theme:
        """Give the theme of an edition as it is now, but with the words that it printed then."""
        from reportkit.read.theme import read_theme

        theme = read_theme(self.files, packaged("templates"), edition.institute.theme)
        base = edition.briefing.language.partition("-")[0]
        words = {**theme.terms.get("en", {}), **theme.terms.get(base, {}), **edition.terms}
        return replace(theme, terms={**theme.terms, base: words})

    def _paper(self, edition: Edition) -> bytes:
        return self.files.read(f"{edition_folder(self.key, edition.number)}/{self.key}.pdf")


def _drift(edition: Edition, found: Diagnostic) -> Diagnostic:
    message = f"Edition {edition.number} can no longer be shown as it was issued: {found.message}"
    hint = "The theme has changed what it prints: bring back what it printed then."
    return finding("edition-drift", message, found.span, hint)
