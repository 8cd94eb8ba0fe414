"""Every relation has its verb in both languages; each expected sentence is written by hand."""

from __future__ import annotations

import re

import pytest

from ontology.errors import Text
from ontology.vocabulary import read_vocabulary
from queries.sentences.claims import Name, Said, say
from queries.sentences.words import data

# Things as records name them: a letter, the reference, the French and the English name.
_THINGS = {
    "alliances": ("category/_T", "Toutes les catégories", "All categories"),
    "arpea": ("programme/arpea", "ARPEA", "ARPEA"),
    "phare": ("study/phare-citoyens", "PHARE-Citoyens", "PHARE-Citoyens (citizens)"),
    "guide": ("resource/guide", "Guide « Agir »", "“Agir” guide"),
    "kits": ("resource/kits", "Kits pratiques", "Practical kits"),
    "day": ("event/matinee", "Matinée du 3 mai 2017", "Morning of 3 May 2017"),
    "mayors": ("group/maires", "Maires", "Mayors"),
    "companies": ("group/entreprises", "Entreprises", "Companies"),
    "students": ("group/etudiants", "Étudiants", "Students"),
    "rameau": ("organisation/le-rameau", "Le RAMEAU", "Le RAMEAU"),
    "comisis": ("organisation/comisis", "Comisis", "Comisis"),
    "cese": ("organisation/cese", "CESE", "CESE"),
    "anne": ("person/anne-robin", "Anne Robin", "Anne Robin"),
    "2008": ("period/2008", "2008", "2008"),
    "day-date": ("period/2017-05-03", "3 mai 2017", "3 May 2017"),
    "innovation": ("impact/innovation-societale", "Innovation sociétale", "Societal innovation"),
    "networks": ("mechanism/acces", "Accès aux réseaux", "Access to networks"),
    "solutions": ("mechanism/nouvelles-solutions", "Nouvelles solutions", "New solutions"),
    "mobility": ("domain/mobilite", "Mobilité", "Mobility"),
    "stakes": ("need/comprehension", "Comprendre les enjeux", "Understanding the stakes"),
    "time": ("need/temps", "Temps pour modéliser", "Time to model"),
    "scissors": ("obstacle/effet-ciseau", "Effet ciseau", "Scissors effect"),
    "funder": ("role/financeur", "Financeur", "Funder"),
    "quiz": ("resource-kind/quizz", "Quizz", "Quiz"),
    "sevres": ("territory/dept-deux-sevres", "Deux-Sèvres", "Deux-Sèvres"),
}

