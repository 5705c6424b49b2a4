"""Text in, model out: institute, themes, briefings with their sections and sources.

Bad content never raises: a briefing carries what is wrong with it. Only where
no noun can be made at all is there a `ReportkitError`.
"""

from __future__ import annotations

from reportkit.read.briefing import read_briefing
from reportkit.read.institute import read_institute
from reportkit.read.schemas import schema
from reportkit.read.theme import read_theme

__all__ = ["read_briefing", "read_institute", "read_theme", "schema"]
