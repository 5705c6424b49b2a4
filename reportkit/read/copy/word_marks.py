"""Marks of a Word text that mammoth passes over or stops at, made such as it reads, and told.

What only wraps words (simple fields, directions) is unwrapped; a picture or a link that
leads to nothing in the file loses its address, so that the text round it can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, fromstring

from reportkit.manuscript import Aside, Doubt
from reportkit.read.copy.fields import W

__all__ = ["absent_links", "absent_pictures", "struck", "symbols", "targets_of", "unwrap"]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("fldSimple", "dir", "bdo"))
_STRUCK = {
    "strike": "struck out",
    "dstrike": "struck out",
    "vanish": "hidden",
    "webHidden": "hidden",
}

Targets = Mapping[str, tuple[str, bool]]


def unwrap(root: Element) -> None:
    """Put what stands in a simple field, or has a direction of its own, into its paragraph."""
    for parent in [*root.iter()]:
        at = 0
        while at < len(parent):
            if parent[at].tag in _WRAPPERS:
                parent[at : at + 1] = [*parent[at]]
            else:
                at += 1


def symbols(root: Element) -> Iterator[Doubt]:
    """Put signs in fonts of signs (`w:sym`) down as the letters that they show; tell unknown ones.

    See 17.3.3.30 of ECMA-376, 4th edition, Part 1.
    """
    from mammoth.docx.dingbats import dingbats

    for node in [*root.iter(f"{W}sym")]:
        font, code = node.get(f"{W}font") or "", node.get(f"{W}char") or ""
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0
        found = dingbats.get((font, number)) or dingbats.get((font, number & 0xFF))
        if found is None:
            message = f"The sign {code or 'without a number'} of the font “{font}” cannot be read."
            yield Doubt(7, message, "Look at it in the copy, and write it in.")
        node.tag = f"{W}t"
        node.attrib.clear()
        node.text = chr(found) if found else ""


def targets_of(part: str, parts: Mapping[str, bytes]) -> dict[str, tuple[str, bool]]:
    """Give what the relations of a part lead to, and whether the file holds it."""
    folder, _, name = part.rpartition("/")
    rels = parts.get(f"{folder}/_rels/{name}.rels")
    answer: dict[str, tuple[str, bool]] = {}
    for node in fromstring(rels) if rels else ():
        target = node.get("Target") or ""
        inside = target[1:] if target.startswith("/") else f"{folder}/{target}"
        here = node.get("TargetMode") != "External" and inside in parts
        answer[node.get("Id") or ""] = (target, here)
    return answer


def absent_pictures(root: Element, targets: Targets) -> Iterator[Aside | Doubt]:
    """Take their addresses off pictures that the file does not hold; tell what they show."""
    told: set[tuple[str, str]] = set()
    for holder, node in _pictures(root):
        name = f"{_R}id" if node.tag == f"{_V}imagedata" else f"{_R}embed"
        key = node.get(name)
        if key and targets.get(key, ("", False))[1]:
            continue
        key = key or node.get(f"{_R}link")
        for attribute in (name, f"{_R}link"):
            node.attrib.pop(attribute, None)
        if not key:
            continue
        target, alt = targets.get(key, (key, False))[0], _shown(holder, node)
        if (target, alt) in told:
            continue
        told.add((target, alt))
        shows = f"; it shows “{alt[:80]}”" if alt else ""
        hint = "Put it into figures/, and write it in."
        yield Doubt(8, f"The picture “{target[:100]}” is not in the file{shows}.", hint)
        if alt:
            yield Aside("what pictures that are not here show", alt)


def _pictures(root: Element) -> Iterator[tuple[Element, Element]]:
    """Give each picture with the drawing that it stands in."""
    for holder in root.iter():
        if holder.tag in (f"{_WP}inline", f"{_WP}anchor"):
            yield from ((holder, node) for node in holder.iter(f"{_A}blip"))
        elif holder.tag in (f"{W}pict", f"{W}object"):
            yield from ((holder, node) for node in holder.iter(f"{_V}imagedata"))


def _shown(holder: Element, node: Element) -> str:
    """Give the alternative text of a picture."""
    said = holder.find(f"{_WP}docPr")
    shape = next(holder.iter(f"{_V}shape"), None)
    texts = [said.get("descr") or said.get("title") if said is not None else ""]
    texts += [shape.get("alt") if shape is not None else ""]
    texts += [node.get("{urn:schemas-microsoft-com:office:office}title")]
    return " ".join(next((text for text in texts if text), "").split())


def absent_links(root: Element, targets: Targets) -> None:
    """Take the addresses off links whose relation the file does not hold."""
    for node in root.iter():
        if node.tag in (f"{W}hyperlink", f"{_A}hlinkClick") and node.get(f"{_R}id") not in targets:
            node.attrib.pop(f"{_R}id", None)


def struck(root: Element) -> Iterator[Doubt]:
    """Tell of words that are struck out or hidden by their format; they are kept."""
    for paragraph in root.iter(f"{W}p"):
        said: dict[str, str] = {}
        for run in paragraph.findall(f".//{W}r"):
            marks = {_STRUCK[name] for name in _STRUCK if _is_on(run, name)}
            text = "".join(node.text or "" for node in run.iter(f"{W}t"))
            for mark in marks:
                said[mark] = said.get(mark, "") + text
        for mark, text in said.items():
            if text.strip():
                yield Doubt(
                    7,
                    f"“{' '.join(text.split())[:60]}” is {mark} in the copy; it was kept.",
                    "Take it out, if it is not to be read.",
                )


def _is_on(run: Element, name: str) -> bool:
    mark = run.find(f"{W}rPr/{W}{name}")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")
