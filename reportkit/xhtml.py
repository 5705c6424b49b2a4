"""A passage's XHTML as a tree of the standard library, and back: a string in, a string out.

Names are taken as they are written (`svg`, `xlink:href`), not expanded to
namespaces, so a drawing comes out without prefixes. Only void elements are
closed in themselves: the same string is read as XML and as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.parsers import expat

__all__ = ["append", "has_class", "parse", "serialise", "text_of", "walk"]

# HTML's void elements, and the shapes of SVG, which a page may close likewise.
_VOID = re.compile(
    r"></(area|br|col|hr|img|input|source|wbr"
    r"|circle|ellipse|line|path|polygon|polyline|rect|stop)>"
)


def parse(xhtml: str) -> ET.Element:
    """Give the root element of a well-formed string; `expat.ExpatError` where it is not."""
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.Parse(xhtml, True)
    return builder.close()


def serialise(element: ET.Element) -> str:
    """Write `element` without its tail; attributes keep their order."""
    tail, element.tail = element.tail, None
    words = ET.tostring(element, encoding="unicode", short_empty_elements=False)
    element.tail = tail
    return _VOID.sub("/>", words)


def walk(element: ET.Element, in_footnote: bool = False) -> Iterator[tuple[ET.Element, bool]]:
    """Give every element in document order, with whether it stands in a footnote."""
    yield element, in_footnote
    inside = in_footnote or has_class(element, "footnote")
    for child in element:
        yield from walk(child, inside)


def has_class(element: ET.Element, name: str) -> bool:
    """Say whether `name` is among the element's classes."""
    return name in element.get("class", "").split()


def text_of(element: ET.Element) -> str:
    """Give the words of `element` and all below it."""
    return "".join(element.itertext())


def append(parent: ET.Element, *content: str | ET.Element) -> ET.Element:
    """Put words and elements after what `parent` holds; gives `parent`."""
    for part in content:
        if isinstance(part, ET.Element):
            parent.append(part)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + part
        else:
            parent.text = (parent.text or "") + part
    return parent
