"""What there is to ask: each operation with its path and parameters.

An operation is data; routes and description are made from the same list, so that what is
described is what is served.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from api.door import Visit
from api.rest.answers import Answer
from api.rest.requests import Parameter
from ontology.errors import Text

__all__ = ["Call", "Operation", "around"]


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
    on nothing else; what is `slow` may take seconds the first time it is asked.
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
    slow: bool = False


def around(call: Call, pages: int) -> dict[str, str]:
    """Return the paths of the pages around the one asked for, by relation, of `pages` in all."""
    page = int(call.get("page"))
    places = {"first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    kept = {name: value for name, value in call.values.items() if name != "page"}
    return {
        name: f"{call.path}?{urlencode({**kept, 'page': place})}"
        for name, place in places.items()
        if 1 <= place <= pages
    }
