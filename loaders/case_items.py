"""The items of a case in a spreadsheet, and what the coder's notes say of them.

An item is `code :: kind[:level] :: text`; items are separated by ` ; `. The text is the
coder's paraphrase of a page, never a quote. The rules below turn the words of items and
notes into relations and cautions; the notes themselves are kept word for word beside them,
so that a reviewer can see what a rule read.

Relation of an item, first rule that fits:

1. a claimed item that begins with "objectif", or that ends with what is still to be done
   ("3 000 jeunes à former"), is a target: `vise`, caution `target`;
2. every item of a case that is a call or a plan and no report (`planned-only`) is a target;
3. a saving that a study estimates should the action spread ("470 M€ d'économies estimées en cas
   de généralisation") is neither put in nor obtained: `vise`, caution `planned-only`, whatever
   its grade;
4. level `input` (money, people, means put in): `mobilise`; a turnover is earned, not put in, so
   its level is `output`, whatever its grade;
5. anything else: `contribue-a`. A measured count that prints its objective beside it
   ("3 000 jeunes touchés, objectif 10 000") stays there, with the caution `target`.

Polarity: an item that begins with "difficulté", "échec" or "recul" is negative, one whose
results the coder did not see is neutral, the others are positive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from loaders.faults import Spot, proposal
from ontology.errors import Finding, Text
from ontology.vocabulary import Vocabulary

__all__ = [
    "NOTE_RULES",
    "Item",
    "case_cautions",
    "item_data",
    "item_objects",
    "read_items",
]

_KINDS: Final = ("claimed", "measured")
_LEVELS: Final = ("input", "output", "outcome")

# Caution of a case -> what its notes say. Read in this order; all that fit are given.
NOTE_RULES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "year-deduced",
        re.compile(
            r"[Aa]nnée[^.;(]*déduite|[Dd]ate[^.;(]*déduite|[Dd]ébut déduit|[Ff]in calculée"
            r"|[Aa]nnée approximative"
        ),
    ),
    ("start-of-organisation", re.compile(r"start_year = création de l'organisation")),
    ("typology-extended", re.compile(r"typologie en 4 catégories[^.]*par extension")),
    (
        "contradiction",
        re.compile(
            r"CONTRADICTION|divergente?s?\b"
            r"|\b\d{4} \([^)]*\) ou \d{4}\b|\b\d+e \([^)]*\) ou \d+e\b"
            r"|\d{4} selon [^.;,]*, \d{4} selon|\d{4} dans [^.;,]*, \d{4} dans"
        ),
    ),
    (
        "source-approximate",
        re.compile(
            r"coupés|approximative|n'a pas été vue|non vues?\b|non donnée|non précisés"
            r"|peu détaillés"
        ),
    ),
    ("sponsored", re.compile(r"[Aa]rticle sponsorisé|[Cc]ommuniqué")),
    ("mixed-result", re.compile(r"résultat mitigé")),
    ("planned-only", re.compile(r"non un bilan")),
)

# The notes say that figures are those of a whole organisation...
_TOTAL_IN_NOTES: Final = re.compile(
    r"non (?:du|sur le) seul partenariat|antérieure? au partenariat|concerne tous les "
)
# ... and may name in brackets which figures: "Les totaux (micro-entreprises, emplois) sont".
_NAMED_TOTALS: Final = re.compile(r"Les totaux \(([^)]*)\)")
_TOTAL_IN_TEXT: Final = re.compile(r"\([^)]*(?:tous partenaires|toutes écoles|national)\)")
_TARGET: Final = re.compile(r"^objectif\b|\bà [a-zàâçéèêîôû]+(?:er|ir|re)$")
_TARGET_BESIDE: Final = re.compile(r", objectif \d")
_ESTIMATED: Final = re.compile(r"\bestimée?s?\b.*\ben cas d")
_EARNED: Final = re.compile(r"\bchiffre d'affaires\b")
_PARTLY_READ: Final = re.compile(r"extrait partiel")
_NEGATIVE: Final = re.compile(r"^(?:difficulté|échec|recul)")
_UNSEEN: Final = re.compile(r"résultats non vus")


@dataclass(frozen=True, slots=True)
class Item:
    """One item as the sheet writes it; `object` is a reference, `level` may be ""."""

    object: str
    kind: str
    level: str
    text: str


def item_objects(vocabulary: Vocabulary) -> dict[str, str]:
    """Return code -> reference for the impacts and direct effects a sheet may name."""
    return {
        concept.notation: f"{scheme}/{concept.slug}"
        for scheme in ("impact", "effect")
        for concept in vocabulary.concepts(scheme)
        if not concept.slug.startswith("_")
    }


def read_items(
    cell: str, spot: Spot, objects: Mapping[str, str]
) -> tuple[list[Item], list[Finding]]:
    """Return the items of a cell and the faults of those that cannot be read."""
    items: list[Item] = []
    findings: list[Finding] = []
    for written in re.split(r"\s+;\s+", cell) if cell else []:
        parts = [part.strip() for part in written.split("::")]
        if len(parts) != 3 or not all(parts):
            findings.append(spot.fault("csv-item", *_FORM, written))
            continue
        code, graded, text = parts
        kind, _, level = graded.partition(":")
        faults = _word_faults(spot, (code, objects, "Code"), (kind, _KINDS, "Nature"))
        if ":" in graded:
            faults += _word_faults(spot, (level, _LEVELS, "Niveau"))
        findings += faults
        if not faults:
            items.append(Item(objects[code], kind, level, text))
    return items, findings


def _word_faults(spot: Spot, *words: tuple[str, Any, str]) -> list[Finding]:
    english = {"Code": "code", "Nature": "kind", "Niveau": "level"}
    return [
        spot.fault(
            "csv-item-word",
            Text(f"{name} inconnu dans un élément.", f"Unknown {english[name]} in an item."),
            proposal(word, sorted(known)),
            word,
        )
        for word, known, name in words
        if word not in known
    ]


def case_cautions(notes: str) -> list[str]:
    """Return the cautions that the notes of a case call for."""
    return [caution for caution, rule in NOTE_RULES if rule.search(notes)]


def item_data(
    item: Item, number: int, case: str, notes: str, cautions: list[str]
) -> dict[str, Any]:
    """Return the record data of the `number`th item of `case`, counted from 1."""
    item = _as_the_words_say(item)
    relation, of_relation = _relation(item, cautions)
    marks = [*of_relation]
    if item.kind == "measured" and _is_total(item.text, notes):
        marks.append("organisation-total")
    if _PARTLY_READ.search(item.text):
        marks.append("source-approximate")
    polarity = _polarity(item.text)
    if polarity == "negative":
        marks.append("mixed-result")
    data: dict[str, Any] = {
        "id": f"{case}-i{number}",
        "object": item.object,
        "relation": relation,
        "kind": item.kind,
        # The level is the coder's reading, also where it is left open.
        "basis": "inferred",
        "text": item.text,
        "polarity": polarity,
        "cautions": tuple(dict.fromkeys(marks)),
    }
    return {**data, "level": item.level} if item.level else data


def _as_the_words_say(item: Item) -> Item:
    """Return the item without a grade that its own words contradict."""
    if _ESTIMATED.search(item.text):
        return replace(item, kind="claimed", level="")
    if item.level == "input" and _EARNED.search(item.text):
        return replace(item, level="output")
    return item


def _relation(item: Item, cautions: list[str]) -> tuple[str, list[str]]:
    if item.kind == "claimed" and _TARGET.search(item.text):
        return "vise", ["target"]
    if "planned-only" in cautions or _ESTIMATED.search(item.text):
        return "vise", ["planned-only"]
    if item.level == "input":
        return "mobilise", []
    return "contribue-a", ["target"] if _TARGET_BESIDE.search(item.text) else []


def _is_total(text: str, notes: str) -> bool:
    if _TOTAL_IN_TEXT.search(text):
        return True
    if not _TOTAL_IN_NOTES.search(notes):
        return False
    named = _NAMED_TOTALS.search(notes)
    return not named or any(word in text for word in named.group(1).split(", "))


def _polarity(text: str) -> str:
    if _NEGATIVE.search(text):
        return "negative"
    return "neutral" if _UNSEEN.search(text) else "positive"


_FORM: Final = (
    Text("Élément mal écrit.", "Malformed item."),
    Text(
        "Écrivez « code :: claimed :: texte » ou « code :: measured:output :: texte », les "
        "éléments séparés par « ; » entre deux espaces.",
        "Write “code :: claimed :: text” or “code :: measured:output :: text”, items separated by "
        "“;” between two spaces.",
    ),
)
