"""A claim is said by a verb that follows its status; every expected sentence is written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ontology.errors import Text
from queries.sentences.claims import Name, Said, say
from queries.sentences.words import Part


def name(reference: str, fr: str, en: str | None = None) -> Name:
    return Name(reference, Text(fr, en or fr))


ALLIANCES = name("category/_T", "Toutes les catégories", "All categories")
CONFIDENCE = name("impact/confiance", "Confiance", "Confidence")
EDITOR = name("organisation/le-rameau", "Le RAMEAU")
MAYORS = name("group/maires", "Maires", "Mayors")
CONTRIBUTES = name("relation/contribue-a", "contribue à", "contributes to")
FIRST = name("relation/place-en-priorite", "place en priorité", "puts first")
MOBILITY = name("domain/mobilite", "Mobilité", "Mobility")

SAID = Said(
    subject=ALLIANCES, relation=CONTRIBUTES, object=CONFIDENCE, status="affirme", mode="asserted"
)


@pytest.mark.parametrize(
    ("status", "mode", "fr", "en"),
    [
        (
            "affirme",
            "asserted",
            "Selon Le RAMEAU, les alliances contribuent à la confiance.",
            "According to Le RAMEAU, alliances contribute to confidence.",
        ),
        (
            "suppose",
            "hypothesised",
            "Selon une hypothèse du RAMEAU, les alliances pourraient contribuer à la confiance.",
            "According to a hypothesis of Le RAMEAU, alliances could contribute to confidence.",
        ),
        (
            "observe",
            "measured",
            "Selon Le RAMEAU, il est observé que les alliances contribuent à la confiance.",
            "According to Le RAMEAU, it is observed that alliances contribute to confidence.",
        ),
        (
            "mesure",
            "measured",
            "Selon Le RAMEAU, il est mesuré que les alliances contribuent à la confiance.",
            "According to Le RAMEAU, it is measured that alliances contribute to confidence.",
        ),
        (
            "demontre",
            "attributed",
            "Selon Le RAMEAU, il est démontré que les alliances contribuent à la confiance.",
            "According to Le RAMEAU, it is demonstrated that alliances contribute to confidence.",
        ),
    ],
)
def test_the_verb_follows_the_status(status: str, mode: str, fr: str, en: str) -> None:
    said = replace(SAID, status=status, mode=mode, speaker=EDITOR)
    assert (say(said, "fr").text, say(said, "en").text) == (fr, en)


def test_what_a_group_perceives_is_said_as_its_perception() -> None:
    said = replace(SAID, status="percu", mode="perceived", speaker=MAYORS)
    assert say(said, "fr").text == (
        "Les maires perçoivent les alliances comme contribuant à la confiance."
    )
    assert say(said, "en").text == "Mayors perceive alliances as contributing to confidence."


def test_what_a_group_says_of_itself_is_told_by_it() -> None:
    said = Said(MAYORS, FIRST, MOBILITY, status="percu", mode="perceived", speaker=MAYORS)
    assert say(said, "fr").text == (
        "Les maires disent placer en priorité le domaine de la mobilité."
    )
    assert say(said, "en").text == "Mayors say they put first the domain of mobility."


def test_what_a_group_believes_of_its_own_effect_is_its_perception_of_itself() -> None:
    said = replace(SAID, subject=MAYORS, status="percu", mode="perceived", speaker=MAYORS)
    assert say(said, "fr").text == "Les maires se perçoivent comme contribuant à la confiance."
    assert say(said, "en").text == "Mayors perceive themselves as contributing to confidence."


def test_a_speaker_who_only_asserts_what_others_perceive_is_not_made_to_perceive_it() -> None:
    said = replace(SAID, status="percu", mode="asserted", speaker=EDITOR)
    assert say(said, "fr").text == (
        "Les alliances sont perçues comme contribuant à la confiance ; Le RAMEAU l'affirme."
    )
    assert say(said, "en").text == (
        "Alliances are perceived as contributing to confidence; Le RAMEAU asserts it."
    )


def test_a_hypothesis_stays_one_although_its_link_is_asserted_elsewhere() -> None:
    said = replace(SAID, status="affirme", mode="hypothesised", speaker=EDITOR)
    assert "pourraient contribuer" in say(said, "fr").text
    assert "could contribute" in say(said, "en").text


def test_a_target_is_aimed_at() -> None:
    said = replace(SAID, relation=name("relation/vise", "vise", "aims at"), status="vise")
    assert say(said, "fr").text == "Selon la source citée, les alliances visent la confiance."
    assert say(said, "en").text == "According to the cited source, alliances aim at confidence."


def test_a_claim_without_status_says_so() -> None:
    said = replace(SAID, status="")
    assert say(said, "fr").text == "Sans statut : les alliances — contribue à — la confiance."
    assert say(said, "en").text == "No status: alliances — contributes to — confidence."


@pytest.mark.parametrize(
    ("relation", "polarity", "fr", "en"),
    [
        (
            CONTRIBUTES,
            "negative",
            "Selon Le RAMEAU, les alliances desservent la confiance.",
            "According to Le RAMEAU, alliances work against confidence.",
        ),
        (
            CONTRIBUTES,
            "mixed",
            "Selon Le RAMEAU, les alliances contribuent à la confiance (constat mitigé).",
            "According to Le RAMEAU, alliances contribute to confidence (mixed finding).",
        ),
        (
            FIRST,
            "negative",
            "Selon Le RAMEAU, les alliances ne placent pas en priorité la confiance.",
            "According to Le RAMEAU, alliances do not put first confidence.",
        ),
        (
            name("relation/definit", "définit", "defines"),
            "negative",
            "Selon Le RAMEAU, les alliances définissent la confiance (sens défavorable).",
            "According to Le RAMEAU, alliances define confidence (negative).",
        ),
    ],
)
def test_what_is_denied_or_mixed_is_said_to_be(
    relation: Name, polarity: str, fr: str, en: str
) -> None:
    said = replace(SAID, relation=relation, polarity=polarity, speaker=EDITOR)
    assert (say(said, "fr").text, say(said, "en").text) == (fr, en)


def test_means_beneficiary_scope_and_missing_quote_are_all_said() -> None:
    said = replace(
        SAID,
        through=(name("mechanism/climat-de-confiance", "Climat de confiance", "Climate of trust"),),
        beneficiary=name("group/associations", "Associations", "Associations"),
        domain=MOBILITY,
        territory=name("territory/grand-est", "Grand Est", "Grand Est"),
        period=name("period/2015", "2015", "2015"),
        to_find=True,
    )
    assert say(said, "fr").text == (
        "Selon la source citée, les alliances contribuent à la confiance, par le moyen du climat "
        "de confiance, au bénéfice des associations, dans le domaine de la mobilité, dans le "
        "Grand Est, en 2015 (phrase à retrouver)."
    )
    assert say(said, "en").text == (
        "According to the cited source, alliances contribute to confidence, by means of climate of "
        "trust, for the benefit of associations, in the domain of mobility, in Grand Est, in 2015 "
        "(phrase still to be found)."
    )


@pytest.mark.parametrize(
    ("beside", "fr", "en"),
    [
        ("group/associations", " (avec : les associations).", " (with: associations)."),
        ("axis/social", " (sur : l'axe social).", " (on: the social axis)."),
        (
            "territory-level/region",
            " (échelle : le niveau régional).",
            " (scale: the regional level).",
        ),
    ],
)
def test_partners_axes_and_levels_are_no_means(beside: str, fr: str, en: str) -> None:
    labels = {"group": "Associations", "axis": "Social", "territory-level": "Région"}
    label = labels[beside.partition("/")[0]]
    said = replace(SAID, through=(name(beside, label, label),), speaker=EDITOR)
    assert say(said, "fr").text.endswith(fr)
    assert say(said, "en").text.lower().endswith(en)


def test_resources_are_put_in_towards_an_impact_which_is_not_put_in_itself() -> None:
    said = replace(SAID, relation=name("relation/mobilise", "mobilise", "mobilises"))
    assert "mobilisent des moyens pour la confiance" in say(said, "fr").text
    assert "mobilise resources for confidence" in say(said, "en").text


def test_the_names_of_a_sentence_lead_to_the_things_they_name() -> None:
    named = {part.iri.rpartition("scheme/")[2] for part in say(SAID, "fr").parts if part.iri}
    assert named == {"category/_T", "impact/confiance"}


def test_a_sentence_that_travels_alone_names_its_source() -> None:
    said = replace(SAID, source=(Part("La note", "https://example.org/"), Part(", Chiffres")))
    assert say(said, "fr").cited.endswith("la confiance. Source : La note, Chiffres.")
    assert say(said, "en").cited.endswith("confidence. Source: La note, Chiffres.")
