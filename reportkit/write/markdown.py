"""Blocks of a manuscript in, Markdown out that reads back as the same words.

One passage is one line: a merge, a difference and a finding then speak of passages, and
editors' programs wrap lines by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportkit.manuscript import Aside, Block, Cited, Doubt, Run
from reportkit.write.inline import (
    bracketed,
    emphasised,
    escaped,
    line_start,
    merged_runs,
    plain,
    printable,
    slug,
    stands_apart,
)

__all__ = ["Markdown"]

_LINK = re.compile(r"(?:https?://[^\s<>\"'()]+|mailto:[^\s@<>()]+@[^\s<>()]+)", re.IGNORECASE)


@dataclass(slots=True)
class Markdown:
    """One file in the making: its lines, the notes it calls, what could not be written.

    `notes` and `pictures` are the manuscript's; `shown` are the pictures that can be shown,
    by the path that the file uses. `keys` gives the key of a citation's work. `invented`
    are words that the copy does not have.
    """

    notes: Mapping[str, tuple[Block, ...]]
    shown: Mapping[str, str]
    keys: Mapping[str, str]
    asides: list[Aside]
    doubts: list[Doubt]
    path: str = ""
    taken: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    every_call: set[str] = field(default_factory=set)
    tables: int = 0
    figures: int = 0

    def text(self) -> str:
        """Give the whole file."""
        return "\n".join(self.lines).rstrip("\n") + "\n"

    def begin(self, path: str) -> None:
        """Begin another file; footnotes and their numbers are a file's own."""
        self.path, self.lines, self.called, self.waiting = path, [], {}, []

    def finish(self) -> str:
        """Put the footnotes below the text, and give all of it."""
        done: set[str] = set()
        while left := [key for key in self.called if key not in done]:
            for key in left:
                done.add(key)
                self._note(key)
        return self.text()

    def put(self, *lines: str) -> None:
        """Add a passage, and an empty line after it."""
        self.lines += [*lines, ""]

    def doubt(self, weight: int, message: str, hint: str | None, block: Block) -> None:
        """Doubt what is about to be written."""
        self.doubts.append(
            Doubt(weight, message, hint, block.place, self.path, len(self.lines) + 1)
        )

    def heading(self, block: Block) -> None:
        """Write a heading with an anchor; its notes wait for the paragraph after it."""
        words = plain(block.text).strip()
        for run in block.runs:
            if run.note and run.note in self.notes:
                self.waiting.append(self._call(run.note))
                self.doubt(5, "A note to a heading was put to the paragraph after it.", None, block)
        runs = [run for run in block.runs if not run.note and not run.picture]
        key = self._free(f"sec-{slug(words) or 'section'}")
        title = re.sub(
            r"#+\s*$", lambda m: "".join(f"\\{c}" for c in m[0].strip()), self.inline(runs).strip()
        )
        self.put(f"{'#' * block.level} {title} {{#{key}}}")

    def _free(self, key: str) -> str:
        number, answer = 1, key
        while answer in self.taken:
            number += 1
            answer = f"{key}-{number}"
        self.taken.add(answer)
        return answer

    def paragraph(self, block: Block) -> None:
        """Write a paragraph, and the pictures that stand in it as figures after it."""
        words = self.inline([run for run in block.runs if not run.picture]).strip()
        if words:
            self.put(f"{line_start(words)}{self._waited()}")

    def _waited(self) -> str:
        calls = "".join(self.waiting)
        self.waiting = []
        return calls

    def quotation(self, block: Block) -> None:
        """Write a quotation."""
        self.put(f"> {line_start(self.inline(block.runs).strip())}")

    def code(self, block: Block) -> None:
        """Write lines as they stand."""
        longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
        fence = "`" * max(3, longest + 1)
        text = printable(block.text.expandtabs(4))
        self.put(fence, *text.strip("\n").split("\n"), fence)

    def items(self, blocks: Iterable[Block]) -> None:
        """Write a list; an item's own paragraphs are joined to it."""
        counts: dict[int, int] = {}
        lines: list[str] = []
        before = 0
        for block in blocks:
            level = min(max(block.level, 1), before + 1, 4)
            counts = {depth: count for depth, count in counts.items() if depth <= level}
            counts[level] = counts.get(level, 0) + 1
            mark = f"{counts[level]}." if block.ordered else "-"
            words = line_start(self.inline([r for r in block.runs if not r.picture]).strip())
            lines.append(f"{' ' * 4 * (level - 1)}{mark:<3} {words}" if words else "")
            before = level
        self.put(*filter(None, lines))

    def table(self, block: Block, caption: Block | None) -> None:
        """Write a table as rows of pipes, its caption below it."""
        self.tables += 1
        width = max(len(row) for row in block.rows)
        rows = [
            [self._cell(cell) for cell in row] + [""] * (width - len(row)) for row in block.rows
        ]
        if any(len(row) != width for row in block.rows):
            self.doubt(
                6, "The rows of this table are not of one length; cells were added.", None, block
            )
        lines = [f"| {' | '.join(row)} |" for row in rows]
        words = self._caption(caption, block, "Table", self.tables)
        key = self._free(f"tbl-{self.tables}")
        self.put(lines[0], f"|{' --- |' * width}", *lines[1:], "", f"Table: {words} {{#{key}}}")

    def _cell(self, runs: tuple[Run, ...]) -> str:
        return self.inline(runs).strip().replace("|", "\\|")

    def _caption(self, caption: Block | None, block: Block, what: str, number: int) -> str:
        words = self.inline(caption.runs).strip() if caption else ""
        if not words:
            hint = "Write what it shows in place of the number."
            self.doubt(7, f"This {what.lower()} has no caption.", hint, block)
            self.invented.append(f"{what} {number}")
            return f"{what} {number}"
        return bracketed(words) if what == "Figure" else words

    def figure(self, run: Run, block: Block, caption: Block | None) -> None:
        """Write a picture as a figure."""
        name = run.picture or ""
        if name not in self.shown:
            self.asides.append(Aside("pictures that cannot be shown", run.text, block.place))
            self.doubt(
                9,
                f"The picture “{name}” cannot be shown in a briefing.",
                "Export it as PNG, JPEG, SVG or WebP.",
                block,
            )
            if caption:
                self.paragraph(caption)
            return
        self.figures += 1
        alt = plain(run.text).replace('"', "”").replace("{", "(").replace("}", ")").strip()
        words = self._caption(caption, block, "Figure", self.figures)
        if not alt:
            self.doubt(
                8, "This figure has no alternative text.", "Say in alt=… what it shows.", block
            )
            alt = f"Figure {self.figures}"
            self.invented.append(alt)
        key = self._free(f"fig-{self.figures}")
        self.put(f'![{words}]({self.shown[name]}){{#{key} alt="{alt}"}}')

    def inline(self, runs: Iterable[Run]) -> str:
        """Write runs within a line."""
        answer = ""
        merged = merged_runs(runs)
        for run, following in zip(merged, [*merged, None][1:], strict=True):
            text = plain(run.text)
            if run.note:
                answer += self._call(run.note)
            elif run.cited:
                answer = f"{answer.rstrip()} {self._citation(run.cited)}".lstrip()
            elif run.picture is None and text:
                answer += self._styled(run, text, answer[-1:], following)
        return answer

    def _styled(self, run: Run, text: str, before: str, following: Run | None) -> str:
        """Write a run; `before` is the sign before it, `following` what comes after it."""
        core = text.strip()
        if not core:
            return text
        at = text.index(core)
        lead, trail = text[:at], text[at + len(core) :]
        code = "code" in run.styles and "`" not in core
        written = f"`{core}`" if code else escaped(core)
        if following and following.href and not code:
            written = re.sub(r"\\?\]$", "&#93;", written)  # two brackets in a row name a link
        if run.href and _LINK.fullmatch(run.href) and "@" not in written:
            written = f"[{written if code else bracketed(written)}]({run.href})"
        ahead = trail or (following.text if following and not following.styles else "")
        apart = stands_apart(core, lead or before, ahead, last=following is None)
        return f"{lead}{emphasised(written, run.styles, apart=apart and '*' not in core)}{trail}"

    def _citation(self, cited: tuple[Cited, ...]) -> str:
        return f"[{'; '.join(self._item(one) for one in cited)}]"

    def _item(self, one: Cited) -> str:
        key = self.keys[str(one.csl["id"])]
        at = f", {one.label}{' ' if one.label else ''}{one.locator}" if one.locator else ""
        lead = f"{plain(one.prefix).strip()} " if one.prefix.strip() else ""
        return f"{lead}{'-' if one.suppress_author else ''}@{key}{at}{plain(one.suffix).rstrip()}"

    def _call(self, key: str) -> str:
        if key not in self.notes:
            return ""
        if key in self.every_call:
            self.doubts.append(
                Doubt(
                    6,
                    "A note is called a second time; only the first call was kept.",
                    None,
                    None,
                    self.path,
                    len(self.lines) + 1,
                )
            )
            return ""
        text = " ".join(run.text for block in self.notes[key] for run in block.every_run)
        stem = slug(" ".join(re.findall(r"\w+", text)[:4]), 24) or "note"
        label = stem if stem not in self.called.values() else f"{stem}-{len(self.called) + 1}"
        self.called[key] = label
        self.every_call.add(key)
        return f"[^{label}]"

    def _note(self, key: str) -> None:
        texts = [self._note_text(block) for block in self.notes[key]]
        first, *more = [text for text in texts if text] or ["\u2014"]
        self.put(
            f"[^{self.called[key]}]: {first}",
            *(line for text in more for line in ("", f"    {text}")),
        )

    def _note_text(self, block: Block) -> str:
        cells = [Run(" ")] if block.rows else []
        runs = [
            r for run in block.every_run if not run.note and not run.picture for r in (*cells, run)
        ]
        if any(run.note for run in block.every_run):
            self.doubts.append(
                Doubt(
                    7,
                    "A note calls a note; the inner call was left out.",
                    None,
                    block.place,
                    self.path,
                )
            )
        return line_start(self.inline(runs).strip())
