"""The shapes of the answers as JSON Schema, those of things made from their collections."""

from __future__ import annotations

from typing import Any, Final

from queries.lists import Collection, Field, collections, read_collection

__all__ = ["body_schema", "schemas"]

Schema = dict[str, Any]


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": sorted(properties)}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_null(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_TEXT: Final[Schema] = {"type": "string"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_YES: Final[Schema] = {"type": "boolean"}
_NAME: Final = _object(fr=_TEXT, en=_TEXT)
_MAYBE: Final[Schema] = {"type": ["string", "null"]}
_WORDS: Final = _object(fr=_MAYBE, en=_MAYBE)
_THING: Final = _ref("Thing")
_ANY: Final[Schema] = {}
_PLAIN: Final[Schema] = {"type": ["string", "number", "boolean", "object", "null"]}
_TOLD: Final = _object(text=_TEXT, language=_MAYBE)
_STATUS: Final = _object(iri=_TEXT, reference=_TEXT, label=_ref("Name"))

_ENVELOPE: Final = _object(
    title=_ref("Name"),
    note=_or_null(_ref("Name")),
    data=_object(version=_TEXT, content_hash=_TEXT),
    licence=_TEXT,
    citation=_ref("Name"),
    sparql={"type": "object", "additionalProperties": _TEXT},
    links={"type": "object", "additionalProperties": _TEXT},
)
_TIE: Final = _object(
    id=_TEXT, kind=_TEXT, start=_THING, relation=_or_null(_THING), end=_THING,
    status=_or_null(_THING), letter=_MAYBE, claims=_COUNT, against=_COUNT,
    quote_to_be_found=_YES, stated_by=_list(_THING), sentences=_list(_or_null(_ref("Name"))),
    evidence=_list(_object(
        quote=_MAYBE, paraphrase=_MAYBE, quote_to_be_found=_YES, source=_or_null(_THING),
        heading=_MAYBE, line={"type": ["integer", "null"]},
    )),
    sources=_list(_THING),
)  # fmt: skip
_STATEMENT: Final = _object(property=_THING, value=_ANY, said_in=_list(_THING))


def _also(schema: Schema, **more: Schema) -> Schema:
    return {"allOf": [schema, _object(**more)]}


_TOUCH: Final = _object(
    kind=_MAYBE, property=_THING, target=_THING, total=_COUNT, left_out=_COUNT,
    things=_list(_also(_THING, leads_to=_list(_THING))),
)  # fmt: skip
_COLUMNS: Final = _list(_object(name=_TEXT, label=_ref("Name")))
_COUNTED: Final = (
    "claims_for", "claims_against", "claims_neutral_or_mixed", "claims_with_quote",
    "claims_without_quote", "figures", "cases",
)  # fmt: skip
_GAP: Final = _object(
    type=_THING, rank=_COUNT, read_on=_MAYBE, works_to_obtain=_list(_THING),
    reason=_or_null(_ref("Name")), searched_on=_MAYBE,
    **dict.fromkeys(
        ("groups", "groups_first", "groups_partnership", "groups_expect", "groups_need",
         "held_on_row", "held_in_column"), _COUNT,
    ),
)  # fmt: skip
_CELL: Final = _object(
    crossing=_TEXT, row=_THING, column=_THING,
    links_by_status={"type": "object", "additionalProperties": _COUNT},
    **dict.fromkeys(_COUNTED, _COUNT),
    cases_in_this_category_only={"type": ["integer", "null"]},
    cases_with_category_stated={"type": ["integer", "null"]},
    gap=_or_null(_GAP), links={"type": "object", "additionalProperties": _TEXT},
)  # fmt: skip
_ASKED: Final = {
    "name": _TEXT, "url": _TEXT, "question": _ref("Name"), "columns": _COLUMNS,
    "parameters": _list(_object(name=_TEXT, kind=_TEXT, label=_ref("Name"), example=_TEXT)),
}  # fmt: skip
_FACET: Final = _object(facet=_TEXT, value=_TEXT, count=_COUNT)
_RELEASE: Final = _object(
    version=_TEXT, holds=_TEXT, content=_TEXT, triples=_COUNT, note=_ref("Name"),
    counts={"type": "object", "additionalProperties": _COUNT},
)  # fmt: skip

