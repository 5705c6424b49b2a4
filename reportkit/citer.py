"""The citation engine in a process of its own: V8 starts while a text is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportkit.composing import engine_texts
from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity
from reportkit.workers import Assistant, Limits, Lost

__all__ = ["Citer"]


@dataclass(frozen=True, slots=True)
class _Rehearsal:
    style: str
    language: str


@dataclass(frozen=True, slots=True)
class _Document:
    style: str
    language: str
    items: Sequence[Mapping[str, Any]]
    citations: Sequence[Mapping[str, Any]]


_Job = _Rehearsal | _Document


class Citer:
    """A `CitationEngine` beside this process, asked as one asks that."""

    def __init__(self, limits: Limits) -> None:
        # Of `Rendered` and the diagnostics of an engine that refused: this process knows neither.
        self._engine: Assistant[_Job, Any] = Assistant(_work, limits)
        self.locales: Mapping[str, str] = engine_texts()[1]

    def rehearse(self, style: str, language: str) -> None:
        """Let it get ready for a style and a language, and do not wait."""
        self._engine.ask(_Rehearsal(style, language))

    def render(
        self,
        style: str,
        language: str,
        items: Sequence[Mapping[str, Any]],
        citations: Sequence[Mapping[str, Any]],
    ) -> Any:  # noqa: ANN401
        """Render a whole document, as `CitationEngine.render` does.

        `ReportkitError` (rule `citation-engine`), too, where the process was lost.
        """
        self._engine.ask(_Document(style, language, items, citations))
        answer = self._engine.answer(lambda step: None)
        if isinstance(answer, Lost):
            message = f"The citation engine was lost: {answer.reason}."
            found = (Diagnostic("citation-engine", Severity.ERROR, message),)
            raise ReportkitError(*found, code=ExitCode.SYSTEM)
        if isinstance(answer, tuple):
            raise ReportkitError(*answer, code=ExitCode.SYSTEM)
        return answer


def _work() -> Callable[[_Job, Callable[[str], None]], Any]:
    from reportkit.resolve.engine import CitationEngine

    engine = CitationEngine(*engine_texts())

    def handle(job: _Job, _: Callable[[str], None]) -> Any:  # noqa: ANN401
        if isinstance(job, _Rehearsal):
            return engine.rehearse(job.style, job.language)
        try:
            return engine.render(job.style, job.language, job.items, job.citations)
        except ReportkitError as error:
            return error.diagnostics

    return handle
