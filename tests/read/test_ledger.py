"""A ledger may be YAML, JSON, BibTeX or RIS; what is wrong in it costs nothing but itself."""

from __future__ import annotations

import hashlib
import json

import pytest

from reportkit.diagnostics import Silence, Span
from reportkit.evidence import Archived, Source, Status
from reportkit.files import Memory
from reportkit.read.sources import read_sources
from reportkit.read.texts import Findings

FOLDER = "content/sample"
KIM = {
    "id": "kim2024",
    "type": "article-magazine",
    "author": [{"family": "Kim", "given": "Hyuk"}],
    "title": "On <i>Reading</i>",
    "issued": {"date-parts": [[2024, 1, 23]]},
}


def read(**files: str | bytes) -> tuple[dict[str, Source], list[str], Findings]:
    findings = Findings()
    texts = {path.replace("__", "/"): text for path, text in files.items()}
    sources = read_sources(Memory(texts), FOLDER, findings)
    return sources, [str(d).replace(f"{FOLDER}/", "") for d in findings], findings


def own(name: str, text: str | bytes) -> tuple[dict[str, Source], list[str], Findings]:
    return read(**{f"content__sample__{name}": text})


def test_yaml_json_bibtex_and_ris_say_the_same() -> None:
    in_yaml = (
        "- id: kim2024\n  type: article-magazine\n  author: [{family: Kim, given: Hyuk}]\n"
        "  title: On <i>Reading</i>\n  issued: 2024-01-23\n"
    )
    in_json = json.dumps([{**KIM, "issued": {"raw": "2024-01-23"}}], indent="\t")
    in_bibtex = (
        "@article{kim2024, entrysubtype={magazine}, author={Kim, Hyuk},\n"
        "  title={On \\emph{Reading}}, date={2024-01-23}}"
    )
    in_ris = (
        "TY  - MGZN\nID  - kim2024\nAU  - Kim, Hyuk\nTI  - On <i>Reading</i>\n"
        "DA  - 2024/01/23/\nER  - \n"
    )
    for name, text in (("yaml", in_yaml), ("json", in_json), ("bib", in_bibtex), ("ris", in_ris)):
        sources, told, _ = own(f"sources.{name}", text)
        assert ({key: s.csl for key, s in sources.items()}, told) == ({"kim2024": KIM}, []), name


def test_what_exporters_make_of_csl_is_read() -> None:
    text = (
        "references:\n- id: http://zotero.org/users/1/items/ABC\n  citation-key: kim2024\n"
        "  type: article-magazine\n  author: [{family: Kim, given: Hyuk}]\n"
        "  title: On <i>Reading</i>\n  issued:\n  - {year: 2024, month: 1, day: 23}\n"
    )
    sources, told, _ = own("sources.yaml", text)
    assert ({key: s.csl for key, s in sources.items()}, told) == ({"kim2024": KIM}, [])


def test_the_ledger_keeps_status_copy_and_silences() -> None:
    page = b"<p>As it was.</p>"
    digest = hashlib.sha256(page).hexdigest()
    ledger = (
        "- id: one\n  type: webpage\n  custom:\n    status: retracted\n"
        f"    archived: {{file: archive/one.html, sha256: {digest}}}\n"
        "    silence: {url-title: as the list has it}\n"
        "- id: two\n  type: webpage\n  custom: {archived: https://web.archive.org/x}\n"
    )
    files = {
        "content__sample__sources.yaml": ledger.encode(),
        "content__sample__archive__one.html": page,
    }
    sources, told, findings = read(**files)
    assert told == []
    one, two = sources.values()
    assert (one.status, one.archived) == (
        Status.RETRACTED,
        Archived(None, f"{FOLDER}/archive/one.html", digest),
    )
    assert (two.status, two.archived) == (
        Status.ACTIVE,
        Archived("https://web.archive.org/x"),
    )
    path = f"{FOLDER}/sources.yaml"
    assert one.place("status") == Span(path, 4, 13)
    assert findings.silences == [
        Silence("url-title", Span(path, 6, 14), "as the list has it", path, 1, 6)
    ]


def test_a_status_in_the_wrong_place_is_not_passed_over() -> None:
    _, told, _ = own("sources.yaml", "- id: one\n  type: book\n  status: retracted\n")
    assert told == [
        "sources.yaml:3:11: error[unknown-value]: “status: retracted” says here how far "
        "a publication has come, as “in press”.\n  hint: Write “custom: {status: retracted}”."
    ]
    assert own("sources.yaml", "- id: one\n  type: book\n  status: in press\n")[1] == []


def test_a_copy_that_is_gone_or_changed_is_told() -> None:
    ledger = (
        "- id: one\n  type: webpage\n  custom: {archived: {file: archive/one.html}}\n"
        "- id: two\n  type: webpage\n"
        f"  custom: {{archived: {{file: archive/two.html, sha256: {'0' * 64}}}}}\n"
        "- id: three\n  type: webpage\n  custom: {archived: {file: ../../etc/passwd}}\n"
    )
    digest = hashlib.sha256(b"two").hexdigest()
    files = {"content__sample__sources.yaml": ledger, "content__sample__archive__two.html": "two"}
    _, told, _ = read(**files)
    assert told == [
        "sources.yaml:3:22: error[archived-copy]: The archived copy “archive/one.html” of “one” "
        "is not there.\n  hint: Its path begins at this ledger's folder.",
        "sources.yaml:6:22: error[archived-copy]: The archived copy of “two” is not the one that "
        f"was recorded.\n  hint: Its digest is {digest} now.",
        "sources.yaml:9:22: error[archived-copy]: The archived copy “../../etc/passwd” of “three” "
        "is not there.\n  hint: Its path begins at this ledger's folder.",
    ]


