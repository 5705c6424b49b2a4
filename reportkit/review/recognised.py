"""Typed citations in, what each of them means out: held against the ledger, or told by its form.

“(March 2019)” and “(Seoul 2018)” have the form, too. What fits no source is taken for a
citation only where it can be nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.review.authorship import Fit, Ledger, folded
from reportkit.review.typed import Part, Typed, typed

__all__ = ["Recognised", "Verdict", "may_cite", "recognised"]

_TIMES = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn fall winter monday
    tuesday wednesday thursday friday saturday sunday early late mid
    """.split()
)
_NO_NAMES = frozenset(
    """
    act acts agenda amendment anniversary annex appendix article articles base bill book box budget
    bulletin census chapter class code committee company conference congress constitution
    convention copyright council court covid cup decree directive directorate edition election
    elections exhibit figure fiscal form games general government inc issue law laws ltd
    macos act members meeting ministry model no note number office olympics order paper part party
    plan population press programme program protocol regulation release report resolution rev
    revision rule season section series session standard statute summit survey table treaty
    university update version vision vol volume war windows world year years
    since until from before after during circa born died founded established est ca
    accessed published updated retrieved revised reprinted source sources data
    january february march april may june july august september october november december
    spring summer autumn fall winter north south east west new united states kingdom
    korea seoul pyongyang busan china beijing shanghai japan tokyo russia moscow india delhi
    germany berlin france paris london england britain scotland ireland wales italy rome spain
    madrid america usa washington york boston chicago francisco angeles california virginia texas
    georgia florida ohio cambridge oxford geneva vienna brussels amsterdam stockholm oslo copenhagen
    helsinki canada toronto ottawa australia sydney melbourne brazil mexico cuba vietnam hanoi
    thailand bangkok singapore indonesia jakarta malaysia iran tehran iraq baghdad israel
    jerusalem egypt cairo turkey istanbul ankara ukraine kyiv kiev poland warsaw europe asia
    africa taiwan taipei hong kong yanbian dandong
    """.split()
)
"""Words that stand before a year and make it no citation."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a part means: the sources that fit, how well, and the slip where there is one.

    `certain` says that names and year fit in full. Without a key it fits no source, but is
    a citation all the same; `nearest` are the sources that it may have meant.
    """

    part: Part
    keys: tuple[str, ...] = ()
    certain: bool = False
    slip: Fit | None = None
    nearest: tuple[str, ...] = ()

    @property
    def key(self) -> str | None:
        """The one source that is meant, where there is no doubt."""
        sure = self.certain or (self.slip is not None and self.slip.others)
        return self.keys[0] if sure and len(self.keys) == 1 else None


@dataclass(frozen=True, slots=True)
class Recognised:
    """A typed citation and what its parts mean; a part that may be none is left out."""

    typed: Typed
    verdicts: tuple[Verdict, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The sources that are meant, where each of its parts means just one; else none."""
        keys = tuple(verdict.key for verdict in self.verdicts)
        known = tuple(key for key in keys if key is not None)
        return known if len(known) == len(self.typed.parts) else ()


def recognised(content: str, ledger: Ledger) -> Iterator[Recognised]:
    """Find the typed citations of a text, in their order."""
    if not re.search(r"\d{4}", content):
        return
    best: dict[int, Recognised] = {}
    for found in typed(content):
        verdicts = tuple(_verdicts(found, ledger))
        before = best.get(found.end)
        if verdicts and (before is None or _worth(verdicts) > _worth(before.verdicts)):
            best[found.end] = Recognised(found, verdicts)
    yield from sorted(best.values(), key=lambda r: r.typed.start)


def _worth(verdicts: tuple[Verdict, ...]) -> int:
    return max((3 if v.certain else 2 if v.keys else 1) for v in verdicts)


def _verdicts(found: Typed, ledger: Ledger) -> Iterator[Verdict]:
    for part in found.parts:
        verdict = _verdict(part, found.kind, ledger)
        if verdict:
            yield verdict


def _verdict(part: Part, kind: str, ledger: Ledger) -> Verdict | None:
    surely = bool(part.locator or part.others or part.lead or len(part.people) > 1)
    if folded(part.names) in _TIMES and not part.others:
        return None
    if keys := ledger.strict(part):
        return Verdict(part, keys, certain=True)
    if kind == "loose":
        return None
    if keys := ledger.near(part):
        return Verdict(part, keys) if kind == "bracket" or surely else None
    slips = tuple(ledger.by_given_name(part))
    if slips and (slips[0].others or (kind == "bracket" and not _common(part))):
        return Verdict(part, tuple(dict.fromkeys(s.key for s in slips)), slip=slips[0])
    if not _is_citation(part, kind, ledger):
        return None
    return Verdict(part, nearest=ledger.nearest(part.people, part.year))


def may_cite(part: Part) -> bool:
    """Say whether a part may be a citation at all: its names are not all times and places."""
    words = [folded(word) for word in re.findall(r"[^\W\d_]+", part.names)]
    return not all(word in _TIMES | _NO_NAMES | {"the", "in", "on", "by", "of"} for word in words)


def _common(part: Part) -> bool:
    return any(folded(word) in _NO_NAMES for word in re.findall(r"[^\W\d_]+", part.names))


def _is_citation(part: Part, kind: str, ledger: Ledger) -> bool:
    """Say whether a part that fits no source is a citation nevertheless."""
    if part.others:
        return True
    if _common(part) or any(len(re.findall(r"\w+", name)) > 3 for name in part.people):
        return False
    initial = all(re.match(r"(?:[^\W\d_]\.[\s-]*)+[^\W\d_]{2,}\Z", name) for name in part.people)
    if kind == "narrative":
        return bool(part.locator) and _is_name(part)
    known = all(folded(name) in ledger.families for name in part.people)
    two = len(part.people) > 1 and re.search(r"\band\b|&|[와과·]", part.names) is not None
    return initial or known or (bool(part.locator or part.lead or two) and _is_name(part))


def _is_name(part: Part) -> bool:
    """Say whether each of the people is called by one capitalised word, as authors are."""
    return all(
        re.fullmatch(
            r"(?:[a-z]+\s+)*(?:[^\W\d_]\.\s*)*[^\W\d_a-z][^\W\d_]*[a-zß-ÿ가-힣][\w’'-]*", name
        )
        for name in part.people
    )
