"""Which concepts exist, what they are called, and the ontology as quads.

Records, parameters and pages name concepts by slug or by the words of a source; this module
is the one place that knows which concept that is. It reads the Turtle files of this room
with pyoxigraph only (a question at the terminal must start fast), and it refuses what is not
there: an unknown concept raises VocabularyError with the nearest ones, and a name is matched
exactly after folding, never guessed.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from ontology.errors import Text, VocabularyError
from ontology.iris import BASE, SCHEMES, graph
from ontology.terms import SKOS

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["Concept", "Vocabulary", "fold", "ontology_quads", "read_vocabulary", "shapes_turtle"]

# One sign for every way of writing an apostrophe or a dash, nothing for what has no width,
# and the ligatures that NFKD keeps.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
    }
)

_NOT_SLUG = re.compile(r"[^a-z0-9_]+")


def fold(text: str) -> str:
    """Return `text` without case, accents, or variants of apostrophe, dash and space.

    Two names are the same name when, and only when, their folded forms are equal.
    """
    # The acute accent standing alone is an apostrophe here, and NFKD would make it a space.
    # Superscript capitals open into capitals, and some folded letters into marks: hence NFKD
    # on both sides of folding.
    opened = unicodedata.normalize("NFKD", text.translate(_SIGNS)).casefold()
    folded = unicodedata.normalize("NFKD", opened)
    unmarked = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(unmarked.translate(_SIGNS).split())


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of one scheme, with its names.

    `alternatives` holds the other names in any language; `notation` the first code in
    alphabetical order or ""; `broader` the references (`scheme/slug`) of wider concepts;
    `definition` the French definition, "" for none.
    """

    scheme: str
    slug: str
    iri: str
    fr: str
    en: str
    alternatives: tuple[str, ...]
    notation: str
    broader: tuple[str, ...]
    definition: str = ""


class Vocabulary:
    """Every concept of every scheme, immutable; in the order in which the files give them."""

    __slots__ = ("_by_name", "_by_scheme")

    def __init__(self, concepts: Iterable[Concept], codes: Mapping[str, tuple[str, ...]]) -> None:
        """Index `concepts`; `codes` maps a concept IRI to all its notations."""
        by_scheme: dict[str, dict[str, Concept]] = {scheme: {} for scheme in SCHEMES}
        for concept in concepts:
            by_scheme[concept.scheme][concept.slug] = concept
        self._by_scheme = MappingProxyType(by_scheme)
        self._by_name = MappingProxyType(
            {scheme: _names(held.values(), codes) for scheme, held in by_scheme.items()}
        )

    def concept(self, scheme: str, slug: str) -> Concept:
        """Return the concept `scheme/slug`; raise VocabularyError with the nearest slugs."""
        held = self._held(scheme)
        found = held.get(slug)
        if found is not None:
            return found
        near = ", ".join(difflib.get_close_matches(slug, held, n=3, cutoff=0.5))
        raise VocabularyError(
            Text(
                f"La liste « {scheme} » n'a pas de notion « {slug} ».",
                f"The scheme “{scheme}” holds no concept “{slug}”.",
            ),
            Text(
                f"Notions proches : {near or 'aucune'}. Choisissez-en une, ou ajoutez la notion "
                f"à ontology/schemes/{scheme}.ttl avec ses libellés et sa définition.",
                f"Nearest concepts: {near or 'none'}. Choose one, or add the concept to "
                f"ontology/schemes/{scheme}.ttl with its labels and its definition.",
            ),
        )

    def concepts(self, scheme: str) -> tuple[Concept, ...]:
        """Return the concepts of a scheme; raise VocabularyError if there is no such scheme."""
        return tuple(self._held(scheme).values())

    def find(self, scheme: str, text: str) -> Concept | None:
        """Return the concept that `text` names once folded, or None.

        The slug wins over a label, a label over another name, another name over a code. A
        text that names two concepts equally well names none: choosing is the reader's work.
        """
        self._held(scheme)
        folded = fold(text)
        slug = _NOT_SLUG.sub("-", folded).strip("-")
        for names, name in zip(self._by_name[scheme], (slug, folded, folded, folded), strict=True):
            named = names.get(name, ())
            if named:
                return named[0] if len(named) == 1 else None
        return None

    def _held(self, scheme: str) -> Mapping[str, Concept]:
        held = self._by_scheme.get(scheme)
        if held is not None:
            return held
        near = ", ".join(difflib.get_close_matches(scheme, SCHEMES, n=3, cutoff=0.5))
        raise VocabularyError(
            Text(f"Liste inconnue : « {scheme} ».", f"Unknown scheme: “{scheme}”."),
            Text(
                f"Listes proches : {near or 'aucune'}. Voir ontology/schemes/.",
                f"Nearest schemes: {near or 'none'}. See ontology/schemes/.",
            ),
        )


