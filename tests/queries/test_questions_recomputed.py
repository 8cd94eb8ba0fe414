"""Ten questions reckoned a second time, from the YAML of the record and nothing of ours.

The record is read with PyYAML alone: no loader, no mapping, no graph and no SPARQL stands
between the files and the expected rows, so that a fault in any of these shows here.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import NamedNode

from graph.embedded import EmbeddedStore
from ontology.iris import reference_of
from queries.answers import Cell, ask, cell
from queries.catalogue import read_question

Record = Mapping[str, Any]
Asked = Callable[..., set[tuple[Cell, ...]]]

# What a dimension of a figure means when the YAML does not give it: everybody or everywhere.
UNSAID = {"territory": "france", "subpopulation": "_T", "domain": "_T", "category": "_T"}


@pytest.fixture(scope="module")
def records(repository: Path) -> Callable[[str], list[Record]]:
    held: dict[str, list[Record]] = {}

    def of(folder: str) -> list[Record]:
        if folder not in held:
            files = sorted((repository / "data" / folder).glob("*.yaml"))
            # The base loader keeps every scalar as its text: "no" and 2.50 are not touched.
            held[folder] = [yaml.load(file.read_text(), yaml.CBaseLoader) for file in files]  # noqa: S506
        return held[folder]

    return of


@pytest.fixture(scope="module")
def figures(records: Callable[[str], list[Record]]) -> list[Record]:
    works = [*records("documents"), *records("pages")]
    return [figure for work in works for figure in work.get("figures", [])]


@pytest.fixture(scope="module")
def claims(records: Callable[[str], list[Record]]) -> list[Record]:
    works = [*records("documents"), *records("pages")]
    return [claim for work in works for claim in work.get("claims", [])]


@pytest.fixture(scope="module")
def asked(real_store: EmbeddedStore) -> Asked:
    def of(name: str, columns: str, **values: str) -> set[tuple[Cell, ...]]:
        answer = ask(read_question(name), values, real_store)
        places = [[c.name for c in answer.columns].index(column) for column in columns.split()]
        return {
            tuple(
                reference_of(term.value) if isinstance(term, NamedNode) else cell(term)
                for term in (row[place] for place in places)
            )
            for row in answer.rows
        }

    return of


def told(figure: Record, dimension: str) -> str:
    return str(figure.get(dimension, UNSAID.get(dimension, "_Z")))


def coded(figures: list[Record], question: str) -> Iterator[Record]:
    return (figure for figure in figures if figure["question"] == question)


def alliances(records: Callable[[str], list[Record]]) -> dict[str, list[Record]]:
    held: dict[str, list[Record]] = defaultdict(list)
    for case in records("cases"):
        held[case["alliance"]].append(case)
    return held


def test_actors_of_several_alliances(asked: Asked, records: Callable[[str], list[Record]]) -> None:
    of_actor: dict[str, set[str]] = defaultdict(set)
    for alliance, cases in alliances(records).items():
        for partner in itertools.chain.from_iterable(case["partners"] for case in cases):
            if "organisation" in partner:
                of_actor[f"organisation/{partner['organisation']}"].add(alliance)
            elif "person" in partner:
                of_actor[f"person/{partner['person']}"].add(alliance)
    expected = {(actor, len(held)) for actor, held in of_actor.items() if len(held) > 1}
    assert asked("acteurs-par-nombre-d-alliances", "actor alliances") == expected
    assert len(expected) > 10


def test_alliances_by_category_and_domain(
    asked: Asked, records: Callable[[str], list[Record]]
) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for cases in alliances(records).values():
        categories = {given["concept"] for case in cases for given in case.get("categories", [])}
        domains = {given["concept"] for case in cases for given in case.get("domains", [])}
        counted.update(itertools.product(categories, domains))
    expected = {(f"category/{c}", f"domain/{d}", n) for (c, d), n in counted.items()}
    assert asked("categories-et-domaines", "category domain alliances") == expected


def test_alliances_active_in_a_year(asked: Asked, records: Callable[[str], list[Record]]) -> None:
    expected = set()
    for alliance, cases in alliances(records).items():
        starts = [int(case["start"][:4]) for case in cases if "start" in case]
        # An end may be a span, "2015/2017": its last year counts.
        ends = [int(case["end"].split("/")[-1][:4]) for case in cases if "end" in case]
        if starts and min(starts) <= 2015 and (not ends or max(ends) >= 2015):
            expected.add((f"alliance/{alliance}",))
    assert asked("alliances-actives-en", "alliance", year="2015") == expected


def test_coders_of_each_case(asked: Asked, records: Callable[[str], list[Record]]) -> None:
    expected = set()
    for case in records("cases"):
        given = [*case.get("categories", []), *case.get("domains", [])]
        coders = {one["coder"] for one in given if "coder" in one}
        coded_ = sum("coder" in one for one in given)
        confirmed = sum("confirmed_by" in one for one in given)
        if coders:
            expected.add((f"case/{case['case']}", len(coders), coded_, confirmed))
    found = asked("cas-par-nombre-de-codeurs", "case coders assignments confirmed")
    assert found == expected


def test_ranks_of_domains_by_group(asked: Asked, figures: list[Record]) -> None:
    groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for figure in coded(figures, "note-moyenne-de-fragilite"):
        if told(figure, "domain") not in {"_T", "_Z"}:
            key = (told(figure, "respondent"), told(figure, "territory"), str(figure["period"]))
            groups[key].append(figure)
    expected = set()
    for held in groups.values():
        for figure in held:
            value = Decimal(figure["value"])
            ahead = {told(one, "domain") for one in held if Decimal(one["value"]) > value}
            expected.add((f"figure/{figure['id']}", 1 + len(ahead - {told(figure, "domain")})))
    question = "note-moyenne-de-fragilite"
    assert asked("rang-des-domaines-par-groupe", "figure rank", question=question) == expected
    assert len(expected) > 20


def test_sums_of_shares_by_category(asked: Asked, figures: list[Record]) -> None:
    shares: dict[str, dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    question = "part-d-une-categorie-de-partenariat"
    for figure in coded(figures, question):
        shares[figure["respondent"]][figure["category"]].append(Decimal(figure["value"]))
    expected = {
        (
            f"group/{group}",
            len(held),
            int(sum(min(values) for values in held.values())),
            int(sum(max(values) for values in held.values())),
        )
        for group, held in shares.items()
    }
    columns = "respondent categories lowest_sum highest_sum"
    assert asked("profil-de-categories", columns, question=question) == expected


def test_comparisons_of_figures(asked: Asked, records: Callable[[str], list[Record]]) -> None:
    expected = set()
    for comparison in records("comparisons"):
        pairs = itertools.combinations(sorted(comparison["figures"]), 2)
        comparable = comparison["comparable"] == "true"
        expected |= {(f"figure/{a}", f"figure/{b}", comparable) for a, b in pairs}
    assert asked("comparaisons-declarees", "first second comparable") == expected


def test_missing_values_of_indicators(asked: Asked, records: Callable[[str], list[Record]]) -> None:
    regions = {
        value["territory"] for indicator in records("indicators") for value in indicator["values"]
    }
    expected = {
        (f"indicator/{indicator['indicator']}", f"territory/{territory}")
        for indicator in records("indicators")
        for territory in regions - {value["territory"] for value in indicator["values"]}
    }
    assert asked("indicateurs-manquants", "indicator territory") == expected
    assert len(expected) > 5


def test_figures_of_one_dataset(asked: Asked, records: Callable[[str], list[Record]]) -> None:
    report = next(
        one for one in records("documents") if one["document"] == "rapport-phare-2013-2017"
    )
    expected = {
        (f"figure/{figure['id']}", Decimal(figure["value"]))
        for figure in report["figures"]
        if figure["measure"] == "share"
    }
    name = "tableau-d-un-jeu-de-donnees"
    found = asked(name, "figure value", dataset="rapport-phare-2013-2017-share")
    assert found == expected


def test_who_expects_something_of_whom(asked: Asked, claims: list[Record]) -> None:
    expected = {
        (claim["subject"], claim["object"]) for claim in claims if claim["relation"] == "attend-de"
    }
    assert asked("qui-attend-quoi-de-qui", "expecting expected") == expected


def test_resources_announced_and_spoken_of(
    asked: Asked, records: Callable[[str], list[Record]], claims: list[Record]
) -> None:
    announced = {
        f"resource/{one['resource']}"
        for one in records("resources")
        if one.get("announced_only") == "true"
    }
    spoken = {claim[end] for claim in claims for end in ("subject", "object")}
    found = {resource for (resource,) in asked("ressources-annoncees", "resource")}
    assert found == announced & spoken
    assert found
