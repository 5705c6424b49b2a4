"""Rules about copies that are imported."""

from __future__ import annotations

from reportkit.rules.rule import ERROR, Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule("lost-words", ERROR, "No word of a copy is lost."),
    Rule("copy-kind", ERROR, "A copy is a text, a web page or a Word file."),
    Rule("copy-encrypted", ERROR, "A Word file opens without a password."),
    Rule("copy-broken", ERROR, "A Word file is whole, and holds a text."),
    Rule(
        "copy-unsafe", ERROR, "A Word file unpacks to its own folder, and to no more than 256 MiB."
    ),
    Rule("copy-empty", ERROR, "A copy holds words."),
    Rule("not-imported", ERROR, "A later version goes into a briefing that was imported."),
    Rule("import-base", ERROR, "What was imported last is whole, where a later version goes in."),
    Rule("merge-conflict", ERROR, "What author and editor both changed is decided by the editor."),
)
