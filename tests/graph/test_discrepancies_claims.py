"""Rules that compare claims: announcements, actors, lists, names.

Expected sides are read off the facts of each test. Every rule also runs on rdflib's engine, and
must construct the same triples there.
"""

from __future__ import annotations

import pytest

from tests.graph.discrepancy_worlds import BASE, Found, World, claim, claims

FUNCTIONAL = f"<{BASE}scheme/relation/publie-le> al:functional true ."


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
    assert found(store, "announced-then-otherwise") == claims("a", "b")
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
    assert found(store, "announced-then-otherwise") == claims("a", "b", "c")
    assert found(store, "one-answer-expected") == claims("b", "c")


# ---- actors named differently ----


def test_two_passages_that_name_other_founders_are_a_discrepancy(
    world: World, found: Found
) -> None:
    facts = claim("a", "fonde-par", "id/person/x") + claim("b", "fonde-par", "id/person/y")
    assert found(world(facts), "actors-listed-differently") == claims("a", "b")


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
    assert found(world(head("a", 2015) + head("b", 2015)), "actors-listed-differently") == claims(
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
    assert found(world(CREATED_BY_BOTH + facts), "actors-listed-differently") == claims("a2", "b2")


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
    assert found(world(facts), "same-count-two-lists") == claims(
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
    assert found(world(facts + kinds), "same-count-two-lists") == claims(
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


# ---- one thing, two names ----


def called(*names: str) -> str:
    """A study with a name and others; the first is its label."""
    label, *others = (f'"{name}"' for name in names)
    return f"<{BASE}id/study/s> rdfs:label {label}@fr ; skos:altLabel {' , '.join(others)} ."


def quoted(name: str, words: str) -> str:
    """A claim about the study, and the words that its passage quotes."""
    selector = f"<{BASE}id/passage/{name}> oa:hasSelector <{BASE}id/selector/{name}> ."
    exact = f'<{BASE}id/selector/{name}> oa:exact "{words}"@fr .'
    return claim(name, "publie-le", "scheme/period/2016", subject="study/s", more=selector + exact)


NAMES = called("Baro-Villes", "Baro-Communes", "Étude Baro-Villes", "BV", "baro des villes")


@pytest.mark.parametrize(
    ("names", "second"),
    [
        (NAMES, "le volet Baro-Communes paraît"),
        (called("Baro-Villes", "Baro – Diagnostic urbain"), "lisez Baro – Diagnostic urbain"),
    ],
)
def test_two_names_printed_for_one_thing_are_a_discrepancy(
    world: World, found: Found, names: str, second: str
) -> None:
    facts = names + quoted("a", "le volet Baro-Villes paraît") + quoted("b", second)
    assert found(world(facts), "one-thing-two-names") == claims("a", "b")


@pytest.mark.parametrize(
    "words",
    [
        "le volet Baro-Villes",
        "Étude Baro-Villes",
        "le BV de 2016",
        "le baro des villes",
        "Baro-Communes, ou Baro-Villes",
    ],
    ids=["one name", "a longer one", "initials", "a description", "both in one sentence"],
)
def test_names_that_hold_or_explain_each_other_are_none(
    world: World, found: Found, words: str
) -> None:
    facts = NAMES + quoted("a", "le volet Baro-Villes paraît") + quoted("b", words)
    assert found(world(facts), "one-thing-two-names") == set()


def test_an_accent_or_a_capital_more_is_no_other_name(world: World, found: Found) -> None:
    names = called("Enquête générale à l'école", "Enquête Générale à l'Ecole")
    said = quoted("a", "Enquête générale à l'école") + quoted("b", "Enquête Générale à l'Ecole")
    assert found(world(names + said), "one-thing-two-names") == set()
