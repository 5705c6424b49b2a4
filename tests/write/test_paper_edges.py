"""What stands in a line of paper: nothing beyond its edges, and nothing alone that belongs to more.

The parts of a reference are not apart, and dots come with a title's last word.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reportkit.model import Briefing, Section
from reportkit.write.surroundings import prepare_environment
from tests.write import paper_reader
from tests.write import paper_specimen as specimen

prepare_environment()


def telling(*passages: str, titles: tuple[str, ...] = ()) -> Briefing:
    """Make a short briefing of these passages, and of sections of these titles."""
    made = tuple(specimen.passage("paragraph", x, f"p-{n}") for n, x in enumerate(passages))
    sections = [Section("introduction", 1, None, specimen.HERE, made)]
    for number, title in enumerate(titles, 1):
        text = (specimen.paragraph(number, "It ebbs."),)
        sections.append(Section(f"s-{number}", 1, title, specimen.HERE, text, f"{number}."))
    return replace(specimen.short(), sections=tuple(sections))


def test_neither_a_section_s_number_nor_a_call_begins_a_line() -> None:
    name = "Section\N{NO-BREAK SPACE}Ⅱ.12"
    ends = (
        f'<a class="xref" href="#p-1-1">{name}</a>',
        "<cite>(Kim 2020)</cite>",
        "정보화",
        "what?",
    )
    passages = [
        f'<p id="p-{at}-{n}">{"i" * n} a line that is to end in the midst, word by word, of {end}'
        f"{specimen.footnote(100 * at + n, 'So.')} and this.</p>"
        for at, end in enumerate(ends, 1)
        for n in range(1, 46)
    ]
    bodies = [body for _, body, _ in paper_reader.bands(specimen.paper(telling(*passages)).data)]
    lines = [line for body in bodies for line in body.splitlines()]
    assert " ".join(lines).count("Section Ⅱ.12") == 45
    assert [line for line in lines if re.match(r"\d+ (?!So\.)", line)] == []


def test_dots_and_number_never_stand_alone_in_the_contents() -> None:
    titles = tuple(
        f"Titles that fill their whole line in the list of contents {'i' * n} to the end"
        for n in range(10, 40)
    )
    bodies = [
        body for _, body, _ in paper_reader.bands(specimen.paper(telling(titles=titles)).data)
    ]
    lines = [line for body in bodies for line in body.splitlines()]
    assert [line for line in lines if re.fullmatch(r"[ .]*\d+", line)] == []
    assert sum(bool(re.match(r"i+ to the end . .", line)) for line in lines) > 3
