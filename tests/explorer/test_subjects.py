"""What is known of a subject, over the invented corpus: parts apart, counts that agree."""

from __future__ import annotations

import pytest

from explorer.messages import Messages
from explorer.pages import Page, page_of
from explorer.reading import Reading
from explorer.searching import results_of
from graph.embedded import EmbeddedStore
from ontology.iris import concept, thing
from ontology.terms import AL
from queries.search import SearchIndex


@pytest.fixture(scope="module")
def index(invented: EmbeddedStore) -> SearchIndex:
    return SearchIndex.of(invented)


def page(invented: EmbeddedStore, index: SearchIndex, messages: Messages, iri: str) -> Page:
    return page_of(Reading(invented, "fr"), messages, iri, index)


def test_a_domain_has_the_cases_the_search_finds_for_it(
    invented: EmbeddedStore, index: SearchIndex, messages: Messages
) -> None:
    subject = page(invented, index, messages, concept("domain", "emploi-chomage-insertion")).subject
    assert subject is not None
    assert subject.practices is not None
    # The Quai des langues and the Table du Lavoir, each told twice.
    told_of = {one.href.removeprefix("/fr/case/") for one in subject.practices.cases}
    assert {"quai-des-langues", "table-du-lavoir"} <= told_of
    asked = [("kind", "case"), ("domain", "emploi-chomage-insertion")]
    found = results_of(Reading(invented, "fr"), index, messages, asked)
    assert subject.practices.total == found.total == 4


def test_each_status_of_a_subject_counts_what_its_link_lists(
    invented: EmbeddedStore, index: SearchIndex, messages: Messages
) -> None:
    subject = page(invented, index, messages, concept("impact", "confiance")).subject
    assert subject is not None
    assert subject.practices is not None
    assert subject.practices.rungs
    for rung in subject.practices.rungs:
        asked = [("kind", "claim"), ("impact", "confiance"), ("status", rung.status.slug)]
        assert results_of(Reading(invented, "fr"), index, messages, asked).total == rung.count


def test_a_value_told_twice_for_one_cell_of_the_cube_stands_once_on_the_page_of_its_domain(
    invented: EmbeddedStore, index: SearchIndex, messages: Messages
) -> None:
    subject = page(invented, index, messages, concept("domain", "emploi-chomage-insertion")).subject
    assert subject is not None
    figures = [*subject.perception, *(one for held in subject.regions for one in held.figures)]
    reading = Reading(invented, "fr")
    cells = [(reading.facts(one.iri).thing(AL.cell), one.shown) for one in figures]
    assert cells
    assert len(cells) == len(set(cells))


def test_what_is_not_a_subject_has_no_parts(
    invented: EmbeddedStore, index: SearchIndex, messages: Messages
) -> None:
    assert page(invented, index, messages, thing("claim", "quai-i1")).subject is None


def test_a_claim_is_cited_with_its_words_work_and_heading(
    invented: EmbeddedStore, index: SearchIndex, messages: Messages
) -> None:
    citation = page(invented, index, messages, thing("claim", "quai-i1")).citation
    assert citation is not None
    assert citation.quote == "deux communes voisines ont repris notre méthode"
    assert citation.title == "Le Quai des langues"
    assert citation.of_work


def test_the_source_button_leads_to_the_passage_of_what_was_read(
    invented: EmbeddedStore, index: SearchIndex, messages: Messages
) -> None:
    actions = page(invented, index, messages, thing("claim", "quai-i1")).actions
    assert actions[0].title == "action.source"
    assert actions[0].href.startswith("/fr/passage/")
    assert actions[-1].title == "action.cite"


def test_a_notion_says_in_which_work_it_was_read_and_not_in_which_file(
    reading: Reading, messages: Messages
) -> None:
    shown = page_of(reading, messages, concept("impact", "innovation"))
    values = [v.link for g in shown.statements for row in g.rows for v in row.values]
    read = [link.words.text for link in values if ", ligne " in link.words.text]
    # The small graph holds none of the works the vocabulary was read in: only then a file name.
    assert read
    assert all(text.split(",")[0].endswith(".txt") for text in read)
