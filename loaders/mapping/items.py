"""What a case says of effects, targets and resources, as claims about its alliance.

An item is the coder's paraphrase of a page until somebody finds the sentence: the paraphrase
is never written where a quote stands, and the evidence says *to be found*. Counts printed by
a promoter are no evaluation, so `measured` never claims more than a promoter's count.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from loaders.mapping.cases import case_graph, confirmed
from loaders.mapping.claims import Statement, attributed, evidence_words, statement_quads
from loaders.mapping.documents import selector_quads
from loaders.mapping.names import Names
from loaders.mapping.pages import page_quads, web_page
from loaders.mapping.periods import period_quads
from loaders.mapping.statements import Value, bilingual, facts, plain, spoken, thing
from loaders.records import CaseItem, CaseRecord, CaseSource
from ontology.errors import Text
from ontology.terms import AL, OA, PROV, RDF, RDFS

__all__ = ["item_quads"]


def item_quads(names: Names, record: CaseRecord, item: CaseItem) -> Iterator[Quad]:
    """Yield one item as a claim with its evidence and link, in the graph of the case's source."""
    graph = case_graph(record)
    said = Statement(
        id=item.id,
        subject=f"alliance/{record.alliance}",
        relation=item.relation,
        object=item.object,
        mode="asserted" if item.kind == "claimed" else "measured",
        polarity=item.polarity,
        speaker=item.speaker,
        beneficiary=item.beneficiary,
    )
    yield from statement_quads(names, graph, said)
    coded = f"{item.kind}:{item.level}" if item.level else item.kind
    yield from facts(
        graph,
        thing("claim", item.id),
        {
            AL.codedKind: plain(coded),
            AL.resultLevel: names.concept("result-level", item.level) if item.level else None,
            AL.resultBasis: names.concept("basis", item.basis),
            AL.caution: [names.concept("caution", each) for each in item.cautions],
            **confirmed(names, item),
        },
    )
    yield from period_quads(item.confirmed_at)
    yield from _evidence_quads(names, graph, record, item, said)
    yield from _quote_quads(names, graph, record, item)


def _evidence_quads(
    names: Names, graph: NamedNode, record: CaseRecord, item: CaseItem, said: Statement
) -> Iterator[Quad]:
    level = "party-statement" if item.kind == "claimed" else "promoter-count"
    found = "found" if item.quote or item.passage else "to-find"
    passage = _passage(item)
    told: dict[NamedNode, Value] = {
        RDF.type: AL.Evidence,
        RDFS.label: bilingual(evidence_words(names, said)),
        AL.supports: thing("claim", item.id),
        AL.itemText: spoken(item.text),
        AL.evidenceLevel: names.concept("evidence-level", level),
        AL.quoteStatus: names.concept("quote-status", found),
        AL.citesSource: _cited(record, item),
        AL.foundAt: passage,
        AL.method: spoken(item.method),
        PROV.wasAttributedTo: attributed(item.speaker),
    }
    yield from facts(graph, thing("evidence", item.id), told)


def _cited(record: CaseRecord, item: CaseItem) -> NamedNode | None:
    """Return where an item was read: the page of its quote, or else what its case was read in."""
    return web_page(item.page) if item.page else _source(record.source)


def _source(source: CaseSource) -> NamedNode | None:
    if source.url:
        return web_page(source.url)
    return thing("document", source.document) if source.document else None


def _passage(item: CaseItem) -> NamedNode | None:
    if item.passage:
        return thing("passage", item.passage)
    # A quote found on a page that we do not keep makes a passage of its own, without line.
    return thing("passage", item.id) if item.quote else None


def _quote_quads(
    names: Names, graph: NamedNode, record: CaseRecord, item: CaseItem
) -> Iterator[Quad]:
    passage = _passage(item)
    if item.quote is None or passage is None:
        return
    if item.passage and names.quote(item.passage) == item.quote:
        return
    selector = thing("selector", f"{item.id}.quote")
    where = Text(f"{record.name}, phrase retrouvée", f"{record.name}, sentence found")
    yield from facts(graph, passage, {OA.hasSelector: selector})
    yield from selector_quads(graph, selector, item.quote, where)
    if item.passage is None:
        yield from facts(
            graph,
            passage,
            {
                RDF.type: AL.Passage,
                RDFS.label: bilingual(where),
                OA.hasSource: _cited(record, item),
            },
        )
        yield from page_quads(names, item.page)
