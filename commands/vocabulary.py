"""The documentation of the vocabulary, made by pyLODE, in French and in English.

pyLODE shows one label of each term, whichever it meets first; each page is therefore made from
a copy of the ontology in one language. What it writes is then brought to our rules: no style
and no script in the page (the content policy forbids both), no icon from elsewhere, its own
words in French on the French page, no blanks that nobody reads. pyLODE orders some lists by
chance, so it runs in a child process in which chance is fixed: two runs give the same bytes.
Needs the extra `vocabulary`; nothing is fetched.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from graph.translation import to_rdflib
from ontology.iris import NS

__all__ = ["LANGUAGES", "page", "stamp", "write_vocabulary"]

LANGUAGES: Final = ("fr", "en")

_FRENCH: Final = {
    "Metadata": "Métadonnées",
    "Classes": "Classes",
    "Object Properties": "Propriétés d'objet",
    "Datatype Properties": "Propriétés de données",
    "Annotation Properties": "Propriétés d'annotation",
    "Functional Properties": "Propriétés fonctionnelles",
    "Namespaces": "Espaces de noms",
    "Legend": "Légende",
    "Table of Contents": "Sommaire",
    "Contributor": "Contributeurs",
    "Creator": "Auteurs",
    "Date Created": "Créée le",
    "Date Issued": "Publiée le",
    "Date Modified": "Modifiée le",
    "Description": "Description",
    "Domain": "Domaine",
    "In Domain Of": "Domaine de",
    "In Range Of": "Image de",
    "License": "Licence",
    "Preferred Namespace Prefix": "Préfixe",
    "Preferred Namespace Uri": "Espace de noms",
    "Publisher": "Éditeur",
    "Range": "Image",
    "Restriction": "Condition",
    "Scope Note": "Note",
    "Sub Class Of": "Sorte de",
    "Super Class Of": "A pour sortes",
    "Sub Property Of": "Cas de",
    "Super Property Of": "A pour cas",
    "Title": "Titre",
    "Version Info": "Version",
    "Version Iri": "Adresse de la version",
}
# Manchester syntax, in words.
_CONDITIONS: Final = {
    "exactly": "exactement",
    "max": "au plus",
    "min": "au moins",
    "only": "seulement",
    "or": "ou",
    "some": "au moins un",
}
_HEAD: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/ns/style.css">
</head>
<body>
<!-- {stamp} -->
<p class="doors"><a href="/{language}">{home}</a>
· <a href="/ns/{other}" hreflang="{other}">{switch}</a>
· <a href="/ns/core.ttl">Turtle</a></p>
"""
# Before it is French.
_OR: Final = '<span class="cardinality">or</span>'
_PART: Final = "<span><a href=[^>]*>[^<]*</a><sup[^>]*>[^<]*</sup></span>"
_UNION: Final = f"{_PART}(?:{_OR}{_PART})+"
_SAID: Final = {
    "fr": {"title": "Vocabulaire", "home": "Alliances", "switch": "English", "other": "en"},
    "en": {"title": "Vocabulary", "home": "Alliances", "switch": "Français", "other": "fr"},
}


def stamp() -> str:
    """Return the words by which a page says which ontology it documents."""
    digest = hashlib.sha256(_turtle()).hexdigest()
    return f"Written by `alliances reference` with pyLODE from core.ttl, SHA-256 {digest}"


def write_vocabulary(directory: Path) -> list[Path]:
    """Write the page of each language into `directory` and return their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for language in LANGUAGES:
        path = directory / f"{language}.html"
        path.write_text(page(language), encoding="utf-8")
        written.append(path)
    return written


def page(language: str) -> str:
    """Return the documentation in one language, as a page that stands by itself."""
    # -P: an `ontology` folder in the current directory must not be taken for this one.
    made = subprocess.run(
        [sys.executable, "-P", "-m", "commands.vocabulary"],
        input=_in_one_language(language),
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        check=True,
    )
    return _ours(made.stdout.decode("utf-8"), language)


def _turtle() -> bytes:
    return files("ontology").joinpath("core.ttl").read_bytes()


def _in_one_language(language: str) -> bytes:
    """Return the ontology without the texts of other languages, as N-Triples, sorted."""
    dataset = Dataset(parse(_turtle(), RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    kept = (
        quad.triple
        for quad in dataset
        if not isinstance(quad.object, Literal) or quad.object.language in {None, language}
    )
    return serialize(sorted(kept, key=str), format=RdfFormat.N_TRIPLES) or b""


def _ours(html: str, language: str) -> str:
    body = html[html.index("<body>") + len("<body>") : html.index("</body>")]
    # Tips are English sentences on every page, and the legend says what the signs mean.
    body = re.sub(r' (?:title|style)="[^"]*"', "", body)
    body = re.sub(r">\s+<", "><", body)
    body = re.sub(r"\s*\n\s*", " ", body)
    body = body.replace('<div id="content">', '<div id="content" role="main">', 1)
    body = re.sub(_UNION, _sorted, body)
    if language == "fr":
        body = re.sub(r">([A-Z][A-Za-z ]+)<", _french, body)
        body = re.sub(r'(?<=class="cardinality">)(\w+)', _counted, body)
    said = _SAID[language]
    head = _HEAD.format(language=language, stamp=stamp(), **said)
    # One block a line, so that a change of one term is one line of a difference.
    blocks = re.split(r"(?=<div (?:class|id)=)", body)
    return "\n".join([head.rstrip(), *_anchored(blocks), "</body>", "</html>", ""])


def _sorted(match: re.Match[str]) -> str:
    # pyLODE writes the parts of a union in an order that changes from run to run.
    return _OR.join(sorted(match[0].split(_OR)))


def _anchored(blocks: list[str]) -> Iterator[str]:
    """Yield the blocks with the anchors by which IRIs end; pyLODE takes them from labels."""
    anchors: dict[str, str] = {}
    for block in blocks:
        named = re.search(rf' id="([^"]*)".*?<code>{re.escape(NS)}(\w+)</code>', block)
        if named:
            anchors[named[1]] = named[2]
    given: set[str] = set()

    def anchor(match: re.Match[str]) -> str:
        name = anchors.get(match[1], match[1])
        # A functional property stands in two lists.
        first = name not in given
        given.add(name)
        return f' id="{name}"' if first else ""

    for block in blocks:
        aimed = re.sub(r'href="#([^"]*)"', lambda to: f'href="#{anchors.get(to[1], to[1])}"', block)
        yield re.sub(r' id="([^"]*)"', anchor, aimed)


def _counted(match: re.Match[str]) -> str:
    return _CONDITIONS.get(match[1], match[1])


def _french(match: re.Match[str]) -> str:
    return f">{_FRENCH.get(match[1], match[1])}<"


def _main() -> None:
    """In the child: N-Triples in, pyLODE's page out."""
    import rdflib  # noqa: PLC0415
    from pylode import OntPub  # type: ignore[import-untyped]  # noqa: PLC0415  an extra

    # rdflib's own parser would name blank nodes by chance.
    ontology = rdflib.Graph()
    for quad in parse(sys.stdin.buffer.read(), RdfFormat.N_TRIPLES):
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        assert not isinstance(value, Triple)  # noqa: S101  RDF 1.1 only
        ontology.add((to_rdflib(subject), to_rdflib(predicate), to_rdflib(value)))
    sys.stdout.write(OntPub(ontology=ontology).make_html())


if __name__ == "__main__":
    _main()
