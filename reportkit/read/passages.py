"""A block in, the passages it makes out: which kind of block is read by which function.

A block that Python-Markdown makes several things of becomes several passages;
one that makes nothing becomes none.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from reportkit.diagnostics import Text
from reportkit.read.blocks import Block, split
from reportkit.read.charts import chart
from reportkit.read.desk import Desk, Draft, apply, trailing_attributes
from reportkit.read.figures import check_pictures, figure
from reportkit.read.markup import too_much
from reportkit.read.tables import csv_table, pipe_table
from reportkit.read.texts import nearest
from reportkit.read.tree import code_block, element

__all__ = ["drafts"]

_KINDS = {
    "p": "paragraph",
    "ul": "list",
    "ol": "list",
    "dl": "definitions",
    "table": "table",
    "blockquote": "quotation",
    "pre": "code",
}
_CALLOUTS = ("note", "tip", "important", "warning", "caution", "example", "summary", "question")
_CALLOUT = re.compile(r'!!![ \t]*([\w-]*)[ \t]*(?:"(.*)")?[ \t]*(.*)$')
_LINK = re.compile(r" {0,3}\[([^\]]+)\]:[ \t]*<?([^\s>]+)>?[ \t]*(?:[\"'(](.*)[\"')])?[ \t]*$")
_INNER_HEADING = re.compile(r"(?m)^[ \t]*(?:(?:>|[-*+]|\d+\.)[ \t]+)+#{1,6}[ \t]")
_SLIPS = (
    (
        "paragraph",
        re.compile(r"#{1,6}[^\s#]"),
        "heading-space",
        "A heading needs a blank after its “#”.",
        "Write “# …”, or “\\#” for the character itself.",
    ),
    (
        "paragraph",
        re.compile(r"[^\n]*\n(?:[^\n]*\n)*? {0,3}()(?:[-*+]|1\.) +\S"),
        "list-in-paragraph",
        "A list needs a blank line before it.",
        "Add a blank line above.",
    ),
    (
        "paragraph",
        re.compile(r" {2,3}()\S"),
        "indentation",
        "This text is indented by less than four spaces.",
        "Within a list indent by four; elsewhere not at all.",
    ),
    (
        "list",
        re.compile(r"[^\n]*\n(?:[^\n]*\n)*? {1,3}()(?:[-*+]|\d+\.) +\S"),
        "indentation",
        "This item is indented by less than four spaces.",
        "An item within an item is indented by four.",
    ),
)
"""Slips that are no errors of Markdown, and never what was meant."""

_UNDEFINED = re.compile(r"\]\[([^\]\[\n]+)\]")


def drafts(desk: Desk, blocks: list[Block]) -> list[Draft]:
    """Make passages of the blocks between two headings."""
    answer: list[Draft] = []
    captions = _captions(desk, blocks)
    for block in blocks:
        if block.kind == "table":
            refused = _refused(desk, block, desk.source(block))
            caption = captions.get(block.start)
            answer.append(refused or pipe_table(desk, block, caption))
        elif block.kind in _READERS:
            answer += _READERS[block.kind](desk, block)
        elif block.kind not in ("caption", "comment", "reference", "footnote"):
            answer += _flow(desk, block)
    return answer


def collect(desk: Desk, blocks: list[Block]) -> None:
    """Collect what a file defines for all of its blocks: footnotes and addresses."""
    for block in blocks:
        source = desk.source(block)
        if block.kind == "reference":
            match = _LINK.match(source)
            if match:
                desk.references[match[1].lower()] = (match[2], match[3])
        elif block.kind == "footnote":
            label = source[source.index("[^") + 2 : source.index("]:")]
            if label in desk.notes:
                message = f"The footnote “{label}” is written a second time."
                line = desk.text.span(desk.notes[label].start).line
                hint = f"It stands first in line {line}."
                desk.findings.error("duplicate-footnote", message, desk.place(block).span, hint)
            else:
                desk.notes[label] = block


def uncalled(desk: Desk) -> None:
    """Report the footnotes of a file that nothing calls."""
    for label, block in desk.notes.items():
        if label not in desk.called:
            message = f"The footnote “{label}” is never called."
            hint = f"Write “[^{label}]” where it belongs, or delete it."
            desk.findings.error("unused-footnote", message, desk.place(block).find("[^"), hint)


def _captions(desk: Desk, blocks: list[Block]) -> dict[int, Block]:
    """Give each table its caption: the one after it, else the one before it."""
    answer: dict[int, Block] = {}
    for index, block in enumerate(blocks):
        if block.kind != "caption":
            continue
        before, after = blocks[index - 1 : index], blocks[index + 1 : index + 2]
        if before and before[0].kind == "table" and before[0].start not in answer:
            answer[before[0].start] = block
        elif after and after[0].kind == "table":
            answer[after[0].start] = block
        else:
            message = "This caption has no table beside it."
            hint = "Put it right after the table's last row."
            desk.findings.error("caption-without-table", message, desk.place(block).span, hint)
    return answer


def _refused(desk: Desk, block: Block, scanned: str) -> Draft | None:
    found = too_much(scanned)
    if not found:
        return None
    span = desk.text.span(min(block.start + found[1], block.end))
    desk.findings.error("too-much", found[0], span, "Write it more simply.")
    return desk.literal(block)


def _flow(desk: Desk, block: Block) -> list[Draft]:
    refused = _refused(desk, block, desk.source(block))
    if refused:
        return [refused]
    scanned = desk.scan(block, block.kind)
    if block.kind == "paragraph":
        found = figure(desk, block, scanned)
        if found:
            return [found]
    scanned, values = trailing_attributes(scanned)
    _check_slips(desk, block)
    _check_headings(desk, block)
    _check_links(desk, block, scanned)
    roots = desk.blocks(scanned)
    for root in roots:
        apply(root, values)
        check_pictures(desk, root, block)
    return [desk.draft(_KINDS.get(root.tag, "paragraph"), root, block) for root in roots]


def _check_slips(desk: Desk, block: Block) -> None:
    for kind, pattern, rule, message, hint in _SLIPS:
        match = pattern.match(desk.source(block)) if kind == block.kind else None
        if match:
            span = desk.text.span(block.start + (match.start(1) if match.re.groups else 0))
            desk.findings.warning(rule, message, span, hint)


def _check_headings(desk: Desk, block: Block) -> None:
    match = _INNER_HEADING.search(desk.source(block))
    if match:
        span = desk.text.span(block.start + match.end() - 2)
        message = "A heading cannot stand within a list or a quotation."
        desk.findings.error("heading-inside", message, span, "Begin it at the left margin.")


def _check_links(desk: Desk, block: Block, scanned: str) -> None:
    for match in _UNDEFINED.finditer(scanned):
        if match[1].lower() not in desk.references and "\x0e" not in match[1]:
            message = f"No address is given for “{match[1]}”."
            hint = nearest(match[1], desk.references) or f"Write a line “[{match[1]}]: https://…”."
            desk.findings.error("undefined-link", message, desk.place(block).find(match[0]), hint)


def _rule(desk: Desk, block: Block) -> list[Draft]:
    message = "A rule between paragraphs is not printed."
    hint = "Begin a section with a heading, or delete it."
    desk.findings.warning("rule", message, desk.place(block).span, hint)
    return []


def _code(desk: Desk, block: Block) -> list[Draft]:
    lines = desk.source(block).expandtabs(4).split("\n")
    return [desk.draft("code", code_block("", "\n".join(line[4:] for line in lines)), block)]


def _fence(desk: Desk, block: Block) -> list[Draft]:
    first, *lines = desk.source(block).split("\n")
    info = first.strip().lstrip("`~").strip()
    if info == "table":
        return [csv_table(desk, block)]
    if info == "vega-lite":
        return [chart(desk, block)]
    known = nearest(info, ("table", "vega-lite")) if info else None
    if known:
        message = f"Nothing here is drawn from “{info}”."
        desk.findings.warning("unknown-fence", message, desk.place(block).span, known)
    run = first.strip()[:3]
    closed = bool(lines) and lines[-1].strip().startswith(run)
    return [desk.draft("code", code_block(info, "\n".join(lines[:-1] if closed else lines)), block)]


def _callout(desk: Desk, block: Block) -> list[Draft]:
    source, place = desk.source(block), desk.place(block)
    first = source.split("\n", 1)[0]
    match = _CALLOUT.match(first)
    kind, title = (match[1].lower(), match[2]) if match else ("", None)
    if kind not in _CALLOUTS:
        message = f"No callout is called “{kind}”."
        hint = nearest(kind, _CALLOUTS) or f"Known are {', '.join(_CALLOUTS)}."
        desk.findings.error("unknown-callout", message, place.span, hint)
    start = block.start + len(first)
    refused = _refused(desk, block, source)
    if refused:
        return [refused]
    body = desk.stash.scan(desk.text, start, block.end, "list").strip("\n")
    if not body.strip() or (match and match[3]):
        message = "This callout has no text of its own."
        hint = "Put its text below, indented by four spaces."
        desk.findings.error("empty-callout", message, place.span, hint)
    title = kind.capitalize() if title is None else title
    offset = block.start + max(first.find('"') + 1, 0)
    scanned = desk.stash.scan(Text(desk.text.path, title, *_at(desk, offset)), 0, len(title))
    heading = desk.inline([scanned])[0]
    heading.set("class", "callout-title")
    root = element("div", class_=f"callout {kind}")
    root.append(heading)
    _check_links(desk, block, body)
    root.extend(desk.blocks(re.sub(r"(?m)^(?: {4}|\t)", "", body)))
    check_pictures(desk, root, block)
    return [desk.draft("callout", root, block)]


def _at(desk: Desk, offset: int) -> tuple[int, int]:
    span = desk.text.span(offset)
    return span.line, span.column


_READERS = {"rule": _rule, "code": _code, "fence": _fence, "callout": _callout}


def note_paragraph(desk: Desk) -> list[Draft]:
    """Make passages of a text that stands in metadata: the starred note."""
    blocks = split(desk.text, desk.findings)
    collect(desk, blocks)
    made = drafts(desk, blocks)
    uncalled(desk)
    return made


def plain_inline(desk: Desk) -> Element:
    """Make a `<p>` of a text within a line that can hold no marks: the editor's note."""
    before = len(desk.stash.marks)
    scanned = desk.stash.scan(desk.text, 0, len(desk.text.content))
    for mark in desk.stash.marks[before:]:
        if mark.kind in ("citation", "reference", "footnote"):
            message = f"“{mark.source[:40]}” cannot stand here."
            hint = "Citations, references and footnotes belong into sections."
            desk.findings.error("mark-not-here", message, mark.span, hint)
    return desk.inline([scanned])[0]
