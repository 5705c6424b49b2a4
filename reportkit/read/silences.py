"""An editor's silences in: a comment beside a passage, or `silence` in a YAML file.

`<!-- silence rule-id: reason -->` is for the block that follows it.
"""

from __future__ import annotations

import re

from reportkit.diagnostics import Silence, Span, Text
from reportkit.read.bibliography.entry import Entry
from reportkit.read.blocks import Block
from reportkit.read.strict_yaml import Mapping, Node, Scalar
from reportkit.read.texts import Findings, nearest
from reportkit.rules import RULES

__all__ = ["silences", "silences_of", "written_silences"]

_COMMENT = re.compile(
    r"""
    [ ]{0,3}<!--\s*silence\s+
    (?P<rules>[a-z][\w-]*(?:\s*,\s*[a-z][\w-]*)*)
    \s*(?::(?P<reason>.*?))?-->
    """,
    re.DOTALL | re.VERBOSE,
)


def silences(text: Text, blocks: list[Block], findings: Findings) -> list[Silence]:
    """Give the silences among a text's comments, each for the block after it."""
    answer: list[Silence] = []
    for index, block in enumerate(blocks):
        match = _COMMENT.match(text.content, block.start, block.end)
        if block.kind != "comment" or not match:
            continue
        following = [other for other in blocks[index + 1 :] if other.kind != "comment"]
        if not following:
            message = "Nothing stands after this silence."
            hint = "Write it right before the passage that it is for."
            findings.error("silence-without-passage", message, text.span(block.start), hint)
            continue
        table = following[0].kind == "table" and following[1:2] and following[1].kind == "caption"
        last = text.span(following[1 if table else 0].end).line
        reason = (match["reason"] or "").strip() or None
        for rule in re.finditer(r"[\w-]+", match["rules"]):
            span = text.span(match.start("rules") + rule.start())
            if _is_known(rule[0], span, findings):
                answer.append(Silence(rule[0], span, reason, text.path, span.line, last))
    return answer


def written_silences(node: Node | None, findings: Findings) -> tuple[Silence, ...]:
    """Give the silences of a mapping `{rule: reason}`, which hold for all files."""
    if not isinstance(node, Mapping):
        return ()
    return tuple(
        Silence(entry.key.value, entry.key.span, entry.value.value.strip())
        for entry in node.entries
        if isinstance(entry.value, Scalar) and _is_known(entry.key.value, entry.key.span, findings)
    )


def silences_of(entry: Entry, findings: Findings) -> list[Silence]:
    """Give the silences of a source: for the lines of its entry."""
    reasons = entry.values.get("custom", {}).get("silence", {})
    span = entry.places.get("silence", entry.span)
    return [
        Silence(rule, span, reason, span.path, *entry.lines)
        for rule, reason in reasons.items()
        if _is_known(rule, span, findings)
    ]


def _is_known(rule: str, span: Span, findings: Findings) -> bool:
    if rule not in RULES:
        message = f"No rule is called “{rule}”."
        hint = nearest(rule, RULES) or "`reportkit rules` lists them."
        findings.error("unknown-rule", message, span, hint)
    return rule in RULES
