"""Promises of the templates' environment."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
from reportkit.write.theme import environment, hashtag, long_date, render, terms
from tests.write.sample import INSTITUTE, briefing, theme


def filled(text: str, **changes: Any) -> str:
    made = replace(theme(), texts={"page.html": text})
    return render(made, "page.html", replace(briefing(), **changes), INSTITUTE)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "July 8, 2024"),
        ("en-GB", "July 8, 2024"),
        ("ko", "2024년 7월 8일"),
        ("fr", "2024-07-08"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language: str, printed: str) -> None:
    assert long_date(datetime.date(2024, 7, 8), language) == printed


@pytest.mark.parametrize(
    ("phrase", "printed"),
    [
        ("Governance and Politics", "#GovernanceAndPolitics"),
        ("DPRK", "#DPRK"),
        ("4IR", "#4IR"),
        ("AI-driven policing", "#AIDrivenPolicing"),
        ("Workers’ Party", "#WorkersParty"),
        ("북한 경찰", "#북한경찰"),
    ],
)
def test_a_keyword_becomes_one_word_and_keeps_its_acronyms(phrase: str, printed: str) -> None:
    assert hashtag(phrase) == printed


def test_a_template_writes_a_date_in_the_briefings_language() -> None:
    assert filled("{{ briefing.date | long_date }}", language="ko") == "2026년 3월 9일"


def test_a_language_without_a_term_falls_back_on_english() -> None:
    assert (terms(theme(), "ko")("references"), terms(theme(), "fr")("references")) == (
        "참고문헌",
        "References",
    )


def test_content_is_never_rendered_as_a_template() -> None:
    assert filled("{{ briefing.title }}", title="{{ 7 * 7 }} <b>") == "{{ 7 * 7 }} &lt;b&gt;"


def test_the_same_texts_are_compiled_once() -> None:
    assert environment(theme()) is environment(replace(theme(), numbering=()))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n{{ nothing }}", 2, "'nothing' is undefined."),
        ("\n\n{% if %}", 3, "Expected an expression, got 'end of statement block'."),
        ("{{ 1 / 0 }}", 1, "division by zero."),
        (
            "{{ briefing.__class__ }}",
            1,
            "access to attribute '__class__' of 'Briefing' object is unsafe.",
        ),
    ],
)
def test_a_faulty_template_is_named_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(ReportkitError) as caught:
        filled(text)
    place = Span("templates/eai/page.html", line)
    assert caught.value.diagnostics == (Diagnostic("theme-error", Severity.ERROR, message, place),)
    assert caught.value.code is ExitCode.USAGE


@pytest.mark.parametrize(
    ("name", "path", "message"),
    [
        ("x.html", "templates/eai/x.html", "The theme has no file “x.html”."),
        ("page.html", "templates/eai/theme.yaml", "The theme has no term “coda” for “en”."),
    ],
)
def test_what_a_theme_lacks_is_named(name: str, path: str, message: str) -> None:
    made = replace(theme(), texts={"page.html": "{{ term('coda') }}"})
    with pytest.raises(ReportkitError) as caught:
        render(made, name, briefing(), INSTITUTE)
    assert caught.value.diagnostics == (
        Diagnostic("theme-error", Severity.ERROR, message, Span(path)),
    )
