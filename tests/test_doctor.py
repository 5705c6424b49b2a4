"""The doctor names what is missing, and the command that mends it."""

from __future__ import annotations

import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from reportkit import doctor
from reportkit.doctor import Finding
from reportkit.files import Memory

ROOT = Path(__file__).parent.parent
FONT = "fonts/SourceSerif4_400Regular.ttf"


def vendor(**changed: bytes) -> Memory:
    texts = {"citeproc.js": b"engine", FONT: b"font"}
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in texts.items())
    return Memory(texts | {"SHA256SUMS": sums.encode()} | changed)


def test_a_machine_that_was_set_up_lacks_nothing() -> None:
    assert [str(finding) for finding in doctor.examine() if not finding.good] == []


def test_the_library_of_the_machine_tells_its_version() -> None:
    found = {finding.part: finding.found or "" for finding in doctor.examine()}
    assert re.fullmatch(r"1\.\d+\.\d+", found["Pango"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", found["HarfBuzz"])
    assert re.fullmatch(r"2\.\d+\.\d+", found["Fontconfig"])


def test_a_missing_library_is_named_with_the_command_that_installs_it() -> None:
    missing = doctor.library("Pango", ("libpango-9.so.0",))
    assert missing.problem == "the library libpango-9.so.0 cannot be loaded; the PDF needs it."
    assert missing.mend == doctor.library_command()


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        (
            "apt-get",
            "apt-get update && apt-get install -y"
            " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ),
        ("dnf", "dnf install -y pango harfbuzz"),
        ("brew", "brew install pango"),
        (None, "Install Pango 1.44 or later with its HarfBuzz and Fontconfig."),
    ],
)
def test_the_command_is_that_of_the_machine_s_package_manager(
    manager: str | None, command: str
) -> None:
    given = doctor.library_command(lambda name: name if name == manager else None)
    assert given.replace("sudo ", "") == command


@pytest.mark.parametrize(
    ("user", "tools", "begins"),
    [
        (1000, {"apt-get", "sudo"}, "sudo apt-get "),
        (1000, {"apt-get"}, "apt-get "),
        (0, {"apt-get", "sudo"}, "apt-get "),
    ],
)
def test_sudo_is_asked_for_where_it_is_needed_and_there(
    user: int, tools: set[str], begins: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    given = doctor.library_command(lambda name: name if name in tools else None)
    assert given.startswith(begins)


def test_make_and_the_doctor_ask_for_the_same_debian_packages() -> None:
    script = (ROOT / ".setup" / "system").read_text("utf-8")
    asked = doctor.library_command(lambda name: name).split()[-3:]
    assert re.findall(r"echo (lib(?:pango|harfbuzz)\S+)", script) == asked


def test_a_missing_python_package_is_named_with_the_command_that_installs_it() -> None:
    assert doctor.distribution('absent-package<71,>=70; python_version >= "3"') == Finding(
        "absent-package",
        problem="this Python package is not installed.",
        mend=f'{sys.executable} -m pip install "absent-package<71,>=70"',
    )


@pytest.mark.parametrize(
    ("wanted", "good"),
    [("click", True), ("click>=8", True), ("click>=8,<9", True), ("click<8", False)],
)
def test_a_version_outside_the_bounds_is_wrong(wanted: str, good: bool) -> None:
    assert doctor.distribution(wanted).good is good


def test_fonts_and_engine_are_listed_where_they_are_whole() -> None:
    assert doctor.vendored(vendor()) == (
        Finding("citation engine", "citeproc.js"),
        Finding("fonts", "SourceSerif4_400Regular.ttf"),
    )


def test_an_altered_font_is_named() -> None:
    engine, fonts = doctor.vendored(vendor(**{FONT: b""}))
    assert engine.good
    assert fonts.problem == f"missing, unreadable or altered: {FONT}."


def test_a_checkout_that_was_never_set_up_is_told_to_run_make() -> None:
    for finding in doctor.vendored(Memory({})):
        assert (finding.problem, finding.mend) == ("not here.", f"cd {ROOT} && make setup")


def test_an_output_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file")
    assert doctor.writable(tmp_path / "build" / "draft").problem == f"{tmp_path}/build is a file."
    assert doctor.writable(tmp_path / "new" / "build").good


def test_a_locale_without_utf_8_is_told_how_to_get_one() -> None:
    asks = "from reportkit import doctor; print(doctor.encoding())"
    spoken = subprocess.run(
        [sys.executable, "-c", asks],
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert spoken == (
        "wrong  locale: file names are encoded as ascii; those in Hangul would be garbled.\n"
        "       export LC_ALL=C.UTF-8\n"
    )


def test_the_doctor_answers_where_weasyprint_cannot_be_imported(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library pango')")
    asks = "from reportkit import doctor; print(len(doctor.text(doctor.examine())))"
    subprocess.run(
        [sys.executable, "-c", asks], env={"PYTHONPATH": f"{tmp_path}:{ROOT}"}, check=True
    )


def test_the_findings_are_lines_for_people_and_records_for_machines() -> None:
    findings = (
        Finding("Pango", problem="not here.", mend="brew install pango"),
        Finding("Python", "3.11.2"),
    )
    assert doctor.text(findings) == (
        "good   Python: 3.11.2\nwrong  Pango: not here.\n       brew install pango\nWrong: 1 of 2."
    )
    assert doctor.record(findings)[0] == {
        "part": "Pango",
        "found": None,
        "problem": "not here.",
        "mend": "brew install pango",
    }
