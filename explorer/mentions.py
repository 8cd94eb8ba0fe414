"""How a reader cites a thing in a text: who produced it, in which work, under which heading.

Readers cite the site instead of the producer unless the citation is put into their hands, so
it stands on every page, complete and ready to copy. It never names an address that does not
answer: without a public address it prints the identifier and the version. Reference managers
have `explorer.citations`.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.claims import Claim
from explorer.figures import Figure
from explorer.models import Quotation
from explorer.reading import Facts, Reading, Words
from explorer.typography import date
from ontology.iris import BASE
from ontology.terms import AL, DCTERMS, RDFS

__all__ = ["Mention", "mention_of"]


@dataclass(frozen=True, slots=True)
class Mention:
    """The parts of a citation in a text; each is "" when the graph does not hold it.

    `said` is what is cited, `quote` the words of the source, `heading` where they stand.
    """

    said: str
    quote: str = ""
    producer: str = ""
    work: str = ""
    issued: str = ""
    heading: str = ""


def mention_of(
    reading: Reading,
    facts: Facts,
    *,
    claim: Claim | None = None,
    figure: Figure | None = None,
    quotation: Quotation | None = None,
) -> Mention:
    """Return how the thing of `facts` is cited; a claim or figure by its first quotation."""
    title = reading.label(facts.iri).text
    if claim:
        quotation = next((one.quotation for one in claim.proofs if one.quotation), None)
    if figure:
        quotation = figure.quotation
    work = _work_of(facts, reading, quotation)
    if work is None:
        return Mention(title)
    about = reading.facts(work)
    producer = about.thing(AL.publishedBy)
    place = quotation.place if quotation else None
    heading = place.heading.text if place and place.heading else ""
    return Mention(
        said=title,
        quote=quotation.words.text if quotation else "",
        producer=reading.label(producer).text if producer else about.text(AL.publisherText),
        work=_title(about, reading),
        issued=date(about.text(DCTERMS.issued), reading.language),
        heading=heading,
    )


def _work_of(facts: Facts, reading: Reading, quotation: Quotation | None) -> str | None:
    if quotation and quotation.place:
        return _iri_of(quotation.place.work.href, reading)
    return facts.thing(AL.recordedIn) or facts.thing(DCTERMS.source)


def _iri_of(href: str, reading: Reading) -> str | None:
    path = href.removeprefix(f"/{reading.language}/")
    return f"{BASE}id/{path}" if path != href else None


def _title(about: Facts, reading: Reading) -> str:
    words: Words | None = about.words(DCTERMS.title, reading.language)
    words = words or about.words(RDFS.label, reading.language)
    return words.text if words else reading.label(about.iri).text
