"""The errors of a copy that cannot be read."""

from __future__ import annotations

from reportkit.diagnostics import Diagnostic, ReportkitError, Severity, Span

__all__ = ["refused"]


def refused(rule: str, place: str | Span, message: str, hint: str | None = None) -> ReportkitError:
    """Make the error of a copy that cannot be read; `place` may be its name alone."""
    span = Span(place) if isinstance(place, str) else place
    return ReportkitError(Diagnostic(rule, Severity.ERROR, message, span, hint))
