"""What each link rests on: sources counted once, statements for and against, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest
from pyoxigraph import Literal, NamedNode

from graph.derivation import Rule, derive, read_rules
from graph.embedded import EmbeddedStore

World = Callable[[str], EmbeddedStore]
Agree = Callable[[Iterable[EmbeddedStore], Sequence[Rule]], None]

STATUS_RULES = [rule for rule in read_rules() if rule.graph == "status"]
BASE = "https://w3id.org/alliances-kg"

# A category is a concept, which is what makes "contributes to" an effect of alliances.
LINK = f"""
<{BASE}/scheme/category/mecenat> skos:inScheme <{BASE}/scheme/category> .
<{BASE}/id/link/l> a al:Link ; al:relation <{BASE}/scheme/relation/RELATION> ;
  al:subject <{BASE}/scheme/category/mecenat> .
"""
CLAIM = """
<{base}/id/claim/{name}> a al:Claim ; al:partOfLink <{base}/id/link/l> ;
  al:claimMode <{base}/scheme/mode/{mode}> ; al:polarity <{base}/scheme/polarity/{polarity}> ;
  al:hasEvidence <{base}/id/evidence/{name}> .
<{base}/id/evidence/{name}> a al:Evidence ; al:supports <{base}/id/claim/{name}> ;
  al:evidenceLevel <{base}/scheme/evidence-level/{level}> ;
  al:quoteStatus <{base}/scheme/quote-status/{quote}> ; al:citesSource <{base}/id/{source}> .
