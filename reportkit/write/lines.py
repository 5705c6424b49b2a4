"""Say where lines of printed text may end: XHTML in, the same words out.

Addresses break where their parts do, never with a hyphen that is not theirs
(Chicago Manual of Style, 17th ed., 14.18), and in the last resort anywhere.
"""

from __future__ import annotations

import re

__all__ = ["with_line_breaks"]

ADDRESS = re.compile(r">((?:https?://|www\.|mailto:|doi:|10\.\d{4,}/)[^<\s]+)<")
PART = re.compile(r"(?<=[^/:])(?=[.?#~%])|(?<=[/&=_,;-])(?![/]|$)", re.ASCII)
LONGEST = 30
"""The characters of a part that may stay together."""


def with_line_breaks(xhtml: str) -> str:
    """Mark where addresses may break, and make the author's own line ends spaces.

    WeasyPrint keeps line ends that stand in a note; `pre` keeps its own.
    """
    if "<pre" not in xhtml:
        xhtml = xhtml.replace("\n", " ")
    return ADDRESS.sub(lambda found: f">{_parts(found[1])}<", xhtml)


def _parts(address: str) -> str:
    """Break an address; its entities (`&amp;`) stay whole."""
    signs = re.findall(r"&[a-z]+;|&#\w+;|.", address)
    plain = "".join("&" if len(sign) > 1 else sign for sign in signs)
    breaks = {match.start() for match in PART.finditer(plain)}
    marked, since = [], 0
    for index, sign in enumerate(signs):
        if index and (index in breaks or since == LONGEST):
            marked.append("<wbr/>")
            since = 0
        marked.append(sign)
        since += 1
    return "".join(marked)
