"""Texts and pages that nobody here wrote come in whole, where this machine has them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from reportkit.files import Disk
from reportkit.importing import Copy, import_copy
from tests.conftest import SMALL, write
from tests.importing.desk import WISHES

LICENCES = Path("/usr/share/common-licenses")
DOCS = Path("/usr/share/doc")
FOUND = [
    *(path for path in sorted(LICENCES.glob("*-*")) if not path.is_symlink()),
    *itertools.islice(sorted(p for p in DOCS.rglob("*.html") if p.is_file()), 0, 60, 6),
]


@pytest.mark.skipif(not FOUND, reason="no such texts on this machine")
@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_no_word_of_it_is_lost(tmp_path: Path, path: Path) -> None:
    write(tmp_path, {"content/institute.yaml": SMALL["content/institute.yaml"]})
    copy = Copy(path.name, path.read_bytes(), Disk(path.parent))
    made = import_copy(tmp_path, copy, "foreign", WISHES)
    proof = made.proof
    kept = proof.text + proof.metadata + proof.ledger + proof.citations + proof.aside
    assert (proof.lost, kept >= proof.copy > 0) == ((), True)
