"""An editor's desk: a text with every defect, a text with none, and what is told of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reportkit.rules import RULES
from tests.conftest import SMALL

FOLDER = "content/small"
META = """\
title: A small briefing
authors: [ada]
date: 2024-07-18
series: brief
abstract: What it asks, and what it finds.
keywords: [points, lines, planes]
editors-note: Ada Author asks what points have to do with lines.
"""
LEDGER = """\
- id: berg2024
  type: article-journal
  author: [{family: Berg, given: Alma}, {family: Dale, given: Cora}]
  title: A Walk Toward a Quiet Harbour State
  container-title: Points
  issued: 2024-02-03
  accessed: 2024-06-01
  URL: https://points.example/a-walk-toward-a-very-quiet-harbour-state/
- id: jkim2024
  type: book
  author: [{family: Kim, given: Jae}]
  title: On Lines
  issued: 2024
- id: hkim2024
  type: book
  author: [{family: Kim, given: Hana}]
  title: On Planes
  issued: 2024
- id: lee2005
  type: book
  author: [{family: Lee, given: Bo}]
  title: Older Lines
  issued: 2005
"""
DEFECTS = """\
The harbour syst\u0435m is of machine vision (MV), and it recently grew (Alma and Dale 2024).
\u00a0

Ⅱ. Of Lines

In April 2019 the law of lines was changed (Lee 2005). So it was said (J. Kim 2024). It was
said again (Ibid.).

● Machine vision (MV) is used over WIFI.

Others doubt it (Kim 2024), as H. Kim (2024, 37) does.
"""
CLEAN = """\
The harbour system is one of machine vision (MV), and it grew in 2023 [@berg2024].

# Of lines {#sec-lines as-of=2024-06}

In April 2004 the law of lines was changed [@lee2005]. So it was said [@jkim2024]. It was
said again [@jkim2024, 12], and “recently” said so with Wi-Fi.

