"""Promises of the templates' environment."""

import datetime

import pytest

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
from reportkit.write.theme import environment, hashtag, long_date, terms
from tests.write.sample import INSTITUTE, briefing, theme


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "July 18, 2024"),
        ("en-GB", "July 18, 2024"),
        ("ko", "2024년 7월 18일"),
        ("fr", "2024-07-18"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language, printed):
    assert long_date(datetime.date(2024, 7, 18), language) == printed
