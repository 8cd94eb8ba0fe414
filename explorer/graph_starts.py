"""Where a picture may start from: a thing, a cell of the matrix, or a question, by theme.

A question is offered as a picture only where its answer has links to draw; what is answered by
numbers or by a list leads to its table. Questions about the data themselves come last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.graph_state import State
from explorer.graph_text import kind_name
from explorer.messages import Messages
from explorer.models import Link
from explorer.reading import Reading, Words
from graph.network import Network
from ontology.iris import concept, reference_of
from queries.catalogue import Question, catalogue

__all__ = [
    "DRAWN",
    "Beginning",
    "Cells",
    "Start",
    "beginning",
    "link_to_picture",
    "starting_things",
]

_STARTS: Final = ("category", "impact", "effect", "domain")
_RANKED: Final = ("alliance", "organisation")
_MOST_RANKED: Final = 10
# Questions whose answer has links to draw, by theme; a test draws each from the record.
DRAWN: Final[Mapping[str, tuple[str, ...]]] = {
    "alliances": (
        "associations-et-entreprises-alliees",
        "axes-des-alliances",
        "alliances-par-odd",
    ),
    "effects": (
        "des-categories-aux-impacts",
        "cas-et-impacts",
        "affirmations-par-grand-impact",
        "impacts-par-categorie-et-statut",
        "impacts-par-categorie-et-mode",
        "impacts-mesures-par-beneficiaire",
        "mecanismes-par-nature-d-organisation",
        "innovation-par-etape",
        "innovation-par-levier",
    ),
    "needs": (
        "besoins-et-obstacles",
        "qui-attend-quoi-de-qui",
        "horizons-attendus",
        "ressources-par-besoin-et-public",
        "objectifs-et-ressources",
    ),
    "compared": (
        "ecarts-entre-groupes",
        "ecarts-a-la-france",
        "territoires-sous-la-france",
        "evolution-entre-periodes",
        "perceptions-et-indicateurs",
        "portee-des-etudes",
    ),
    "contradicted": (
        "liens-contredits",
        "reponse-unique-contredite",
        "valeurs-divergentes",
    ),
    "data": (
        "affirmations-sans-preuve-mesuree",
        "ce-qui-manque-a-un-lien",
        "chiffres-sans-base",
        "meme-valeur-deux-questions",
        "signaux-d-une-seule-source",
        "territoires-et-insee",
    ),
}


@dataclass(frozen=True, slots=True)
class Start:
    """A list of things to start from, under the name of their kind."""

    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """A matrix to start from: columns, then rows of (name, cells as links and address)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a picture may start from, when none is chosen yet.

    `questions` make a picture, by theme; `tables` are answered by a table alone.
    """

    starts: tuple[Start, ...]
    cells: Cells | None
    questions: tuple[Start, ...]
    tables: tuple[Link, ...]


def beginning(reading: Reading, messages: Messages, network: Network) -> Beginning:
    """Return where a picture may start from, in the language of `reading`."""
    asked = {one.name: one for one in catalogue() if not one.parameters}
    drawn = {name for names in DRAWN.values() for name in names}
    return Beginning(
        tuple(_starts(reading, messages, network)),
        _cells(reading),
        tuple(_themes(messages, asked, reading.language)),
        tuple(
            _titled(one, reading.language, f"/{reading.language}/questions/{name}")
            for name, one in asked.items()
            if name not in drawn
        ),
    )


def link_to_picture(reading: Reading, network: Network, iri: str) -> Link:
    """Return the name of a thing with the address of the picture around it."""
    node = network.nodes[iri]
    words = Words(node.label.in_language(reading.language))
    return Link(words, State(centre=(node.reference,)).href(reading.language))


def _titled(question: Question, language: str, href: str) -> Link:
    return Link(Words(question.title.in_language(language)), href)


def _themes(messages: Messages, asked: Mapping[str, Question], language: str) -> Iterator[Start]:
    for theme, names in DRAWN.items():
        links = tuple(
            _titled(asked[name], language, State(question=name).href(language)) for name in names
        )
        yield Start(messages(f"explorer.theme.{theme}"), links)


def _starts(reading: Reading, messages: Messages, network: Network) -> list[Start]:
    return [
        Start(
            kind_name(reading, messages, kind, many=True),
            tuple(link_to_picture(reading, network, iri) for iri in held),
        )
        for kind, held in starting_things(network).items()
        if held
    ]


def starting_things(network: Network) -> Mapping[str, tuple[str, ...]]:
    """Return the things (IRIs) that the explorer offers to start from, by kind.

    Notions all; of alliances and organisations those with most ties, a beginning that leads
    somewhere.
    """
    held: dict[str, list[str]] = {kind: [] for kind in (*_STARTS, *_RANKED)}
    for iri, node in network.nodes.items():
        if node.kind in held:
            held[node.kind].append(iri)
    for kind in _RANKED:
        held[kind].sort(key=lambda iri: (-len(network.ties_of[iri]), iri))
        del held[kind][_MOST_RANKED:]
    return {kind: tuple(found) for kind, found in held.items()}


def _cells(reading: Reading) -> Cells | None:
    text = (files("graph") / "ties" / "matrix-cells.rq").read_text(encoding="utf-8")
    counts: dict[tuple[str, str], int] = {}
    for row, column, count in reading.store.query(text).rows:
        if isinstance(row, NamedNode) and isinstance(column, NamedNode):
            held = int(count.value) if isinstance(count, Literal) else 0
            counts[row.value, column.value] = held
    if not counts:
        return None
    columns = sorted({column for _, column in counts})
    rows = sorted(
        {row for row, _ in counts}, key=lambda row: (row == concept("category", "_T"), row)
    )
    return Cells(
        tuple(reading.label(column).text for column in columns),
        tuple(
            (
                reading.label(row).text,
                tuple(
                    (counts.get((row, column), 0), _cell_href(reading, row, column))
                    for column in columns
                ),
            )
            for row in rows
        ),
    )


def _cell_href(reading: Reading, row: str, column: str) -> str:
    cell = (reference_of(row) or "", reference_of(column) or "")
    return State(cell=cell).href(reading.language)
