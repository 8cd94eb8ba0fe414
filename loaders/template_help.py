"""What a person who fills in a workbook is told, column by column, with an example.

The sentences stand apart from the template that shows them, because they are many. Every column
of the tables that may be contributed has one; a test compares the two. The example is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ontology.errors import Text

__all__ = ["EXAMPLES", "HELP"]

HELP: Final[Mapping[str, Mapping[str, Text]]] = {
    "cases": {
        "id": Text(
            "Identifiant court, sans accent ni majuscule, mots joints par des tirets. Il ne "
            "changera plus.",
            "A short identifier without accents or capitals, words joined by hyphens. It will "
            "not change any more.",
        ),
        "name_fr": Text("Nom de l'alliance.", "Name of the alliance."),
        "summary_fr": Text("Une phrase en français.", "One sentence in French."),
        "summary_en": Text("La même phrase en anglais.", "The same sentence in English."),
        "partners": Text(
            "Au moins deux participants, « Nom|type », séparés par « ; ». Le type est un code de "
            "la liste « type » de la feuille organisations. Un nom inconnu s'ajoute à cette "
            "feuille.",
            "At least two participants, “Name|type”, separated by “;”. The type is a code of the "
            "list “type” of the sheet organisations. An unknown name is added to that sheet.",
        ),
        "category": Text(
            "Une catégorie de la liste, ou plusieurs séparées par « ; », la principale d'abord.",
            "A category of the list, or several separated by “;”, the main one first.",
        ),
        "domains": Text(
            "Un domaine de la liste, ou plusieurs séparés par « ; ».",
            "A domain of the list, or several separated by “;”.",
        ),
        "territory": Text(
            "Le lieu comme la source l'écrit : « Laval (Mayenne) ».",
            "The place as the source words it: “Laval (Mayenne)”.",
        ),
        "territory_level": Text("Une échelle de la liste.", "A level of the list."),
        "region": Text(
            "La ou les régions, séparées par « ; ». Vide : toute la France.",
            "The region or regions, separated by “;”. Empty: all of France.",
        ),
        "start_year": Text("Année du début, quatre chiffres.", "Year of the start, four digits."),
        "end_year": Text(
            "Année de la fin, si elle est connue.", "Year of the end, if it is known."
        ),
        "impacts": Text(
            "Un effet s'écrit « code :: nature :: texte », plusieurs se séparent par « ; ». "
            "Nature : claimed (affirmé) ou measured (compté), suivi au besoin de :input, :output "
            "ou :outcome. Le texte est votre résumé, jamais une citation : l'effet reste « phrase "
            "à retrouver » jusqu'à ce qu'une phrase de la source soit donnée par le formulaire.",
            "An effect is written “code :: kind :: text”, several are separated by “;”. Kind: "
            "claimed or measured, followed where needed by :input, :output or :outcome. The text "
            "is your summary, never a quote: the effect stays “sentence to be found” until a "
            "sentence of the source is given by the form.",
        ),
        "sdg": Text(
            "Numéros des objectifs de développement durable, séparés par « ; ».",
            "Numbers of the sustainable development goals, separated by “;”.",
        ),
        "source_url": Text(
            "Adresse de la page lue, en entier.", "Address of the page read, complete."
        ),
        "source_title": Text("Titre de cette page.", "Title of that page."),
        "source_date": Text(
            "Sa date : 2015, 2015-09 ou 2015-09-30.", "Its date: 2015, 2015-09 or 2015-09-30."
        ),
        "other_source_urls": Text(
            "D'autres adresses, séparées par des espaces.",
            "Other addresses, separated by spaces.",
        ),
        "confidence": Text(
            "Votre assurance dans le classement : high, medium ou low.",
            "How sure you are of the classification: high, medium or low.",
        ),
        "classification_basis": Text(
            "stated : la source nomme la catégorie ; inferred by coder : vous la déduisez.",
            "stated: the source names the category; inferred by coder: you infer it.",
        ),
        "notes": Text(
            "Ce qu'un relecteur doit savoir : doutes, dates qui divergent, chiffres à vérifier.",
            "What a reviewer should know: doubts, dates that differ, figures to check.",
        ),
    },
    "organisations": {
        "name": Text(
            "Nom comme il s'écrit, ou description d'un groupe.",
            "The name as it is written, or the description of a group.",
        ),
        "type": Text("Un code de la liste.", "A code of the list."),
        "identifiers": Text("SIREN, RNA, si connus.", "SIREN, RNA, if known."),
        "website": Text("Site, si connu.", "Website, if known."),
        "source_url": Text(
            "Adresse de la page qui la nomme.", "Address of the page that names it."
        ),
        "is_generic_group": Text(
            "yes pour un groupe décrit (« 13 associations locales »), no pour une organisation.",
            "yes for a described group (“13 local associations”), no for an organisation.",
        ),
        "case_ids": Text(
            "Les identifiants des cas concernés, pour mémoire.",
            "The identifiers of the cases concerned, as a reminder.",
        ),
    },
}

EXAMPLES: Final[Mapping[str, Mapping[str, str]]] = {
    "cases": {
        "id": "four-solidaire-aubepine",
        "name_fr": "Le four solidaire de l'Aubépine",
        "summary_fr": "Une boulangerie et une association cuisent du pain pour l'aide alimentaire.",
        "summary_en": "A bakery and an association bake bread for food aid.",
        "partners": "Boulangerie de l'Aubépine|very_small_company ; "
        "Les Greniers partagés|association",
        "category": "Coopération économique",
        "domains": "Éducation",
        "territory": "Laval (Mayenne)",
        "territory_level": "Local",
        "region": "Pays de la Loire",
        "start_year": "2019",
        "impacts": "effets.publics :: measured:output :: 40 familles servies chaque semaine",
        "sdg": "2 ; 12",
        "source_url": "https://aubepine.example/four",
        "source_title": "Le four solidaire",
        "source_date": "2020-03",
        "confidence": "medium",
        "classification_basis": "inferred by coder",
        "notes": "Le nombre de familles est celui de l'association.",
    },
    "organisations": {
        "name": "Les Greniers partagés",
        "type": "association",
        "website": "https://greniers.example/",
        "source_url": "https://aubepine.example/four",
        "is_generic_group": "no",
        "case_ids": "four-solidaire-aubepine",
    },
}
