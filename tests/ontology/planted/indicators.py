"""Faults planted in indicators and their values."""

from __future__ import annotations

from tests.ontology.planted.fault import Fault

FAULTS = (
    Fault(
        "indicator-domain",
        "indicator/chomage",
        "Un indicateur doit décrire un domaine de la liste, et un seul",
        minus="indicator:chomage al:indicatorDomain domain:mobilite .",
    ),
    Fault(
        "indicator-publisher",
        "indicator/chomage",
        "Un indicateur doit dire qui le publie",
        minus='indicator:chomage al:publisherText "Insee" .',
    ),
    Fault(
        "indicator-source",
        "indicator/chomage",
        "Un indicateur doit dire dans quelle page ou quel fichier il a été lu",
        minus='indicator:chomage al:sourceText "Tableau" .',
    ),
    Fault(
        "value-indicator",
        "indicator-value/chomage-france",
        "Une valeur doit être celle d'un indicateur, et d'un seul",
        minus="indicator-value:chomage-france al:ofIndicator indicator:chomage .",
    ),
    Fault(
        "value-territory",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit avoir un territoire, et un seul",
        minus="indicator-value:chomage-france al:territory territory:france .",
    ),
    Fault(
        "value-year",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit avoir une année, et une seule",
        minus="indicator-value:chomage-france al:period period:2015-09 .",
    ),
    Fault(
        "value-number",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit être un nombre, et un seul",
        plus="indicator-value:chomage-france al:observedValue 8.5 .",
    ),
    Fault(
        "value-unit",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit dire son unité",
        minus='indicator-value:chomage-france al:unitText "%"@fr .',
    ),
    Fault(
        "value-publisher",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit dire qui la publie",
        minus='indicator-value:chomage-france al:publisherText "Insee" .',
    ),
    Fault(
        "value-page",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit avoir une page source, et une seule",
        minus="indicator-value:chomage-france dcterms:source webpage:velos .",
    ),
    Fault(
        "value-no-cell",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur ne partage aucune cellule avec les chiffres des études",
        plus="indicator-value:chomage-france al:cell cell:c1 .",
    ),
)
