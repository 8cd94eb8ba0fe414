"""Search over the invented corpus: what a reader types, what is found, what filters hide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from graph.embedded import EmbeddedStore
from ontology.errors import QueryError
from ontology.iris import concept, thing
from queries.search import FACETS, KINDS, Found, SearchIndex, search, suggest
from tests.some import some


@pytest.fixture(scope="module")
def index(corpus_store: EmbeddedStore) -> SearchIndex:
    return SearchIndex.of(corpus_store)


def iris(found: Found) -> list[str]:
    return [hit.thing.iri for hit in found.hits]


def names(found: Found) -> set[str]:
    return {hit.thing.names["fr"] for hit in found.hits}


@pytest.mark.parametrize(
    "typed",
    [
        "Quai des langues",
        "quai langue",
        "QUAI LANGUES",
        "quai des lanques",
        "kuai langues",
        "langu",
    ],
)
def test_a_case_is_found_whatever_its_accents_case_endings_or_one_slip(
    index: SearchIndex, typed: str
) -> None:
    assert thing("case", "quai-des-langues") in iris(search(index, typed))


@pytest.mark.parametrize("typed", ["economique cooperation", "coopérations économiques"])
def test_a_concept_is_the_first_to_answer_to_its_own_name(index: SearchIndex, typed: str) -> None:
    assert iris(search(index, typed))[0] == concept("category", "cooperation-economique")


def test_a_word_of_a_quotation_finds_it_with_its_place_and_marks(index: SearchIndex) -> None:
    found = search(index, "voisines méthode", facets={"kind": ["claim"]})
    hit = next(one for one in found.hits if one.thing.iri == thing("claim", "quai-i1"))
    assert hit.passage is not None
    text, marks = hit.passage.text, hit.passage.marks
    assert text == "deux communes voisines ont repris notre méthode"
    assert [text[start:end] for start, end in marks] == ["voisines", "méthode"]
    assert hit.passage.passage.work


def test_a_case_is_found_by_the_names_of_its_category_and_place(index: SearchIndex) -> None:
    found = search(index, "innovation sociétale bretagne")
    assert thing("case", "quai-des-langues") in iris(found)
    assert not found.partial


def test_a_number_is_found_as_it_is_and_forgives_nothing(index: SearchIndex) -> None:
    found = search(index, "71 citoyens", facets={"kind": ["figure"]})
    assert found.total > 0
    assert all("71" in hit.thing.names["fr"] for hit in some(found.hits))


def test_words_that_nothing_holds_together_find_what_holds_some_and_say_so(
    index: SearchIndex,
) -> None:
    found = search(index, "lavoir xylophone")
    assert found.partial
    assert thing("case", "table-du-lavoir") in iris(found)
    assert search(index, "xylophone").total == 0


def test_every_kind_of_result_is_a_kind_of_the_map(index: SearchIndex) -> None:
    assert {one.kind for one in some(index.things)} <= set(KINDS)
    assert {"selector", "cell", "link", "passage", "unit"}.isdisjoint(
        {one.iri.rsplit("/", 2)[-2] for one in index.things}
    )


def test_an_alliance_told_by_a_case_is_found_once_by_the_case(index: SearchIndex) -> None:
    found = search(index, "quai des langues", limit=100)
    assert thing("case", "quai-des-langues") in iris(found)
    assert thing("alliance", "quai-des-langues") not in iris(found)


def test_kinds_are_counted_and_a_kind_narrows(index: SearchIndex) -> None:
    wide = search(index, "lavoir", limit=1000)
    narrow = search(index, "lavoir", facets={"kind": ["case"]}, limit=1000)
    assert wide.kinds == narrow.kinds
    assert sum(wide.kinds.values()) == wide.total
    assert narrow.total == wide.kinds["case"] == 2


def test_what_a_filter_hides_is_what_its_undoing_shows(index: SearchIndex) -> None:
    both: Mapping[str, list[str]] = {"kind": ["case"], "territory": ["bretagne"]}
    found = search(index, "", facets=both)
    hidden = {(one.facet, one.value): one.count for one in found.hidden}
    alone = search(index, "", facets={"kind": ["case"]})
    assert hidden["territory", "bretagne"] == alone.total - found.total > 0


def test_values_of_one_facet_widen_and_facets_narrow(index: SearchIndex) -> None:
    def total(**facets: list[str]) -> int:
        return search(index, "", facets={"kind": ["case"], **facets}).total

    # Two cases tell of the Quai, two others of the Table: facets are those of the alliance.
    cooperation = ["cooperation-economique"]
    assert total(category=["innovation-societale"]) == 2
    assert total(category=[*cooperation, "innovation-societale"]) == total(category=cooperation) + 2
    assert total(category=cooperation, territory=["bretagne"]) == 0


def test_a_value_no_longer_possible_is_offered_with_a_count_of_nothing(index: SearchIndex) -> None:
    found = search(index, "", facets={"kind": ["case"], "category": ["innovation-societale"]})
    counts = {(one.facet, one.value): (one.count, one.chosen) for one in found.facets}
    assert counts["territory", "dept-sarthe"] == (0, False)
    assert counts["category", "innovation-societale"] == (2, True)
    assert counts["category", "cooperation-economique"][0] > 0


def test_the_years_of_a_period_are_each_of_its_years(index: SearchIndex) -> None:
    for year, expected in (("2014", 2), ("2018", 2), ("2013", 0)):
        facets = {"kind": ["case"], "year": [year], "category": ["innovation-societale"]}
        assert search(index, "", facets=facets).total == expected, year


def test_claims_with_and_without_a_quotation_can_be_told_apart(index: SearchIndex) -> None:
    quoted = search(index, "", facets={"kind": ["claim"], "quote": ["found"]}, limit=1000)
    unquoted = search(index, "", facets={"kind": ["claim"], "quote": ["to-find"]}, limit=1000)
    assert thing("claim", "quai-i1") in iris(quoted)
    assert thing("claim", "quai-i2") in iris(unquoted)
    assert set(iris(quoted)).isdisjoint(iris(unquoted))


def test_an_unknown_facet_is_refused_and_an_unknown_value_finds_nothing(
    index: SearchIndex,
) -> None:
    with pytest.raises(QueryError, match="colour"):
        search(index, "", facets={"colour": ["red"]})
    assert search(index, "", facets={"domain": ["nowhere"]}).total == 0


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("mécénat confiance", ("category/mecenat", "impact/confiance")),
        ("confiance et mecenat", ("category/mecenat", "impact/confiance")),
        (
            "innovation sociétale performance",
            ("category/innovation-societale", "impact/performance"),
        ),
        (
            "insertion professionnelle confiance",
            ("domain/emploi-chomage-insertion", "impact/confiance"),
        ),
        ("trust patronage", None),
        ("mécénat", None),
        ("performance confiance", None),
    ],
)
def test_two_concepts_of_two_schemes_name_their_cell(
    index: SearchIndex, typed: str, cell: tuple[str, str] | None
) -> None:
    found = search(index, typed).cell
    iris_of = tuple(concept(*one.split("/")) for one in cell) if cell else None
    assert ((found.row, found.column) if found else None) == iris_of


def test_suggestions_finish_the_last_word_and_show_a_name_once(index: SearchIndex) -> None:
    told = suggest(index, "table du lav")
    named = [hit.thing.names["fr"] for hit in told]
    assert named[0].startswith("La Table du Lavoir")
    assert len(named) == len(set(named))
    assert suggest(index, "") == ()


def test_pages_of_results_join_without_gap_or_repetition(index: SearchIndex) -> None:
    whole = iris(search(index, "alliances", limit=1000))
    pages = [iris(search(index, "alliances", limit=7, offset=start)) for start in range(0, 28, 7)]
    assert [iri for page in pages for iri in page] == whole[:28]


def test_a_published_index_answers_as_the_one_in_memory(
    index: SearchIndex, corpus_store: EmbeddedStore, tmp_path: Path
) -> None:
    SearchIndex.write(corpus_store, tmp_path / "search")
    opened = SearchIndex.open(tmp_path / "search")
    assert opened is not None
    assert opened.things == index.things
    for typed in ("lavoir", "quai des lanques", ""):
        assert search(opened, typed) == search(index, typed)


def test_an_index_that_is_missing_damaged_or_of_another_format_is_not_opened(
    corpus_store: EmbeddedStore, tmp_path: Path
) -> None:
    held = tmp_path / "search"
    assert SearchIndex.open(held) is None
    SearchIndex.write(corpus_store, held)
    told = json.loads((held / "things.json").read_text(encoding="utf-8"))
    (held / "things.json").write_text(json.dumps(told | {"format": 0}), encoding="utf-8")
    assert SearchIndex.open(held) is None
    (held / "things.json").write_text("{", encoding="utf-8")
    assert SearchIndex.open(held) is None


@hypothesis_settings(max_examples=40)
@given(st.text(max_size=60))
def test_no_text_is_read_as_a_query_language(index: SearchIndex, typed: str) -> None:
    found = search(index, typed, limit=3)
    assert 0 <= found.total <= len(index.things)
    assert len(suggest(index, typed)) <= 8


@pytest.mark.parametrize("typed", ['name:"lavoir" OR *', "lavoir AND NOT (", "lav.*oir", "^", "*"])
def test_signs_of_query_languages_are_only_signs(index: SearchIndex, typed: str) -> None:
    assert search(index, typed).total <= len(index.things)


def test_every_facet_is_offered_by_the_corpus(index: SearchIndex) -> None:
    assert {one.facet for one in search(index, "").facets} == set(FACETS)
