"""Model to artifacts: each format is a module, and each is one function of a briefing."""

from reportkit.write.fonts import missing_glyphs
from reportkit.write.page import write_page
from reportkit.write.paper import write_paper
from reportkit.write.press import prepare_environment

__all__ = ["missing_glyphs", "prepare_environment", "write_page", "write_paper"]
