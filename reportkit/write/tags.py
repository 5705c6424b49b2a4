"""Tag a PDF by its HTML: WeasyPrint's laid-out pages in, a tree for PDF/UA-1 and PDF/A-3a out.

WeasyPrint makes one element of each box, so that whatever a page break splits
falls apart, and notes, contents and running heads are not told from the text.
Here an HTML element is one node however many boxes it has. There is no public
way to say so: while a file is written, `weasyprint.pdf.add_tags` is replaced.
A test pins that name and its signature; the dependency is pinned to 70.x.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf

from reportkit.write.lines import BREAK
from reportkit.write.roles import ROLES, Box, describe_figure, properties_of, words_of
from reportkit.write.structure import Annotation, Mark, Node, Pdf, PdfObject, write_structure

__all__ = ["add_tags", "tagged_by_element"]

# WeasyPrint has no types: these say what is meant.
Document = Any
Page = Any

MAY_BE_EMPTY = {"TD", "TH", "TR"}


@contextmanager
def tagged_by_element() -> Iterator[None]:
    """Have files that are written meanwhile tagged by element; not for two threads at once."""
    import weasyprint.pdf

    theirs = weasyprint.pdf.add_tags
    weasyprint.pdf.add_tags = add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = theirs


def add_tags(pdf: Pdf, document: Document, pdf_version: object, page_streams: list[Any]) -> None:
    """Stand in for `weasyprint.pdf.add_tags`, with its signature."""
    tree = _Tree(document.metadata.lang)
    counts = []
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        counts.append(len(stream._tags))
        tree.enter(number, page, pdf, stream)
        tree.visit(page._page_box, tree.document, None)
        tree.leave()
    _finish(tree.document)
    write_structure(pdf, tree.document, counts)


class _Tree:
    """The tree that grows while pages are visited in order.

    `nodes` knows the node of each HTML element, and of its marker or call, so
    that a later box of the same element adds to the same node.
    """

    def __init__(self, language: str | None) -> None:
        self.document = Node("Document")
        self.language = language
        self.nodes: dict[tuple[Any, str], Node] = {}
        self.pages_of_heads: dict[Any, int] = {}

    def enter(self, number: int, page: Page, pdf: Pdf, stream: PdfObject) -> None:
        self.number, self.page, self.stream = number, page, stream
        self.annotations = pdf.objects[int(pdf.page_references[number].split()[0])].get("Annots")
        self.marks: dict[Any, Any] = stream._tags
        self.artifacts: set[int] = set()

    def leave(self) -> None:
        """Make artifacts of what no element owns, so that it is never read aloud."""
        self.artifacts.update(mark["mcid"] for mark in self.marks.values())
        self.marks.clear()
        _make_artifacts(self.stream, self.artifacts)

    def visit(self, box: Box, parent: Node, link: Node | None) -> None:
        """Add a box and all below it; `link` is the link that it stands in."""
        from weasyprint.formatting_structure import boxes

        box = getattr(box, "_box", box)
        if isinstance(box, boxes.TextBox):
            self._mark(box, parent)
        elif isinstance(box, boxes.MarginBox) or box.is_leader or self._is_repeated_head(box):
            self._discard(box)
        else:
            node = self._node_of(box, parent)
            link = self._link(box, node, link)
            if isinstance(box, boxes.ReplacedBox):
                self._mark(box, node)
                node.properties.update(describe_figure(box, self.page.height))
            for child in getattr(box, "children", ()):
                self.visit(child, node, link)

    def _mark(self, box: Box, node: Node) -> None:
        if mark := self.marks.pop(box, None):
            node.kids.append(Mark(self.number, mark["mcid"]))

    def _discard(self, box: Box) -> None:
        if mark := self.marks.pop(box, None):
            self.artifacts.add(mark["mcid"])
        if getattr(box, "link_annotation", None):
            self._drop(box.link_annotation)
        for child in getattr(box, "children", ()):
            self._discard(child)

    def _is_repeated_head(self, box: Box) -> bool:
        if not (getattr(box, "is_header", False) and box.element is not None):
            return False
        return self.pages_of_heads.setdefault(box.element, self.number) != self.number

    def _link(self, box: Box, node: Node, link: Node | None) -> Node | None:
        """Give a link one area for each line: boxes inside a link bring areas of their own."""
        if (annotation := getattr(box, "link_annotation", None)) is None:
            return link
        if link is not None or node.role != "Link":
            self._drop(annotation)
            return link
        node.kids.append(Annotation(self.number, annotation))
        annotation["Contents"] = pydyf.String(words_of(box.element).replace(BREAK, ""))
        return node

    def _drop(self, annotation: PdfObject) -> None:
        self.annotations.remove(annotation.reference)
        annotation.clear()

    def _node_of(self, box: Box, parent: Node) -> Node:
        if box.element is None:
            return parent
        pseudo = box.element_tag.partition("::")[2]
        key = (box.element, pseudo if pseudo in _PSEUDO else "")
        if (known := self.nodes.get(key)) is None:
            known = _PSEUDO[pseudo](self, box, parent) if key[1] else self._element(box, parent)
            self.nodes[key] = known
        return known

    def _element(self, box: Box, parent: Node) -> Node:
        """Make the node that holds an element's content; text-level ones have none."""
        element, tag = box.element, box.element_tag.partition("::")[0]
        if (call := self.nodes.get((element, "footnote-call"))) is not None and call.parent:
            note = Node("Note", {"ID": element.get("id") or f"note-{len(self.nodes)}"})
            return call.parent.insert_behind(call, note)
        in_contents = parent.role in ("TOC", "TOCI")
        match tag:
            case "li" if in_contents:
                return parent.append(Node("TOCI"))
            case "ol" | "ul" if in_contents:
                return parent
            case "p" if in_contents:
                return parent.append(Node("Caption"))
            case "li":
                return parent.append(Node("LI")).append(Node("LBody"))
            case "dt":
                # Not a label: those are taken for marks, and a term is text.
                return parent.append(Node("LI")).append(Node("LBody")).append(Node("P"))
            case "dd":
                return _last_body(parent).append(Node("Div"))
            case "a" if element.get("href"):
                holder = parent.append(Node("Reference")) if in_contents else parent
                return holder.append(Node("Link"))
            case "span" if element.get("class") == "para":
                return parent.append(Node("P"))
        role = ROLES.get(tag)
        properties = properties_of(role, box, self.language)
        if role is None and not properties:
            return parent
        return parent.append(Node(role or "Span", properties))

    def _marker(self, box: Box, parent: Node) -> Node:
        """A list item's bullet or number stands before the item's body."""
        label = Node("Lbl", parent=parent.parent)
        if parent.role != "LBody" or parent.parent is None:
            return parent
        parent.parent.kids.insert(0, label)
        return label

    def _call(self, box: Box, parent: Node) -> Node:
        return parent.append(Node("Reference"))

    def _number_of_note(self, box: Box, parent: Node) -> Node:
        return parent.append(Node("Lbl"))


_PSEUDO = {
    "marker": _Tree._marker,
    "footnote-call": _Tree._call,
    "footnote-marker": _Tree._number_of_note,
}


def _last_body(listing: Node) -> Node:
    """Give the body of the term that a description belongs to."""
    for item in reversed(listing.kids):
        if isinstance(item, Node) and isinstance(item.kids[-1], Node):
            return item.kids[-1]
    return listing.append(Node("LI")).append(Node("LBody"))


def _finish(node: Node) -> None:
    """Drop what holds nothing: empty list bodies, elements that were only running matter."""
    for kid in node.kids:
        if isinstance(kid, Node):
            _finish(kid)
    node.kids = [
        kid
        for kid in node.kids
        if not isinstance(kid, Node) or kid.kids or kid.role in MAY_BE_EMPTY
    ]


def _make_artifacts(stream: PdfObject, numbers: set[int]) -> None:
    """Retag marked content in a page's stream: `/Span <</MCID 7>> BDC` is three entries there."""
    if not numbers:
        return
    for index, entry in enumerate(stream.stream):
        if isinstance(entry, pydyf.Dictionary) and entry.get("MCID") in numbers:
            stream.stream[index - 1] = "/Artifact"
            entry.clear()
            entry["Type"] = "/Pagination"
