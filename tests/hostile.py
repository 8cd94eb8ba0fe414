"""Queries meant to hurt: those measured before the workers were built, and ways to leave.

`HOSTILE` runs on the store of `chained` (below), large enough that no product of two patterns
ends in time. What matters is not how each ends but that it ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

CHAIN = 3000
GRAPH = "https://example.org/graph"


def chained() -> Iterator[Quad]:
    """Yield a chain of things, each with a label and a number: three quads a link."""
    graph = NamedNode(GRAPH)
    for place in range(CHAIN):
        here, there = (NamedNode(f"urn:thing:{number}") for number in (place, place + 1))
        yield Quad(here, NamedNode("urn:p"), there, graph)
        yield Quad(here, NamedNode("urn:label"), Literal(f"thing {place} " + "x" * 40), graph)
        yield Quad(here, NamedNode("urn:n"), Literal(place), graph)


def aimed(query: str, url: str) -> str:
    """Return `query` with its address in the place of URL and HOST."""
    return query.replace("URL", url).replace("HOST", url.split("//")[1].split("/", maxsplit=1)[0])


def _doubled(times: int) -> str:
    steps = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(times))
    return f"SELECT (STRLEN(?x{times}) AS ?n) {{ BIND('{'a' * 100}' AS ?x0) {steps} }}"


def _nested(opening: str, closing: str, depth: int, inside: str) -> str:
    return opening * depth + inside + closing * depth


_VALUES = " ".join(
    f"VALUES ?v{n} {{ {' '.join(str(value) for value in range(10))} }}" for n in range(10)
)
_PATTERNS = " . ".join(f"?x{n} ?p{n} ?x{n + 1}" for n in range(1000))

HOSTILE = {
    "count a product": "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d }",
    "distinct product": "SELECT DISTINCT ?a ?d { ?a ?p ?b . ?c ?q ?d }",
    "group a product": "SELECT ?a (COUNT(?d) AS ?n) { ?a ?p ?b . ?c ?q ?d } GROUP BY ?a",
    "order a product": "SELECT * { ?a ?p ?b . ?c ?q ?d } ORDER BY ?d ?a",
    "three free patterns": "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }",
    "path from everywhere": "SELECT (COUNT(*) AS ?n) { ?a <urn:p>* ?b }",
    "path in a ring": "ASK { ?a <urn:p>+ ?a }",
    "stars of stars": "SELECT (COUNT(*) AS ?n) { ?a ((<urn:p>*)*)* ?b }",
    "path of all but one": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b }",
    "lists of values": f"SELECT (COUNT(*) AS ?n) {{ {_VALUES} }}",
    "doubled text": _doubled(30),
    "thousand patterns": f"SELECT * {{ {_PATTERNS} }}",
    "nested blank nodes": f"SELECT * {{ ?s ?p {_nested('[ ?q ', ' ]', 600, '1')} }}",
    "deep blank nodes": f"SELECT * {{ ?s ?p {_nested('[ ?q ', ' ]', 12_000, '1')} }}",
    "deep parentheses": f"SELECT * {{ FILTER{_nested('(', ')', 20_000, '1')} }}",
    "deep groups": f"SELECT * {_nested('{', '}', 20_000, '?s ?p ?o')}",
    "deep paths": f"SELECT * {{ ?s {_nested('(', ')', 120_000, '<urn:p>')} ?o }}",
    "run of negations": f"SELECT * {{ FILTER({'!' * 20_000}1) }}",
    "run of spaced negations": f"SELECT * {{ FILTER({'! ' * 20_000}1) }}",
    "optionals": f"SELECT * {{ {'OPTIONAL { ?s ?p ?o ' * 6000}{'}' * 6000} }}",
    "endless rows": "SELECT * { ?a ?p ?b . ?c ?q ?d }",
    "endless triples": "CONSTRUCT { ?a ?p ?d } { ?a ?p ?b . ?c ?q ?d }",
    "describe all": "DESCRIBE ?a ?c { ?a ?p ?b . ?c ?q ?d }",
    "greedy pattern": f"ASK {{ FILTER(REGEX('{'a' * 10_000}!', '^(a+)+$')) }}",
}

# Ways to ask another server, where URL stands for an address that must hear nothing, and HOST
# for its name and port.
LEAVING = {
    "service": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "lower case": "SELECT * { service <URL> { ?s ?p ?o } }",
    "mixed case": "SELECT * { SeRvIcE<URL>{ ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "glued silent": "SELECT * { SERVICESILENT<URL>{ ?s ?p ?o } }",
    "after a number": "SELECT * { ?a ?b 1SERVICE<URL>{ ?s ?p ?o } }",
    "after a variable": "SELECT * { ?a ?b ?o SERVICESILENT<URL>{ ?s ?p ?o } }",
    "after a text": "SELECT * { ?a ?b 'x'SERVICE<URL>{ ?s ?p ?o } }",
    "after an iri": "SELECT * { ?a ?b <urn:x>SERVICE<URL>{ ?s ?p ?o } }",
    "by a variable": "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "by a glued variable": "SELECT * { VALUES ?u { <URL> } SERVICE?u{ ?s ?p ?o } }",
    "by a name": "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "by a glued name": "PREFIX e: <URL> SELECT * { SERVICEe:{ ?s ?p ?o } }",
    "behind a comment": "SELECT * { SERVICE# quiet\n<URL> { ?s ?p ?o } }",
    "escaped": "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "escaped whole": "SELECT * { \\u0053\\u0045RVICE SILENT <URL> { ?s ?p ?o } }",
    "escaped address": "SELECT * { SERVICE <\\u0068ttp\\u003a//HOST/data> { ?s ?p ?o } }",
    "long escape": "SELECT * { \\U00000053ERVICE<URL>{ ?s ?p ?o } }",
    "between comments": "SELECT * { # SERVICE\n SERVICE #\n#\n SILENT #x\n<URL>#\n{ ?s ?p ?o } }",
    "in the tail of a comment": "SELECT * { #'\n SERVICE <URL> { ?s ?p ?o } #'\n }",
    "behind a text with a quote": "SELECT * { ?s ?p '\\'' . SERVICE <URL> { ?s ?p ?o } }",
    "behind a long text": "SELECT * { ?s ?p ''''x''' . SERVICE <URL> { ?s ?p ?o } }",
    "behind a less-than": "SELECT * { FILTER(1<2) SERVICE <URL> { ?s ?p ?o } FILTER(2>1) }",
    "with tabs": "SELECT * { SERVICE\tSILENT\r\n\t<URL>\t{ ?s ?p ?o } }",
    "by a base": "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "by a computed address": "SELECT * { BIND(IRI('URL') AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "inside another": "SELECT * { SERVICE <URL> { SERVICE SILENT <URL> { ?s ?p ?o } } }",
    "in a union": "SELECT * { { ?s ?p ?o } UNION { SERVICE <URL> { ?s ?p ?o } } }",
    "in a graph": "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "in a lateral": "SELECT * { ?s ?p ?o LATERAL { SERVICE <URL> { ?s ?p ?o } } }",
    "in a describe": "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "in an ask": "ASK { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "in a not exists": "ASK { FILTER NOT EXISTS { SERVICE SILENT <URL> { ?s ?p ?o } } }",
    "in an optional": "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } LIMIT 3",
    "in an exists": "ASK { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "in a minus": "ASK { ?s ?p ?o MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "in a sub-select": "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "in a construct": "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "load": "LOAD <URL>",
    "load silent": "LOAD SILENT <URL> INTO GRAPH <urn:g>",
    "load glued": "load<URL>",
    "load second": "INSERT DATA { <urn:a> <urn:b> <urn:c> } ; LOAD <URL>",
}

# Ways to write an address of this machine, PORT being where somebody listens.
ADDRESSES = (
    "http://127.0.0.1:PORT/data", "http://localhost:PORT/data", "http://[::1]:PORT/data",
    "http://[::ffff:127.0.0.1]:PORT/", "http://127.1:PORT/", "http://2130706433:PORT/",
    "http://0x7f000001:PORT/", "http://0.0.0.0:PORT/", "http://user:word@127.0.0.1:PORT/",
    "HTTP://LOCALHOST:PORT", "https://127.0.0.1:PORT/", "ftp://127.0.0.1:PORT/",
    "ws://127.0.0.1:PORT/", "//127.0.0.1:PORT/", "http://localhost.:PORT/",
)  # fmt: skip

# The same, without a word that could be refused: engines must take them for names of graphs.
NAMING = {
    "from": "SELECT * FROM <URL> { ?s ?p ?o }",
    "from named": "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "graph": "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
}

UPDATES = {
    "insert": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "modify": "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "with": "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "clear": "CLEAR ALL",
    "drop": "DROP SILENT ALL",
    "create": "CREATE GRAPH <urn:g>",
    "copy": f"COPY DEFAULT TO <{GRAPH}>",
    "move": f"MOVE <{GRAPH}> TO DEFAULT",
    "add": f"ADD <{GRAPH}> TO DEFAULT",
    "after prefixes": "BASE <urn:b> PREFIX : <urn:x> PREFIX insert: <urn:y> CLEAR ALL",
}
