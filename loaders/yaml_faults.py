"""How each fault of a YAML file is worded: one rule and one cure a code.

Kept beside `loaders.yaml_form`, which decides what is a fault, so that the reader stays
short and every sentence can be listed in the documentation.
"""

from __future__ import annotations

from typing import Final

from ontology.errors import Text

__all__ = ["SYNTAX", "YAML_FAULTS", "syntax_rule"]

# code -> (rule, cure). {limit} and {first} are filled by the reader.
YAML_FAULTS: Final[dict[str, tuple[Text, Text]]] = {
    "yaml-directive": (
        Text(
            "Les directives (%YAML, %TAG) sont refusées.", "Directives (%YAML, %TAG) are refused."
        ),
        Text("Retirez la ligne qui commence par %.", "Remove the line that starts with %."),
    ),
    "yaml-two-documents": (
        Text("Le fichier contient deux documents YAML.", "The file holds two YAML documents."),
        Text(
            "Retirez la ligne --- : un fichier, un objet.",
            "Remove the --- line: one file, one thing.",
        ),
    ),
    "yaml-too-deep": (
        Text("Plus de {limit} niveaux imbriqués.", "More than {limit} levels of nesting."),
        Text("Aucune fiche n'en demande six.", "No record needs six."),
    ),
    "yaml-alias": (
        Text("Les renvois (*nom) sont refusés.", "Aliases (*name) are refused."),
        Text(
            "Écrivez la valeur elle-même ; un texte qui commence par * se met entre guillemets.",
            "Write the value itself; a text that starts with * goes between quotation marks.",
        ),
    ),
    "yaml-anchor": (
        Text("Les ancres (&nom) sont refusées.", "Anchors (&name) are refused."),
        Text(
            "Retirez-la ; un texte qui commence par & se met entre guillemets.",
            "Remove it; a text that starts with & goes between quotation marks.",
        ),
    ),
    "yaml-tag": (
        Text("Les étiquettes de type (!…) sont refusées.", "Tags (!…) are refused."),
        Text(
            "Retirez-la ; un texte qui commence par ! se met entre guillemets.",
            "Remove it; a text that starts with ! goes between quotation marks.",
        ),
    ),
    "yaml-merge": (
        Text("La fusion de clés (<<) est refusée.", "Merge keys (<<) are refused."),
        Text("Écrivez les clés une à une.", "Write the keys one by one."),
    ),
    "yaml-key": (
        Text(
            "Une clé doit être un mot, non une liste ni un objet.",
            "A key must be a word, not a list or a mapping.",
        ),
        Text("Écrivez « clé: valeur ».", "Write “key: value”."),
    ),
    "yaml-duplicate-key": (
        Text(
            "Cette clé est déjà donnée à la ligne {first}.",
            "This key is already given on line {first}.",
        ),
        Text("Gardez-en une seule.", "Keep only one of them."),
    ),
    "yaml-no-value": (
        Text("Cette clé n'a pas de valeur.", "This key has no value."),
        Text(
            "Donnez la valeur, ou retirez la ligne : une absence ne s'écrit pas.",
            "Give the value, or remove the line: an absence is not written.",
        ),
    ),
    "yaml-number": (
        Text("Nombre de plus de {limit} caractères.", "A number of more than {limit} characters."),
        Text(
            "Mettez entre guillemets ce qui n'est pas un nombre.",
            "Put between quotation marks what is not a number.",
        ),
    ),
    "yaml-not-a-record": (
        Text("Le fichier ne contient pas de « clé: valeur ».", "The file holds no “key: value”."),
        Text(
            "Commencez par l'identifiant, par exemple « case: mon-cas ».",
            "Start with the identifier, for example “case: my-case”.",
        ),
    ),
    "file-too-large": (
        Text("Fichier de plus de {limit} octets.", "File larger than {limit} bytes."),
        Text("Vérifiez qu'il s'agit bien d'une fiche.", "Check that it really is a record."),
    ),
    "file-encoding": (
        Text("Le fichier n'est pas en UTF-8.", "The file is not in UTF-8."),
        Text(
            "Enregistrez-le en UTF-8 sans marque d'ordre.",
            "Save it as UTF-8 without a byte order mark.",
        ),
    ),
    "file-byte-order-mark": (
        Text(
            "Le fichier commence par une marque d'ordre (BOM).",
            "The file starts with a byte order mark (BOM).",
        ),
        Text(
            "Enregistrez-le en « UTF-8 » et non en « UTF-8 avec BOM ».",
            "Save it as “UTF-8” and not as “UTF-8 with BOM”.",
        ),
    ),
    "file-character": (
        Text("Caractère invisible ou de commande.", "An invisible or control character."),
        Text("Supprimez-le ou remplacez-le par une espace.", "Delete it or replace it by a space."),
    ),
    "yaml-syntax": (
        Text("L'écriture YAML est rompue ici.", "The YAML is broken here."),
        Text(
            "Vérifiez décalages, deux-points et guillemets de cette ligne et de la précédente ; "
            "un texte qui contient « : » ou « # » se met entre guillemets.",
            "Check indentation, colons and quotes on this line and the one before; a text that "
            "holds “: ” or “ #” goes between quotation marks.",
        ),
    ),
}

# What libyaml says -> what we say. Its words are for programmers and English only.
SYNTAX: Final[tuple[tuple[str, Text], ...]] = (
    (
        "cannot start any token",
        Text(
            "Ce caractère ne peut pas commencer une valeur (tabulation, %, @ ou ` ?).",
            "This character cannot start a value (a tab, %, @ or `?).",
        ),
    ),
    (
        "mapping values are not allowed",
        Text(
            "Un deux-points suivi d'une espace est de trop dans cette valeur.",
            "A colon followed by a space is one too many in this value.",
        ),
    ),
    (
        "unexpected end of stream",
        Text("Un guillemet ouvert n'est pas fermé.", "An opened quotation mark is not closed."),
    ),
    (
        "could not find expected ':'",
        Text("Une clé n'est pas suivie de deux-points.", "A key is not followed by a colon."),
    ),
    (
        "did not find expected key",
        Text(
            "Le décalage de cette ligne ne suit pas celui des lignes voisines, ou un guillemet "
            "est de trop.",
            "The indentation of this line differs from its neighbours', or a quotation mark "
            "is one too many.",
        ),
    ),
    (
        "did not find expected '-' indicator",
        Text("Un tiret de liste manque ici.", "The dash of a list is missing here."),
    ),
)


def syntax_rule(said: str) -> Text:
    """Return our sentence for what the parser `said`."""
    general = YAML_FAULTS["yaml-syntax"][0]
    return next((rule for words, rule in SYNTAX if words in said), general)