# relation: (subject, object, what stands between "Selon Le CESE, " and the full stop, English)
_SENTENCES = {
    "contribue-a": (
        "alliances",
        "innovation",
        "les alliances contribuent à l'innovation sociétale",
        "alliances contribute to societal innovation",
    ),
    "vise": (
        "arpea",
        "mobility",
        "le programme ARPEA vise le domaine de la mobilité",
        "the ARPEA programme aims at the domain of mobility",
    ),
    "mobilise": (
        "alliances",
        "networks",
        "les alliances mobilisent l'accès aux réseaux",
        "alliances mobilise access to networks",
    ),
    "est-source-de": (
        "alliances",
        "solutions",
        "les alliances sont source des nouvelles solutions",
        "alliances are a source of new solutions",
    ),
    "permet": (
        "alliances",
        "networks",
        "les alliances permettent l'accès aux réseaux",
        "alliances enable access to networks",
    ),
    "repond-a": (
        "guide",
        "stakes",
        "le guide « Agir » répond au besoin de comprendre les enjeux",
        "the “Agir” guide responds to the need for understanding the stakes",
    ),
    "est-pertinent-pour": (
        "alliances",
        "mobility",
        "les alliances sont pertinentes pour le domaine de la mobilité",
        "alliances are relevant to the domain of mobility",
    ),
    "place-en-priorite": (
        "mayors",
        "mobility",
        "les maires placent en priorité le domaine de la mobilité",
        "mayors put first the domain of mobility",
    ),
    "souhaite-partenariat-sur": (
        "mayors",
        "mobility",
        "les maires souhaitent un partenariat sur le domaine de la mobilité",
        "mayors want a partnership on the domain of mobility",
    ),
    "attend-de": (
        "mayors",
        "companies",
        "les maires attendent une action des entreprises",
        "mayors expect action from companies",
    ),
    "s-engage-a": (
        "mayors",
        "alliances",
        "les maires s'engagent pour les alliances",
        "mayors are committed to alliances",
    ),
    "pratique": (
        "companies",
        "alliances",
        "les entreprises pratiquent les alliances",
        "companies practise alliances",
    ),
    "joue-le-role": (
        "companies",
        "funder",
        "les entreprises jouent le rôle de financeur",
        "companies play the role of funder",
    ),
    "est-compose-de": (
        "kits",
        "quiz",
        "les kits pratiques comprennent un quizz",
        "the practical kits are made up of a quiz",
    ),
    "analyse": (
        "phare",
        "mayors",
        "l'étude PHARE-Citoyens analyse les maires",
        "PHARE-Citoyens (citizens) analyses mayors",
    ),
    "couvre": (
        "phare",
        "mobility",
        "l'étude PHARE-Citoyens couvre le domaine de la mobilité",
        "PHARE-Citoyens (citizens) covers the domain of mobility",
    ),
    "cree-par": (
        "phare",
        "rameau",
        "l'étude PHARE-Citoyens est créée par Le RAMEAU",
        "PHARE-Citoyens (citizens) is created by Le RAMEAU",
    ),
    "cree-en": (
        "comisis",
        "2008",
        "l'organisation Comisis est créée en 2008",
        "Comisis is created in 2008",
    ),
    "fonde-par": (
        "rameau",
        "anne",
        "Le RAMEAU est fondé par Anne Robin",
        "Le RAMEAU is founded by Anne Robin",
    ),
    "dirige-par": (
        "arpea",
        "anne",
        "le programme ARPEA est dirigé par Anne Robin",
        "the ARPEA programme is directed by Anne Robin",
    ),
    "mene-avec": (
        "phare",
        "comisis",
        "l'étude PHARE-Citoyens est menée en partenariat avec Comisis",
        "PHARE-Citoyens (citizens) is carried out in partnership with Comisis",
    ),
    "realise-par": (
        "kits",
        "rameau",
        "les kits pratiques sont réalisés par Le RAMEAU",
        "the practical kits are produced by Le RAMEAU",
    ),
    "realise-pour": (
        "phare",
        "rameau",
        "l'étude PHARE-Citoyens est réalisée pour Le RAMEAU",
        "PHARE-Citoyens (citizens) is produced for Le RAMEAU",
    ),
    "publie-par": (
        "guide",
        "comisis",
        "le guide « Agir » est publié par Comisis",
        "the “Agir” guide is published by Comisis",
    ),
    "publie-le": (
        "phare",
        "day-date",
        "l'étude PHARE-Citoyens est publiée le 3 mai 2017",
        "PHARE-Citoyens (citizens) is published on 3 May 2017",
    ),
    "commence-en": (
        "arpea",
        "2008",
        "le programme ARPEA commence en 2008",
        "the ARPEA programme starts in 2008",
    ),
    "se-termine-en": (
        "arpea",
        "2008",
        "le programme ARPEA se termine en 2008",
        "the ARPEA programme ends in 2008",
    ),
    "mis-a-jour-en": (
        "guide",
        "2008",
        "le guide « Agir » connaît une mise à jour en 2008",
        "the “Agir” guide is updated in 2008",
    ),
    "a-lieu-le": (
        "day",
        "day-date",
        "la matinée du 3 mai 2017 a lieu le 3 mai 2017",
        "the morning of 3 May 2017 takes place on 3 May 2017",
    ),
    "a-lieu-a": (
        "day",
        "cese",
        "la matinée du 3 mai 2017 a lieu au CESE",
        "the morning of 3 May 2017 takes place at the CESE",
    ),
    "est-situe-a": (
        "alliances",
        "sevres",
        "les alliances sont situées dans les Deux-Sèvres",
        "alliances are located in Deux-Sèvres",
    ),
    "presente": (
        "day",
        "guide",
        "la matinée du 3 mai 2017 présente le guide « Agir »",
        "the morning of 3 May 2017 presents the “Agir” guide",
    ),
    "met-en-debat": (
        "day",
        "innovation",
        "la matinée du 3 mai 2017 met en débat l'innovation sociétale",
        "the morning of 3 May 2017 puts up for debate societal innovation",
    ),
    "met-a-disposition": (
        "guide",
        "kits",
        "le guide « Agir » met à disposition les kits pratiques",
        "the “Agir” guide makes available the practical kits",
    ),
    "s-adresse-a": (
        "kits",
        "students",
        "les kits pratiques s'adressent aux étudiants",
        "the practical kits are meant for students",
    ),
    "illustre": (
        "guide",
        "innovation",
        "le guide « Agir » illustre l'innovation sociétale",
        "the “Agir” guide illustrates societal innovation",
    ),
    "definit": (
        "guide",
        "innovation",
        "le guide « Agir » définit l'innovation sociétale",
        "the “Agir” guide defines societal innovation",
    ),
    "precede": (
        "arpea",
        "phare",
        "le programme ARPEA précède l'étude PHARE-Citoyens",
        "the ARPEA programme precedes PHARE-Citoyens (citizens)",
    ),
    "associe": (
        "alliances",
        "companies",
        "les alliances associent les entreprises",
        "alliances bring together companies",
    ),
    "sous-haut-patronage-de": (
        "day",
        "rameau",
        "la matinée du 3 mai 2017 est placée sous le haut patronage du RAMEAU",
        "the morning of 3 May 2017 is placed under the high patronage of Le RAMEAU",
    ),
    "president-de": ("anne", "cese", "Anne Robin préside le CESE", "Anne Robin chairs the CESE"),
    "a-besoin-de": (
        "mayors",
        "networks",
        "les maires ont besoin de l'accès aux réseaux",
        "mayors are in need of access to networks",
    ),
    "est-freine-par": (
        "alliances",
        "scissors",
        "les alliances sont freinées par l'effet ciseau",
        "alliances are hindered by scissors effect",
    ),
    "repose-sur": (
        "alliances",
        "mayors",
        "les alliances reposent sur les maires",
        "alliances rest on mayors",
    ),
    "est-confronte-a": (
        "companies",
        "scissors",
        "les entreprises sont confrontées à l'effet ciseau",
        "companies are faced with scissors effect",
    ),
    "se-decline-en": (
        "guide",
        "kits",
        "le guide « Agir » se décline en kits pratiques",
        "the “Agir” guide is offered as practical kits",
    ),
    "s-inscrit-dans": (
        "guide",
        "arpea",
        "le guide « Agir » s'inscrit dans le programme ARPEA",
        "the “Agir” guide takes its place within the ARPEA programme",
    ),
    "porte-par": (
        "phare",
        "rameau",
        "l'étude PHARE-Citoyens est portée par Le RAMEAU",
        "PHARE-Citoyens (citizens) is carried by Le RAMEAU",
    ),
    "a-pour-objet": (
        "arpea",
        "innovation",
        "le programme ARPEA a pour objet l'innovation sociétale",
        "the ARPEA programme is about societal innovation",
    ),
    "est-le-dernier-de": (
        "phare",
        "arpea",
        "l'étude PHARE-Citoyens est le dernier volet du programme ARPEA",
        "PHARE-Citoyens (citizens) is the last part of the ARPEA programme",
    ),
    "organise-par": (
        "day",
        "rameau",
        "la matinée du 3 mai 2017 est organisée par Le RAMEAU",
        "the morning of 3 May 2017 is organised by Le RAMEAU",
    ),
}


