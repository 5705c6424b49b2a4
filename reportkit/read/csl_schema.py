"""The words of CSL-JSON: every type and variable of the official schema (CSL 1.0.2).

Source: citation-style-language/schema, `schemas/input/csl-data.json`.
"""

from __future__ import annotations

from typing import Any

from reportkit.evidence import Status

__all__ = ["DATES", "DEFINITIONS", "KEY", "NAMES", "YEAR", "item_schema"]

KEY = r"^\w+(?:[:.#$%&+?~/-]+\w+)*$"
"""What a citation can name (pandoc's manual, “Citation syntax”)."""


def _words(text: str) -> list[str]:
    return text.split()


TYPES = _words("""
article article-journal article-magazine article-newspaper bill book broadcast chapter classic
collection dataset document entry entry-dictionary entry-encyclopedia figure graphic hearing
interview legal_case legislation manuscript map motion_picture musical_score pamphlet
paper-conference patent performance periodical personal_communication post post-weblog
regulation report review review-book software song speech standard thesis treaty webpage
""")

NAMES = _words("""
author chair collection-editor compiler composer container-author contributor curator director
editor editorial-director executive-producer interviewer illustrator organizer original-author
performer producer recipient reviewed-author translator
""")

DATES = _words("accessed available-date container event-date issued original-date submitted")

STRINGS = _words("""
language journalAbbreviation shortTitle abstract annote archive archive_collection
archive_location archive-place authority call-number citation-label collection-title
container-title container-title-short dimensions division DOI event event-place genre ISAN ISBN
ISCI ISMN ISRC ISSN ISWC jurisdiction keyword medium note original-publisher
original-publisher-place original-title part-title PMCID PMID publisher publisher-place
references reviewed-title scale section source status title title-short translated-title
translated-title-short version year-suffix
""")

NUMBERS = _words("""
chapter-number citation-number collection-number edition first-reference-note-number issue
locator number number-of-pages number-of-volumes page page-first part printing supplement volume
""")

_NAME: dict[str, Any] = {
    "type": "object",
    "description": "A person ({family, given}) or a body ({literal}).",
    "properties": {
        **{
            part: {"type": ["string", "number"]}
            for part in (
                "family",
                "given",
                "dropping-particle",
                "non-dropping-particle",
                "suffix",
                "literal",
            )
        },
        "comma-suffix": {"type": "boolean"},
        "static-ordering": {"type": "boolean"},
        "parse-names": {"type": "boolean"},
    },
    "additionalProperties": False,
}

YEAR = {"minimum": 1000, "maximum": 9999}
"""The bounds of a year that an editor's YAML takes for a number."""

_DAY = r"-?\d{4}(-\d{2}(-\d{2})?)?[~?%]?"
_EDTF = rf"^{_DAY}(/({_DAY}|\.\.)?)?$"

_DATE: dict[str, Any] = {
    "description": "2024, 2024-05, 2024-05-20, two of them with “/” between, or CSL date-parts.",
    "anyOf": [
        {"type": ["string", "integer"], "format": "edtf", "pattern": _EDTF, **YEAR},
        {
            "type": "object",
            "properties": {
                "date-parts": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 2,
                    "items": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 3,
                        "items": {"type": ["string", "integer"]},
                    },
                },
                "season": {"type": ["string", "integer"]},
                "circa": {"type": ["string", "boolean"]},
                "literal": {"type": "string"},
                "raw": {"type": "string"},
            },
            "additionalProperties": False,
        },
        {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "object",
                "properties": {
                    part: {"type": ["string", "integer"]}
                    for part in ("year", "month", "day", "season")
                },
                "additionalProperties": False,
            },
        },
    ],
}


_CUSTOM: dict[str, Any] = {
    "type": "object",
    "description": "What the ledger keeps beside CSL's fields.",
    "properties": {
        "archived": {
            "description": "A copy that stays: its address, or a file beside this one.",
            "anyOf": [
                {"type": "string", "pattern": r"^https?://\S+$"},
                {
                    "type": "object",
                    "properties": {
                        "url": {"type": "string", "pattern": r"^https?://\S+$"},
                        "file": {"type": "string", "minLength": 1},
                        "sha256": {
                            "type": "string",
                            "pattern": "^[0-9a-f]{64}$",
                            "description": "64 digits, as `sha256sum` prints them.",
                        },
                    },
                    "additionalProperties": False,
                },
            ],
        },
        "status": {
            "type": "string",
            "enum": [str(status) for status in Status],
            "description": "What has become of the source since it was cited.",
        },
        "silence": {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z][a-z0-9-]*$"},
            "additionalProperties": {"type": "string", "minLength": 1},
            "description": "Rules to be silent about for this source: {rule-id: reason}.",
        },
    },
    "additionalProperties": True,
}


def item_schema() -> dict[str, Any]:
    """Give the schema of one item, as it is written in `sources.yaml`."""
    properties: dict[str, Any] = {
        "id": {
            "type": ["string", "integer"],
            "minimum": 0,
            "pattern": KEY,
            "description": "The citation key: letters and digits, with “-”, “:” or “.” between.",
        },
        "type": {"type": "string", "enum": TYPES},
        **{name: {"type": "array", "items": {"$ref": "#/$defs/name"}} for name in NAMES},
        **{name: {"$ref": "#/$defs/date"} for name in DATES},
        **{name: {"type": ["string", "number"]} for name in (*STRINGS, *NUMBERS)},
        "URL": {
            "type": "string",
            "pattern": r"^(?:https?|ftp)://\S+$",
            "description": "A full address: https://…",
        },
        "categories": {"type": "array", "items": {"type": "string"}},
        "citation-key": {"type": "string"},
        "custom": _CUSTOM,
    }
    return {
        "type": "object",
        "properties": properties,
        "required": ["id", "type"],
        "additionalProperties": False,
    }


DEFINITIONS = {"name": _NAME, "date": _DATE}
