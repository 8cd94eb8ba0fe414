"""What `/api` is, for programs: an OpenAPI 3.1 document and a short index.

Both are made from the operations, and the shapes of things from the definitions of the
collections, so that nothing is described that is not served. Everything is told in both
languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any, Final

from api.rest.answers import FORMS
from api.rest.examples import examples
from api.rest.operations import Operation
from api.rest.requests import Parameter
from api.rest.schemas import body_schema, schemas
from api.rest.shapes import words
from ontology.errors import Text

__all__ = ["description", "index"]

_TITLE: Final = Text("Alliances : l'interface", "Alliances: the interface")
_ABOUT: Final = (
    "Un graphe de connaissances sur les alliances. Perçu n'est pas prouvé : tout lien et tout "
    "chiffre porte son statut. / A knowledge graph of alliances. Perceived is not proven: every "
    "link and every figure carries its status."
)
_REFUSED: Final = (
    ("400", "Un paramètre ne convient pas. / A parameter will not do."),
    ("404", "Rien n'est tenu à cette adresse. / Nothing is held at this address."),
    ("406", "Aucune forme acceptée n'existe. / No accepted form exists."),
    ("414", "L'adresse est trop longue. / The address is too long."),
    ("503", "Aucune donnée n'est publiée. / No data is published."),
)
_SHORTENED: Final = (
    "Réponse abrégée : la première chose de chaque liste, le début des textes longs. / "
    "Answer shortened: the first thing of each list, the beginning of long texts."
)
_HEADERS: Final = {
    "ETag": "Étiquette de la réponse pour cet instantané. / Tag of the answer for this snapshot.",
    "Data-Version": "Version des données. / Data version.",
    "X-Total-Count": "Nombre de choses en tout. / Number of things in all.",
    "Link": "Pages voisines et description. / Pages around, and description.",
}


def index(operations: Iterable[Operation]) -> dict[str, Any]:
    """Return what there is to ask, each with an address that answers."""
    return {
        "title": words(_TITLE),
        "description": "/api/openapi.json",
        "operations": [
            {
                "name": one.name,
                "path": one.path,
                "summary": words(one.summary),
                "parameters": [parameter.name for parameter in one.parameters],
                "forms": list(FORMS),
            }
            for one in operations
        ],
    }


def description(operations: Iterable[Operation], public_url: str = "") -> dict[str, Any]:
    """Return the OpenAPI document."""
    held = list(operations)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{_TITLE.fr} / {_TITLE.en}",
            "version": version("alliances"),
            "description": _ABOUT,
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": public_url or "/"}],
        "paths": {one.path: {"get": _operation(one)} for one in held},
        "components": {"schemas": schemas()},
    }


def _operation(one: Operation) -> dict[str, Any]:
    parameters = [_parameter(each, "query") for each in one.parameters]
    if one.slug:
        sample = one.example.partition("?")[0].rpartition("/")[2]
        parameters.insert(0, _parameter(one.slug, "path", sample))
    return {
        "operationId": one.name,
        "summary": f"{one.summary.fr} / {one.summary.en}",
        "description": f"Par exemple / For instance: `{one.example}`",
        "parameters": parameters,
        "responses": {
            "200": _answered(one),
            "304": {"description": "Rien n'a changé. / Nothing has changed."},
            **{status: _refused(told) for status, told in _REFUSED},
        },
    }


def _answered(one: Operation) -> dict[str, Any]:
    content: dict[str, Any] = {
        FORMS[form]: {"schema": {"type": "string"}} for form in FORMS if form != "json"
    }
    told: dict[str, Any] = {"schema": body_schema(one.shape)}
    example = examples().get(one.name)
    if example is not None:
        told["examples"] = {"record": {"summary": _SHORTENED, "value": example}}
    return {
        "description": "La réponse. / The answer.",
        "headers": {
            name: {"description": meaning, "schema": {"type": "string"}}
            for name, meaning in _HEADERS.items()
        },
        "content": {FORMS["json"]: told, **content},
    }


def _refused(told: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": told, "content": {"application/problem+json": {"schema": schema}}}


def _parameter(one: Parameter, place: str, sample: str = "") -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 500}
    if one.is_number:
        schema = {"type": "integer", "minimum": one.least, "maximum": one.most}
    elif one.choices:
        schema = {"type": "string", "enum": list(one.choices)}
    if one.default:
        schema["default"] = int(one.default) if one.is_number else one.default
    found: dict[str, Any] = {
        "name": one.name,
        "in": place,
        "required": one.required or place == "path",
        "description": f"{one.label.fr} / {one.label.en}",
        "schema": schema,
    }
    example = sample or one.example
    if example:
        found["example"] = int(example) if one.is_number else example
    return found
