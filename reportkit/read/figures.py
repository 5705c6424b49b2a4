"""A lone image in, a figure out: caption, id, alternative text, and a picture that is there."""

from __future__ import annotations

import posixpath
import re
from xml.etree.ElementTree import Element

from reportkit.diagnostics import Span
from reportkit.read.blocks import Block
from reportkit.read.desk import Desk, Draft, apply
from reportkit.read.markup import attributes
from reportkit.read.pictures import KINDS, check_bytes
from reportkit.read.texts import nearest
from reportkit.read.tree import element

__all__ = ["check_pictures", "figure", "needs_id", "needs_words"]

_FIGURE = re.compile(
    r"\s*!\[(?P<caption>(?:[^\[\]]|\[[^\[\]]*\])*+)\]"
    r"\((?P<source><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*"
    r"|[^\s()<>\"'](?:[^()<>\"'\n]|\([^()<>\"'\n]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"(?:\s*\{:?(?P<attributes>[^{}]*)\})?\s*",
)


def figure(desk: Desk, block: Block, scanned: str) -> Draft | None:
    """Make a figure of a paragraph that is one image; None where it is not."""
    match = _FIGURE.fullmatch(scanned)
    if not match:
        return None
    place = desk.place(block)
    source = desk.stash.restore(match["source"]).strip("<>")
    values = attributes(desk.stash.restore(match["attributes"] or "").replace("\n", " "))
    alt = values.pop("alt", "").strip()
    check_picture(desk, block, source.strip())
    if not alt:
        hint = 'Say what the picture shows: {#fig-… alt="…"}.'
        desk.findings.error("missing-alt", "This figure has no alternative text.", place.span, hint)
    needs_id(
        desk, values.get("id"), "figure", "fig-", place.span, place.find(f"#{values.get('id')}")
    )
    caption = desk.inline([match["caption"]])[0]
    needs_words(desk, caption, "figure", place.span)
    caption.tag = "figcaption"
    root = element("figure", class_="figure")
    root.append(element("img", src=source, alt=alt))
    root.append(caption)
    apply(root, values)
    return desk.draft("figure", root, block)


def needs_id(
    desk: Desk, key: str | None, what: str, prefix: str, span: Span, key_span: Span
) -> None:
    """Check that something that is numbered can be referred to."""
    hint = f"Write {{#{prefix}…}} after its caption, or “id: {prefix}…” in its block."
    if not key:
        desk.findings.error("missing-id", f"This {what} has no id.", span, hint)
    elif not key.startswith(prefix):
        message = f"The id “{key}” of a {what} must begin with “{prefix}”."
        desk.findings.error("id-prefix", message, key_span, f"Call it “{prefix}{key}”.")


def needs_words(desk: Desk, caption: Element, what: str, span: Span) -> None:
    """Check that a caption says something."""
    if not "".join(caption.itertext()).strip():
        desk.findings.error("missing-caption", f"This {what} has no caption.", span)


def check_pictures(desk: Desk, root: Element, block: Block) -> None:
    """Check the pictures that stand within a line."""
    for image in root.iter("img"):
        place, source = desk.place(block), image.get("src", "")
        check_picture(desk, block, source)
        if not image.get("alt", "").strip():
            message = "This picture has no alternative text."
            desk.findings.error(
                "missing-alt", message, place.find("![](", "!["), "Write ![words](…)."
            )


def check_picture(desk: Desk, block: Block, source: str) -> None:
    """Check that a picture is a file of the briefing, of a kind that is understood."""
    span = desk.place(block).find(f"({source}", source)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", source):
        hint = "Put the picture into the briefing's folder."
        desk.findings.error("remote-image", "A picture must be a file.", span, hint)
        return
    if " " in source and re.search(rf"\]\(\s*{re.escape(source)}", desk.source(block)):
        message = f"A blank in the path “{source}” ends it for most readers of Markdown."
        hint = f"Write (<{source}>), or rename the file to {source.replace(' ', '-')}."
        desk.findings.error("blank-in-path", message, span, hint)
        return
    path = posixpath.normpath(source)
    if not source or path.startswith(("/", "..")) or "\\" in source:
        message = f"“{source}” is not a file of the briefing."
        desk.findings.error("outside-briefing", message, span, "Write figures/name.png.")
    elif not path.lower().endswith(tuple(KINDS)):
        message = f"“{source}” is not a picture that can be shown."
        desk.findings.error("picture-kind", message, span, f"Use {', '.join(KINDS)}.")
    elif not desk.files.has(f"{desk.folder}/{path}"):
        there = [p.removeprefix(f"{desk.folder}/") for p in desk.files.list(desk.folder)]
        message = f"There is no file “{source}” in the briefing's folder."
        desk.findings.error("missing-file", message, span, nearest(path, there))
    else:
        whole = f"{desk.folder}/{path}"
        check_bytes(whole, desk.files.read(whole), desk.findings)
