"""A briefing's life: issued, corrected, updated, withdrawn; and nothing of it is ever lost."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reportkit.files import alone
from tests.conftest import ROOT, SMALL, reportkit, tree, write

FIRST = """\
An introduction that rests on a book [@lee2005], as many a briefing does.

What was counted in the harbour came to twenty ships, and nobody counted twice.

# Findings {#sec-findings}

The tide decides when a pilot boards, and the clock has no say in it.[^1]

The office keeps a second calendar for those who wait at the outer mole.

[^1]: A note.
"""
CORRECTED = FIRST.replace("twenty ships", "thirty ships")
UPDATED = CORRECTED.replace(
    "The office keeps a second calendar for those who wait at the outer mole.\n",
    "A new survey finds that every second pilot waits for more than a day [@oh2025].\n",
).replace("The tide decides when a pilot boards", "The tide alone decides when a pilot boards")
NEWER = """\
- id: oh2025
  type: report
  author: [{family: Oh, given: Min}]
  title: A survey
  issued: "2025"
"""
PROJECT = SMALL | {
    "content/small/briefing.yaml": SMALL["content/small/briefing.yaml"]
    + "editors-note: Ada Author counts ships and hours.\nkeywords: [tides]\n",
    "content/small/01-text.md": FIRST,
}
EDITIONS = "content/small/editions"
PERMALINK = "p-the-tide-decides-when-a"
DROPPED = "p-the-office-keeps-a-second"


def issue(root: Path, kind: str, day: str, *more: str) -> subprocess.CompletedProcess[str]:
    words = ("--summary", f"The {kind}.", "--date", day, *more)
    return reportkit("issue", "small", "--kind", kind, *words, cwd=root)


def told(run: subprocess.CompletedProcess[str]) -> tuple[int, str]:
    return run.returncode, run.stderr


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose briefing was issued, corrected, and updated with a new source."""
    root = write(tmp_path_factory.mktemp("lived"), PROJECT)
    assert told(issue(root, "initial", "2024-07-18")) == (0, "")
    write(root, {"content/small/01-text.md": CORRECTED})
    notice = ("--wrong", "Twenty ships were given.", "--right", "There were thirty.")
    assert told(issue(root, "correction", "2024-07-30", *notice)) == (0, "")
    sources = SMALL["content/small/sources.yaml"] + NEWER
    write(root, {"content/small/01-text.md": UPDATED, "content/small/sources.yaml": sources})
    assert told(issue(root, "update", "2025-10-01")) == (0, "")
    return root


@pytest.fixture
def project(lived: Path, tmp_path: Path) -> Path:
    """A copy of that project, to be changed."""
    shutil.copytree(lived, tmp_path / "project")
    return tmp_path / "project"


def page(root: Path, path: str = "index.html") -> str:
    return (root / "build/site/small" / path).read_text()


def test_the_editions_are_listed_with_what_they_are(lived: Path) -> None:
    assert reportkit("editions", "small", cwd=lived).stdout == (
        "edition  kind        issued      changed  summary\n"
        "1.0      initial     2024-07-18           The initial.\n"
        "1.0.1    correction  2024-07-30  1%       The correction.\n"
        "1.1      update      2025-10-01  20%      The update.\n"
    )


def test_machines_are_told_of_every_edition(lived: Path) -> None:
    found = json.loads(reportkit("editions", "small", "--format", "json", cwd=lived).stdout)
    assert found[2] == {
        "number": "1.1",
        "kind": "update",
        "issued": "2025-10-01",
        "published": "2025-10-01",
        "modified": "2025-10-01",
        "first": "2024-07-18",
        "summary": "The update.",
        "reason": None,
        "changed": found[2]["changed"],
        "sections": found[2]["sections"],
        "references-added": ["Oh 2025"],
        "references-dropped": [],
        "address": "https://institute.example/briefings/small/v/1.1/",
    }
    versions = json.loads(page(lived, "versions.json"))
    assert [version["number"] for version in versions["versions"]] == ["1.0", "1.0.1", "1.1"]
    assert (versions["latest"], versions["withdrawn"]) == ("1.1", None)


