"""Write the measured graph with a viewer of its own: run by that viewer's Python, not by ours.

`python viewers.py NAME GRAPH.json OUT.html`; the graph has `nodes` (id, label) and `links`
(source, target). Options are those a first-time user gets.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any


def gravis(graph: dict[str, Any], out: str) -> None:
    """Write the graph as gravis draws it with d3."""
    nodes = {one["id"]: {"label": one["label"]} for one in graph["nodes"]}
    shown = {"graph": {"directed": True, "nodes": nodes, "edges": graph["links"]}}
    importlib.import_module("gravis").d3(shown).export_html(out, overwrite=True)


def ipysigma(graph: dict[str, Any], out: str) -> None:
    """Write the graph as ipysigma draws it, with its own layout."""
    held = importlib.import_module("networkx").MultiDiGraph()
    for one in graph["nodes"]:
        held.add_node(one["id"], label=one["label"])
    held.add_edges_from((one["source"], one["target"]) for one in graph["links"])
    importlib.import_module("ipysigma").Sigma(held).to_html(out)


if __name__ == "__main__":
    name, source, target = sys.argv[1:]
    told = json.loads(Path(source).read_text(encoding="utf-8"))
    {"gravis": gravis, "ipysigma": ipysigma}[name](told, target)
