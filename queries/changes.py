"""What changed between two states of the graph, in sentences a reader understands.

Things are told apart by their IRI, which never changes meaning; a claim and a figure are named
by their sentence. Nothing is judged: a status that moved is told with both words, and a
contradiction that closed is not called solved unless a person explained it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Store
from ontology.errors import Text
from ontology.iris import reference_of
from ontology.terms import AL, RDF, RDFS
from queries.sentences import sentences_of
from queries.typography import french

__all__ = ["SHOWN", "Change", "changes", "changes_text", "fresh"]

# How many items of a list are shown before "et n autres".
SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change: its headline, with a number in it, and each item in words.

    `said` is "claim" or "figure" where the items are sentences, "" where they are names.
    """

    headline: Text
    items: tuple[Text, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of thing that comes and goes: its class, and its words for one and for many."""

    iri: NamedNode
    one: Text
    many: Text
    said: str = ""
    feminine: bool = False


_KINDS: Final = (
    _Kind(AL.Document, Text("document", "document"), Text("documents", "documents")),
    _Kind(AL.Case, Text("cas", "case"), Text("cas", "cases")),
    _Kind(
        AL.Organisation,
        Text("organisation", "organisation"),
        Text("organisations", "organisations"),
        feminine=True,
    ),
    _Kind(AL.ReportedFigure, Text("chiffre", "figure"), Text("chiffres", "figures"), "figure"),
    _Kind(AL.Claim, Text("affirmation", "claim"), Text("affirmations", "claims"), "claim", True),
)


def changes(old: Store, new: Store) -> tuple[Change, ...]:
    """Return every kind of change from `old` to `new`; a kind without any is left out."""
    found: list[Change] = []
    for kind in _KINDS:
        before, after = _of_kind(old, kind.iri), _of_kind(new, kind.iri)
        added = _named(new, kind, sorted(after - before))
        removed = _named(old, kind, sorted(before - after))
        altered = _named(new, kind, _altered(old, new, kind.iri, before & after))
        found += [_came(kind, added), _went(kind, removed), _changed(kind, altered)]
    found.append(_moved(old, new))
    found += _contradictions(old, new)
    return tuple(change for change in found if change.items)


def fresh(old: Store, new: Store) -> Mapping[str, set[str]]:
    """Return the claims and figures (by kind) that are new, and claims of links that moved."""
    found = {
        kind.said: _of_kind(new, kind.iri) - _of_kind(old, kind.iri) for kind in _KINDS if kind.said
    }
    before, after = _pairs(old, AL.linkStatus), _pairs(new, AL.linkStatus)
    moved = {iri for iri in before.keys() & after.keys() if before[iri] != after[iri]}
    found["claim"] |= {claim for claim, link in _pairs(new, AL.partOfLink).items() if link in moved}
    return found


def changes_text(found: Iterable[Change], language: str, *, shown: int = SHOWN) -> str:
    """Return the changes as text: the headlines first, then each list, capped at `shown`."""
    told = list(found)
    if not told:
        nothing = Text("Aucune différence.", "No difference.")
        return nothing.in_language(language) + "\n"
    blocks = ["\n".join(change.headline.in_language(language) for change in told)]
    for change in told:
        lines = [change.headline.in_language(language)]
        lines += [f"  - {one.in_language(language)}" for one in change.items[:shown]]
        if len(change.items) > shown:
            lines.append(f"  - {_others(len(change.items) - shown).in_language(language)}")
        blocks.append("\n".join(lines))
    text = "\n\n".join(blocks) + "\n"
    return french(text) if language == "fr" else text


def _others(number: int) -> Text:
    return Text(
        f"et {number} autre{'s' if number > 1 else ''}",
        f"and {number} other{'s' if number > 1 else ''}",
    )


def _of_kind(store: Store, kind: NamedNode) -> set[str]:
    rows = store.query(f"SELECT DISTINCT ?x WHERE {{ ?x {RDF.type} {kind} }}").rows
    return {row[0].value for row in rows if isinstance(row[0], NamedNode)}


def _named(store: Store, kind: _Kind, iris: list[str]) -> tuple[Text, ...]:
    if not kind.said:
        return tuple(_labels(store, iris)[iri] for iri in iris)
    told = sentences_of(kind.said, store, iris)
    labels = _labels(store, [iri for iri in iris if iri not in told])
    return tuple(
        Text(told[iri].fr.text, told[iri].en.text) if iri in told else labels[iri] for iri in iris
    )


def _labels(store: Store, iris: Iterable[str]) -> Mapping[str, Text]:
    """Return what things are called in both languages, by IRI; their reference for want of it."""
    wanted = list(iris)
    held: dict[str, dict[str, str]] = {iri: {} for iri in wanted}
    terms = " ".join(str(NamedNode(iri)) for iri in wanted)
    query = f"SELECT ?s ?o WHERE {{ VALUES ?s {{ {terms} }} ?s {RDFS.label} ?o }}"
    for subject, label in store.query(query).rows if wanted else ():
        if isinstance(subject, NamedNode) and isinstance(label, Literal):
            held[subject.value][label.language or ""] = label.value
    named: dict[str, Text] = {}
    for iri, by in held.items():
        plain = by.get("") or by.get("fr") or reference_of(iri) or iri
        named[iri] = Text(by.get("fr") or plain, by.get("en") or plain)
    return named


def _came(kind: _Kind, items: tuple[Text, ...]) -> Change:
    number = len(items)
    words = kind.many if number > 1 else kind.one
    new = ("nouvelle" if kind.feminine else "nouveau") if number < 2 else ""
    if number > 1:
        new = "nouvelles" if kind.feminine else "nouveaux"
    return Change(
        Text(f"{number} {new} {words.fr}.", f"{number} new {words.en}."), items, kind.said
    )


def _went(kind: _Kind, items: tuple[Text, ...]) -> Change:
    number = len(items)
    words = kind.many if number > 1 else kind.one
    ending = ("e" if kind.feminine else "") + ("s" if number > 1 else "")
    return Change(
        Text(f"{number} {words.fr} retiré{ending}.", f"{number} {words.en} removed."),
        items,
        kind.said,
    )


def _changed(kind: _Kind, items: tuple[Text, ...]) -> Change:
    number = len(items)
    words = kind.many if number > 1 else kind.one
    ending = ("e" if kind.feminine else "") + ("s" if number > 1 else "")
    return Change(
        Text(f"{number} {words.fr} modifié{ending}.", f"{number} {words.en} changed."),
        items,
        kind.said,
    )


def _altered(old: Store, new: Store, kind: NamedNode, both: set[str]) -> list[str]:
    """Return the things of which something else is said now; their parts are not looked at."""
    then, now = (_said(store, kind) for store in (old, new))
    return sorted(iri for iri in both if then[iri] != now[iri])


def _said(store: Store, kind: NamedNode) -> Mapping[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for subject, prop, value in store.query(
        f"SELECT ?x ?p ?o WHERE {{ ?x {RDF.type} {kind} . ?x ?p ?o }}"
    ).rows:
        if isinstance(subject, NamedNode):
            found.setdefault(subject.value, set()).add((str(prop), str(value)))
    return found


def _pairs(store: Store, prop: NamedNode) -> dict[str, str]:
    rows = store.query(f"SELECT ?s ?o WHERE {{ ?s {prop} ?o }}").rows
    return {
        row[0].value: row[1].value
        for row in rows
        if isinstance(row[0], NamedNode) and isinstance(row[1], NamedNode)
    }


def _moved(old: Store, new: Store) -> Change:
    """Return the links whose status is another one now."""
    before, after = _pairs(old, AL.linkStatus), _pairs(new, AL.linkStatus)
    moved = sorted(iri for iri in before.keys() & after.keys() if before[iri] != after[iri])
    links = _labels(new, moved)
    words = {**_labels(old, set(before.values())), **_labels(new, set(after.values()))}
    items = tuple(
        Text(
            f"{links[iri].fr} : {words[before[iri]].fr} → {words[after[iri]].fr}",
            f"{links[iri].en}: {words[before[iri]].en} → {words[after[iri]].en}",
        )
        for iri in moved
    )
    number = len(items)
    many = "s" if number > 1 else ""
    verb = "ont" if number > 1 else "a"
    return Change(
        Text(
            f"{number} lien{many} {verb} changé de statut.",
            f"{number} link{many} changed status.",
        ),
        items,
    )


def _contradictions(old: Store, new: Store) -> list[Change]:
    before, after = _of_kind(old, AL.Discrepancy), _of_kind(new, AL.Discrepancy)
    status_then, status_now = (_pairs(one, AL.discrepancyStatus) for one in (old, new))
    decided = sorted(
        iri
        for iri in before & after
        if status_then.get(iri) != status_now.get(iri) and iri in status_now
    )
    told: list[tuple[Store, list[str], Callable[[int], Text]]] = [
        (new, sorted(after - before), _opened),
        (old, sorted(before - after), _closed),
        (new, decided, _decided),
    ]
    return [
        Change(words(len(iris)), tuple(_labels(store, iris)[iri] for iri in iris))
        for store, iris, words in told
    ]


def _opened(number: int) -> Text:
    many = "s" if number > 1 else ""
    return Text(
        f"{number} contradiction{many} apparue{many}.", f"{number} contradiction{many} opened."
    )


def _closed(number: int) -> Text:
    many = "s" if number > 1 else ""
    return Text(
        f"{number} contradiction{many} disparue{many}.",
        f"{number} contradiction{many} no longer found.",
    )


def _decided(number: int) -> Text:
    many = "s" if number > 1 else ""
    verb = "ont" if number > 1 else "a"
    return Text(
        f"{number} contradiction{many} {verb} changé d'état.",
        f"{number} contradiction{many} changed state.",
    )
