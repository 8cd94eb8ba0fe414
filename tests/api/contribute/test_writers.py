"""Who may write by the pages: nobody without the setting, nobody without a name and a token."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.application import create_app
from api.writers import Guard, Writers
from ontology.vocabulary import Vocabulary
from tests.api.contribute.contributing import Person, application, desk_over


@pytest.fixture
def local(tmp_path: Path, corpus: Path, vocabulary: Vocabulary) -> FastAPI:
    """The application of one person at this machine, called Moi."""
    writers = Writers(frozenset({"Moi"}), local="Moi")
    return application(tmp_path, desk_over(tmp_path, corpus, vocabulary, writers))


def takers(routes: Iterable[object]) -> set[str]:
    """Return the paths of all routes that take anything but a question."""
    found = set()
    for route in routes:
        # A router that was included keeps its own routes.
        inner = getattr(route, "original_router", None)
        if inner is not None:
            found |= takers(inner.routes)
        elif set(getattr(route, "methods", None) or ()) - {"GET", "HEAD", "OPTIONS"}:
            found.add(str(getattr(route, "path", "")))
    return found


def test_without_the_setting_no_route_takes_a_contribution(published: Path) -> None:
    app = create_app(published)
    assert "/sparql" in takers(app.routes)
    assert not [path for path in takers(app.routes) if "contribuer" in path]
    page = Person(app, "Renée").get("/fr/contribuer")
    assert (page.status_code, "<form" in page.text.partition("<main")[2]) == (200, False)
    assert Person(app, "Renée").get("/fr/contribuer/modele.xlsx").content[:2] == b"PK"
    for path in ("/fr/contribuer/classeur", "/fr/contribuer/envoi/20260101-0000000000"):
        assert Person(app, "Renée").post(path, {"jeton": "x"}).status_code in {404, 405}


def test_with_the_setting_the_forms_of_contributions_are_all_that_is_added(
    app: FastAPI, published: Path
) -> None:
    added = takers(app.routes) - takers(create_app(published).routes)
    assert {path[3:].partition("/{")[0] for path in added} == {
        "/contribuer/cas", "/contribuer/classeur", "/contribuer/codage",
        "/contribuer/codage/differences", "/contribuer/envoi", "/contribuer/etude",
        "/contribuer/etude/candidats.xlsx", "/contribuer/noms", "/contribuer/phrases",
        "/contribuer/plan",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("peer", "name"), [("10.0.0.6", "Renée"), ("10.0.0.5", ""), ("127.0.0.1", "Renée")]
)
def test_a_name_that_the_proxy_did_not_send_is_nobody(app: FastAPI, peer: str, name: str) -> None:
    stranger = Person(app, name, peer)
    assert "jeton" not in stranger.get("/fr/contribuer").text
    token = Guard(b"k" * 32).token(name)
    answer = stranger.post("/fr/contribuer/classeur", {"jeton": token})
    assert (answer.status_code, "administrateur" in answer.text) == (403, True)


def test_two_names_in_one_request_are_nobody(app: FastAPI) -> None:
    anna = Person(app, "Anna")
    answer = anna.ask("GET", "/fr/contribuer", {"Remote-user": "Renée"})
    assert answer.status_code == 200
    for known in ("Anna", "Renée", "jeton"):
        assert known not in answer.text


@pytest.mark.parametrize(
    ("asked", "headers", "known"),
    [
        (("127.0.0.1", "localhost:8000"), {}, True),
        (("::1", "[::1]:8000"), {}, True),
        (("192.0.2.1", "localhost:8000"), {}, False),
        (("127.0.0.1", "evil.example"), {}, False),
        (("127.0.0.1", "localhost:8000"), {"X-Forwarded-For": "192.0.2.1"}, False),
        (("127.0.0.1", "localhost:8000"), {"Forwarded": "for=192.0.2.1"}, False),
    ],
)
def test_the_local_person_is_at_this_machine_and_comes_through_nobody(
    local: FastAPI, asked: tuple[str, str], headers: dict[str, str], *, known: bool
) -> None:
    page = Person(local, "", *asked).ask("GET", "/fr/contribuer", headers).text
    assert ("jeton" in page) == known


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "", "Sec-Fetch-Site": ""},
    ],
)
def test_a_form_from_elsewhere_is_refused_even_with_the_token(
    anna: Person, record: Path, headers: dict[str, str]
) -> None:
    fields = {"jeton": anna.token()}
    files = {"classeur": ("a.xlsx", b"PK")}
    assert anna.post("/fr/contribuer/classeur", fields, files, **headers).status_code == 403
    assert not list((record / "contributions").glob("*.json"))


def test_a_token_serves_one_person_for_a_day_or_two() -> None:
    guard = Guard(b"k" * 32)
    today = datetime.now(UTC).date()
    assert guard.token("Anna") == guard.token("Anna", today) != guard.token("Renée")
    assert guard.token("Anna", today - timedelta(days=2)) != guard.token("Anna")


def test_the_token_of_another_person_is_refused(anna: Person, renee: Person) -> None:
    answer = renee.post("/fr/contribuer/classeur", {"jeton": anna.token()})
    assert answer.status_code == 403
