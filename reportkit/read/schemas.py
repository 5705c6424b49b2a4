"""One JSON Schema (2020-12) for each kind of file: it checks what is read, and helps an editor.

`construct.py` understands exactly the keywords that are used here; the
`description` of a pattern is the hint that an author gets.
"""

from __future__ import annotations

from typing import Any

from reportkit.read.csl_schema import DEFINITIONS, item_schema

__all__ = ["THEME", "schema"]

_STRING: dict[str, Any] = {"type": "string", "minLength": 1}
_TEXT: dict[str, Any] = {"type": ["string", "number"], "minLength": 1}
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
        "given": _STRING,
        "family": _STRING,
        "native": {**_STRING, "description": "The name in its own script."},
        "affiliation": _STRING,
        "role": _STRING,
        "email": _EMAIL,
        "orcid": {
            "type": "string",
            "pattern": r"^(?:https://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]$",
            "description": "Sixteen digits: 0000-0002-1825-0097.",
        },
        "biography": _STRING,
    },
    "required": ["family"],
    "additionalProperties": False,
}

_SILENCE: dict[str, Any] = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z][a-z0-9-]*$"},
    "additionalProperties": _STRING,
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
            "items": {"anyOf": [_STRING, {"$ref": "#/$defs/person"}]},
            "description": "Keys of the institute's people, or people written out.",
        },
        "date": {
            "type": "string",
            "format": "date",
            "description": "The day of publication: 2024-07-18.",
        },
        "series": {**_STRING, "description": "A key of the institute's series."},
        "number": _TEXT,
        "topic": _STRING,
        "keywords": {"type": "array", "items": _TEXT},
        "abstract": _STRING,
        "language": _LANGUAGE,
        "editors-note": {**_STRING, "description": "One paragraph; emphasis and links work."},
        "note": {**_STRING, "description": "The starred note; the star is added."},
        "license": _STRING,
        "doi": {
            "type": "string",
            "pattern": r"^10\.\d{4,9}/\S+$",
            "description": "A DOI begins with “10.”, without https://doi.org/.",
        },
        "typeset-by": {**_STRING, "description": "A key of the institute's people."},
        "inquiries": _STRING,
        "sections": {
            "type": "array",
            "minItems": 1,
            "items": _STRING,
            "description": "Markdown files in their order; all of the folder, where it is absent.",
        },
        "as-of": {
            "type": "string",
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
            "description": "For which day the claims hold: 2024-07-18, 2024-07 or 2024.",
        },
        "reviewed": {**_DATE, "description": "When somebody last looked whether they do."},
        "review-by": {**_DATE, "description": "By when somebody is to look again."},
        "review-every": {**_STRING, "description": "How often: 6 months, 1 year, 90 days."},
        "silence": _SILENCE,
    },
    "required": ["title", "authors", "date", "series", "abstract"],
    "additionalProperties": False,
    "$defs": {"person": _PERSON},
}

_INSTITUTE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": _STRING,
        "short-name": _STRING,
        "native-name": _STRING,
        "address": _STRING,
        "telephone": _TEXT,
        "fax": _TEXT,
        "email": _EMAIL,
        "url": _URL,
        "base-url": {**_URL, "description": "Where briefings are published: https://…"},
        "copyright": _STRING,
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
                "properties": {"tag": _STRING, "type": _STRING},
                "required": ["tag", "type"],
                "additionalProperties": False,
            },
        },
        "theme": {"type": "string", "pattern": _KEY, "description": "The name of a theme."},
        "language": _LANGUAGE,
        "license": _STRING,
        "disclaimer": _STRING,
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
        "name": _STRING,
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
                    "family": _STRING,
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
