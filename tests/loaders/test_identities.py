"""Names: merged exactly or by decision, never because they look alike."""

from __future__ import annotations

import pytest

from loaders.faults import Spot
from loaders.identities import Decisions, look_alike, look_alikes
from loaders.records import DecisionFile
from loaders.shapes import read_shape
from loaders.yaml_form import read_yaml
from ontology.errors import Finding

SPOT = Spot("o.csv", 7, "name")


def decisions(*pairs: tuple[str, str, str]) -> Decisions:
    return Decisions(
        DecisionFile.model_validate(
            {
                "identities": [
                    {"names": (first, second), "decision": decision, "because": "x"}
                    for first, second, decision in pairs
                ]
            }
        )
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Energie Jeunes", "Énergies jeunes"),
        ("Habitat et Humanisme", "Humanisme et Habitat"),
        ("Enedis", "Enedis (ERDF)"),
        ("Voiture & Co", "Wimoov (ex-Voiture & Co)"),
        ("Banque des Territoires (Caisse des Dépôts)", "Caisse des Dépôts"),
        ("Le Rameau", "Le Ramau"),
    ],
)
def test_names_that_could_be_one_organisation_s_look_alike(one: str, other: str) -> None:
    assert look_alike(one, other)
    assert look_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Orange", "Fondation Orange"),
        ("Groupe Archer", "Groupe Ares"),
        ("CRESS Rhône-Alpes", "Région Rhône-Alpes"),
        ("Regain (Esat)", "Adapei (Esat)"),
        ("Emmaüs Défi", "Emmaüs Connect"),
        ("SNCF", "GRDF"),
        ("Le RAMEAU", "le rameau"),
    ],
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert not look_alike(one, other)


def ask(new: list[str], known: list[str], decided: Decisions) -> list[Finding]:
    return list(look_alikes([(name, SPOT) for name in new], known, decided))


def test_a_new_name_is_compared_with_known_names_and_with_other_new_ones() -> None:
    findings = ask(["Enedis (ERDF)", "Sogères", "Sogeress"], ["Enedis"], decisions())
    assert [(each.code, each.value) for each in findings] == [
        ("identity-undecided", "Enedis (ERDF)"),
        ("identity-undecided", "Sogeress"),
    ]


@pytest.mark.parametrize("decision", ["same", "different"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_decided_pair_is_not_asked_again(decision: str, turned: bool) -> None:
    pair = ("ENEDIS (ERDF)", "enedis") if turned else ("enedis", "ENEDIS (ERDF)")
    assert ask(["Enedis (ERDF)"], ["Enedis"], decisions((*pair, decision))) == []


def test_the_proposal_holds_the_exact_yaml_to_add() -> None:
    (finding,) = ask(['Sogeres "Ouest"'], ['Sogères "Ouest" (siège)'], decisions())
    for text in (finding.cure.fr, finding.cure.en):
        line = text[text.index("- {") :].replace("…", "vu")
        data, lines = read_yaml(f"identities:\n{line}\n".encode(), "identities.yaml")
        record, faults = read_shape(data, lines, DecisionFile, "identities.yaml")
        assert faults == []
        assert record is not None
        assert record.identities[0].names == ('Sogères "Ouest" (siège)', 'Sogeres "Ouest"')


def test_same_makes_the_second_name_an_alias_of_the_first_through_chains() -> None:
    decided = decisions(("A un", "B deux", "same"), ("B deux", "C trois", "same"))
    assert decided.principal("c TROIS") == "A un"
    assert decided.principal("A un") == "A un"


def test_different_makes_no_alias() -> None:
    assert decisions(("A un", "B deux", "different")).principal("B deux") == "B deux"


def test_a_ring_of_decisions_ends() -> None:
    decided = decisions(("A un", "B deux", "same"), ("B deux", "A un", "same"))
    assert decided.principal("A un") in {"A un", "B deux"}
