"""Contributions by the pages: who may write, the verdict, the queue, the record, undo."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from fastapi import FastAPI
from openpyxl import load_workbook

from api.application import create_app
from api.contribute_desk import Desk
from api.writers import Guard, Writers
from loaders.directory import read_directory
from ontology.vocabulary import Vocabulary, read_vocabulary
from tests.api.contributing import (
    CASE,
    OTHER,
    Person,
    application,
    desk_over,
    named,
    put,
    workbook,
)

ID = str(OTHER["case"])
FILE = f"cases/{ID}.yaml"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture
def desk(tmp_path: Path, corpus: Path, vocabulary: Vocabulary) -> Desk:
    return desk_over(tmp_path, corpus, vocabulary, named())


@pytest.fixture
def app(tmp_path: Path, desk: Desk) -> Iterator[FastAPI]:
    made = application(tmp_path, desk)
    yield made
    desk.rebuilder.close()
    made.state.lanes.close()


@pytest.fixture
def local(tmp_path: Path, corpus: Path, vocabulary: Vocabulary) -> FastAPI:
    """The application of one person at this machine, called Moi."""
    writers = Writers(frozenset({"Moi"}), local="Moi")
    return application(tmp_path, desk_over(tmp_path, corpus, vocabulary, writers))


@pytest.fixture
def anna(app: FastAPI) -> Person:
    return Person(app, "Anna")


@pytest.fixture
def renee(app: FastAPI) -> Person:
    return Person(app, "Renée")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "record"


def tree(record: Path) -> dict[str, bytes]:
    """Return every file of the record itself, by path."""
    return {
        path.relative_to(record).as_posix(): path.read_bytes()
        for path in record.rglob("*")
        if path.is_file() and "contributions" not in path.parts
    }


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
    answer = anna.ask("GET", "/fr/contribuer", {"remote-user ": "x"} | {"Remote-user": "Renée"})
    assert "Anna" not in answer.text


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
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415

    guard = Guard(b"k" * 32)
    today = datetime.now(UTC).date()
    assert guard.token("Anna") == guard.token("Anna", today) != guard.token("Renée")
    assert guard.token("Anna", today - timedelta(days=2)) != guard.token("Anna")


def test_the_token_of_another_person_is_refused(anna: Person, renee: Person) -> None:
    answer = renee.post("/fr/contribuer/classeur", {"jeton": anna.token()})
    assert answer.status_code == 403


def test_a_faulty_workbook_comes_back_red_and_nothing_is_written(
    anna: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    page = anna.upload(workbook(vocabulary, {**CASE, "domains": "Educatoin", "sdg": "18"}))
    shown = anna.get(page).text
    assert "2 fautes à corriger" in shown
    assert "Éducation" in shown
    book = load_workbook(io.BytesIO(anna.get(f"{page}/classeur.xlsx").content))
    red = [cell.value for row in book["cases"].iter_rows(min_row=2) for cell in row if cell.comment]
    assert red == ["Educatoin", "18"]
    assert tree(record) == before
    assert anna.act(page, "send").status_code == 422
    assert tree(record) == before


def test_a_sound_workbook_is_shown_in_sentences_and_nothing_is_written(
    anna: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    shown = anna.get(anna.upload(workbook(vocabulary, CASE))).text
    assert "1 nouveau cas." in shown.replace("\u00a0", " ")
    assert "phrase à retrouver" in shown
    assert tree(record) == before


@pytest.mark.slow
def test_a_workbook_goes_through_the_queue_and_says_that_contributors_coded_it(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary
) -> None:
    page = anna.upload(workbook(vocabulary, CASE), "../../cas d'Anna.xlsx")
    anna.act(page, "send")
    assert renee.act(page, "accept").status_code == 303
    case = yaml.safe_load((record / f"cases/{CASE['id']}.yaml").read_text("utf-8"))
    assert {each["coder"] for each in case["domains"]} == {"contribution"}
    (entry,) = yaml.safe_load((record / "contributions.yaml").read_text("utf-8"))["contributions"]
    assert entry["source"] == "cas d'Anna.xlsx"


def accepted(anna: Person, renee: Person, desk: Desk, **case: object) -> str:
    """Take a case through the queue; return the address of the contribution."""
    page = put(anna, desk, **case)
    assert anna.act(page, "send").status_code == 303
    assert page in renee.get("/fr/contribuer").text
    assert renee.act(page, "accept").status_code == 303
    return page


def test_what_is_accepted_is_yaml_with_who_when_and_from_what(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    page = accepted(anna, renee, desk)
    case = yaml.safe_load((record / FILE).read_text("utf-8"))
    assert case["name"] == OTHER["name"]
    (entry,) = yaml.safe_load((record / "contributions.yaml").read_text("utf-8"))["contributions"]
    told = {key: entry[key] for key in ("by", "decided_by", "source", "event", "records")}
    assert told == {
        "by": "Anna", "decided_by": "Renée", "source": ID, "event": "accepted",
        "records": [FILE],
    }  # fmt: skip
    assert page.endswith(entry["contribution"])
    # The record is sound as a whole, and says so to whoever builds from it.
    read_directory(record, desk.vocabulary)


def test_an_acceptance_has_the_record_published(
    anna: Person, renee: Person, tmp_path: Path, desk: Desk
) -> None:
    page = accepted(anna, renee, desk)
    until = time.monotonic() + 30
    while "est publié" not in renee.get(page).text and time.monotonic() < until:
        time.sleep(0.1)
    assert json.loads((tmp_path / "store" / "rebuild.json").read_text())["state"] == "done"


def test_only_a_reviewer_decides(anna: Person, record: Path, desk: Desk) -> None:
    page = put(anna, desk)
    anna.act(page, "send")
    for action in ("accept", "refuse", "ask"):
        assert anna.act(page, action, "je veux").status_code == 403
    assert not (record / FILE).exists()


def test_others_do_not_see_what_is_not_theirs(app: FastAPI, anna: Person, desk: Desk) -> None:
    page = put(anna, desk)
    bob = Person(app, "Bob")
    assert bob.get(page).status_code == 404
    assert bob.get(f"{page}/classeur.xlsx").status_code == 404
    assert page not in bob.get("/fr/contribuer").text
    assert bob.act(page, "withdraw").status_code == 404


def test_a_question_and_its_answer_and_a_refusal_with_its_reason(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    before = tree(record)
    page = put(anna, desk)
    anna.act(page, "send")
    assert renee.act(page, "refuse").status_code == 422
    renee.act(page, "ask", "Qui compte les familles ?")
    assert "Qui compte les familles" in anna.get(page).text
    anna.act(page, "answer", "L'association elle-même.")
    renee.act(page, "refuse", "Source promotionnelle.")
    shown = anna.get(page).text
    assert "refusée" in shown
    assert "Source promotionnelle." in shown
    assert renee.act(page, "accept").status_code == 409
    assert tree(record) == before


def test_undo_gives_the_record_back_and_retires_what_was_published(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    before = tree(record)
    page = accepted(anna, renee, desk)
    assert renee.act(page, "undo", "Doublon d'un autre cas.").status_code == 303
    after = tree(record)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"contributions.yaml", "history.yaml", "counts.yaml"}
    assert set(before) <= set(after)
    gone = yaml.safe_load((record / "history.yaml").read_text("utf-8"))["history"][-1]
    assert gone["because"] == "Doublon d'un autre cas."
    assert gone["things"][0]["was"] == f"case/{ID}"
    read_directory(record, desk.vocabulary)


def test_undo_is_refused_when_somebody_has_built_on_it(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    page = accepted(anna, renee, desk)
    with (record / FILE).open("a", encoding="utf-8") as file:
        file.write("notes: relu\n")
    before = tree(record)
    assert renee.act(page, "undo", "Trop tard.").status_code == 409
    assert tree(record) == before


def test_two_people_on_one_record_get_a_conflict_and_nothing_is_lost(
    anna: Person, app: FastAPI, renee: Person, record: Path, desk: Desk
) -> None:
    accepted(anna, renee, desk)
    bob = Person(app, "Bob")
    one = put(anna, desk, notes="Anna's words.")
    other = put(bob, desk, notes="Les mots de Bob.")
    anna.act(one, "send")
    bob.act(other, "send")
    renee.act(one, "accept")
    shown = renee.get(other).text
    assert "Quelqu'un a changé" in shown.replace("’", "'")
    assert "Anna's words." in shown.replace("&#39;", "'")
    assert renee.act(other, "accept").status_code == 409
    assert "Anna's words." in (record / FILE).read_text("utf-8")
    # Seen with the record as it is, it says what it would now undo, and may be accepted.
    assert bob.act(other, "refresh").status_code == 303
    assert renee.act(other, "accept").status_code == 303
    assert "Les mots de Bob." in (record / FILE).read_text("utf-8")


def test_a_reviewer_cannot_accept_another_difference_than_the_one_shown(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    page = put(anna, desk)
    anna.act(page, "send")
    assert renee.act(page, "accept", base="0" * 64).status_code == 409
    assert not (record / FILE).exists()


def test_each_change_has_its_lines_in_the_ledger(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    accepted(anna, renee, desk)
    lines = (record / "contributions" / "ledger.jsonl").read_text("utf-8").splitlines()
    told = [(each["who"], each["action"], each["outcome"]) for each in map(json.loads, lines)]
    assert [each[:2] for each in told] == [
        ("Anna", "send"), ("Anna", "send"), ("Renée", "accept"), ("Renée", "accept"),
    ]  # fmt: skip
    assert [each[2] for each in told] == ["begun", "done"] * 2


def test_the_pages_of_contributions_are_kept_by_nobody(anna: Person, desk: Desk) -> None:
    page = put(anna, desk)
    for path in ("/fr/contribuer", page, page.replace("/fr/", "/en/")):
        answer = anna.get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
