"""Look at what came of a briefing: rules kept, and the same words on page and paper."""

from reportkit.review.case import Case
from reportkit.review.checks import audible, check
from reportkit.review.parity import Proof, compare_words

__all__ = ["Case", "Proof", "audible", "check", "compare_words"]
