"""One case by a form: every field, faults at their fields, two people, no script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
import yaml
from fastapi import FastAPI

from api.contribute_desk import Desk
from loaders.case_form.entered import Entered, entered_of, read
from loaders.case_form.fields import ROWS, SINGLE
from loaders.records import Assignment, Base, CaseItem, CaseRecord, CaseSource, Partner, Place
from tests.api.contribute.contributing import Person
from tests.api.contribute.filling import CASE_FORM, GOOD, fields_of


def test_every_field_of_a_case_is_asked_or_known_better_by_the_machine() -> None:
    known = {"coder", "date", "confirmed_by", "confirmed_at", "confirmed_name"}
    shapes: dict[type[Base], set[str]] = {
        CaseRecord: {each.name.partition(".")[0] for each in SINGLE} | {*ROWS} - {"within"},
        CaseSource: {each.name.partition("source.")[2] for each in SINGLE},
        Place: {each.name.partition("place.")[2] for each in SINGLE} | {"within"},
        Partner: {each.name for each in ROWS["partners"]} | {"organisation", "group", "person"},
        Assignment: {each.name for each in ROWS["categories"]} | known,
        CaseItem: {each.name for each in ROWS["items"]} | known,
    }
    for shape, names in shapes.items():
        assert set(shape.model_fields) <= names, shape


def test_a_case_goes_by_the_form_into_the_record(anna: Person, renee: Person, record: Path) -> None:
    answer = anna.post(CASE_FORM, {**fields_of(anna.get(CASE_FORM).text), **GOOD})
    assert answer.status_code == 303, answer.text
    page = answer.headers["location"]
    assert "1 nouveau cas." in anna.get(page).text.replace("\u00a0", " ")
    anna.act(page, "send")
    assert renee.act(page, "accept").status_code == 303
    case = yaml.safe_load((record / "cases" / "four-solidaire.yaml").read_text("utf-8"))
    assert case["summary"]["fr"] == "On y cuit du pain pour l'aide alimentaire."
    assert case["partners"] == [
        {"organisation": "reseau-des-rives", "type": "reseau"},
        {"group": "deux boulangeries du bourg", "type": "tpe", "role": "financeur"},
    ]
    assert case["sdg"] == [2, 12]
    (item,) = case["items"]
    assert (item["id"], item["quote"]) == ("four-solidaire-f1", GOOD["items.0.quote"])
    assert item["speaker"] == "organisation/reseau-des-rives"
    assert case["categories"][0]["coder"] == "contribution"


# What the shape of a case refuses is told first, then what the record does.
SHAPE = {
    "case": ("Four Solidaire", "Ce n'est pas un identifiant"),
    "name": ("", "à remplir"),
    "source.url": ("javascript:alert(1)", "adresse complète"),
    "source.date": ("mars 2020", "Ce n'est pas une date"),
    "partners.0.name": ("Réseau des Rive", "« Réseau des Rives »"),
    "partners.1.type": ("", "à remplir"),
    "place.level": ("", "à remplir"),
    "sdg": ("18", "supérieur à 17"),
    "items.0.kind": ("", "à remplir"),
}
RECORD = {
    "end": ("2018", "La fin précède le début"),
    "items.0.quote": (" ".join(["mot"] * 16), "16 mots, plus de 15"),
    "partners.0.passage": ("nulle-part", "Rien ne porte cet identifiant"),
}


# An identifier by its form, which names no file.
NAMELESS: Mapping[str, tuple[str, str]] = {"case": ("_T", "pas un identifiant de cas")}


@pytest.mark.parametrize("wrong", [SHAPE, RECORD, NAMELESS], ids=["shape", "record", "nameless"])
def test_a_fault_is_told_at_its_field_and_nothing_typed_is_lost(
    anna: Person, record: Path, wrong: Mapping[str, tuple[str, str]]
) -> None:
    typed = {**GOOD, **{name: value for name, (value, _) in wrong.items()}}
    answer = anna.post(CASE_FORM, {**fields_of(anna.get(CASE_FORM).text), **typed})
    assert answer.status_code == 422
    shown = unescape(answer.text).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    told = dict(re.findall(r'<p class="field-fault" id="([^"]+)-faute">(.*?)</p>', shown))
    assert set(told) == set(wrong)
    for name, (_, said) in wrong.items():
        assert said in told[name]
        assert f'href="#{name}"' in shown
    kept = fields_of(answer.text)
    assert {name: kept[name] for name in typed if name != "cautions"} == {
        name: value for name, value in typed.items() if name != "cautions"
    }
    assert not list((record / "contributions").glob("*.json"))


def test_a_new_organisation_needs_its_tick(anna: Person) -> None:
    new = {**GOOD, "partners.0.name": "Les Greniers partagés", "partners.0.type": "association"}
    start = fields_of(anna.get(CASE_FORM).text)
    assert anna.post(CASE_FORM, {**start, **new}).status_code == 422
    answer = anna.post(CASE_FORM, {**start, **new, "partners.0.new": "1"})
    assert answer.status_code == 303
    shown = anna.get(answer.headers["location"]).text
    assert "Les Greniers partagés" in shown


def test_a_row_is_added_without_script_and_an_empty_one_is_none(anna: Person) -> None:
    start = {**fields_of(anna.get(CASE_FORM).text), **GOOD}
    more = anna.post(CASE_FORM, {**start, "faire": "ajouter:items"})
    assert more.status_code == 200
    kept = fields_of(more.text)
    assert kept["items.0.text"] == GOOD["items.0.text"]
    assert kept["items.1.text"] == ""
    assert anna.post(CASE_FORM, kept).status_code == 303


def test_a_confirmation_stays_while_what_it_confirmed_does(
    desk: Desk, anna: Person, record: Path
) -> None:
    file = record / "cases" / "quai-des-langues.yaml"
    item = "  quote: deux communes voisines ont repris notre méthode\n"
    text = file.read_text("utf-8")
    assert item in text
    file.write_text(text.replace(item, f"{item}  confirmed_by: projet\n"), encoding="utf-8")
    start = fields_of(anna.get(f"{CASE_FORM}?de=quai-des-langues").text)
    for changes, kept in (({"name": "Autre"}, 1), ({"items.0.text": "une autre lecture"}, 0)):
        page = anna.post(CASE_FORM, {**start, **changes}).headers["location"]
        one = desk.box.get(page.rpartition("/")[2])
        case = yaml.safe_load(desk.box.paths(one)[0].read_text("utf-8"))
        assert sum("confirmed_by" in each for each in case["items"]) == kept


def test_correcting_a_case_changes_what_was_changed_and_nothing_else(
    anna: Person, record: Path
) -> None:
    before = (record / "cases" / "quai-des-langues.yaml").read_text("utf-8")
    start = fields_of(anna.get(f"{CASE_FORM}?de=quai-des-langues").text)
    assert anna.post(CASE_FORM, start).status_code == 303
    answer = anna.post(CASE_FORM, {**start, "name": "Le Quai des mots"})
    shown = anna.get(answer.headers["location"]).text
    rows = re.findall(r'<tr><th scope="row"><code>(.*?)</code>', shown)
    assert rows == ["name"]
    assert (record / "cases" / "quai-des-langues.yaml").read_text("utf-8") == before


def test_two_people_correcting_one_case_lose_nothing(
    app: FastAPI, anna: Person, renee: Person, record: Path
) -> None:
    bob = Person(app, "Bob")
    theirs = fields_of(bob.get(f"{CASE_FORM}?de=quai-des-langues").text)
    mine = fields_of(anna.get(f"{CASE_FORM}?de=quai-des-langues").text)
    one = anna.post(CASE_FORM, {**mine, "notes": "Relu par Anna."}).headers["location"]
    anna.act(one, "send")
    renee.act(one, "accept")
    answer = bob.post(CASE_FORM, {**theirs, "name": "Le Quai des mots"})
    assert answer.status_code == 409
    shown = unescape(answer.text)
    assert "Relu par Anna." in shown
    kept = fields_of(answer.text)
    assert kept["name"] == "Le Quai des mots"
    # Having seen it, Bob takes Anna's note over and sends again.
    again = bob.post(CASE_FORM, {**kept, "notes": "Relu par Anna."})
    assert again.status_code == 303
    bob.act(again.headers["location"], "send")
    assert renee.act(again.headers["location"], "accept").status_code == 303
    case = yaml.safe_load((record / "cases" / "quai-des-langues.yaml").read_text("utf-8"))
    assert (case["name"], case["notes"]) == ("Le Quai des mots", "Relu par Anna.")


def test_two_windows_on_one_contribution_lose_nothing(anna: Person) -> None:
    start = {**fields_of(anna.get(CASE_FORM).text), **GOOD}
    page = anna.post(CASE_FORM, start).headers["location"]
    taken = f"{CASE_FORM}?envoi={page.rpartition('/')[2]}"
    one, other = (fields_of(anna.get(taken).text) for _ in range(2))
    assert anna.post(CASE_FORM, {**one, "name": "Premier"}).status_code == 303
    answer = anna.post(CASE_FORM, {**other, "name": "Second"})
    assert (answer.status_code, fields_of(answer.text)["name"]) == (409, "Second")
    assert anna.post(CASE_FORM, fields_of(answer.text)).status_code == 303


@pytest.mark.parametrize("slug", ["quai-des-langues", "table-du-lavoir", "table-du-lavoir-fiche"])
def test_a_case_of_the_record_survives_the_form(desk: Desk, slug: str) -> None:
    entry = next(each for each in desk.record().entries if each.path == f"cases/{slug}.yaml")
    assert isinstance(entry.record, CaseRecord)
    entered = entered_of(entry.record, {})
    pairs = [(name, text) for name, texts in entered.single.items() for text in texts]
    pairs += [
        (f"{group}.{number}.{name}", text)
        for group, rows in entered.rows.items()
        for number, row in enumerate(rows)
        for name, texts in row.items()
        for text in texts
    ]
    again = read(pairs)
    assert isinstance(again, Entered)
    assert {name: texts for name, texts in again.single.items() if any(texts)} == {
        name: texts for name, texts in entered.single.items() if any(texts)
    }
    rows = [[len(each.rows[group]) for group in ROWS] for each in (again, entered)]
    assert rows[0] == rows[1]
