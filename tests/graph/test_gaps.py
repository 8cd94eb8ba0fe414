"""What the evidence matrices hold, what each empty crossing means, and who asks for it.

The matrices here are invented and have one or two rows: the rules read the rows and columns
of the scheme of matrices and of the record, whatever they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest

from graph.derivation import Rule, derive, read_rules
from graph.embedded import EmbeddedStore
from ontology.iris import digest

World = Callable[[str], EmbeddedStore]
Agree = Callable[[Iterable[EmbeddedStore], Sequence[Rule]], None]

RULES = [rule for rule in read_rules() if rule.graph == "gaps"]
BASE = "https://w3id.org/alliances-kg"
S = f"{BASE}/scheme"


def concept(scheme: str, slug: str, *, top: bool = True, more: str = "") -> str:
    node = f"<{S}/{scheme}/{slug}>"
    place = f"skos:topConceptOf <{S}/{scheme}> ;" if top else ""
    return (
        f'{node} {place} skos:inScheme <{S}/{scheme}> ; skos:notation "{slug}" ; '
        f'rdfs:label "{slug}"@fr , "{slug}"@en . {more}\n'
    )


MATRIX = (
    concept("domain", "sante")
    + concept("domain", "_T")
    + concept("impact", "confiance")
    + concept("impact", "confiance-hommes", top=False)
    + f"<{S}/impact/confiance-hommes> skos:broader <{S}/impact/confiance> .\n"
    + concept("group", "maires")
    + concept("group", "jeunes-maires", top=False)
    + f"<{S}/group/jeunes-maires> skos:broader <{S}/group/maires> .\n"
    + f"<{S}/matrix/m> al:rowsFrom <{S}/domain> ; al:columnsFrom <{S}/impact> .\n"
    + '<urn:doc> a al:Document ; al:readOn "2026-11-20" .\n'
    + '<urn:older> a al:Document ; al:readOn "2026-10-02" .\n'
)
CROSSING = f"{BASE}/id/crossing/{digest('matrix/m', 'domain/sante', 'impact/confiance')}"
CLAIM = f"""
<{BASE}/id/claim/c> a al:Claim ; al:relation <{S}/relation/contribue-a> ;
  al:subject <{S}/category/mecenat> ; al:object <{S}/impact/confiance-hommes> ;
  al:domain <{S}/domain/sante> .
"""
SCOPE = f"""
<{BASE}/id/study/s> a al:Study .
<urn:scope> al:scopeOf <{BASE}/id/study/s> ; al:coversDomain <{S}/domain/sante> .
<urn:said> a al:Claim ; al:subject <{BASE}/id/study/s> ; al:relation <{S}/relation/analyse> ;
  al:object <{S}/impact/confiance> .
<urn:dated> a al:Claim ; al:subject <{BASE}/id/study/s> ; al:relation <{S}/relation/publie-le> ;
  al:object <{S}/period/2016> .
