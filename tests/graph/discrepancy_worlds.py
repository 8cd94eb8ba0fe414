"""Facts that the tests of the rules of discrepancies invent: claims read at a passage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from graph.embedded import EmbeddedStore

__all__ = ["BASE", "Found", "World", "claim", "claims"]

World: TypeAlias = Callable[[str], EmbeddedStore]
Found: TypeAlias = Callable[[EmbeddedStore, str], set[frozenset[str]]]

BASE: Final = "https://w3id.org/alliances-kg/"


def claim(
    name: str,
    relation: str,
    what: str,
    *,
    subject: str = "study/etude",
    document: str = "",
    passage: str = "",
    polarity: str = "positive",
    rests_on: str = "",
    more: str = "",
) -> str:
    """One claim read at one passage; by default each in a document of its own."""
    source = document or name
    place = passage or name
    figure = f"; al:restsOnFigure <{BASE}id/figure/{rests_on}> " if rests_on else ""
    return f"""
    <{BASE}id/claim/{name}> a al:Claim ; al:subject <{BASE}id/{subject}> {figure};
      al:relation <{BASE}scheme/relation/{relation}> ; al:object <{BASE}{what}> ;
      al:claimMode <{BASE}scheme/mode/asserted> ;
      al:polarity <{BASE}scheme/polarity/{polarity}> ; al:hasEvidence <{BASE}id/evidence/{name}> .
    <{BASE}id/evidence/{name}> al:foundAt <{BASE}id/passage/{place}> .
    <{BASE}id/passage/{place}> oa:hasSource <{BASE}id/document/{source}> .
    {more}"""


def claims(*sides: str) -> set[frozenset[str]]:
    """The sides of one discrepancy between claims."""
    return {frozenset(f"claim/{side}" for side in sides)}
