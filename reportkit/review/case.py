"""What a rule may look at: a briefing, the day, and the files of its folder."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from reportkit.diagnostics import Diagnostic, Text
from reportkit.history import Edition
from reportkit.model import Briefing

__all__ = ["Case", "Check"]


@dataclass(frozen=True, slots=True)
class Case:
    """A briefing that has been read and resolved, as rules see it.

    `today` is the day on which it is looked at; `unused` are the paths of those files of
    its folder that nothing in it uses. `latest` is the edition that readers have, `house` the
    text of `institute.yaml`. `issuing` says that an edition is being made of it.
    """

    briefing: Briefing
    today: datetime.date
    unused: tuple[str, ...] = ()
    latest: Edition | None = None
    house: Text | None = None
    issuing: bool = False


Check: TypeAlias = Callable[[Case], Iterable[Diagnostic]]
"""A function that holds a case to one rule or a few; it has no side effect."""
