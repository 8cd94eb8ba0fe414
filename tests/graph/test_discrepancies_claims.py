"""Rules that compare claims and cases: announcements, actors, lists, accounts of one alliance.

Expected sides are read off the facts of each test. Every rule also runs on rdflib's engine, and
must construct the same triples there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from graph.derivation import derive, read_rules
from graph.embedded import EmbeddedStore

World = Callable[[str], EmbeddedStore]
Found: TypeAlias = Callable[[EmbeddedStore, str], set[frozenset[str]]]

RULES = {rule.name: rule for rule in read_rules()}
BASE = "https://w3id.org/alliances-kg/"
FUNCTIONAL = f"<{BASE}scheme/relation/publie-le> al:functional true ."


def claim(
    name: str,
    relation: str,
    what: str,
    *,
    subject: str = "study/etude",
    document: str = "",
    passage: str = "",
    polarity: str = "positive",
    rests_on: str = "",
    more: str = "",
) -> str:
    """One claim read at one passage; by default each in a document of its own."""
    source = document or name
    place = passage or name
    figure = f"; al:restsOnFigure <{BASE}id/figure/{rests_on}> " if rests_on else ""
    return f"""
    <{BASE}id/claim/{name}> a al:Claim ; al:subject <{BASE}id/{subject}> {figure};
      al:relation <{BASE}scheme/relation/{relation}> ; al:object <{BASE}{what}> ;
      al:claimMode <{BASE}scheme/mode/asserted> ;
      al:polarity <{BASE}scheme/polarity/{polarity}> ; al:hasEvidence <{BASE}id/evidence/{name}> .
    <{BASE}id/evidence/{name}> al:foundAt <{BASE}id/passage/{place}> .
    <{BASE}id/passage/{place}> oa:hasSource <{BASE}id/document/{source}> .
    {more}"""


def one(*sides: str) -> set[frozenset[str]]:
    return {frozenset(f"claim/{side}" for side in sides)}


# ---- announced, then otherwise ----


def dated(name: str, period: str, issued: str, **given: str) -> str:
    issue = f'<{BASE}id/document/{name}> dcterms:issued "{issued}" .'
    return claim(name, "publie-le", f"scheme/period/{period}", more=issue, **given)


ANNOUNCED = FUNCTIONAL + dated("a", "2016-01", "2015-11/2015-12")


@pytest.mark.parametrize(
    "later",
    [
        dated("b", "2016-05", "2016-11"),
        dated("b", "2016-05--2016-12", "2018"),
        dated("b", "2016-11-29", "2016-11-29"),
    ],
    ids=["a month", "a span", "the day itself"],
)
def test_an_announcement_that_a_later_document_belies_is_a_discrepancy(
    world: World, found: Found, later: str
) -> None:
    store = world(ANNOUNCED + later)
    assert found(store, "announced-then-otherwise") == one("a", "b")
    # It is told once: not as two answers as well.
    assert found(store, "one-answer-expected") == set()


@pytest.mark.parametrize(
    "later",
    [
        dated("b", "2016-01-14", "2018"),
        dated("b", "2016", "2018"),
        dated("b", "2016-01--2016-03", "2018"),
        # Another announcement.
        dated("b", "2016-05", "2016-02"),
        dated("b", "2016-05", "2018", subject="study/autre"),
        dated("b", "2016-05", "2018", polarity="negative"),
        dated("b", "2014-05", "2015-06"),
    ],
    ids=[
        "a day of the month",
        "the year",
        "a span that begins then",
        "announced anew",
        "another study",
        "denied",
        "an earlier document",
    ],
)
def test_an_announcement_that_nothing_belies_is_none(
    world: World, found: Found, later: str
) -> None:
    assert found(world(ANNOUNCED + later), "announced-then-otherwise") == set()


def test_two_dates_of_what_is_past_stay_two_answers(world: World, found: Found) -> None:
    past = dated("b", "2016-05", "2016-11") + dated("c", "2016-07", "2018")
    store = world(ANNOUNCED + past)
    assert found(store, "announced-then-otherwise") == one("a", "b", "c")
    assert found(store, "one-answer-expected") == one("b", "c")


# ---- actors named differently ----


def test_two_passages_that_name_other_founders_are_a_discrepancy(
    world: World, found: Found
) -> None:
    facts = claim("a", "fonde-par", "id/person/x") + claim("b", "fonde-par", "id/person/y")
    assert found(world(facts), "actors-listed-differently") == one("a", "b")


@pytest.mark.parametrize(
    "second",
    [
        claim("b", "fonde-par", "id/person/x"),
        claim("b", "fonde-par", "id/person/x", passage="p")
        + claim("c", "fonde-par", "id/person/y", passage="p"),
        claim("b", "fonde-par", "id/organisation/y"),
        claim("b", "dirige-par", "id/person/y"),
        claim("b", "fonde-par", "id/person/y", subject="study/autre"),
        claim("b", "fonde-par", "id/person/y", polarity="negative"),
    ],
    ids=["one founder", "a longer list", "an organisation", "its head", "another study", "denied"],
)
def test_founders_who_can_all_be_true_are_none(world: World, found: Found, second: str) -> None:
    store = world(claim("a", "fonde-par", "id/person/x") + second)
    assert found(store, "actors-listed-differently") == set()


def test_heads_of_two_periods_are_none(world: World, found: Found) -> None:
    def head(name: str, year: int) -> str:
        period = f"<{BASE}id/claim/{name}> al:period <{BASE}scheme/period/{year}> ."
        return claim(name, "dirige-par", f"id/person/{name}", more=period)

    assert found(world(head("a", 2015) + head("b", 2018)), "actors-listed-differently") == set()
    assert found(world(head("a", 2015) + head("b", 2015)), "actors-listed-differently") == one(
        "a", "b"
    )


CREATED_BY_BOTH = claim("a1", "cree-par", "id/organisation/x", passage="a") + claim(
    "a2", "cree-par", "id/organisation/y", passage="a"
)


def test_a_creator_who_is_only_a_partner_elsewhere_is_a_discrepancy(
    world: World, found: Found
) -> None:
    facts = claim("b1", "cree-par", "id/organisation/x", passage="b") + claim(
        "b2", "mene-avec", "id/organisation/y", passage="b"
    )
    assert found(world(CREATED_BY_BOTH + facts), "actors-listed-differently") == one("a2", "b2")


@pytest.mark.parametrize(
    "second",
    [
        # It does not say who the creators are.
        claim("b", "mene-avec", "id/organisation/y"),
        claim("b1", "cree-par", "id/organisation/x", passage="b")
        + claim("b2", "mene-avec", "id/organisation/z", passage="b"),
        claim("b1", "cree-par", "id/organisation/x", passage="b")
        + claim("b2", "cree-par", "id/organisation/y", passage="b")
        + claim("b3", "mene-avec", "id/organisation/y", passage="b"),
    ],
    ids=["partners only", "another partner", "creator and partner"],
)
def test_a_partner_who_may_be_a_creator_as_well_is_none(
    world: World, found: Found, second: str
) -> None:
    assert found(world(CREATED_BY_BOTH + second), "actors-listed-differently") == set()


# ---- one count, two lists ----


def counted(document: str, count: int, *things: str, cell: str = "prismes") -> str:
    figure = f"""<{BASE}id/figure/{document}> a al:ReportedFigure ; al:count {count} ;
      al:cell <{BASE}id/cell/{cell}> ; al:question <{BASE}scheme/question/{cell}> ;
      al:passage <{BASE}id/passage/{document}> ."""
    return figure + "".join(
        claim(
            f"{document}-{thing}",
            "presente",
            f"scheme/prism/{thing}",
            document=document,
            passage=document,
            rests_on=document,
        )
        for thing in things
    )


def test_one_number_with_two_lists_is_a_discrepancy(world: World, found: Found) -> None:
    facts = counted("d", 2, "acteurs", "lieux") + counted("e", 2, "secteurs", "lieux")
    assert found(world(facts), "same-count-two-lists") == one(
        "d-acteurs", "d-lieux", "e-secteurs", "e-lieux"
    )


def test_two_kinds_of_one_thing_are_two_lists(world: World, found: Found) -> None:
    # What is broader than both makes neither of them a kind of the other.
    kinds = "".join(
        f"<{BASE}scheme/prism/{one_}> skos:broader <{BASE}scheme/prism/tout> . "
        f"<{BASE}scheme/prism/tout> skos:narrower <{BASE}scheme/prism/{one_}> . "
        for one_ in ("acteurs", "secteurs")
    )
    facts = counted("d", 2, "acteurs", "lieux") + counted("e", 2, "secteurs", "lieux")
    assert found(world(facts + kinds), "same-count-two-lists") == one(
        "d-acteurs", "d-lieux", "e-secteurs", "e-lieux"
    )


@pytest.mark.parametrize(
    "second",
    [
        counted("e", 2, "lieux", "acteurs"),
        counted("e", 2, "secteurs"),
        counted("e", 2, "secteurs", "lieux", "moments"),
        counted("e", 3, "secteurs", "lieux", "moments"),
        counted("e", 2, "secteurs", "lieux", cell="autres"),
        counted("e", 2, "citoyens", "lieux")
        + f"<{BASE}scheme/prism/citoyens> skos:broader <{BASE}scheme/prism/acteurs> ."
        + f"<{BASE}scheme/prism/acteurs> skos:narrower <{BASE}scheme/prism/citoyens> .",
    ],
    ids=["one list", "too short", "too long", "another number", "another count", "one kind of it"],
)
def test_lists_that_do_not_compare_are_none(world: World, found: Found, second: str) -> None:
    store = world(counted("d", 2, "acteurs", "lieux") + second)
    assert found(store, "same-count-two-lists") == set()


# ---- one alliance, two accounts ----


def account(name: str, start: str = "", *, kind: str = "", alliance: str = "cantine") -> str:
    began = f"<{BASE}id/alliance/{alliance}> al:startsAt <{BASE}scheme/period/{start}> ."
    joined = f"""<{BASE}id/participation/{name}> al:participant <{BASE}id/organisation/x> ;
      al:participationIn <{BASE}id/alliance/{alliance}> ;
      al:participantType <{BASE}scheme/actor-type/{kind}> ."""
    return f"""GRAPH <{BASE}graph/source/{name}> {{
      <{BASE}id/case/{name}> al:illustrates <{BASE}id/alliance/{alliance}> .
      {began if start else ""} {joined if kind else ""} }}
      <{BASE}scheme/actor-type/pme> skos:broader <{BASE}scheme/actor-type/entreprise> ."""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (account("a", "2010"), account("b", "2012")),
        (account("a", "2010-03"), account("b", "2010-04")),
        (account("a", kind="pme"), account("b", kind="association")),
    ],
    ids=["two years", "two months", "two types"],
)
def test_one_alliance_told_in_two_ways_is_a_discrepancy(
    world: World, found: Found, first: str, second: str
) -> None:
    assert found(world(first + second), "one-alliance-told-differently") == {
        frozenset({"case/a", "case/b"})
    }


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (account("a", "2010"), account("b", "2010")),
        (account("a", "2010"), account("b", "2010-04")),
        (account("a", "2010"), account("b")),
        (account("a", "2010"), account("b", "2012", alliance="autre")),
        (account("a", kind="pme"), account("b", kind="entreprise")),
        (account("a", kind="pme"), account("b")),
    ],
    ids=["one year", "a month of it", "nothing said", "another", "a kind of it", "no partner"],
)
def test_one_alliance_told_alike_or_by_halves_is_none(
    world: World, found: Found, first: str, second: str
) -> None:
    assert found(world(first + second), "one-alliance-told-differently") == set()


@pytest.mark.parametrize(
    ("rule", "facts", "kind"),
    [
        ("announced-then-otherwise", ANNOUNCED + dated("b", "2016-05", "2018"), "announced"),
        ("one-alliance-told-differently", account("a", "2010") + account("b", "2012"), "dating"),
        (
            "one-alliance-told-differently",
            account("a", kind="pme") + account("b", kind="association"),
            "actors",
        ),
    ],
)
def test_a_discrepancy_is_of_one_kind_open_and_notable(
    world: World, rule: str, facts: str, kind: str
) -> None:
    store = world(facts)
    derive(store, [RULES[rule]])
    held = store.query(
        "PREFIX al: <https://w3id.org/alliances-kg/ns#> SELECT ?k ?status ?severity WHERE "
        "{ ?d a al:Discrepancy ; al:discrepancyKind ?k ; al:discrepancyStatus ?status ; "
        "al:severity ?severity }"
    ).rows
    words = [[str(term).rpartition("/")[2].strip(">") for term in row] for row in held]
    assert [[each[0].split("-")[0], *each[1:]] for each in words] == [[kind, "open", "notable"]]


# ---- an age and a date of creation ----


def aged(years: str, *, period: str = "2017", precision: str = "exact", kind: str = "") -> str:
    """Return an age of the observatory, what rests on it, and what the day and question are."""
    span = period.split("--")
    question = f"<{BASE}scheme/question/age-de-l-observatoire>"
    return f"""
    <{BASE}id/figure/f> a al:ReportedFigure ; al:cell <{BASE}id/cell/c> ; al:value {years} ;
      al:unit <{BASE}scheme/unit/annee> ; al:precision <{BASE}scheme/precision/{precision}> ;
      al:question {question} ; al:period <{BASE}scheme/period/{period}> .
    <{BASE}scheme/period/{period}> al:startYear {span[0][:4]} ; al:endYear {span[-1][:4]} .
    {question} skos:broader <{BASE}scheme/question/{kind or "anciennete"}> .
    """ + claim("anniversary", "presente", "id/organisation/observatoire", rests_on="f")


def created(year: str, **given: str) -> str:
    dated_ = f"<{BASE}scheme/period/{year}> al:startYear {year[:4]} ; al:endYear {year[:4]} ."
    what = {"subject": "organisation/observatoire", **given}
    return claim("created", "cree-en", f"scheme/period/{year}", more=dated_, **what)


def test_a_tenth_anniversary_in_the_ninth_year_is_a_discrepancy(world: World, found: Found) -> None:
    store = world(aged("10") + created("2008"))
    assert found(store, "age-against-creation") == {frozenset({"figure/f", "claim/created"})}


@pytest.mark.parametrize(
    "facts",
    [
        aged("9") + created("2008"),
        aged("10", precision="in-words") + created("2008"),
        aged("10", precision="at-most") + created("2008"),
        aged("10", period="2013--2017") + created("2008"),
        aged("10", kind="duree") + created("2008"),
        aged("10") + created("2008", subject="organisation/autre"),
        aged("10") + created("2008", polarity="negative"),
    ],
    ids=[
        "the ninth",
        "in words",
        "at most",
        "a span of years",
        "another duration",
        "another thing",
        "denied",
    ],
)
def test_an_age_that_the_creation_bears_out_or_does_not_concern_is_none(
    world: World, found: Found, facts: str
) -> None:
    assert found(world(facts), "age-against-creation") == set()


# ---- two answers whose sentences are still to be found ----

BEGINS = f"<{BASE}scheme/relation/commence-en> al:functional true ."


def remembered(name: str, year: str) -> str:
    """A start that a coder noted without the sentence: its evidence is found nowhere yet."""
    found_at = f"<{BASE}id/evidence/{name}> al:foundAt <{BASE}id/passage/{name}> ."
    told = claim(name, "commence-en", f"scheme/period/{year}", subject="alliance/x")
    return told.replace(found_at, "")


def test_two_starts_without_their_sentences_are_a_discrepancy(world: World, found: Found) -> None:
    store = world(BEGINS + remembered("a", "2015") + remembered("b", "2016"))
    assert found(store, "one-answer-expected") == one("a", "b")


def test_a_year_and_a_month_of_it_without_sentences_are_none(world: World, found: Found) -> None:
    store = world(BEGINS + remembered("a", "2015") + remembered("b", "2015-03"))
    assert found(store, "one-answer-expected") == set()
