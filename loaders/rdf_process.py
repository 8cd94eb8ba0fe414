"""The process that parses a stranger's RDF: bytes in, canonical N-Quads out, and walls.

    python -m loaders.rdf_process <format> <import's name> <bytes of memory> <seconds>

A parser can be made to die (a hundred thousand nested terms), to take all memory, or to spin
(blank nodes built to look alike), so it works in a process that may. Standard input is the
file; standard output is one line of JSON, then the statements: in the graph of the import,
blank nodes named by a canonical form of the whole, numbers as the store writes them, sorted.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from graph.worker_walls import cap_memory, forbid_calls, no_more_files
from ontology.iris import BASE, graph

__all__ = ["FORMATS", "MAX_STATEMENTS", "main", "statements"]

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
}
MAX_STATEMENTS = 250_000


class _Refusal(Exception):  # noqa: N818  leaves this process as a line of JSON
    """What the file holds cannot be kept; the code is known to the parent."""

    def __init__(self, code: str, **told: object) -> None:
        super().__init__(code)
        self.told: dict[str, object] = {"code": code, **told}


def main(suffix: str, name: str, memory: int, seconds: int) -> None:
    """Read standard input, write the statements or a refusal."""
    data = sys.stdin.buffer.read()
    cap_memory(memory)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    no_more_files()
    forbid_calls()
    try:
        said, body = statements(data, suffix, name)
    except _Refusal as refusal:
        said, body = refusal.told, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


def statements(data: bytes, suffix: str, name: str) -> tuple[dict[str, object], bytes]:
    """Return what is told of a file, and its statements; to be called behind the walls only."""
    graphs: set[str] = set()
    together = Dataset(_flattened(data, suffix, graphs))
    together.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    nodes: set[str] = set()
    place = NamedNode(graph(f"import/{name}"))
    store = Store()
    store.bulk_extend(_named(quad, place, name, nodes) for quad in together)
    written = serialize(store.quads_for_pattern(None, None, None, place), format=RdfFormat.N_QUADS)
    lines = sorted((written or b"").splitlines())
    said: dict[str, object] = {"graphs": sorted(graphs), "blank_nodes": len(nodes)}
    return said, b"".join(line + b"\n" for line in lines)


def _flattened(data: bytes, suffix: str, graphs: set[str]) -> Iterator[Quad]:
    """Yield every statement in one graph, the names of the file's own graphs being noted."""
    number = 0
    try:
        for quad in parse(data, format=FORMATS[suffix]):
            number += 1
            if number > MAX_STATEMENTS:
                raise _Refusal("rdf-too-large")
            assert isinstance(quad, Quad)  # noqa: S101  these formats give quads
            if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
                raise _Refusal("rdf-triple-term", value=str(quad.predicate.value))
            if isinstance(quad.object, Literal) and quad.object.direction is not None:
                raise _Refusal("rdf-direction", value=quad.object.value)
            if isinstance(quad.graph_name, NamedNode):
                graphs.add(quad.graph_name.value)
            elif isinstance(quad.graph_name, BlankNode):
                graphs.add("_:")
            yield Quad(quad.subject, quad.predicate, quad.object)
    except SyntaxError as error:
        raise _Refusal("rdf-syntax", line=error.lineno, value=error.msg) from error


def _named(quad: Quad, place: NamedNode, name: str, nodes: set[str]) -> Quad:
    def term(node: Any) -> Any:
        if isinstance(node, BlankNode):
            nodes.add(node.value)
            return NamedNode(f"{BASE}.well-known/genid/{name}-{node.value}")
        return node

    return Quad(term(quad.subject), quad.predicate, term(quad.object), place)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
