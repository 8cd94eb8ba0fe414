"""French contracts, elides and agrees where sentences put words together."""

from __future__ import annotations

import pytest

from ontology.errors import Text
from queries.sentences.french import after, agreed, negated
from queries.sentences.lexicon import named, spelled
from queries.sentences.moments import when


def joined(preposition: str, phrase: str) -> str:
    return "".join(part.text for part in after(preposition, spelled(phrase)))


@pytest.mark.parametrize(
    ("preposition", "phrase", "expected"),
    [
        ("à", "m le mécénat", "au mécénat"),
        ("à", "fp les alliances", "aux alliances"),
        ("à", "f la confiance", "à la confiance"),
        ("à", "f l'innovation", "à l'innovation"),
        ("de", "m le climat", "du climat"),
        ("de", "mp les maires", "des maires"),
        ("de", "f l'étape", "de l'étape"),
        ("de", "m Le RAMEAU", "du RAMEAU"),
        ("de", "mp tous les acteurs", "de tous les acteurs"),
        ("de", "m Admical", "d'Admical"),
        ("que", "fp les alliances", "que les alliances"),
        ("que", "m Admical", "qu'Admical"),
        ("de", "m handicap", "de handicap"),
        ("pour", "mp les maires", "pour les maires"),
        ("", "mp les maires", "les maires"),
    ],
)
def test_a_preposition_takes_the_form_its_article_asks_for(
    preposition: str, phrase: str, expected: str
) -> None:
    assert joined(preposition, phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("m le guide", "perçu"),
        ("f la note", "perçue"),
        ("mp les kits", "perçus"),
        ("fp les alliances", "perçues"),
    ],
)
def test_a_participle_agrees_with_its_subject(phrase: str, expected: str) -> None:
    assert agreed("perçu~", spelled(phrase)) == expected


def test_a_gender_that_nobody_told_is_written_out() -> None:
    assert agreed("perçu~", named("person/x", Text("H. Allier", "H. Allier"), "fr")) == "perçu(e)"


@pytest.mark.parametrize(
    ("form", "finite", "expected"),
    [
        ("place en priorité", True, "ne place pas en priorité"),
        ("est freiné", True, "n'est pas freiné"),
        ("s'engage", True, "ne s'engage pas"),
        ("placer en priorité", False, "ne pas placer en priorité"),
    ],
)
def test_a_verb_is_denied_around_its_first_word(form: str, finite: bool, expected: str) -> None:
    assert negated(form, finite=finite) == expected


@pytest.mark.parametrize(
    ("reference", "name", "expected"),
    [
        ("category/mecenat", "Mécénat", "le mécénat"),
        ("impact/innovation-territoriale", "Innovation territoriale", "l'innovation territoriale"),
        ("group/maires", "Maires", "les maires"),
        ("resource-kind/quizz", "Quizz", "un quizz"),
        ("alliance/jardin", "Le Jardin partagé", "l'alliance Le Jardin partagé"),
        ("need/agir-efficacement", "Agir efficacement", "le besoin d'agir efficacement"),
        (
            "need/comprehension-des-enjeux",
            "Comprendre les enjeux",
            "le besoin de comprendre les enjeux",
        ),
        ("study/phare-citoyens", "PHARE-Citoyens", "l'étude PHARE-Citoyens"),
        ("resource/inconnue", "Zébrulons bleus", "la ressource zébrulons bleus"),
        ("person/anne", "Anne Robin", "Anne Robin"),
    ],
)
def test_a_name_takes_its_article_or_the_word_for_its_kind(
    reference: str, name: str, expected: str
) -> None:
    phrase = named(reference, Text(name, name), "fr")
    assert phrase.article + phrase.words == expected


@pytest.mark.parametrize(
    ("slug", "fr", "en"),
    [
        ("2015", "en 2015", "in 2015"),
        ("2015-09", "en septembre 2015", "in September 2015"),
        ("2016-11-29", "le 29\u00a0novembre 2016", "on 29\u00a0November 2016"),
        ("2013--2017", "de 2013 à 2017", "from 2013 to 2017"),
    ],
)
def test_a_period_is_an_adverb_of_time(slug: str, fr: str, en: str) -> None:
    assert (when(slug, "fr"), when(slug, "en")) == (fr, en)
