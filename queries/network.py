"""Answers about the network: measures, paths and neighbourhoods, as tables anyone can keep.

Each is an `Answer` like those of the catalogue, so that it is written by the same writers,
and each carries the caution: it measures the sample, not the field. In a CSV, which has no
place for a note, the caution is a column of its own, so that it cannot be cut off.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, process

from graph.measures import betweenness, communities, degrees
from graph.network import SAMPLE_CAUTION, Network, Tie
from graph.projections import project
from graph.proof import Proof, read_proof
from graph.store import Store
from graph.trails import AVOIDED, neighbourhood, paths
from ontology.errors import QueryError, Text
from ontology.terms import XSD
from ontology.vocabulary import fold
from queries.answers import Answer, Node
from queries.catalogue import Column, Question
from queries.sentences.ties import tie_sentences

__all__ = ["MEASURES", "around", "cautioned", "find_thing", "joined", "measured", "nearest"]

_THING: Final = (
    Column("thing", Text("Chose (identifiant)", "Thing (identifier)")),
    Column("thing_fr", Text("Chose", "Thing (French)")),
    Column("thing_en", Text("Chose (anglais)", "Thing")),
    Column("kind", Text("Genre", "Kind")),
)
_MEASURED: Final[Mapping[str, tuple[Text, tuple[Column, ...]]]] = {
    "degree": (
        Text("Combien de voisins a chacun ?", "How many neighbours has each?"),
        (
            Column("neighbours", Text("Voisins différents", "Different neighbours")),
            Column("weight", Text("Liens", "Links")),
        ),
    ),
    "betweenness": (
        Text(
            "Quelle part des plus courts chemins entre deux autres passe par chacun (0 à 1) ?",
            "Which share of the shortest paths between two others passes by each (0 to 1)?",
        ),
        (Column("betweenness", Text("Intermédiarité", "Betweenness")),),
    ),
    "communities": (
        Text(
            "Quels ensembles plus liés entre eux qu'au reste (Louvain, graine fixe) ?",
            "Which groups are linked more inside than outside (Louvain, fixed seed)?",
        ),
        (
            Column("community", Text("Communauté", "Community")),
            Column("size", Text("Taille", "Size")),
        ),
    ),
}
MEASURES: Final = tuple(_MEASURED)
_EVIDENCE: Final = (
    Column("sentence_fr", Text("Phrase", "Sentence (French)")),
    Column("sentence_en", Text("Phrase (anglais)", "Sentence")),
    Column("status_fr", Text("Statut", "Status (French)")),
    Column("status_en", Text("Statut (anglais)", "Status")),
    Column("quote", Text("Citation", "Quote")),
    Column("source", Text("Source (identifiant)", "Source (identifier)")),
    Column("source_label", Text("Source", "Source")),
    Column("heading", Text("Titre", "Heading")),
    Column("line", Text("Ligne", "Line")),
)
_CAUTION: Final = (
    Column("caution_fr", Text("Réserve", "Caution (French)")),
    Column("caution_en", Text("Réserve (anglais)", "Caution")),
)
_TO_FIND: Final = Text("phrase à retrouver", "quote to be found")


def measured(network: Network, name: str, measure: str) -> Answer:
    """Return one measure of the projection `name`, strongest first.

    Raise QueryError for a measure or projection there is not.
    """
    if measure not in _MEASURED:
        known = ", ".join(MEASURES)
        raise QueryError(
            Text(f"Mesure inconnue : « {measure} ».", f"Unknown measure: “{measure}”."),
            Text(f"Il y a : {known}.", f"There are: {known}."),
        )
    projection = project(network, name)
    asked, columns = _MEASURED[measure]
    values: Mapping[str, tuple[Decimal | int, ...]]
    if measure == "degree":
        values = {i: (d.neighbours, d.weight) for i, d in degrees(projection).items()}
    elif measure == "betweenness":
        values = {i: (Decimal(str(b)),) for i, b in betweenness(projection).items()}
    else:
        found = communities(projection)
        sizes = [len(group) for group in found.groups]
        values = {i: (place, sizes[place - 1]) for i, place in found.of().items()}
    first = 1 if measure == "communities" else -1
    ranked = sorted(values, key=lambda iri: (*(first * one for one in values[iri][:1]), iri))
    rows = [(*_thing(network, iri), *map(_number, values[iri])) for iri in ranked]
    title = projection.title
    name_ = f"network-{measure}-{name}"
    shown = Text(f"{title.fr} : {_word(measure).fr}", f"{title.en}: {_word(measure).en}")
    note = _left_out(projection.left_out)
    return _answer(name_, shown, asked, columns=(*_THING, *columns), rows=rows, note=note)


def joined(
    store: Store,
    network: Network,
    start: str,
    end: str,
    *,
    name: str = "all",
    limit: int = 3,
    avoided: Collection[str] = AVOIDED,
) -> Answer:
    """Return the shortest paths between two things (IRIs), one row for each piece of evidence.

    Raise NotHeldError for a thing in no tie, QueryError for a path that cannot be asked.
    """
    found = paths(network, project(network, name), start, end, limit=limit, avoided=avoided)
    rows: list[tuple[Node | None, ...]] = []
    for number, path in enumerate(found.paths, 1):
        for place, step in enumerate(path.steps, 1):
            head = (_number(number), _number(place))
            rows += [(*head, *row) for row in _told(store, network, step.ties)]
    columns = (
        Column("path", Text("Chemin", "Path")),
        Column("step", Text("Pas", "Step")),
        *_EVIDENCE,
    )
    one, other = network.node(start).label, network.node(end).label
    title = Text(f"Chemins : {one.fr} – {other.fr}", f"Paths: {one.en} – {other.en}")
    kinds = ", ".join(found.avoided) or "–"
    note = Text(
        f"{found.left_out} autre(s) chemin(s) de même longueur. Sans passer par : {kinds}.",
        f"{found.left_out} other path(s) of the same length. Not by way of: {kinds}.",
    )
    asked = Text("Par quoi ces deux choses sont-elles liées ?", "What joins these two things?")
    return _answer("network-paths", title, asked, columns=columns, rows=rows, note=note)


def around(store: Store, network: Network, centre: str, steps: int = 1, cap: int = 60) -> Answer:
    """Return the ties around a thing, one row for each piece of evidence, and what is left out."""
    found = neighbourhood(network, centre, steps, cap)
    label = network.node(centre).label
    count = sum(found.left_out.values())
    note = Text(
        f"{count} chose(s) à {steps} pas ou moins non montrée(s) (limite {cap}) ; "
        f"{found.beyond} lien(s) mènent plus loin.",
        f"{count} thing(s) within {steps} step(s) not shown (cap {cap}); "
        f"{found.beyond} tie(s) lead further.",
    )
    title = Text(f"Autour de : {label.fr}", f"Around: {label.en}")
    asked = Text("Qu'est-ce qui s'y rattache ?", "What is tied to it?")
    rows = _told(store, network, found.ties)
    return _answer("network-around", title, asked, columns=_EVIDENCE, rows=rows, note=note)


def cautioned(answer: Answer) -> Answer:
    """Return the answer with the caution as columns, for forms that have no place for a note."""
    columns = (*answer.question.columns, *_CAUTION)
    said = (Literal(SAMPLE_CAUTION.fr, language="fr"), Literal(SAMPLE_CAUTION.en, language="en"))
    rows = tuple((*row, *said) for row in answer.rows)
    return Answer(replace(answer.question, columns=columns), answer.values, rows)


def find_thing(network: Network, said: str) -> str:
    """Return the IRI of the node a person means: a reference, an IRI, a slug or its name.

    Raise QueryError, with proposals, when it names nothing or several things.
    """
    found = _meant(network, said.strip())
    if len(found) == 1:
        return found[0]
    near = found or nearest(network, said)
    choices = ", ".join(network.nodes[iri].reference for iri in near) or "–"
    raise QueryError(
        Text(f"« {said} » ne désigne pas une chose du réseau.", f"“{said}” names no one thing."),
        Text(f"Proches ou possibles : {choices}.", f"Near or possible: {choices}."),
    )


def nearest(network: Network, said: str, most: int = 5) -> list[str]:
    """Return the nodes whose names come nearest to what was said, those it names first."""
    found = _meant(network, said.strip())
    names = {fold(node.label.fr): iri for iri, node in network.nodes.items()}
    # WRatio also sees a part of a long name, which is how people shorten it.
    near = process.extract(
        fold(said), names.keys(), scorer=fuzz.WRatio, limit=most, score_cutoff=70
    )
    return list(dict.fromkeys([*found, *(names[name] for name, _, _ in near)]))[:most]


def _meant(network: Network, text: str) -> list[str]:
    if text in network.nodes:
        return [text]
    references = {node.reference: iri for iri, node in network.nodes.items()}
    if text in references:
        return [references[text]]
    wanted = fold(text)
    named = [iri for iri, node in network.nodes.items() if wanted in _called(node.label)]
    return named or [iri for ref, iri in references.items() if ref.endswith(f"/{text}")]


def _called(label: Text) -> set[str]:
    return {fold(label.fr), fold(label.en)}


def _word(measure: str) -> Text:
    return {
        "degree": Text("degré", "degree"),
        "betweenness": Text("intermédiarité", "betweenness"),
        "communities": Text("communautés", "communities"),
    }[measure]


def _left_out(left_out: Mapping[str, int]) -> Text:
    groups = left_out.get("described-groups", 0)
    if not groups:
        return Text("", "")
    return Text(
        f"{groups} groupe(s) décrit(s) sans nom ne sont pas comptés comme acteurs.",
        f"{groups} group(s) described without a name are not counted as actors.",
    )


def _thing(network: Network, iri: str) -> tuple[Node, ...]:
    node = network.nodes[iri]
    label = node.label
    return NamedNode(iri), Literal(label.fr), Literal(label.en), Literal(node.kind)


def _number(value: Decimal | int) -> Literal:
    if isinstance(value, Decimal):
        return Literal(f"{value:f}", datatype=XSD.decimal)
    return Literal(str(value), datatype=XSD.integer)


def _told(store: Store, network: Network, ties: Iterable[Tie]) -> list[tuple[Node | None, ...]]:
    """Return one row for each piece of evidence of each claim, or one for a tie without claim."""
    wanted = list(ties)
    sentences = tie_sentences(store, network, wanted)
    proof = read_proof(store, (iri for tie in wanted for iri in tie.evidence))
    rows: list[tuple[Node | None, ...]] = []
    for tie in wanted:
        status = tie.status
        head = (
            Literal(f"{status.letter} – {status.label.fr}") if status else None,
            Literal(f"{status.letter} – {status.label.en}") if status else None,
        )
        for told, evidence in zip(sentences[tie.id], _evidence(tie), strict=True):
            said = (Literal(told.fr.text), Literal(told.en.text), *head)
            places = [_place(network, proof[iri]) for iri in evidence if iri in proof]
            places = places or [_page(network, iri) for iri in tie.sources[:1]]
            rows += [(*said, *place) for place in places or [(None,) * 5]]
    return rows


def _evidence(tie: Tie) -> Sequence[tuple[str, ...]]:
    return [said.evidence for said in tie.said] if tie.kind == "claim" else [()]


def _place(network: Network, proof: Proof) -> tuple[Node | None, ...]:
    label = network.names.get(proof.source)
    return (
        Literal(proof.quote or _TO_FIND.fr),
        NamedNode(proof.source),
        Literal(label.fr) if label else None,
        Literal(proof.heading) if proof.heading else None,
        _number(proof.line) if proof.line else None,
    )


def _page(network: Network, source: str) -> tuple[Node | None, ...]:
    return None, NamedNode(source), Literal(network.names[source].fr), None, None


def _answer(
    name: str,
    title: Text,
    asked: Text,
    *,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Node | None, ...]],
    note: Text,
) -> Answer:
    said = Text(f"{SAMPLE_CAUTION.fr} {note.fr}".strip(), f"{SAMPLE_CAUTION.en} {note.en}".strip())
    question = Question(name, title, asked, said, (), columns, (columns[0].name,), (), (), "")
    return Answer(question, {}, tuple(rows))
