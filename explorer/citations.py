"""How to cite what a page shows: the work that says it first, these data second.

Whoever reuses a figure owes it to the study, not to the place where it was found; so a citation
of a figure or claim names the work, its publisher, its date, the heading and the data version
in which it was read. One model, two renderings: the sentence a page offers to copy (template
`thing.html`) and the files that reference managers take, BibTeX, RIS and CSL-JSON. No address
is printed that would not answer: ours only where this instance has a public one. How an
answer of the API is cited, which has no work behind it, is said in `queries.citations`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from explorer.paths import no_such_page, web_address
from explorer.quotations import quotation_at
from explorer.reading import Facts, Reading
from ontology.iris import reference_of
from ontology.terms import AL, DCTERMS, OA, RDF

__all__ = ["CITATION_TYPES", "OURS", "Citation", "citation_of", "cited"]

# Extension -> what it is served as.
CITATION_TYPES: Final[Mapping[str, str]] = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
# Who is cited where no work says it.
OURS: Final = "Alliances"


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference; texts are as the source has them, "" where it says nothing.

    `title`, `publisher`, `issued` (ISO) and `url` are those of the work; of the thing itself
    where no work says it, and `of_work` tells which. `kind` is a CSL type. `said` is what is
    cited in the work, `quote` its words and `heading` where they stand.
    """

    reference: str
    kind: str
    title: str
    publisher: str = ""
    issued: str = ""
    url: str = ""
    said: str = ""
    quote: str = ""
    heading: str = ""
    of_work: bool = False

    @property
    def key(self) -> str:
        """The key of a reference manager: letters, digits and hyphens."""
        return re.sub(r"[^A-Za-z0-9]+", "-", self.reference or "alliances").strip("-")

    @property
    def year(self) -> str:
        """The year of issue in four digits, "" when the work has none."""
        found = re.match(r"\d{4}", self.issued)
        return found.group() if found else ""


def citation_of(reading: Reading, iri: str, public_url: str = "") -> Citation:
    """Return how to cite `iri`; raise NotHeldError when nothing is said of it.

    What only we say has an address below `public_url`, none without one.
    """
    facts = reading.facts(iri)
    if not facts:
        raise no_such_page()
    work = _work(reading, facts)
    source = reading.facts(work) if work else facts
    passage = _passage(reading, facts)
    quotation = quotation_at(reading, passage.iri) if passage else None
    title = source.words(DCTERMS.title, reading.language) or reading.label(source.iri)
    reference = reference_of(iri) or ""
    ours = f"{public_url}/id/{reference}" if public_url else ""
    return Citation(
        reference=reference,
        kind="webpage" if AL.WebPage in source.values(RDF.type) else "report",
        title=title.text,
        publisher=_publisher(reading, source) if work else OURS,
        issued=source.text(DCTERMS.issued),
        url=web_address(source.text(AL.website)) if work else ours,
        said=reading.label(iri).text if work and work != iri else "",
        quote=quotation.words.text if quotation else "",
        heading=passage.text(AL.heading) if passage else "",
        of_work=bool(work),
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
    said = source.text(AL.publisherText) or source.text(AL.site)
    return reading.label(publisher).text if publisher else said


def cited(citation: Citation, extension: str, version: str) -> bytes:
    """Return the citation in one of CITATION_TYPES; raise KeyError for another extension.

    `version` is the content hash of the data in which it was read.
    """
    return _WRITERS[extension](citation, _note(citation, version)).encode()


def _note(one: Citation, version: str) -> str:
    """Return what in the work is meant, and through which data it was read."""
    heading = f"« {one.heading} »" if one.heading else ""
    read = f"{OURS}, {one.reference}, données {version[:16]}"
    return " ; ".join(part for part in dict.fromkeys((heading, one.said, read)) if part)


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


def _bibtex(one: Citation, note: str) -> str:
    fields = {
        "title": one.title,
        "author": one.publisher,
        "publisher": one.publisher,
        "year": one.year,
        "url": one.url,
        "note": note,
    }
    kind = "online" if one.kind == "webpage" else "techreport"
    told = "".join(f"  {name} = {{{_tex(name, text)}}},\n" for name, text in fields.items() if text)
    return f"@{kind}{{{one.key},\n{told}}}\n"


def _tex(name: str, text: str) -> str:
    escaped = "".join(_TEX.get(sign, sign) for sign in _flat(text))
    # In braces, a name of several words stays one name.
    return f"{{{escaped}}}" if name == "author" else escaped


def _ris(one: Citation, note: str) -> str:
    fields = (
        ("TY", "ELEC" if one.kind == "webpage" else "RPRT"),
        ("ID", one.key),
        ("TI", one.title),
        ("AU", one.publisher),
        ("PB", one.publisher),
        ("PY", one.year),
        ("UR", one.url),
        ("N1", note),
    )
    told = "".join(f"{name}  - {_flat(text)}\r\n" for name, text in fields if text)
    return f"{told}ER  - \r\n"


def _csl(one: Citation, note: str) -> str:
    item: dict[str, object] = {"id": one.key, "type": one.kind, "title": one.title}
    if one.publisher:
        item |= {"publisher": one.publisher, "author": [{"literal": one.publisher}]}
    if one.year:
        item["issued"] = {"date-parts": [[int(one.year)]]}
    if one.url:
        item["URL"] = one.url
    item["note"] = note
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


_WRITERS: Final[Mapping[str, Callable[[Citation, str], str]]] = {
    "bib": _bibtex,
    "ris": _ris,
    "csl.json": _csl,
}
