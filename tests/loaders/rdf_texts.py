"""What the Turtle of tests begins with."""

from __future__ import annotations

from ontology.iris import BASE, NS

PREFIXES = f"""\
@prefix al: <{NS}> .
@prefix id: <{BASE}id/> .
@prefix s: <{BASE}scheme/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
"""
