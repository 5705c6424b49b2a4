"""The structure tree of a PDF: nodes in reading order in, structure elements out.

Reading order is the order of `Node.kids`, never that of the pages' content: a
note's body lies at the foot of its page, and is read where it is called. A node
belongs to the page of its first mark; marks on later pages name their page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf

__all__ = ["Annotation", "Mark", "Node", "Pdf", "PdfObject", "write_structure"]

# pydyf has no types: these say what is meant.
Pdf = Any
PdfObject = Any


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked-content sequence: the page it is on, counted from 0, and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """The clickable area of a link on one page; a link broken over two lines has two."""

    page: int
    dictionary: PdfObject


@dataclass(eq=False, slots=True)
class Node:
    """A structure element to be: role (ISO 32000-1, 14.8.4), properties, kids in reading order."""

    role: str
    properties: dict[str, Any] = field(default_factory=dict)
    kids: list[Node | Mark | Annotation] = field(default_factory=list)
    parent: Node | None = field(default=None, repr=False)

    def append(self, kid: Node) -> Node:
        """Add `kid` as the last to be read."""
        kid.parent = self
        self.kids.append(kid)
        return kid

    def insert_behind(self, sibling: Node, kid: Node) -> Node:
        """Add `kid` so that it is read right after `sibling`."""
        kid.parent = self
        self.kids.insert(self.kids.index(sibling) + 1, kid)
        return kid

    def nodes(self) -> Iterator[Node]:
        """Walk this node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()

    def first_page(self) -> int | None:
        """Say on which page the first mark or link below this node is."""
        for kid in self.kids:
            page = kid.first_page() if isinstance(kid, Node) else kid.page
            if page is not None:
                return page
        return None


def write_structure(pdf: Pdf, document: Node, mark_counts: list[int]) -> None:
    """Write the tree into `pdf`, and the way back from every mark and link to its element.

    `mark_counts` has the number of marked-content sequences of each page; those
    that no node owns are artifacts, and have no way back.
    """
    root = _added(pdf, {"Type": "/StructTreeRoot"})
    owners: list[list[PdfObject]] = [["null"] * count for count in mark_counts]
    links: list[tuple[PdfObject, PdfObject]] = []
    identified: list[tuple[str, PdfObject]] = []
    top = _write_node(pdf, document, root, owners, links, identified)
    root["K"] = pydyf.Array([top.reference])
    root["ParentTree"] = _write_parents(pdf, owners, links).reference
    if identified:
        root["IDTree"] = _write_identities(pdf, identified).reference
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _added(pdf: Pdf, values: dict[str, Any]) -> PdfObject:
    dictionary = pydyf.Dictionary(values)
    pdf.add_object(dictionary)
    return dictionary


def _write_node(
    pdf: Pdf,
    node: Node,
    parent: PdfObject,
    owners: list[list[PdfObject]],
    links: list[tuple[PdfObject, PdfObject]],
    identified: list[tuple[str, PdfObject]],
) -> PdfObject:
    element = _added(pdf, {"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference})
    page = node.first_page()
    if page is not None:
        element["Pg"] = pdf.page_references[page]
    for name, value in node.properties.items():
        if name == "ID":
            identified.append((value, element))
        element[name] = pydyf.String(value) if isinstance(value, str) else value
    kids = pydyf.Array()
    for kid in node.kids:
        match kid:
            case Node():
                written = _write_node(pdf, kid, element, owners, links, identified)
                kids.append(written.reference)
            case Mark():
                owners[kid.page][kid.number] = element.reference
                kids.append(kid.number if kid.page == page else _mark_elsewhere(pdf, kid))
            case Annotation():
                links.append((kid.dictionary, element))
                kids.append(_object_reference(pdf, kid).reference)
    element["K"] = kids
    return element


def _mark_elsewhere(pdf: Pdf, mark: Mark) -> PdfObject:
    page = pdf.page_references[mark.page]
    return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark.number})


def _object_reference(pdf: Pdf, annotation: Annotation) -> PdfObject:
    page = pdf.page_references[annotation.page]
    return _added(pdf, {"Type": "/OBJR", "Pg": page, "Obj": annotation.dictionary.reference})


def _write_parents(
    pdf: Pdf, owners: list[list[PdfObject]], links: list[tuple[PdfObject, PdfObject]]
) -> PdfObject:
    """Write the number tree: a page's marks under the page's number, links above them."""
    numbers = pydyf.Array()
    for page, references in enumerate(owners):
        numbers.extend((page, pydyf.Array(references)))
    for number, (annotation, element) in enumerate(links, start=len(owners)):
        annotation["StructParent"] = number
        numbers.extend((number, element.reference))
    return _added(pdf, {"Nums": numbers})


def _write_identities(pdf: Pdf, identified: list[tuple[str, PdfObject]]) -> PdfObject:
    """Write the name tree that ISO 32000-1, table 322, asks for where elements have an ID."""
    names = pydyf.Array()
    for identity, element in sorted(identified, key=lambda pair: pair[0].encode()):
        names.extend((pydyf.String(identity), element.reference))
    return _added(pdf, {"Names": names})
