"""The words by which a figure, a claim or a technical node is shown.

Nothing in a record names these nodes, yet every page and every message must, in French and
in English. The wording is made of the names of their parts and of nothing else, so two nodes
that say the same are called the same. Numbers are written the way each language writes them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from loaders.mapping.names import Names
from loaders.mapping.periods import period_words
from loaders.records import Figure, Passage
from ontology.errors import Text
from ontology.iris import SCHEMES

__all__ = [
    "cell_label",
    "claim_label",
    "figure_label",
    "inner",
    "joined",
    "number_words",
    "passage_label",
    "value_words",
]

# Units that stand beside the number in a way of their own: singular, plural.
_UNITS: Final = {
    "pourcent": (Text("{} %", "{}%"),) * 2,
    "note-sur-10": (Text("{}/10", "{}/10"),) * 2,
    "nombre": (Text("{}", "{}"),) * 2,
    "points-de-pourcentage": (Text("{} point", "{} point"), Text("{} points", "{} points")),
    "euro": (Text("{} €", "€{}"),) * 2,
    "annee": (Text("{} an", "{} year"), Text("{} ans", "{} years")),
    "mois": (Text("{} mois", "{} month"), Text("{} mois", "{} months")),
    "jour": (Text("{} jour", "{} day"), Text("{} jours", "{} days")),
    "heure": (Text("{} heure", "{} hour"), Text("{} heures", "{} hours")),
    "rang": (Text("rang {}", "rank {}"),) * 2,
}
_PRECISIONS: Final = {
    "exact": Text("{}", "{}"),
    "about": Text("environ {}", "about {}"),
    "at-least": Text("au moins {}", "at least {}"),
    "at-most": Text("au plus {}", "at most {}"),
    "in-words": Text("{} (en toutes lettres)", "{} (in words)"),
}
# What goes without saying in a label.
_SILENT: Final = frozenset({"_T", "_Z", "france"})
# Schemes whose concepts bear proper names, or words with their own capitals.
_PROPER: Final = frozenset({"territory", "period"})


def joined(*parts: Text, by: str = " — ") -> Text:
    """Return the parts set side by side in each language."""
    return Text(by.join(part.fr for part in parts), by.join(part.en for part in parts))


def inner(text: Text) -> Text:
    """Return a concept's name as it stands inside a label: no capital, unless it is a code."""
    return Text(_lowered(text.fr), _lowered(text.en))


def _lowered(words: str) -> str:
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def value_words(names: Names, figure: Figure) -> Text:
    """Return the value with its unit and precision: `environ 69 %`, `about 69%`."""
    shown = number_words(figure.value)
    singular, plural = _UNITS.get(figure.unit) or _named_unit(names, figure.unit)
    size = abs(figure.value)
    fr = (plural if size >= 2 else singular).fr.format(shown.fr)
    en = (singular if size == 1 else plural).en.format(shown.en)
    precision = _PRECISIONS.get(figure.precision)
    if precision is None:
        words = inner(names.concept_words("precision", figure.precision))
        return Text(f"{fr} ({words.fr})", f"{en} ({words.en})")
    return Text(precision.fr.format(fr), precision.en.format(en))


def _named_unit(names: Names, slug: str) -> tuple[Text, Text]:
    words = inner(names.concept_words("unit", slug))
    unit = Text(f"{{}} {words.fr}", f"{{}} {words.en}")
    return unit, unit


def number_words(value: Decimal) -> Text:
    """Return a number as each language writes it: `63 256,5`, `63,256.5`."""
    digits = format(value, ",f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Text(digits.replace(",", " ").replace(".", ","), digits)


def figure_label(names: Names, figure: Figure) -> Text:
    """Return `69 % — Les alliances, source d'innovation — citoyens (2015)` and its English."""
    return joined(value_words(names, figure), _point(names, figure))


def cell_label(names: Names, figure: Figure) -> Text:
    """Return what a figure is a value of: its measure, question, population and period."""
    measure = names.concept_words("measure", figure.measure)
    return joined(measure, _point(names, figure))


def _point(names: Names, figure: Figure) -> Text:
    told = [names.concept_words("question", figure.question)]
    dimensions = (
        ("group", figure.respondent),
        ("group", figure.subpopulation),
        ("territory", figure.territory),
        ("domain", figure.domain),
        ("category", figure.category),
        ("impact", figure.impact),
    )
    parts = [
        _part(names, scheme, slug)
        for scheme, slug in dimensions
        if slug not in _SILENT and not _asked(figure, slug)
    ]
    if figure.target not in _SILENT:
        target = inner(names.concept_words("group", figure.target))
        parts.append(Text(f"acteur visé : {target.fr}", f"target: {target.en}"))
    if parts:
        told.append(joined(*parts, by=", "))
    when = period_words(figure.period)
    point = joined(*told)
    return Text(f"{point.fr} ({when.fr})", f"{point.en} ({when.en})")


def _asked(figure: Figure, slug: str) -> bool:
    # "Portée locale des partenariats — partenariats" says one thing twice.
    return f"-{slug}-" in f"-{figure.question}-"


def _part(names: Names, scheme: str, slug: str) -> Text:
    words = names.concept_words(scheme, slug)
    return words if scheme in _PROPER else inner(words)


def claim_label(
    names: Names,
    *,
    subject: str,
    relation: str,
    object_: str,
    scope: tuple[tuple[str, str], ...] = (),
    polarity: str = "positive",
) -> Text:
    """Return `Le Relais du Val — contribue à — confiance (Bretagne)` and its English.

    `scope` holds pairs of scheme and slug; any polarity but the positive is said.
    """
    words = joined(
        names.words(subject),
        inner(names.concept_words("relation", relation)),
        _object_words(names, object_),
    )
    limits = [_part(names, scheme, slug) for scheme, slug in scope]
    if polarity != "positive":
        limits.append(inner(names.concept_words("polarity", polarity)))
    if not limits:
        return words
    said = joined(*limits, by=", ")
    return Text(f"{words.fr} ({said.fr})", f"{words.en} ({said.en})")


def _object_words(names: Names, reference: str) -> Text:
    scheme = reference.partition("/")[0]
    words = names.words(reference)
    return inner(words) if scheme in SCHEMES and scheme not in _PROPER else words


def passage_label(title: str, passage: Passage) -> Text:
    """Return `Titre du document, ligne 53` and its English."""
    return Text(f"{title}, ligne {passage.line}", f"{title}, line {passage.line}")
