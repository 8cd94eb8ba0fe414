"""Lists: sorted, filtered, paged; and what an address may ask of them."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from explorer import lists
from explorer.kinds import CLASSES, FOR_READERS, counts
from explorer.lists import Listing, listing_of
from explorer.messages import Messages
from explorer.reading import Reading
from graph.embedded import EmbeddedStore, in_default_graph
from ontology.errors import NotHeldError
from ontology.iris import BASE, THING_TYPES, graph, thing
from ontology.terms import AL, RDF, RDFS


def hrefs(listing: Listing) -> list[str]:
    return [item.link.href.rpartition("/")[2] for item in listing.items]


def test_every_thing_of_the_graph_is_in_the_list_of_its_kind(
    reading: Reading, messages: Messages
) -> None:
    things = {
        row[0].value
        for row in reading.rows(f"SELECT DISTINCT ?s {{ ?s {RDF.type} ?c }}")
        if isinstance(row[0], NamedNode) and row[0].value.startswith(f"{BASE}id/")
    }
    listed = {
        thing(kind, slug)
        for kind in THING_TYPES
        for slug in hrefs(listing_of(reading, messages, kind, {}))
    }
    assert listed == things


def test_the_first_page_counts_what_the_lists_hold(reading: Reading, messages: Messages) -> None:
    told = counts(reading)
    assert told == {kind: listing_of(reading, messages, kind, {}).total for kind in FOR_READERS}
    assert (told["case"], told["figure"], told["claim"]) == (1, 3, 6)


def test_words_are_found_whatever_their_case_and_accents(
    reading: Reading, messages: Messages
) -> None:
    assert hrefs(listing_of(reading, messages, "document", {"q": "SYNTHESE val"})) == ["note"]
    assert listing_of(reading, messages, "document", {"q": "absent"}).total == 0


@pytest.mark.parametrize("words", ["} ?s ?p ?o {", "'\"<script>", "\\", "?s", "\u0000", "%00"])
def test_no_word_can_change_a_query(reading: Reading, messages: Messages, words: str) -> None:
    assert listing_of(reading, messages, "case", {"q": words}).total == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "percu"}, ["note-c1", "baro-c1"]),
        ({"status": "observe", "quote": "to-find"}, ["cantine-effet", "cantine-moyens"]),
        ({"quote": "found"}, ["note-c1", "baro-c1"]),
        ({"source": "note"}, ["note-c1"]),
        ({"to": "impact/innovation", "via": "object"}, ["note-c1", "baro-c1"]),
        ({"to": "organisation/relais-du-val", "via": "speaker"}, ["baro-c1", "cantine-impact"]),
    ],
)
def test_a_filter_keeps_what_it_says(
    reading: Reading, messages: Messages, query: dict[str, str], found: list[str]
) -> None:
    assert sorted(hrefs(listing_of(reading, messages, "claim", query))) == sorted(found)


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "2"},
        {"page": "one"},
        {"page": "²"},
        {"page": "99999999999999999999"},
        {"to": "impact/innovation"},
        {"via": "object"},
        {"to": "impact/innovation", "via": "noSuchProperty"},
        {"to": "nothing/innovation", "via": "object"},
        {"to": "impact/../x", "via": "object"},
        {"status": "a b"},
        {"source": "x> }"},
    ],
)
def test_a_filter_that_names_nothing_possible_is_not_a_page(
    reading: Reading, messages: Messages, query: dict[str, str]
) -> None:
    with pytest.raises(NotHeldError):
        listing_of(reading, messages, "claim", query)


def test_each_filter_can_be_taken_away_by_a_link(reading: Reading, messages: Messages) -> None:
    listing = listing_of(reading, messages, "claim", {"status": "percu", "source": "note"})
    assert [without for _, _, without in listing.narrowed] == [
        "/fr/claim?source=note",
        "/fr/claim?status=percu",
    ]


def test_a_long_list_is_cut_into_pages_that_lose_nothing(
    messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 10)
    registry = NamedNode(graph("registry"))
    people = [NamedNode(thing("person", f"p{number}")) for number in range(25)]
    told = [
        Quad(person, predicate, value, registry)
        for number, person in enumerate(people)
        for predicate, value in ((RDF.type, AL.Person), (RDFS.label, Literal(f"Nom {number}")))
    ]
    reading = Reading(EmbeddedStore.in_memory(in_default_graph(told)), "fr")
    pages = [listing_of(reading, messages, "person", {"page": str(page)}) for page in (1, 2, 3)]
    assert [len(page.items) for page in pages] == [10, 10, 5]
    # Numbers in names are sorted by size: Nom 2 comes before Nom 10.
    assert [slug for page in pages for slug in hrefs(page)] == [f"p{n}" for n in range(25)]
    assert [page.paging.following for page in pages] == [
        "/fr/person?page=2",
        "/fr/person?page=3",
        "",
    ]
    assert [page.paging.previous for page in pages] == ["", "/fr/person", "/fr/person?page=2"]


def test_every_kind_has_a_class(messages: Messages) -> None:
    assert [kind for kind in THING_TYPES if not CLASSES[kind]] == []
    assert messages.language == "fr"
