"""What was deleted may stand beside what there is: its ids are no longer those of the text.

A deleted block's ids begin with “was-”, and what points to them within it follows; a link
from it into the text leads nowhere, since what it led to may be gone, too.
"""

from __future__ import annotations

import re
from copy import deepcopy
from xml.etree import ElementTree as ET

__all__ = ["retired"]

_PREFIX = "was-"
_LISTS = ("aria-labelledby", "aria-describedby")
_POINTED = re.compile(r"#([^\s\"')]+)")


def retired(element: ET.Element) -> ET.Element:
    """Give a copy of `element` that was deleted."""
    copy = deepcopy(element)
    copy.tail = None
    own = {node.get("id") for node in copy.iter() if node.get("id")}
    for node in copy.iter():
        for name, value in [*node.attrib.items()]:
            if name == "id":
                node.set(name, _PREFIX + value)
            elif name in _LISTS:
                node.set(name, " ".join(_PREFIX * (id_ in own) + id_ for id_ in value.split()))
            elif node.tag == "a" and name == "href" and value.startswith("#"):
                del node.attrib[name]
            elif "#" in value:
                node.set(name, _POINTED.sub(lambda m: _follow(m, own), value))
    return copy


def _follow(match: re.Match[str], own: set[str | None]) -> str:
    return f"#{_PREFIX}{match[1]}" if match[1] in own else match[0]
