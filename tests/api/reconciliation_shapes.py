"""What the Reconciliation Service API 0.2 asks of each answer, as JSON schemas of our own.

Written from the text of the specification (Core Concepts, Service Manifest, Reconciliation Query
Responses, Suggest Responses), stricter where the text is: a candidate's score and identifier, a
type with a name. Only what this service declares is allowed in a manifest.
"""

from __future__ import annotations

from typing import Any, Final

from jsonschema import Draft202012Validator

__all__ = ["MANIFEST", "RESULTS", "SUGGESTED", "conform"]

_TEXT: Final = {"type": "string", "minLength": 1}
_ADDRESS: Final = {"type": "string", "pattern": "^https?://"}
_TYPE: Final = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "name": _TEXT,
        "broader": {
            "type": "array",
            "items": {"type": "object", "properties": {"id": _TEXT, "name": _TEXT},
                      "required": ["id", "name"], "additionalProperties": False},
        },
    },
    "required": ["id", "name"],
    "additionalProperties": False,
}  # fmt: skip
_TEMPLATE: Final = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
_SUGGEST: Final = {
    "type": "object",
    "properties": {"service_url": _ADDRESS, "service_path": {"type": "string", "pattern": "^/"}},
    "required": ["service_url", "service_path"],
    "additionalProperties": False,
}
MANIFEST: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "versions": {"type": "array", "items": _TEXT, "contains": {"const": "0.2"}},
        "name": _TEXT,
        "identifierSpace": _ADDRESS,
        "schemaSpace": _ADDRESS,
        "documentation": _ADDRESS,
        "view": {"type": "object", "properties": {"url": _TEMPLATE}, "required": ["url"]},
        "defaultTypes": {"type": "array", "items": _TYPE, "uniqueItems": True},
        "suggest": {
            "type": "object",
            "properties": {"entity": _SUGGEST, "property": _SUGGEST, "type": _SUGGEST},
            "additionalProperties": False,
        },
        "batchSize": {"type": "integer", "minimum": 1},
    },
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "additionalProperties": False,
}
_FEATURE: Final = {
    "type": "object",
    "properties": {"id": _TEXT, "value": {"type": ["boolean", "number"]}},
    "required": ["id", "value"],
    "additionalProperties": False,
}
_CANDIDATE: Final = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "name": _TEXT,
        "description": _TEXT,
        "type": {"type": "array", "items": _TYPE, "minItems": 1},
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "match": {"type": "boolean"},
        "features": {"type": "array", "items": _FEATURE},
    },
    "required": ["id", "name", "score"],
    "additionalProperties": False,
}
RESULTS: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {"result": {"type": "array", "items": _CANDIDATE}},
        "required": ["result"],
        "additionalProperties": False,
    },
}
SUGGESTED: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "result": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": _TEXT,
                    "name": _TEXT,
                    "description": _TEXT,
                    "notable": {"type": "array", "items": _TYPE},
                },
                "required": ["id", "name"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["result"],
    "additionalProperties": False,
}


def conform(answer: object, schema: dict[str, Any]) -> None:
    """Fail with every way in which `answer` is not what `schema` asks."""
    Draft202012Validator.check_schema(schema)
    faults = [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(answer)
    ]
    assert faults == []
