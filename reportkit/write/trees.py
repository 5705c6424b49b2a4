"""Cut an element out of a tree of XHTML, whose words hang on their neighbours."""

from __future__ import annotations

from xml.etree import ElementTree

__all__ = ["remove"]


def remove(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Remove a child, and leave the words behind it."""
    before = list(parent).index(child) - 1
    if before < 0:
        parent.text = (parent.text or "") + (child.tail or "")
    else:
        parent[before].tail = (parent[before].tail or "") + (child.tail or "")
    parent.remove(child)
