"""The page of a thing: its parts, its record, and that nothing is left out."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from explorer.home import home_of
from explorer.messages import Messages
from explorer.pages import Page, page_of
from explorer.paths import page_path, web_address
from explorer.reading import Reading
from explorer.statements import value_of
from explorer.vocabularies import scheme_of
from ontology.errors import NotHeldError
from ontology.iris import concept, thing
from ontology.terms import AL, DCTERMS


def page(reading: Reading, messages: Messages, kind: str, slug: str) -> Page:
    return page_of(reading, messages, thing(kind, slug))


def test_a_thing_the_graph_does_not_hold_has_no_page(reading: Reading, messages: Messages) -> None:
    with pytest.raises(NotHeldError):
        page(reading, messages, "case", "nobody")


def test_each_group_of_statements_names_the_work_that_says_them(
    reading: Reading, messages: Messages
) -> None:
    groups = page(reading, messages, "document", "note").statements
    told = {
        group.sources[0].link.words.text: [row.label.text for row in group.rows] for group in groups
    }
    assert set(told) == {"Note de synthèse du Val", "registre des noms et des types"}
    assert "publié le" in told["Note de synthèse du Val"]


def test_the_case_is_told_by_the_page_it_was_read_on(reading: Reading, messages: Messages) -> None:
    (source,) = page(reading, messages, "case", "cantine-partagee").told_by
    assert source.link.href == "/fr/webpage/0123456789abcdef"


def test_every_statement_is_shown_by_a_part_or_by_the_record(
    reading: Reading, messages: Messages
) -> None:
    shown = page(reading, messages, "organisation", "relais-du-val")
    texts = {
        value.link.words.text
        for group in shown.statements
        for row in group.rows
        for value in row.values
    }
    assert {"Relais Val", "https://relais.example.org/"} <= texts
    assert [one.slug for one in shown.assigned] == ["association"]


def test_only_web_addresses_become_links(reading: Reading, messages: Messages) -> None:
    groups = page(reading, messages, "organisation", "hostile").statements
    links = [value.link for group in groups for row in group.rows for value in row.values]
    scripts = [link for link in links if link.words.text.startswith("javascript:")]
    assert len(scripts) == 2
    assert {link.href for link in scripts} == {""}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example.org/x?y=1", "https://a.example.org/x?y=1"),
        ("http://a.example.org", "http://a.example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//evil.example.org", ""),
        ("https:///no-host", ""),
        ("http://[broken", ""),
        ('https://a.example.org/"onmouseover="x', ""),
        ("plain words", ""),
    ],
)
def test_an_address_is_http_or_https_and_nothing_else(text: str, address: str) -> None:
    assert web_address(text) == address


def test_a_day_the_record_notes_is_read_in_words(reading: Reading, messages: Messages) -> None:
    shown = value_of(reading, messages, DCTERMS.modified.value, Literal("2026-11-21"))
    assert shown.link.words.text.replace("\u00a0", " ") == "21 novembre 2026"


@pytest.mark.parametrize(("code", "shown"), [("file", "un fichier déposé"), ("post", "post")])
def test_where_a_value_was_read_is_told_in_words_and_an_unknown_code_as_it_is(
    reading: Reading, messages: Messages, code: str, shown: str
) -> None:
    found = value_of(reading, messages, AL.retrievedAs.value, Literal(code))
    assert found.link.words.text == shown


def test_the_claims_of_an_impact_are_on_its_page(reading: Reading, messages: Messages) -> None:
    shown = page_of(reading, messages, concept("impact", "innovation"))
    assert {group.key: group.total for group in shown.claims} == {"object": 2}


def test_a_document_shows_its_figures_in_the_order_of_its_lines(
    reading: Reading, messages: Messages
) -> None:
    figures = page(reading, messages, "document", "barometre").figures
    assert figures is not None
    assert [one.iri for one in figures.figures] == [
        thing("figure", "baro-f1"),
        thing("figure", "baro-f2"),
    ]


def test_a_figure_shows_others_of_its_cell_and_their_contradiction(
    reading: Reading, messages: Messages
) -> None:
    shown = page(reading, messages, "figure", "note-f1")
    assert [one.iri for one in shown.neighbours] == [thing("figure", "baro-f1")]
    assert [one.name.href for one in shown.discrepancies] == ["/fr/discrepancy/feedfacefeedface"]


def test_a_claim_shows_the_other_claims_of_its_link(reading: Reading, messages: Messages) -> None:
    shown = page(reading, messages, "claim", "note-c1")
    assert [one.iri for one in shown.siblings] == [thing("claim", "baro-c1")]


def test_what_points_to_a_thing_is_counted_and_named(reading: Reading, messages: Messages) -> None:
    shown = page_of(reading, messages, concept("category", "cooperation-economique"))
    told = {(one.kind, one.total): [link.href for link in one.shown] for one in shown.incoming}
    assert told["alliance", 1] == ["/fr/alliance/cantine-partagee"]


def test_the_first_page_counts_phrases_to_find_and_resources_apart(reading: Reading) -> None:
    home = home_of(reading)
    assert home.resources == 1
    told = {one.status.slug: (one.quoted, one.to_find) for one in home.statuses}
    assert told == {
        "demontre": (0, 0),
        "mesure": (0, 0),
        "observe": (0, 1),
        "percu": (2, 0),
        "affirme": (0, 1),
        "suppose": (0, 0),
        "vise": (0, 1),
    }


def test_a_scheme_is_a_tree_with_parents_before_children(reading: Reading) -> None:
    nodes = scheme_of(reading, "impact", "1").nodes
    slugs = [node.link.href.rpartition("/")[2] for node in nodes]
    assert slugs.index("innovation") < slugs.index("innovation-societale")
    depths = {slug: node.depth for slug, node in zip(slugs, nodes, strict=True)}
    assert depths["innovation"] == 0
    assert depths["innovation-societale"] == 1
    assert slugs[-2:] == ["_T", "_Z"]


def test_paths_keep_the_type_and_slug_of_the_identifier() -> None:
    assert page_path(concept("impact", "_T"), "en") == "/en/scheme/impact/_T"
    assert page_path(thing("selector", "p1.quote"), "fr") == "/fr/selector/p1.quote"
    assert page_path("http://elsewhere.example.org/", "fr") == ""
