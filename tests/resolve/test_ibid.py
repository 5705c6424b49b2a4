"""“Ibid.” where a reader finds its source at a glance, and nowhere else."""

from __future__ import annotations

from reportkit.resolve.citations import cite
from reportkit.resolve.engine import CitationEngine
from tests.resolve.sample import (
    book,
    briefing,
    citation,
    item,
    paragraph,
    printed,
    run,
    section,
    sources,
)


def test_ibid_needs_the_same_single_source_just_before(engine: CitationEngine, style: str) -> None:
    place, other = item("doe", locator="4"), item("doe", locator="5")
    cited = [
        citation("doe"),
        citation("doe"),
        citation(place),
        citation(place),
        citation(other),
        citation("doe"),
        citation("doe", "roe"),
        citation("roe"),
        citation("roe", "doe"),
        citation("doe"),
        citation(item("doe", suppress_author=True)),
        citation("doe", narrative=True),
        citation(item("doe", prefix="see ")),
        citation("doe"),
    ]
    assert printed(run(engine, style, *cited)) == [
        "(Doe 2024)",
        "(Ibid.)",
        "(Ibid., 4)",
        "(Ibid.)",
        "(Ibid., 5)",
        "(Doe 2024)",
        "(Doe 2024; Roe 2024)",
        "(Roe 2024)",
        "(Roe 2024; Doe 2024)",
        "(Doe 2024)",
        "(2024)",
        "Doe (2024)",
        "(see Doe 2024)",
        "(Ibid.)",
    ]


def test_ibid_stops_at_a_section_and_at_the_starred_note(
    engine: CitationEngine, style: str
) -> None:
    note = paragraph("note", citation("doe"))
    parts = [
        section("s", paragraph("p", citation("doe"), citation("doe"))),
        section("t", paragraph("q", citation("doe")), level=2),
    ]
    told = briefing(*parts, note=note, sources=sources(book("doe")))
    resolved = cite(told, engine, style)
    assert printed(resolved) == ["(Doe 2024)", "(Doe 2024)", "(Ibid.)", "(Doe 2024)"]


def test_ibid_is_never_used_in_into_or_out_of_a_footnote(
    engine: CitationEngine, style: str
) -> None:
    passages = [
        paragraph("p", citation("doe")),
        paragraph("q", citation("doe"), " and ", citation("doe"), footnote=True),
        paragraph("r", citation("doe")),
    ]
    told = briefing(section("s", *passages), sources=sources(book("doe", "Doe")))
    assert printed(cite(told, engine, style)) == ["(Doe 2024)"] * 4
