"""A copy that cannot be read is a sentence; one that is only odd comes in with its report."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from tests.conftest import SMALL, write
from tests.importing.desk import imported, run
from tests.importing.word_files import paragraph, word_file, zipped
from tests.importing.word_files import run as word_run

LINE = "It is cold in the north, and few ships call there at all."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "p", {"content/institute.yaml": SMALL["content/institute.yaml"]})


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"word/{number or 'document'}.xml", bytes(60 * 2**20))
    return stream.getvalue()


def locked() -> bytes:
    data = bytearray(word_file(paragraph(word_run(LINE))))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        flags = struct.unpack_from("<H", data, at + 8)[0]
        struct.pack_into("<H", data, at + 8, flags | 1)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
WORD = word_file(paragraph(word_run(LINE)))
DECLARED = '<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="x"/>'
REFUSED = {
    "latin.txt": (
        "Caf\u00e9\n".encode("latin-1"),
        "latin.txt:1:4: error[encoding]: The byte 0xE9 is not UTF-8.\n"
        "  hint: Say what it is: `--encoding windows-1252`, `--encoding euc-kr` …\n",
    ),
    "empty.txt": (b" \n\n", "empty.txt:1:1: error[copy-empty]: This copy holds no words.\n"),
    "refs.txt": (
        b"* Note: None.\n\nReferences\n\nLee, Ann. 2005. A Book. Seoul: Press.\n",
        "refs.txt:1:1: error[copy-empty]: This copy holds no text but its head and end.\n",
    ),
    "paper.pdf": (
        b"%PDF-1.7\n",
        "paper.pdf:1:1: error[copy-kind]: This is a PDF, which cannot be imported.\n"
        "  hint: Save it as DOCX, HTML or text.\n",
    ),
    "locked.docx": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "locked.docx:1:1: error[copy-encrypted]: This Word file is protected by a password.\n"
        "  hint: Open it in Word, and save it without one.\n",
    ),
    "locked-zip.docx": (
        locked(),
        "locked-zip.docx:1:1: error[copy-encrypted]: This Word file is protected by a password.\n"
        "  hint: Open it in Word, and save it without one.\n",
    ),
    "old.doc": (
        OLE,
        "old.doc:1:1: error[copy-kind]: This is a Word file of the old kind (.doc).\n"
        "  hint: Open it in Word or LibreOffice, and save it as .docx.\n",
    ),
    "cut.docx": (
        WORD[: len(WORD) // 2],
        "cut.docx:1:1: error[copy-broken]: This Word file is broken: File is not a zip file.\n"
        "  hint: Save it again, or ask the author for another copy.\n",
    ),
    "sheet.docx": (
        zipped({"xl/workbook.xml": "<x/>"}),
        "sheet.docx:1:1: error[copy-kind]: This is an Excel file: it holds no "
        "“word/document.xml”.\n  hint: Save it as .docx.\n",
    ),
    "escape.docx": (
        zipped({"word/document.xml": "<x/>", "../../evil.sh": "x"}),
        "escape.docx:1:1: error[copy-unsafe]: A part of this Word file is called "
        "“../../evil.sh”, which leads out of it.\n"
        "  hint: Do not open it; ask the author for another copy.\n",
    ),
    "bomb.docx": (
        bomb(),
        "bomb.docx:1:1: error[copy-unsafe]: This Word file would unpack to 300 MiB in 5 parts.\n"
        "  hint: No more than 256 MiB are unpacked.\n",
    ),
    "entities.docx": (
        zipped({"word/document.xml": DECLARED}),
        "entities.docx:1:1: error[copy-unsafe]: The part “word/document.xml” declares entities, "
        "which no Word file needs.\n",
    ),
    "xml.docx": (
        zipped({"word/document.xml": "<w:document"}),
        "xml.docx:1:1: error[copy-broken]: This Word file is broken: its XML is not well-formed "
        "(unclosed token: line 1, column 0).\n"
        "  hint: Save it again, or ask the author for another copy.\n",
    ),
    "deep.html": (
        b"<html><body>" + b"<div>" * 400 + b"word",
        "deep.html:1:1: error[copy-broken]: This page nests its elements deeper than 250 levels.\n"
        "  hint: Save it as plain text.\n",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_told_in_a_sentence_and_nothing_is_written(
    project: Path, name: str
) -> None:
    data, sentence = REFUSED[name]
    (project / name).write_bytes(data)
    told = run(project, "import", str(project / name), "--as", "paper")
    assert (told.returncode, told.stdout, told.stderr) == (1, "", sentence)
    assert sorted(path.name for path in (project / "content").iterdir()) == ["institute.yaml"]


def source(project: Path) -> str:
    folder = project / "content" / "paper"
    return "\n".join(path.read_text() for path in sorted(folder.glob("[0-9]*.md")))


@pytest.mark.parametrize(
    "data",
    [
        f"\ufeffOne here.\r\n\r\n{LINE}\r\n".encode(),
        f"One here.\r\r{LINE}\r".encode(),
        f"One here.\n\n{LINE}\n".encode("utf-16"),
    ],
    ids=["byte-order mark and CRLF", "CR", "UTF-16"],
)
def test_marks_and_line_ends_of_other_systems_change_nothing(project: Path, data: bytes) -> None:
    imported(project, data)
    assert source(project) == f"One here.\n\n{LINE}\n"


def test_another_encoding_is_read_where_it_is_named(project: Path) -> None:
    (project / "copy.txt").write_bytes(f"Café. {LINE}".encode("latin-1"))
    told = run(
        project, "import", str(project / "copy.txt"), "--as", "paper", "--encoding", "latin-1"
    )
    assert (told.returncode, source(project)) == (0, f"Café. {LINE}\n")


def test_an_encoding_that_is_none_is_told(project: Path) -> None:
    (project / "copy.txt").write_text(LINE)
    told = run(
        project, "import", str(project / "copy.txt"), "--as", "paper", "--encoding", "klingon"
    )
    assert (told.returncode, told.stderr) == (
        1,
        "copy.txt:1:1: error[encoding]: No encoding is called “klingon”.\n"
        "  hint: Try windows-1252 or euc-kr.\n",
    )


def test_scripts_of_a_page_are_no_words(project: Path) -> None:
    page = f"<html><body><script>alert('x')</script><p onclick='go()'>{LINE}</p></body></html>"
    made = imported(project, page, "copy.html")
    assert (source(project), made.proof.copy) == (f"{LINE}\n", len(LINE.split()))


def test_without_a_list_of_references_citations_stay_words_and_are_told(project: Path) -> None:
    made = imported(project, f"{LINE} So says Olsen (2021, 4).\n\n{LINE}\n")
    assert "So says Olsen (2021, 4)." in source(project)
    assert [d.message for d in made.doubts if d.path == "01-introduction.md"] == [
        "“Olsen (2021, 4)” is typed by hand, and no source fits it."
    ]


def test_two_lists_are_joined_and_told(project: Path) -> None:
    one = "Lee, Ann. 2005. A Book. Seoul: Press."
    two = "Olsen, Mari. 2021. Another. Oslo: House."
    made = imported(project, f"{LINE}\n\nReferences\n\n{one}\n\nBibliography\n\n{two}\n\n{one}\n")
    assert sorted(made.briefing.sources) == ["lee2005", "olsen2021"]
    told = [d.message for d in made.doubts]
    assert "There are 2 lists of references; they were joined into one." in told
    assert "This entry stands in the list twice: “lee2005”." in told


def test_an_entry_that_is_not_understood_is_kept_as_its_title(project: Path) -> None:
    good, bad = "Lee, Ann. 2005. A Book. Seoul: Press.", "sic!! unpublished thing, somewhere 1999"
    made = imported(project, f"{LINE}\n\nReferences\n\n{bad}\n\n{good}\n")
    titles = sorted(str(s.csl["title"]) for s in made.briefing.sources.values())
    assert titles == ["A Book", bad]
    assert any("was not understood in full" in d.message for d in made.doubts)


def test_five_hundred_pages_come_in(project: Path) -> None:
    text = "\n\n".join(f"{n}. {LINE} " * 20 for n in range(1000))
    made = imported(project, text)
    assert (made.proof.copy, made.proof.lost) == (len(text.split()), ())


def test_what_is_there_is_not_written_over(project: Path) -> None:
    imported(project, LINE)
    (project / "copy.txt").write_text(LINE)
    told = run(project, "import", str(project / "copy.txt"), "--as", "paper")
    assert (told.returncode, told.stderr) == (
        2,
        "error[exists-already]: “content/paper” is there already; nothing was written.\n"
        "  hint: A later version of its copy goes `--into paper`.\n",
    )
