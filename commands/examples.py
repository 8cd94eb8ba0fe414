"""The examples of the OpenAPI document: each operation answered on the published record.

Asked of the routes' own code, so that an example cannot be what is not served. An operation
whose example finds nothing in this record (a collection that is still empty) has none.
"""

from __future__ import annotations

import json
from pathlib import Path

from fastapi import Request

from api.door import Door
from api.rest.examples import FILE, shortened
from api.rest.operations import Operation
from api.rest.routes import answered, operations
from explorer.current import Current
from explorer.rendering import Pages
from ontology.errors import NotHeldError

__all__ = ["write_examples"]


def write_examples(store: Path, record: Path, directory: Path) -> Path:
    """Write the examples below `directory`, one line for each operation; return the file."""
    door = Door(Pages(), Current(store))
    try:
        found = {one.name: _example(door, one) for one in operations(record)}
    finally:
        door.current.close()
    lines = (
        f"{json.dumps(name)}: {json.dumps(body, ensure_ascii=False)}"
        for name, body in found.items()
        if body is not None
    )
    path = directory / FILE
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return path


def _example(door: Door, operation: Operation) -> object | None:
    path, _, query = operation.example.partition("?")
    scope = {
        "type": "http", "method": "GET", "scheme": "http", "path": path,
        "query_string": query.encode(), "headers": [(b"accept", b"application/json")],
        "server": ("localhost", 80),
    }  # fmt: skip
    try:
        response = answered(door, operation, Request(scope))
    except NotHeldError:
        return None
    return shortened(json.loads(bytes(response.body)))  # type: ignore[no-any-return]
