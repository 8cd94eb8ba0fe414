"""What is said when a renaming, a merging or a retraction is refused: rule, then cure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ontology.errors import Text

__all__ = [
    "BY_IMPORT",
    "BY_RULE",
    "CITED",
    "ITSELF",
    "KIND",
    "MERGEABLE",
    "RETIRED",
    "TAKEN",
    "different",
    "mergeable",
]

# Kinds that are names and little else: what each said is said of the other.
MERGEABLE: Final = ("organisation", "person", "event", "resource", "study", "programme")


def mergeable() -> tuple[Text, Text]:
    """Return what is said of two things that cannot be merged."""
    kinds: Sequence[str] = MERGEABLE
    return (
        Text("Ces deux choses ne se fusionnent pas.", "These two cannot be merged."),
        Text(
            f"Se fusionnent deux fiches d'une même sorte : {', '.join(kinds)}. Pour un cas, "
            "reportez ses lignes dans l'autre fiche, puis : alliances retract.",
            f"Two records of one of these kinds can be: {', '.join(kinds)}. For a case, move "
            "its lines to the other record, then: alliances retract.",
        ),
    )


def different(one: str, two: str) -> tuple[Text, Text]:
    """Return what is said of two names that somebody decided to be different things."""
    return (
        Text(
            f"identities.yaml dit que « {one} » et « {two} » diffèrent.",
            f"identities.yaml says that “{one}” and “{two}” are different.",
        ),
        Text("Revoyez d'abord cette décision.", "Look at that decision again first."),
    )


BY_RULE: Final = (
    Text("Une règle donne cet identifiant.", "A rule gives this identifier."),
    Text(
        "Il change ou disparaît avec ce qu'il compare : changez les fiches comparées.",
        "It changes or goes with what it compares: change the records compared.",
    ),
)
BY_IMPORT: Final = (
    Text("Cet identifiant vient d'un fichier RDF.", "This identifier comes from an RDF file."),
    Text(
        "Changez le fichier et chargez-le de nouveau, ou retirez tout l'import : "
        "alliances retract import/<nom>.",
        "Change the file and load it again, or retract the whole import: "
        "alliances retract import/<name>.",
    ),
)
KIND: Final = (
    Text("Le nouveau nom est d'une autre sorte.", "The new name is of another kind."),
    Text("Gardez le même type devant la barre.", "Keep the same type before the slash."),
)
TAKEN: Final = (
    Text("Cet identifiant sert déjà.", "This identifier is in use."),
    Text(
        "Donnez-en un autre, ou fusionnez : alliances merge.",
        "Give another one, or merge: alliances merge.",
    ),
)
RETIRED: Final = (
    Text("Cet identifiant a servi autrefois.", "This identifier was in use before."),
    Text("Un identifiant ne sert qu'une fois : donnez-en un autre.", "Give another one."),
)
ITSELF: Final = (
    Text("C'est la même fiche.", "It is the same record."),
    Text("Donnez deux fiches.", "Give two records."),
)
CITED: Final = (
    Text("Cette fiche cite ce que vous retirez.", "This record cites what you retract."),
    Text(
        "Corrigez-la, ou retirez-la d'abord ; pour un doublon : alliances merge.",
        "Mend it, or retract it first; for a double: alliances merge.",
    ),
)
