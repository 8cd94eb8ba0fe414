"""Two names that look alike: somebody says on a page whether they are one; it is reviewed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml
from fastapi import FastAPI
from httpx import Response
from openpyxl import load_workbook

from loaders.contribution_template import contribution_template
from loaders.directory import read_directory
from loaders.templates import TEMPLATES
from ontology.vocabulary import Vocabulary
from tests.api.contribute.contributing import Person, tree
from tests.payloads import PAYLOADS

PAGE = "/fr/contribuer/noms"
# The record holds « Biscuiterie Clairan »; a sheet writes it with a letter more.
KNOWN, MET = "Biscuiterie Clairan", "Biscuiterie Clairanne"


def answer(person: Person, **changes: str) -> Response:
    told = {"known": KNOWN, "met": MET, "decision": "same", "because": "Même adresse.", **changes}
    return person.post(PAGE, {"jeton": person.token(), **told})


def identities(record: Path) -> list[dict[str, object]]:
    held: list[dict[str, object]] = yaml.safe_load((record / "identities.yaml").read_text("utf-8"))[
        "identities"
    ]
    return held


def sheet(vocabulary: Vocabulary) -> bytes:
    """Return a workbook that adds an organisation named nearly as one of the record."""
    book = load_workbook(io.BytesIO(contribution_template(vocabulary, "fr")))
    row = {
        "name": MET,
        "type": "sme",
        "is_generic_group": "no",
        "source_url": "https://aubepine.example/clairanne",
    }
    book["organisations"].append([row.get(name) for name in TEMPLATES["organisations"].names])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_undecided_name_leads_to_the_page_where_it_is_decided(
    anna: Person, vocabulary: Vocabulary
) -> None:
    shown = anna.get(anna.upload(sheet(vocabulary))).text
    assert f'href="{PAGE}?nom=Biscuiterie+Clairanne"' in shown
    page = anna.get(f"{PAGE}?nom=Biscuiterie+Clairanne").text
    assert f'value="{KNOWN}" aria-describedby="known-aide"' in page
    assert f'value="{MET}" aria-describedby="met-aide"' in page


@pytest.mark.parametrize("decision", ["same", pytest.param("different", marks=pytest.mark.slow)])
def test_a_name_that_is_decided_lets_the_workbook_through(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary, decision: str
) -> None:
    waiting = anna.upload(sheet(vocabulary))
    before = tree(record)
    page = answer(anna, decision=decision).headers["location"]
    assert MET in anna.get(page).text
    assert tree(record) == before
    anna.act(page, "send")
    assert renee.act(page, "accept").status_code == 303
    assert identities(record)[-1] == {
        "names": [KNOWN, MET], "decision": decision, "because": "Même adresse.",
    }  # fmt: skip
    read_directory(record, vocabulary)
    # The workbook is read again: its name is an organisation, or another name of one.
    assert "à corriger" not in anna.get(waiting).text
    # As another name it changes a record that the workbook was not read against.
    anna.act(waiting, "refresh")
    anna.act(waiting, "send")
    assert renee.act(waiting, "accept").status_code == 303
    files = [path.stem for path in (record / "organisations").glob("biscuiterie-clairan*.yaml")]
    assert len(files) == {"same": 1, "different": 2}[decision]


def test_undoing_an_answer_gives_the_record_back(anna: Person, renee: Person, record: Path) -> None:
    before = (record / "identities.yaml").read_bytes()
    page = answer(anna).headers["location"]
    anna.act(page, "send")
    renee.act(page, "accept")
    assert renee.act(page, "undo", "Deux adresses, finalement.").status_code == 303
    assert (record / "identities.yaml").read_bytes() == before


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"met": "BISCUITERIE  clairan"}, "n'en font qu'un"),
    ({"known": "Personne"}, "ne porte le premier nom"),
    ({"met": "Réseau des Rives"}, "ont chacun leur fiche"),
    ({"known": "Réseau des Rives", "met": "Réseau des Rives du Sud"}, "déjà décidé"),
    ({"decision": "peut-être"}, "peut-être"),
    ({"because": "  "}, "because"),
    ({"met": ""}, "names"),
)


def test_a_wrong_answer_is_refused_beside_what_was_typed_and_nothing_is_kept(
    anna: Person, record: Path
) -> None:
    for told, fault in WRONG:
        given = answer(anna, **told)
        assert given.status_code == 422, told
        shown = given.text.replace("’", "'").replace("&#39;", "'").replace("\u00a0", " ")
        refusal = shown.partition('id="refus"')[2].partition("</div>")[0]
        assert refusal, told
        if fault not in {"because", "names"}:
            assert fault in refusal
        assert f'value="{told.get("known", KNOWN)}"' in shown
    assert not list((record / "contributions").glob("*.json"))


def test_two_answers_on_one_pair_do_not_both_enter(
    anna: Person, renee: Person, record: Path
) -> None:
    late = answer(anna).headers["location"]
    page = answer(renee, decision="different").headers["location"]
    assert renee.act(page, "accept").status_code == 303
    assert anna.act(late, "send").status_code == 422
    assert [each["decision"] for each in identities(record) if each["names"] == [KNOWN, MET]] == [
        "different"
    ]


def test_an_answer_needs_our_token_our_origin_and_a_name(app: FastAPI, anna: Person) -> None:
    fields = {"jeton": anna.token(), "known": KNOWN, "met": MET, "decision": "same", "because": "x"}
    assert anna.post(PAGE, fields, Origin="http://evil.example").status_code == 403
    assert anna.post(PAGE, {**fields, "jeton": "x"}).status_code == 403
    assert Person(app, "Zoé").post(PAGE, fields).status_code == 403
    assert Person(app, "").get(PAGE).status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_an_answer_stays_text(anna: Person, payload: str) -> None:
    for told in ({"met": payload, "because": payload}, {"known": payload}, {"decision": payload}):
        given = answer(anna, **told)
        page = given.headers.get("location")
        shown = anna.get(page).text if page else given.text
        if "<" in payload:
            assert payload not in shown
