"""Votes of a workshop: the form of the file, its faults, and what may be shown of it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from loaders.votes import (
    ACTORS,
    Ballot,
    Result,
    combined,
    read_votes,
    results,
    schema,
    written_votes,
)
from ontology.errors import RecordError
from ontology.vocabulary import read_vocabulary

GOOD: dict[str, Any] = {
    "format": "alliances-votes/1",
    "workshop": "nantes-2026-11-21",
    "place": "Nantes",
    "date": "2026-11-21",
    "ballots": [
        {
            "thing": "link/adie-confiance",
            "question": "agree",
            "table": 1,
            "actors": "association",
            "yes": 4,
            "no": 2,
        }
    ],
}


def told(**changes: Any) -> bytes:
    return json.dumps({**GOOD, **changes}, ensure_ascii=False, indent=1).encode()


def ballot(actors: str, yes: int, no: int, table: int = 1) -> Ballot:
    return Ballot(thing="link/one", question="agree", table=table, actors=actors, yes=yes, no=no)


def test_a_file_is_read_and_written_without_any_change() -> None:
    votes = read_votes(told(), "votes.json")
    assert votes.ballots[0].yes == 4
    again = read_votes(written_votes(votes), "votes.json")
    assert again == votes
    assert written_votes(again) == written_votes(votes)


def test_the_schema_accepts_what_the_reader_accepts_and_refuses_an_unknown_key() -> None:
    jsonschema.validate(json.loads(told()), schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(told(name="Alice")), schema())
    with pytest.raises(RecordError):
        read_votes(told(name="Alice"), "votes.json")


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"date": "2026-02-30"}, "vote-date", "date"),
        ({"date": "21/11/2026"}, "vote-date", "date"),
        ({"format": "alliances-votes/2"}, "value-not-listed", "format"),
        ({"ballots": [GOOD["ballots"][0] | {"yes": -1}]}, "value-out-of-range", "ballots.0.yes"),
        (
            {"ballots": [GOOD["ballots"][0] | {"actors": "maire"}]},
            "vote-actors",
            "ballots.0.actors",
        ),
        ({"ballots": GOOD["ballots"] * 2}, "vote-twice", "ballots.1"),
        ({"ballots": [GOOD["ballots"][0] | {"thing": "Adie"}]}, "value-form", "ballots.0.thing"),
    ],
)
def test_a_fault_names_its_place_and_its_remedy(
    change: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(RecordError) as refused:
        read_votes(told(**change), "votes.json")
    (finding,) = refused.value.findings
    assert (finding.code, finding.field, finding.where) == (code, field, "votes.json")
    assert finding.line is not None
    assert finding.cure.fr
    assert finding.cure.en


def test_fewer_than_five_voters_are_not_shown() -> None:
    assert results([ballot("association", 3, 1)]) == (
        Result("link/one", "agree", "_T", None, None),
        Result("link/one", "agree", "association", None, None),
    )


def test_tables_add_up_and_enough_voters_are_shown() -> None:
    shown = results([ballot("association", 3, 1), ballot("association", 2, 0, table=2)])
    assert shown == (
        Result("link/one", "agree", "_T", 6, 5),
        Result("link/one", "agree", "association", 6, 5),
    )


def test_a_small_group_cannot_be_found_by_subtraction() -> None:
    # 12 voters, 9 of them companies: the 3 others would be what is left of 12 less 9.
    shown = results([ballot("entreprise", 8, 1), ballot("association", 0, 3)])
    assert [(one.actors, one.number) for one in shown] == [
        ("_T", 12),
        ("association", None),
        ("entreprise", None),
    ]
    # With 5 more who say nothing of themselves, what is left is 8 people.
    shown = results([ballot("entreprise", 8, 1), ballot("association", 0, 3), ballot("_T", 5, 0)])
    assert {one.actors: one.number for one in shown} == {
        "_T": 17,
        "association": None,
        "entreprise": 9,
    }


def test_two_ballots_of_one_table_become_one() -> None:
    one = combined([ballot("reseau", 1, 0), ballot("reseau", 2, 3), ballot("reseau", 1, 1, 2)])
    assert [(each.table, each.yes, each.no) for each in one] == [(1, 3, 3), (2, 1, 1)]


def test_every_kind_of_actor_is_a_concept() -> None:
    known = {one.slug for one in read_vocabulary().concepts("actor-type")} | {"_T"}
    assert [one for one in ACTORS if one not in known] == []
