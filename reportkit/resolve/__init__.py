"""Resolve a briefing: numbers, citations, cross-references and charts; a briefing in, one out.

In this order: `number`, `cite`, `link`, `draw`. `link` needs what the two before
it made: the numerals of sections, and the entries that citations point to.
"""

from reportkit.resolve.charts import draw
from reportkit.resolve.citations import cite
from reportkit.resolve.engine import CitationEngine
from reportkit.resolve.linking import link
from reportkit.resolve.numbering import number

__all__ = ["CitationEngine", "cite", "draw", "link", "number"]
