"""Tell the marks of a change: its marked XHTML in, trees of one side or of both out.

Colour is never the only sign: before words that were inserted or deleted stands “+”
or “−”, and behind them a mark that is not drawn; each carries, in `data-said`, what a
screen reader says. Footnotes follow the passage that calls them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reportkit.history import Change, ChangeKind
from reportkit.write.passages import Term, settled
from reportkit.write.trees import remove

__all__ = ["AFTER", "BEFORE", "BLOCKS", "SIGNS", "Marks", "stands_apart"]

BEFORE, AFTER = "before", "after"
INSERTED, DELETED = "inserted", "deleted"
SIGNS = {INSERTED: "+", DELETED: "\N{MINUS SIGN}"}
ABSENT = {BEFORE: INSERTED, AFTER: DELETED}
"""What each side does not have."""

PICTURES = ("img", "svg")
BLOCKS = frozenset(
    "blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre "
    "section summary table tbody td tfoot th thead tr ul".split()
)
RUNS = {"ins": INSERTED, "del": DELETED}
BRACKET = re.compile(r"[(\[{]")
"""What a line may begin with, even behind a sign."""

OUTSIDE = re.compile(r"(?:https?|mailto|doi):")
LINKED = re.compile(r"(?<=url\(#)")
"""Where the name of another element of a drawing begins."""


def stands_apart(change: Change) -> bool:
    """Say whether before and after stand beside each other: a picture is not that which it was."""
    if change.kind in (ChangeKind.INSERTED, ChangeKind.DELETED):
        return False
    root = settled(f"<div>{change.marked}</div>")
    return any(state for element, state in _states(root) if element.tag in PICTURES)


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks of a redline are told with: the theme's words, and where pictures stand.

    `folders` are those of the pictures before and after, as page or paper address them.
    """

    term: Term
    folders: tuple[str, str]

    def tell(self, change: Change, name: str, side: str | None = None) -> Element:
        """Give a `<div>` with the blocks of a change; `name` is not used twice in a document.

        Both states are in it, or that of `side` alone: “before” or “after”.
        """
        root = settled(f"<div>{change.marked}</div>")
        for block in root if change.unit.kind == "field" else ():
            block.attrib.pop("class", None)  # in a masthead it would look otherwise
        own_side = BEFORE if change.kind is ChangeKind.DELETED else AFTER
        self._place_pictures(root, side or own_side)
        if side:
            _drop(root, ABSENT[side])
        _bring_notes_behind(root, self.term)
        _unlink(root)
        _own_names(root, name)
        _wrap_changed(root)
        self._sign(root)
        return root

    def _place_pictures(self, root: Element, side: str) -> None:
        states = {DELETED: BEFORE, INSERTED: AFTER}
        for element, state in _states(root):
            if element.tag == "img":
                stands = states.get(state or "", side)
                folder = self.folders[stands == AFTER]
                element.set("src", f"{folder}/{element.get('src', '')}".lstrip("/"))

    def _sign(self, parent: Element) -> None:
        """Put a sign before each run of words that one version lacks, and its end behind it."""
        for run in list(parent):
            if run.tag not in RUNS:
                if run.tag not in PICTURES:
                    self._sign(run)
            elif run.get("class") == "break":
                state = RUNS[run.tag]
                run.tag, run.text = "span", f"{SIGNS[state]}\N{PILCROW SIGN}"
                run.attrib |= {"class": f"sign {state}", "data-said": self.term(f"break-{state}")}
            elif "".join(run.itertext()).strip():
                self._enclose(parent, run)
            elif run.text and not len(run):
                _leave_blank(parent, run)

    def _enclose(self, parent: Element, run: Element) -> None:
        state, place = RUNS[run.tag], list(parent).index(run)
        before, after = _trim(run)
        end = _mark("end", self.term(f"end-{state}"), "\N{NO-BREAK SPACE}")
        end.tail, run.tail = after + (run.tail or ""), None
        last = parent[place - 1] if place else None
        if last is None:
            parent.text = (parent.text or "") + before
        elif last.get("class") == "end":
            last.tail = (last.tail or "") + before or " "  # two runs do not touch
        else:
            last.tail = (last.tail or "") + before
        parent.insert(place + 1, end)
        opens = BRACKET.match("".join(run.itertext()))
        sign = SIGNS[state] + ("\N{NO-BREAK SPACE}" if opens else "")
        parent.insert(place, _mark(f"sign {state}", self.term(f"said-{state}"), sign))


def _leave_blank(parent: Element, run: Element) -> None:
    """Take a blank that only one version has for no change: it would be a stroke by itself."""
    run.tail = (run.text or "") + (run.tail or "")
    remove(parent, run)


