"""Section files in, headings with their passages out; keys are given later, by `keys.py`."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from reportkit.diagnostics import Diagnostic, Edit, Severity, Span, Text
from reportkit.evidence import Age
from reportkit.files import Files
from reportkit.read.ages import AGE_KEYS, age
from reportkit.read.blocks import Block, split
from reportkit.read.desk import Desk, Draft, trailing_attributes
from reportkit.read.passages import collect, drafts, uncalled
from reportkit.read.prose import prose
from reportkit.read.sanitise import Place, check
from reportkit.read.silences import silences
from reportkit.read.texts import Findings, nearest, read_text
from reportkit.read.tree import contents, serialise, words

__all__ = ["SectionDraft", "read_sections"]

MAX_LEVEL = 3

_NUMBER = re.compile(
    r"(?:[Ⅰ-Ⅻⅰ-ⅻ]+[.)]?|(?:[IVX]+|\d+(?:\.\d+)*)[.)]|\d+\.\d+|제\s?\d+\s?[장절])\s"
)


_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)


@dataclass(slots=True)
class SectionDraft:
    """A section before it and its passages have keys; the introduction has no title."""

    level: int
    title: str | None
    words: str
    key: str | None
    place: Place
    key_span: Span
    prose: Text | None = None
    age: Age | None = None
    drafts: list[Draft] = field(default_factory=list)


def read_sections(
    files: Files, folder: str, paths: list[str], language: str, findings: Findings
) -> list[SectionDraft]:
    """Read the Markdown files at `paths`, in this order."""
    sections: list[SectionDraft] = []
    taken: set[str] = set()
    for path in paths:
        text = read_text(files, path, findings)
        if text is None:
            continue
        _check_conflicts(text, findings)
        desk = Desk(text, files, folder, findings, language, taken)
        blocks = split(text, findings)
        if not any(block.kind not in ("comment", "reference") for block in blocks):
            hint = "Write its text, or delete it."
            findings.error("empty-section-file", "This file holds no text.", Span(path), hint)
        collect(desk, blocks)
        findings.silences += silences(desk.text, blocks, findings)
        _read_blocks(desk, blocks, sections)
        uncalled(desk)
    _check_sections(sections, findings)
    return sections


def _check_conflicts(text: Text, findings: Findings) -> None:
    """Report passages of which a merge left two versions."""
    for match in _CONFLICT.finditer(text.content):
        message = "Two versions of this passage stand here."
        hint = "Keep one of them, and delete the lines “<<<<<<<”, “=======” and “>>>>>>>”."
        findings.error("merge-conflict", message, text.span(match.start()), hint)


def _read_blocks(desk: Desk, blocks: list[Block], sections: list[SectionDraft]) -> None:
    """Cut a file's blocks at its headings, and add what they make to `sections`."""
    heads = [n for n, block in enumerate(blocks) if block.kind in ("heading", "setext")]
    before = blocks[: heads[0]] if heads else blocks
    made = drafts(desk, before)
    if made:
        if not sections:
            place = made[0].place
            sections.append(SectionDraft(1, None, "", None, place, place.span))
        else:
            message = "This text stands before the first heading of its file."
            hint = "Begin the file with “# Heading”."
            desk.findings.error("text-before-heading", message, made[0].place.span, hint)
        sections[-1].drafts += made
    for start, end in itertools.pairwise([*heads, len(blocks)]):
        section = _heading(desk, blocks[start], sections)
        section.drafts = drafts(desk, blocks[start + 1 : end])
        sections.append(section)


def _heading(desk: Desk, block: Block, sections: list[SectionDraft]) -> SectionDraft:
    place = desk.place(block)
    level, start, end = _title(desk, block)
    source, values = trailing_attributes(desk.stash.scan(desk.text, start, end))
    source = re.sub(r"(?:^|[ \t]+)#+[ \t]*$", "", source.strip())
    before = sections[-1].level if sections and sections[-1].title is not None else 0
    if level > MAX_LEVEL:
        message = f"A heading cannot be deeper than level {MAX_LEVEL}."
        desk.findings.error("heading-level", message, place.span, "Use fewer “#”.")
    elif level > before + 1:
        message = (
            f"A heading of level {level} follows one of level {before}."
            if before
            else (f"The first heading is of level {level}.")
        )
        desk.findings.error(
            "skipped-level", message, place.span, f"Write “{'#' * (before + 1)} …”."
        )
    match = _NUMBER.match(source + " ")
    if match:
        message = f"The number “{match[0].strip()}” is typed."
        hint = "Delete it: the theme numbers headings."
        at = desk.text.span(start)
        typed = desk.text.content.startswith(match[0], start) and source[match.end() :].strip()
        edits = (Edit(at, match[0], ""),) if typed else ()
        desk.findings.append(
            Diagnostic("typed-number", Severity.ERROR, message, at, hint, edits=edits)
        )
    for name in values.keys() - {"id", *AGE_KEYS}:
        message = f"The attribute “{name}” is not used in a heading."
        hint = nearest(name, AGE_KEYS) or f"Known are #id, {', '.join(AGE_KEYS)}."
        desk.findings.error("unknown-attribute", message, place.find(f"{name}=", name), hint)
    title = _inline_title(desk, source, place)
    key = values.get("id")
    shown = contents(serialise(title))
    return SectionDraft(
        level,
        shown,
        words(title).strip(),
        key,
        place,
        place.find(f"#{key}") if key else place.span,
        prose(desk.text, start, end, desk.marks(block)),
        age(values, place, desk.findings),
    )


def _title(desk: Desk, block: Block) -> tuple[int, int, int]:
    """Give a heading's level, and where its words begin and end."""
    source = desk.source(block)
    if block.kind == "setext":
        first, second = source.split("\n")
        indent = len(first) - len(first.lstrip())
        return (1 if second[0] == "=" else 2), block.start + indent, block.start + len(first)
    match = re.match(r" {0,3}(#+)[ \t]*", source)
    assert match is not None
    return len(match[1]), block.start + match.end(), block.end


def _inline_title(desk: Desk, source: str, place: Place) -> Element:
    title = desk.inline([source])[0]
    for node in list(title.iter()):
        if node.tag == "cite" or node.get("class") in ("xref", "footnote"):
            message = "A heading holds no citations, references or footnotes."
            desk.findings.error("mark-in-heading", message, place.find("[@", "[^", "@"))
            break
    if not words(title).strip():
        hint = "Write its words after the “#”."
        desk.findings.error("empty-heading", "This heading has no words.", place.span, hint)
    check(title, place, desk.findings)
    return title


def _check_sections(sections: list[SectionDraft], findings: Findings) -> None:
    for section, following in itertools.pairwise([*sections, None]):
        if section and not section.drafts and not (following and following.level > section.level):
            message = f"Nothing stands below the heading “{section.words}”."
            hint = "Write its text, or delete it."
            findings.warning("empty-section", message, section.place.span, hint)
