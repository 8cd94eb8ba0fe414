"""A tie of the network as sentences: one for each claim, or one for the tie that has none.

What a claim says is worded by its status, as everywhere else. A participation or a
classification claims no effect: its sentence says just that, on which basis, and where the
case was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from graph.network import Network, Tie
from graph.store import Store
from queries.sentences.reading import Told, claim_sentences
from queries.sentences.words import Part, Sentence, capital, data, lowered

__all__ = ["tie_sentences"]

_SLOT: Final = re.compile(r"\{(start|end|basis)\}")


def tie_sentences(
    store: Store, network: Network, ties: Iterable[Tie]
) -> Mapping[str, tuple[Told, ...]]:
    """Return the sentences of each tie by its id, in the order of its claims."""
    wanted = list(ties)
    said = claim_sentences(store, [claim for tie in wanted for claim in tie.claims])
    return {
        tie.id: tuple(said[claim] for claim in tie.claims if claim in said)
        if tie.kind == "claim"
        else (Told(_plain(network, tie, "fr"), _plain(network, tie, "en")),)
        for tie in wanted
    }


def _plain(network: Network, tie: Tie, language: str) -> Sentence:
    words = data("ties", language)
    parts: list[Part] = []
    end = 0
    template = words[_template(network, tie)]
    for slot in _SLOT.finditer(template):
        parts += [Part(template[end : slot.start()]), *_filled(network, tie, language, slot[1])]
        end = slot.end()
    parts.append(Part(template[end:]))
    return Sentence(capital(parts), _sources(network, tie, language), tie.kind)


def _template(network: Network, tie: Tie) -> str:
    if tie.kind == "classification":
        return network.nodes[tie.end].kind
    if tie.kind == "hierarchy":
        return "place" if network.nodes[tie.start].kind == "territory" else "hierarchy"
    return "group" if network.nodes[tie.start].kind == "participation" else "participation"


def _filled(network: Network, tie: Tie, language: str, slot: str) -> list[Part]:
    if slot == "basis":
        told = [lowered(network.names[iri].in_language(language)) for iri in tie.bases]
        text = str(data("ties", language)["basis"]).format(basis=", ".join(told)) if told else ""
        return [Part(text)]
    iri = tie.start if slot == "start" else tie.end
    return [Part(network.nodes[iri].label.in_language(language), iri)]


def _sources(network: Network, tie: Tie, language: str) -> tuple[Part, ...]:
    words = data("ties", language)
    parts: list[Part] = []
    for place, iri in enumerate(tie.sources):
        parts += [
            Part(words["and"] if place else words["source"]),
            Part(network.names[iri].in_language(language), iri),
        ]
    return (*parts, Part(".")) if parts else ()
