"""How the faults of a case in a spreadsheet are worded.

Kept beside `loaders.cases_csv`, which decides what is a fault.
"""

from __future__ import annotations

from typing import Final

from loaders.faults import proposal
from loaders.participants import Participants
from ontology.errors import Text

__all__ = [
    "DATE",
    "GOAL",
    "ORDER",
    "PARTNER",
    "TWICE_IN_CELL",
    "YEAR",
    "not_listed",
    "twice",
    "unknown_partner",
]


def twice(first: int) -> tuple[Text, Text]:
    """Return the sentences for an id that stands already in row `first`."""
    return (
        Text(f"Cet id est déjà à la ligne {first}.", f"This id is already in row {first}."),
        Text("Donnez un id à chaque cas.", "Give each case its own id."),
    )


def not_listed(word: str, known: tuple[str, ...]) -> tuple[Text, Text]:
    """Return the sentences for a word that is none of `known`, with the nearest."""
    return Text("Valeur inconnue.", "Unknown value."), proposal(word, known)


def unknown_partner(name: str, participants: Participants) -> Text:
    """Return the cure for a participant that nobody has described yet."""
    near = proposal(name, participants.names())
    fr = "S'il est nouveau, ajoutez-le à la table organisations, chargée avant ou en même temps."
    en = "If it is new, add it to the table organisations, loaded before or together."
    return Text(f"{near.fr} {fr}", f"{near.en} {en}")


PARTNER: Final = (
    Text("Participant mal écrit.", "Malformed participant."),
    Text("Écrivez « Nom|type », séparés par « ; ».", "Write “Name|type”, separated by “;”."),
)
TWICE_IN_CELL: Final = (
    Text("Donné deux fois dans la cellule.", "Given twice in the cell."),
    Text("Gardez-le une seule fois.", "Keep it once."),
)
YEAR: Final = (
    Text("Ce n'est pas une année.", "This is not a year."),
    Text("Écrivez quatre chiffres : 2015.", "Write four digits: 2015."),
)
ORDER: Final = (
    Text("La fin précède le début.", "The end comes before the start."),
    Text("Vérifiez les deux années.", "Check both years."),
)
DATE: Final = (
    Text("Ce n'est pas une date.", "This is not a date."),
    Text("Écrivez 2015, 2015-09 ou 2015-09-30.", "Write 2015, 2015-09 or 2015-09-30."),
)
GOAL: Final = (
    Text("Ce n'est pas un objectif de développement durable.", "Not a goal of the SDGs."),
    Text("Écrivez des nombres de 1 à 17 séparés par « ; ».", "Write 1 to 17, separated by “;”."),
)
