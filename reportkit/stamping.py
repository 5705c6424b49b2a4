"""From a resolved briefing to an edition: number, dates, news and citation, and its files.

An edition says of itself what its kind owes the reader: what changed since the one
before it is counted here, and not typed.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reportkit.diagnostics import ExitCode, ReportkitError, Span
from reportkit.files import Files, Recorded
from reportkit.history import (
    Anchored,
    ChangeKind,
    Edition,
    Predecessor,
    edition_folder,
    in_order,
)
from reportkit.imprint import Imprint, Issue, Kind, News, Notice
from reportkit.model import Artifact, Briefing, Institute, Theme
from reportkit.rules import finding

__all__ = ["Draft", "check_issue", "next_number"]

CONTENT = "content/"


def next_number(latest: Edition | None, issue: Issue) -> str:
    """Number an edition: 1.0; then 1.0.1 (minor, correction, withdrawn), 1.1 (update), 2.0."""
    if latest is None:
        return "1.0"
    first, second, third = (*in_order(latest.number), 0)[:3]
    if issue.kind is not Kind.UPDATE:
        return f"{first}.{second}.{third + 1}"
    return f"{first + 1}.0" if issue.major else f"{first}.{second + 1}"


def check_issue(key: str, latest: Edition | None, issue: Issue) -> None:
    """Refuse an edition whose kind, day or words do not fit: a `ReportkitError`."""
    for check in (_check_kind, _check_words, _check_day):
        check(key, latest, issue)


def _check_kind(key: str, latest: Edition | None, issue: Issue) -> None:
    message = hint = ""
    if latest is None:
        if issue.kind is not Kind.INITIAL:
            message = f"No edition of “{key}” was issued yet: an initial one comes first."
            hint = "Use `--kind initial`."
    elif issue.kind is Kind.INITIAL:
        message = f"Edition {latest.number} of “{key}” was issued already."
        hint = "What follows is an update, a correction or a minor change."
    elif latest.imprint.kind is Kind.WITHDRAWN and issue.kind is not Kind.UPDATE:
        message = f"“{key}” was withdrawn with edition {latest.number}."
        hint = "Only an update may follow."
    elif issue.major and issue.kind is not Kind.UPDATE:
        message, hint = "Only an update can be a major one.", "Leave out `--major`."
    if message:
        raise _refused("wrong-kind", message, key, hint)


def _check_words(key: str, latest: Edition | None, issue: Issue) -> None:
    given = {"wrong": issue.wrong, "right": issue.right, "reason": issue.reason}
    for name, words in {"summary": issue.summary, **given}.items():
        if any(unicodedata.category(c) in ("Cc", "Cs") and not c.isspace() for c in words or ""):
            message = f"`--{name}` holds a character that cannot be printed."
            raise _refused("unprintable-words", message, key, "Write it anew.")
    owed = {"summary": issue.summary}
    if issue.kind is Kind.CORRECTION:
        owed |= {"wrong": issue.wrong or "", "right": issue.right or ""}
    elif issue.kind is Kind.WITHDRAWN:
        owed |= {"reason": issue.reason or ""}
    missing = [f"--{name}" for name, words in owed.items() if not words.strip()]
    if missing:
        message = f"An edition of the kind “{issue.kind}” owes its readers more words."
        raise _refused("incomplete-issue", message, key, f"Add {' and '.join(missing)}.")
    for name, words in given.items():
        if words and name not in owed:
            message = f"An edition of the kind “{issue.kind}” has no place for `--{name}`."
            raise _refused("incomplete-issue", message, key, "Leave it out.")


def _check_future(key: str, day: datetime.date, issue: Issue) -> None:
    if issue.today and day > issue.today:
        message = f"The edition would be dated {day}, and today is {issue.today}."
        raise _refused("edition-order", message, key, "Issue it on its day.")


def _check_day(key: str, latest: Edition | None, issue: Issue) -> None:
    if issue.date:
        _check_future(key, issue.date, issue)
    if latest and issue.date and issue.date < latest.imprint.issued:
        message = (
            f"The new edition would be dated {issue.date}, before edition {latest.number} "
            f"of {latest.imprint.issued}."
        )
        hint = f"Give {latest.imprint.issued} or a later day with `--date`."
        if issue.date == issue.today:  # the day of the machine, where none was given
            hint = f"Set the machine's clock. {hint}"
        raise _refused("edition-order", message, key, hint)


def _refused(rule: str, message: str, key: str, hint: str) -> ReportkitError:
    found = finding(rule, message, Span(edition_folder(key)), hint)
    return ReportkitError(found, code=ExitCode.USAGE)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be issued: a resolved text, its house and theme, and what came before it."""

    anchored: Anchored
    institute: Institute
    theme: Theme
    latest: Edition | None = None
    predecessor: Predecessor | None = None

    def stamped(self, issue: Issue, engine: Any, files: Files) -> Edition:  # noqa: ANN401
        """Give the edition; `ReportkitError` where its text is that of the one before it.

        `engine` is the citation engine; pictures are compared as they are in `files`.
        """
        from reportkit.resolve.suggestion import suggest

        briefing = self.anchored.briefing
        day = issue.date or briefing.date
        _check_future(briefing.key, day, issue)
        imprint = self._imprint(briefing, issue, day, files)
        citation = suggest(briefing, self.institute, imprint, self.theme, engine)
        imprint = replace(imprint, citation=citation)
        stamped = replace(briefing, imprint=imprint, date=imprint.published)
        return Edition(
            stamped,
            self.institute,
            _terms(self.theme, briefing.language),
            self.anchored.gone,
            self.anchored.former,
            self.predecessor,
        )

    def _imprint(
        self, briefing: Briefing, issue: Issue, day: datetime.date, files: Files
    ) -> Imprint:
        before = self.latest.imprint if self.latest else None
        number = next_number(self.latest, issue)
        new = before is None or issue.kind is Kind.UPDATE
        address = f"{self.institute.base_url.rstrip('/')}/{briefing.key}/"
        notices = before.notices if before else ()
        if issue.wrong and issue.right:
            notices = (*notices, Notice(number, day, _told(issue.wrong), _told(issue.right)))
        return Imprint(
            number=number,
            kind=issue.kind,
            issued=day,
            published=day if new or before is None else before.published,
            modified=before.modified if before and issue.kind is Kind.MINOR else day,
            first=before.first if before else day,
            summary=_told(issue.summary),
            latest=address,
            address=f"{address}v/{number}/",
            notices=notices,
            reason=issue.reason and _told(issue.reason),
            news=self._news(briefing, issue, files),
        )

    def _news(self, briefing: Briefing, issue: Issue, files: Files) -> News | None:
        if self.latest is None or issue.kind is Kind.WITHDRAWN:
            return None
        from reportkit.review.redline import compare, news

        words = _terms(self.theme, briefing.language)
        redline = compare(self.latest.briefing, briefing, files, words["introduction"])
        same = all(change.kind is ChangeKind.SAME for change in redline.changes)
        if same and _printed(self.institute) == _printed(self.latest.institute):
            message = f"The text is the one of edition {self.latest.number}: nothing changed."
            hint = "Change the text first; only a withdrawal needs no other text."
            raise ReportkitError(finding("nothing-changed", message, briefing.span, hint))
        return news(redline, self.latest.briefing, briefing)

    def folder(self, edition: Edition, paper: bytes, files: Recorded) -> tuple[Artifact, ...]:
        """Give the files of the edition's folder: itself, its PDF, and what it was read from."""
        from reportkit.resolve.freezing import freeze
        from reportkit.write.edition import write_edition

        briefing = edition.briefing
        source = f"{edition_folder(briefing.key, edition.number)}/source"
        frozen = replace(edition, briefing=freeze(briefing, source))
        kept = {f"{briefing.key}.pdf": paper}
        top = f"{briefing.folder.rpartition('/')[0]}/"
        for path, data in files.seen.items():
            if path.startswith(top):
                kept[f"source/{path.removeprefix(top)}"] = data
        return write_edition(frozen, kept)


def _printed(institute: Institute) -> Institute:
    """Give what a briefing prints of an institute, whoever its people are."""
    return replace(institute, people={}, series={}, silences=())


def _told(words: str) -> str:
    """Give words on one line, closed as a sentence is."""
    line = " ".join(words.split())
    return line if line.endswith((".", "!", "?", "…", "”", "’", '"', ")")) else f"{line}."


def _terms(theme: Theme, language: str) -> Mapping[str, str]:
    base = theme.terms.get(language.partition("-")[0], {})
    return {**theme.terms.get("en", {}), **base}