def test_a_briefings_own_entry_wins_and_the_clash_is_told() -> None:
    shared = "- id: one\n  type: book\n  title: Shared\n- id: two\n  type: book\n  title: Two\n"
    mine = "- id: one\n  type: book\n  title: Mine\n"
    sources, told, _ = read(
        **{"content__sources.yaml": shared, "content__sample__sources.yaml": mine}
    )
    assert {key: source.csl["title"] for key, source in sources.items()} == {
        "one": "Mine",
        "two": "Two",
    }
    assert told == [
        "sources.yaml:1:3: warning[source-clash]: “one” stands in the shared ledger too, with "
        "another “title”.\n  hint: That one, at content/sources.yaml:1:3, is not used; "
        "give one of them another key."
    ]
    assert read(**{"content__sources.yaml": mine, "content__sample__sources.yaml": mine})[1] == []


def test_of_a_broken_bibliography_the_rest_is_read() -> None:
    text = (
        "@book{good2012, author={Ken E. Gause}, title={Good}, year=2012}\n\n"
        "@book{broken,\n  title = {Unclosed {brace},\n  year = 2012\n\n"
        "@book{fine2013, author={{Ministry of Fine Things}}, title={Fine}, year=2013,\n"
        '  publisher={F{\\"o}hn \\& S{\\o}n}}\n'
        "@book{good2012, title={Twice}}\n"
    )
    sources, told, _ = own("sources.bib", text)
    assert list(sources) == ["broken", "good2012", "fine2013"]
    assert sources["fine2013"].csl["author"] == [{"literal": "Ministry of Fine Things"}]
    assert sources["fine2013"].csl["publisher"] == "Föhn & Søn"
    assert told == [
        "sources.bib:3:1: error[broken-entry]: The entry “broken” cannot be read.\n"
        "  hint: Close every brace and quotation mark, and put a comma between fields.",
        "sources.bib:9:1: error[duplicate-source]: The entry “good2012” stands here a second time.",
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Gause, Ken", {"family": "Gause", "given": "Ken"}),
        ("Ken E. Gause", {"family": "Gause", "given": "Ken E."}),
        ("de la Cruz, Ana", {"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la"}),
        ("Ana de la Cruz", {"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la"}),
        ("King, Jr., Martin", {"family": "King", "given": "Martin", "suffix": "Jr."}),
        ("{Bank of Korea}", {"literal": "Bank of Korea"}),
        ("김정윤", {"literal": "김정윤"}),
    ],
)
def test_names_are_taken_apart(written: str, name: dict[str, str]) -> None:
    sources, told, _ = own("sources.bib", f"@book{{one, author={{{written}}}, title={{T}}}}")
    assert (sources["one"].csl["author"], told) == ([name], [])


def test_ris_that_breaks_off_is_told_and_read() -> None:
    text = "TY  - BOOK\nAU  - Gause, Ken\nTI  - One\nPY  - 2012\nTY  - BOOK\nnonsense\nTI  - Two\n"
    sources, told, _ = own("sources.ris", text)
    assert {key: source.csl["title"] for key, source in sources.items()} == {
        "gause2012": "One",
        "two": "Two",
    }
    assert [line.split("\n")[0] for line in told] == [
        "sources.ris:1:1: error[broken-entry]: This entry never ends.",
        "sources.ris:6:1: error[broken-entry]: This line belongs to no entry of RIS.",
        "sources.ris:5:1: error[broken-entry]: This entry never ends.",
    ]


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("[{]", "sources.json:1:3: error[json]: This is not JSON: expecting property name"),
        ('[{"id": "a", "type": "bok"}]', "sources.json:1:22: error[unknown-value]: “type” cannot"),
        ('{"id": "a"}', "sources.json:1:1: error[wrong-type]: This file must be a list."),
        (
            '[{"id": "a", "type": "book", "issued": "2024-13"}]',
            "sources.json:1:40: error[invalid-date]: There is no month 13.",
        ),
        (
            '[{"id": "a", "type": "book", "author": [{"given": "Ann"}]}]',
            "sources.json:1:41: error[incomplete-name]: A name in “author” has neither",
        ),
    ],
)
def test_what_is_no_csl_is_told_with_its_place(written: str, first: str) -> None:
    _, told, _ = own("sources.json", written)
    assert told[0].startswith(first)


def test_five_thousand_entries_are_read_whole() -> None:
    entry = (
        "- id: key{0}\n  type: book\n  title: Title {0}\n"
        "  author: [{{family: F{0}, given: G}}]\n  issued: 2020\n"
    )
    sources, told, _ = own("sources.yaml", "".join(entry.format(n) for n in range(5000)))
    assert (len(sources), told) == (5000, [])


@pytest.mark.parametrize(
    ("name", "text"), [("yaml", "[]\n"), ("json", "[]"), ("bib", ""), ("yaml", "# none yet\n")]
)
def test_a_ledger_without_entries_has_no_sources_and_no_faults(name: str, text: str) -> None:
    assert own(f"sources.{name}", text)[:2] == ({}, [])


def test_entries_without_a_key_are_given_one_each() -> None:
    kim = "TY  - JOUR\nAU  - Kim, Ann\nPY  - 2024\nTI  - {}\nER  - \n"
    sources, told, _ = own("sources.ris", kim.format("One") + kim.format("Two"))
    assert ([*sources], told) == (["kim2024", "kim2024a"], [])
    bib = "@book{{, author={{Kim, Ann}}, title={{{}}}, year=2024}}\n"
    sources, told, _ = own("sources.bib", bib.format("One") + bib.format("Two"))
    assert ([*sources], told) == (["kim2024", "kim2024a"], [])
