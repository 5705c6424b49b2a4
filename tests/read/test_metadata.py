"""One schema serves our reading and an editor's; a scalar is what was written."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import ReportkitError, Severity, Span, Text
from reportkit.files import Memory, list_briefings, packaged
from reportkit.read.briefing import read_briefing
from reportkit.read.dates import InvalidDateError, date_parts
from reportkit.read.institute import read_institute
from reportkit.read.schemas import schema
from reportkit.read.strict_yaml import Mapping, Scalar, parse_yaml
from reportkit.read.texts import Findings
from reportkit.read.theme import read_theme
from tests.cases.broken import whole

jsonschema = pytest.importorskip("jsonschema")


def plain(text: str) -> Any:
    """Read YAML 1.2 as an editor does: numbers are numbers there, and dates are strings."""
    return yaml.load(text, Loader=EditorsLoader)


class EditorsLoader(yaml.SafeLoader):  # type: ignore[misc]
    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, form in (
    ("int", r"-?(?:0|[1-9][0-9]*)"),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    ("null", r"~|null|"),
    ("bool", r"true|false"),
):
    pattern = re.compile(rf"^(?:{form})$")
    EditorsLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", pattern, None)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2 September 2025", "Write 2025-09-02."),
        ("September 2nd, 2025", "Write 2025-09-02."),
        ("2025-9-2", "Write 2025-09-02."),
        ("2025. 9. 2.", "Write 2025-09-02."),
        ("2025년 9월 2일", "Write 2025-09-02."),
        ("Sept 2025", "Add the day, as in 2025-09-01."),
        ("2025-09", "Add the day, as in 2025-09-01."),
        ("31 September 2025", "Write year, month and day, as in 2024-07-18."),
        ("02.09.2025", "Write year, month and day, as in 2024-07-18."),
        ("9/2/2025", "Write year, month and day, as in 2024-07-18."),
        ("soon", "Write year, month and day, as in 2024-07-18."),
    ],
)
def test_a_day_in_another_form_is_told_as_it_is_to_be_written(written: str, hint: str) -> None:
    text = whole.BRIEFING.replace("2024-07-18", written)
    files = Memory({**whole.WHOLE, "content/sample/briefing.yaml": text})
    institute, _ = read_institute(files)
    assert institute is not None
    with pytest.raises(ReportkitError) as refused:
        read_briefing(files, institute, "sample")
    assert [str(found) for found in refused.value.diagnostics] == [
        f"content/sample/briefing.yaml:3:7: error[invalid-date]: “{written}” is not a day.\n"
        f"  hint: {hint}"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("institute", whole.INSTITUTE),
        ("briefing", whole.BRIEFING),
        ("sources", whole.SOURCES),
    ],
)
def test_the_schema_that_editors_use_takes_what_we_take(name: str, text: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    jsonschema.validate(plain(text), schema(name))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("institute", whole.INSTITUTE.replace("telephone", "telefone")),
        ("briefing", whole.BRIEFING.replace("series: notes", "series: ''")),
        ("briefing", whole.BRIEFING.replace("title:", "titel:")),
        ("sources", whole.SOURCES.replace("type: book", "type: bok")),
        ("sources", whole.SOURCES.replace("container-title", "container-titel")),
    ],
)
def test_the_schema_that_editors_use_refuses_what_we_refuse(name: str, text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain(text), schema(name))


@pytest.mark.parametrize(
    "line",
    [
        *("topic: 2024", "topic: Korea", "topic:", "license: 4.0", "inquiries: [a]"),
        *("as-of: 2024", "as-of: 2024-05", "as-of: 24", "as-of: spring 2020", "language: 12"),
    ],
)
def test_an_editor_and_we_judge_metadata_alike(line: str) -> None:
    without = re.sub(rf"(?m)^{line.split(':')[0]}:.*\n", "", whole.BRIEFING)
    assert _both_judge("briefing", f"{without}{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        *("issued: 2024", "issued: 2024-05", "issued: 2012/2014", "issued: 2019/..", "issued: 24"),
        *("issued: spring 2020", "issued: 2012~", "issued: 2020-21", "issued: 2012/13"),
        *("title: 1984", "title:", "note: 2.0", "publisher-place: 1", "author: [{family: 50}]"),
        *("author: [{family: [A]}]", "DOI: 10.1", "URL: 2024", "language: 3", "issued: 2024/"),
    ],
)
def test_an_editor_and_we_judge_sources_alike(line: str) -> None:
    assert _both_judge("sources", f"- id: 2024\n  type: book\n  {line}\n")


def _both_judge(name: str, text: str) -> bool:
    """Say whether an editor's schema and reading itself come to one verdict on a text."""
    good = jsonschema.Draft202012Validator(schema(name)).is_valid(plain(text))
    files = Memory({**whole.WHOLE, f"content/sample/{name}.yaml": text})
    institute, _ = read_institute(files)
    assert institute is not None
    found = read_briefing(files, institute, "sample").diagnostics
    told = [d for d in found if d.span and d.span.path == f"content/sample/{name}.yaml"]
    return bool(good) is not any(d.severity is Severity.ERROR for d in told)


def test_a_scalar_is_what_was_written_with_its_place() -> None:
    findings = Findings()
    node = parse_yaml(Text("a.yaml", "on: no\nv: 1.10\nt: 12:30:45\n"), findings)
    assert isinstance(node, Mapping)
    assert [
        (entry.key.value, entry.value.value, entry.value.span)
        for entry in node.entries
        if isinstance(entry.value, Scalar)
    ] == [
        ("on", "no", Span("a.yaml", 1, 5)),
        ("v", "1.10", Span("a.yaml", 2, 4)),
        ("t", "12:30:45", Span("a.yaml", 3, 4)),
    ]
    assert findings == []


