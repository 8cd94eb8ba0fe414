"""What things are called in both languages, and with which status they are known.

Read for many things at once. A thing without a label is called by its short reference, never
by an invented name; a proper name is the same in both languages. Whatever speaks of a link,
a claim or a figure finds its status here, because no answer may name one without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Row, Store
from ontology.errors import Text
from ontology.iris import BASE, reference_of
from ontology.terms import AL, RDFS

__all__ = ["batches", "known_as", "labels_of", "rows_about", "statuses_of"]

# How many IRIs go into one query: keeps its text under a few hundred kilobytes.
_BATCH: Final = 1000

_LABELS: Final = f"SELECT ?s ?o WHERE {{ VALUES ?s {{ }} ?s {RDFS.label} ?o }}"
_STATUSES: Final = f"""SELECT DISTINCT ?s ?o WHERE {{
  VALUES ?s {{ }}
  {{ ?s {AL.linkStatus} ?o }}
  UNION {{ ?s {AL.partOfLink}/{AL.linkStatus} ?o }}
  UNION {{ ?s ^{AL.restsOnFigure}/{AL.partOfLink}/{AL.linkStatus} ?o }}
}}"""
_WITH_STATUS: Final = tuple(f"{BASE}id/{kind}/" for kind in ("claim", "link", "figure"))


def batches(iris: Iterable[str]) -> Iterator[list[str]]:
    """Yield `iris`, each once and sorted, in lists of a size that one query can take."""
    wanted = sorted(set(iris))
    for start in range(0, len(wanted), _BATCH):
        yield wanted[start : start + _BATCH]


def rows_about(store: Store, query: str, slot: str, iris: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of one of our queries, its `VALUES ?slot { }` filled by `iris`."""
    for batch in batches(iris):
        terms = " ".join(str(NamedNode(iri)) for iri in batch)
        filled = query.replace(f"VALUES ?{slot} {{ }}", f"VALUES ?{slot} {{ {terms} }}")
        yield from store.query(filled).rows


def labels_of(store: Store, iris: Iterable[str]) -> dict[str, Text]:
    """Return what each of `iris` is called, in both languages."""
    wanted = sorted(set(iris))
    told: dict[str, dict[str, str]] = {iri: {} for iri in wanted}
    for subject, label in rows_about(store, _LABELS, "s", wanted):
        if isinstance(subject, NamedNode) and isinstance(label, Literal):
            language = label.language or ""
            held = told[subject.value].get(language)
            # Should there be two, the same one is shown every time.
            if held is None or label.value < held:
                told[subject.value][language] = label.value
    return {iri: known_as(iri, names) for iri, names in told.items()}


def known_as(iri: str, names: Mapping[str, str]) -> Text:
    """Return the name in both languages, from names by language tag ("" for proper names)."""
    plain = names.get("") or names.get("fr") or names.get("en") or reference_of(iri) or iri
    return Text(
        names.get("fr") or names.get("") or plain, names.get("en") or names.get("") or plain
    )


def statuses_of(store: Store, iris: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the IRIs of the statuses of the claims, links and figures among `iris`.

    The status of a claim is that of its link; a figure has those of the links that rest on it,
    which may be none.
    """
    found: dict[str, set[str]] = {iri: set() for iri in iris if iri.startswith(_WITH_STATUS)}
    for subject, status in rows_about(store, _STATUSES, "s", found):
        if isinstance(subject, NamedNode) and isinstance(status, NamedNode):
            found[subject.value].add(status.value)
    return {iri: tuple(sorted(statuses)) for iri, statuses in found.items()}
