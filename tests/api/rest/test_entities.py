"""One of each: everything that is said of it, its parts, and everything that touches it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from graph.embedded import EmbeddedStore
from queries.lists import collection_names
from tests.api.conftest import Client
from tests.api.rest.conftest import Get


def touching(answer: Any, kind: str, prop: str) -> list[Any]:
    return [
        thing
        for one in answer["touched_by"]
        if one["kind"] == kind and one["property"]["iri"].endswith(f"#{prop}")
        for thing in one["things"]
    ]


def references(things: list[Any]) -> set[str]:
    return {one["reference"] for one in things}


def test_a_case_shows_the_claims_on_its_alliance_with_their_status(get: Get) -> None:
    answer = get("/api/cases/table-du-lavoir")
    claims = touching(answer, "claim", "subject")
    # Three items of this case, two of the sheet that tells of the same alliance.
    assert references(claims) == {
        "claim/lavoir-i1", "claim/lavoir-i2", "claim/lavoir-i3", "claim/fiche-i1", "claim/fiche-i2",
    }  # fmt: skip
    assert all(len(one["status"]) == 1 for one in claims)
    assert references(touching(answer, "discrepancy", "involves")) == {
        "discrepancy/31b874280256be23"
    }
    assert references(touching(answer, "case", "illustrates")) == {"case/table-du-lavoir-fiche"}


def test_a_claim_comes_with_its_evidence_its_quote_and_its_siblings(get: Get) -> None:
    answer = get("/api/claims/cm-c1")
    assert {"evidence/cm-c1", "passage/cm-p3", "selector/cm-p3.quote"} <= references(
        answer["parts"]
    )
    # README: `cm-c1` and `sy-c1` are two claims of one link.
    assert references(touching(answer, "claim", "partOfLink")) == {"claim/sy-c1"}
    assert answer["elsewhere"]["page_fr"] == "/fr/claim/cm-c1"
    assert answer["elsewhere"]["bib"] == "/data/claim/cm-c1.bib"


def test_what_only_ties_things_together_says_where_it_leads(get: Get) -> None:
    answer = get("/api/organisations/atelier-du-lavoir")
    leads = {
        end["reference"]
        for one in touching(answer, "participation", "participant")
        for end in one["leads_to"]
    }
    assert leads == {"alliance/table-du-lavoir"}


def test_an_actor_may_be_an_organisation_a_person_or_a_group(get: Get) -> None:
    for slug, kind in (
        ("atelier-du-lavoir", "organisation"), ("claire-varenne", "person"), ("citoyens", "group"),
    ):  # fmt: skip
        assert get(f"/api/actors/{slug}")["item"]["reference"] == f"{kind}/{slug}"


def test_a_discrepancy_shows_both_sides_with_their_status(get: Get) -> None:
    item = get("/api/discrepancies/677cdc3c0da9ec7e")["item"]
    # README: 71 % and 75 % of citizens in 2015.
    assert references(item["side"]) == {"figure/cm-f1", "figure/sy-f1"}
    assert all("status" in one for one in item["side"])


@pytest.mark.parametrize("name", [one for one in collection_names() if one != "innovations"])
def test_one_of_each_tells_every_statement_of_the_graph(
    name: str, get: Get, corpus_root: Any
) -> None:
    iri = get(f"/api/{name}?size=1")["items"][0]["iri"]
    slug = iri.rpartition("/")[2]
    answer = get(f"/api/{name}/{slug}")
    store = EmbeddedStore.open(corpus_root / "current" / "store")
    asked = f"SELECT DISTINCT ?p ?o WHERE {{ GRAPH ?g {{ <{iri}> ?p ?o }} }}"
    assert len(answer["statements"]) == len(store.query(asked).rows)
    assert all(one["said_in"] for one in answer["statements"])
    uses = f"SELECT DISTINCT ?s ?p WHERE {{ ?s ?p <{iri}> FILTER(ISIRI(?s)) }}"
    direct = sum(one["total"] for one in answer["touched_by"] if one["target"]["iri"] == iri)
    # What a thing or its part says of the thing is told among its statements.
    parts = {iri, *(one["iri"] for one in answer["parts"])}
    held = [row for row in store.query(uses).rows if row[0] and str(row[0])[1:-1] not in parts]
    assert direct == len(held)
    store.close()


def test_its_csv_has_a_line_for_each_statement_and_each_use(rest: Client, get: Get) -> None:
    answer = get("/api/claims/cm-c1")
    text = rest.ask("GET", "/api/claims/cm-c1.csv").text
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    said = len(answer["statements"]) + sum(len(one["statements"]) for one in answer["parts"])
    used = sum(len(one["things"]) for one in answer["touched_by"])
    assert [line["direction"] for line in lines].count("out") == said
    assert [line["direction"] for line in lines].count("in") == used
    sibling = next(line for line in lines if line["value"].endswith("/claim/sy-c1"))
    assert (sibling["status_fr"], sibling["status_en"]) == ("Perçu", "Perceived")


@pytest.mark.parametrize("slug", ["nobody", "UPPER", "a..b", "%2e%2e", "%00", "x%3E%20%7D", "é"])
def test_what_is_not_held_is_404_in_the_language_of_the_client(slug: str, rest: Client) -> None:
    french = rest.ask("GET", f"/api/cases/{slug}")
    english = rest.ask("GET", f"/api/cases/{slug}", accept_language="en")
    assert french.status_code == english.status_code == 404
    assert french.headers["content-type"] == "application/problem+json"
    assert french.json()["detail"] != english.json()["detail"]
