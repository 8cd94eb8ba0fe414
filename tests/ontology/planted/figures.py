"""Faults planted in figures and in comparisons of series."""

from __future__ import annotations

from tests.ontology.planted.fault import Fault

FAULTS = (
    Fault(
        "figure-dataset",
        "figure/f1",
        "Un chiffre doit appartenir à un jeu de données, et un seul",
        minus="figure:f1 qb:dataSet dataset:enquete-share .",
    ),
    Fault(
        "figure-question",
        "figure/f1",
        "Un chiffre doit dire la question, une fois",
        minus="figure:f1 al:question question:velo .",
    ),
    Fault(
        "figure-respondent",
        "figure/f1",
        "Un chiffre doit dire qui répond ou qui est compté, une fois",
        plus="figure:f1 al:respondent group:citoyens .",
    ),
    Fault(
        "figure-target",
        "figure/f1",
        "Un chiffre doit dire de quel groupe parle la question, une fois",
        minus="figure:f1 al:targetActor group:_Z .",
    ),
    Fault(
        "figure-subpopulation",
        "figure/f1",
        "Un chiffre doit dire sur quelle part des répondants il est calculé, une fois",
        minus="figure:f1 al:subPopulation group:_T .",
    ),
    Fault(
        "figure-territory",
        "figure/f1",
        "Un chiffre doit dire de quel territoire il parle, une fois",
        minus="figure:f1 al:territory territory:france .",
    ),
    Fault(
        "figure-domain",
        "figure/f1",
        "Un chiffre doit dire de quel domaine il parle, une fois",
        plus="figure:f1 al:domain domain:sante .",
    ),
    Fault(
        "figure-category",
        "figure/f1",
        "Un chiffre doit dire de quelle catégorie de partenariat il parle, une fois",
        minus="figure:f1 al:category category:_T .",
    ),
    Fault(
        "figure-impact",
        "figure/f1",
        "Un chiffre doit dire de quel impact il parle, une fois",
        minus="figure:f1 al:impact impact:_Z .",
    ),
    Fault(
        "figure-period",
        "figure/f1",
        "Un chiffre doit dire de quelle période il date, une fois",
        minus="figure:f1 al:period period:2015-09 .",
    ),
    Fault(
        "figure-passage",
        "figure/f1",
        "Un chiffre doit venir d'un passage, et d'un seul",
        plus="figure:f1 al:passage passage:p2 .",
    ),
    Fault(
        "figure-measure",
        "figure/f1",
        "Un chiffre doit avoir une mesure, et une seule, égale à sa valeur",
        minus="figure:f1 al:share 69.0 .",
    ),
    Fault(
        "figure-value",
        "figure/f1",
        "Un chiffre doit avoir une valeur, et une seule, qui soit un nombre",
        minus="figure:f1 al:value 69.0 ; al:share 69.0 .",
        plus="figure:f1 al:value 69 ; al:share 69 .",
    ),
    Fault(
        "figure-share",
        "figure/f1",
        "Une part doit aller de 0 à 100 %",
        minus="figure:f1 al:value 69.0 ; al:share 69.0 .",
        plus="figure:f1 al:value 690.0 ; al:share 690.0 .",
    ),
    Fault(
        "figure-score",
        "figure/f1",
        "Une note doit aller de 0 à 10",
        minus="figure:f1 al:share 69.0 .",
        plus="figure:f1 al:score 69.0 .",
    ),
    Fault(
        "figure-unit",
        "figure/f1",
        "Un chiffre doit avoir une unité, et une seule",
        minus="figure:f1 al:unit unit:pourcent .",
    ),
    Fault(
        "figure-precision",
        "figure/f1",
        "Un chiffre doit dire s'il est exact, une fois",
        minus="figure:f1 al:precision precision:exact .",
    ),
    Fault(
        "figure-population",
        "figure/f1",
        "Un chiffre doit dire sur quelle population il porte, dans les mots de la source",
        minus='figure:f1 al:populationText "maires de France"@fr .',
    ),
    Fault(
        "figure-cell",
        "figure/f1",
        "Un chiffre doit occuper une cellule du cube, et une seule",
        minus="figure:f1 al:cell cell:c1 .",
    ),
    Fault(
        "figure-calculation",
        "figure/f1",
        "Une valeur qui n'est pas imprimée dans sa citation doit montrer son calcul",
        minus='figure:f1 al:derivation "stated" .',
        plus='figure:f1 al:derivation "derived" .',
    ),
    Fault(
        "comparison-figures",
        "comparison/velos",
        "Une comparaison doit porter sur deux chiffres au moins",
        minus="comparison:velos al:compares figure:f2 .",
    ),
    Fault(
        "comparison-verdict",
        "comparison/velos",
        "Une comparaison doit dire si elle est possible",
        minus="comparison:velos al:comparable false .",
    ),
    Fault(
        "comparison-reason",
        "comparison/velos",
        "Une comparaison doit dire pourquoi",
        minus='comparison:velos al:explanation "La base diffère."@fr , "The base differs."@en .',
    ),
)