def test_every_old_address_answers_with_the_very_bytes_that_were_issued(lived: Path) -> None:
    for number in ("1.0", "1.0.1", "1.1"):
        issued = (lived / EDITIONS / number / "small.pdf").read_bytes()
        assert (lived / f"build/site/small/v/{number}/small.pdf").read_bytes() == issued
        assert "<h1" in page(lived, f"v/{number}/index.html")
    assert (lived / "build/site/small/small.pdf").read_bytes() == issued


def test_sums_are_those_that_sha256sum_knows(lived: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    for folder in (lived / EDITIONS).iterdir():
        subprocess.run(command, cwd=folder, check=True)


def head(html: str, tag: str) -> list[str]:
    return re.findall(rf"<{tag}\b[^>]*>", html.partition("</head>")[0])


BASE = "https://institute.example/briefings/small/"


def test_each_page_knows_its_place_among_the_editions(lived: Path) -> None:
    links = [t for t in head(page(lived, "v/1.0.1/index.html"), "link") if "version" in t]
    assert links == [
        f'<link rel="latest-version" href="{BASE}">',
        f'<link rel="successor-version" href="{BASE}v/1.1/">',
        f'<link rel="predecessor-version" href="{BASE}v/1.0/">',
        f'<link rel="version-history" href="{BASE}changes.html">',
    ]
    for path in ("index.html", "v/1.0/index.html", "v/1.1/index.html"):
        assert f'<link rel="canonical" href="{BASE}">' in page(lived, path)
        assert "noindex" not in page(lived, path)


def test_an_old_page_says_what_superseded_it_and_the_latest_says_nothing(lived: Path) -> None:
    banner = re.compile(r'<div class="standing[^>]*>\s*<p>(.*?)</p>', re.DOTALL)
    found = {n: banner.findall(page(lived, f"v/{n}/index.html")) for n in ("1.0", "1.0.1", "1.1")}
    words = '<a href="../../">Superseded by edition 1.1 of October 1, 2025.</a>'
    assert found == {"1.0": [words], "1.0.1": [words], "1.1": []}
    assert banner.findall(page(lived)) == []


def test_the_dates_are_those_that_each_kind_owes(lived: Path) -> None:
    line = re.compile(r'<p class="date">(.*?)</p>', re.DOTALL)
    shown = {
        number: re.sub(r"<[^>]*>", "", line.findall(page(lived, f"v/{number}/index.html"))[0])
        for number in ("1.0", "1.0.1", "1.1")
    }
    assert shown == {
        "1.0": "July 18, 2024 Edition 1.0",
        "1.0.1": "July 18, 2024 Edition 1.0.1 Corrected July 30, 2024",
        "1.1": "October 1, 2025 Edition 1.1 First published July 18, 2024",
    }


def report(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    record: dict[str, object] = json.loads(found[1])
    return {
        name: record.get(name)
        for name in ("version", "datePublished", "dateModified", "correction", "url")
    }


def test_machines_read_version_dates_and_corrections(lived: Path) -> None:
    correction = [
        {
            "@type": "CorrectionComment",
            "datePublished": "2024-07-30",
            "text": "Twenty ships were given. There were thirty.",
        }
    ]
    assert report(page(lived, "v/1.0.1/index.html")) == {
        "version": "1.0.1",
        "datePublished": "2024-07-18",
        "dateModified": "2024-07-30",
        "correction": correction,
        "url": f"{BASE}v/1.0.1/",
    }
    assert report(page(lived)) == {
        "version": "1.1",
        "datePublished": "2025-10-01",
        "dateModified": "2025-10-01",
        "correction": correction,
        "url": BASE,
    }


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_a_correction_has_its_notice_in_the_text_and_on_a_page_of_its_own(lived: Path) -> None:
    notice = "What was wrong: Twenty ships were given. What is right: There were thirty."
    assert notice in words(page(lived, "v/1.0.1/index.html"))
    assert notice in words(page(lived, "notices/1.0.1.html"))
    assert "Correction, July 30, 2024: Twenty ships were given." in words(page(lived))


def test_an_update_says_what_is_new_in_it(lived: Path) -> None:
    box = re.search(r'<div class="news".*?</div>', page(lived), re.DOTALL)
    assert box
    assert re.fullmatch(
        r"What is new in edition 1\.1 The update\. Changed: [^()]*Findings \(\d+%\) "
        r"References added: Oh 2025",
        words(box[0]),
    )


def test_the_change_log_tells_every_edition_the_latest_first(lived: Path) -> None:
    log = page(lived, "changes.html")
    titles = re.findall(r"<h2[^>]*>(.*?)</h2>", log)
    assert titles == ["Edition 1.1", "Edition 1.0.1", "Edition 1.0"]
    assert "What was wrong: Twenty ships were given. What is right: There were" in words(log)
    targets = re.findall(r'href="((?:v|redline|notices)/[^"]*)"', log)
    site = lived / "build/site/small"
    assert len(targets) == 9
    assert [t for t in targets if not (site / t).exists()] == []


def test_a_permalink_stays_and_what_is_gone_says_where_it_stood(lived: Path) -> None:
    latest = page(lived)
    found = re.search(rf'<p id="{PERMALINK}"[^>]*>(.*?)</p>', latest, re.DOTALL)
    assert found
    assert words(found[1]).startswith("The tide alone decides")
    gone = re.search(rf'<p class="gone" id="{DROPPED}" data-chrome>(.*?)</p>', latest)
    assert gone
    assert gone[1] == (
        "The passage that stood here until edition 1.0.1 is gone. "
        f'<a href="v/1.0.1/#{DROPPED}">Read it in edition 1.0.1.</a>'
    )
    assert f'<p id="{DROPPED}"' in page(lived, "v/1.0.1/index.html")


def test_an_edition_is_cited_for_ever(lived: Path) -> None:
    def cited(*arguments: str) -> str:
        return reportkit("cite", *arguments, cwd=lived).stdout

    assert cited("small@1.0") == (
        "Author, Ada. 2024. A small briefing. Edition 1.0. Issue Briefing. Institute of Examples. "
        f"{BASE}v/1.0/\n"
    )
    assert cited("small").startswith("Author, Ada. 2025. A small briefing. Edition 1.1.")
    assert cited("small@1.0.1", "--format", "bibtex") == (
        "@report{author2024,\n\tauthor = {Author, Ada},\n\ttitle = {{A small briefing}},\n"
        "\tdate = {2024-07-18},\n\ttype = {Issue Briefing},\n"
        "\tinstitution = {Institute of Examples},\n\tversion = {1.0.1},\n"
        f"\tlangid = {{english}},\n\turl = {{{BASE}v/1.0.1/}}\n}}\n"
    )
    assert cited("small@1.1", "--format", "ris") == (
        "TY  - RPRT\nAU  - Author, Ada\nPY  - 2025\nDA  - 2025/10/01\n"
        "TI  - A small briefing\nPB  - Institute of Examples\nM3  - Issue Briefing\n"
        f"ET  - 1.1\nLA  - en\nUR  - {BASE}v/1.1/\nER  - \n"
    )
    (item,) = json.loads(cited("small", "--format", "csl-json"))
    assert (item["version"], item["URL"]) == ("1.1", f"{BASE}v/1.1/")


def test_what_a_program_reads_of_a_citation_is_what_was_meant(lived: Path, tmp_path: Path) -> None:
    project = write(tmp_path, SMALL)
    for style, name in (("bibtex", "x.bib"), ("ris", "x.ris")):
        text = reportkit("cite", "small", "--format", style, cwd=lived).stdout
        write(project, {name: text})
        assert told(reportkit("sources", "add", name, "--key", style, cwd=project))[0] in (0, 1)
    ledger = (project / "content/small/sources.yaml").read_text()
    assert "A small briefing" in ledger
    assert f"{BASE}v/1.1/" in ledger


def test_the_source_of_an_old_edition_builds_as_it_did(lived: Path, tmp_path: Path) -> None:
    assert FIRST in reportkit("show", "small@1.0", cwd=lived).stdout
    made = reportkit("show", "small@1.0", "-o", str(tmp_path / "old"), cwd=lived)
    assert told(made) == (0, "")
    built = tree(tmp_path / "old" / "content")
    assert built == {path.removeprefix("content/"): text.encode() for path, text in PROJECT.items()}
    assert told(reportkit("build", cwd=tmp_path / "old")) == (0, "")


def test_the_draft_keeps_the_permalinks_of_the_editions(project: Path) -> None:
    text = UPDATED.replace("The tide alone decides", "Only the moon decides")
    write(project, {"content/small/01-text.md": text})
    assert told(reportkit("build", "--to", "html", cwd=project)) == (0, "")
    draft = (project / "build/draft/small/index.html").read_text()
    assert re.search(rf'<p id="{PERMALINK}"[^>]*>Only the moon decides', draft)
    assert "Working draft" in draft
    assert "noindex" in draft


def test_a_site_is_the_same_bytes_wherever_and_whenever_it_is_built(
    project: Path, lived: Path
) -> None:
    shutil.rmtree(project / "build")
    assert told(reportkit("site", cwd=project)) == (0, "")
    assert tree(project / "build/site") == tree(lived / "build/site")


def test_a_withdrawn_briefing_keeps_its_address_and_its_last_text(project: Path) -> None:
    write(project, {"content/small/01-text.md": "# Broken {#a}\n\n[@nobody]\n"})
    reason = ("--reason", "Its survey was retracted.")
    assert told(issue(project, "withdrawn", "2025-11-01", *reason)) == (0, "")
    latest = page(project)
    assert "Withdrawn, November 1, 2025 Its survey was retracted." in words(latest)
    assert "The tide alone decides" in words(latest)
    assert "This briefing was withdrawn on November 1, 2025." in page(project, "v/1.1/index.html")
    assert json.loads(page(project, "versions.json"))["withdrawn"] == "Its survey was retracted."
    after = issue(project, "minor", "2025-11-02")
    assert told(after) == (
        2,
        f"{EDITIONS}:1:1: error[wrong-kind]: “small” was withdrawn with edition 1.1.1.\n"
        "  hint: Only an update may follow.\n",
    )


@pytest.mark.parametrize(
    ("kind", "day", "more", "code", "message"),
    [
        ("initial", "2025-11-01", (), 2,
         "error[wrong-kind]: Edition 1.1 of “small” was issued already.\n  hint: What follows is "
         "an update, a correction or a minor change.\n"),
        ("minor", "2025-09-30", (), 2,
         "error[edition-order]: The new edition would be dated 2025-09-30, before edition 1.1 of "
         "2025-10-01.\n  hint: Give 2025-10-01 or a later day with `--date`.\n"),
        ("correction", "2025-11-01", ("--wrong", "x"), 2,
         "error[incomplete-issue]: An edition of the kind “correction” owes its readers more words."
         "\n  hint: Add --right.\n"),
        ("withdrawn", "2025-11-01", (), 2,
         "error[incomplete-issue]: An edition of the kind “withdrawn” owes its readers more words."
         "\n  hint: Add --reason.\n"),
        ("update", "2025-11-01", ("--reason", "x"), 2,
         "error[incomplete-issue]: An edition of the kind “update” has no place for `--reason`."
         "\n  hint: Leave it out.\n"),
        ("minor", "2025-11-01", ("--major",), 2,
         "error[wrong-kind]: Only an update can be a major one.\n  hint: Leave out `--major`.\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_issued_is_said_and_nothing_is_touched(
    lived: Path, kind: str, day: str, more: tuple[str, ...], code: int, message: str
) -> None:
    before = tree(lived)
    assert told(issue(lived, kind, day, *more)) == (code, f"{EDITIONS}:1:1: {message}")
    assert tree(lived) == before


def test_a_text_in_which_nothing_changed_is_no_new_edition(lived: Path) -> None:
    before = tree(lived)
    assert told(issue(lived, "update", "2025-11-01")) == (
        1,
        "content/small/briefing.yaml:1:1: error[nothing-changed]: The text is the one of edition "
        "1.1: nothing changed.\n"
        "  hint: Change the text first; only a withdrawal needs no other text.\n",
    )
    assert tree(lived) == before


def test_a_text_with_errors_is_not_issued(project: Path) -> None:
    write(project, {"content/small/01-text.md": UPDATED.replace("@oh2025", "@ho2025")})
    before = tree(project)
    assert told(issue(project, "update", "2025-11-01"))[1].startswith(
        "content/small/01-text.md:9:71: error[unknown-source]: No source is called “ho2025”."
    )
    assert tree(project) == before


def test_a_changed_byte_stops_everything_that_would_build_on_it(project: Path) -> None:
    path = f"{EDITIONS}/1.0/source/small/01-text.md"
    write(project, {path: FIRST + " "})
    message = (
        f"{path}:1:1: error[edition-damaged]: This file is not the one that was issued: its "
        "SHA-256 is another.\n  hint: Bring back the file that was issued, from version control "
        "or a backup.\n"
    )
    site = tree(project / "build/site")
    assert told(issue(project, "minor", "2025-11-01")) == (1, message)
    assert told(reportkit("site", cwd=project)) == (1, message)
    assert told(reportkit("editions", "small", cwd=project)) == (1, message)
    assert tree(project / "build/site") == site


def test_a_theme_that_prints_other_words_cannot_change_an_edition(project: Path) -> None:
    shutil.copytree(ROOT / "templates/eai", project / "templates/eai")
    template = project / "templates/eai/briefing.html"
    template.write_text(template.read_text().replace("</h1>", " (new look)</h1>"))
    before = tree(project / "build/site")
    run = reportkit("site", cwd=project)
    assert run.returncode == 1
    assert "error[edition-drift]: Edition 1.1 can no longer be shown as it was issued: " in (
        run.stderr
    )
    assert tree(project / "build/site") == before


def test_whoever_issues_second_is_told_and_waits_for_nobody(project: Path) -> None:
    with alone(project / EDITIONS) as mine:
        assert mine
        assert told(issue(project, "minor", "2025-11-01")) == (
            1,
            f"{EDITIONS}:1:1: error[issuing-already]: Somebody else is issuing “small” at this "
            "moment.\n  hint: Wait for that edition, look what is in it, and issue yours after "
            "it.\n",
        )


def test_of_two_who_issue_at_once_one_wins(project: Path) -> None:
    write(project, {"content/small/01-text.md": UPDATED.replace("nobody counted", "none counted")})
    command = [sys.executable, "-m", "reportkit", "issue", "small", "--kind", "minor"]
    runs = [
        subprocess.Popen(
            [*command, "--summary", "x", "--date", "2025-11-01"],
            cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    errors = [run.communicate()[1] for run in runs]
    assert sorted(run.returncode for run in runs) == [0, 1]
    refused = "".join(errors)
    assert "[issuing-already]" in refused or "[nothing-changed]" in refused
    numbers = sorted(path.name for path in (project / EDITIONS).iterdir())
    assert numbers == ["1.0", "1.0.1", "1.1", "1.1.1"]


def test_a_full_disk_leaves_every_edition_whole_and_adds_none(project: Path) -> None:
    write(project, {"content/small/01-text.md": UPDATED.replace("nobody counted", "none counted")})
    before = tree(project / EDITIONS)

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    command = [sys.executable, "-m", "reportkit", "issue", "small", "--kind", "minor"]
    run = subprocess.run(
        [*command, "--summary", "x", "--date", "2025-11-01"],
        cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT)}, preexec_fn=small_files,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr.startswith(
        "content/small/briefing.yaml:1:1: error[limit]: This briefing was given up: the disk could "
        "not be written to (File too large).\n"
        "  hint: Make room where it and the folder for passing files are.\n"
    )
    assert tree(project / EDITIONS) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "small@2.0"),
         f"{EDITIONS}:1:1: error[unknown-edition]: “small” has no edition 2.0.\n"
         "  hint: There are: 1.0, 1.0.1, 1.1.\n"),
        (("cite", "smal"),
         "error[unknown-briefing]: No briefing is called “smal”.\n  hint: Did you mean “small”?\n"),
    ],
)  # fmt: skip
def test_an_edition_that_is_not_there_is_told(
    lived: Path, arguments: tuple[str, ...], message: str
) -> None:
    assert told(reportkit(*arguments, cwd=lived)) == (2, message)


def test_a_briefing_without_editions_says_so(small: Path) -> None:
    assert reportkit("editions", "small", cwd=small).stdout == "No edition was issued yet.\n"
    message = (
        f"{EDITIONS}:1:1: error[unknown-edition]: No edition of “small” was issued yet.\n"
        "  hint: `reportkit issue small --kind initial` issues the first.\n"
    )
    for command in ("cite", "show", "site"):
        assert told(reportkit(command, "small", cwd=small)) == (2, message)
    assert told(issue(small, "update", "2025-11-01")) == (
        2,
        f"{EDITIONS}:1:1: error[wrong-kind]: No edition of “small” was issued yet: an initial one "
        "comes first.\n  hint: Use `--kind initial`.\n",
    )


def test_impact_reaches_what_was_issued_and_says_who_owes_a_notice(project: Path) -> None:
    ledger = project / "content/small/sources.yaml"
    ledger.write_text(ledger.read_text() + "  custom: {status: retracted}\n")
    run = reportkit("impact", "--status", "retracted", cwd=project)
    assert told(run) == (0, "")
    assert run.stdout.startswith(
        "oh2025 [retracted]: Oh 2025, A survey\n"
        "1 sentence rests on it, 1 on nothing else.\n"
        "Edition 1.1: 1 sentence rests on it, 1 on nothing else. It owes its readers a notice.\n"
    )
    assert f"{EDITIONS}/1.1/source/small/01-text.md:9:71: Ⅰ. Findings (edition 1.1)\n" in run.stdout
    checked = reportkit("check", cwd=project)
    assert "warning[retracted-in-edition]: Edition 1.1, the latest, rests on “oh2025”" in (
        checked.stdout
    )


def test_a_redline_is_made_as_a_page_and_as_a_pdf(project: Path) -> None:
    write(project, {"content/small/01-text.md": UPDATED.replace("nobody counted", "none counted")})
    run = reportkit("redline", "small", cwd=project)
    assert told(run) == (0, "")
    folder = project / "build/redline/small/1.1..working"
    page = (folder / "index.html").read_text()
    assert '<meta name="robots" content="noindex">' in page
    assert re.search(r"<del\b.{0,200}nobody", page, re.DOTALL)
    assert re.search(r"<ins\b.{0,200}none", page, re.DOTALL)
    assert (folder / "small-1.1..working.pdf").read_bytes().startswith(b"%PDF")
    assert told(reportkit("redline", "small", "1.0", "1.1", cwd=project)) == (0, "")
    made = tree(project / "build/redline/small/1.0..1.1")
    assert "index.html" in made
    assert "small-1.0..1.1.pdf" in made
    assert told(reportkit("redline", "small", "9.0", cwd=project)) == (
        2,
        f"{EDITIONS}:1:1: error[unknown-edition]: “small” has no edition 9.0.\n"
        "  hint: There are: 1.0, 1.0.1, 1.1.\n",
    )


def test_editions_behind_a_link_are_never_taken_for_none(project: Path) -> None:
    (project / EDITIONS).rename(project / "store")
    (project / EDITIONS).symlink_to(project / "store")
    before = tree(project / "store")
    message = (
        f"{EDITIONS}:1:1: error[edition-damaged]: The editions cannot be read: this is no folder, "
        "a link, or locked.\n  hint: Put the folder that `reportkit issue` made here, with the "
        "right to read it.\n"
    )
    assert told(issue(project, "minor", "2025-11-01")) == (2, message)
    assert told(reportkit("editions", "small", cwd=project)) == (2, message)
    assert told(reportkit("site", cwd=project)) == (2, message)
    assert tree(project / "store") == before


def test_no_edition_is_dated_after_today(project: Path) -> None:
    write(project, {"content/small/01-text.md": UPDATED.replace("nobody counted", "none counted")})
    run = issue(project, "minor", "2999-01-01")
    assert run.returncode == 2
    assert (
        "error[edition-order]: The edition would be dated 2999-01-01, and today is " in run.stderr
    )


def test_words_that_cannot_be_printed_are_refused_and_lines_are_joined(project: Path) -> None:
    write(project, {"content/small/01-text.md": UPDATED.replace("nobody counted", "none counted")})
    command = ("issue", "small", "--kind", "minor", "--date", "2025-11-01", "--summary")
    refused = reportkit(*command, "bell \x07", cwd=project)
    assert told(refused) == (
        2,
        f"{EDITIONS}:1:1: error[unprintable-words]: `--summary` holds a character that cannot be "
        "printed.\n  hint: Write it anew.\n",
    )
    assert told(reportkit(*command, "Two\nlines", cwd=project)) == (0, "")
    assert reportkit("editions", "small", cwd=project).stdout.endswith("  Two lines.\n")


def test_a_new_name_of_the_institute_can_be_issued(project: Path) -> None:
    house = SMALL["content/institute.yaml"].replace("Institute of Examples", "House of Examples")
    write(project, {"content/institute.yaml": house})
    assert told(issue(project, "minor", "2025-11-01")) == (0, "")
    assert "House of Examples" in page(project)
    assert "House of Examples" not in page(project, "v/1.1/index.html")


def test_what_stands_where_the_site_would_is_told_before_anything_is_issued(project: Path) -> None:
    write(project, {"content/small/01-text.md": UPDATED.replace("nobody counted", "none counted")})
    shutil.rmtree(project / "build/site")
    write(project, {"build/site/small/mine.txt": "mine"})
    before = tree(project)
    run = issue(project, "minor", "2025-11-01")
    assert run.returncode == 2
    assert "error[output-folder]: Something else stands where the output would." in run.stderr
    assert tree(project) == before


def test_check_looks_at_every_edition(project: Path) -> None:
    (project / EDITIONS / "1.0/small.pdf").write_bytes(b"%PDF")
    run = reportkit("check", cwd=project)
    assert run.returncode == 1
    assert f"{EDITIONS}/1.0/small.pdf:1:1: error[edition-damaged]: This file is not" in run.stdout


def test_the_path_of_a_briefing_is_as_good_as_its_name(lived: Path, tmp_path: Path) -> None:
    run = reportkit("show", "content/small/@1.0", "-o", str(tmp_path / "old"), cwd=lived)
    assert told(run) == (0, "")
    assert "content/small/briefing.yaml" in tree(tmp_path / "old")


def test_editions_outlive_the_text_that_they_were_made_of(project: Path, lived: Path) -> None:
    for path in (project / "content/small").iterdir():
        if path.is_file():
            path.unlink()
    shutil.rmtree(project / "build")
    assert reportkit("editions", "small", cwd=project).stdout == (
        reportkit("editions", "small", cwd=lived).stdout
    )
    assert told(reportkit("site", cwd=project)) == (0, "")
    assert tree(project / "build/site") == tree(lived / "build/site")


def test_a_briefing_that_was_issued_keeps_its_name(project: Path) -> None:
    (project / "content/small").rename(project / "content/large")
    assert told(reportkit("site", "large", cwd=project)) == (
        1,
        "content/large/editions/1.1/edition.json:1:1: error[edition-order]: This is an edition of "
        "“small”, in the folder of “large”.\n  hint: A briefing keeps its name when it has been "
        "issued: give the folder its old one.\n",
    )
