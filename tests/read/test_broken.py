"""Whatever is broken, reading says a sentence with a place, and raises nothing else."""

from __future__ import annotations

import pytest

from reportkit.diagnostics import Diagnostic, ReportkitError
from reportkit.files import Memory
from reportkit.read.briefing import read_briefing
from reportkit.read.institute import read_institute
from tests.cases.broken.cases import CASES, Case
from tests.cases.broken.whole import WHOLE


def findings(files: Memory) -> tuple[Diagnostic, ...]:
    institute, found = read_institute(files)
    if institute is None:
        return found
    try:
        return found + read_briefing(files, institute, "sample").diagnostics
    except ReportkitError as error:
        return found + error.diagnostics


def test_nothing_is_said_of_a_briefing_that_is_whole() -> None:
    assert findings(Memory(WHOLE)) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_what_is_broken_is_named_with_its_place(case: Case) -> None:
    first = findings(Memory(case.files()))[0]
    assert (str(first).split("\n")[0], first.hint) == (case.first, case.hint)


def test_every_case_is_another_one() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60
