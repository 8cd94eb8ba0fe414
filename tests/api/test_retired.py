"""Old addresses: renamed ones lead on for ever, retracted ones say that and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad

from api.application import create_app
from loaders.history_records import HistoryEvent, HistoryFile, RetiredThing
from loaders.mapping.history import history_quads
from tests.api.conftest import Client, publish

CASE = "case/cantine-partagee"


def retired(event: str, was: str, now: str | None = None) -> HistoryEvent:
    thing = RetiredThing(was=was, name="L'ancien nom", now=now)
    return HistoryEvent.model_validate(
        {"event": event, "date": "2026-11-21", "because": "Saisie deux fois.", "things": (thing,)}
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Client:
    history = HistoryFile(
        history=(
            retired("renamed", "case/tout-premier", "case/premier"),
            retired("renamed", "case/premier", CASE),
            retired("retracted", "case/doublon"),
            retired("renamed", "case/ancien-doublon", "case/doublon"),
        )
    )
    quads: list[Quad] = list(history_quads(history, ()))
    root: Path = tmp_path_factory.mktemp("retired")
    publish(root, quads)
    return Client(create_app(root))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/id/case/premier", f"/id/{CASE}"),
        ("/id/case/tout-premier", f"/id/{CASE}"),
        ("/fr/case/premier", f"/fr/{CASE}"),
        ("/en/case/tout-premier", f"/en/{CASE}"),
        ("/data/case/premier.ttl", f"/data/{CASE}.ttl"),
    ],
)
def test_a_renamed_address_leads_to_the_last_one_for_good(site: Client, old: str, new: str) -> None:
    answer = site.get(old)
    assert (answer.status_code, answer.headers["location"]) == (301, new)
    assert site.get(new).status_code in {200, 303}


@pytest.mark.parametrize(
    "path", ["/id/case/doublon", "/fr/case/doublon", "/fr/case/ancien-doublon"]
)
def test_a_retracted_address_says_what_was_there_since_when_and_why(
    site: Client, path: str
) -> None:
    answer = site.get(path)
    assert answer.status_code == 410
    assert answer.headers["content-type"].startswith("text/html")
    for words in ("L&#39;ancien nom", "2026-11-21", "Saisie deux fois.", "retiré"):
        assert words in answer.text.replace("’", "&#39;").replace("'", "&#39;")


def test_a_retracted_address_answers_programs_in_their_form(site: Client) -> None:
    answer = site.ask("GET", "/data/case/doublon.ttl", accept="text/turtle")
    assert answer.status_code == 410
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 410


def test_an_address_never_used_is_unknown_and_not_gone(site: Client) -> None:
    assert site.get("/id/case/jamais").status_code == 404


def test_a_retired_thing_stands_in_no_list(site: Client) -> None:
    text = site.get("/fr/case").text
    assert f"/fr/{CASE}" in text
    assert "ancien nom" not in text
