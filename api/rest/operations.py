"""What there is to ask: each operation with its path and parameters.

An operation is data; routes and description are made from the same list, so that what is
described is what is served.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from api.door import Visit
from api.rest.answers import Answer
from api.rest.requests import Parameter
from ontology.errors import Text

__all__ = ["Call", "Operation"]


@dataclass(frozen=True, slots=True)
class Call:
    """One request: the snapshot it reads, and its values by name, those of the path too."""

    visit: Visit
    path: str
    values: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return the value, "" if it was not given."""
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to ask; `{slug}` in `path` is a value too, told by `slug`.

    `shape` names the JSON Schema of the body; `example` is an address that answers on the
    invented record of the tests; `settled` means that the answer depends on the snapshot and
    on nothing else.
    """

    name: str
    path: str
    summary: Text
    answer: Callable[[Call], Answer]
    shape: str
    example: str
    parameters: tuple[Parameter, ...] = ()
    slug: Parameter | None = None
    settled: bool = True