"""
TWO_PAGES = f"""
<{BASE}/id/webpage/a> a al:WebPage ; al:website "https://www.passerelles.example/un" .
<{BASE}/id/webpage/b> a al:WebPage ; al:website "https://gazette.example/deux" .
"""


def link(relation: str = "contribue-a") -> str:
    return LINK.replace("RELATION", relation)


def claim(
    name: str,
    mode: str = "asserted",
    *,
    polarity: str = "positive",
    level: str = "author-statement",
    quote: str = "found",
    source: str = "webpage/a",
) -> str:
    return CLAIM.format(
        base=BASE,
        name=name,
        mode=mode,
        polarity=polarity,
        level=level,
        quote=quote,
        source=source,
    )


def measure(name: str, source: str, polarity: str = "positive") -> str:
    level = "method-described"
    return claim(name, "measured", polarity=polarity, level=level, source=source)


def told(store: EmbeddedStore, *properties: str) -> list[set[str]]:
    """The values of each property of the only link, addresses by their last word."""
    derive(store, STATUS_RULES)
    found = []
    for name in properties:
        rows = store.query(
            "PREFIX al: <https://w3id.org/alliances-kg/ns#> "
            f"SELECT ?v WHERE {{ <{BASE}/id/link/l> al:{name} ?v }}"
        ).rows
        values = [row[0] for row in rows]
        assert all(isinstance(value, NamedNode | Literal) for value in values)
        found.append({str(getattr(value, "value", "")).rpartition("/")[2] for value in values})
    return found


def counts_as(store: EmbeddedStore) -> dict[str, str]:
    derive(store, STATUS_RULES)
    rows = store.query(
        "PREFIX al: <https://w3id.org/alliances-kg/ns#> SELECT ?s ?o WHERE { ?s al:countsAs ?o }"
    ).rows
    pairs = [(str(one).strip("<>"), str(other).strip("<>")) for one, other in rows]
    return {one.rpartition("/")[2]: other.rpartition("/")[2] for one, other in pairs}


# ---- sources that count once ----


def test_a_copy_counts_as_the_publisher_of_what_it_was_copied_from(world: World) -> None:
    store = world(
        """
        <urn:d/report> a al:Document ; al:publishedBy <urn:o/observatory> .
        <urn:d/summary> a al:Document ; al:publishedBy <urn:o/press> ;
          <http://www.w3.org/ns/prov#wasDerivedFrom> <urn:d/report> .
        """
    )
    assert counts_as(store) == {"report": "observatory", "summary": "observatory"}


def test_a_document_without_publisher_counts_as_itself(world: World) -> None:
    assert counts_as(world("<urn:d/note> a al:Document .")) == {"note": "note"}


def test_pages_of_one_site_count_as_the_first_of_them(world: World) -> None:
    store = world(
        """
        <urn:p/a> a al:WebPage ; al:website "https://www.passerelles.example/un" .
        <urn:p/b> a al:WebPage ; al:website "http://passerelles.example/deux?x=1" .
        <urn:p/c> a al:WebPage ; al:website "https://gazette.example/un" .
        """
    )
    assert counts_as(store) == {"a": "a", "b": "a", "c": "c"}


# ---- demonstrated by two sources ----


def test_two_independent_measures_that_agree_demonstrate(world: World) -> None:
    facts = link() + TWO_PAGES + measure("c", "webpage/a") + measure("d", "webpage/b")
    assert told(world(facts), "linkStatus") == [{"demontre"}]


def test_two_measures_of_one_site_do_not_demonstrate(world: World) -> None:
    pages = TWO_PAGES.replace("gazette.example", "passerelles.example")
    facts = link() + pages + measure("c", "webpage/a") + measure("d", "webpage/b")
    assert told(world(facts), "linkStatus") == [{"mesure"}]


@pytest.mark.parametrize("polarity", ["negative", "neutral", "mixed"])
def test_measures_that_disagree_do_not_demonstrate(world: World, polarity: str) -> None:
    agree = measure("c", "webpage/a") + measure("d", "webpage/b")
    facts = link() + TWO_PAGES + agree + measure("e", "webpage/b", polarity)
    assert told(world(facts), "linkStatus") == [{"mesure"}]


@pytest.mark.parametrize(("value", "word"), [("12", "demontre"), ("31", "mesure")])
def test_measures_agree_only_if_their_figures_of_one_cell_do(
    world: World, value: str, word: str
) -> None:
    figures = f"""
    <{BASE}/id/claim/c> al:restsOnFigure <urn:f> . <urn:f> al:cell <urn:cell> ; al:value 12 .
    <{BASE}/id/claim/d> al:restsOnFigure <urn:g> . <urn:g> al:cell <urn:cell> ; al:value {value} .
    """
    facts = link() + TWO_PAGES + figures + measure("c", "webpage/a") + measure("d", "webpage/b")
    assert told(world(facts), "linkStatus") == [{word}]


def test_two_counts_without_method_do_not_demonstrate(world: World) -> None:
    counts = [
        claim(name, "measured", level="promoter-count", source=f"webpage/{source}")
        for name, source in (("c", "a"), ("d", "b"))
    ]
    assert told(world(link() + TWO_PAGES + "".join(counts)), "linkStatus") == [{"observe"}]


# ---- counts ----


def test_a_link_counts_what_is_for_against_and_neither(world: World) -> None:
    claims = [
        claim("c"),
        claim("d"),
        claim("e", polarity="negative"),
        claim("f", polarity="neutral"),
        claim("g", polarity="mixed"),
    ]
    store = world(link() + TWO_PAGES + "".join(claims))
    names = ("claimsFor", "claimsAgainst", "claimsNeutralOrMixed")
    assert told(store, *names) == [{"2"}, {"1"}, {"2"}]


def test_evidence_that_challenges_a_claim_counts_against_its_link(world: World) -> None:
    challenge = f"<urn:e> al:challenges <{BASE}/id/claim/c> ."
    store = world(link() + TWO_PAGES + claim("c") + challenge)
    assert told(store, "claimsFor", "claimsAgainst") == [{"1"}, {"1"}]


def test_claims_without_a_found_sentence_are_not_among_the_quoted(world: World) -> None:
    store = world(link() + TWO_PAGES + claim("c") + claim("d", quote="to-find"))
    assert told(store, "claimsWithQuote") == [{"1"}]


def test_two_claims_of_one_source_are_one_source(world: World) -> None:
    store = world(link() + TWO_PAGES + claim("c") + claim("d"))
    assert told(store, "independentSources") == [{"1"}]


def test_claims_of_two_sites_are_two_sources(world: World) -> None:
    store = world(link() + TWO_PAGES + claim("c") + claim("d", source="webpage/b"))
    assert told(store, "independentSources", "lacks") == [{"2"}, {"fait-ou-chiffre"}]


# ---- what is missing ----


@pytest.mark.parametrize(
    ("mode", "level", "relation", "missing"),
    [
        ("hypothesised", "author-statement", "contribue-a", {"affirmation"}),
        ("asserted", "party-statement", "permet", {"fait-ou-chiffre"}),
        ("perceived", "opinion-survey", "repond-a", {"mesure-avec-methode-base-et-periode"}),
        ("measured", "promoter-count", "contribue-a", {"methode-decrite"}),
        ("measured", "method-described", "contribue-a", {"comparaison-ou-seconde-mesure"}),
        ("attributed", "comparison", "contribue-a", set()),
    ],
)
def test_each_status_names_what_another_kind_of_evidence_would_take(
    world: World, mode: str, level: str, relation: str, missing: set[str]
) -> None:
    store = world(link(relation) + TWO_PAGES + claim("c", mode, level=level))
    assert told(store, "lacks") == [missing | {"seconde-source-independante"}]


def test_a_target_lacks_its_result_and_no_second_announcement(world: World) -> None:
    store = world(link("vise") + TWO_PAGES + claim("c"))
    assert told(store, "lacks") == [{"resultat-atteint"}]


def test_a_link_without_any_quoted_sentence_lacks_its_quotation(world: World) -> None:
    store = world(link("mobilise") + TWO_PAGES + claim("c", quote="to-find"))
    assert told(store, "lacks") == [{"citation"}]


def test_a_date_lacks_no_measure(world: World) -> None:
    store = world(link("publie-le") + TWO_PAGES + claim("c"))
    assert told(store, "lacks") == [set()]


def test_what_an_organisation_enables_is_no_effect_of_an_alliance(world: World) -> None:
    facts = link("permet").replace("scheme/category/mecenat> .", "id/organisation/o> .")
    assert told(world(facts + TWO_PAGES + claim("c")), "lacks") == [set()]


def test_rules_on_links_construct_the_same_on_both_engines(
    world: World, rules_agree: Agree
) -> None:
    agree = measure("c", "webpage/a") + measure("d", "webpage/b")
    others = claim("e", "perceived", polarity="mixed") + claim("f", quote="to-find")
    single = measure("c", "webpage/a")
    told = [claim("c", mode) for mode in ("attributed", "perceived", "asserted", "measured")]
    unproven = claim("c", "hypothesised", quote="to-find")
    worlds = [
        world(link() + TWO_PAGES + each) for each in (agree + others, single, *told, unproven)
    ]
    worlds.append(world(link("vise") + TWO_PAGES + claim("c")))
    rules_agree(worlds, STATUS_RULES)