UNCLOSED = "A quotation mark is never closed.", "Close it on its line."
EARLY = "This quotation ends before the end of its line."
SINGLE = "Write an apostrophe twice within single quotation marks, or use double ones."
DOUBLE = 'Write “\\"” for a quotation mark within double ones, or use single ones.'


@pytest.mark.parametrize(
    ("content", "place", "message", "hint"),
    [
        ('a: 1\ntitle: "Trade outlook\nb: 2\nx: "y"\nz: 3\n', (2, 8), *UNCLOSED),
        ('- title: "Trade\n  type: "book"\n', (1, 10), *UNCLOSED),
        ('k: ["a, b]\nc: "d"\n', (1, 5), *UNCLOSED),
        ("a: 1\ntitle: 'The region's trade'\n", (2, 20), EARLY, SINGLE),
        ("title: 'One title\n  of the region's trade'\n", (2, 17), EARLY, SINGLE),
        ('title: "The "New" deal"\n', (1, 14), EARLY, DOUBLE),
        ('title: "One" two\n', (1, 14), EARLY, DOUBLE),
        ('k: ["a" "b"]\n', (1, 9), "This list is never closed.", "Add “]”."),
        ('k: ["a"}\n', (1, 8), "This list is never closed.", "Add “]”."),
        ('a: "b"\n c: d\n', (2, 2), "This line does not fit the indentation above it.", None),
    ],
)
def test_a_quotation_is_told_where_it_opens_or_ends_too_early(
    content: str, place: tuple[int, int], message: str, hint: str | None
) -> None:
    findings = Findings()
    assert parse_yaml(Text("a.yaml", content), findings) is None
    assert [(f.span, f.message, f.hint) for f in findings] == [
        (Span("a.yaml", *place), message, hint)
    ]


@given(st.text(max_size=80))
def test_any_text_is_read_as_yaml_or_refused_with_places_and_never_raises(content: str) -> None:
    findings = Findings()
    node = parse_yaml(Text("a.yaml", content), findings)
    assert node is not None or findings or not content.strip() or content.lstrip()[0] in "#-.%"
    assert all(f.span is not None and f.span.line >= 1 for f in findings)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024", {"date-parts": [[2024]]}),
        ("2024-05", {"date-parts": [[2024, 5]]}),
        ("2024-05-20", {"date-parts": [[2024, 5, 20]]}),
        ("2024-05/2024-06", {"date-parts": [[2024, 5], [2024, 6]]}),
        ("2012/2014-05", {"date-parts": [[2012], [2014, 5]]}),
        ("2020/..", {"date-parts": [[2020], [0]]}),
        ({"date-parts": [[2020], [0]]}, {"date-parts": [[2020], [0]]}),
        ("1984~", {"date-parts": [[1984]], "circa": True}),
        ("2024-21", {"date-parts": [[2024]], "season": 1}),
        ("-0044-03-15", {"date-parts": [[-44, 3, 15]]}),
        ({"date-parts": [["2024", "5"]]}, {"date-parts": [[2024, 5]]}),
        ({"literal": "forthcoming"}, {"literal": "forthcoming"}),
    ],
)
def test_a_date_becomes_date_parts(written: Any, read: Any) -> None:
    assert date_parts(written) == read


@pytest.mark.parametrize(
    "written",
    [
        *("2024-13", "2024-00", "2023-02-29", "24", "May 2024", "2024/05/06", "0000", ""),
        *("2014/2012", "2014-05/2014-04", "2020-21/2020-23", "../2014"),
        {"date-parts": [[2014], [2012]]},
    ],
)
def test_what_no_calendar_has_is_refused(written: Any) -> None:
    with pytest.raises(InvalidDateError):
        date_parts(written)


@given(st.dates())
def test_every_day_is_a_date(day: Any) -> None:
    parts = [day.year, day.month, day.day]
    assert date_parts(day.isoformat()) == {"date-parts": [parts]}


def test_the_institute_has_its_people_and_defaults() -> None:
    institute, found = read_institute(Memory(whole.WHOLE))
    assert found == ()
    assert institute is not None
    assert institute.people["doe"].byline == "Jane DOE"
    assert (institute.theme, institute.language) == ("eai", "en")


def test_briefings_are_the_folders_that_hold_metadata() -> None:
    assert list_briefings(Memory(whole.WHOLE)) == ("sample",)


def test_the_packaged_theme_is_read_whole() -> None:
    theme = read_theme(Memory({}), packaged("templates"), "eai")
    assert theme.numbering == ("roman", "decimal", "none")
    assert theme.terms["ko"]["references"] == "참고문헌"
    assert theme.settings["citation-style"] == "citation.csl"
    assert "briefing.html" in theme.texts


def test_the_project_s_own_theme_wins() -> None:
    own = "numbering: [decimal]\nfonts: []\nterms: {en: {figure: Fig.}}\n"
    files = Memory({"templates/eai/theme.yaml": own})
    assert read_theme(files, packaged("templates"), "eai").numbering == ("decimal",)


def test_an_unknown_theme_is_named_with_the_nearest() -> None:
    with pytest.raises(ReportkitError, match="Did you mean “eai”"):
        read_theme(Memory({}), packaged("templates"), "eia")


def test_a_broken_theme_is_named_with_its_place() -> None:
    files = Memory({"templates/eai/theme.yaml": "numbering: [arabic]\nfonts: []\nterms: {}\n"})
    with pytest.raises(ReportkitError, match=r"theme\.yaml:1:13: error\[unknown-value\]"):
        read_theme(files, packaged("templates"), "eai")
