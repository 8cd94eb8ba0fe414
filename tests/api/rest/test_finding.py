"""Search, neighbourhoods, paths and measures over HTTP, on the invented corpus."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import pytest

from api.rest.memo import Memo
from tests.api.conftest import Client
from tests.api.rest.conftest import Get


def references(things: list[Any]) -> list[str]:
    return [one["reference"] for one in things]


@pytest.mark.parametrize("words", ["réseau des rives", "RESEAU des rives", "reseau des rivs"])
def test_accents_case_and_a_slip_are_forgiven(words: str, get: Get) -> None:
    answer = get(f"/api/search?q={quote(words)}&kind=organisation")
    assert references(answer["items"])[0] == "organisation/reseau-des-rives"


def test_two_recognised_concepts_propose_their_cell(get: Get) -> None:
    answer = get("/api/search?q=" + quote("santé confiance"))
    cell = answer["cell"]
    assert {cell["row"]["reference"], cell["column"]["reference"]} == {
        "domain/sante",
        "impact/confiance",
    }
    matrix = get(cell["url"])
    assert matrix["matrix"]["reference"] == "matrix/domaine-impact"
    assert get("/api/search?q=confiance")["cell"] is None


def test_a_hit_shows_its_type_its_passage_and_its_status(get: Get) -> None:
    answer = get("/api/search?q=" + quote("partenariats renforcent confiance") + "&kind=claim")
    # README: `in-c3` asks whether partnerships strengthen trust; it is only supposed.
    hit = answer["items"][0]
    assert (hit["reference"], hit["kind"]) == ("claim/in-c3", "claim")
    assert references(hit["status"]) == ["status/suppose"]
    passage = hit["passage"]
    marked = [passage["text"][start:end] for start, end in passage["marks"]]
    assert "confiance" in marked
    assert passage["source"]["reference"] == "document/invitation-matinees"


def test_pages_of_a_search_hold_every_hit_once(get: Get) -> None:
    whole = get("/api/search?q=confiance&size=100")
    pages = [
        get(f"/api/search?q=confiance&size=4&page={page}")["items"]
        for page in range(1, -(-whole["total"] // 4) + 1)
    ]
    assert [one["iri"] for page in pages for one in page] == [one["iri"] for one in whole["items"]]
    assert get("/api/search?q=confiance&page=99")["items"] == []


def test_the_pages_of_a_search_lead_to_each_other(get: Get, rest: Client) -> None:
    whole = get("/api/search?q=confiance&size=100")
    found, place = [], "/api/search?q=confiance&size=4"
    while place:
        page = get(place)
        found += [one["iri"] for one in page["items"]]
        place = page["links"].get("next", "")
    assert found == [one["iri"] for one in whole["items"]]
    assert page["page"] == page["pages"]
    first = rest.ask("GET", "/api/search?q=confiance&size=4")
    assert first.links["last"]["url"].endswith(f"&page={page['pages']}")


def test_facets_narrow_and_say_what_they_hide(get: Get) -> None:
    free = get("/api/search?q=partenariats")
    narrowed = get("/api/search?q=partenariats&status=percu")
    assert 0 < narrowed["total"] < free["total"]
    hidden = next(one for one in narrowed["hidden"] if one["facet"] == "status")
    assert hidden["count"] == free["total"] - narrowed["total"]


def test_a_neighbourhood_counts_what_it_leaves_out(get: Get) -> None:
    whole = get("/api/graph?centre=alliance/table-du-lavoir&steps=1&cap=300")
    assert (whole["left_out"], whole["left_out_by_kind"]) == (0, {})
    few = get("/api/graph?centre=alliance/table-du-lavoir&steps=1&cap=3")
    assert len(few["nodes"]) == 3
    assert few["nodes"][0]["reference"] == "alliance/table-du-lavoir"
    assert few["left_out"] == sum(few["left_out_by_kind"].values()) == len(whole["nodes"]) - 3
    # Two named parties and a described group, by the record of the case.
    kinds = [one["kind"] for one in whole["nodes"]]
    assert (kinds.count("organisation"), kinds.count("participation")) == (2, 1)


def test_every_claimed_tie_shows_its_status_its_words_and_its_evidence(get: Get) -> None:
    answer = get("/api/graph?centre=alliance/table-du-lavoir&steps=1&cap=300")
    claimed = [one for one in answer["ties"] if one["kind"] == "claim"]
    assert claimed
    for tie in claimed:
        assert tie["status"]["reference"].startswith("status/")
        assert len(tie["sentences"]) == tie["claims"]
        assert tie["evidence"]
    # README: `lavoir-i1` to `lavoir-i3` have no quote, `fiche-i1` and `fiche-i2` have one.
    quotes = [piece["quote"] for tie in claimed for piece in tie["evidence"]]
    assert (len(quotes), quotes.count(None)) == (5, 3)


def test_a_path_carries_the_evidence_of_each_step(get: Get, rest: Client) -> None:
    pair = "from=organisation/atelier-du-lavoir&to=organisation/commune-de-valbrume"
    answer = get(f"/api/paths?{pair}")
    assert answer["paths"]
    for path in answer["paths"]:
        assert path[0]["start"]["reference"] == "organisation/atelier-du-lavoir"
        assert path[-1]["end"]["reference"] == "organisation/commune-de-valbrume"
        for one, following in pairwise(path):
            assert one["end"]["iri"] == following["start"]["iri"]
        assert all(step["ties"] for step in path)
        assert all(tie["status"] or tie["kind"] != "claim" for step in path for tie in step["ties"])
    table = rest.ask("GET", f"/api/paths.csv?{pair}").text
    lines = list(csv.DictReader(io.StringIO(table, newline="")))
    assert {line["path"] for line in lines} == {
        str(place) for place in range(1, len(answer["paths"]) + 1)
    }


def test_names_are_as_good_as_references_and_a_wrong_one_is_helped(rest: Client) -> None:
    named = rest.ask("GET", "/api/graph?centre=" + quote("Atelier du lavoir"))
    assert named.json()["centre"]["reference"] == "organisation/atelier-du-lavoir"
    refused = rest.ask("GET", "/api/graph?centre=" + quote("Atelier du lavoire"))
    assert refused.status_code == 400
    assert "organisation/atelier-du-lavoir" in refused.json()["detail"]


def test_measures_come_with_their_caution_in_json_and_in_csv(get: Get, rest: Client) -> None:
    answer = get("/api/network/metrics?network=actors&measure=degree")
    assert "Measures the sample, not the field" in answer["note"]["en"]
    text = rest.ask("GET", "/api/network/metrics.csv?network=actors&measure=degree").text
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(lines) == answer["total"] > 0
    assert all("not the field" in line["caution_en"] for line in lines)


def test_what_was_worked_out_is_kept_for_one_snapshot_and_made_once() -> None:
    memo, made = Memo(), []

    def make(value: str) -> str:
        made.append(value)
        return value

    assert memo.get("one", "key", lambda: make("first")) == "first"
    assert memo.get("one", "key", lambda: make("second")) == "first"
    assert memo.get("two", "key", lambda: make("third")) == "third"
    assert memo.get("one", "key", lambda: make("fourth")) == "fourth"
    assert made == ["first", "third", "fourth"]


def test_the_oldest_makes_room_and_the_others_stay() -> None:
    memo, made = Memo(), []
    for number in range(65):
        memo.get("one", number, lambda: b"x")
    for number in (64, 1, 0):
        memo.get("one", number, lambda number=number: made.append(number))  # type: ignore[misc]
    assert made == [0]


def test_what_is_kept_may_be_none_and_never_grows_without_end() -> None:
    memo, made = Memo(), []
    for number in (1, 1):
        memo.get("one", "none", lambda number=number: made.append(number))  # type: ignore[misc]
    assert made == [1]
    for number in range(200):
        memo.get("one", number, lambda: b"x")
    made.clear()
    memo.get("one", "none", lambda: made.append(2))
    assert made == [2]