"""
ALLIANCE = f"<{BASE}/id/alliance/a>"
# The same claim, of an alliance that acts for the domain.
OF_ALLIANCE = (
    CLAIM.replace(f"<{S}/category/mecenat>", ALLIANCE).replace(
        f";\n  al:domain <{S}/domain/sante>", ""
    )
    + f"{ALLIANCE} al:addressesDomain <{S}/domain/sante> ."
)
# The same claim, said by a group, beside a type of organisation that the group counts under.
SPOKEN = concept("actor-type", "acteur-public") + CLAIM + f"""
<{S}/matrix/m> al:hasRow <{S}/group/maires> , <{S}/actor-type/acteur-public> .
<{S}/group/maires> al:countsUnder <{S}/actor-type/acteur-public> .
<{BASE}/id/claim/c> al:speaker <{S}/group/jeunes-maires> ."""  # fmt: skip
FIGURE = f"<urn:figure> a al:ReportedFigure ; al:domain <{S}/domain/sante> ."


def searched(found: str) -> str:
    return f"<urn:search> al:found <{S}/gap-type/{found}> ; al:searched <{CROSSING}> .\n"


def values(store: EmbeddedStore, name: str, of: str = CROSSING) -> set[str]:
    rows = store.query(
        f"PREFIX al: <{BASE}/ns#> SELECT DISTINCT ?v WHERE {{ <{of}> al:{name} ?v }}"
    ).rows
    return {str(row[0]).strip('<>"').removeprefix(f"{S}/").removeprefix(f"{BASE}/") for row in rows}


def after(store: EmbeddedStore, name: str) -> set[str]:
    derive(store, RULES)
    return values(store, name)


def crossings(store: EmbeddedStore) -> int:
    return len(store.query(f"PREFIX al: <{BASE}/ns#> SELECT ?c WHERE {{ ?c a al:Crossing }}").rows)


# ---- rows, columns, crossings ----


def test_a_matrix_crosses_top_concepts_and_leaves_out_all_and_not_applicable(
    world: World,
) -> None:
    store = world(MATRIX)
    assert after(store, "row") == {"domain/sante"}
    assert crossings(store) == 1


def test_a_concept_named_by_the_matrix_is_a_row_too(world: World) -> None:
    store = world(MATRIX + f"<{S}/matrix/m> al:hasRow <{S}/domain/_T> .")
    derive(store, RULES)
    assert crossings(store) == 2


# ---- what is held ----


def test_a_claim_holds_where_it_speaks_of_row_and_column_at_once(world: World) -> None:
    store = world(MATRIX + CLAIM)
    assert after(store, "holds") == {"id/claim/c"}
    assert values(store, "gapType") == set()


@pytest.mark.parametrize("relation", ["vise", "mobilise", "analyse"])
def test_a_target_a_resource_or_a_study_plan_is_no_evidence(world: World, relation: str) -> None:
    store = world(MATRIX + CLAIM.replace("contribue-a", relation))
    assert after(store, "holds") == set()


def test_an_input_is_no_evidence(world: World) -> None:
    put_in = f"<{BASE}/id/claim/c> al:resultLevel <{S}/result-level/input> ."
    assert after(world(MATRIX + CLAIM + put_in), "holds") == set()


def test_a_claim_about_an_alliance_holds_under_the_domains_of_the_alliance(world: World) -> None:
    assert "al:domain" not in OF_ALLIANCE
    assert after(world(MATRIX + OF_ALLIANCE), "holds") == {"id/claim/c"}


def test_that_an_alliance_exists_is_no_evidence_of_an_impact(world: World) -> None:
    facts = f"""<urn:case> al:illustrates <urn:a> .
    <urn:a> al:addressesDomain <{S}/domain/sante> ; al:inCategory <{S}/category/mecenat> ."""
    assert after(world(MATRIX + facts), "holds") == set()


def test_an_alliance_shows_that_its_domain_and_category_meet(world: World) -> None:
    matrix = MATRIX.replace(f"al:columnsFrom <{S}/impact>", f"al:columnsFrom <{S}/category>")
    facts = f"""<urn:case> al:illustrates <urn:a> .
    <urn:a> al:addressesDomain <{S}/domain/sante> ; al:inCategory <{S}/category/mecenat> ."""
    store = world(matrix + concept("category", "mecenat") + facts)
    derive(store, RULES)
    key = digest("matrix/m", "domain/sante", "category/mecenat")
    assert values(store, "holds", f"{BASE}/id/crossing/{key}") == {"urn:a"}


def test_a_department_counts_under_its_region_and_not_under_france(world: World) -> None:
    places = (
        concept("territory", "france", top=False)
        + concept("territory", "bretagne", top=False)
        + f"""<{S}/territory/bretagne> al:codeINSEE "53" ;
          al:partOfTerritory <{S}/territory/france> ;
          al:territoryLevel <{S}/territory-level/region> .
        <{S}/territory/finistere> al:partOfTerritory <{S}/territory/bretagne> .
        <{S}/matrix/territoire-domaine> al:hasRow <{S}/territory/france> ."""
    )
    store = world(places)
    derive(store, RULES)
    finistere = f"{S}/territory/finistere"
    assert values(store, "countsUnder", finistere) == {"territory/bretagne"}


def test_who_speaks_bears_on_the_group_and_not_on_a_type_of_organisation(world: World) -> None:
    store = world(MATRIX + SPOKEN)
    derive(store, RULES)
    bears = values(store, "bearsOn", f"{BASE}/id/claim/c")
    assert bears == {"domain/sante", "impact/confiance", "group/maires"}


# ---- what an empty crossing means ----


def test_an_empty_crossing_was_not_found_by_the_day_of_the_last_reading(world: World) -> None:
    store = world(MATRIX)
    assert after(store, "gapType") == {"gap-type/pas-trouve-dans-le-corpus"}
    assert values(store, "readOn") == {"2026-11-20"}


def test_a_published_study_that_covers_row_and_column_is_to_be_obtained(world: World) -> None:
    store = world(MATRIX + SCOPE)
    assert after(store, "gapType") == {"gap-type/etudie-hors-corpus"}
    assert values(store, "workToObtain") == {"id/study/s"}
    assert values(store, "coveredBy") == {"urn:scope", "urn:said"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("domain/sante", "domain/_Z"),  # nothing said of the row
        ("relation/analyse", "relation/presente"),  # nothing said of the column
        ("publie-le", "commence-en"),  # begun, never published
    ],
)
def test_a_study_that_does_not_cover_or_was_not_published_is_not_to_be_obtained(
    world: World, old: str, new: str
) -> None:
    assert SCOPE.count(old) == 1
    store = world(MATRIX + SCOPE.replace(old, new))
    assert after(store, "gapType") == {"gap-type/pas-trouve-dans-le-corpus"}


@pytest.mark.parametrize(
    ("kind", "word"),
    [("rapport", "pas-trouve-dans-le-corpus"), ("communique-de-presse", "etudie-hors-corpus")],
)
def test_a_report_that_was_read_is_not_to_be_obtained_but_a_press_release_is_no_report(
    world: World, kind: str, word: str
) -> None:
    read = f"""<urn:doc> al:aboutStudy <{BASE}/id/study/s> ;
      al:documentKind <{S}/document-kind/{kind}> ."""
    assert after(world(MATRIX + SCOPE + read), "gapType") == {f"gap-type/{word}"}


def test_a_study_of_all_domains_covers_each(world: World) -> None:
    store = world(MATRIX + SCOPE.replace("domain/sante", "domain/_T"))
    assert after(store, "gapType") == {"gap-type/etudie-hors-corpus"}


@pytest.mark.parametrize("word", ["non-etudie", "sans-objet"])
def test_a_logged_search_says_what_the_gap_is(world: World, word: str) -> None:
    store = world(MATRIX + searched(word))
    assert after(store, "gapType") == {f"gap-type/{word}"}
    assert values(store, "givenBy") == {"urn:search"}


def test_a_reason_goes_before_a_study_and_a_study_before_a_vain_search(world: World) -> None:
    assert after(world(MATRIX + SCOPE + searched("sans-objet")), "gapType") == {
        "gap-type/sans-objet"
    }
    assert after(world(MATRIX + SCOPE + searched("non-etudie")), "gapType") == {
        "gap-type/etudie-hors-corpus"
    }


def test_what_is_held_is_no_gap_whatever_was_written_of_it(world: World) -> None:
    store = world(MATRIX + CLAIM + SCOPE + searched("non-etudie"))
    assert after(store, "gapType") == set()


# ---- who asks ----


def demand(relation: str, *, subject: str = "group/maires", more: str = "") -> str:
    return f"""<urn:ask> a al:Claim ; al:relation <{S}/relation/{relation}> ;
      al:subject <{S}/{subject}> ; al:object <{S}/domain/sante> . {more}"""


@pytest.mark.parametrize(
    "relation", ["place-en-priorite", "souhaite-partenariat-sur", "attend-de", "a-besoin-de"]
)
def test_a_gap_is_demanded_by_the_groups_that_ask_for_its_row(world: World, relation: str) -> None:
    assert after(world(MATRIX + demand(relation)), "demandedIn") == {"urn:ask"}


def test_what_is_expected_of_somebody_on_a_domain_is_asked_of_the_domain(world: World) -> None:
    ask = demand("attend-de").replace("domain/sante", "group/_T")
    more = f"<urn:ask> al:domain <{S}/domain/sante> ."
    assert after(world(MATRIX + ask + more), "demandedIn") == {"urn:ask"}


@pytest.mark.parametrize(
    ("relation", "subject"), [("pratique", "group/maires"), ("place-en-priorite", "axis/social")]
)
def test_what_is_done_or_said_of_no_group_is_no_demand(
    world: World, relation: str, subject: str
) -> None:
    facts = demand(relation, subject=subject)
    assert after(world(MATRIX + facts), "demandedIn") == set()


@pytest.mark.parametrize(
    ("place", "asked"), [("bretagne", True), ("france", True), ("corse", False)]
)
def test_what_one_region_asks_for_is_not_asked_in_another(
    world: World, place: str, asked: bool
) -> None:
    facts = (
        MATRIX.replace("matrix/m>", "matrix/territoire-domaine>").replace(
            f"al:rowsFrom <{S}/domain> ; al:columnsFrom <{S}/impact>",
            f"al:hasRow <{S}/territory/bretagne> ; al:columnsFrom <{S}/domain>",
        )
        + concept("territory", "bretagne", top=False)
        + demand("place-en-priorite", more=f"<urn:ask> al:territory <{S}/territory/{place}> .")
    )
    store = world(facts)
    derive(store, RULES)
    key = digest("matrix/territoire-domaine", "territory/bretagne", "domain/sante")
    found = values(store, "demandedIn", f"{BASE}/id/crossing/{key}")
    assert found == ({"urn:ask"} if asked else set())


def test_rules_on_gaps_construct_the_same_on_both_engines(world: World, rules_agree: Agree) -> None:
    held = f"<{S}/matrix/m> al:hasRow <{S}/domain/_T> , <{S}/group/maires> ." + CLAIM + SCOPE
    shown = f"<urn:case> al:illustrates {ALLIANCE} . " + OF_ALLIANCE
    facts = [held, SPOKEN, shown, FIGURE, SCOPE, demand("attend-de")]
    facts += [searched("sans-objet"), searched("non-etudie")]
    rules_agree([world(MATRIX + each) for each in facts], RULES)
