"""`/reconcile` as a client of the Reconciliation Service API 0.2 asks it, and as it should not."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from api.application import create_app
from api.reconcile_requests import BATCH, LARGEST, LONGEST
from ontology.iris import BASE
from tests.api.conftest import Client
from tests.api.reconciliation_shapes import MANIFEST, RESULTS, SUGGESTED, conform
from tests.serving import served

FORM = {"content-type": "application/x-www-form-urlencoded"}
RELAIS = "id/organisation/relais-du-val"
Asker = httpx.Client


@pytest.fixture(scope="module")
def asker(published: Path) -> Iterator[Asker]:
    with served(create_app(published)) as address, httpx.Client(base_url=address) as client:
        yield client


def matched(
    asker: Asker, queries: Mapping[str, object], path: str = "/reconcile/fr"
) -> dict[str, Any]:
    """Post `queries` and return the candidates of each, checked against the specification."""
    body = urlencode({"queries": json.dumps(queries)})
    answer = asker.post(path, content=body, headers=FORM)
    assert answer.status_code == 200, answer.text
    conform(answer.json(), RESULTS)
    assert set(answer.json()) == {*queries}
    return {key: one["result"] for key, one in answer.json().items()}


def one(asker: Asker, path: str = "/reconcile/fr", **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = matched(asker, {"q0": query}, path)["q0"]
    return found


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/fr", "/reconcile/en"])
def test_without_parameters_the_manifest_is_what_the_specification_asks(
    asker: Asker, path: str
) -> None:
    answer = asker.get(path)
    conform(answer.json(), MANIFEST)
    assert answer.json()["identifierSpace"] == BASE
    assert answer.json()["batchSize"] == BATCH


def test_the_manifest_speaks_the_language_of_its_address_else_of_the_client(asker: Asker) -> None:
    names = {
        (path, spoken): asker.get(path, headers={"accept-language": spoken}).json()["name"]
        for path in ("/reconcile", "/reconcile/fr", "/reconcile/en")
        for spoken in ("fr", "en")
    }
    assert names["/reconcile", "fr"] == names["/reconcile/fr", "en"]
    assert names["/reconcile", "en"] == names["/reconcile/en", "fr"]
    assert names["/reconcile", "fr"] != names["/reconcile", "en"]


def test_every_address_of_the_manifest_answers(asker: Asker) -> None:
    told = asker.get("/reconcile/en").json()
    for what, place in told["suggest"].items():
        answer = asker.get(f"{place['service_url']}{place['service_path']}?prefix=re")
        assert answer.status_code == 200, what
        conform(answer.json(), SUGGESTED)
    view = told["view"]["url"].replace("{{id}}", quote(RELAIS, safe=""))
    shown = asker.get(view, follow_redirects=False)
    assert (shown.status_code, shown.headers["location"]) == (
        303,
        "/en/organisation/relais-du-val",
    )
    assert asker.get(told["documentation"]).status_code == 200


@pytest.mark.parametrize(
    "written",
    ["Le Relais du Val", "LE RELAIS DU VAL", "le relais  du val", "Relais Val", RELAIS,
     BASE + RELAIS],
)  # fmt: skip
def test_a_name_another_name_or_the_identifier_is_a_certain_match(
    asker: Asker, written: str
) -> None:
    first = one(asker, query=written, type="organisation")[0]
    assert (first["id"], first["score"], first["match"]) == (RELAIS, 100.0, True)
    assert first["name"] == "Le Relais du Val"


@pytest.mark.parametrize("written", ["Le Relai du Val", "relais", "Val Relais Le du"])
def test_a_near_name_is_offered_and_never_certain(asker: Asker, written: str) -> None:
    found = {each["id"]: each for each in one(asker, query=written, type="organisation")}
    assert found[RELAIS]["match"] is False
    assert 65 <= found[RELAIS]["score"] < 100


def test_a_name_that_nothing_bears_has_no_candidates(asker: Asker) -> None:
    assert one(asker, query="Zyqwxk Brrfth") == []


def test_two_things_of_one_name_are_both_offered_and_neither_is_certain(asker: Asker) -> None:
    found = [each for each in one(asker, query="innovation") if each["score"] == 100]
    assert {each["id"] for each in found} == {
        "scheme/impact/innovation",
        "scheme/innovation-maturity/innovation",
    }
    assert [each["match"] for each in found] == [False, False]


def test_a_type_tells_them_apart(asker: Asker) -> None:
    found = one(asker, query="innovation", type=["impact"])
    assert {each["type"][0]["id"] for each in found} == {"impact"}
    assert [each["id"] for each in found if each["match"]] == ["scheme/impact/innovation"]


def test_a_concept_is_matched_in_either_language_and_shown_in_the_one_asked_for(
    asker: Asker,
) -> None:
    for written in ("Diversité, handicap", "Diversity, disability"):
        french = one(asker, query=written, type="domain")[0]
        english = one(asker, "/reconcile/en", query=written, type="domain")[0]
        assert french["match"]
        assert english["match"]
        assert french["id"] == english["id"] == "scheme/domain/diversite-handicap"
        assert (french["name"], english["name"]) == ("Diversité, handicap", "Diversity, disability")
        assert french["description"] != english["description"]
        assert {each["id"] for each in french["type"]} == {"domain", "concept"}


def test_a_property_that_is_not_borne_takes_certainty_away(asker: Asker) -> None:
    def asked(territory: object) -> dict[str, Any]:
        wanted = [{"pid": "territory", "v": territory}]
        return one(asker, query="Le Relais du Val", type="organisation", properties=wanted)[0]

    here = asked({"id": "scheme/territory/bretagne"})
    there = asked("Corse")
    assert (here["score"], here["match"]) == (100.0, True)
    assert (there["score"], there["match"]) == (90.0, False)
    assert asked(["Corse", "Bretagne"])["match"] is True
    assert {"id": "property_territory", "value": False} in there["features"]


def test_without_a_name_what_bears_the_properties_is_offered(asker: Asker) -> None:
    found = one(
        asker, type="organisation", properties=[{"pid": "territory", "v": "Bretagne"}], limit=20
    )
    assert RELAIS in {each["id"] for each in found}
    assert not any(each["match"] for each in found)
    assert one(asker, type="organisation", properties=[{"pid": "territory", "v": "Nulle"}]) == []


def test_candidates_come_best_first_and_no_more_than_the_limit(asker: Asker) -> None:
    found = one(asker, query="innovation", limit=3)
    scores = [each["score"] for each in found]
    assert len(found) == 3
    assert scores == sorted(scores, reverse=True)
    assert found == one(asker, query="innovation", limit=20)[:3]


def test_a_batch_by_get_answers_as_by_post_and_each_query_for_itself(asker: Asker) -> None:
    queries = {"a": {"query": "Relais Val"}, "b": {"query": "handicap", "limit": 1}}
    answer = asker.get("/reconcile/fr", params={"queries": json.dumps(queries)})
    together = {key: held["result"] for key, held in answer.json().items()}
    assert together == matched(asker, queries)
    assert together["a"] == matched(asker, {"a": queries["a"]})["a"]


def test_what_is_neither_organisation_nor_concept_is_never_offered(
    asker: Asker,
) -> None:
    for written in ("Anne Martin", "Cantine partagée de Valbourg", "Note de synthèse du Val"):
        assert not [each for each in one(asker, query=written) if each["score"] == 100]


@pytest.mark.parametrize(
    ("prefix", "first"),
    [("rela", RELAIS), ("Relais V", RELAIS), ("val", RELAIS), (RELAIS, RELAIS),
     ("diversi", "scheme/domain/diversite-handicap")],
)  # fmt: skip
def test_an_entity_is_suggested_by_the_beginning_of_its_name(
    asker: Asker, prefix: str, first: str
) -> None:
    answer = asker.get("/reconcile/fr/suggest/entity", params={"prefix": prefix})
    conform(answer.json(), SUGGESTED)
    assert first in [each["id"] for each in answer.json()["result"]]


def test_a_cursor_leads_on_through_the_suggestions_without_repeating(asker: Asker) -> None:
    def page(cursor: int) -> list[str]:
        asked = {"prefix": "a", "cursor": str(cursor)}
        answer = asker.get("/reconcile/fr/suggest/entity", params=asked)
        return [each["id"] for each in answer.json()["result"]]

    assert len(page(0)) == len(page(20)) == 20
    assert not set(page(0)) & set(page(20))
    assert page(10)[:10] == page(0)[10:]


def test_types_and_properties_are_suggested_by_name_and_identifier(asker: Asker) -> None:
    def ids(what: str, prefix: str) -> list[str]:
        answer = asker.get(f"/reconcile/fr/suggest/{what}", params={"prefix": prefix})
        return [each["id"] for each in answer.json()["result"]]

    assert ids("type", "organ") == ["organisation"]
    assert "domain" in ids("type", "fragil")
    assert ids("property", "terr") == ["territory"]
    assert ids("property", "") == []


@pytest.mark.parametrize("what", ["entity", "type", "property"])
def test_the_search_box_of_openrefine_is_offered_what_any_client_is(
    asker: Asker, what: str
) -> None:
    # As its widget suggest-4_3a sends it, with the defaults of `suggest`, `suggestT`, `suggestP`.
    sent = {"spell": "always", "exact": "false", "prefixed": "true", "scoring": "schema"}
    path = f"/reconcile/fr/suggest/{what}"
    plain = asker.get(path, params={"prefix": "o"}).json()["result"]
    assert asker.get(path, params={"prefix": "o", **sent}).json()["result"] == plain
    assert asker.get(path, params={"prefix": "o", "sql": "x"}).status_code == 400


def test_a_column_is_matched_as_openrefine_posts_it(asker: Asker) -> None:
    # StandardReconConfig: no type and no limit unless chosen, a matched cell as id and name.
    matched_cell = {"id": "scheme/domain/diversite-handicap", "name": "Diversité - Handicap"}
    queries = {
        "q0": {"query": "Le Relais du Val"},
        "q1": {
            "query": "Le Relais du Val",
            "type": "organisation",
            "type_strict": "should",
            "properties": [{"pid": "domain", "v": matched_cell}],
        },
    }
    found = matched(asker, queries)
    assert [found[key][0]["id"] for key in queries] == [RELAIS, RELAIS]


def test_another_site_may_ask_and_read(asker: Asker) -> None:
    for path in ("/reconcile", "/reconcile/fr/suggest/entity?prefix=a"):
        assert asker.get(path).headers["access-control-allow-origin"] == "*"
    before = asker.options("/reconcile", headers={"origin": "https://elsewhere.example"})
    assert before.status_code == 204
    assert "POST" in before.headers["access-control-allow-methods"]
    refused = asker.post("/reconcile", content="queries=[", headers=FORM)
    assert refused.headers["access-control-allow-origin"] == "*"


def nested(depth: int) -> str:
    return '{"q":' * depth + "1" + "}" * depth


HOSTILE = {
    "no JSON": "[",
    "a list": "[]",
    "no object": '{"q0": 3}',
    "an empty query": '{"q0": {"query": ""}}',
    "blanks": '{"q0": {"query": "  "}}',
    "nothing asked": '{"q0": {"limit": 3}}',
    "a field more": '{"q0": {"query": "a", "sql": "x"}}',
    "no limit": '{"q0": {"query": "a", "limit": 0}}',
    "half a candidate": '{"q0": {"query": "a", "limit": 1.5}}',
    "true candidates": '{"q0": {"query": "a", "limit": true}}',
    "NaN": '{"q0": {"query": "a", "limit": NaN}}',
    "infinity": '{"q0": {"query": "a", "limit": 1e400}}',
    "a number without end": '{"q0": {"query": "a", "limit": ' + "9" * 5000 + "}}",
    "an unknown type": '{"q0": {"query": "a", "type": "Q5"}}',
    "an unknown property": '{"q0": {"query": "a", "properties": [{"pid": "P31", "v": "x"}]}}',
    "no value": '{"q0": {"query": "a", "properties": [{"pid": "domain"}]}}',
    "half a character": '{"q0": {"query": "\\ud800"}}',
    "half a key": '{"\\ud800": {"query": 3}}',
    "a name too long": json.dumps({"q0": {"query": "a" * (LONGEST + 1)}}),
    "deep": nested(30_000),
}


@pytest.mark.parametrize("queries", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_is_400_in_the_one_shape_and_both_languages(
    asker: Asker, queries: str
) -> None:
    titles = set()
    for language in ("fr", "en"):
        headers = {**FORM, "accept-language": language, "accept": "text/html"}
        answer = asker.post("/reconcile", content=urlencode({"queries": queries}), headers=headers)
        assert answer.status_code == 400, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert "Traceback" not in answer.text
        assert "pydantic" not in answer.text
        titles.add(answer.json()["detail"])
    assert len(titles) == 2


def test_the_query_and_the_field_that_cannot_be_read_are_named(asker: Asker) -> None:
    queries = {"q0": {"query": "a"}, "q7": {"query": "a", "limit": "many"}}
    answer = asker.post(
        "/reconcile", content=urlencode({"queries": json.dumps(queries)}), headers=FORM
    )
    assert "q7.limit" in answer.json()["detail"]


def test_too_many_queries_or_too_many_bytes_are_413(asker: Asker) -> None:
    many = {f"q{number}": {"query": "a"} for number in range(BATCH + 1)}
    long = {"q0": {"query": "a", "type": ["domain"], "pad": "é" * LARGEST}}
    for queries in (many, long):
        body = urlencode({"queries": json.dumps(queries, ensure_ascii=False)})
        answer = asker.post("/reconcile", content=body, headers=FORM)
        assert answer.status_code == 413, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
    many.popitem()
    assert len(matched(asker, many)) == BATCH


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{}", "application/json", 415),
        ("queries=%7B%7D", "multipart/form-data; boundary=x", 415),
        ("queries=%7B%7D", "", 415),
        ("", FORM["content-type"], 400),
        ("queries=%7B%7D&queries=%7B%7D", FORM["content-type"], 400),
        ("queries=%7B%7D&callback=alert", FORM["content-type"], 400),
        ("queries=%FF", FORM["content-type"], 400),
        ("&".join(f"a{number}=1" for number in range(50)), FORM["content-type"], 400),
        ("extend=%7B%7D", FORM["content-type"], 400),
    ],
)
def test_a_body_that_is_no_batch_is_refused(
    asker: Asker, body: str, kind: str, status: int
) -> None:
    answer = asker.post("/reconcile", content=body, headers={"content-type": kind})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("cursor", ["-1", "a", "1e3", "٣", "9999999", ""])
def test_a_cursor_that_is_no_number_is_refused(asker: Asker, cursor: str) -> None:
    asked = {"prefix": "a", "cursor": cursor}
    assert asker.get("/reconcile/fr/suggest/entity", params=asked).status_code == 400


@pytest.mark.parametrize("identifier", ["", "x", "id/case/cantine-partagee", "//evil.example"])
def test_the_view_leads_to_entities_only(asker: Asker, identifier: str) -> None:
    answer = asker.get("/reconcile/fr/view", params={"id": identifier}, follow_redirects=False)
    assert answer.status_code == 404


def test_the_dearest_batch_allowed_is_answered_within_seconds(asker: Asker) -> None:
    words = [" ".join(f"{place:x}{word:x}" for word in range(140)) for place in range(BATCH)]
    queries = {f"q{place}": {"query": text[:LONGEST]} for place, text in enumerate(words)}
    begun = time.perf_counter()
    matched(asker, queries)
    assert time.perf_counter() - begun < 5


def test_a_hostile_label_stays_a_string_of_the_answer(asker: Asker) -> None:
    answer = asker.get("/reconcile/fr/suggest/entity", params={"prefix": "<script"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert [each["id"] for each in answer.json()["result"]] == ["id/organisation/hostile"]


@hypothesis_settings(max_examples=40)
@given(st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip())))
def test_any_text_is_answered_or_refused_and_never_certain_for_nothing(
    asker: Asker, written: str
) -> None:
    body = urlencode({"queries": json.dumps({"q": {"query": written}})})
    answer = asker.post("/reconcile", content=body, headers=FORM)
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        told = answer.json()
        assert Draft202012Validator(RESULTS).is_valid(told)
        assert not [each for each in told["q"]["result"] if each["match"]]


def test_without_data_it_says_so(empty: Client) -> None:
    assert empty.ask("GET", "/reconcile").status_code == 503