def _trim(run: Element) -> tuple[str, str]:
    """Take the blanks off both ends of a run: its sign stands by its first word."""
    text = run.text or ""
    run.text = text.lstrip()
    before = text.removesuffix(run.text)
    said = (run[-1].tail if len(run) else run.text) or ""
    kept = said.rstrip()
    if len(run):
        run[-1].tail = kept
    else:
        run.text = kept
    return before, said.removeprefix(kept)


def _mark(kind: str, said: str, sign: str) -> Element:
    mark = Element("span", {"class": kind, "data-said": said})
    mark.text = sign
    return mark


def _states(element: Element, outer: str | None = None) -> Iterator[tuple[Element, str | None]]:
    """Walk a tree, and say of each element whether it was inserted, deleted, or neither."""
    state = RUNS.get(element.tag) or element.get("data-change") or outer
    yield element, state
    for child in element:
        yield from _states(child, state)


def _drop(root: Element, state: str) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if (RUNS.get(child.tag) or child.get("data-change")) == state:
                remove(parent, child)


def _bring_notes_behind(root: Element, term: Term) -> None:
    """Move each footnote behind the blocks, and leave its number where it was called."""
    parents = {child: parent for parent in root.iter() for child in parent}
    notes = [(e, state) for e, state in _states(root) if e.get("class") == "footnote"]
    for note, state in notes:
        call = Element("sup", {"class": "call"})
        call.text = note.get("data-number", "")
        call.tail = note.tail
        parents[note][list(parents[note]).index(note)] = call
        root.extend(_note(note, state, term))


def _note(note: Element, state: str | None, term: Term) -> Iterator[Element]:
    label = Element("span", {"class": "label"})
    label.text = term("footnote").format(note.get("data-number", ""))
    paragraphs = [child for child in note if child.get("class") == "para"] or [note]
    for index, body in enumerate(paragraphs):
        made = Element("p", {"class": "note"} | ({"data-change": state} if state else {}))
        made.extend(deepcopy(list(body)))
        made.text = body.text
        if not index:
            label.tail, made.text = f" {body.text or ''}", None
            made.insert(0, label)
        yield made


def _unlink(root: Element) -> None:
    """Leave no link within the text: what it led to stands in two versions, or in none."""
    for element in root.iter():
        if element.tag == "a" and not OUTSIDE.match(element.get("href", "")):
            element.tag = "span"
            element.attrib = {
                n: v for n, v in element.attrib.items() if n in ("lang", "data-change")
            }


def _own_names(root: Element, name: str) -> None:
    """Give ids that no other rendering of the same words has, where a page needs any."""
    drawings = list(root.iter("svg"))
    drawn = {element for drawing in drawings for element in drawing.iter()}
    for index, element in enumerate(root.iter()):
        if element in drawn:
            continue
        element.tag = "p" if element.tag == "h1" else element.tag
        for attribute in ("id", "aria-labelledby"):
            element.attrib.pop(attribute, None)
        if element.get("class") == "table":
            element.set("id", f"{name}-{index}")
    for index, drawing in enumerate(drawings):
        _rename(drawing, f"{name}-{index}")


def _rename(drawing: Element, name: str) -> None:
    for element in drawing.iter():
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set(attribute, f"{name}-{value}")
            elif attribute in ("aria-labelledby", "aria-describedby"):
                element.set(attribute, " ".join(f"{name}-{one}" for one in value.split()))
            elif attribute in ("href", "xlink:href") and value.startswith("#"):
                element.set(attribute, f"#{name}-{value[1:]}")
            else:
                element.set(attribute, LINKED.sub(f"{name}-", value))


def _wrap_changed(root: Element) -> None:
    """Make runs of the words in each block that one version lacks."""
    for element, state in list(_states(root)):
        if state and element.get("data-change") and element.tag not in PICTURES:
            _wrap(element, next(tag for tag, means in RUNS.items() if means == state))


def _wrap(element: Element, tag: str) -> None:
    """Put what stands in a line into a run; go into blocks, and pass pictures over."""
    children = list(element)
    run = Element(tag)
    run.text, element.text = element.text, None
    for child in children:
        element.remove(child)
        if child.tag not in BLOCKS and child.tag not in PICTURES:
            run.append(child)
            continue
        _close(element, run)
        run = Element(tag)
        run.text, child.tail = child.tail, None
        element.append(child)
        if child.tag in BLOCKS:
            _wrap(child, tag)
    _close(element, run)


def _close(element: Element, run: Element) -> None:
    """Add a run; only what it holds, where that is no words."""
    if "".join(run.itertext()).strip():
        element.append(run)
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + (run.text or "")
    else:
        element.text = run.text
    element.extend(run)
