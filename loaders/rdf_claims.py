"""What a loaded RDF file may say: facts with our words, and never about our words.

An import adds things and statements; it cannot change what the record, the vocabulary or the
rules say. Of a thing of the record it may say only what the record says of nothing (a match
in another base, a page about it); a thing of one of our classes needs one of our identifiers,
so that it has a page; what rules compute is never given. Every statement at fault is named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, Quad

from graph.derivation import read_rules
from loaders.faults import Spot, proposal
from loaders.spreadsheets import MAX_CELL
from ontology.errors import Finding, Text, VocabularyError
from ontology.iris import BASE, NS, THING_TYPES, reference_of, thing
from ontology.terms import AL, RDF, RDFS, names

__all__ = ["Held", "claim_findings", "computed_terms"]

_GENID: Final = f"{BASE}.well-known/genid/"
_THINGS: Final = f"{BASE}id/"
_SCHEMES: Final = frozenset({"http", "https", "urn", "mailto"})
_MAX_IRI: Final = 2_000
_MAX_FINDINGS: Final = 100
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
# Words that make vocabulary, not facts.
_MAKING: Final = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/ns/shacl#")
_MAKING_TERMS: Final = frozenset(
    f"http://www.w3.org/2000/01/rdf-schema#{name}"
    for name in ("subClassOf", "subPropertyOf", "domain", "range", "Class", "Datatype")
)
# Made by rules, by people in records, or by a load.
_NOT_GIVEN: Final = frozenset({"crossing", "discrepancy", "comparison", "search", "import"})
_CONSTRUCT: Final = re.compile(r"CONSTRUCT\s*\{(.*?)\}\s*WHERE", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Held:
    """What the record, the vocabulary and other imports hold.

    `subjects` are all IRIs that something is said of; `said` the properties that the record
    uses; `ways` the retired references; `classes` the classes of each type of thing.
    """

    subjects: Collection[str]
    said: Collection[str]
    ways: Mapping[str, str | None]
    classes: Mapping[str, Collection[str]]


def computed_terms() -> frozenset[str]:
    """Return the IRIs of our terms that rules conclude."""
    heads = (_CONSTRUCT.search(rule.text) for rule in read_rules())
    return frozenset(
        f"{NS}{name}" for head in heads if head for name in re.findall(r"\bal:(\w+)", head[1])
    )


def claim_findings(
    file: str, quads: Sequence[Quad], graphs: Collection[str], held: Held
) -> list[Finding]:
    """Return every fault of what `file` says beyond what is known already."""
    findings: dict[tuple[str, str, str], Finding] = {}
    judge = _Judge(file, quads, held)
    for name in graphs:
        if name.startswith(BASE):
            fault = Spot(file).fault("rdf-own-graph", *_OWN_GRAPH, name)
            findings.setdefault(("rdf-own-graph", name, ""), fault)
    for quad in quads:
        for fault in judge.findings(quad):
            findings.setdefault((fault.code, fault.field, fault.value), fault)
    found = list(findings.values())
    if len(found) > _MAX_FINDINGS:
        more = len(found) - _MAX_FINDINGS
        rule = Text(f"Et {more} autres fautes.", f"And {more} more faults.")
        return [*found[:_MAX_FINDINGS], Spot(file).fault("rdf-more", rule, _MORE)]
    return found


class _Judge:
    """Judges one statement at a time, knowing all of the file."""

    def __init__(self, file: str, quads: Sequence[Quad], held: Held) -> None:
        self._file = file
        self._held = held
        self._terms = {f"{NS}{name}" for name in names(AL)}
        self._computed = computed_terms() - set(held.said)
        self._typed = {
            quad.subject.value
            for quad in quads
            if quad.predicate == RDF.type and isinstance(quad.subject, NamedNode)
        }
        self._new = self._typed - set(held.subjects)

    def findings(self, quad: Quad) -> Iterator[Finding]:
        subject, verb, value = quad.subject, quad.predicate.value, quad.object
        assert isinstance(subject, NamedNode)  # noqa: S101  no blank node is left, no triple came
        spot = Spot(self._file, field=f"{_short(subject.value)} {_short(verb)}")
        yield from self._word(verb, spot)
        yield from self._iri(subject.value, spot)
        if subject.value.startswith(BASE) and not subject.value.startswith(_GENID):
            yield from self._of_ours(subject.value, verb, spot)
        if isinstance(value, Literal):
            yield from _text_findings(value, spot)
        elif isinstance(value, NamedNode):
            yield from self._iri(value.value, spot)
            yield from self._value(subject.value, verb, value.value, spot)

    def _word(self, verb: str, spot: Spot) -> Iterator[Finding]:
        yield from self._iri(verb, spot)
        if verb.startswith(_MAKING) or verb in _MAKING_TERMS:
            yield spot.fault("rdf-vocabulary", *_VOCABULARY, verb)
        elif verb.startswith(NS) and verb not in self._terms:
            known = sorted(each.removeprefix(NS) for each in self._terms)
            cure = proposal(verb.removeprefix(NS), known)
            yield spot.fault("rdf-term-unknown", _UNKNOWN_TERM, cure, verb)
        elif verb in self._computed:
            yield spot.fault("rdf-computed", *_COMPUTED, verb)
        elif verb.startswith(BASE) and not verb.startswith(NS):
            yield spot.fault("rdf-term-unknown", _UNKNOWN_TERM, _FROM_NS, verb)

    @staticmethod
    def _iri(iri: str, spot: Spot) -> Iterator[Finding]:
        if urlsplit(iri).scheme.lower() not in _SCHEMES or len(iri) > _MAX_IRI:
            yield spot.fault("rdf-address", *_ADDRESS, iri)

    def _of_ours(self, subject: str, verb: str, spot: Spot) -> Iterator[Finding]:
        if not subject.startswith(_THINGS):
            yield spot.fault("rdf-vocabulary", *_VOCABULARY, subject)
            return
        reference = subject.removeprefix(_THINGS)
        kind, _, slug = reference.partition("/")
        if reference in self._held.ways:
            yield spot.fault("slug-retired", *_RETIRED, reference)
        elif subject in self._held.subjects:
            if verb.startswith(NS) or verb in self._held.said or verb == RDFS.label.value:
                yield spot.fault("rdf-record-speaks", *_SPEAKS, reference)
        elif kind in _NOT_GIVEN or kind not in THING_TYPES:
            yield spot.fault("rdf-kind", *_KIND, reference)
        elif subject not in self._typed:
            yield spot.fault("rdf-without-class", *_CLASS, reference)
        else:
            try:
                thing(kind, slug)
            except VocabularyError as error:
                yield spot.fault("slug-form", error.summary, error.cure, slug)

    def _value(self, subject: str, verb: str, value: str, spot: Spot) -> Iterator[Finding]:
        if verb == RDF.type.value:
            if value.startswith(_MAKING) or value in _MAKING_TERMS:
                yield spot.fault("rdf-vocabulary", *_VOCABULARY, value)
            elif value in self._computed:
                yield spot.fault("rdf-computed", *_COMPUTED, value)
            elif value.startswith(NS) and value not in self._terms:
                known = sorted(each.removeprefix(NS) for each in self._terms)
                cure = proposal(value.removeprefix(NS), known)
                yield spot.fault("rdf-term-unknown", _UNKNOWN_TERM, cure, value)
            elif value.startswith(NS) and not subject.startswith(_THINGS):
                yield spot.fault("rdf-needs-identifier", *_IDENTIFIER, subject)
            elif value.startswith(NS) and value not in self._classes_of(subject):
                yield spot.fault("rdf-class-kind", *_CLASS_KIND, value)
        elif (
            value.startswith(BASE)
            and not value.startswith(_GENID)
            and value not in self._held.subjects
            and value not in self._new
        ):
            known = [reference_of(each) or each for each in self._held.subjects]
            kind = (reference_of(value) or "").partition("/")[0]
            same = sorted(each for each in known if each.startswith(f"{kind}/"))
            cure = proposal(reference_of(value) or value, same)
            yield spot.fault("reference-unknown", _UNKNOWN_THING, cure, value)

    def _classes_of(self, subject: str) -> Collection[str]:
        kind = subject.removeprefix(_THINGS).partition("/")[0]
        return self._held.classes.get(kind, self._terms)


def _text_findings(literal: Literal, spot: Spot) -> Iterator[Finding]:
    if len(literal.value) > MAX_CELL:
        yield spot.fault("rdf-text-long", *_LONG, literal.value)
    wrong = _CONTROL.search(literal.value)
    if wrong:
        yield spot.fault("file-character", *_CHARACTER, f"U+{ord(wrong.group()):04X}")


def _short(iri: str) -> str:
    return f"al:{iri.removeprefix(NS)}" if iri.startswith(NS) else reference_of(iri) or iri


_OWN_GRAPH: Final = (
    Text("Ce nom de graphe est l'un des nôtres.", "This graph name is one of ours."),
    Text(
        "Chaque import a son propre graphe : retirez ce nom. Pour changer une fiche, changez "
        "son YAML.",
        "Every import has a graph of its own: take the name away. To change a record, change "
        "its YAML.",
    ),
)
_MORE: Final = Text("Corrigez d'abord celles-ci.", "Mend these first.")
_UNKNOWN_TERM: Final = Text("Ce mot n'est pas dans l'ontologie.", "The ontology has no such word.")
_FROM_NS: Final = Text(
    f"Les mots de l'ontologie commencent par {NS}", f"The words of the ontology begin with {NS}"
)
_VOCABULARY: Final = (
    Text(
        "Un import dit des faits ; il ne change pas le vocabulaire.",
        "An import says facts; it does not change the vocabulary.",
    ),
    Text(
        "Retirez cet énoncé, ou proposez le changement dans ontology/.",
        "Take this statement away, or propose the change in ontology/.",
    ),
)
_COMPUTED: Final = (
    Text("Une règle calcule ceci ; cela ne se donne pas.", "A rule computes this."),
    Text(
        "Retirez cet énoncé : il sera conclu des faits.",
        "Take this statement away: it will be concluded from the facts.",
    ),
)
_ADDRESS: Final = (
    Text(
        "Cette adresse n'est ni http, ni https, ni urn, ni mailto, ou est trop longue.",
        "This address is not http, https, urn or mailto, or is too long.",
    ),
    Text("Donnez une adresse de l'une de ces formes.", "Give an address of one of these forms."),
)
_RETIRED: Final = (
    Text("Cet identifiant a été retiré.", "This identifier was retired."),
    Text("Prenez celui qui le remplace, ou un autre.", "Use its successor, or another one."),
)
_SPEAKS: Final = (
    Text("La fiche parle elle-même de cette chose.", "The record itself speaks of this thing."),
    Text(
        "Changez la fiche (YAML) ; un import ne lui ajoute que des liens vers d'autres bases.",
        "Change the record (YAML); an import only adds links to other bases.",
    ),
)
_KIND: Final = (
    Text("Un import ne fait pas de chose de ce type.", "An import makes no thing of this type."),
    Text(
        "Écrivez une fiche, ou prenez un type que la documentation nomme.",
        "Write a record, or use a type that the documentation names.",
    ),
)
_CLASS: Final = (
    Text("Cette chose est nouvelle et n'a pas de classe.", "This new thing has no class."),
    Text(
        "Ajoutez « a al:... », ou corrigez l'identifiant si elle est dans les fiches.",
        "Add “a al:...”, or mend the identifier if it is in the record.",
    ),
)
_CLASS_KIND: Final = (
    Text("Cette classe n'est pas celle de ce type.", "This class is not one of this type."),
    Text(
        "Changez la classe, ou le type dans l'identifiant.",
        "Change the class, or the type in the identifier.",
    ),
)
_IDENTIFIER: Final = (
    Text(
        "Une chose d'une de nos classes a un de nos identifiants.",
        "A thing of one of our classes has one of our identifiers.",
    ),
    Text(
        f"Nommez-la {BASE}id/<type>/<identifiant>, et gardez son adresse par skos:exactMatch.",
        f"Name it {BASE}id/<type>/<slug>, and keep its address by skos:exactMatch.",
    ),
)
_UNKNOWN_THING: Final = Text("Rien ne porte cet identifiant.", "Nothing has this identifier.")
_LONG: Final = (
    Text(f"Un texte de plus de {MAX_CELL} caractères.", f"A text of more than {MAX_CELL} signs."),
    Text("Abrégez-le : un fait tient en une phrase.", "Shorten it: a fact fits in a sentence."),
)
_CHARACTER: Final = (
    Text("Caractère invisible ou de commande.", "An invisible or control character."),
    Text("Supprimez-le.", "Delete it."),
)
