"""Text in, model out: institute, themes, briefings with their sections and sources;
editions as they were issued.

Bad content never raises: a briefing carries what is wrong with it. Only where
no noun can be made at all is there a `ReportkitError`.
"""

from __future__ import annotations

from reportkit.read.briefing import read_briefing
from reportkit.read.editions import read_edition, read_editions, read_latest, sums_of
from reportkit.read.institute import read_institute
from reportkit.read.schemas import schema
from reportkit.read.theme import read_theme

__all__ = [
    "read_briefing",
    "read_edition",
    "read_editions",
    "read_institute",
    "read_latest",
    "read_theme",
    "schema",
    "sums_of",
]
