"""`content/institute.yaml` in, an `Institute` out: identity, contacts, people, series, defaults.

People are looked up here for a briefing too, so that one record serves a
byline, the running text and a list.
"""

from __future__ import annotations

from typing import Any

from reportkit.diagnostics import Diagnostic, Silence, Span
from reportkit.files import Files
from reportkit.model import Institute, Person, Series
from reportkit.read.construct import WRONG, construct
from reportkit.read.schemas import schema
from reportkit.read.silences import written_silences
from reportkit.read.strict_yaml import Mapping, Node, parse_yaml
from reportkit.read.texts import Findings, read_text

__all__ = ["PATH", "check_orcid", "person", "read_institute"]

PATH = "content/institute.yaml"


def read_institute(files: Files) -> tuple[Institute | None, tuple[Diagnostic, ...]]:
    """Read the institute; None where it is too broken, and then at least one error says why."""
    findings = Findings()
    text = read_text(files, PATH, findings)
    node = parse_yaml(text, findings) if text else None
    if text and node is None and not findings:
        findings.error("empty-file", "This file is empty.", Span(PATH))
    values = construct(node, schema("institute"), findings) if node else WRONG
    if values is WRONG:
        return None, findings.ordered()
    people = node.get("people") if isinstance(node, Mapping) else None
    if isinstance(people, Mapping):
        for entry in people.entries:
            check_orcid(entry.value, findings)
    complete = all(name in values for name in schema("institute")["required"])
    silent = node.get("silence") if isinstance(node, Mapping) else None
    silences = written_silences(silent, findings)
    return (_institute(values, silences) if complete else None), findings.ordered()


def _institute(values: dict[str, Any], silences: tuple[Silence, ...]) -> Institute:
    return Institute(
        name=values["name"],
        short_name=values["short-name"],
        native_name=values.get("native-name"),
        address=values["address"],
        telephone=values["telephone"],
        fax=values.get("fax"),
        email=values["email"],
        url=values["url"],
        base_url=values["base-url"],
        copyright=values["copyright"],
        people={key: person(key, value) for key, value in values["people"].items()},
        series={
            key: Series(key, value["tag"], value["type"])
            for key, value in values["series"].items()
            if "tag" in value and "type" in value
        },
        theme=values.get("theme", "eai"),
        language=values.get("language", "en"),
        license=values.get("license"),
        disclaimer=values.get("disclaimer"),
        silences=silences,
    )


def person(key: str, values: dict[str, Any]) -> Person:
    """Make a person of what the schema let through."""
    optional = ("native", "affiliation", "role", "email", "orcid", "biography")
    return Person(
        key=key,
        given=values.get("given", ""),
        family=values.get("family", ""),
        **{name: values.get(name) for name in optional},
    )


def check_orcid(node: Node, findings: Findings) -> None:
    """Check the last digit of a person's ORCID iD (ISO 7064 MOD 11-2)."""
    written = node.get("orcid") if isinstance(node, Mapping) else None
    digits = getattr(written, "value", "")[-19:].replace("-", "")
    if written is None or len(digits) != 16 or not digits[:15].isdigit():
        return
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != digits[15]:
        message = "The last digit of this ORCID iD does not fit the others."
        findings.error("invalid-orcid", message, written.span, "Copy it again.")
