"""The parts of a copy in, the files of a briefing out: section texts and `briefing.yaml`."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportkit.manuscript import Aside, Block, Run
from reportkit.write.inline import plain, slug
from reportkit.write.markdown import Markdown

__all__ = ["HEAD", "metadata_text", "section_texts"]

HEAD = "# yaml-language-server: $schema=../.schema/briefing.schema.json\n"
"""The first line of a new `briefing.yaml`, for editors."""

_CAPTION = re.compile(
    r"\s*(?P<label>(?:Figure|Fig\.|Table|Chart|Photo|Exhibit|그림|표|도표)\s*\d{1,3}(?:[-.]\d{1,2})?)\s*[.:|)–—-]?\s*",
    re.IGNORECASE,
)


def metadata_text(values: Mapping[str, Any]) -> str:
    """Give `briefing.yaml`: a key a line, in the order of `values`."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(dict(values), stream)
    return HEAD + stream.getvalue()


def section_texts(body: Sequence[Block], md: Markdown) -> dict[str, str]:
    """Give the section files by name: one for what precedes the first heading, one a section."""
    texts: dict[str, str] = {}
    for blocks in _sections(body):
        first = blocks[0]
        title = plain(first.text) if first.kind == "heading" else "introduction"
        words = slug(title) if slug(title).isascii() and slug(title) else "section"
        name = f"{len(texts) + 1:02}-{words}.md"
        md.begin(name)
        _put(blocks, md)
        text = md.finish()
        texts |= {name: text} if text.strip() else {}
    return texts


def _sections(body: Sequence[Block]) -> list[list[Block]]:
    sections: list[list[Block]] = []
    for block in body:
        if not sections or (block.kind == "heading" and block.level == 1):
            sections.append([])
        sections[-1].append(block)
    return sections


def _put(blocks: list[Block], md: Markdown) -> None:
    """Write the blocks of a file in their order; a caption goes with its table or picture."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.kind == "item":
            last = at
            while (
                last < len(blocks) and blocks[last].kind == "item" and _goes_on(block, blocks[last])
            ):
                last += 1
            md.items(blocks[at:last])
            for item in blocks[at:last]:
                _pictures(item, md, None)
            at = last
            continue
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        shows = block.kind == "table" or _is_picture(block)
        before_one = following is not None and (following.kind == "table" or _is_picture(following))
        if shows and following and _is_caption(following, block):
            _show(block, md, _bare(following, md))
            at += 2
        elif before_one and not shows and following and _is_caption(block, following):
            _show(following, md, _bare(block, md))
            at += 2
        else:
            _show(block, md, None)
            at += 1
    if md.waiting:
        md.put(f"{md._waited()}")


def _goes_on(first: Block, block: Block) -> bool:
    return block.level > 1 or block.ordered == first.ordered


def _show(block: Block, md: Markdown, caption: Block | None) -> None:
    if block.kind == "heading":
        md.heading(block)
    elif block.kind == "table":
        md.table(block, caption)
    elif block.kind == "quotation":
        md.quotation(block)
    elif block.kind == "code":
        md.code(block)
    else:
        md.paragraph(block)
    _pictures(block, md, caption)


def _pictures(block: Block, md: Markdown, caption: Block | None) -> None:
    for run in block.every_run:
        if run.picture:
            md.figure(run, block, caption if block.kind != "table" else None)
            caption = None


def _is_picture(block: Block) -> bool:
    return (
        block.kind == "paragraph"
        and any(run.picture for run in block.runs)
        and not block.text.strip()
    )


def _is_caption(block: Block, shown: Block) -> bool:
    if block.kind != "paragraph" or _is_picture(block) or not block.text.strip():
        return False
    match = _CAPTION.match(block.text)
    of_table = bool(match and match["label"].lower().startswith(("table", "표")))
    fits = of_table == (shown.kind == "table") if match else block.style == "caption"
    return fits and len(block.text.split()) < 80 and not any(run.note for run in block.runs)


def _bare(block: Block, md: Markdown) -> Block:
    """Take the typed number off a caption: the theme counts."""
    match = _CAPTION.match(block.text)
    if not match or not block.text[match.end() :].strip():
        return block
    md.asides.append(Aside("typed numbers of tables and figures", match[0].strip(), block.place))
    drop = match.end()
    runs: list[Run] = []
    for run in block.runs:
        runs.append(replace(run, text=run.text[drop:]))
        drop = max(0, drop - len(run.text))
    return replace(block, runs=tuple(runs))
