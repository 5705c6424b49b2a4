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

from reportkit.write.structure import Annotation, Mark, Node, write_structure

__all__ = ["claim_accessibility", "tagged_by_element"]

SVG = "{http://www.w3.org/2000/svg}"
POINTS = 0.75
"""Points in a CSS pixel."""

ROLES = {
    "article": "Art",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "details": "Div",
    "div": "Div",
    "dl": "L",
    "figcaption": "Caption",
    "figure": "Div",
    "footer": "Div",
    "header": "Div",
    "img": "Figure",
    "main": "Part",
    "nav": "TOC",
    "ol": "L",
    "p": "P",
    "pre": "P",
    "q": "Quote",
    "section": "Sect",
    "summary": "P",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    f"{SVG}svg": "Figure",
} | {f"h{level}": f"H{level}" for level in range(1, 7)}

NUMBERING = {
    "circle": "Circle",
    "decimal": "Decimal",
    "disc": "Disc",
    "lower-alpha": "LowerAlpha",
    "lower-roman": "LowerRoman",
    "square": "Square",
    "upper-alpha": "UpperAlpha",
    "upper-roman": "UpperRoman",
}

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


def add_tags(pdf: Any, document: Any, pdf_version: object, page_streams: list[Any]) -> None:
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

    def enter(self, number: int, page: Any, pdf: Any, stream: Any) -> None:
        self.number, self.page, self.stream = number, page, stream
        self.annotations = pdf.objects[int(pdf.page_references[number].split()[0])].get("Annots")
        self.marks: dict[Any, Any] = stream._tags
        self.artifacts: set[int] = set()

    def leave(self) -> None:
        """Make artifacts of what no element owns, so that it is never read aloud."""
        self.artifacts.update(mark["mcid"] for mark in self.marks.values())
        self.marks.clear()
        _make_artifacts(self.stream, self.artifacts)

    def visit(self, box: Any, parent: Node, link: Node | None) -> None:
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
                self._describe_figure(box, node)
            for child in getattr(box, "children", ()):
                self.visit(child, node, link)

    def _mark(self, box: Any, node: Node) -> None:
        if mark := self.marks.pop(box, None):
            node.kids.append(Mark(self.number, mark["mcid"]))

    def _discard(self, box: Any) -> None:
        if mark := self.marks.pop(box, None):
            self.artifacts.add(mark["mcid"])
        if getattr(box, "link_annotation", None):
            self._drop(box.link_annotation)
        for child in getattr(box, "children", ()):
            self._discard(child)

    def _is_repeated_head(self, box: Any) -> bool:
        if not (getattr(box, "is_header", False) and box.element is not None):
            return False
        return self.pages_of_heads.setdefault(box.element, self.number) != self.number

    def _link(self, box: Any, node: Node, link: Node | None) -> Node | None:
        """Give a link one area for each line: boxes inside a link bring areas of their own."""
        if (annotation := getattr(box, "link_annotation", None)) is None:
            return link
        if link is not None or node.role != "Link":
            self._drop(annotation)
            return link
        node.kids.append(Annotation(self.number, annotation))
        annotation["Contents"] = pydyf.String(_words(box.element))
        return node

    def _drop(self, annotation: Any) -> None:
        self.annotations.remove(annotation.reference)
        annotation.clear()

    def _node_of(self, box: Any, parent: Node) -> Node:
        if box.element is None:
            return parent
        pseudo = box.element_tag.partition("::")[2]
        key = (box.element, pseudo if pseudo in _PSEUDO else "")
        if (known := self.nodes.get(key)) is None:
            known = _PSEUDO[pseudo](self, box, parent) if key[1] else self._element(box, parent)
            self.nodes[key] = known
        return known

    def _element(self, box: Any, parent: Node) -> Node:
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
                return parent.append(Node("LI")).append(Node("Lbl"))
            case "dd":
                return _last_item(parent).append(Node("LBody"))
            case "a" if element.get("href"):
                holder = parent.append(Node("Reference")) if in_contents else parent
                return holder.append(Node("Link"))
            case "span" if element.get("class") == "para":
                return parent.append(Node("P"))
        role = ROLES.get(tag)
        properties = self._properties(role, box)
        if role is None and not properties:
            return parent
        return parent.append(Node(role or "Span", properties))

    def _properties(self, role: str | None, box: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        element = box.element
        language = element.get("lang")
        if element.tag == "abbr" and element.get("title"):
            found["E"] = element.get("title")
        if language and language != self.language:
            found["Lang"] = language
        if role == "L":
            style = box.style["list_style_type"] if element.tag != "dl" else "none"
            numbering = NUMBERING.get(style, "None") if isinstance(style, str) else "None"
            found["A"] = _attributes("List", ListNumbering=f"/{numbering}")
        if role in ("TH", "TD"):
            found["A"] = _cell_attributes(role, box)
        return found

    def _describe_figure(self, box: Any, node: Node) -> None:
        x, y = box.content_box_x() * POINTS, box.content_box_y() * POINTS
        height = self.page.height * POINTS
        corners = (x, height - y - box.height * POINTS, x + box.width * POINTS, height - y)
        node.properties["A"] = _attributes("Layout", Placement="/Block", BBox=pydyf.Array(corners))
        node.properties["Alt"] = _alternative(box.element)

    def _marker(self, box: Any, parent: Node) -> Node:
        """A list item's bullet or number stands before the item's body."""
        label = Node("Lbl", parent=parent.parent)
        if parent.role != "LBody" or parent.parent is None:
            return parent
        parent.parent.kids.insert(0, label)
        return label

    def _call(self, box: Any, parent: Node) -> Node:
        return parent.append(Node("Reference"))

    def _number_of_note(self, box: Any, parent: Node) -> Node:
        return parent.append(Node("Lbl"))


_PSEUDO = {
    "marker": _Tree._marker,
    "footnote-call": _Tree._call,
    "footnote-marker": _Tree._number_of_note,
}


def _last_item(listing: Node) -> Node:
    last = listing.kids[-1] if listing.kids else None
    return last if isinstance(last, Node) else listing.append(Node("LI"))


def _attributes(owner: str, **values: Any) -> Any:
    return pydyf.Dictionary({"O": f"/{owner}", **values})


def _cell_attributes(role: str, box: Any) -> Any:
    values: dict[str, Any] = {}
    if role == "TH":
        row = (box.element.get("scope") or "").startswith("row")
        values["Scope"] = "/Row" if row else "/Column"
    if box.colspan != 1:
        values["ColSpan"] = box.colspan
    if box.rowspan != 1:
        values["RowSpan"] = box.rowspan
    return _attributes("Table", **values)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _alternative(element: Any) -> str:
    """Describe a picture: its `alt`, or the title and the description of a drawing."""
    if element.tag != f"{SVG}svg":
        return str(element.get("alt", ""))
    parts = (element.find(f"{SVG}{name}") for name in ("title", "desc"))
    words = [_words(part) for part in parts if part is not None]
    return " ".join(
        text if text.endswith((".", "?", "!")) else f"{text}." for text in words if text
    )


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


def _make_artifacts(stream: Any, numbers: set[int]) -> None:
    """Retag marked content in a page's stream: `/Span <</MCID 7>> BDC` is three entries there."""
    if not numbers:
        return
    for index, entry in enumerate(stream.stream):
        if isinstance(entry, pydyf.Dictionary) and entry.get("MCID") in numbers:
            stream.stream[index - 1] = "/Artifact"
            entry.clear()
            entry["Type"] = "/Pagination"


ACCESSIBLE = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/A lets a file claim PDF/UA only with a description of the property that says so."""


def claim_accessibility(document: Any, pdf: Any) -> None:
    """Claim PDF/UA-1 beside PDF/A-3a, as a finisher of `write_pdf`.

    The claim goes into the one `rdf:RDF` there is: validators ignore a second.
    """
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    (packet,) = stream.stream
    stream.stream = [packet.replace(b"</rdf:RDF>", ACCESSIBLE + b"</rdf:RDF>", 1)]
