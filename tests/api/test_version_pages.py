"""Comparer and Nouveautés on the invented corpus: what differs, who says it, what changed."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from docx import Document

from api.application import create_app
from commands.build import publish
from commands.release import compressed
from graph.contents import content_lines
from graph.snapshots import Snapshots
from tests.api.conftest import Client
from tests.builds import settings_of

TWO = "ids=case/quai-des-langues&ids=case/table-du-lavoir"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    return Path(shutil.copytree(corpus / "record", tmp_path_factory.mktemp("compared") / "record"))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory, corpus: Path, record: Path) -> Client:
    store = tmp_path_factory.mktemp("compared-store")
    publish(settings_of(store, record, corpus / "sources"), gates=False)
    client = Client(create_app(store, record=record))
    client.store = store  # type: ignore[attr-defined]
    return client


def plain(text: str) -> str:
    said = re.sub(r"<[^>]+>", " ", text.partition("<main")[2].partition("</main>")[0])
    return " ".join(said.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'").split())


def lines(client: Client, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/fr/comparer.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_what_differs_comes_before_what_is_the_same(invented: Client) -> None:
    # One alliance told twice: the tellings differ in some things, not in all.
    told = lines(invented, "ids=case/table-du-lavoir&ids=case/table-du-lavoir-fiche")
    assert {one["same"] for one in told} == {"true", "false"}
    for group in {one["group"] for one in told}:
        same = [one["same"] for one in told if one["group"] == group]
        assert same == sorted(same, key=lambda one: one == "true")


def test_every_claim_of_a_cell_has_its_status_and_its_quote_or_says_it_is_to_be_found(
    invented: Client,
) -> None:
    said = [
        one
        for one in lines(invented, TWO)
        if one["group"] == "Ce qui en est affirmé" and one["value"] != "pas dit"
    ]
    assert said
    assert all(one["status"] and one["quote"] and one["page"] for one in said)


def test_every_value_of_the_record_names_who_says_it(invented: Client) -> None:
    held = [
        one
        for one in lines(invented, TWO)
        if one["group"] == "Ce qu'en dit le recueil" and one["value"] != "pas dit"
    ]
    assert held
    assert all(one["source"] for one in held)


def test_a_row_has_a_cell_for_each_thing_and_an_empty_one_says_so(invented: Client) -> None:
    told = lines(invented, TWO)
    rows = {(one["group"], one["row"]) for one in told}
    for row in rows:
        things = {one["thing"] for one in told if (one["group"], one["row"]) == row}
        assert things == {"case/quai-des-langues", "case/table-du-lavoir"}
    silent = sum(one["value"] == "pas dit" for one in told)
    assert silent
    page = invented.get(f"/fr/comparer?{TWO}").text
    assert page.count('<span class="absent">pas dit</span>') == silent


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_compares_nothing_yet_is_offered_comparisons_that_open(
    invented: Client, language: str
) -> None:
    begun = invented.get(f"/{language}/comparer").text
    line = begun.partition("To begin with" if language == "en" else "Pour commencer")[2]
    offered = re.findall(r'href="([^"]+)"', line.partition("</p>")[0])
    compared = [html.unescape(one) for one in offered]
    assert [one.count("ids=") for one in compared] == [4, 3]
    for address in compared:
        page = invented.get(address)
        assert page.status_code == 200
        assert page.text.count("compared-value") > address.count("ids=")


def test_things_of_two_kinds_share_the_rows_that_both_have(invented: Client) -> None:
    mixed = "ids=case/quai-des-langues&ids=organisation/reseau-des-rives"
    things = {one["thing"] for one in lines(invented, mixed)}
    assert things == {"case/quai-des-langues", "organisation/reseau-des-rives"}


def test_ids_by_commas_and_repeated_are_one_comparison(invented: Client) -> None:
    commas = invented.get("/fr/comparer?ids=case/quai-des-langues,case/table-du-lavoir")
    assert commas.text == invented.get(f"/fr/comparer?{TWO}").text


def test_the_address_is_written_on_the_page_and_in_its_english_twin(invented: Client) -> None:
    text = invented.get(f"/fr/comparer?{TWO}").text.replace("&amp;", "&")
    assert f"/fr/comparer?{TWO}</p>" in text
    assert f'href="/en/comparer?{TWO}"' in text
    assert "not said" in invented.get(f"/en/comparer?{TWO}").text


def test_the_button_of_a_page_begins_a_comparison_that_words_complete(invented: Client) -> None:
    page = invented.get("/fr/case/quai-des-langues").text
    assert 'href="/fr/comparer?ids=case/quai-des-langues"' in page
    begun = invented.get("/fr/comparer?ids=case/quai-des-langues&q=lavoir").text
    wider = f'href="/fr/comparer?{TWO}"'.replace("&", "&amp;")
    assert wider in begun
    assert "<table" not in begun


def test_json_holds_the_lines_of_csv(invented: Client) -> None:
    told = json.loads(invented.get(f"/fr/comparer.json?{TWO}").text)
    assert told["things"] == ["case/quai-des-langues", "case/table-du-lavoir"]
    assert len(told["rows"]) == len(lines(invented, TWO))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("ids=case/nobody&ids=case/table-du-lavoir", 404),
        ("ids=case/table-du-lavoir&ids=case/table-du-lavoir", 400),
        ("ids=passage/x&ids=case/table-du-lavoir", 400),
        ("ids=%3Cscript%3E", 400),
        ("&".join(f"ids=case/c{n}" for n in range(7)), 400),
    ],
)
def test_what_cannot_be_compared_is_refused(invented: Client, query: str, status: int) -> None:
    assert invented.get(f"/fr/comparer?{query}").status_code == status


def test_a_file_needs_two_things(invented: Client) -> None:
    assert invented.get("/fr/comparer.csv?ids=case/table-du-lavoir").status_code == 400
    assert invented.get("/fr/comparer").status_code == 200


def test_without_a_release_the_page_says_so(invented: Client) -> None:
    said = plain(invented.get("/fr/nouveautes").text)
    assert "Aucune version datée n'a encore été publiée" in said
    assert "l'état actuel à l'état actuel" not in said
    assert invented.get("/fr/nouveautes?de=2020-01-01").status_code == 404
    assert invented.get("/fr/nouveautes?de=../../etc/passwd").status_code == 404


def released(client: Client, record: Path, version: str, without: str) -> None:
    """Write a release that lacks every statement about `without` (the end of an IRI)."""
    snapshot = Snapshots(client.store).current()  # type: ignore[attr-defined]
    assert snapshot
    store = snapshot.open()
    kept = [line for line in content_lines(store) if f"{without}>".encode() not in line]
    store.close()
    folder = record / "releases"
    folder.mkdir(exist_ok=True)
    (folder / f"{version}.nq.gz").write_bytes(compressed(kept))
    assert gzip.decompress(compressed(kept)).count(b"\n") == len(kept)
    entry = (
        f"releases:\n- {{version: '{version}', file: x, holds: all, content: '00', "
        f"triples: {len(kept)}, counts: {{}}, note: {{fr: Avant le lavoir, en: Before}}}}\n"
    )
    (record / "CHANGES.yaml").write_text(entry, encoding="utf-8")


def test_a_selection_is_taken_away_as_a_word_document(invented: Client) -> None:
    form = invented.get("/fr/nouveautes").text
    assert 'action="/fr/note.docx"' in form
    assert '<option value="confiance">' in form
    answer = invented.get("/fr/note.docx?domain=&category=&impact=confiance")
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    assert 'filename="note-confiance.docx"' in answer.headers["content-disposition"]
    said = [one.text for one in Document(io.BytesIO(answer.content)).paragraphs]
    assert "Note d’une sélection\xa0: Confiance" in said
    assert any(text.startswith("Supposé — ") for text in said)
    rows = list(csv.DictReader(io.StringIO(invented.get("/fr/note.csv?impact=confiance").text)))
    assert {one["status"] for one in rows} >= {"Supposé", "Visé"}
    assert all(one["notes"] for one in rows)
    again = invented.get("/fr/note.docx?impact=confiance")
    assert again.content == answer.content


@pytest.mark.parametrize(
    ("query", "status"), [("", 400), ("impact=zz", 400), ("since=2020-01-01", 404)]
)
def test_a_note_of_nothing_is_refused(invented: Client, query: str, status: int) -> None:
    assert invented.get(f"/en/note.docx?{query}").status_code == status


def test_what_a_release_lacked_is_said_to_be_new_since(invented: Client, record: Path) -> None:
    released(invented, record, "2025-01-02", "/id/case/table-du-lavoir")
    try:
        said = plain(invented.get("/fr/nouveautes?de=2025-01-02&a=current").text)
        assert "1 nouveau cas." in said
        assert "2 janvier 2025" in said
        assert "Avant le lavoir" in said
        assert "Aucune version datée" not in said
        back = json.loads(invented.get("/en/nouveautes.json?de=current&a=2025-01-02").text)
        note = invented.get("/fr/note.docx?since=2025-01-02")
        told = [one.text for one in Document(io.BytesIO(note.content)).paragraphs]
        assert "1 nouveau cas." in told
        assert "1 case removed." in [one["headline"] for one in back["changes"]]
        feed = ET.fromstring(invented.get("/fr/nouveautes.rss").text)  # noqa: S314  our own text
        assert [one.text for one in feed.iter("guid")] == ["2025-01-02"]
    finally:
        (record / "CHANGES.yaml").unlink()
