"""What a client of `/reconcile` asks, read strictly before anything is compared.

By the Reconciliation Service API 0.2: a batch of queries, as JSON in the parameter `queries` of
an address or of a form. A batch is answered whole or refused with the query and the field that
cannot be read; nothing is guessed and nothing is dropped. Nothing here does I/O.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Final, Literal, TypeAlias
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from api.forms import MediaError
from ontology.errors import QueryError, Text
from queries.search import PROPERTIES, Wanted

__all__ = [
    "BATCH",
    "LARGEST",
    "LONGEST",
    "WIDGET",
    "BatchError",
    "parameters_of",
    "wanted_of",
]

# Queries in a batch, bytes of all their JSON, characters of a name, candidates of a query.
BATCH: Final = 50
LARGEST: Final = 200_000
LONGEST: Final = 500
# What the search box of OpenRefine adds to each request for suggestions, made once for another
# service. None of it means anything to this one; refused, the box would offer nothing.
WIDGET: Final = frozenset(
    {
        "exact", "filter", "format", "key", "lang", "mql_output", "output", "prefixed", "scoring",
        "spell", "stemmed", "type",
    }
)  # fmt: skip
_MOST: Final = 25
_USUAL: Final = 5
_PARAMETERS: Final = 10
_FORM: Final = "application/x-www-form-urlencoded"


class BatchError(QueryError):
    """More at a time than is answered."""

    status_hint = 413


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


_Line: TypeAlias = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]


class _Known(_Strict):
    id: _Line
    name: str = ""


_Value: TypeAlias = _Line | int | float | bool | _Known


class _Property(_Strict):
    pid: Literal["domain", "category", "impact", "territory"]
    v: _Value | Annotated[list[_Value], Field(min_length=1, max_length=20)]

    def values(self) -> tuple[str, ...]:
        held = self.v if isinstance(self.v, list) else [self.v]
        return tuple(one.id if isinstance(one, _Known) else str(one) for one in held)


class _Query(_Strict):
    query: _Line = ""
    type: _Line | Annotated[list[_Line], Field(max_length=60)] = ""
    limit: Annotated[int, Field(ge=1)] = _USUAL
    properties: Annotated[list[_Property], Field(max_length=len(PROPERTIES))] = []
    # Nobody says what it means: types are always the only ones wanted.
    type_strict: Literal["any", "should", "all"] = "should"

    def types(self) -> frozenset[str]:
        held = self.type if isinstance(self.type, list) else [self.type]
        return frozenset(held) - {""}


_BATCHES: Final = TypeAdapter(dict[str, _Query])


def parameters_of(encoded: bytes, content_type: str = _FORM) -> dict[str, str]:
    """Return the parameters of an address or a form, each known to be given once."""
    if content_type.partition(";")[0].strip().lower() != _FORM:
        raise MediaError(
            Text("Ce corps n'est pas un formulaire.", "This body is no form."),
            Text(f"Envoyez queries avec le type {_FORM}.", f"Send queries with the type {_FORM}."),
        )
    try:
        pairs = parse_qsl(
            encoded.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_PARAMETERS,
        )
    except ValueError:
        raise _refused("les paramètres", "the parameters") from None
    if len(dict(pairs)) < len(pairs):
        raise _refused("un paramètre est donné deux fois", "a parameter is given twice")
    return dict(pairs)


def wanted_of(queries: str, types: Collection[str]) -> Mapping[str, Wanted]:
    """Return what each query of the JSON text `queries` wants; `types` are those there are."""
    if len(queries.encode("utf-8")) > LARGEST:
        raise _too_much(f"{LARGEST} octets", f"{LARGEST} bytes")
    try:
        batch = _BATCHES.validate_json(queries)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"][:3])
        raise _refused(_shown(place) or "JSON", _shown(place) or "JSON") from None
    if len(batch) > BATCH:
        raise _too_much(f"{BATCH} questions", f"{BATCH} queries")
    for key, one in batch.items():
        if not one.query and not one.properties:
            raise _refused(f"{_shown(key)}.query", f"{_shown(key)}.query")
        if unknown := sorted(one.types() - {*types}):
            raise QueryError(
                Text(f"Type inconnu : « {_shown(unknown[0])} ».",
                     f"Unknown type: “{_shown(unknown[0])}”."),
                Text(f"Il y a : {', '.join(types)}.", f"There are: {', '.join(types)}."),
            )  # fmt: skip
    return {key: _wanted(one) for key, one in batch.items()}


def _wanted(one: _Query) -> Wanted:
    properties = tuple((each.pid, each.values()) for each in one.properties)
    return Wanted(one.query, one.types(), properties, min(one.limit, _MOST))


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text[:80])


def _refused(fr: str, en: str) -> QueryError:
    return QueryError(
        Text(f"Ces questions ne se lisent pas : {fr}.", f"These queries cannot be read: {en}."),
        Text(
            "queries est un objet JSON ; chaque question a query (1 à "
            f"{LONGEST} caractères) ou properties (pid parmi {', '.join(PROPERTIES)} ; v), et "
            "s'il le faut type, limit (nombre entier), type_strict.",
            f"queries is a JSON object; each query has query (1 to {LONGEST} characters) or "
            f"properties (pid among {', '.join(PROPERTIES)}; v), and if need be type, limit "
            "(a whole number), type_strict.",
        ),
    )


def _too_much(fr: str, en: str) -> BatchError:
    return BatchError(
        Text("Trop de questions à la fois.", "Too many queries at a time."),
        Text(f"Au plus {fr} ; envoyez-les en plusieurs fois.",
             f"At most {en}; send them in several batches."),
    )  # fmt: skip
