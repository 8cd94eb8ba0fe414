"""GEXF read as text first: a file that declares a document type or an entity is never parsed.

Versions of GEXF differ by namespace, so that only local names are looked at. What a node or edge
bears in `attvalue` is told by the title that the file gives it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree

from ontology.vocabulary import fold

__all__ = ["read_gexf"]

# Anywhere, comments included: no tool writes either into a GEXF.
_DECLARED: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING: Final = re.compile(r"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""", re.IGNORECASE)


def read_gexf(text: str) -> tuple[list[Mapping[str, str]], list[Mapping[str, str]]]:
    """Return the attributes of nodes and of edges, by folded name; ValueError for no GEXF."""
    encoding = _ENCODING.match(text)
    if _DECLARED.search(text) or (encoding and encoding.group(1).lower() not in {"utf-8", "utf8"}):
        raise ValueError
    try:
        root = ElementTree.fromstring(text.encode())  # noqa: S314  no entity can be declared
    except ElementTree.ParseError:
        raise ValueError from None
    if _local(root) != "gexf":
        raise ValueError
    titles: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for group in root.iter():
        if _local(group) == "attributes":
            held = titles.setdefault(group.get("class", ""), {})
            held |= {
                one.get("id", ""): fold(one.get("title", ""))
                for one in group
                if _local(one) == "attribute"
            }
    return _said(root, "node", titles["node"]), _said(root, "edge", titles["edge"])


def _said(
    root: ElementTree.Element, name: str, titles: Mapping[str, str]
) -> list[Mapping[str, str]]:
    return [_attributes(one, titles) for one in root.iter() if _local(one) == name]


def _attributes(one: ElementTree.Element, titles: Mapping[str, str]) -> Mapping[str, str]:
    values = {
        titles.get(value.get("for", ""), ""): value.get("value", "")
        for group in one
        if _local(group) == "attvalues"
        for value in group
    }
    # What the format itself says (id, label, source, target) wins over titles of that name.
    return {**values, **{fold(name): told for name, told in one.attrib.items()}}


def _local(one: ElementTree.Element) -> str:
    return one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
