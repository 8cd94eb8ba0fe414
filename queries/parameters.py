"""Which one thing a person means by a value: a slug, a reference, an IRI, or a name.

A name is matched exactly once case, accents and typographic variants are folded, first
among labels, then among other names and codes. Nothing is guessed: an unknown or ambiguous
name is refused with proposals. No value given here is ever put into query text; a name is
compared in Python with the names that the store returns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, process

from graph.store import Store
from ontology.errors import QueryError, Text, VocabularyError
from ontology.iris import BASE, concept, iri_of, reference_of, thing
from ontology.terms import RDFS, SKOS, XSD
from ontology.vocabulary import fold
from queries.binding import Term
from queries.catalogue import Parameter, Question

__all__ = ["resolve", "term_of"]

_LONGEST_TEXT: Final = 200
_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)


def resolve(question: Question, values: Mapping[str, str], store: Store) -> Mapping[str, Term]:
    """Return one term for each value that names a parameter of `question`.

    A value that names no parameter is passed on as text, for the binder to refuse. Raise
    QueryError, with proposals, for a value that names nothing or several things.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    return {
        name: term_of(known[name], value, store) if name in known else Literal("")
        for name, value in values.items()
    }


def term_of(parameter: Parameter, value: str, store: Store) -> Term:
    """Return the term that `value` means for `parameter`; raise QueryError as `resolve` does."""
    kind, _, detail = parameter.kind.partition("/")
    if kind == "text":
        return _text(parameter, value)
    if kind == "year":
        return _year(parameter, value)
    if kind == "node":
        return _node(parameter, value.strip(), store)
    prefix = f"{BASE}scheme/{detail}/" if kind == "concept" else f"{BASE}id/{detail}/"
    return _named(parameter, value.strip(), prefix, store)


def _text(parameter: Parameter, value: str) -> Literal:
    # Cc: control characters; Cs: half of a character, which no encoding can carry.
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in value):
        raise _refused(
            parameter, "", "une ligne de texte sans caractère de commande", "one line of plain text"
        )
    if not value.strip() or len(value) > _LONGEST_TEXT:
        raise _refused(
            parameter,
            value[:20],
            f"un texte de 1 à {_LONGEST_TEXT} caractères",
            f"a text of 1 to {_LONGEST_TEXT} characters",
        )
    return Literal(value)


def _year(parameter: Parameter, value: str) -> Literal:
    if not _YEAR.fullmatch(value.strip()):
        raise _refused(parameter, value, "une année, par exemple 2016", "a year, for instance 2016")
    return Literal(value.strip(), datatype=XSD.integer)


def _node(parameter: Parameter, value: str, store: Store) -> NamedNode:
    try:
        iri = NamedNode(iri_of(reference_of(value) or value))
    except VocabularyError:
        iri = None
    if iri is not None and _held(iri, store):
        return iri
    raise _refused(
        parameter,
        value,
        "la référence d'une chose du graphe, par exemple group/maires",
        "the reference of a thing in the graph, for instance group/maires",
    )


def _named(parameter: Parameter, value: str, prefix: str, store: Store) -> NamedNode:
    iri = _iri(value, prefix)
    if iri is not None and _held(iri, store):
        return iri
    names = _names(prefix, store)
    wanted = fold(value)
    for labels_only in (True, False):
        found = {
            thing_iri
            for thing_iri, name, is_label in names
            if fold(name) == wanted and is_label >= labels_only
        }
        if len(found) == 1:
            return NamedNode(found.pop())
        if found:
            raise _ambiguous(parameter, value, found)
    raise _unknown(parameter, value, names, prefix)


def _iri(value: str, prefix: str) -> NamedNode | None:
    """Return the IRI that `value` writes in full, as reference or as slug, if it may be one."""
    kind, detail = prefix.removeprefix(BASE).strip("/").split("/")
    slug = value.removeprefix(prefix).removeprefix(f"{detail}/")
    try:
        return NamedNode(concept(detail, slug) if kind == "scheme" else thing(detail, slug))
    except VocabularyError:
        return None


def _held(iri: NamedNode, store: Store) -> bool:
    return bool(store.query(f"SELECT ?p WHERE {{ {iri} ?p ?o }} LIMIT 1").rows)


def _names(prefix: str, store: Store) -> list[tuple[str, str, bool]]:
    """Return (IRI, name, is it the label) for everything whose IRI begins with `prefix`."""
    answer = store.query(
        f"SELECT ?thing ?name ?how WHERE {{ VALUES ?how {{ {RDFS.label} {SKOS.altLabel} "
        f"{SKOS.notation} }} ?thing ?how ?name FILTER(STRSTARTS(STR(?thing), {Literal(prefix)})) }}"
    )
    return [
        (thing_iri.value, name.value, how == RDFS.label)
        for thing_iri, name, how in answer.rows
        if isinstance(thing_iri, NamedNode) and isinstance(name, Literal)
    ]


def _ambiguous(parameter: Parameter, value: str, found: Iterable[str]) -> QueryError:
    choices = ", ".join(sorted(reference_of(iri) or iri for iri in found))
    return QueryError(
        Text(
            f"« {value} » désigne plusieurs choses ({parameter.label.fr}).",
            f"“{value}” names several things ({parameter.label.en}).",
        ),
        Text(f"Choisissez : {choices}.", f"Choose one of: {choices}."),
    )


def _unknown(
    parameter: Parameter, value: str, names: list[tuple[str, str, bool]], prefix: str
) -> QueryError:
    slugs = {iri.removeprefix(prefix): iri for iri, _, _ in names}
    known = {fold(name): iri for iri, name, _ in names} | slugs
    # WRatio also sees a part of a long name, which is how people shorten it.
    near = process.extract(fold(value), known.keys(), scorer=fuzz.WRatio, limit=5, score_cutoff=70)
    shown = list(dict.fromkeys(known[name] for name, _, _ in near))
    shown = shown or sorted(set(slugs.values()))[:12]
    proposals = ", ".join(reference_of(iri) or iri for iri in shown) or "–"
    return QueryError(
        Text(
            f"{parameter.label.fr} : « {value} » n'est pas dans le graphe.",
            f"{parameter.label.en}: “{value}” is not in the graph.",
        ),
        Text(f"Proches ou possibles : {proposals}.", f"Near or possible: {proposals}."),
    )


def _refused(parameter: Parameter, value: str, fr: str, en: str) -> QueryError:
    return QueryError(
        Text(
            f"{parameter.label.fr} : « {value} » ne convient pas.",
            f"{parameter.label.en}: “{value}” will not do.",
        ),
        Text(f"Donnez {fr}.", f"Give {en}."),
    )
