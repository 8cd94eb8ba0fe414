"""What a stranger asked of `/api`, read strictly: every parameter known, given once, and sane.

Nothing is guessed and nothing is dropped: an unknown or doubled parameter, bytes that are no
UTF-8, a control character, a number out of its range are refused with the way to mend it.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from ontology.errors import AlliancesError, QueryError, Text
from queries.lists import LARGEST, SIZE

__all__ = [
    "LONGEST_URL",
    "FormError",
    "LengthError",
    "Parameter",
    "choice",
    "number",
    "paging",
    "read",
    "text",
]

# Bytes of path and parameters together.
LONGEST_URL: Final = 8_000

_ONCE: Final = Text(
    "Donnez-le une fois ; plusieurs valeurs se séparent par des virgules.",
    "Give it once; several values are separated by commas.",
)
_LONGEST_VALUE: Final = 500
_MOST: Final = 40
_NUMBER: Final = re.compile(r"[0-9]{1,6}", re.ASCII)


class LengthError(AlliancesError):
    """An address longer than LONGEST_URL."""

    status_hint = 414


class FormError(AlliancesError):
    """No form the client accepts."""

    status_hint = 406


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that may be asked; `least` and `most` bound a number, `choices` close a list.

    `example` is what the description shows; `default` what is meant when it is not given.
    """

    name: str
    label: Text
    example: str = ""
    default: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def is_number(self) -> bool:
        """Whether the value is a whole number."""
        return self.least is not None


def text(name: str, fr: str, en: str, example: str = "", *, required: bool = False) -> Parameter:
    """Return a parameter that is a line of text."""
    return Parameter(name, Text(fr, en), example, required=required)


def choice(name: str, fr: str, en: str, choices: Sequence[str], default: str = "") -> Parameter:
    """Return a parameter that is one of `choices`; without default it must be given."""
    return Parameter(
        name, Text(fr, en), default or choices[0], default, not default, tuple(choices)
    )


def number(name: str, label: Text, *, least: int, most: int, default: int) -> Parameter:
    """Return a parameter that is a whole number from `least` to `most`."""
    return Parameter(name, label, str(default), str(default), least=least, most=most)


def paging(*, most: int) -> tuple[Parameter, Parameter]:
    """Return the parameters that cut a list into pages, of which there may be `most`."""
    size = Text("Nombre par page", "Number on a page")
    return (
        number("page", Text("Page", "Page"), least=1, most=most, default=1),
        number("size", size, least=1, most=LARGEST, default=SIZE),
    )


def read(path: bytes, query: bytes, parameters: Sequence[Parameter]) -> dict[str, str]:
    """Return the value of every parameter given, and the default of every other that has one.

    Raise QueryError or LengthError for what cannot be understood as it stands.
    """
    if len(path) + len(query) > LONGEST_URL:
        raise LengthError(
            Text("Cette adresse est trop longue.", "This address is too long."),
            Text(f"Au plus {LONGEST_URL} octets.", f"At most {LONGEST_URL} bytes."),
        )
    known = {parameter.name: parameter for parameter in parameters}
    given: dict[str, str] = {}
    for name, value in _pairs(query):
        if name not in known:
            raise _unknown(name, tuple(known))
        if name in given:
            raise _refused(name, "est donné deux fois", "is given twice", _ONCE)
        given[name] = _checked(known[name], value)
    for parameter in parameters:
        if parameter.name not in given:
            if parameter.required:
                raise _refused(parameter.name, "manque", "is missing", _how(parameter))
            if parameter.default:
                given[parameter.name] = parameter.default
    return given


def _pairs(query: bytes) -> list[tuple[str, str]]:
    try:
        pairs = parse_qsl(
            query.decode("utf-8"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_MOST,
        )
    except UnicodeDecodeError as error:
        raise QueryError(
            Text("L'adresse n'est pas de l'UTF-8.", "The address is not UTF-8."),
            Text("Encodez chaque caractère en UTF-8, puis en %XX.",
                 "Encode each character as UTF-8, then as %XX."),
        ) from error  # fmt: skip
    except ValueError as error:
        raise QueryError(
            Text("Il y a trop de paramètres.", "There are too many parameters."),
            Text(f"Au plus {_MOST}.", f"At most {_MOST}."),
        ) from error
    return pairs


def _checked(parameter: Parameter, value: str) -> str:
    # Cc: control characters; Cs: half of a character, which no encoding can carry.
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in value):
        raise _refused(parameter.name, "contient un caractère de commande",
                       "holds a control character", _how(parameter))  # fmt: skip
    if not value.strip() or len(value) > _LONGEST_VALUE:
        raise _refused(parameter.name, "est vide ou trop long", "is empty or too long",
                       _how(parameter))  # fmt: skip
    if parameter.is_number:
        least, most = parameter.least or 0, parameter.most or 0
        if not (_NUMBER.fullmatch(value) and least <= int(value) <= most):
            raise _refused(parameter.name, "n'est pas un nombre entier convenable",
                           "is no suitable whole number", _how(parameter))  # fmt: skip
    if parameter.choices and value not in parameter.choices:
        raise _refused(parameter.name, "n'est pas un des choix", "is none of the choices",
                       _how(parameter))  # fmt: skip
    return value


def _how(parameter: Parameter) -> Text:
    label = parameter.label
    if parameter.is_number:
        fr = f"de {parameter.least} à {parameter.most}"
        en = f"from {parameter.least} to {parameter.most}"
    elif parameter.choices:
        fr = en = ", ".join(parameter.choices)
    else:
        fr = f"un texte de 1 à {_LONGEST_VALUE} caractères"
        en = f"a text of 1 to {_LONGEST_VALUE} characters"
    return Text(f"{parameter.name} : {label.fr} ; {fr}.", f"{parameter.name}: {label.en}; {en}.")


def _refused(name: str, fr: str, en: str, cure: Text) -> QueryError:
    return QueryError(Text(f"Le paramètre « {name} » {fr}.", f"The parameter “{name}” {en}."), cure)


def _unknown(name: str, known: Mapping[str, Parameter] | tuple[str, ...]) -> QueryError:
    shown = "".join(sign if sign.isprintable() else "?" for sign in name[:80])
    near = difflib.get_close_matches(name[:80], list(known), n=3, cutoff=0.5) or list(known)
    listed = ", ".join(near) or "–"
    return QueryError(
        Text(f"Paramètre inconnu : « {shown} ».", f"Unknown parameter: “{shown}”."),
        Text(f"Il y a : {listed}.", f"There are: {listed}."),
    )
