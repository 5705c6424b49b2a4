"""Model to artifacts: each format is a module, and each is one function of a briefing."""

from reportkit.write.coverage import check_glyphs
from reportkit.write.page import warm_page, write_page
from reportkit.write.paper import warm_paper, write_paper
from reportkit.write.press import prepare_environment

__all__ = [
    "check_glyphs",
    "prepare_environment",
    "warm_page",
    "warm_paper",
    "write_page",
    "write_paper",
]
