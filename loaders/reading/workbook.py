"""The workbook of candidates: what was read in a study, laid out for a person to correct.

Four sheets: the study itself, the sentences that say what it covers, its figures, the things it
names. Nothing is kept beforehand: every `retenu` is empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.reading.columns import FIGURE_SCHEMES, FIGURES, MENTIONS, SCOPES, STUDY, STUDY_FIELDS
from loaders.reading.draft import Draft, ProposedScope, drafted, proposed_scopes, title_of
from loaders.reading.examples import examples_of
from loaders.reading.formats import StudyFile
from loaders.reading.mentions import Names, names_of
from loaders.reading.proposals import (
    ProposedFigure,
    ProposedMention,
    proposed_figures,
    proposed_mentions,
)
from loaders.reading.texts import Place, StudyText
from loaders.recordset import RecordSet
from loaders.sheets import Choice, Sheet, write_book
from ontology.vocabulary import Vocabulary

__all__ = ["Candidates", "candidates"]

_SURE: Final = {"high": "haute", "medium": "moyenne", "low": "basse"}
_YES_NO: Final = Choice(("oui", "non"))
_README: Final = (
    "Lisez chaque ligne, corrigez-la, puis écrivez « oui » ou « non » dans « retenu ». / "
    "Read each row, correct it, then write “oui” or “non” in “retenu”.",
    "Une ligne sans « oui » n'entre pas. / A row without “oui” does not enter.",
    "Les cellules devinées sont des propositions, jamais des faits. / "
    "Guessed cells are proposals, never facts.",
    "Une notion s'écrit par son libellé ou son identifiant ; plusieurs se séparent par « ; ». / "
    "A concept is written by its label or slug; several are separated by “;”.",
    "Une mention n'entre comme affirmation que si « relation », « objet », « locuteur » et "
    "« mode » sont remplis ; sinon seule sa citation est gardée. / "
    "A mention enters as a claim only when "
    "“relation”, “objet”, “locuteur” and “mode” are filled; otherwise its quotation alone is kept.",
    "Gardez le fichier de texte à côté du classeur : les citations y sont retrouvées. / "
    "Keep the text file beside the workbook: quotations are re-found in it.",
)
_HELP: Final = {
    "document": "identifiant du document / slug of the document",
    "genre": "communique-de-presse, rapport, diaporama, invitation, brochure, page-web",
    "texte": "fichier où se comptent les lignes / file in which lines are counted",
    "paru": "2017, 2017-11 ou/or 2017-11-23",
    "editeur": "identifiant d'une organisation / slug of an organisation",
    "etude": "study/… ou/or programme/… ; vide : aucune / empty: none",
    "etude_nom_fr": "si l'étude est nouvelle / when the study is new",
    "etude_nom_en": "si l'étude est nouvelle / when the study is new",
}


@dataclass(frozen=True, slots=True)
class Candidates:
    """A workbook to correct, the text it counts lines in, and how much it proposes."""

    workbook: bytes
    text: bytes
    figures: int
    mentions: int
    scopes: int


def candidates(
    file: StudyFile, text_name: str, record: RecordSet, vocabulary: Vocabulary, day: str
) -> Candidates:
    """Return what a study may say; `text_name` is the file its text is kept in, `day` today."""
    text = StudyText(file.text, title_of(file.text) or file.name)
    names = names_of(vocabulary, record)
    draft = drafted(text, names)
    data = file.text.encode()
    figures = list(proposed_figures(text, names, examples_of(vocabulary, record), draft.issued[:4]))
    mentions = list(proposed_mentions(text, names))
    scopes = [
        ["", scope.quote, *_place(scope.place), *map(";".join, _scope_cells(scope, vocabulary)), ""]
        for scope in proposed_scopes(text, names)
    ]
    sheets = (
        Sheet("etude", STUDY.names, _study(draft, names, text_name, data, day)),
        Sheet("portee", SCOPES.names, scopes, {"retenu": _YES_NO}),
        *_proposed(figures, mentions, vocabulary),
    )
    # A table without rows would be refused as an empty one.
    filled = [each for each in sheets if each.rows]
    return Candidates(write_book(filled, _README), data, len(figures), len(mentions), len(scopes))


def _proposed(
    figures: Sequence[ProposedFigure], mentions: Sequence[ProposedMention], vocabulary: Vocabulary
) -> tuple[Sheet, Sheet]:
    """Return the sheets of figures and of mentions, each row with a number of its own."""
    label = _labels(vocabulary)
    return (
        Sheet(
            "chiffres",
            FIGURES.names,
            [_figure(number, each, label) for number, each in enumerate(figures, start=1)],
            {"retenu": _YES_NO, **_choices(vocabulary)},
        ),
        Sheet(
            "mentions",
            MENTIONS.names,
            [_mention(number, each, label) for number, each in enumerate(mentions, start=1)],
            {"retenu": _YES_NO, **_claim_choices(vocabulary)},
        ),
    )


def _labels(vocabulary: Vocabulary) -> Callable[[str, str], str]:
    def label(scheme: str, slug: str) -> str:
        if not slug:
            return ""
        concept = vocabulary.concept(scheme, slug)
        # A label that two concepts share names neither.
        found = vocabulary.find(scheme, concept.fr)
        return concept.fr if found and found.slug == slug else slug

    return label


def _choices(vocabulary: Vocabulary) -> dict[str, Choice]:
    return {
        column: Choice([each.fr for each in vocabulary.concepts(scheme)])
        for column, (_, scheme) in FIGURE_SCHEMES.items()
    }


def _claim_choices(vocabulary: Vocabulary) -> dict[str, Choice]:
    return {
        column: Choice([each.fr for each in vocabulary.concepts(column)])
        for column in ("relation", "mode")
    }


def _place(place: Place) -> tuple[str, str, str]:
    return str(place.page or ""), str(place.line), place.heading


def _study(
    draft: Draft, names: Names, text_name: str, data: bytes, day: str
) -> list[Sequence[str]]:
    known = draft.study in names.references
    values = {
        "document": draft.slug,
        "titre": draft.title,
        "genre": draft.kind,
        "langue": "fr",
        "texte": text_name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "lu_le": day,
        "paru": draft.issued,
        "editeur": draft.publisher,
        "etude": draft.study,
        "etude_nom_fr": "" if known else draft.title,
        "etude_nom_en": "",
    }
    return [(field, values[field], _HELP.get(field, "")) for field in STUDY_FIELDS]


def _scope_cells(scope: ProposedScope, vocabulary: Vocabulary) -> list[list[str]]:
    return [
        [vocabulary.concept(scheme, slug).fr for slug in getattr(scope, field)]
        for field, scheme in (
            ("groups", "group"),
            ("territories", "territory"),
            ("domains", "domain"),
        )
    ]


def _figure(number: int, each: ProposedFigure, label: Callable[[str, str], str]) -> list[str]:
    found, guesses = each.found, each.guesses
    told = {"measure": found.measure, "unit": found.unit, "precision": found.precision, **guesses}
    population = guesses["respondent"].removeprefix("_Z")
    cells = {
        "id": f"f{number:03}",
        "citation": each.quote,
        "valeur": str(found.value),
        "periode": guesses["period"],
        "population": label("group", population),
        "calcul": each.quote if found.derived else "",
        "confiance": _SURE[found.confidence],
        **dict(zip(("page", "ligne", "titre"), _place(each.place), strict=True)),
        **{
            column: label(scheme, told[field]) for column, (field, scheme) in FIGURE_SCHEMES.items()
        },
    }
    return [cells.get(name, "") for name in FIGURES.names]


def _mention(number: int, each: ProposedMention, label: Callable[[str, str], str]) -> list[str]:
    scheme, _, slug = each.reference.partition("/")
    things = {"organisation", "person", "study", "programme", "event"}
    cells = {
        "id": f"m{number:03}",
        "citation": each.quote,
        "chose": each.reference,
        "nom": slug if scheme in things else label(scheme, slug),
        "fois": str(each.times),
        "confiance": _SURE[each.confidence],
        **dict(zip(("page", "ligne", "titre"), _place(each.place), strict=True)),
    }
    return [cells.get(name, "") for name in MENTIONS.names]
