"""Faults planted in names."""

from __future__ import annotations

from tests.ontology.planted.fault import Fault

FAULTS = (
    Fault(
        "Named",
        "webpage/velos",
        "Cette chose n'a pas de nom",
        minus='webpage:velos rdfs:label "velos.example" .',
    ),
    Fault(
        "label-languages",
        "cell/c1",
        "Un nom qui a une langue doit exister en français et en anglais",
        minus='cell:c1 rdfs:label "Cell c1"@en .',
    ),
    Fault(
        "label-text",
        "cell/c1",
        "Un nom doit être un texte non vide, un seul par langue",
        plus='cell:c1 rdfs:label "La cellule c1"@fr .',
    ),
)