- MV is used over Wi-Fi;
- others, such as @hkim2024 [37], doubt it.
"""
CLEAN_LEDGER = LEDGER.replace("a-very-quiet", "a-quiet")


def write(root: Path, **files: str) -> Path:
    meant = {**SMALL, f"{FOLDER}/briefing.yaml": META}
    meant = {path: text for path, text in meant.items() if not path.endswith(".md")}
    for path, text in (meant | {path.replace("__", "/"): t for path, t in files.items()}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return write(tmp_path, **{f"{FOLDER}/01.md": DEFECTS, f"{FOLDER}/sources.yaml": LEDGER})


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write(tmp_path, **{f"{FOLDER}/01.md": CLEAN, f"{FOLDER}/sources.yaml": CLEAN_LEDGER})


def check(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportkit", "check", "--today", "2024-08-01", *arguments]
    command += ["--project", str(project)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def heads(told: str) -> list[str]:
    """Give place and rule of each finding."""
    found = re.findall(rf"^{FOLDER}/([\w.]+:\d+:\d+): \w+\[([\w-]+)\]", told, re.MULTILINE)
    return [f"{place} {rule}" for place, rule in found]


def test_every_defect_is_told_at_its_place(bad: Path) -> None:
    told = check(bad)
    assert (told.returncode, told.stderr) == (0, "")
    assert heads(told.stdout) == [
        "01.md:1:13 mixed-script",
        "01.md:1:54 undated-time",
        "01.md:1:68 given-name-citation",
        "01.md:2:1 blank-paragraph",
        "01.md:4:1 typed-numeral",
        "01.md:6:44 typed-citation",
        "01.md:6:44 source-older-than-fact",
        "01.md:6:71 typed-citation",
        "01.md:7:12 typed-ibid",
        "01.md:9:1 typed-bullet",
        "01.md:9:19 abbreviation-twice",
        "01.md:9:36 misspelt-name",
        "01.md:11:17 typed-citation",
        "01.md:11:32 typed-citation",
        "sources.yaml:8:8 url-title",
    ]
    assert told.stdout.splitlines()[-1] == "15 warnings in 1 briefing; --fix mends 9."


def test_a_text_without_them_is_left_in_peace(good: Path) -> None:
    told = check(good, "--strict")
    assert (told.returncode, told.stdout, told.stderr) == (0, "Nothing found in 1 briefing.\n", "")
    assert check(good, "--quiet").stdout == ""


def test_a_finding_shows_its_line_and_what_is_meant_in_it(bad: Path) -> None:
    lines = check(bad).stdout.splitlines()
    assert lines[:4] == [
        f"{FOLDER}/01.md:1:13: warning[mixed-script]: “syst\u0435m” holds the Cyrillic letter "
        "“\u0435” (U+0435), which looks like the Latin “e”.",
        "  The harbour syst\u0435m is of machine vision (MV), and it recently grew "
        "(Alma and Dale 2024).",
        "              ^^^^^^",
        "  hint: Type the letter anew: search, copying and spell-checkers miss the word.",
    ]


def test_warnings_fail_only_where_that_is_asked_for(bad: Path) -> None:
    assert check(bad).returncode == 0
    assert check(bad, "--strict").returncode == 1
    (bad / FOLDER / "01.md").write_text("Words [@nobody2024].\n")
    told = check(bad)
    assert (told.returncode, "01.md:1:8 unknown-source" in heads(told.stdout)) == (1, True)


def test_what_is_safe_is_mended_and_the_rest_told(bad: Path) -> None:
    before = (bad / FOLDER / "01.md").read_text()
    shown = check(bad, "--diff")
    assert (bad / FOLDER / "01.md").read_text() == before
    assert "-● Machine vision (MV) is used over WIFI.\n" in shown.stdout
    told = check(bad, "--fix")
    assert f"--- a/{FOLDER}/01.md\n+++ b/{FOLDER}/01.md\n" in told.stdout
    assert (bad / FOLDER / "01.md").read_text() == (
        "The harbour system is of machine vision (MV), and it recently grew [@berg2024].\n"
        "\n\n# Of Lines\n\n"
        "In April 2019 the law of lines was changed [@lee2005]. "
        "So it was said [@jkim2024]. It was\nsaid again [@jkim2024].\n\n"
        "- Machine vision (MV) is used over WIFI.\n\n"
        "Others doubt it (Kim 2024), as @hkim2024 [37] does.\n"
    )
    assert heads(told.stdout) == [
        "01.md:1:54 undated-time",
        "01.md:6:45 source-older-than-fact",
        "01.md:9:19 abbreviation-twice",
        "01.md:9:36 misspelt-name",
        "01.md:11:17 typed-citation",
        "sources.yaml:8:8 url-title",
    ]
    assert "Nothing here can be mended" in check(bad, "--fix").stdout


def test_mending_keeps_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    text = "\ufeffA syst\u0435m.\r\n● one\r\n● two"
    project = write(tmp_path, **{f"{FOLDER}/01.md": text})
    assert check(project, "--fix").returncode == 0
    assert (project / FOLDER / "01.md").read_bytes().decode() == (
        "\ufeffA system.\r\n\r\n- one\r\n- two"
    )


def test_a_rule_is_silenced_where_its_reason_stands(bad: Path) -> None:
    text = (bad / FOLDER / "01.md").read_text()
    (bad / FOLDER / "01.md").write_text(
        f"<!-- silence mixed-script, undated-time: as it was sent -->\n{text}"
    )
    (bad / FOLDER / "briefing.yaml").write_text(
        f"{META}silence:\n  typed-citation: the author wants it so\n  dead-source: there is none\n"
    )
    ledger = LEDGER.replace(
        "harbour-state/\n", "harbour-state/\n  custom: {silence: {url-title: so it is}}\n"
    )
    (bad / FOLDER / "sources.yaml").write_text(ledger)
    (bad / "content/institute.yaml").write_text(
        SMALL["content/institute.yaml"] + "silence: {blank-paragraph: ours}\n"
    )
    told = check(bad)
    assert heads(told.stdout) == [
        "01.md:2:68 given-name-citation",
        "01.md:5:1 typed-numeral",
        "01.md:7:44 source-older-than-fact",
        "01.md:8:12 typed-ibid",
        "01.md:10:1 typed-bullet",
        "01.md:10:19 abbreviation-twice",
        "01.md:10:36 misspelt-name",
        "briefing.yaml:10:3 unused-silence",
    ]


def test_a_silence_needs_a_rule_that_there_is(good: Path) -> None:
    (good / FOLDER / "briefing.yaml").write_text(f"{META}silence: {{typed-ibd: why}}\n")
    told = check(good)
    assert (told.returncode, "Did you mean “typed-ibid”?" in told.stdout) == (1, True)


def test_a_build_is_silent_where_an_editor_is(tmp_path: Path) -> None:
    text = "Words.\n\n<!-- silence rule: an old habit -->\n\n---\n\nMore words.\n"
    project = write(tmp_path, **{f"{FOLDER}/01.md": text})
    command = [sys.executable, "-m", "reportkit", "build", "--strict", "--to", "html"]
    command += ["--project", str(project)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_reviews_are_due_on_the_day_that_is_asked_for(good: Path) -> None:
    (good / FOLDER / "briefing.yaml").write_text(f"{META}review-by: 2024-08-01\n")
    assert check(good).stdout == "Nothing found in 1 briefing.\n"
    told = check(good, "--today", "2024-08-02")
    assert heads(told.stdout) == ["briefing.yaml:8:12 review-due"]


def test_json_tells_everything_that_a_machine_needs(bad: Path) -> None:
    (record,) = json.loads(check(bad, "--format", "json").stdout)["briefings"]
    assert (record["key"], record["errors"], record["warnings"]) == ("small", 0, 15)
    assert record["findings"][0] == {
        "rule": "mixed-script",
        "severity": "warning",
        "message": "“syst\u0435m” holds the Cyrillic letter “\u0435” (U+0435), "
        "which looks like the Latin “e”.",
        "path": f"{FOLDER}/01.md",
        "line": 1,
        "column": 13,
        "hint": "Type the letter anew: search, copying and spell-checkers miss the word.",
        "end_column": 19,
        "edits": [
            {
                "path": f"{FOLDER}/01.md",
                "line": 1,
                "column": 17,
                "before": "\u0435",
                "after": "e",
            }
        ],
    }


def test_github_shows_findings_beside_their_lines(bad: Path) -> None:
    first = check(bad, "--format", "github").stdout.splitlines()[0]
    assert first == (
        f"::warning title=mixed-script,file={FOLDER}/01.md,line=1,col=13,endColumn=19::"
        "“syst\u0435m” holds the Cyrillic letter “\u0435” (U+0435), which looks like the Latin "
        "“e”.%0AType the letter anew: search, copying and spell-checkers miss the word."
    )


def test_sarif_names_rules_places_and_fixes(bad: Path) -> None:
    log = json.loads(check(bad, "--format", "sarif").stdout)
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    first = run["results"][0]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "mixed-script"
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": f"{FOLDER}/01.md"},
                "region": {"startLine": 1, "startColumn": 13, "endLine": 1, "endColumn": 19},
            }
        }
    ]
    (change,) = first["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 17, "endLine": 1, "endColumn": 18},
            "insertedContent": {"text": "e"},
        }
    ]


@pytest.mark.parametrize("style", ["json", "sarif", "github", "text"])
def test_a_briefing_that_cannot_be_read_is_told_in_every_form(good: Path, style: str) -> None:
    (good / FOLDER / "briefing.yaml").write_text("title: [\n")
    told = check(good, "--format", style)
    assert (told.returncode, told.stderr) == (1, "")
    assert "yaml" in told.stdout
    if style in ("json", "sarif"):
        assert json.loads(told.stdout)


def test_files_that_nothing_uses_are_told(good: Path) -> None:
    (good / FOLDER / "data").mkdir()
    (good / FOLDER / "data" / "old.csv").write_text("a,b\n1,2\n")
    assert heads(check(good).stdout) == []
    assert "data/old.csv:1:1: warning[unused-file]" in check(good).stdout


class Site(BaseHTTPRequestHandler):
    asked: list[str]

    def do_HEAD(self) -> None:
        self.asked.append(self.path)
        self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 (the server's name for it)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    handler = type("Handler", (Site,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_links_are_asked_on_demand_and_answers_remembered(
    tmp_path: Path, site: ThreadingHTTPServer
) -> None:
    asked: list[str] = site.RequestHandlerClass.asked  # type: ignore[attr-defined]
    url = f"http://127.0.0.1:{site.server_address[1]}"
    text = f"See [this]({url}/here) and [that]({url}/gone).\n"
    project = write(tmp_path, **{f"{FOLDER}/01.md": text})
    check(project)
    private = check(project, "--check-links")
    assert asked == []
    assert private.stdout.count("private-link") == 2
    first = check(project, "--check-links", "--allow-private", "--refresh")
    assert [head for head in heads(first.stdout) if "link" in head and "insecure" not in head] == [
        f"01.md:1:{len(url) + 30} dead-link"
    ]
    assert sorted(asked) == ["/gone", "/gone", "/here"]
    again = check(project, "--check-links", "--allow-private")
    assert again.stdout == first.stdout
    assert len(asked) == 3


def test_a_link_to_nothing_is_told_where_its_address_stands(good: Path) -> None:
    (good / FOLDER / "01.md").write_text("Words.\n\nSee [here](#sec-none), and @sec-nix.\n")
    told = check(good)
    assert told.returncode == 1
    assert [head for head in heads(told.stdout) if "broken" in head] == [
        "01.md:3:12 broken-reference",
        "01.md:3:28 broken-reference",
    ]


def test_one_mistake_in_a_ledger_is_one_finding(good: Path) -> None:
    write(good, **{f"{FOLDER}/sources.yaml": "- id: berg2024\n  title: [A\n- id: jkim2024\n"})
    errors = [line for line in check(good).stdout.splitlines() if " error[" in line]
    assert len(errors) == 1 and "error[yaml]" in errors[0]


@pytest.mark.parametrize(
    ("ledger", "told_once"),
    [
        ("@book{c3 title}\n", "“c3 title” cannot be the key of an entry."),
        ("@book{c3, title={Broken, year=2000\n", "The entry “c3” cannot be read."),
    ],
)
def test_a_broken_entry_of_bibtex_is_told_once(tmp_path: Path, ledger: str, told_once: str) -> None:
    sound = "\n@book{good, title={Good}, year=2020}\n"
    text = "Some know it [@c3; @good].\n"
    write(tmp_path, **{f"{FOLDER}/sources.bib": ledger + sound, f"{FOLDER}/01.md": text})
    (tmp_path / FOLDER / "sources.yaml").unlink()
    told = check(tmp_path)
    assert told.stdout.splitlines()[0] == (
        f"{FOLDER}/sources.bib:1:1: error[broken-entry]: {told_once}"
    )
    assert told.stdout.splitlines()[-1] == "1 error in 1 briefing."
    assert (told.returncode, told.stderr) == (1, "")


@pytest.mark.parametrize(
    ("ledger", "rules"),
    [
        (b"- id: x\n  title: [A\n", ["yaml"]),
        (b"- id: x\n  title: \xff\n", ["encoding"]),
        (b"x: {title: A}\n", ["wrong-type"]),
        (b"- {id: x, type: book, issued: 2024-13}\n", ["unknown-source", "invalid-date"]),
    ],
)
def test_a_key_is_unknown_where_every_ledger_could_be_read(
    good: Path, ledger: bytes, rules: list[str]
) -> None:
    (good / "content" / "sources.yaml").write_bytes(ledger)
    with (good / FOLDER / "01.md").open("a") as text:
        text.write("\nOthers deny it [@nobody2024].\n")
    told = check(good).stdout
    assert re.findall(r" error\[([\w-]+)\]", told) == rules


@pytest.mark.parametrize(
    ("name", "ledger"),
    [
        (
            "sources.json",
            '[{"id": "http://zotero.org/users/1/items/A", "citation-key": "lee2005",'
            ' "type": "book", "issued": "2005", "title": "Lines", "URL": "http://a.example/b"}]',
        ),
        ("sources.bib", "@book{lee2005, year=2005, title={Lines},\n url={http://a.example/b}}"),
    ],
)
def test_an_address_of_a_ledger_is_told_once(tmp_path: Path, name: str, ledger: str) -> None:
    write(tmp_path, **{f"{FOLDER}/{name}": ledger, f"{FOLDER}/01.md": "So it is [@lee2005].\n"})
    (tmp_path / FOLDER / "sources.yaml").unlink()
    assert [head.split()[1] for head in heads(check(tmp_path).stdout)] == ["insecure-link"]


def test_a_wrong_date_is_not_told_as_a_missing_one_too(good: Path) -> None:
    ledger = (good / FOLDER / "sources.yaml").read_text().replace("issued: 2005", "issued: 2005-13")
    write(good, **{f"{FOLDER}/sources.yaml": ledger})
    told = check(good).stdout
    assert "There is no month 13." in told
    assert "does not say when it was issued" not in told


def test_a_typed_number_of_a_heading_is_mended(good: Path) -> None:
    path = good / FOLDER / "02.md"
    write(good, **{f"{FOLDER}/02.md": "# Ⅲ. Of more\n\nMore.\n"})
    assert "error[typed-number]" in check(good).stdout
    check(good, "--fix")
    assert path.read_text() == "# Of more\n\nMore.\n"
