"""A node and a schema in, a plain value out: a scalar becomes what the schema wants of it.

What does not fit is an error with the place of the key or the value, and is
left out of the answer; so whoever asks for a required key may find it absent.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, TypeAlias

from reportkit.diagnostics import Span
from reportkit.read.days import DAY_FORM, day_hint
from reportkit.read.strict_yaml import Mapping, Node, Scalar, Sequence
from reportkit.read.texts import Findings, nearest, nearest_name

__all__ = ["WRONG", "Value", "construct", "untyped"]

Value: TypeAlias = Any
"""What JSON can hold; only the schema knows which."""

WRONG: Value = object()
"""Stands for a value that did not fit, and has been reported."""

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_EMPTY = ("", "~", "null")
_WORDS = {Mapping: "a mapping", Sequence: "a list", Scalar: "a single value"}


def construct(node: Node, schema: dict[str, Any], findings: Findings) -> Value:
    """Give the value of `node` as `schema` (a JSON Schema) directs, or `WRONG`."""
    return _Constructor(schema, findings).value(node, schema, "This file")


def untyped(node: Node) -> Value:
    """Give a value where no schema directs it: numbers, true, false and null as in YAML 1.2."""
    if isinstance(node, Mapping):
        return {entry.key.value: untyped(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [untyped(item) for item in node.items]
    if not node.plain:
        return node.value
    if node.value in _EMPTY:
        return None
    if node.value in ("true", "false"):
        return node.value == "true"
    if _INTEGER.fullmatch(node.value):
        return int(node.value)
    return float(node.value) if _NUMBER.fullmatch(node.value) else node.value


class _Constructor:
    def __init__(self, root: dict[str, Any], findings: Findings) -> None:
        self.root = root
        self.findings = findings

    def wrong(self, rule: str, message: str, span: Span, hint: str | None = None) -> Value:
        self.findings.error(rule, message, span, hint)
        return WRONG

    def value(self, node: Node, schema: dict[str, Any], name: str) -> Value:
        schema = self.choose(node, schema)
        kinds = schema.get("type", "object")
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if isinstance(node, Mapping) and "object" in kinds:
            return self.mapping(node, schema)
        if isinstance(node, Sequence) and "array" in kinds:
            return self.sequence(node, schema, name)
        if isinstance(node, Scalar) and not {"object", "array"} & set(kinds):
            return self.scalar(node, schema, kinds, name)
        if isinstance(node, Scalar) and node.plain and node.value in _EMPTY:
            return self.wrong("empty-value", f"{name} has no value.", node.span)
        wanted = {"object": "a mapping", "array": "a list"}.get(kinds[0], "a single value")
        message = f"{name} must be {wanted}, and is {_WORDS[type(node)]}."
        return self.wrong("wrong-type", message, node.span, schema.get("description"))

    def choose(self, node: Node, schema: dict[str, Any]) -> dict[str, Any]:
        """Follow a reference, and take that alternative which has the node's shape."""
        if "$ref" in schema:
            definition: dict[str, Any] = self.root["$defs"][schema["$ref"].rpartition("/")[2]]
            return self.choose(node, definition)
        shape = {Mapping: "object", Sequence: "array"}.get(type(node))
        options = [self.choose(node, option) for option in schema.get("anyOf", ())]
        for option in options:
            if (option.get("type") == shape) if shape else option.get("type") != "object":
                return option
        return options[0] if options else schema

    def mapping(self, node: Mapping, schema: dict[str, Any]) -> Value:
        known: dict[str, Any] = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        pattern = schema.get("propertyNames", {}).get("pattern", "")
        answer: dict[str, Any] = {}
        for entry in node.entries:
            name = entry.key.value
            if name in known:
                value = self.value(entry.value, known[name], f"“{name}”")
            elif others is False:
                hint = nearest(name, known) or f"Known keys are {', '.join(sorted(known)[:24])}."
                value = self.wrong(
                    "unknown-key", f"No key is called “{name}”.", entry.key.span, hint
                )
            elif not re.search(pattern, name):
                message = f"“{name}” cannot be a key."
                value = self.wrong(
                    "invalid-key", message, entry.key.span, "Use letters, digits, “-”."
                )
            elif others is True:
                value = untyped(entry.value)
            else:
                value = self.value(entry.value, others, f"“{name}”")
            answer[name] = value
        meant = {nearest_name(name, known) for name in answer if name not in known}
        for name in schema.get("required", ()):
            if name not in answer and name not in meant:
                self.wrong("missing-key", f"“{name}” is missing here.", node.span)
        return {name: value for name, value in answer.items() if value is not WRONG}

    def sequence(self, node: Sequence, schema: dict[str, Any], name: str) -> Value:
        least, most = schema.get("minItems", 0), schema.get("maxItems", len(node.items))
        if not least <= len(node.items) <= most:
            amount = f"at least {least}" if len(node.items) < least else f"at most {most}"
            message = f"{name} has {len(node.items)} items, and must have {amount}."
            return self.wrong("wrong-length", message, node.span)
        inside = f"An item of {name}"
        items = [self.value(item, schema["items"], inside) for item in node.items]
        return [item for item in items if item is not WRONG]

    def scalar(self, node: Scalar, schema: dict[str, Any], kinds: list[str], name: str) -> Value:
        empty = node.plain and node.value in _EMPTY
        if empty or (schema.get("minLength") and not node.value.strip()):
            return self.wrong("empty-value", f"{name} has no value.", node.span)
        if "string" in kinds:
            return self.string(node, schema, name)
        if kinds == ["boolean"]:
            if node.value in ("true", "false"):
                return node.value == "true"
            return self.wrong("wrong-type", f"{name} must be true or false.", node.span)
        if not (_INTEGER if kinds == ["integer"] else _NUMBER).fullmatch(node.value):
            return self.wrong("wrong-type", f"{name} must be a number.", node.span)
        return int(node.value) if kinds == ["integer"] else float(node.value)

    def string(self, node: Scalar, schema: dict[str, Any], name: str) -> Value:
        value, hint = node.value.strip(), schema.get("description")
        if "enum" in schema and value not in schema["enum"]:
            hint = nearest(value, schema["enum"]) or f"Known are {', '.join(schema['enum'])}."
            return self.wrong("unknown-value", f"{name} cannot be “{value}”.", node.span, hint)
        dated = schema.get("format") == "edtf"
        if "pattern" in schema and not dated and not re.search(schema["pattern"], value):
            return self.wrong("invalid-value", f"{name} cannot be “{value}”.", node.span, hint)
        if schema.get("format") == "date" and not _is_date(value):
            hint = day_hint(value) or DAY_FORM
            return self.wrong("invalid-date", f"“{value}” is not a day.", node.span, hint)
        return value


def _is_date(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