def _names(
    concepts: Iterable[Concept], codes: Mapping[str, tuple[str, ...]]
) -> tuple[Mapping[str, tuple[Concept, ...]], ...]:
    ranks: tuple[dict[str, tuple[Concept, ...]], ...] = ({}, {}, {}, {})
    for concept in concepts:
        given = (
            (concept.slug,),
            (concept.fr, concept.en),
            concept.alternatives,
            codes[concept.iri],
        )
        for rank, names in zip(ranks, given, strict=True):
            for name in {fold(name) for name in names}:
                rank[name] = (*rank.get(name, ()), concept)
    return tuple(MappingProxyType(rank) for rank in ranks)


def read_vocabulary(*extra: Path) -> Vocabulary:
    """Read the schemes of this room, then the Turtle files of `extra`, in about 20 ms.

    Raise VocabularyError when a concept lacks a label in one language or stands in a scheme
    that is not declared.
    """
    quads = [quad for file in _turtle("schemes") for quad in _parsed(file)]
    quads.extend(quad for path in extra for quad in _parsed(path))
    return _vocabulary(quads)


def _vocabulary(quads: Iterable[Quad]) -> Vocabulary:
    facts: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            stated = facts.setdefault(quad.subject.value, {})
            stated.setdefault(quad.predicate.value, []).append(quad.object)
    prefix = f"{BASE}scheme/"
    held = {
        iri: stated
        for iri, stated in facts.items()
        if iri.startswith(prefix) and SKOS.inScheme.value in stated
    }
    codes = {iri: _values(stated, SKOS.notation) for iri, stated in held.items()}
    return Vocabulary((_concept(iri, stated) for iri, stated in held.items()), codes)


def _concept(iri: str, stated: Mapping[str, list[NamedNode | Literal]]) -> Concept:
    scheme, _, slug = iri.removeprefix(f"{BASE}scheme/").partition("/")
    fr, en = (_values(stated, SKOS.prefLabel, language) for language in ("fr", "en"))
    if scheme not in SCHEMES or not slug or len(fr) != 1 or len(en) != 1:
        raise VocabularyError(
            Text(f"Notion mal formée : {iri}.", f"Malformed concept: {iri}."),
            Text(
                "Donnez-lui une liste connue (ontology/iris.py), un identifiant, et un seul "
                "skos:prefLabel en français et un seul en anglais.",
                "Give it a known scheme (ontology/iris.py), a slug, and exactly one "
                "skos:prefLabel in French and one in English.",
            ),
        )
    wider = _values(stated, SKOS.broader)
    return Concept(
        scheme=scheme,
        slug=slug,
        iri=iri,
        fr=fr[0],
        en=en[0],
        alternatives=_values(stated, SKOS.altLabel),
        notation=next(iter(sorted(_values(stated, SKOS.notation))), ""),
        broader=tuple(value.removeprefix(f"{BASE}scheme/") for value in wider),
        definition=next(iter(_values(stated, SKOS.definition, "fr")), ""),
    )


def _values(
    stated: Mapping[str, list[NamedNode | Literal]],
    predicate: NamedNode,
    language: str | None = None,
) -> tuple[str, ...]:
    return tuple(
        term.value
        for term in stated.get(predicate.value, ())
        if language is None or (isinstance(term, Literal) and term.language == language)
    )


def ontology_quads() -> Iterator[Quad]:
    """Yield the whole ontology, each part in its named graph, always in the same order.

    `core.ttl` and `dsd.ttl` go to `graph/ontology`, the schemes to `graph/schemes`,
    `alignments.ttl` to `graph/alignments`. Literals have the form in which a store holds them
    (every kind of integer is xsd:integer), and blank nodes, which stand in OWL axioms only,
    the names that RDFC-1.0 gives them in that form: the sorted lines are canonical.
    """
    room = files("ontology")
    parts = {
        "ontology": [room / "core.ttl", room / "dsd.ttl"],
        "schemes": _turtle("schemes"),
        "alignments": [room / "alignments.ttl"],
    }
    store = Store()
    for name, sources in parts.items():
        place = NamedNode(graph(name))
        for source in sources:
            for quad in _parsed(source):
                store.add(Quad(quad.subject, quad.predicate, quad.object, place))
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    yield from sorted(dataset, key=str)


def shapes_turtle() -> str:
    """Return all SHACL shapes as one Turtle document."""
    return "\n".join(file.read_text(encoding="utf-8") for file in _turtle("shapes"))


def _turtle(folder: str) -> list[Traversable]:
    held = (files("ontology") / folder).iterdir()
    return sorted((file for file in held if file.name.endswith(".ttl")), key=lambda file: file.name)


def _parsed(source: Traversable) -> Iterator[Quad]:
    # Two files may use one blank node label for two nodes.
    return parse(source.read_bytes(), RdfFormat.TURTLE, rename_blank_nodes=True)
