"""What a network is made of: things, typed ties between them, and what makes each tie true.

A tie keeps who states it, with which evidence, read in which source, and the status of the link
where there is one. Nothing here reads a store (`graph.network` does) or draws anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, TypeAlias

from ontology.errors import NotHeldError, Text
from ontology.iris import digest, reference_of

__all__ = ["SAMPLE_CAUTION", "Network", "Node", "Said", "Status", "Tie", "TieKind"]

SAMPLE_CAUTION: Final = Text(
    "Mesure l'échantillon, pas le terrain : ces nombres décrivent les cas et les documents lus, "
    "et non le poids réel des acteurs ou des idées.",
    "Measures the sample, not the field: these numbers describe the cases and documents read, "
    "and not the real weight of actors or ideas.",
)

TieKind: TypeAlias = Literal["claim", "participation", "classification", "hierarchy"]


@dataclass(frozen=True, slots=True)
class Status:
    """The status of a link as every picture shows it: `line` is one of the scheme's styles."""

    iri: str
    letter: str
    line: str
    label: Text

    @property
    def slug(self) -> str:
        """The status as a word of addresses and files."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of a tie; `polarity` is "positive", "negative" or "other" (neutral, mixed)."""

    claim: str
    polarity: str
    through: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    to_find: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """One typed edge from `start` to `end` (IRIs); `stated_by` are the things that say it.

    `stated_by` holds a link, a participation or assignments; a tie of hierarchy has none.
    `bases` are IRIs of the scheme `basis`, and only a classification has them.
    """

    kind: TieKind
    start: str
    relation: str
    end: str
    stated_by: tuple[str, ...] = ()
    status: Status | None = None
    bases: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    read_in: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A short name that stays the same from build to build."""
        return digest(self.kind, self.start, self.relation, self.end, *self.stated_by[:1])

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that make the link, sorted."""
        return tuple(one.claim for one in self.said)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Every piece of evidence of every claim, sorted."""
        return tuple(sorted({iri for one in self.said for iri in one.evidence}))

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the tie was read: documents and web pages, sorted."""
        return tuple(sorted({iri for one in self.said for iri in one.sources} | {*self.read_in}))

    @property
    def against(self) -> int:
        """How many claims say the contrary: a contradicted tie is shown as such."""
        return sum(one.polarity == "negative" for one in self.said)

    @property
    def to_find(self) -> bool:
        """Whether no claim of it has a quote yet (*phrase à retrouver*)."""
        return bool(self.said) and all(one.to_find for one in self.said)

    def other(self, thing: str) -> str:
        """Return the end that is not `thing`."""
        return self.end if thing == self.start else self.start


@dataclass(frozen=True, slots=True)
class Node:
    """One thing or concept; `kind` is its type of thing or its scheme.

    A described group ("13 local associations") has the kind "participation". `attributes`
    are values by name (category, domain, status...): IRIs, spans of years or counts, each with
    a name in the network; an actor also has those of its alliances.
    """

    iri: str
    kind: str
    label: Text
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """`scheme/slug` or `type/slug`."""
        return reference_of(self.iri) or self.iri


@dataclass(frozen=True)
class Network:
    """All nodes and ties of one state of the graph, in a fixed order.

    `names` also holds what ties and attributes speak of without being a node: relations,
    bases, sources, spans of years. `attributes` are the ontology's names of the attributes that
    come from one of its relations.
    """

    nodes: Mapping[str, Node]
    ties: tuple[Tie, ...]
    statuses: tuple[Status, ...]
    names: Mapping[str, Text]
    attributes: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def ties_of(self) -> Mapping[str, tuple[Tie, ...]]:
        """The ties at each node, in order; every node has an entry."""
        found: dict[str, list[Tie]] = {iri: [] for iri in self.nodes}
        for tie in self.ties:
            for end in dict.fromkeys((tie.start, tie.end)):
                found[end].append(tie)
        return {iri: tuple(ties) for iri, ties in found.items()}

    def node(self, iri: str) -> Node:
        """Return the node; raise NotHeldError for what is in no tie."""
        if iri in self.nodes:
            return self.nodes[iri]
        shown = reference_of(iri) or iri
        raise NotHeldError(
            Text(
                f"« {shown} » n'est dans aucun lien du graphe.",
                f"“{shown}” is in no tie of the graph.",
            ),
            Text(
                "Partez d'un acteur, d'une alliance ou d'une notion du graphe.",
                "Start from an actor, an alliance or a concept of the graph.",
            ),
        )
