"""What stands in a line of paper: nothing beyond its edges, and nothing alone that belongs to more.

Long words are broken, the parts of a reference are not, and dots come with a title's last word.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2

from reportkit.model import Briefing, Section
from reportkit.write.surroundings import prepare_environment
from tests.write import paper_reader
from tests.write import paper_specimen as specimen

prepare_environment()

WORD = ("abcdefghijklmnopqrstuvwxy0123456789" * 4)[:140]
ADDRESS = f"https://www.example.org/{'a' * 60}/report?id={'7' * 60}"
MAIL = "an.office.of.a.long.name@a-department-of-a-very-long-name-indeed.example.org"
MARGIN = 43 * 72 / 25.4
"""The theme's margins at the sides, in points."""


def edges(data: bytes) -> tuple[float, float]:
    """Give how far from the page's sides the nearest letters stand, running matter too."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        text_page = page.get_textpage()
        boxes = [text_page.get_charbox(at) for at in range(text_page.count_chars())]
        seen = [box for box in boxes if box[2] > box[0]]
        right = page.get_width() - max(box[2] for box in seen)
        found.append((min(box[0] for box in seen), right))
        text_page.close()
        page.close()
    document.close()
    return min(left for left, _ in found), min(right for _, right in found)


def telling(*passages: str, titles: tuple[str, ...] = ()) -> Briefing:
    """Make a short briefing of these passages, and of sections of these titles."""
    made = tuple(specimen.passage("paragraph", x, f"p-{n}") for n, x in enumerate(passages))
    sections = [Section("introduction", 1, None, specimen.HERE, made)]
    for number, title in enumerate(titles, 1):
        text = (specimen.paragraph(number, "It ebbs."),)
        sections.append(Section(f"s-{number}", 1, title, specimen.HERE, text, f"{number}."))
    return replace(specimen.short(), sections=tuple(sections))


def test_nothing_runs_over_the_edge_however_long_a_word_is() -> None:
    link = f'<a href="{ADDRESS}">{ADDRESS}</a>'
    mail = f'<a href="mailto:{MAIL}">{MAIL}</a>'
    made = telling(
        f"<p>So {WORD}, <code>{WORD}</code>, {link}, {mail}, {ADDRESS} and {MAIL} end.</p>",
        f"<ul><li>{WORD} ends.</li><li><code>{WORD}</code></li></ul>",
        f"<dl><dt>{WORD}</dt><dd>{WORD}</dd></dl>",
        f"<pre><code>{WORD}</code></pre>",
        f"<p>Noted.{specimen.footnote(1, f'{WORD} and {link}')}</p>",
        f'<div class="table"><table><caption>{WORD}</caption><tbody>'
        f"<tr><td>{WORD}</td><td>{link}</td><td>short</td></tr></tbody></table></div>",
        titles=(WORD, f"On {WORD}"),
    )
    entry = replace(specimen.briefing().references[0], xhtml=f"{WORD}. 2020. “{WORD}.” {link}")
    for briefing in (made, replace(made, title=WORD, short_title=WORD, references=(entry,))):
        left, right = edges(specimen.paper(briefing).data)
        assert min(left, right) > MARGIN - 1


def test_a_head_that_is_short_stays_whole_beside_one_that_is_long() -> None:
    made = replace(telling(titles=("Findings",) * 40), short_title=f"On {WORD}")
    heads = [head for head, _, _ in paper_reader.bands(specimen.paper(made).data)]
    named = [name for head in heads if (name := re.search(r"(Cont|\d+\. Find)\S*$", head))]
    assert {name[0].partition(". ")[2] or name[0] for name in named} == {"Contents", "Findings"}
    assert len(named) == len(heads) - 1


def test_a_word_is_divided_where_it_is_wider_than_its_column_and_nowhere_else() -> None:
    words = ("internationalisation", "telecommunications")
    cells = "".join(f"<td>{word}</td>" for word in words)
    found = []
    for columns in (1, 3):
        row = f'<div class="table"><table><tbody><tr>{cells * columns}</tr></tbody></table></div>'
        (_, body, _), *_ = paper_reader.bands(specimen.paper(telling(row)).data)
        told = body.replace("\n", "").replace("\x02", "-")
        found.append([*map(told.count, words), *map(told.replace("-", "").count, words)])
    assert found == [[1, 1, 1, 1], [0, 0, 3, 3]]


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
