"""Resolve a briefing: numbers, citations, cross-references and charts; a briefing in, one out.

`number`, `cite`, `link` come in this order: `link` needs the numerals of sections
and the entries that citations point to. `draw` may come anywhere; done first, its
process works while the citation engine starts.

None needs what another loads, so nothing is imported here.
"""
