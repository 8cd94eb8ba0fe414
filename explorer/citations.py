"""How to cite what a page shows: the work that says it first, these data second.

Whoever reuses a figure owes it to the study, not to the place where it was found; so a citation
of a figure or claim names the work, its publisher, its date, the heading and the data version
in which it was read. Three forms that reference managers take: BibTeX, RIS and CSL-JSON. No
address is printed that would not answer: ours only where this instance has a public one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from explorer.lists import no_such_page
from explorer.paths import web_address
from explorer.reading import Facts, Reading
from explorer.rendering import Site
from ontology.iris import reference_of
from ontology.terms import AL, DCTERMS, OA, RDF

__all__ = ["CITATION_TYPES", "Citation", "citation_of", "cited"]

# Extension -> what it is served as.
CITATION_TYPES: Final[Mapping[str, str]] = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
_OURS: Final = "Alliances"


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference; texts are as the source has them, empty where it says nothing.

    `key` is a citation key (letters, digits, hyphens); `year` four digits or empty; `kind` a
    CSL type; `note` says what in the work is meant and through which data it was read.
    """

    key: str
    kind: str
    title: str
    publisher: str
    year: str
    url: str
    note: str


def citation_of(reading: Reading, iri: str, site: Site) -> Citation:
    """Return how to cite `iri`; raise NotHeldError when nothing is said of it."""
    facts = reading.facts(iri)
    if not facts:
        raise no_such_page()
    work = _work(reading, facts)
    source = reading.facts(work) if work else facts
    return Citation(
        key=re.sub(r"[^A-Za-z0-9]+", "-", reference_of(iri) or "alliances").strip("-"),
        kind="webpage" if AL.WebPage in source.values(RDF.type) else "report",
        title=reading.label(source.iri).text if work else reading.label(iri).text,
        publisher=_publisher(reading, source) if work else _OURS,
        year=_year(source.text(DCTERMS.issued)),
        url=_url(source, iri, site, ours=not work),
        note=_note(reading, facts, iri, site, of_work=bool(work)),
    )


def _work(reading: Reading, facts: Facts) -> str | None:
    """Return the document or page that says it, or None when the thing is only ours."""
    if {AL.Document, AL.WebPage} & set(facts.values(RDF.type)):
        return facts.iri
    direct = facts.thing(AL.recordedIn, AL.citesSource, OA.hasSource)
    if direct:
        return direct
    for near in (facts.thing(AL.passage, AL.foundAt), facts.thing(AL.hasEvidence)):
        if near and near != facts.iri:
            return _work(reading, reading.facts(near))
    return None


def _passage(reading: Reading, facts: Facts) -> Facts | None:
    if facts.things(OA.hasSelector):
        return facts
    near = facts.thing(AL.passage, AL.foundAt, AL.hasEvidence)
    return _passage(reading, reading.facts(near)) if near else None


def _publisher(reading: Reading, source: Facts) -> str:
    publisher = source.thing(AL.publishedBy)
    return reading.label(publisher).text if publisher else source.text(AL.site)


def _year(issued: str) -> str:
    found = re.match(r"\d{4}", issued)
    return found.group() if found else ""


def _url(source: Facts, iri: str, site: Site, *, ours: bool) -> str:
    if ours:
        return f"{site.public_url}/id/{reference_of(iri)}" if site.public_url else ""
    return web_address(source.text(AL.website))


def _note(reading: Reading, facts: Facts, iri: str, site: Site, *, of_work: bool) -> str:
    parts = []
    passage = _passage(reading, facts)
    if passage is not None and passage.text(AL.heading):
        parts.append(f"« {passage.text(AL.heading)} »")
    if of_work and facts.iri == iri:
        parts.append(reading.label(iri).text)
    parts.append(f"{_OURS}, {reference_of(iri)}, données {site.version[:16]}")
    return " ; ".join(dict.fromkeys(parts))


def cited(citation: Citation, extension: str) -> bytes:
    """Return the citation in one of CITATION_TYPES; raise KeyError for another extension."""
    return _WRITERS[extension](citation).encode()


# What TeX would run or misread; the rest of Unicode passes as it is.
_TEX: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}


def _flat(text: str) -> str:
    return " ".join(text.split())


def _bibtex(one: Citation) -> str:
    fields = {
        "title": one.title,
        "author": one.publisher,
        "publisher": one.publisher,
        "year": one.year,
        "url": one.url,
        "note": one.note,
    }
    kind = "online" if one.kind == "webpage" else "techreport"
    told = "".join(f"  {name} = {{{_tex(name, text)}}},\n" for name, text in fields.items() if text)
    return f"@{kind}{{{one.key},\n{told}}}\n"


def _tex(name: str, text: str) -> str:
    escaped = "".join(_TEX.get(sign, sign) for sign in _flat(text))
    # In braces, a name of several words stays one name.
    return f"{{{escaped}}}" if name == "author" else escaped


def _ris(one: Citation) -> str:
    fields = (
        ("TY", "ELEC" if one.kind == "webpage" else "RPRT"),
        ("ID", one.key),
        ("TI", one.title),
        ("AU", one.publisher),
        ("PB", one.publisher),
        ("PY", one.year),
        ("UR", one.url),
        ("N1", one.note),
    )
    told = "".join(f"{name}  - {_flat(text)}\r\n" for name, text in fields if text)
    return f"{told}ER  - \r\n"


def _csl(one: Citation) -> str:
    item: dict[str, object] = {"id": one.key, "type": one.kind, "title": one.title}
    if one.publisher:
        item |= {"publisher": one.publisher, "author": [{"literal": one.publisher}]}
    if one.year:
        item["issued"] = {"date-parts": [[int(one.year)]]}
    if one.url:
        item["URL"] = one.url
    item["note"] = one.note
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


_WRITERS: Final[Mapping[str, Callable[[Citation], str]]] = {
    "bib": _bibtex,
    "ris": _ris,
    "csl.json": _csl,
}
