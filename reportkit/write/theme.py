"""Fill a theme's templates with a briefing: theme and nouns in, text of a page out.

Content is data: it reaches a template as a value and is never itself rendered
as one. Templates come from the theme alone and run in Jinja's sandbox.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

import jinja2
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span
from reportkit.model import Briefing, Institute, Theme

__all__ = [
    "compile_templates",
    "environment",
    "fill",
    "hashtag",
    "long_date",
    "percent",
    "render",
    "terms",
    "text",
]

EXTENDED = re.compile(r'{%-?\s*extends\s+"([^"]+)"')

MONTHS = ["January", "February", "March", "April", "May", "June"]
MONTHS += ["July", "August", "September", "October", "November", "December"]


def long_date(date: datetime.date, language: str) -> str:
    """Write a date as the language does: “July 18, 2024”, “2024년 7월 18일”, else ISO 8601."""
    match language.partition("-")[0]:
        case "en":
            return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"
        case "ko":
            return f"{date.year}년 {date.month}월 {date.day}일"
    return date.isoformat()


def hashtag(phrase: str) -> str:
    """Join the words of a phrase: “rule of law” is “#RuleOfLaw”; acronyms stay as they are."""
    joined = re.sub("['’]", "", unicodedata.normalize("NFC", phrase))
    return "#" + "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", joined))


def percent(share: float) -> str:
    """Write a share from 0 to 1 as a whole percentage; what is above nothing is at least 1%."""
    return f"{max(round(100 * share), 1 if share else 0)}%"


def terms(theme: Theme, language: str) -> Callable[[str], str]:
    """Give the look-up of the words that a theme prints; English where a language has none."""
    words = {**theme.terms.get("en", {}), **theme.terms.get(language.partition("-")[0], {})}

    def term(key: str) -> str:
        if key not in words:
            message = f"The theme has no term “{key}” for “{language}”."
            raise _fault(f"templates/{theme.name}/theme.yaml", 1, message)
        return words[key]

    return term


def text(theme: Theme, name: str) -> str:
    """Give a file of the theme as it is: a style sheet, a script."""
    if name not in theme.texts:
        raise _missing(theme, name)
    return theme.texts[name]


def environment(theme: Theme) -> jinja2.Environment:
    """Give the Jinja environment of a theme; the same one for the same texts."""
    return _environment(theme.name, tuple(sorted(theme.texts.items())))


def compile_templates(theme: Theme, *names: str) -> None:
    """Compile templates, and what they extend, before there is something to fill them with.

    What is wrong with one is left to `fill`, which tells its place.
    """
    for name in names:
        with suppress(jinja2.TemplateError):
            environment(theme).get_template(name)
            compile_templates(theme, *EXTENDED.findall(theme.texts[name]))


def render(
    theme: Theme, name: str, briefing: Briefing, institute: Institute, **functions: object
) -> str:
    """Fill the template `name` with a briefing; it may call `functions`. Raises as `fill`."""
    given = {"briefing": briefing, "institute": institute, **functions}
    return fill(theme, name, briefing.language, **given)


def fill(theme: Theme, name: str, language: str, **values: object) -> str:
    """Fill the template `name` with `values`; it has `theme` and `term` without being given them.

    `ReportkitError` where the template is missing, cannot be parsed or fails,
    with its line.
    """
    given = {"term": terms(theme, language), "language": language, "theme": theme, **values}
    try:
        return environment(theme).get_template(name).render(**given)
    except jinja2.TemplateNotFound as error:
        raise _missing(theme, str(error.name or name)) from error
    except jinja2.TemplateSyntaxError as error:
        path = f"templates/{theme.name}/{error.name}"
        raise _fault(path, error.lineno, f"{error.message}") from error
    except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        path, line = _place(error, f"templates/{theme.name}/")
        raise _fault(path or f"templates/{theme.name}/{name}", line, f"{error}") from error


@jinja2.pass_context
def _long_date(context: Context, date: datetime.date) -> str:
    return long_date(date, context["language"])


@lru_cache(maxsize=8)
def _environment(name: str, texts: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    """Keep compiled templates for the next briefing; named, so that errors have a place."""
    found = dict(texts)

    def load(template: str) -> tuple[str, str, None] | None:
        text = found.get(template)
        return None if text is None else (text, f"templates/{name}/{template}", None)

    made = SandboxedEnvironment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(long_date=_long_date, hashtag=hashtag, percent=percent)
    return made


def _missing(theme: Theme, name: str) -> ReportkitError:
    return _fault(f"templates/{theme.name}/{name}", 1, f"The theme has no file “{name}”.")


def _fault(path: str, line: int, message: str) -> ReportkitError:
    sentence = message.rstrip(".") + "."
    found = Diagnostic("theme-error", Severity.ERROR, sentence, Span(path, line))
    return ReportkitError(found, code=ExitCode.USAGE)


def _place(error: BaseException, folder: str) -> tuple[str, int]:
    """Find the innermost line of a template in a traceback."""
    place, trace = ("", 1), error.__traceback__
    while trace:
        if (path := trace.tb_frame.f_code.co_filename).startswith(folder):
            place = (path, trace.tb_lineno)
        trace = trace.tb_next
    return place