_BODIES: Final[dict[str, Schema]] = {
    "evidence": _object(
        matrix=_THING, total=_COUNT, gaps=_COUNT, rows=_list(_THING), columns=_list(_THING),
        cells=_list(_CELL),
    ),
    "views": _object(
        total=_COUNT,
        items=_list(_object(
            question=_THING, url=_TEXT,
            actors=_list(_object(respondent=_THING, figures=_COUNT)),
        )),
    ),
    "view": _object(
        question=_THING, total=_COUNT,
        actors=_list(_object(respondent=_THING, figures=_list(_ref("Item-figures")))),
    ),
    "compare": _object(
        collection=_TEXT, things=_list(_THING),
        fields=_list(_object(field=_TEXT, label=_ref("Name"), same=_YES, values=_list(_ANY))),
    ),
    "questions": _object(
        total=_COUNT,
        items=_list(_object(**_ASKED, title=_ref("Name"), note=_or_null(_ref("Name")))),
    ),
    "question": _object(
        **_ASKED, total=_COUNT, rows=_list({"type": "object"}),
        given={"type": "object"},
    ),
    "search": _object(
        total=_COUNT, page=_COUNT, pages=_COUNT, size=_COUNT, partial=_YES,
        cell=_or_null(_object(row=_THING, column=_THING, url=_MAYBE)),
        items=_list(_also(_THING, kind=_TEXT, passage=_or_null(_object(
            text=_TEXT, marks=_list(_list(_COUNT)), language=_MAYBE,
            source=_or_null(_THING), heading=_MAYBE,
        )))),
        kinds={"type": "object", "additionalProperties": _COUNT},
        facets=_list(_also(_FACET, chosen=_YES)), hidden=_list(_FACET),
    ),
    "graph": _object(
        centre=_THING, steps=_COUNT,
        nodes=_list(_also(_THING, kind=_TEXT, distance=_COUNT, hidden_ties=_COUNT)),
        ties=_list(_ref("Tie")), left_out=_COUNT, ties_beyond=_COUNT,
        left_out_by_kind={"type": "object", "additionalProperties": _COUNT},
    ),
    "paths": {
        **_object(
            to=_THING, avoided_kinds=_list(_TEXT), left_out=_COUNT,
            paths=_list(_list(_object(start=_THING, end=_THING, ties=_list(_ref("Tie"))))),
        ),
    },
    "metrics": _object(
        network=_TEXT, measure=_TEXT, question=_ref("Name"), columns=_COLUMNS, total=_COUNT,
        rows=_list({"type": "object"}),
    ),
    "versions": _object(total=_COUNT, items=_list(_RELEASE)),
    "difference": _object(
        to=_TEXT,
        changes=_list(_object(headline=_ref("Name"), total=_COUNT, items=_list(_ref("Name")))),
    ),
}  # fmt: skip


_REFUSED: Final = {
    "type": "about:blank",
    "title": "Unknown parameter: “sizes”.",
    "status": 400,
    "detail": "There are: size.",
    "instance": "urn:incident:5f0c1d2e3a4b",
}


def body_schema(shape: str) -> Schema:
    """Return the schema of an answer: the envelope and its body."""
    kind, _, name = shape.partition("-")
    if kind == "list":
        body = _object(
            total=_COUNT, page=_COUNT, pages=_COUNT, size=_COUNT,
            items=_list(_ref(f"Item-{read_collection(name).name}")),
        )  # fmt: skip
    elif kind == "one":
        body = _object(
            item=_ref(f"Item-{read_collection(name).name}"),
            statements=_list(_ref("Statement")),
            parts=_list(_also(_THING, via=_THING, statements=_list(_ref("Statement")))),
            touched_by=_list(_ref("Touch")),
            elsewhere={"type": "object", "additionalProperties": _TEXT},
        )
    else:
        body = _BODIES[shape]
    return {"allOf": [_ref("Envelope"), body]}


def schemas() -> dict[str, Schema]:
    """Return the named shapes."""
    return {
        "Name": _NAME,
        "Words": _WORDS,
        "Thing": {
            **_object(iri=_TEXT, reference=_MAYBE, url=_MAYBE, label=_ref("Name")),
            "description": (
                "Une chose ; un lien, une affirmation ou un chiffre porte aussi `status`. / "
                "A thing; a link, a claim or a figure also carries `status`."
            ),
        },
        "Status": _STATUS,
        "Envelope": _ENVELOPE,
        "Statement": _STATEMENT,
        "Touch": _TOUCH,
        "Tie": _TIE,
        "Problem": {
            **_object(
                type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT, instance=_TEXT
            ),
            "examples": [_REFUSED],
        },
        **{f"Item-{one.name}": _item(one) for one in collections()},
    }


def _item(collection: Collection) -> Schema:
    fields = {one.name: _field(one) for one in collection.fields if one.name != "label"}
    if collection.name in {"claims", "figures"}:
        fields["status"] = _list(_ref("Status"))
    if collection.sentence:
        fields["sentence"] = _or_null(_ref("Words"))
    for one in collection.fields:
        if one.name in fields:
            described = f"{one.label.fr} / {one.label.en}"
            fields[one.name] = {**fields[one.name], "description": described}
    return {"allOf": [_THING, _object(**fields)]}


def _field(field: Field) -> Schema:
    return {
        "one": _or_null(_THING),
        "many": _list(_THING),
        "value": dict(_PLAIN),
        "values": _list(_PLAIN),
        "text": {"allOf": [_ref("Words")]},
        "texts": _list(_TOLD),
    }[field.kind]
