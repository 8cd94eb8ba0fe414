"""RDF files: read behind walls and judged statement by statement."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.rdf_claims import Held, claim_findings, computed_terms
from loaders.rdf_files import MAX_BYTES, import_name, quads_of, read_rdf
from loaders.rdf_process import statements
from ontology.iris import BASE, NS, graph
from tests.loaders.rdf_texts import PREFIXES


def codes_of(data: bytes, name: str = "f.ttl") -> list[tuple[str, int | None]]:
    file, findings = read_rdf(data, name)
    assert (file is None) == bool(findings)
    return [(each.code, each.line) for each in findings]


def judged(text: str, *, graphs: tuple[str, ...] = ()) -> list[str]:
    """Return the codes of what is wrong in statements, beside one organisation and one concept."""
    file, findings = read_rdf((PREFIXES + text).encode(), "f.ttl")
    assert findings == []
    assert file is not None
    held = Held(
        subjects={
            f"{BASE}id/organisation/usine-verte",
            f"{BASE}scheme/impact/confiance",
            *(f"{NS}{name}" for name in ("Association", "Person")),
        },
        said={f"{NS}actorType", "http://www.w3.org/2000/01/rdf-schema#label",
              "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"},
        ways={"organisation/ancienne": None},
        classes={"organisation": {f"{NS}Association"}},
    )  # fmt: skip
    return [each.code for each in claim_findings("f.ttl", file.quads, graphs, held)]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("ttl", '<http://e.org/a> <http://e.org/b> [ <http://e.org/c> "x" ] .'),
        ("nt", '<http://e.org/a> <http://e.org/b> _:x .\n_:x <http://e.org/c> "x" .'),
        ("trig", '<http://e.org/g> { <http://e.org/a> <http://e.org/b> _:n . '
                 '_:n <http://e.org/c> "x" }'),
        ("nq", '<http://e.org/a> <http://e.org/b> _:z <http://e.org/g> .\n'
               '_:z <http://e.org/c> "x" <http://e.org/g> .'),
    ],
)  # fmt: skip
def test_each_form_gives_the_same_statements_and_the_same_names_of_nodes(
    suffix: str, text: str
) -> None:
    file, findings = read_rdf(text.encode(), f"un.{suffix}")
    assert findings == []
    assert file is not None
    node = f"{BASE}.well-known/genid/un-c14n0"
    place = graph("import/un")
    assert file.text.splitlines() == [
        f"<http://e.org/a> <http://e.org/b> <{node}> <{place}> .",
        f'<{node}> <http://e.org/c> "x" <{place}> .',
    ]
    assert file.graphs == (("http://e.org/g",) if suffix in {"trig", "nq"} else ())
    assert quads_of(file.text.encode()) == file.quads


def test_numbers_are_kept_as_the_store_will_hold_them() -> None:
    file, _ = read_rdf(b"<http://e.org/a> <http://e.org/b> 007 .", "f.ttl")
    assert file is not None
    assert [str(quad.object) for quad in file.quads] == [
        '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<http://e.org/a> <http://e.org/b>\n ;; .", ("rdf-syntax", 2)),
        (b"<a> <http://e.org/b> <c> .", ("rdf-syntax", 1)),
        ('\n<http://e.org/a> <http://e.org/b> "é" .'.encode("latin-1"), ("file-encoding", 2)),
        (b"# rien\n", ("rdf-empty", None)),
        (b"#" * (MAX_BYTES + 1), ("rdf-too-large", None)),
        (
            b"<http://e.org/a> <http://e.org/b> <<( <http://e.org/a> <http://e.org/b> 1 )>> .",
            ("rdf-triple-term", None),
        ),
        (b'<http://e.org/a> <http://e.org/b> "x"@ar--rtl .', ("rdf-direction", None)),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_line(
    data: bytes, found: tuple[str, int | None]
) -> None:
    assert codes_of(data) == [found]


NODES = [f"_:n{number}" for number in range(14)]
HOSTILE = {
    # Each node like every other: naming them by what they say takes factorial time.
    "alike": b"".join(
        f"{one} <http://e.org/p> {two} .\n".encode() for one in NODES for two in NODES if one != two
    ),
    # Kills a parser that recurses.
    "terms": b"<http://e.org/a> <http://e.org/b> "
    + b"<<( <http://e.org/a> <http://e.org/b> " * 100_000
    + b"1"
    + b")>>" * 100_000
    + b" .",
    "lists": b"<http://e.org/a> <http://e.org/b> " + b"(" * 1_000_000 + b")" * 1_000_000 + b" .",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_seconds_and_only_its_process_suffers(name: str) -> None:
    started = time.perf_counter()
    (found,) = codes_of(HOSTILE[name])
    assert found[0] in {"rdf-too-heavy", "rdf-too-large"}
    assert time.perf_counter() - started < 35


@given(st.binary(max_size=200))
@settings(max_examples=15)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    codes_of(data)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=6))
def test_the_names_of_blank_nodes_do_not_depend_on_the_order_of_statements(
    pairs: list[tuple[int, int]],
) -> None:
    lines = [f"_:a{one} <http://e.org/p{two}> _:a{two} ." for one, two in pairs]
    renamed = [line.replace("_:a", "_:other") for line in reversed(lines)]
    first, second = ("\n".join(each).encode() for each in (lines, renamed))
    assert statements(first, ".nt", "f") == statements(second, ".nt", "f")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Maisons d'ici.ttl", "maisons-d-ici"),
        ("é.nt", "e"),
        ("...ttl", ""),
        ("a" * 200 + ".nq", "a" * 80),
    ],
)
def test_an_import_is_named_by_its_file(file: str, name: str) -> None:
    assert import_name(file) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('id:x a al:Association .', "rdf-kind"),
        ('<https://w3id.org/alliances-kg/id/organisation/x> rdfs:label "X" .', "rdf-without-class"),
        ('<https://w3id.org/alliances-kg/id/organisation/X> a al:Association .', "slug-form"),
        ('<https://w3id.org/alliances-kg/id/organisation/x> a al:Person .', "rdf-class-kind"),
        ('<https://w3id.org/alliances-kg/id/search/x> a al:Search .', "rdf-kind"),
        ('<https://w3id.org/alliances-kg/id/organisation/usine-verte> rdfs:label "Y" .',
         "rdf-record-speaks"),
        ('<https://w3id.org/alliances-kg/id/organisation/usine-verte> al:website "y" .',
         "rdf-record-speaks"),
        ('<https://w3id.org/alliances-kg/id/organisation/ancienne> schema:name "Y" .',
         "slug-retired"),
        ('<http://e.org/a> a al:Association .', "rdf-needs-identifier"),
        ('[] a al:Association .', "rdf-needs-identifier"),
        ('<http://e.org/a> al:inventé 1 .', "rdf-term-unknown"),
        ('<http://e.org/a> a al:Asociation .', "rdf-term-unknown"),
        ('<http://e.org/a> al:linkStatus <http://e.org/b> .', "rdf-computed"),
        ('al:Association skos:note "x" .', "rdf-vocabulary"),
        ('<https://w3id.org/alliances-kg/scheme/impact/confiance> skos:note "x" .',
         "rdf-vocabulary"),
        ('<https://w3id.org/alliances-kg/graph/registry> schema:name "x" .', "rdf-vocabulary"),
        ('<http://e.org/A> rdfs:subClassOf al:Organisation .', "rdf-vocabulary"),
        ('<http://e.org/a> <http://www.w3.org/2002/07/owl#sameAs> <http://e.org/b> .',
         "rdf-vocabulary"),
        ('<javascript:alert(1)> schema:name "x" .', "rdf-address"),
        ('<http://e.org/a> schema:url <file:///etc/passwd> .', "rdf-address"),
        ('<http://e.org/a> schema:about <https://w3id.org/alliances-kg/id/case/rien> .',
         "reference-unknown"),
        ('<http://e.org/a> schema:about <https://w3id.org/alliances-kg/scheme/impact/x> .',
         "reference-unknown"),
        ('<http://e.org/a> schema:name "a\\u0000b" .', "file-character"),
        (f'<http://e.org/a> schema:name "{"x" * 100_001}" .', "rdf-text-long"),
    ],
)  # fmt: skip
def test_what_an_import_may_not_say_is_refused(text: str, code: str) -> None:
    assert code in judged(text)


def test_what_an_import_may_say_is_accepted() -> None:
    assert (
        judged(
            "<https://w3id.org/alliances-kg/id/organisation/nouvelle> a al:Association ; "
            'rdfs:label "Nouvelle" ; schema:address [ schema:addressLocality "Laval" ] .\n'
            "<https://w3id.org/alliances-kg/id/organisation/usine-verte> "
            "skos:exactMatch <https://e.org/u> ; schema:url <mailto:a@e.org> .\n"
            "<urn:x> schema:about <https://w3id.org/alliances-kg/scheme/impact/confiance> ."
        )
        == []
    )


def test_our_own_graph_names_are_refused() -> None:
    text = "<http://e.org/a> <http://e.org/b> 1 ."
    assert judged(text, graphs=(graph("registry"), "http://e.org/g", "_:")) == ["rdf-own-graph"]


def test_what_rules_conclude_is_known_from_the_rules() -> None:
    assert {f"{NS}linkStatus", f"{NS}Discrepancy"} <= computed_terms()
    assert f"{NS}subject" not in computed_terms()
