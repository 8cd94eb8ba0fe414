"""The word shown for a link: one, the first of the published table that applies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest
from pyoxigraph import NamedNode

from graph.derivation import Rule, derive, read_rules
from graph.embedded import EmbeddedStore

World = Callable[[str], EmbeddedStore]
Agree = Callable[[Iterable[EmbeddedStore], Sequence[Rule]], None]

CLAIM = """
<https://w3id.org/alliances-kg/id/link/{link}> a al:Link ;
  al:relation <https://w3id.org/alliances-kg/scheme/relation/{relation}> .
<https://w3id.org/alliances-kg/id/claim/{claim}> a al:Claim ;
  al:partOfLink <https://w3id.org/alliances-kg/id/link/{link}> ;
  al:claimMode <https://w3id.org/alliances-kg/scheme/mode/{mode}> ;
  al:polarity <https://w3id.org/alliances-kg/scheme/polarity/{polarity}> ;
  al:hasEvidence <https://w3id.org/alliances-kg/id/evidence/{claim}> .
<https://w3id.org/alliances-kg/id/evidence/{claim}> a al:Evidence ;
  al:supports <https://w3id.org/alliances-kg/id/claim/{claim}> ;
  al:evidenceLevel <https://w3id.org/alliances-kg/scheme/evidence-level/{level}> .
"""
STATUS_RULES = [rule for rule in read_rules() if rule.graph == "status"]


def claim(
    name: str,
    mode: str,
    *,
    link: str = "l",
    relation: str = "contribue-a",
    level: str = "author-statement",
    polarity: str = "positive",
) -> str:
    return CLAIM.format(
        claim=name, mode=mode, link=link, relation=relation, level=level, polarity=polarity
    )


def statuses(store: EmbeddedStore) -> dict[str, list[str]]:
    """The words of every link, in the order of their names."""
    derive(store, STATUS_RULES)
    rows = store.query(
        "PREFIX al: <https://w3id.org/alliances-kg/ns#> "
        "SELECT ?link ?status WHERE { ?link a al:Link ; al:linkStatus ?status }"
    ).rows
    words: dict[str, list[str]] = {}
    for link, status in rows:
        assert isinstance(link, NamedNode)
        assert isinstance(status, NamedNode)
        words.setdefault(link.value.rpartition("/")[2], []).append(status.value.rpartition("/")[2])
    return {link: sorted(each) for link, each in words.items()}


# The word of a link with one claim, by its mode, level of evidence and relation.
WORDS = [
    ("attributed", "comparison", "contribue-a", "demontre"),
    ("measured", "method-described", "contribue-a", "mesure"),
    ("measured", "comparison", "contribue-a", "mesure"),
    ("measured", "promoter-count", "contribue-a", "observe"),
    ("perceived", "opinion-survey", "contribue-a", "percu"),
    ("asserted", "party-statement", "contribue-a", "affirme"),
    ("hypothesised", "author-statement", "contribue-a", "suppose"),
    ("measured", "comparison", "vise", "vise"),
    ("asserted", "party-statement", "vise", "vise"),
    ("measured", "promoter-count", "mobilise", "observe"),
    ("asserted", "party-statement", "mobilise", "affirme"),
]


@pytest.mark.parametrize(("mode", "level", "relation", "word"), WORDS)
def test_a_link_with_one_claim_bears_the_word_of_its_mode(
    world: World, mode: str, level: str, relation: str, word: str
) -> None:
    assert statuses(world(claim("c", mode, level=level, relation=relation))) == {"l": [word]}


@pytest.mark.parametrize(
    ("modes", "word"),
    [
        (("hypothesised", "asserted"), "affirme"),
        (("asserted", "perceived"), "percu"),
        (("perceived", "measured"), "observe"),
        (("measured", "attributed"), "demontre"),
        (("hypothesised", "asserted", "perceived", "measured", "attributed"), "demontre"),
    ],
)
def test_the_first_word_of_the_table_wins_and_a_link_bears_only_one(
    world: World, modes: tuple[str, ...], word: str
) -> None:
    assert statuses(world("".join(claim(f"c-{mode}", mode) for mode in modes))) == {"l": [word]}


def test_a_target_stays_a_target_however_firmly_it_is_told(world: World) -> None:
    facts = claim("a", "attributed", relation="vise") + claim("b", "measured", relation="vise")
    assert statuses(world(facts)) == {"l": ["vise"]}


@pytest.mark.parametrize("polarity", ["neutral", "negative"])
def test_a_measure_that_finds_no_effect_does_not_make_a_supposed_link_measured(
    world: World, polarity: str
) -> None:
    against = claim("b", "measured", level="comparison", polarity=polarity)
    assert statuses(world(claim("a", "hypothesised") + against)) == {"l": ["suppose"]}


@pytest.mark.parametrize("polarity", ["neutral", "negative"])
def test_a_link_that_nobody_affirms_bears_the_word_of_who_denies_it(
    world: World, polarity: str
) -> None:
    facts = claim("a", "asserted", polarity=polarity) + claim("b", "measured", polarity=polarity)
    assert statuses(world(facts)) == {"l": ["observe"]}


def test_a_mixed_result_counts(world: World) -> None:
    facts = claim("a", "asserted") + claim("b", "measured", polarity="mixed")
    assert statuses(world(facts)) == {"l": ["observe"]}


def test_a_claim_without_direction_counts(world: World) -> None:
    undirected = claim("b", "measured", polarity="x").replace("al:polarity", "al:undirected")
    assert statuses(world(claim("a", "asserted") + undirected)) == {"l": ["observe"]}


def test_evidence_that_challenges_a_claim_does_not_make_it_measured(world: World) -> None:
    facts = claim("c", "measured", level="comparison").replace("al:supports", "al:challenges")
    assert statuses(world(facts)) == {"l": ["observe"]}


def test_each_of_many_links_bears_exactly_one_word(world: World) -> None:
    modes = ["hypothesised", "asserted", "perceived", "measured", "attributed"]
    relations = ["contribue-a", "vise", "mobilise", "permet"]
    levels = ["comparison", "promoter-count"]
    facts = [
        claim(
            f"{m}-{r}-{v}-{n}",
            modes[(m + n) % 5],
            link=f"{m}-{r}-{v}",
            relation=relation,
            level=level,
        )
        for m in range(5)
        for r, relation in enumerate(relations)
        for v, level in enumerate(levels)
        for n in range(3)
    ]
    words = statuses(world("".join(facts)))
    assert len(words) == 5 * 4 * 2
    assert {len(each) for each in words.values()} == {1}


def test_status_rules_construct_the_same_on_both_engines(world: World, rules_agree: Agree) -> None:
    facts = (
        claim(f"c{place}", mode, link=f"l{place}", level=level, relation=relation)
        for place, (mode, level, relation, _) in enumerate(WORDS)
    )
    words = [rule for rule in STATUS_RULES if rule.name.startswith("status-")]
    # That two sources are needed is a matter of `test_link_evidence`.
    rules_agree([world("".join(facts))], [r for r in words if not r.name.endswith("-sources")])
