"""Review: a briefing and what was written of it in, findings out."""

from reportkit.review.parity import Proof, compare_words

__all__ = ["Proof", "compare_words"]
