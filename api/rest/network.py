"""`/api/graph`, `/api/paths` and `/api/network/metrics`: what joins things, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from api.rest.answers import Answer, Table
from api.rest.memo import Memo
from api.rest.operations import Call, Operation
from api.rest.questions import table_of
from api.rest.requests import choice, number, text
from api.rest.shapes import JSON, Names, answer_rows, iris_in, sentence, words
from graph.network import SAMPLE_CAUTION, Network, Tie, read_network, tie_queries
from graph.projections import PROJECTIONS, Projection, project
from graph.proof import Proof, read_proof
from graph.trails import AVOIDED, neighbourhood, paths
from ontology.errors import Text
from queries.network import MEASURES, cautioned, find_thing, measured
from queries.sentences import Told
from queries.sentences.ties import tie_sentences

__all__ = ["network_operations"]

# Things of a neighbourhood shown at most, and steps from its centre.
_MOST_THINGS: Final = 300
_MOST_STEPS: Final = 4
_MOST_PATHS: Final = 10

_STEPS: Final = Text("Pas depuis le centre", "Steps from the centre")
_CAP: Final = Text("Choses montrées au plus", "Things shown at most")
_LIMIT: Final = Text("Chemins au plus", "Paths at most")


def network_operations(memo: Memo) -> tuple[Operation, ...]:
    """Return the operations on the network; what they work out is kept in `memo`."""
    held = _Networks(memo)
    return (_graph(held), _paths(held), _metrics(held))


@dataclass(frozen=True, slots=True)
class _Networks:
    """The network of the snapshot that is served and its projections, worked out once."""

    memo: Memo

    def network(self, call: Call) -> Network:
        return self.memo.get(
            call.visit.site.version, "network", lambda: read_network(call.visit.opened.store)
        )

    def projection(self, call: Call, name: str) -> Projection:
        network = self.network(call)
        return self.memo.get(
            call.visit.site.version, ("projection", name), lambda: project(network, name)
        )


class _Ties:
    """Ties as JSON, each with its status, its sentences and every piece of its evidence."""

    def __init__(self, call: Call, network: Network, ties: Iterable[Tie]) -> None:
        store = call.visit.opened.store
        told = list({tie.id: tie for tie in ties}.values())
        self._network = network
        self._sentences: Mapping[str, tuple[Told, ...]] = tie_sentences(store, network, told)
        self._proof = read_proof(store, (iri for tie in told for iri in tie.evidence))
        iris = {iri for tie in told for iri in (tie.relation, *tie.sources, *tie.stated_by) if iri}
        iris |= {iri for tie in told for iri in (tie.start, tie.end)}
        iris |= {tie.status.iri for tie in told if tie.status}
        iris |= {one.source for one in self._proof.values() if one.source}
        self._names = Names(store, iris)

    def thing(self, iri: str) -> JSON:
        """Return a reference to an end of a tie."""
        return self._names.thing(iri)

    def tie(self, tie: Tie) -> JSON:
        """Return one tie; `status` is null where nothing is claimed (a party, a rubric)."""
        return {
            "id": tie.id,
            "kind": tie.kind,
            "start": self.thing(tie.start),
            "relation": self.thing(tie.relation) if tie.relation else None,
            "end": self.thing(tie.end),
            "status": self._names.thing(tie.status.iri) if tie.status else None,
            "letter": tie.status.letter if tie.status else None,
            "claims": len(tie.said),
            "against": tie.against,
            "quote_to_be_found": tie.to_find,
            "stated_by": [self.thing(iri) for iri in tie.stated_by],
            "sentences": [sentence(one) for one in self._sentences[tie.id]],
            "evidence": [
                self._evidence(self._proof[iri]) for iri in tie.evidence if iri in self._proof
            ],
            "sources": [self.thing(iri) for iri in tie.sources],
        }

    def _evidence(self, proof: Proof) -> JSON:
        return {
            "quote": proof.quote or None,
            "paraphrase": proof.item or None,
            "quote_to_be_found": proof.to_find,
            "source": self.thing(proof.source) if proof.source else None,
            "heading": proof.heading or None,
            "line": proof.line or None,
        }


def _graph(held: _Networks) -> Operation:
    def answer(call: Call) -> Answer:
        network = held.network(call)
        centre = find_thing(network, call.get("centre"))
        steps, cap = int(call.get("steps")), int(call.get("cap"))
        found = neighbourhood(network, centre, steps, cap)
        ties = _Ties(call, network, found.ties)
        names = Names(call.visit.opened.store, (node.iri for node in found.nodes))
        label = network.node(centre).label
        left_out = sum(found.left_out.values())
        return Answer(
            title=Text(f"Autour de : {label.fr}", f"Around: {label.en}"),
            note=SAMPLE_CAUTION,
            queries=tie_queries(),
            total=len(found.nodes) + left_out,
            body={
                "centre": names.thing(centre),
                "steps": steps,
                "nodes": [
                    {
                        **names.thing(node.iri),
                        "label": words(node.label),
                        "kind": node.kind,
                        "distance": found.steps[node.iri],
                        "hidden_ties": found.hidden.get(node.iri, 0),
                    }
                    for node in found.nodes
                ],
                "ties": [ties.tie(tie) for tie in found.ties],
                "left_out": left_out,
                "left_out_by_kind": dict(found.left_out),
                "ties_beyond": found.beyond,
            },
            table=Table(
                _TIE_COLUMNS, lambda: map(_tie_line, (ties.tie(tie) for tie in found.ties))
            ),
        )

    return Operation(
        name="graph",
        path="/api/graph",
        summary=Text("Ce qui entoure une chose, et combien n'est pas montré",
                     "What surrounds a thing, and how much is not shown"),
        answer=answer,
        shape="graph",
        example="/api/graph?centre=organisation/adie&steps=1&cap=10",
        parameters=(
            text("centre", "Référence ou nom", "Reference or name",
                 "organisation/adie", required=True),
            number("steps", _STEPS, least=1, most=_MOST_STEPS, default=1),
            number("cap", _CAP, least=1, most=_MOST_THINGS, default=60),
        ),
        forms=("json", "csv"),
    )  # fmt: skip


_TIE_COLUMNS: Final = (
    "tie", "kind", "start", "start_fr", "relation", "relation_fr", "end", "end_fr", "status",
    "status_fr", "status_en", "sentence_fr", "sentence_en", "quote", "source",
)  # fmt: skip


def _tie_line(tie: JSON) -> tuple[Any, ...]:
    status, relation = tie["status"], tie["relation"]
    told = [one for one in tie["sentences"] if one]
    return (
        tie["id"], tie["kind"], tie["start"]["iri"], tie["start"]["label"]["fr"],
        relation["iri"] if relation else None, relation["label"]["fr"] if relation else None,
        tie["end"]["iri"], tie["end"]["label"]["fr"],
        status["iri"] if status else None, status["label"]["fr"] if status else None,
        status["label"]["en"] if status else None,
        tuple(one["fr"] for one in told), tuple(one["en"] for one in told),
        tuple(one["quote"] for one in tie["evidence"] if one["quote"]),
        tuple(one["iri"] for one in tie["sources"]),
    )  # fmt: skip


def _paths(held: _Networks) -> Operation:
    def answer(call: Call) -> Answer:
        network = held.network(call)
        start, end = (find_thing(network, call.get(name)) for name in ("from", "to"))
        avoided = () if call.get("by") == "anything" else AVOIDED
        found = paths(network, held.projection(call, "all"), start, end,
                      limit=int(call.get("limit")), avoided=avoided)  # fmt: skip
        ties = _Ties(call, network, (t for p in found.paths for s in p.steps for t in s.ties))
        ends = Names(call.visit.opened.store, (start, end))
        one, other = network.node(start).label, network.node(end).label
        return Answer(
            title=Text(f"Chemins : {one.fr} – {other.fr}", f"Paths: {one.en} – {other.en}"),
            note=SAMPLE_CAUTION,
            queries=tie_queries(),
            total=len(found.paths) + found.left_out,
            body={
                "from": ends.thing(start),
                "to": ends.thing(end),
                "avoided_kinds": list(found.avoided),
                "left_out": found.left_out,
                "paths": [
                    [
                        {
                            "start": ties.thing(step.start),
                            "end": ties.thing(step.end),
                            "ties": [ties.tie(tie) for tie in step.ties],
                        }
                        for step in path.steps
                    ]
                    for path in found.paths
                ],
            },
            table=Table(
                ("path", "step", *_TIE_COLUMNS),
                lambda: (
                    (number_, place, *_tie_line(ties.tie(tie)))
                    for number_, path in enumerate(found.paths, 1)
                    for place, step in enumerate(path.steps, 1)
                    for tie in step.ties
                ),
            ),
        )

    return Operation(
        name="paths",
        path="/api/paths",
        summary=Text("Les plus courts chemins entre deux choses, avec les preuves de chaque pas",
                     "The shortest paths between two things, with the evidence of each step"),
        answer=answer,
        shape="paths",
        example="/api/paths?from=organisation/adie&to=impact/confiance",
        parameters=(
            text("from", "Départ, référence ou nom", "Start, reference or name",
                 "organisation/adie", required=True),
            text("to", "Arrivée, référence ou nom", "End, reference or name",
                 "impact/confiance", required=True),
            number("limit", _LIMIT, least=1, most=_MOST_PATHS, default=3),
            choice("by", "Par quoi passer", "What to pass by", ("things", "anything"), "things"),
        ),
        forms=("json", "csv"),
    )  # fmt: skip


_MEASURED: Final = Text(
    "Mesures du réseau, avec leur réserve", "Measures of the network, with their caution"
)


def _metrics(held: _Networks) -> Operation:
    def answer(call: Call) -> Answer:
        name, measure = call.get("network"), call.get("measure")
        network = held.network(call)
        found = held.memo.get(
            call.visit.site.version,
            ("measure", name, measure),
            lambda: measured(network, name, measure),
        )
        names = Names(call.visit.opened.store, iris_in(found))
        question = found.question
        return Answer(
            title=question.title,
            note=question.note,
            queries=tie_queries(),
            total=len(found.rows),
            body={
                "network": name,
                "measure": measure,
                "question": words(question.question),
                "columns": [{"name": one.name, "label": words(one.label)} for one in found.columns],
                "total": len(found.rows),
                "rows": answer_rows(found, names),
            },
            table=table_of(cautioned(found)),
        )

    return Operation(
        name="metrics",
        path="/api/network/metrics",
        summary=_MEASURED,
        answer=answer,
        shape="metrics",
        example="/api/network/metrics?network=actors&measure=degree",
        parameters=(
            choice("network", "Réseau", "Network", tuple(PROJECTIONS), "actors"),
            choice("measure", "Mesure", "Measure", MEASURES, "degree"),
        ),
        forms=("json", "csv"),
    )  # fmt: skip
