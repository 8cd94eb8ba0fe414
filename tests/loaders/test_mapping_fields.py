"""No field of any record is swallowed: changing it, or leaving it out, changes the graph.

One record of each kind has every field filled. Each field in turn, however deep, gets another
value, and each that may be absent is taken away; the set of quads must differ every time. The
vocabulary accepts every concept, so that a slug can be changed without knowing the schemes.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args, get_origin

import pytest
import yaml
from pydantic import BaseModel
from pyoxigraph import Quad

from loaders.mapping import record_quads
from loaders.records import KINDS, Base
from loaders.recordset import Entry, RecordSet
from ontology import iris
from ontology.terms import AL, RDFS, SKOS
from ontology.vocabulary import Concept, Vocabulary

Location = tuple[str | int, ...]

# Every date is quoted, for YAML would read it as one.
WRITTEN: Final = """
documents:
  {document: doc, kind: rapport, title: Titre, language: fr, file: doc.txt, sha256: SHA,
   issued: "2016", issued_basis: stated, issued_note: {fr: texte, en: text}, publisher: org-a,
   about: [study/etude, event/fait], derived_from: [autre], read_on: "2026-11-21",
   counts: {passages: 1, figures: 1, claims: 1},
   passages: [{id: p1, line: 3, offset: 40, heading: Partie, quote: 69 % des gens}],
   figures: [
    {id: f1, passage: p1, measure: share, value: 69, unit: pourcent, precision: about,
     question: question, respondent: citoyens, target: entreprises, subpopulation: tpe,
     territory: bretagne, domain: sante, category: mecenat, impact: confiance, period: "2015",
     period_basis: inferred, population: des gens, base: 1 000 personnes, sample_size: 1000,
     multiple_response: true, study: study/etude, derivation: derived, calculation: 100 - 31,
     part_of: f0, note: {fr: texte, en: text}}],
   claims: [
    {id: c1, passage: p1, subject: group/citoyens, relation: contribue-a, object: impact/confiance,
     through: [mechanism/moyen], speaker: group/maires, beneficiary: group/entreprises,
     mode: measured, polarity: negative, territory: bretagne, domain: sante, period: 2015/2016,
     figures: [f1], challenged_by: [c0], evidence_level: comparison, note: {fr: texte, en: text}}]}
studies:
  {study: study/etude, name: {fr: texte, en: text}, aliases: [ÉTUDE], part_of: programme/grand,
   scope: [{passage: p1, document: doc, groups: [citoyens], territories: [bretagne],
            domains: [sante], questions: [question]}]}
