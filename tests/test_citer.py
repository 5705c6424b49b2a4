"""The engine in a process of its own answers as the engine does, and its end is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportkit.citer import Citer
from reportkit.composing import engine_texts
from reportkit.diagnostics import ReportkitError
from reportkit.resolve.engine import CITATIONS, WORKS, CitationEngine
from reportkit.workers import Limits
from tests.conftest import ROOT

STYLE = (ROOT / "templates/eai/citation.csl").read_text("utf-8")


@pytest.fixture
def citer() -> Iterator[Citer]:
    citer = Citer(Limits())
    yield citer
    citer._engine._child.end()


def test_it_answers_as_the_engine_does_rehearsed_or_not(citer: Citer) -> None:
    with CitationEngine(*engine_texts()) as engine:
        expected = engine.render(STYLE, "en-US", WORKS[:2], CITATIONS[:1])
    assert citer.render(STYLE, "en-US", WORKS[:2], CITATIONS[:1]) == expected
    citer.rehearse(STYLE, "en-US")
    citer.rehearse("<no style>", "en-US")
    assert citer.render(STYLE, "en-US", WORKS[:2], CITATIONS[:1]) == expected
    assert set(citer.locales) >= {"en-US", "ko-KR"}


def test_what_is_wrong_with_a_style_is_told(citer: Citer) -> None:
    broken = STYLE.replace("layout", "layuot")
    with pytest.raises(ReportkitError, match="Undefined node name"):
        citer.render(broken, "en-US", WORKS, CITATIONS)


def test_an_engine_that_is_lost_is_told_and_replaced(citer: Citer) -> None:
    citer._engine._child.process.kill()
    with pytest.raises(ReportkitError, match=r"The citation engine was lost: .* SIGKILL"):
        citer.render(STYLE, "en-US", WORKS, CITATIONS)
    assert citer.render(STYLE, "en-US", WORKS, CITATIONS).entries
