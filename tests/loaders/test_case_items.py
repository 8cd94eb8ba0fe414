"""Items of a case: their syntax, and the published rules on relations and cautions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.case_items import Item, case_cautions, item_data, item_objects, read_items
from loaders.faults import Spot
from ontology.vocabulary import Vocabulary

SPOT = Spot("cases.csv", 5, "impacts")
OBJECTS = {"effets.publics": "effect/publics", "confiance.hommes": "impact/confiance-hommes"}


def test_items_are_read_in_their_order() -> None:
    cell = "effets.publics :: measured:output :: 7 emplois ; confiance.hommes :: claimed :: lien"
    assert read_items(cell, SPOT, OBJECTS) == (
        [
            Item("effect/publics", "measured", "output", "7 emplois"),
            Item("impact/confiance-hommes", "claimed", "", "lien"),
        ],
        [],
    )


def test_an_empty_cell_has_no_items() -> None:
    assert read_items("", SPOT, OBJECTS) == ([], [])


@pytest.mark.parametrize(
    ("cell", "code", "value"),
    [
        ("effets.publics : claimed : lien", "csv-item", "effets.publics : claimed : lien"),
        ("effets.publics :: claimed", "csv-item", "effets.publics :: claimed"),
        ("effets.publics :: claimed :: ", "csv-item", "effets.publics :: claimed ::"),
        ("effets.public :: claimed :: x", "csv-item-word", "effets.public"),
        ("effets.publics :: claim :: x", "csv-item-word", "claim"),
        ("effets.publics :: measured:result :: x", "csv-item-word", "result"),
        ("effets.publics :: measured: :: x", "csv-item-word", ""),
    ],
)
def test_a_malformed_item_is_a_finding_at_its_cell(cell: str, code: str, value: str) -> None:
    items, (finding,) = read_items(cell, SPOT, OBJECTS)
    assert items == []
    assert (finding.code, finding.line, finding.field) == (code, 5, "impacts")
    assert finding.value.strip() == value


def test_sound_items_beside_a_malformed_one_are_still_read() -> None:
    items, findings = read_items("x ; effets.publics :: claimed :: y ; z", SPOT, OBJECTS)
    assert [item.text for item in items] == ["y"]
    assert [finding.value for finding in findings] == ["x", "z"]


TEXTS = st.text(alphabet="abcé 0123%,.'’()/", min_size=1).map(str.strip).filter(bool)
ITEMS = st.builds(
    Item,
    st.sampled_from(sorted(OBJECTS.values())),
    st.sampled_from(["claimed", "measured"]),
    st.sampled_from(["", "input", "output", "outcome"]),
    TEXTS,
)


@given(st.lists(ITEMS, max_size=6))
def test_what_is_written_in_the_syntax_is_read_back(items: list[Item]) -> None:
    codes = {reference: code for code, reference in OBJECTS.items()}
    cell = " ; ".join(
        f"{codes[item.object]} :: {item.kind}{':' if item.level else ''}{item.level} :: {item.text}"
        for item in items
    )
    assert read_items(cell, SPOT, OBJECTS) == (items, [])


@given(st.text(alphabet="ab:; .éclaimed"))
def test_arbitrary_text_gives_items_or_findings_and_never_an_error(cell: str) -> None:
    items, findings = read_items(cell, SPOT, OBJECTS)
    assert bool(items or findings) == bool(cell)


def test_every_impact_and_effect_has_a_code(vocabulary: Vocabulary) -> None:
    objects = item_objects(vocabulary)
    assert objects["performance.structures_interet_general"] == (
        "impact/performance-structures-interet-general"
    )
    assert objects["effets.territoire"] == "effect/territoire"
    assert not [code for code in objects if code.startswith("_")]


def data_of(
    text: str, *, kind: str = "claimed", level: str = "", notes: str = ""
) -> Mapping[str, Any]:
    item = Item("effect/publics", kind, level, text)
    return item_data(item, 3, "cas", notes, case_cautions(notes))


@pytest.mark.parametrize(
    ("text", "kind", "level", "relation", "cautions"),
    [
        ("objectif de 100 000 personnes aidées", "claimed", "", "vise", ("target",)),
        ("objectif : plus de 200 familles", "claimed", "", "vise", ("target",)),
        ("plus de 3 000 jeunes à former", "claimed", "", "vise", ("target",)),
        ("3 000 jeunes touchés, objectif 10 000", "measured", "output", "contribue-a", ("target",)),
        ("17 magasins collecteurs", "measured", "output", "contribue-a", ()),
        ("budget de 11,3 M€", "measured", "input", "mobilise", ()),
        ("65 % affectés à des objectifs prioritaires", "measured", "input", "mobilise", ()),
        ("65 M€ de chiffre d'affaires (2013)", "measured", "input", "contribue-a", ()),
        ("700 M€ d'économies estimées en cas de généralisation", "measured", "input", "vise",
         ("planned-only",)),
        ("travaux de rénovation, coût estimé à 3 M€", "measured", "input", "mobilise", ()),
        ("mis à disposition pour objectif commun", "claimed", "", "contribue-a", ()),
        ("six postes (extrait partiel)", "measured", "output", "contribue-a",
         ("source-approximate",)),
        ("44 000 emplois (2008, tous partenaires)", "measured", "output", "contribue-a",
         ("organisation-total",)),
    ],
)  # fmt: skip
def test_the_relation_of_an_item_keeps_targets_and_resources_apart(
    text: str, kind: str, level: str, relation: str, cautions: tuple[str, ...]
) -> None:
    data = data_of(text, kind=kind, level=level)
    assert (data["relation"], data["cautions"]) == (relation, cautions)


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("65 M€ de chiffre d'affaires (2013)", "measured", "output"),
        ("700 M€ d'économies estimées en cas de généralisation", "claimed", None),
        ("budget de 11,3 M€", "measured", "input"),
    ],
)
def test_what_is_earned_or_estimated_is_no_resource_put_in(
    text: str, kind: str, level: str | None
) -> None:
    data = data_of(text, kind="measured", level="input")
    assert (data["kind"], data.get("level")) == (kind, level)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("difficulté à atteindre l'équilibre", "negative"),
        ("partenariat évalué (résultats non vus)", "neutral"),
        ("transformation d'une menace (perte d'un client) en opportunité", "positive"),
    ],
)
def test_the_polarity_of_an_item_is_told_by_its_words(text: str, polarity: str) -> None:
    assert data_of(text)["polarity"] == polarity


@pytest.mark.parametrize(
    ("notes", "text", "kind", "total"),
    [
        ("L'ensemble, non sur le seul partenariat.", "7", "measured", True),
        ("L'ensemble, non sur le seul partenariat.", "7", "claimed", False),
        ("Bilan de 20 ans de l'Adie, antérieur au partenariat.", "7", "measured", True),
        ("Le tonnage concerne tous les magasins.", "7", "measured", True),
        ("Les totaux (emplois, prêts) sont ceux de l'Adie, non du seul partenariat.",
         "7 emplois", "measured", True),
        ("Les totaux (emplois, prêts) sont ceux de l'Adie, non du seul partenariat.",
         "2 M€", "measured", False),
        ("Année déduite.", "7", "measured", False),
    ],
)  # fmt: skip
def test_totals_of_a_whole_organisation_are_marked_on_what_was_measured(
    notes: str, text: str, kind: str, total: bool
) -> None:
    data = data_of(text, kind=kind, level="output", notes=notes)
    assert ("organisation-total" in data["cautions"]) is total


def test_a_call_that_is_no_report_has_only_targets() -> None:
    data = data_of("levier de développement", notes="Appel à mécénat, non un bilan.")
    assert (data["relation"], data["cautions"]) == ("vise", ("planned-only",))


def test_items_are_numbered_from_one_within_their_case_and_never_quoted() -> None:
    data = data_of("lien")
    assert data["id"] == "cas-i3"
    assert "quote" not in data
    assert data["basis"] == "inferred"


@pytest.mark.parametrize(
    ("notes", "cautions"),
    [
        ("Année déduite (dossiers 2022).", ["year-deduced"]),
        ("Année du MOOC déduite.", ["year-deduced"]),
        ("Début déduit : 'depuis 4 ans'.", ["year-deduced"]),
        ("Fin calculée (convention de trois ans).", ["year-deduced"]),
        ("start_year = création de l'organisation porteuse.", ["start-of-organisation"]),
        ("CONTRADICTION : la brochure dit autre chose.", ["contradiction"]),
        ("SCIC : 2015 (Banque) ou 2016 (Hebdo 39).", ["contradiction"]),
        ("Départ 2009 selon Vivendi, 2010 selon SFR.", ["contradiction"]),
        ("4e (Gazette) ou 5e (Info) édition.", ["contradiction"]),
        ("Date divergente selon les sources.", ["contradiction"]),
        ("Article sponsorisé.", ["sponsored"]),
        ("Exemple de résultat mitigé.", ["mixed-result"]),
        ("Appel à mécénat, non un bilan.", ["planned-only"]),
        ("Chiffres clés coupés dans l'extrait.", ["source-approximate"]),
        ("la typologie en 4 catégories, définie ici, est appliquée par extension.",
         ["typology-extended"]),
        ("Années : 2012 selon la note, publication 2015.", []),
        ("Projet engagé dès 2002-2005, mise en service 2014.", []),
        ("", []),
    ],
)  # fmt: skip
def test_the_notes_of_a_case_call_for_their_cautions(notes: str, cautions: list[str]) -> None:
    assert case_cautions(notes) == cautions
