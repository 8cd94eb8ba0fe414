"""Why a query asked of the workers has no answer, told to whoever asked it.

Each refusal has the HTTP status a door should use. What the engine says of a query that it
cannot read is passed on, cut short; nothing else from inside a worker is.
"""

from __future__ import annotations

from ontology.errors import QueryError, StoreError, Text

__all__ = [
    "FormError",
    "OverloadedError",
    "SizeError",
    "StoppedError",
    "cancelled",
    "died",
    "failed",
    "form",
    "late",
    "not_xml",
    "overloaded",
    "rows",
    "size",
    "syntax",
]

_NARROW = Text(
    "Demandez moins : un LIMIT, un sujet ou une relation précis, une page à la fois.",
    "Ask for less: a LIMIT, a given subject or relation, one page at a time.",
)


class OverloadedError(StoreError):
    """Every worker is busy; `retry_after` says in how many seconds to come back."""

    retry_after = 2


class StoppedError(QueryError):
    """The query took too long, or nobody waits for its answer any more."""

    status_hint = 504


class SizeError(QueryError):
    """The answer, or the query, is larger than allowed; nothing of it is sent."""

    status_hint = 413


class FormError(QueryError):
    """The client accepts no form this kind of answer has; `kind` is table or triples."""

    status_hint = 406

    def __init__(self, summary: Text, cure: Text, kind: str) -> None:
        super().__init__(summary, cure)
        self.kind = kind


def overloaded() -> OverloadedError:
    """Return the refusal of a query that waited in vain for a worker."""
    return OverloadedError(
        Text("Trop de questions à la fois.", "Too many queries at once."),
        Text("Réessayez dans quelques secondes.", "Try again in a few seconds."),
    )


def late(deadline: float) -> StoppedError:
    """Return the refusal of a query stopped after `deadline` seconds."""
    return StoppedError(
        Text(
            f"Question arrêtée : elle prenait plus de {deadline:g} s.",
            f"Query stopped: it took more than {deadline:g} s.",
        ),
        _NARROW,
    )


def cancelled() -> StoppedError:
    """Return the end of a query whose client has gone."""
    return StoppedError(
        Text("Question abandonnée.", "Query abandoned."),
        Text("Posez-la de nouveau.", "Ask it again."),
    )


def died() -> QueryError:
    """Return the refusal of a query that ended its worker (memory, or depth)."""
    return QueryError(
        Text(
            "Question trop complexe : elle a épuisé la mémoire ou l'imbrication permises.",
            "Query too complex: it used up the memory or the nesting it is allowed.",
        ),
        _NARROW,
    )


def failed() -> QueryError:
    """Return the refusal of a query that was read but could not be evaluated."""
    return QueryError(
        Text("Cette question n'a pas pu être évaluée.", "This query could not be evaluated."),
        Text(
            "Elle demande peut-être un autre serveur (SERVICE), ce qui est refusé ici.",
            "It may ask another server (SERVICE), which is refused here.",
        ),
    )


def rows(most: int) -> SizeError:
    """Return the refusal of an answer of more than `most` rows or triples."""
    return SizeError(
        Text(f"La réponse passe {most} lignes.", f"The answer has more than {most} rows."), _NARROW
    )


def size(most: int) -> SizeError:
    """Return the refusal of an answer of more than `most` bytes."""
    return SizeError(
        Text(
            f"La réponse passe {most // 1000} ko.", f"The answer is larger than {most // 1000} kB."
        ),
        _NARROW,
    )


def form(kind: str) -> FormError:
    """Return the refusal of an answer of `kind` in no form the client accepts."""
    return FormError(
        Text("Aucune forme acceptée par le client.", "No form the client accepts."),
        Text("Demandez l'un de ces types.", "Ask for one of these types."),
        kind,
    )


def not_xml(kind: str) -> FormError:
    """Return the refusal, as XML, of an answer of `kind` with a sign that XML cannot hold."""
    return FormError(
        Text(
            "La réponse contient un signe de contrôle que XML ne peut pas écrire.",
            "The answer holds a control character that XML cannot write.",
        ),
        Text("Demandez l'un des autres types.", "Ask for one of the other types."),
        kind,
    )


def syntax(told: str) -> QueryError:
    """Return the refusal of a query that cannot be read; `told` is the engine's word."""
    where = told if len(told) <= 300 else f"{told[:299]}…"
    return QueryError(
        Text("Cette question SPARQL ne se lit pas.", "This SPARQL query cannot be read."),
        Text(f"Là où la lecture s'arrête : {where}", f"Where reading stops: {where}"),
    )
