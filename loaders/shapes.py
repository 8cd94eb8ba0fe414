"""A record's data against its shape, with every fault said in our own words.

Pydantic checks the shapes of `loaders.records`; its messages are for programmers and in
English, so each kind of error it can raise here has a sentence of ours. Validation is
strict: the text "yes" is no boolean and the text "3" is no number. One reading is allowed
because it loses nothing: a number written where text belongs (`start: 2010`) is that text.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from loaders import record_words as words
from loaders.faults import Location, Spot, dotted, nearest, proposal, refusal
from loaders.yaml_form import Lines
from ontology.errors import Finding, Text

__all__ = ["ERROR_SENTENCES", "read_shape", "required_shape"]

Shape = TypeVar("Shape", bound=words.Base)


def read_shape(
    data: Mapping[str, object], lines: Lines, shape: type[Shape], where: str
) -> tuple[Shape | None, list[Finding]]:
    """Return the record that `data` holds, or None and every fault of its form."""
    read = dict(data)
    try:
        return shape.model_validate(read, strict=True), []
    except ValidationError as error:
        reread = _with_numbers_reread(read, error.errors(include_url=False))
    try:
        return shape.model_validate(reread, strict=True), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        missing = {each["loc"][-1] for each in details if each["type"] == "missing"}
        return None, [_finding(each, shape, lines, where, missing) for each in details]


def required_shape(
    data: Mapping[str, object], lines: Lines, shape: type[Shape], where: str
) -> Shape:
    """Return the record that `data` holds; raise RecordError with every fault of its form."""
    made, faults = read_shape(data, lines, shape, where)
    if made is None:
        raise refusal(faults)
    return made


def _with_numbers_reread(data: dict[str, Any], details: list[ErrorDetails]) -> dict[str, Any]:
    wrong = [each for each in details if _is_number(each["input"])]
    reread = copy.deepcopy(data) if wrong else data
    for each in wrong:
        if each["type"] == "string_type":
            _replace(reread, each["loc"], _exact_text(each["input"]))
        elif each["type"] in {"decimal_type", "is_instance_of"}:
            _replace(reread, each["loc"], Decimal(each["input"]))
    if wrong:
        _freeze(reread)
    return reread


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _exact_text(number: Decimal | int) -> str:
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _replace(data: Any, location: Location, value: object) -> None:
    """Put `value` at `location`; tuples on the way become lists until `_freeze`."""
    holder = data
    for part in location[:-1]:
        if isinstance(holder[part], tuple):
            holder[part] = _Items(holder[part])
        holder = holder[part]
    if isinstance(holder, tuple):
        raise TypeError("a tuple must be thawed before it is changed")
    holder[location[-1]] = value


class _Items(list[Any]):
    """A tuple while it is being changed."""


def _freeze(holder: Any) -> None:
    for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
        if isinstance(value, dict | _Items):
            _freeze(value)
        if isinstance(value, _Items):
            holder[key] = tuple(value)


def _finding(
    details: ErrorDetails,
    shape: type[BaseModel],
    lines: Lines,
    where: str,
    missing: set[str | int],
) -> Finding:
    location = details["loc"]
    spot = Spot(where, _line(location, lines), dotted(location))
    if details["type"] == "missing":
        return spot.fault("key-missing", *_missing(str(location[-1])))
    if details["type"] == "extra_forbidden":
        known = sorted(_fields_at(shape, location[:-1]))
        cure = _unknown_key(str(location[-1]), known, missing)
        rule = Text("Cette clé n'existe pas ici.", "This key does not exist here.")
        return spot.fault("key-unknown", rule, cure, location[-1])
    code, rule, cure = _sentence(details)
    shown = details["input"]
    return spot.fault(code, rule, cure, shown if isinstance(shown, str | int | Decimal) else "")


def _line(location: Location, lines: Lines) -> int | None:
    return next(
        (lines[location[:end]] for end in range(len(location), -1, -1) if location[:end] in lines),
        None,
    )


def _missing(name: str) -> tuple[Text, Text]:
    return (
        Text(f"La clé « {name} » manque.", f"The key “{name}” is missing."),
        Text(f"Ajoutez « {name}: … ».", f"Add “{name}: …”."),
    )


def _unknown_key(name: str, known: list[str], missing: set[str | int]) -> Text:
    # A key that is missing is the likelier meaning of one that is unknown.
    if near := nearest(name, [str(each) for each in missing]):
        return proposal(name, list(near))
    return proposal(name, known)


def _fields_at(shape: type[BaseModel], location: Location) -> set[str]:
    current: type[BaseModel] = shape
    for part in location:
        if isinstance(part, str) and part in current.model_fields:
            models = list(_models_in(current.model_fields[part].annotation))
            if models:
                current = models[0]
    return set(current.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _pattern_of(annotated: Any) -> str:
    return str(get_args(annotated)[1].pattern)


_PATTERNS: Final[Mapping[str, tuple[Text, Text]]] = {
    _pattern_of(words.Slug): (
        Text("Ce n'est pas un identifiant.", "This is not an identifier."),
        Text(
            "Écrivez-le avec a-z, 0-9 et tirets, sans accent ni majuscule : « le-rameau ».",
            "Write it with a-z, 0-9 and hyphens, no accent, no capital: “le-rameau”.",
        ),
    ),
    _pattern_of(words.Reference): (
        Text("Ce n'est pas une référence.", "This is not a reference."),
        Text(
            "Écrivez « liste/notion » ou « type/identifiant » : « impact/performance ».",
            "Write “scheme/concept” or “type/identifier”: “impact/performance”.",
        ),
    ),
    _pattern_of(words.Dated): (
        Text("Ce n'est pas une date.", "This is not a date."),
        Text(
            "Écrivez 2015, 2015-09, 2015-09-30, ou deux dates séparées par « / ».",
            "Write 2015, 2015-09, 2015-09-30, or two dates separated by “/”.",
        ),
    ),
    _pattern_of(words.Address): (
        Text("Ce n'est pas une adresse complète.", "This is not a complete address."),
        Text("Écrivez https://…, sans espace.", "Write https://…, without spaces."),
    ),
    r"^[0-9a-f]{64}$": (
        Text("Ce n'est pas une empreinte SHA-256.", "This is not a SHA-256 digest."),
        Text(
            "Donnez les 64 chiffres que « sha256sum fichier » affiche.",
            "Give the 64 digits that “sha256sum file” prints.",
        ),
    ),
}

_TYPE = "value-type"
# pydantic error type -> (our code, rule, cure); braces are filled from its context.
ERROR_SENTENCES: Final[Mapping[str, tuple[str, Text, Text]]] = {
    "string_type": (
        _TYPE,
        Text("Un texte est attendu ici.", "Text is expected here."),
        Text("Mettez la valeur entre guillemets.", "Put the value between quotation marks."),
    ),
    "string_too_short": (
        "value-empty",
        Text("Le texte est vide.", "The text is empty."),
        Text("Donnez un texte, ou retirez la clé.", "Give a text, or remove the key."),
    ),
    "string_too_long": (
        "value-too-long",
        Text("Plus de {max_length} caractères.", "More than {max_length} characters."),
        Text("Raccourcissez.", "Make it shorter."),
    ),
    "literal_error": (
        "value-not-listed",
        Text("Cette valeur n'est pas dans la liste.", "This value is not in the list."),
        Text("Choisissez : {expected}.", "Choose one of: {expected}."),
    ),
    "bool_type": (
        _TYPE,
        Text("true ou false est attendu ici.", "true or false is expected here."),
        Text("Écrivez true ou false, sans guillemets.", "Write true or false, without quotes."),
    ),
    "int_type": (
        _TYPE,
        Text("Un nombre entier est attendu ici.", "A whole number is expected here."),
        Text("Écrivez des chiffres seulement.", "Write digits only."),
    ),
    "is_instance_of": (
        _TYPE,
        Text("Un nombre est attendu ici.", "A number is expected here."),
        Text("Écrivez 69 ou 66.7, sans unité ni espace.", "Write 69 or 66.7, no unit, no space."),
    ),
    "greater_than_equal": (
        "value-out-of-range",
        Text("Le nombre est inférieur à {ge}.", "The number is less than {ge}."),
        Text("Donnez {ge} ou plus.", "Give {ge} or more."),
    ),
    "less_than_equal": (
        "value-out-of-range",
        Text("Le nombre est supérieur à {le}.", "The number is more than {le}."),
        Text("Donnez {le} ou moins.", "Give {le} or less."),
    ),
    "tuple_type": (
        _TYPE,
        Text("Une liste est attendue ici.", "A list is expected here."),
        Text("Écrivez [a, b], ou une ligne « - a » par élément.", "Write [a, b], or “- a” lines."),
    ),
    "dict_type": (
        _TYPE,
        Text("Des « clé: valeur » sont attendues ici.", "“key: value” lines are expected here."),
        Text("Écrivez une clé par ligne, en retrait.", "Write one key a line, indented."),
    ),
}
_ALIKE: Final = {
    "decimal_type": "is_instance_of",
    "decimal_parsing": "is_instance_of",
    "model_type": "dict_type",
    "model_attributes_type": "dict_type",
}
_REFUSED = (
    "value-refused",
    Text("Cette valeur ne convient pas ici.", "This value does not fit here."),
    Text("Comparez avec un fichier voisin.", "Compare with a neighbouring file."),
)


def _sentence(details: ErrorDetails) -> tuple[str, Text, Text]:
    kind = details["type"]
    context = details.get("ctx", {})
    if kind == "string_pattern_mismatch" and context.get("pattern") in _PATTERNS:
        return ("value-form", *_PATTERNS[context["pattern"]])
    code, rule, cure = ERROR_SENTENCES.get(_ALIKE.get(kind, kind), _REFUSED)
    return code, _filled(rule, context), _filled(cure, context)


def _filled(text: Text, context: Mapping[str, Any]) -> Text:
    expected = str(context.get("expected", "")).replace("'", "")
    values = {**context, "expected": expected}
    return Text(
        text.fr.format(**{**values, "expected": expected.replace(" or ", " ou ")}),
        text.en.format(**values),
    )
