"""A citation names the work first, prints no address that would not answer, and runs nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.citations import CITATION_TYPES, Citation, citation_of, cited
from explorer.reading import Reading
from graph.embedded import EmbeddedStore
from ontology.errors import NotHeldError
from ontology.iris import thing

VERSION = "ab" * 32


@pytest.fixture
def reading(store: EmbeddedStore) -> Reading:
    return Reading(store, "fr")


def test_a_claim_is_cited_by_its_work_with_the_data_version(reading: Reading) -> None:
    found = citation_of(reading, thing("claim", "note-c1"))
    work = citation_of(reading, thing("document", "note"))
    assert (found.title, found.publisher, found.year) == (work.title, work.publisher, work.year)
    assert found.title
    note = json.loads(cited(found, "csl.json", VERSION))[0]["note"]
    assert "claim/note-c1" in note
    assert "abababababababab" in note


def test_a_case_is_cited_by_the_page_that_tells_it(reading: Reading) -> None:
    found = citation_of(reading, thing("case", "cantine-partagee"))
    assert found.kind == "webpage"
    assert found.url.startswith("https://")


def test_what_only_we_say_has_our_address_only_where_there_is_one(reading: Reading) -> None:
    person = thing("organisation", "relais-du-val")
    assert citation_of(reading, person).url == ""
    there = citation_of(reading, person, "https://example.org").url
    assert there == "https://example.org/id/organisation/relais-du-val"


def test_nothing_is_cited_of_what_there_is_not(reading: Reading) -> None:
    with pytest.raises(NotHeldError):
        citation_of(reading, thing("case", "nobody"))


def test_the_three_forms_hold_the_same() -> None:
    one = Citation("a/1", "report", "Étude & co", "Éditeur", "2015-06", "https://e.org/x_y")
    bib, ris, csl = (cited(one, form, VERSION).decode() for form in CITATION_TYPES)
    assert bib.startswith("@techreport{a-1,\n  title = {Étude \\& co},\n")
    assert "author = {{Éditeur}}" in bib
    assert "TY  - RPRT\r\nID  - a-1\r\nTI  - Étude & co\r\n" in ris
    assert ris.endswith("ER  - \r\n")
    (item,) = json.loads(csl)
    assert item["issued"] == {"date-parts": [[2015]]}
    assert (item["title"], item["URL"]) == ("Étude & co", "https://e.org/x_y")


@given(st.text(max_size=60))
def test_no_text_leaves_its_field(text: str) -> None:
    one = Citation("k", "report", f"A{text}", "B")
    bib, ris, csl = (
        cited(one, form, VERSION).decode("utf-8", "replace") for form in CITATION_TYPES
    )
    depth = 0
    for before, sign in zip(" " + bib, bib, strict=False):
        if before != "\\":
            depth += (sign == "{") - (sign == "}")
            assert depth >= 0
    assert depth == 0
    assert [line[:6] for line in ris.split("\r\n")] == [
        "TY  - ",
        "ID  - ",
        "TI  - ",
        "AU  - ",
        "PB  - ",
        "N1  - ",
        "ER  - ",
        "",
    ]
    assert json.loads(csl)[0]["title"] == f"A{text}"
