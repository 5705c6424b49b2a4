"""Resolve a briefing: numbers, citations, cross-references and charts; a briefing in, one out.

`number`, `cite`, `link` come in this order: `link` needs the numerals of sections
and the entries that citations point to. `draw` may come anywhere; done first, its
process works while the citation engine starts.
"""

from reportkit.resolve.charts import draw
from reportkit.resolve.citations import cite
from reportkit.resolve.engine import CitationEngine
from reportkit.resolve.linking import link
from reportkit.resolve.numbering import number

__all__ = ["CitationEngine", "cite", "draw", "link", "number"]
