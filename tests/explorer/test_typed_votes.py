"""Codes and counts typed back from paper: what is understood becomes votes, all else is told."""

from __future__ import annotations

import itertools

import pytest

from explorer.short_codes import codes_of, is_code, typed_code
from explorer.typed_votes import typed_votes
from loaders.votes import Ballot
from ontology.errors import RecordError
from tests.some import some

THINGS = [f"link/one-{number}" for number in range(400)]
CODES = codes_of(THINGS)
ONE, OTHER = CODES["link/one-1"], CODES["link/one-2"]
WORKSHOP = {"workshop": "nantes-2026-11-21", "place": "Nantes", "date": "2026-11-21"}
HEAD = "table;code;acteurs;accord_oui;accord_non;priorite_oui;priorite_non\n"


def typed(text: str, **workshop: str) -> tuple[Ballot, ...]:
    return typed_votes(text.encode(), "feuille.csv", CODES, {**WORKSHOP, **workshop}).ballots


def faults(text: str, **workshop: str) -> list[tuple[int | None, str]]:
    with pytest.raises(RecordError) as refused:
        typed(text, **workshop)
    return [(one.line, one.field) for one in refused.value.findings]


def test_codes_differ_and_do_not_depend_on_what_stands_beside() -> None:
    assert len(set(CODES.values())) == len(THINGS)
    assert codes_of(["link/one-7"])["link/one-7"] == CODES["link/one-7"]
    assert all(is_code(code) for code in CODES.values())


def test_two_links_that_meet_on_a_code_get_two() -> None:
    # More links than a small drawer holds: by the birthday rule some of 20,000 meet.
    many = codes_of(f"link/{number}" for number in range(20_000))
    assert len(set(many.values())) == 20_000


def test_one_wrong_sign_or_two_exchanged_never_make_another_code() -> None:
    signs = "234679ACDEFGHJKLMNPRTUWXY"
    for code in some(list(CODES.values())[:60], 60):
        for place, sign in itertools.product(range(5), signs):
            other = code[:place] + sign + code[place + 1 :]
            assert other == code or not is_code(other)
        for place in range(3):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert swapped == code or not is_code(swapped)


def test_counts_become_one_ballot_for_each_question_and_lines_of_one_table_add_up() -> None:
    ballots = typed(
        HEAD
        + f"1;{ONE};association;4;2;3;\n"
        + f"1;{ONE[:2].lower()} {ONE[2:]};association;1;0;;\n"
        + "\n"
        + f"2;{OTHER};;0;7;;\n"
    )
    told = {(b.table, b.thing, b.question, b.actors): (b.yes, b.no) for b in ballots}
    assert told == {
        (1, "link/one-1", "agree", "association"): (5, 2),
        (1, "link/one-1", "priority", "association"): (3, 0),
        (2, "link/one-2", "agree", "_T"): (0, 7),
    }


def test_english_columns_and_commas_are_read_too() -> None:
    (ballot,) = typed(f"table,code,actors,agree_yes\n3,{ONE},entreprise,6\n")
    assert (ballot.table, ballot.actors, ballot.yes, ballot.no) == (3, "entreprise", 6, 0)


def test_every_fault_is_told_with_its_line_and_column() -> None:
    wrong = ONE[:-1] + ("A" if ONE[-1] != "A" else "C")
    assert faults(
        HEAD
        + f"1;{wrong};association;4;2;;\n"
        + f"0;{ONE};association;4;2;;\n"
        + f"1;{ONE};voisins;4;beaucoup;;\n"
        + f"1;{ONE};association;-3;1;;\n"
    ) == [
        (2, "code"),
        (3, "table"),
        (4, "actors"),
        (4, "agree_no"),
        (5, "agree_yes"),
    ]


def test_a_code_of_another_version_is_not_called_mistyped() -> None:
    strange = next(code for code in codes_of(["link/elsewhere"]).values())
    with pytest.raises(RecordError) as refused:
        typed(HEAD + f"1;{strange};;4;2;;\n")
    assert "aucun lien de cette version" in refused.value.findings[0].rule.fr


@pytest.mark.parametrize("text", ["", HEAD, "table;code\n;;\n"])
def test_a_sheet_without_votes_is_refused(text: str) -> None:
    assert faults(text)


def test_an_unknown_column_and_a_day_that_is_none_are_told() -> None:
    assert faults("table;code;pour\n") == [(1, "pour")]
    assert [field for _, field in faults(HEAD + f"1;{ONE};;1;0;;\n", date="2026-02-30")] == ["date"]


def test_a_typed_code_is_what_is_printed() -> None:
    assert typed_code(" k7-f2x ") == "K7F2X"
