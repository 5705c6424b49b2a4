"""Make a passage fit for a page: resolved XHTML in, HTML out, and its footnotes apart.

The words stay as they are, in their order; a footnote's move to the end of the
page, where a paper has them at the foot. What a passage gains for the reader's
hand (calls, permalinks) carries `data-chrome`, which no author's mark-up may.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from markupsafe import Markup

from reportkit.model import Passage, Reference

__all__ = ["Note", "backlinks", "convert", "fitted", "permalink", "pictures", "plain", "settled"]

Term = Callable[[str], str]

ALIGNMENT = re.compile(r"text-align:\s*(left|right|center)")
PRESENTATION = re.compile(
    r"(?:fill|stroke|opacity|font|text|color|display|visibility|dominant|pointer|clip)[a-z-]*"
)
"""SVG properties that may stand as attributes where a style may not (SVG 1.1, section 6.1)."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number, the id of its words and of its call, and its HTML."""

    id: str
    number: str
    html: Markup


def convert(passage: Passage, term: Term) -> tuple[Markup, tuple[Note, ...]]:
    """Give a passage as HTML with its permalink, and the footnotes it calls, in order."""
    root = settled(passage.xhtml)
    notes = tuple(_lift(root))
    link = permalink(passage.key, _words(root), term)
    made = f'<div class="passage of-{passage.kind}">{fitted(root)}{link}</div>'
    return Markup(made), notes


def settled(xhtml: str) -> ElementTree.Element:
    """Give the tree of a passage, without what the page's content security policy forbids."""
    root = ElementTree.fromstring(xhtml)
    for element in root.iter():
        _settle(element)
    return root


def fitted(root: ElementTree.Element) -> Markup:
    """Give the HTML of a settled tree; what may be too wide for a page moves within it."""
    _let_scroll(root)
    data = _data_apart(root)
    return Markup(_html(root) + data)


def permalink(key: str, words: str, term: Term) -> Markup:
    """Give the quiet mark that leads to `key`, named for those who cannot see where it stands."""
    start = " ".join(words.split()[:6])
    return Markup('<a class="permalink" data-chrome href="#{}" aria-label="{}: {}">¶</a>').format(
        key, term("permalink"), start
    )


def backlinks(reference: Reference, term: Term) -> Markup:
    """Give the ways back from an entry to its citations: ↑, or a, b, c where there are several."""
    ids = reference.cited_from
    if not ids:
        return Markup("")
    marks = ["↑"] if len(ids) == 1 else [_letters(n) for n in range(len(ids))]
    link = Markup('<a href="#{}" aria-label="{} {}">{}</a>')
    links = Markup(" ").join(
        link.format(target, term("back-to-text"), mark, mark)
        for target, mark in zip(ids, marks, strict=True)
    )
    return Markup('<span class="backlinks" data-chrome> {}</span>').format(links)


def pictures(xhtml: str) -> Iterator[str]:
    """Name the files of the pictures in a passage, in order."""
    if "<img" in xhtml:
        for image in ElementTree.fromstring(xhtml).iter("img"):
            yield image.get("src", "")


def plain(markup: str) -> Markup:
    """Give inline mark-up without its links and ids, to stand within a link."""
    return Markup(re.sub(r"</?(?:a|cite)\b[^>]*>|\sid=\"[^\"]*\"", "", markup))


def _settle(element: ElementTree.Element) -> None:
    """Turn what the page's content security policy forbids into what it allows."""
    element.tag = element.tag.rpartition("}")[2]
    element.attrib.pop("data-chrome", None)
    for name in [name for name in element.attrib if name.startswith("{")]:
        local = name.rpartition("}")[2]
        element.set(f"xml:{local}" if "XML/1998" in name else local, element.attrib.pop(name))
    style = element.attrib.pop("style", "")
    if alignment := ALIGNMENT.search(style):
        element.set("class", f"{element.get('class', '')} align-{alignment[1]}".strip())
    elif style:
        for name, _, value in (part.partition(":") for part in style.split(";")):
            if PRESENTATION.fullmatch(name.strip()):
                element.set(name.strip(), value.strip())


def _lift(root: ElementTree.Element) -> Iterator[Note]:
    """Take each footnote out of the text, and leave its call."""
    parents = {child: parent for parent in root.iter() for child in parent}
    for note in [span for span in root.iter("span") if span.get("class") == "footnote"]:
        label, number = note.get("id", ""), note.get("data-number", "")
        call, parent = _call(label, number), parents[note]
        call.tail, note.tail = note.tail, None
        parent[list(parent).index(note)] = call
        yield Note(label, number, _body(note))


def _call(label: str, number: str) -> ElementTree.Element:
    call = ElementTree.Element("sup", {"class": "call", "data-chrome": ""})
    link = {"href": f"#{label}", "id": f"call-{label}", "role": "doc-noteref"}
    ElementTree.SubElement(call, "a", link).text = number
    return call


def _body(note: ElementTree.Element) -> Markup:
    """Give a note's words as one paragraph, or as many as the author wrote."""
    paragraphs = [child for child in note if child.get("class") == "para"]
    for paragraph in paragraphs or [note]:
        paragraph.tag, paragraph.attrib = "p", {}
    inside = "".join(_html(paragraph) for paragraph in paragraphs)
    return Markup(inside or _html(note))


def _let_scroll(root: ElementTree.Element) -> None:
    """Let a wide table or chart move in a region of its own, which the keyboard reaches."""
    caption = root.find("./table/caption")
    if root.get("class") == "table" and caption is not None:
        caption.set("id", f"{root.get('id')}-caption")
        root.attrib |= {"role": "region", "tabindex": "0", "aria-labelledby": caption.get("id", "")}
    for parent in [root, *root.iter("details")]:
        for place, child in enumerate(parent):
            if child.tag in ("svg", "table") and parent.tag in ("figure", "details"):
                parent[place] = _region(child, root, parent)


def _data_apart(root: ElementTree.Element) -> str:
    """Take a chart's data behind its figure: a caption is the last thing in one (HTML, 4.4.12)."""
    found = [child for child in root if root.tag == "figure" and child.tag == "details"]
    for details in found:
        root.remove(details)
    return "".join(map(_html, found))


def _region(
    inside: ElementTree.Element, figure: ElementTree.Element, parent: ElementTree.Element
) -> ElementTree.Element:
    namer = figure.find("figcaption") if inside.tag == "svg" else parent.find("summary")
    name = "" if namer is None else " ".join("".join(namer.itertext()).split())
    kind = "plot" if inside.tag == "svg" else "scroll"
    region = ElementTree.Element(
        "div", {"class": kind, "role": "region", "tabindex": "0", "aria-label": name}
    )
    region.append(inside)
    region.tail, inside.tail = inside.tail, None
    return region


def _words(root: ElementTree.Element) -> str:
    caption = root.find(".//figcaption")
    named = root if caption is None else caption
    return "".join(named.itertext())


def _html(element: ElementTree.Element) -> str:
    return ElementTree.tostring(element, encoding="unicode", method="html")


def _letters(number: int) -> str:
    """Count a … z, aa, ab …"""
    more, letter = divmod(number, 26)
    return (_letters(more - 1) if more else "") + "abcdefghijklmnopqrstuvwxyz"[letter]
