"""What counts as leaving the machine, and what only looks like it."""

from __future__ import annotations

import time

import pytest

from graph.federation import refuse_federation
from ontology.errors import QueryError


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service WHERE { ?service a <urn:Service> }",
        'ASK { ?s ?p "SERVICE <http://a.test>" }',
        "ASK { ?s ?p '''a 'SERVICE' of \\''' SERVICE''' }",
        "# SERVICE <http://a.test>\nASK { ?s ?p ?o }",
        "ASK { <https://a.test/service/civique> ?p ?o }",
        "PREFIX actor: <https://a.test/> ASK { actor:service-civique actor:load ?o }",
        'ASK { ?s ?p "à"@fr-service }',
        "ASK { ?s ?p ex:a\\#b }",
    ],
)
def test_the_word_is_harmless_in_a_name_a_text_or_a_comment(query: str) -> None:
    refuse_federation(query)


@pytest.mark.parametrize(
    "query",
    [
        # The sign after a backslash belongs to a name: it opens no comment and no text.
        "ASK { ?s ?p ex:a\\# . SERVICE <http://a.test> {} }",
        "ASK { ?s ?p ex:a\\' . SERVICE <http://a.test> {} . ?s ?p 'x' }",
        # Less than, greater than: this is no IRI.
        "ASK { FILTER(?a<?b) SERVICE?x{ ?s ?p ?o } FILTER(?c>?d) }",
        'ASK { ?s ?p "\\"" . SERVICE <http://a.test> {} . ?s ?p "" }',
        "ASK { ?s ?p 'a' SERVICE <http://a.test> {} }",
        "ASK { ?s ?p ?o } # \nSERVICE",
        # Decoded first, this closes its text.
        'ASK { ?s ?p "\\u0022 SERVICE <http://a.test> { ?s ?p ?o } }',
        "LOAD <http://a.test>",
        "load\n<http://a.test>",
    ],
)
def test_the_word_is_refused_wherever_it_could_be_a_keyword(query: str) -> None:
    with pytest.raises(QueryError):
        refuse_federation(query)


@pytest.mark.parametrize("sign", ["'", '"', "<", "\\", "?", ":", "'''", '"""\\'])
def test_reading_a_hostile_text_takes_no_time_out_of_proportion(sign: str) -> None:
    started = time.perf_counter()
    refuse_federation(sign * (200_000 // len(sign)))
    assert time.perf_counter() - started < 5
