"""citeproc-js in V8: a style, a language, sources and citations in; markup out.

V8 starts in the background on construction, and is waited for on first use. It
must be closed before the interpreter ends, or the interpreter hangs: that is
done at exit in any case. Threads do not survive a fork: construct after it.
"""

from __future__ import annotations

import atexit
import pkgutil
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, Self

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity

__all__ = ["CitationEngine", "Cites", "Cluster", "Rendered"]

SECONDS = 60.0
"""How long one call may take; Chicago's style alone takes up to 5 s to build."""

BYTES = 1024 * 1024 * 1024
"""How much memory V8 may hold."""

NO_KEYS = "--no-memory-protection-keys"
"""V8 locks its code with a processor's protection keys, where it has them, and gives the key
to the thread that loads it and to its children alone; whoever closes it is another thread, and
would die of SIGSEGV."""

NAMES = [{"family": "Able", "given": "Ann B."}, {"family": "Baker", "given": "Bo"}]
DAY = {"date-parts": [[2024, 2, 3]]}
WEB = {"title": "Title", "issued": DAY, "URL": "https://a.example", "accessed": DAY}
WORKS: list[dict[str, Any]] = [
    {"id": "a", "type": "article-journal", "author": NAMES, "container-title": "Journal",
     "volume": "1", "issue": "2", "page": "3-4", **WEB},
    {"id": "b", "type": "book", "author": NAMES[:1], "title": "Title", "publisher": "Press",
     "issued": {"date-parts": [[2024]]}},
    {"id": "c", "type": "webpage", "author": [{"literal": "Office"}], **WEB},
]  # fmt: skip
CITATIONS: list[dict[str, Any]] = [
    {"narrative": False, "items": [
        {"id": "a", "position": 0}, {"id": "b", "position": 0, "locator": "3", "label": "page"},
    ]},
    {"narrative": True, "items": [{"id": "c", "position": 0}]},
    {"narrative": False, "items": [{"id": "a", "position": 2}]},
]  # fmt: skip
"""What a rehearsal cites: the kinds of works, and of citations, that most briefings have."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One citation as printed, as citeproc's HTML: `<a data-key="…">` about each source.

    `author` stands before `words` in running text (narrative form), or is empty.
    """

    author: str
    words: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document's citations, and its entries in the style's order, as `<div data-key="…">`."""

    citations: tuple[Cluster, ...]
    entries: tuple[str, ...]


class Cites(Protocol):
    """What resolving asks of an engine, wherever it runs."""

    @property
    def locales(self) -> Mapping[str, str]:
        """Language tags, and CSL locale files."""

    def rehearse(self, style: str, language: str) -> None: ...

    def render(
        self,
        style: str,
        language: str,
        items: Sequence[Mapping[str, Any]],
        citations: Sequence[Mapping[str, Any]],
    ) -> Rendered: ...


class CitationEngine:
    """One V8 for a run: an engine for each (style, language) is built once and kept.

    `source` is citeproc.js, `locales` maps language tags to CSL locale files.
    """

    def __init__(self, source: str, locales: Mapping[str, str]) -> None:
        self.locales = dict(locales)
        self._source = source
        self._context: Any = None
        self._failure: BaseException | None = None
        self._closed = False
        self._lock = threading.Lock()
        self._names: dict[str, str] = {}
        self._start = threading.Thread(target=self._begin, name="citation-engine", daemon=True)
        self._start.start()
        atexit.register(self.close)

    def _begin(self) -> None:
        try:
            # 50 ms and a process's worth of V8: only for who cites.
            from py_mini_racer import DEFAULT_V8_FLAGS, MiniRacer, init_mini_racer

            init_mini_racer(flags=(*DEFAULT_V8_FLAGS, NO_KEYS), ignore_duplicate_init=True)
            bridge = pkgutil.get_data("reportkit.resolve", "bridge.js")
            self._context = MiniRacer()
            # The file ends as a module of Node; V8 alone knows none.
            self._context.eval("var module = {};")
            self._context.eval(self._source)
            self._context.eval((bridge or b"").decode())
            self._context.call("reportkit.supply", self.locales)
        except BaseException as error:
            # Kept for the caller of the first use: a thread has nobody to raise to.
            self._failure = error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rehearse(self, style: str, language: str) -> None:
        """Build the engine of a style, and have it cite something.

        V8 compiles what is called for the first time: whoever cites next waits half as
        long. What is wrong with the style is told then.
        """
        with suppress(ReportkitError):
            self.render(style, language, WORKS, CITATIONS)

    def close(self) -> None:
        """Let V8 go; may be called twice, and while it still starts."""
        self._start.join()
        atexit.unregister(self.close)
        with self._lock:
            context, self._context, self._closed = self._context, None, True
        if context is not None:
            context.close()

    def call(self, function: str, *arguments: object) -> Any:  # noqa: ANN401
        """Call a JavaScript function with JSON values, within the limits of time and memory.

        Raises `ReportkitError` (rule `citation-engine`) with the engine's own words.
        """
        return self._guarded("call", function, *arguments)

    def evaluate(self, source: str) -> None:
        """Run more JavaScript beside the bridge, within the same limits."""
        self._guarded("eval", source)

    def _guarded(self, method: str, *arguments: object) -> Any:  # noqa: ANN401
        self._start.join()
        if self._failure is not None:
            reason = _reason(self._failure)
            raise _refusal(f"The citation engine did not start: {reason}.") from self._failure
        with self._lock:
            if self._closed:
                raise _refusal("The citation engine is closed.")
            from py_mini_racer import JSEvalException

            try:
                return getattr(self._context, method)(
                    *arguments, timeout_sec=SECONDS, max_memory=BYTES
                )
            except JSEvalException as error:
                raise _refusal(f"The citation engine stopped: {_reason(error)}.") from error

    def render(
        self,
        style: str,
        language: str,
        items: Sequence[Mapping[str, Any]],
        citations: Sequence[Mapping[str, Any]],
    ) -> Rendered:
        """Render a whole document.

        `items` are CSL-JSON, each cited at least once; a citation is
        `{"narrative": bool, "items": [{"id", "position", "locator", …}]}`, with
        positions as citeproc numbers them: 0 first, 1 subsequent, 2 ibid,
        3 ibid with locator. `language` is a key of `locales`.
        """
        name = self._names.setdefault(style, str(len(self._names)))
        answer = self.call("reportkit.render", name, style, language, items, citations)
        return Rendered(
            tuple(Cluster(**cluster) for cluster in answer["citations"]),
            tuple(answer["entries"]),
        )


def _reason(error: BaseException) -> str:
    words = str(error).strip().splitlines() or [type(error).__name__]
    return words[0].removeprefix("<anonymous>:").strip().rstrip(".")


def _refusal(message: str) -> ReportkitError:
    return ReportkitError(
        Diagnostic("citation-engine", Severity.ERROR, message), code=ExitCode.SYSTEM
    )
