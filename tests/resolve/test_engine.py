"""The engine by itself: the same answer however often it was used, and an end to everything."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportkit.diagnostics import ReportkitError
from reportkit.model import Briefing
from reportkit.resolve import engine as engine_module
from reportkit.resolve.citations import cite
from reportkit.resolve.engine import CitationEngine
from reportkit.xhtml import parse
from tests.conftest import examples
from tests.resolve.sample import (
    CITEPROC,
    ROOT,
    book,
    briefing,
    citation,
    own_locales,
    paragraph,
    section,
    sources,
)

FAMILIES = st.sampled_from(["Kim", "Lee", "김", "Doe", "van Dam", "O’Neil"])
GIVEN = st.sampled_from(["Ann", "Bob", "Jeong\u00a0Yoon", "정윤", "H.", ""])
TITLES = st.text(st.sampled_from("aB <>&\"'i/b.:%“é한\u00a0\ue00b\x07"), max_size=24)
KEYS = st.sampled_from(["a", "b", "c", "d-1"])


@st.composite
def told(draw: Any) -> Briefing:
    """A briefing whose keys mean other sources than the last one's."""
    books = [
        book(
            key,
            draw(FAMILIES),
            draw(GIVEN),
            draw(st.integers(2020, 2022)),
            title=draw(TITLES) or "T",
        )
        for key in ("a", "b", "c", "d-1")
    ]
    groups = draw(st.lists(st.lists(KEYS, min_size=1, max_size=3, unique=True), max_size=8))
    marks = [citation(*keys, narrative=draw(st.booleans())) for keys in groups]
    passages = [paragraph(f"p-{n}", "Words ", mark) for n, mark in enumerate(marks)]
    language = draw(st.sampled_from(["en", "ko"]))
    return briefing(section("s", *passages), sources=sources(*books), language=language)


@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.too_slow])
@given(earlier=st.lists(told(), max_size=3), last=told())
def test_a_used_engine_answers_like_a_fresh_one(
    engine: CitationEngine, style: str, earlier: list[Briefing], last: Briefing
) -> None:
    for other in earlier:
        cite(other, engine, style)
    used = cite(last, engine, style)
    with CitationEngine(CITEPROC, own_locales()) as fresh:
        assert used == cite(last, fresh, style)


@settings(max_examples=examples(100))
@given(told())
def test_whatever_a_source_holds_the_passages_and_entries_are_well_formed(
    engine: CitationEngine, style: str, briefing: Briefing
) -> None:
    resolved = cite(briefing, engine, style)
    for xhtml in (*(p.xhtml for p in resolved.passages), *(r.xhtml for r in resolved.references)):
        tags = {element.tag for element in parse(f"<div>{xhtml}</div>").iter()}
        assert tags <= {"div", "p", "cite", "a", "i", "b", "em", "strong", "sup", "sub", "wbr"}


def test_a_program_that_forgets_to_close_the_engine_ends_all_the_same() -> None:
    program = (
        "from reportkit.files import packaged\n"
        "from reportkit.resolve.engine import CitationEngine\n"
        "engine = CitationEngine(packaged('vendor').read('citeproc.js').decode(), {})\n"
    )
    for rest in ("", "print(engine.call('String', 1))"):
        subprocess.run([sys.executable, "-c", program + rest], cwd=ROOT, timeout=30, check=True)


def test_the_engine_is_not_loaded_with_the_module() -> None:
    engines = "{'py_mini_racer', 'vl_convert'}"
    modules = "reportkit.resolve.engine, reportkit.resolve.charts"
    program = f"import sys, {modules}; assert not {engines} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=30, check=True)


def test_an_endless_call_is_ended_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "SECONDS", 0.2)
    with CitationEngine("", {}) as engine, pytest.raises(ReportkitError) as stopped:
        engine.evaluate("for (;;) {}")
    assert stopped.value.diagnostics[0].rule == "citation-engine"


def test_a_call_that_eats_memory_is_ended_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "BYTES", 64 * 1024 * 1024)
    with CitationEngine("", {}) as engine, pytest.raises(ReportkitError) as stopped:
        engine.evaluate("var all = []; for (;;) { all.push(new Array(1000).fill('x')); }")
    assert stopped.value.diagnostics[0].rule == "citation-engine"


def test_a_style_that_is_no_style_is_refused_with_a_sentence(
    engine: CitationEngine, style: str
) -> None:
    told = briefing(section("s", paragraph("p", citation("a"))), sources=sources(book("a")))
    with pytest.raises(ReportkitError) as refused:
        cite(told, engine, "<style>")
    assert refused.value.diagnostics[0].message.startswith("The citation engine stopped: ")
    assert cite(told, engine, style).references


def test_the_engine_may_be_closed_twice_and_answers_no_more() -> None:
    engine = CitationEngine(CITEPROC, own_locales())
    engine.close()
    engine.close()
    with pytest.raises(ReportkitError, match="closed"):
        engine.call("String", 1)


def test_v8_has_no_way_out(engine: CitationEngine) -> None:
    ways = "['fetch', 'require', 'process', 'XMLHttpRequest', 'Deno', 'importScripts']"
    assert engine.call(f"(function () {{ return {ways}.filter(n => n in globalThis); }})") == []
