"""What a request to `/sparql` asks, read strictly before any engine sees it.

By the SPARQL 1.1 Protocol: a query by GET, by POST of a form, or by POST of its own text.
What is doubled, misnamed, wrongly typed, not UTF-8, or an update is refused here with a
sentence, so that no engine has to guess. Nothing here does I/O.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from ontology.errors import QueryError, Text

__all__ = ["MOST_GRAPHS", "Asked", "RequestError", "read_request"]

# Graphs that one request may merge, of each kind.
MOST_GRAPHS: Final = 16
_MOST_PARAMETERS: Final = 100
_SECONDS: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,3})?")

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"

_WAYS: Final = Text(
    "Envoyez un seul paramètre query en GET ou en formulaire, ou la question seule avec le type "
    "application/sparql-query.",
    "Send one query parameter by GET or form, or the query alone with the type "
    "application/sparql-query.",
)


class RequestError(QueryError):
    """A request that is no SPARQL query; `status` is the HTTP status to answer."""

    def __init__(self, status: int, fr: str, en: str, cure: Text = _WAYS) -> None:
        super().__init__(Text(fr, en), cure)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and its dataset; None where the request names no graph, "" for no query.

    `timeout` is the number of seconds the client wants to wait, if it said so.
    """

    sparql: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    timeout: float | None = None


def read_request(
    method: str, url_query: bytes, content_type: str, encoding: str, body: bytes
) -> Asked:
    """Return what is asked; raise RequestError. Only a GET may ask nothing at all."""
    parameters = _pairs(url_query)
    if method == "POST":
        parameters += _sent(content_type, encoding, body)
    _refuse_updates(parameters)
    default = _graphs(parameters, "default-graph-uri")
    named = _graphs(parameters, "named-graph-uri")
    # Named by the protocol, the dataset is what is named and nothing else.
    given = default is not None or named is not None
    return Asked(
        _query(parameters, required=method == "POST" or given),
        (default or ()) if given else None,
        (named or ()) if given else None,
        _timeout(parameters),
    )


def _sent(content_type: str, encoding: str, body: bytes) -> list[tuple[str, str]]:
    """Return the parameters that a body holds; a query alone is one."""
    if encoding.lower() not in {"", "identity"}:
        raise RequestError(415, "Corps de requête compressé.", "The request body is compressed.")
    if _media_type(content_type) == _FORM:
        return _pairs(body)
    return [("query", _utf8(body))]


def _query(parameters: Iterable[tuple[str, str]], *, required: bool) -> str:
    """Return the only query, "" for none."""
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) > 1:
        raise RequestError(400, "Plusieurs questions à la fois.", "More than one query.")
    if not queries and required:
        raise RequestError(400, "Il manque la question.", "The query is missing.")
    if queries and not queries[0].strip():
        raise RequestError(400, "La question est vide.", "The query is empty.")
    return queries[0] if queries else ""


def _media_type(header: str) -> str:
    message = Message()
    message["content-type"] = header or "none/none"
    kind = message.get_content_type()
    if kind == _UPDATE:
        raise _update()
    if kind not in {_FORM, _QUERY}:
        raise RequestError(
            415,
            "Ce type de contenu n'est pas celui d'une question.",
            "This content type is not that of a query.",
        )
    charset = message.get_param("charset", "utf-8")
    if not isinstance(charset, str) or charset.lower() not in {"utf-8", "utf8"}:
        raise RequestError(415, "La question n'est pas en UTF-8.", "The query is not in UTF-8.")
    return kind


def _utf8(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise RequestError(
            400, "La question n'est pas en UTF-8.", "The query is not in UTF-8."
        ) from None


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except ValueError:
        raise RequestError(
            400,
            "Ces paramètres ne se lisent pas (encodage ou nombre).",
            "These parameters cannot be read (encoding or number).",
        ) from None


def _refuse_updates(parameters: Iterable[tuple[str, str]]) -> None:
    names = {name for name, _ in parameters}
    if "update" in names or names & {"using-graph-uri", "using-named-graph-uri"}:
        raise _update()


def _update() -> RequestError:
    return RequestError(
        403,
        "Les mises à jour sont refusées : ce point d'accès se lit et ne s'écrit pas.",
        "Updates are refused: this endpoint is read-only.",
        Text(
            "Les faits changent dans les fiches, puis : alliances build.",
            "Facts change in the record, then: alliances build.",
        ),
    )


def _timeout(parameters: Sequence[tuple[str, str]]) -> float | None:
    given = [value for name, value in parameters if name == "timeout"]
    if not given:
        return None
    if len(given) > 1 or not _SECONDS.fullmatch(given[0]) or float(given[0]) == 0:
        raise RequestError(
            400,
            "Le paramètre timeout n'est pas un nombre de secondes.",
            "The timeout parameter is not a number of seconds.",
            Text("Donnez-le une fois, par exemple timeout=2.5.", "Give it once: timeout=2.5."),
        )
    return float(given[0])


def _graphs(parameters: Sequence[tuple[str, str]], name: str) -> tuple[str, ...] | None:
    found = tuple(dict.fromkeys(value for key, value in parameters if key == name))
    if len(found) > MOST_GRAPHS:
        raise RequestError(
            400,
            f"Plus de {MOST_GRAPHS} graphes ({name}).",
            f"More than {MOST_GRAPHS} graphs ({name}).",
        )
    for iri in found:
        try:
            NamedNode(iri)
        except ValueError:
            raise RequestError(
                400, f"Un {name} n'est pas un IRI.", f"A {name} is not an IRI."
            ) from None
    return found or None