def thing(key: str) -> Name:
    reference, fr, en = _THINGS[key]
    return Name(reference, Text(fr, en))


@pytest.mark.parametrize("relation", sorted(_SENTENCES))
def test_a_relation_is_said_by_its_verb(relation: str) -> None:
    subject, target, fr, en = _SENTENCES[relation]
    status = "vise" if relation == "vise" else "affirme"
    said = Said(
        subject=thing(subject),
        relation=Name(f"relation/{relation}", Text(relation, relation)),
        object=thing(target),
        status=status,
        mode="asserted",
        speaker=thing("cese"),
    )
    # Days keep their month beside them: a no-break space, which a plain one stands for here.
    told = [say(said, language).text.replace("\u00a0", " ") for language in ("fr", "en")]
    assert told == [f"Selon le CESE, {fr}.", f"According to the CESE, {en}."]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("relation", sorted(_SENTENCES))
def test_a_link_to_guess_is_said_alike_whatever_its_status(relation: str, language: str) -> None:
    subject, target, _, _ = _SENTENCES[relation]
    rules = data("statuses", language)
    asked = {
        say(
            Said(
                subject=thing(subject),
                relation=Name(f"relation/{relation}", Text(relation, relation)),
                object=thing(target),
                status=status,
                mode=mode,
                speaker=thing("mayors"),
            ),
            language,
        ).asked
        for status in rules["voices"]
        for mode in ("asserted", "hypothesised", "measured", "perceived", "")
    }
    assert len(asked) == 1
    said = "".join(part.text for part in asked.pop())
    told = "|".join(pattern for patterns in rules["permitted"].values() for pattern in patterns)
    assert re.search(told, said) is None
    assert " — " in said


def test_a_link_to_guess_has_an_infinitive_and_neither_speaker_nor_quote() -> None:
    said = Said(
        subject=thing("alliances"),
        relation=Name("relation/contribue-a", Text("contribue à", "contributes to")),
        object=thing("innovation"),
        status="percu",
        mode="perceived",
        speaker=thing("mayors"),
        to_find=True,
    )
    told = ["".join(part.text for part in say(said, code).asked) for code in ("fr", "en")]
    assert told == [
        "Les alliances — contribuer à l'innovation sociétale.",
        "Alliances — to contribute to societal innovation.",
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_relation_of_the_scheme_has_a_verb(language: str) -> None:
    slugs = {concept.slug for concept in read_vocabulary().concepts("relation")}
    assert slugs - data("verbs", language).keys() == set()


def test_every_verb_has_its_sentence_worked_out_here() -> None:
    assert data("verbs", "fr").keys() == data("verbs", "en").keys() == _SENTENCES.keys()
