"""A picture is what its name says, and a drawing holds nothing that runs or reaches out."""

from __future__ import annotations

import pytest

from reportkit.read.pictures import check_bytes
from reportkit.read.texts import Findings
from tests.cases.broken.whole import PNG

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n'


def found(path: str, data: str | bytes) -> list[str]:
    findings = Findings()
    check_bytes(path, data.encode() if isinstance(data, str) else data, findings)
    return [str(d).split("\n")[0] for d in findings]


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="9" height="9" fill="url(#g)"/><use xlink:href="#g"/>',
        '<style>/* plain */ .a { fill: url("#g") }</style>',
        '<image href="data:image/png;base64,AAAA"/>',
    ],
)
def test_a_drawing_that_keeps_to_itself_passes(inside: str) -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n'
    assert found("a.svg", f"{doctype}{HEAD}{inside}</svg>") == []


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<script>1</script>", "A drawing may not hold <script>."),
        ('<g onload="x()"/>', "A drawing may not hold “onload”, which runs a script."),
        ('<a xlink:href="javascript:x()"/>', "A drawing may not lead to “javascript:x()”."),
        ('<image href="file:///etc/x"/>', "A drawing may not lead to “file:///etc/x”."),
        ('<g fill="url(http://e.org/a)"/>', "A drawing may not lead to “http://e.org/a”."),
        ("<style>@import 'a.css'</style>", "A drawing's styles may not hold “@import”."),
    ],
)
def test_a_drawing_that_runs_or_reaches_out_is_refused(inside: str, message: str) -> None:
    assert found("a.svg", f"{HEAD}{inside}</svg>")[0].endswith(f"error[unsafe-svg]: {message}")
    assert found("a.svg", f"{HEAD}{inside}</svg>")[0].startswith("a.svg:2:")


def test_entities_are_refused_before_they_grow() -> None:
    text = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}&x;</svg>'
    assert found("a.svg", text) == [
        "a.svg:1:54: error[unsafe-svg]: A drawing may not declare entities such as “x”."
    ]


def test_a_picture_of_another_kind_than_its_name_says_is_refused() -> None:
    assert found("a.png", PNG) == []
    assert found("a.png", "<html>") == [
        "a.png:1:1: error[picture-content]: This file is no PNG picture."
    ]
    assert found("a.svg", PNG)[0].startswith("a.svg:1:1: error[broken-svg]: ")