events: {event: fait, kind: atelier, name: {fr: texte, en: text}, aliases: [Le fait]}
resources:
  {resource: outil, kind: guide, name: {fr: texte, en: text}, aliases: [L'outil],
   website: outil.example, announced_only: true}
organisations:
  {organisation: org, name: Organisation, aliases: [ORG], type: association, type_basis: stated,
   identifiers: aucun, website: org.example, source_url: "https://org.example/", document: doc}
people: {person: dupont, name: A. Dupont, aliases: [Dupont]}
cases:
  {case: cas, kind: partnership, alliance: cas, name: Cas, summary: {fr: texte, en: text},
   source: {url: "https://cas.example/", title: Page, date: "2014",
            others: ["https://autre.example/"], document: doc},
   partners: [{organisation: org-a, type: association, role: fondateur, passage: p1},
              {person: dupont-a, type: personne}, {group: 13 associations, type: association}],
   categories: [{concept: mecenat, basis: inferred, coder: projet, date: "2026-11-21",
                 confidence: high, confirmed_by: projet, confirmed_at: "2026-11-22",
                 confirmed_name: M. Dupont, period: "2012", passage: p1}],
   domains: [{concept: sante, basis: inferred, coder: projet, date: "2026-11-21",
              confidence: high, confirmed_by: projet, confirmed_at: "2026-11-22",
                 confirmed_name: M. Dupont, period: "2012", passage: p1}],
   place: {label: Laval, level: local, within: [dept-mayenne], basis: inferred},
   start: 2012-05, end: "2016",
   items: [{id: i1, object: effect/publics, relation: contribue-a, kind: measured, level: output,
            basis: stated, text: 7 emplois, polarity: mixed, speaker: group/maires,
            beneficiary: group/entreprises, method: suivi, quote: sept emplois créés, passage: p1,
            page: "https://exemple.org/ailleurs",
            cautions: [target], confirmed_by: projet, confirmed_at: "2026-11-23",
            confirmed_name: P. Martin}],
   sdg: [8], passage: p1, cautions: [sponsored], notes: Une note.}
discrepancies:
  {discrepancy: 0123456789abcdef, status: explained, severity: minor,
   explanation: {fr: texte, en: text}, decided_by: projet, date: "2026-11-21"}
searches:
  {search: recherche, found: non-etudie, by: projet, date: "2026-11-21", places: [archives],
   reason: {fr: texte, en: text},
   crossings: [{matrix: domaine-impact, row: domain/sante, column: impact/confiance}]}
pages:
  {page: lue, title: Une page, language: fr, url: "https://page.example/", publisher: Le journal,
   read_on: "2026-11", passages: [{id: w1, quote: 69 % des gens}],
   figures: [
    {id: wf1, passage: w1, measure: share, value: 69, unit: pourcent, precision: about,
     question: question, respondent: citoyens, target: entreprises, subpopulation: tpe,
     territory: bretagne, domain: sante, category: mecenat, impact: confiance, period: "2015",
     period_basis: inferred, population: des gens, base: 1 000 personnes, sample_size: 1000,
     multiple_response: true, study: study/etude, derivation: derived, calculation: 100 - 31,
     part_of: f0, note: {fr: texte, en: text}}]}
comparisons:
  {comparison: paire, figures: [f1, f2], comparable: true, because: {fr: texte, en: text},
   decided_by: projet, date: "2026-11-21"}
imports:
  {imported: fichier, title: Un fichier, file: fichier.ttl, file_sha256: SHA, sha256: SHA,
   loaded_on: "2026-11-21", source: une clé, publisher: Le journal, licence: CC BY 4.0,
   graphs: ["https://g.example/"], blank_nodes: 1, statements: 2, things: [person/autre]}
indicators:
  {indicator: taux, name: {fr: texte, en: text}, domain: sante, unit: pour mille,
   unit_en: per thousand, year: "2019", publisher: Insee,
   source: {title: Tableau, url: "https://stat.example/", retrieved: file}, cautions: [computed],
   proxy: {fr: texte, en: text}, computed: {fr: calcul, en: sum}, remark: Une remarque,
   doubts: [{fr: doute, en: doubt}], missing: [corse],
   values: [{territory: bretagne, value: 7, scope: Bretagne entière, url: "https://v.example/",
             cautions: [press], remark: Autre remarque, doubts: [{fr: souci, en: worry}]}]}
"""
SHA: Final = "a" * 64
FULL: Final[Mapping[str, Mapping[str, Any]]] = yaml.safe_load(WRITTEN.replace("SHA", SHA))

# A case read in a document has nothing but its own words to name its source by.
IN_A_DOCUMENT: Final = {**FULL["cases"], "source": {**FULL["cases"]["source"], "url": None}}

# What is said for the gates and not of the world.
NOT_MAPPED: Final = {
    ("documents", ("counts",)),
    *(("imports", (name,)) for name in ("sha256", "graphs", "blank_nodes", "statements", "things")),
}


class AnyConcept:
    """A vocabulary in which every concept exists and is called by its slug."""

    def concept(self, scheme: str, slug: str) -> Concept:
        return Concept(scheme, slug, iris.concept(scheme, slug), slug, slug, (), "", ())


def entry(folder: str, data: Mapping[str, Any]) -> Entry:
    slug = str(next(iter(data.values()))).rpartition("/")[2]
    record = KINDS[folder].model_validate(data)
    return Entry(folder, slug, f"{folder}/{slug}.yaml", record, {(): 1})


# Made of other statements: words, and digests of everything.
MADE: Final = frozenset({RDFS.label, SKOS.prefLabel, AL.cell, AL.partOfLink})


def statements(quads: Iterable[Quad], field: str | int) -> set[Quad]:
    """Return the quads that state a field, without what is only made of other statements.

    Names alone are stated by labels.
    """
    if field in {"name", "fr", "en", "title"}:
        return set(quads)
    return {
        quad
        for quad in quads
        if quad.predicate not in MADE
        and not str(quad.subject).startswith((f"<{iris.BASE}id/cell/", f"<{iris.BASE}id/link/"))
    }


def quads_of(folder: str, data: Mapping[str, Any]) -> set[Quad]:
    around = [
        entry("organisations", {"organisation": slug, "name": slug, "type": "association"})
        for slug in ("org-a", "org-b")
    ]
    around += [entry("people", {"person": slug, "name": slug}) for slug in ("dupont-a", "dupont-b")]
    records = RecordSet(Path("nowhere"), (entry(folder, data), *around))
    return set(record_quads(records, cast("Vocabulary", AnyConcept())))


def places(data: Any, location: Location = ()) -> Iterator[Location]:
    """Yield the location of every value and of every list of a record."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*location, key))
    elif isinstance(data, list):
        yield location
        for index, value in enumerate(data):
            yield from places(value, (*location, index))
    else:
        yield location


def fields(shape: type[BaseModel], location: Location = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the names from the root to every field of a shape."""
    for name, info in shape.model_fields.items():
        yield (*location, name)
        for inside in (info.annotation, *get_args(info.annotation)):
            if isinstance(inside, type) and issubclass(inside, Base):
                yield from fields(inside, (*location, name))


def choices(folder: str, location: Location) -> tuple[Any, ...]:
    """Return the values a field may take when its shape lists them, or nothing."""
    annotation: Any = KINDS[folder]
    for part in location:
        if isinstance(part, int):
            continue
        holder = [annotation, *get_args(annotation)]
        shape = next(each for each in holder if isinstance(each, type) and issubclass(each, Base))
        annotation = shape.model_fields[part].annotation
    for each in (annotation, *get_args(annotation)):
        if get_origin(each) is Literal:
            return get_args(each)
    return ()


def another(folder: str, location: Location, value: Any) -> Any:
    """Return another value that the shape accepts."""
    allowed = choices(folder, location)
    if allowed:
        return next(each for each in allowed if each != value)
    if isinstance(value, list):
        return []
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    known = {
        SHA: SHA.replace("a", "b"),
        "org-a": "org-b",
        "dupont-a": "dupont-b",
        "study/etude": "study/b",
    }
    if value in known:
        return known[value]
    dated = value[:4].isdigit() and location[-1] not in {"calculation", "discrepancy"}
    return "1999" if dated and len(value) <= 10 and " " not in value else f"{value}b"


def with_value(data: Mapping[str, Any], location: Location, value: Any) -> dict[str, Any]:
    """Return a copy of a record in which one place holds another value."""
    changed = copy.deepcopy(dict(data))
    holder: Any = changed
    for part in location[:-1]:
        holder = holder[part]
    holder[location[-1]] = value
    return changed


def optional(folder: str, location: Location) -> bool:
    parent = KINDS[folder].model_validate(FULL[folder])
    holder: Any = parent
    for part in location[:-1]:
        holder = holder[part] if isinstance(part, int) else getattr(holder, part)
    if not isinstance(holder, BaseModel) or not isinstance(location[-1], str):
        return False
    return type(holder).model_fields[location[-1]].default is None


CHANGES: Final = [
    (folder, location)
    for folder, data in FULL.items()
    for location in places(dict(data))
    if (folder, location[:1]) not in NOT_MAPPED
]


def value_at(data: Any, location: Location) -> Any:
    for part in location:
        data = data[part]
    return data


@pytest.mark.parametrize("folder", KINDS)
def test_the_full_record_of_each_kind_fills_every_field(folder: str) -> None:
    filled = {
        tuple(part for part in location[:end] if isinstance(part, str))
        for location in places(dict(FULL[folder]))
        for end in range(1, len(location) + 1)
    }
    assert set(fields(KINDS[folder])) <= filled


@pytest.mark.parametrize(
    ("folder", "location"), CHANGES, ids=[f"{each[0]}:{each[1]}" for each in CHANGES]
)
def test_another_value_of_a_field_gives_another_graph(folder: str, location: Location) -> None:
    data = FULL[folder]
    changed = with_value(data, location, another(folder, location, value_at(data, location)))
    before, after = quads_of(folder, data), quads_of(folder, changed)
    assert statements(before, location[-1]) != statements(after, location[-1])


OPTIONAL: Final = [change for change in CHANGES if optional(*change)]


@pytest.mark.parametrize(
    ("folder", "location"), OPTIONAL, ids=[f"{each[0]}:{each[1]}" for each in OPTIONAL]
)
def test_leaving_an_optional_field_out_gives_another_graph(folder: str, location: Location) -> None:
    data = FULL[folder]
    before, after = quads_of(folder, data), quads_of(folder, with_value(data, location, None))
    assert statements(before, location[-1]) != statements(after, location[-1])


@pytest.mark.parametrize("field", ["title", "date", "document"])
def test_a_source_without_address_keeps_its_title_and_date(field: str) -> None:
    whole = quads_of("cases", IN_A_DOCUMENT)
    changed = with_value(IN_A_DOCUMENT, ("source", field), None)
    assert quads_of("cases", changed) != whole


def test_the_counts_of_a_document_are_for_the_gates_and_not_of_the_world() -> None:
    data = FULL["documents"]
    assert quads_of("documents", with_value(data, ("counts",), {})) == quads_of("documents", data)
