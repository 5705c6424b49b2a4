"""What shells complete: names of briefings, keys of sources and people, numbers of editions.

Outside a project, and where one cannot be read, that is nothing: a prompt is no place for
errors. What is heavy is imported within, so that --help answers at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from reportkit.diagnostics import ReportkitError
from reportkit.model import Institute

__all__ = ["briefings", "editions", "numbers", "people", "series", "sources"]


def briefings(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Give the names of briefings that begin so."""
    return _begun(context, begun, _briefings)


def editions(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Give the names of briefings that begin so, and of a single one its editions: a@1.0."""

    def named(root: Path) -> Iterator[str]:
        slug, sign, _ = begun.partition("@")
        near = [slug] if sign else [key for key in _briefings(root) if key.startswith(slug)]
        yield from near
        for key in near if len(near) == 1 else ():
            yield from (f"{key}@{number}" for number in _numbers(root, key))

    return _begun(context, begun, named)


def numbers(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Give the numbers of the editions of the briefing that was named before."""
    slug = context.params.get("slug") or ""
    return _begun(context, begun, lambda root: _numbers(root, slug))


def sources(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Give the keys of sources that begin so: of the briefings that were named, else of all."""
    named = context.params.get("briefings") or context.params.get("briefing") or ()
    return _begun(
        context, begun, lambda root: _keys(root, [named] if isinstance(named, str) else named)
    )


def people(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Give the keys of the institute's people that begin so."""
    return _begun(context, begun, lambda root: _institute(root).people)


def series(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Give the keys of the institute's series that begin so."""
    return _begun(context, begun, lambda root: _institute(root).series)


def _begun(context: click.Context, begun: str, give: Callable[[Path], Iterable[str]]) -> list[str]:
    from reportkit.build import find_project

    try:
        root = find_project(context.params.get("project") or Path())
        return [word for word in dict.fromkeys(give(root)) if word.startswith(begun)]
    except (ReportkitError, OSError):
        return []


def _briefings(root: Path) -> tuple[str, ...]:
    from reportkit.build import known_briefings

    return known_briefings(root, ())


def _numbers(root: Path, slug: str) -> tuple[str, ...]:
    from reportkit.build import known_briefings
    from reportkit.files import Disk
    from reportkit.read.editions import edition_numbers

    [key] = known_briefings(root, [slug], issued=True)
    return edition_numbers(Disk(root), key)


def _keys(root: Path, named: Iterable[str]) -> Iterator[str]:
    from reportkit.build import known_briefings
    from reportkit.files import Disk
    from reportkit.read.sources import SHARED, read_ledger
    from reportkit.read.texts import Findings

    files = Disk(root)
    for key in known_briefings(root, tuple(named)):
        yield from read_ledger(files, f"content/{key}", Findings())
    yield from read_ledger(files, SHARED, Findings())


def _institute(root: Path) -> Institute:
    from reportkit.composing import sound_institute
    from reportkit.files import Disk

    return sound_institute(Disk(root))
