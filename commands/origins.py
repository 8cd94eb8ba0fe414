"""Which files a build reads, with their digests: what the catalogue says each graph comes from.

Paths are given as they stand in the repository, never as they stand on a machine. A record
kept elsewhere is named like the one in the checkout, since it takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import yaml

from graph.catalog import Edition, Input, digest_of, rule_inputs
from ontology import iris

__all__ = ["edition", "graph_inputs"]


def edition(record: Path) -> Edition:
    """Return the last data release of `record` ("" before the first) and the code's version."""
    changes = record / "CHANGES.yaml"
    known = yaml.safe_load(changes.read_text(encoding="utf-8")) if changes.is_file() else None
    releases = (known or {}).get("releases") or [{}]
    return Edition(str(releases[0].get("version", "")), version("alliances"))


def graph_inputs(record: Path, written: Mapping[str, Iterable[str]]) -> dict[str, list[Input]]:
    """Return the files each graph was made from, by the IRI of the graph.

    `written` gives, by the IRI of a graph, the record files that write into it.
    """
    found: dict[str, list[Input]] = {}
    for name, paths in written.items():
        found[name] = [
            Input(f"data/{path}", digest_of((record / path).read_bytes()))
            for path in sorted(set(paths))
        ]
    room = Path(str(files("ontology")))
    for name, sources in (
        ("ontology", [room / "core.ttl", room / "dsd.ttl"]),
        ("schemes", sorted((room / "schemes").glob("*.ttl"))),
        ("alignments", [room / "alignments.ttl"]),
    ):
        found[iris.graph(name)] = [
            Input(f"ontology/{path.relative_to(room).as_posix()}", digest_of(path.read_bytes()))
            for path in sources
        ]
    for rules in (rule_inputs("rules"), rule_inputs("inference")):
        for name, inputs in rules.items():
            found.setdefault(name, []).extend(inputs)
    return found
