"""Rules about a project, its theme, and what is made of it."""

from __future__ import annotations

from reportkit.rules.rule import ERROR, Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule("no-project", ERROR, "A command runs in a project."),
    Rule("no-briefing", ERROR, "A project has a briefing."),
    Rule("unknown-briefing", ERROR, "A briefing that is named is there."),
    Rule("which-briefing", ERROR, "A command knows which briefing is meant."),
    Rule("bad-slug", ERROR, "A briefing's name can be an address."),
    Rule("exists-already", ERROR, "Nothing that is there is overwritten."),
    Rule("archived-already", ERROR, "An archived copy is replaced on demand alone."),
    Rule("read-only-ledger", ERROR, "Entries are written into YAML."),
    Rule("unknown-kind", ERROR, "The kind of a bibliography is known."),
    Rule("changed-meanwhile", ERROR, "A file that somebody else changed is left alone."),
    Rule("outside-project", ERROR, "No path leads out of the project."),
    Rule("file-too-large", ERROR, "A file is no larger than 64 MiB."),
    Rule("unreadable-file", ERROR, "A file can be read."),
    Rule("cannot-write", ERROR, "The output can be written."),
    Rule("output-folder", ERROR, "Only what a build made is replaced by one."),
    Rule("unknown-theme", ERROR, "A theme that is named is there."),
    Rule("theme-error", ERROR, "A theme's templates can be filled."),
    Rule("unknown-numeral", ERROR, "A numeral is one that is known."),
    Rule("missing-font", ERROR, "A theme's fonts are there."),
    Rule("missing-glyph", ERROR, "Every character can be drawn by the theme's fonts."),
    Rule("resource-refused", ERROR, "A page loads nothing but its own files."),
    Rule("typesetting", ERROR, "What the engine says of a page is told."),
    Rule("parity", ERROR, "Page and PDF hold the same words."),
    Rule("limit", ERROR, "A briefing is made within limits of time and memory."),
    Rule("not-set-up", ERROR, "Citation engine and fonts are set up."),
    Rule("citation-engine", ERROR, "The citation engine runs."),
    Rule("internal-error", ERROR, "reportkit itself does not fail."),
)
