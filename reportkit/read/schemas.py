"""One JSON Schema (2020-12) for each kind of file: it checks what is read, and helps an editor.

`construct.py` understands the keywords that are used here, but for bounds and the form of
a date: those are for editors, and what reads dates says more of a wrong one. The
`description` of a pattern is the hint that an author gets.
"""

from __future__ import annotations

from typing import Any

from reportkit.read.csl_schema import DEFINITIONS, YEAR, item_schema

__all__ = ["THEME", "schema"]

_TEXT: dict[str, Any] = {"type": ["string", "number"], "minLength": 1}
"""Words, which may be a number to an editor's YAML: `topic: 2024`."""
_KEY = r"^[\w-]+$"
_LANGUAGE = {
    "type": "string",
    "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    "description": "A language tag such as en or ko.",
}
_URL = {
    "type": "string",
    "pattern": r"^https?://[^\s<>\"']+$",
    "description": "A full address: https://…",
}
_EMAIL = {
    "type": "string",
    "pattern": r"^[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"'.]+$",
    "description": "An address such as name@example.org.",
}
_PERSON: dict[str, Any] = {
    "type": "object",
    "properties": {
        "given": _TEXT,
        "family": _TEXT,
        "native": {**_TEXT, "description": "The name in its own script."},
        "affiliation": _TEXT,
        "role": _TEXT,
        "email": _EMAIL,
        "orcid": {
            "type": "string",
            "pattern": r"^(?:https://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]$",
            "description": "Sixteen digits: 0000-0002-1825-0097.",
        },
        "biography": _TEXT,
    },
    "required": ["family"],
    "additionalProperties": False,
}

_SILENCE: dict[str, Any] = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z][a-z0-9-]*$"},
    "additionalProperties": _TEXT,
    "description": "Rules to be silent about, each with the reason: {rule-id: reason}.",
}
_DATE = {"type": "string", "format": "date", "description": "A day: 2024-07-18."}

_BRIEFING: dict[str, Any] = {
    "type": "object",
    "properties": {
        "title": _TEXT,
        "subtitle": _TEXT,
        "short-title": {
            **_TEXT,
            "description": "For running heads; the title, where it is absent.",
        },
        "authors": {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [_TEXT, {"$ref": "#/$defs/person"}]},
            "description": "List keys of the institute's people, or [{given: Ada, family: Guest}].",
        },
        "date": {
            "type": "string",
            "format": "date",
            "description": "The day of publication: 2024-07-18.",
        },
        "series": {**_TEXT, "description": "A key of the institute's series."},
        "number": _TEXT,
        "topic": _TEXT,
        "keywords": {"type": "array", "items": _TEXT},
        "abstract": _TEXT,
        "language": _LANGUAGE,
        "editors-note": {**_TEXT, "description": "One paragraph; emphasis and links work."},
        "note": {**_TEXT, "description": "The starred note; the star is added."},
        "license": _TEXT,
        "doi": {
            "type": "string",
            "pattern": r"^10\.\d{4,9}/\S+$",
            "description": "A DOI begins with “10.”, without https://doi.org/.",
        },
        "typeset-by": {**_TEXT, "description": "A key of the institute's people."},
        "inquiries": _TEXT,
        "sections": {
            "type": "array",
            "minItems": 1,
            "items": _TEXT,
            "description": "Markdown files in their order; all of the folder, where it is absent.",
        },
        "as-of": {
            "type": ["string", "integer"],
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
            **YEAR,
            "description": "For which day the claims hold: 2024-07-18, 2024-07 or 2024.",
        },
        "reviewed": {**_DATE, "description": "When somebody last looked whether they do."},
        "review-by": {**_DATE, "description": "By when somebody is to look again."},
        "review-every": {**_TEXT, "description": "How often: 6 months, 1 year, 90 days."},
        "silence": _SILENCE,
    },
    "required": ["title", "authors", "date", "series", "abstract"],
    "additionalProperties": False,
    "$defs": {"person": _PERSON},
}

_INSTITUTE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": _TEXT,
        "short-name": _TEXT,
        "native-name": _TEXT,
        "address": _TEXT,
        "telephone": _TEXT,
        "fax": _TEXT,
        "email": _EMAIL,
        "url": _URL,
        "base-url": {**_URL, "description": "Where briefings are published: https://…"},
        "copyright": _TEXT,
        "people": {
            "type": "object",
            "propertyNames": {"pattern": _KEY},
            "additionalProperties": {"$ref": "#/$defs/person"},
        },
        "series": {
            "type": "object",
            "propertyNames": {"pattern": _KEY},
            "additionalProperties": {
                "type": "object",
                "properties": {"tag": _TEXT, "type": _TEXT},
                "required": ["tag", "type"],
                "additionalProperties": False,
            },
        },
        "theme": {"type": "string", "pattern": _KEY, "description": "The name of a theme."},
        "language": _LANGUAGE,
        "license": _TEXT,
        "disclaimer": _TEXT,
        "silence": _SILENCE,
    },
    "required": [
        "name",
        "short-name",
        "address",
        "telephone",
        "email",
        "url",
        "base-url",
        "copyright",
        "people",
        "series",
    ],
    "additionalProperties": False,
    "$defs": {"person": _PERSON},
}

_SOURCES: dict[str, Any] = {"type": "array", "items": item_schema(), "$defs": DEFINITIONS}

THEME: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": _TEXT,
        "numbering": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "enum": ["roman", "decimal", "none"]},
        },
        "fonts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "family": _TEXT,
                    "weight": {"type": "integer"},
                    "style": {"type": "string", "enum": ["normal", "italic"]},
                    "file": {"type": "string", "pattern": r"^[^/\\]+$"},
                },
                "required": ["family", "weight", "style", "file"],
                "additionalProperties": False,
            },
        },
        "terms": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": "string"},
            },
        },
    },
    "required": ["numbering", "fonts", "terms"],
    "additionalProperties": True,
}

_SCHEMAS = {
    "briefing": ("A briefing's metadata", _BRIEFING),
    "institute": ("The institute", _INSTITUTE),
    "sources": ("A briefing's sources", _SOURCES),
}


def schema(name: str) -> dict[str, Any]:
    """Give the JSON Schema of `briefing`, `institute` or `sources`; KeyError for another name."""
    title, body = _SCHEMAS[name]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **body}
