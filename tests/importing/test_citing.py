"""Citations of a copy become keys, or stay words and are told with what they may have meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.importing import Copy, Imported, import_copy
from tests.conftest import SMALL, write
from tests.importing.desk import WISHES, imported

WATSON = "Watson, Virginia. 2020. “The Fourth Thing.” Journal of X 3 (2): 37–48."
BANK = "World Bank. 2019. World Report. Washington, DC: World Bank."
DEES = (
    "Dee, Ed, Fy Gee, and Ha Eye. 2018a. “First.” Daily. May 2.\n\n"
    "Dee, Ed, Fy Gee, and Ha Eye. 2018b. “Second.” Daily. May 3."
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, {"content/institute.yaml": SMALL["content/institute.yaml"]})


def text_of(project: Path) -> str:
    folder = project / "content" / "paper"
    return "\n".join(path.read_text() for path in sorted(folder.glob("[0-9]*.md")))


def paper(sentence: str, references: str) -> str:
    return f"Harbours\n\nAnn Example\n\n1. Findings\n\n{sentence}\n\nReferences\n\n{references}\n"


def told(made: Imported, said: str) -> list[tuple[str | None, int | None, str | None]]:
    return [(d.path, d.line, d.hint) for d in made.doubts if f"“{said}”" in d.message]


NONE = "Describe it in sources.yaml, if it is one."
NEAREST = "The nearest: “watson2020”."
UNMATCHED = {
    "So (Nobody 2001).": ("Nobody 2001", NONE),
    "It is what Nobody (2001) says.": (
        "Nobody (2001)",
        "Describe it in sources.yaml, if it is one.",
    ),
    "So (World Bank 2019; IMF 2018).": ("IMF 2018", NONE),
    "So (Wattson 2020).": ("Wattson 2020", NEAREST),
    "So (Watson n.d.).": ("Watson n.d.", NEAREST),
    "So (Watson, forthcoming).": ("Watson, forthcoming", NEAREST),
    "So (Watson 2021).": (
        "(Watson 2021)",
        "The nearest: “watson2020”; or describe it in sources.yaml.",
    ),
    "So (Watson 2020a).": (
        "(Watson 2020a)",
        "The nearest: “watson2020”; or describe it in sources.yaml.",
    ),
}


@pytest.mark.parametrize("sentence", UNMATCHED)
def test_a_citation_that_fits_no_source_stays_and_is_told(project: Path, sentence: str) -> None:
    made = imported(project, paper(sentence, f"{WATSON}\n\n{BANK}"))
    said, hint = UNMATCHED[sentence]
    assert sentence in text_of(project)
    assert told(made, said) == [("01-findings.md", 3, hint)]


@pytest.mark.parametrize(
    "sentence", ["The war (1950) went on.", "It was cold (March 2020).", "In March (2020)."]
)
def test_times_are_no_citations(project: Path, sentence: str) -> None:
    made = imported(project, paper(sentence, WATSON))
    assert [d for d in made.doubts if "citation" in d.message] == []


def test_letters_beside_the_year_are_kept_in_keys_and_tell_which_is_meant(project: Path) -> None:
    made = imported(project, paper("So (Dee et al. 2018b, 4) and (Dee et al. 2018a).", DEES))
    assert sorted(made.briefing.sources) == ["dee2018a", "dee2018b"]
    assert "So [@dee2018b, 4] and [@dee2018a]." in text_of(project)


def test_hints_keep_the_places_in_works(project: Path) -> None:
    made = imported(project, paper("So (see Watson 2020, 37–39; Unknown 1999, 4).", WATSON))
    assert told(made, "Watson 2020, 37–39") == [
        ("01-findings.md", 3, "Write “[see @watson2020, 37–39]” if that is meant.")
    ]


def test_what_stands_between_two_lists_stays_in_the_text(project: Path) -> None:
    more = f"2. More\n\nBo (2019) says so again (Watson 2020).\n\nBibliography\n\n{BANK}"
    made = imported(project, paper("So it is (Watson 2020).", f"{WATSON}\n\n{more}"))
    assert sorted(made.briefing.sources) == ["watson2020", "world2019"]
    assert "# More {#sec-more}\n\nBo (2019) says so again [@watson2020].\n" in text_of(project)


def test_one_title_in_two_journals_is_two_sources(project: Path) -> None:
    other = "Watson, Virginia. 2020. “The Fourth Thing.” Revised Quarterly 9 (1): 77–88."
    made = imported(project, paper("So it is.", f"{WATSON}\n\n{other}"))
    titles = [s.csl["container-title"] for s in made.briefing.sources.values()]
    assert titles == ["Journal of X", "Revised Quarterly"]


NUMBERED = (
    "[1] V. Watson, “The Fourth Thing,” Journal of X, vol. 3, no. 2, pp. 37–48, 2020.\n\n"
    "[2] E. Dee, “First,” Daily, May 2, 2018. Available: https://example.org/x\n\n"
    "[3] Unparseable thing here"
)


def test_numbers_of_a_numbered_list_become_keys(project: Path) -> None:
    sentence = "So [1], [1, p. 12], [2, 1] and [1-3]; an array a[1] is none, nor is [9]."
    made = imported(project, paper(sentence, NUMBERED))
    one, two, three = made.briefing.sources
    assert (
        f"So [@{one}], [@{one}, p. 12], [@{two}; @{one}] and [@{one}; @{two}; @{three}]; "
        "an array a[1] is none, nor is [9]."
    ) in text_of(project)
    assert [(d.message, d.hint) for d in made.doubts if "[9]" in d.message] == [
        (
            "“[9]” has a number that the list of references has not; it stays as text.",
            "The list goes from 1 to 3.",
        )
    ]


def test_numbers_in_brackets_stay_where_the_list_has_none(project: Path) -> None:
    imported(project, paper("So [1] it is.", WATSON))
    assert "So [1] it is." in text_of(project)


def test_what_a_bibliography_does_not_say_of_a_work_is_set_aside(project: Path) -> None:
    entry = "@article{fourth, author={Watson, Virginia}, title={The Fourth Thing}, year={2020}}"
    copy = Copy(
        "copy.txt",
        paper("So it is (Watson 2020).", WATSON).encode(),
        bibliography=(("a.bib", entry),),
    )
    made = import_copy(project, copy, "paper", WISHES)
    what = "words of references that the ledger's own entry says otherwise"
    assert [aside.text for aside in made.asides if aside.what == what] == ["Journal of X 3 2 37 48"]
    assert "So it is [@fourth]." in text_of(project)
    assert any("says what “fourth” does not: Journal" in doubt.message for doubt in made.doubts)
