"""RDF files that are loaded: kept as they were said, with where they come from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from commands.load import load_files
from loaders.changes import Change, plan_change
from loaders.directory import read_directory
from loaders.import_records import ImportRecord
from loaders.loading import plan
from loaders.mapping import origins, record_quads
from loaders.rdf_files import read_rdf
from loaders.rdf_loading import Occasion
from loaders.writing import write_all
from ontology.errors import RecordError
from ontology.iris import BASE, graph, thing
from ontology.vocabulary import Vocabulary
from tests.loaders.rdf_texts import PREFIXES

WHEN = Occasion("2026-11-21", "https://exemple.org/donnees")
GOOD = f"""\
<{BASE}id/organisation/tierce-maison> a al:Association ; rdfs:label "Tierce Maison" ;
  skos:exactMatch <https://exemple.org/tm> ; al:actorType <{BASE}scheme/actor-type/association> ;
  schema:address [ schema:addressLocality "Laval" ] .
<{BASE}id/organisation/usine-verte> skos:exactMatch <https://exemple.org/uv> .
"""
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(text: str, name: str = "Maisons d'ici.ttl", *, prefixes: str = PREFIXES) -> Path:
        path = tmp_path / name
        path.write_text(prefixes + text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def without_gates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the gates over the whole graph, which take seconds."""
    monkeypatch.setattr("loaders.rdf_loading._gate_findings", lambda *_: [])


def test_an_import_is_kept_with_where_it_comes_from_and_passes_the_gates(
    save: Save, record: Path, vocabulary: Vocabulary
) -> None:
    found = plan([save(GOOD)], record, vocabulary, occasion=WHEN)
    assert sorted(found.texts) == ["imports/maisons-d-ici.nq", "imports/maisons-d-ici.yaml"]
    write_all(record, found.texts)
    records = read_directory(record, vocabulary)
    (told,) = records.of(ImportRecord)
    assert (told.file, told.source) == ("Maisons d'ici.ttl", WHEN.source)
    assert (told.loaded_on, told.statements, told.blank_nodes) == ("2026-11-21", 7, 1)
    assert told.things == ("organisation/tierce-maison",)
    quads = set(record_quads(records, vocabulary))
    mine = NamedNode(thing("organisation", "tierce-maison"))
    place = NamedNode(graph("import/maisons-d-ici"))
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    assert Quad(mine, label, Literal("Tierce Maison"), place) in quads
    derived = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    provenance = {quad.object for quad in quads if quad.subject == place}
    assert provenance == {NamedNode(thing("import", "maisons-d-ici"))}
    assert {quad.predicate for quad in quads if quad.subject == place} == {derived}
    assert origins(records)[mine.value] == ("imports/maisons-d-ici.yaml", 1)
    # Loading it again changes nothing.
    assert plan([save(GOOD)], record, vocabulary, occasion=WHEN).difference.empty


def test_what_would_not_be_published_is_not_loaded(
    save: Save, record: Path, vocabulary: Vocabulary
) -> None:
    text = f'<{BASE}id/person/zoe> a al:Person ; rdfs:label "Zoé"@fr .'
    with pytest.raises(RecordError) as refused:
        plan([save(text)], record, vocabulary, occasion=WHEN)
    # The English name is missing: a shape says so.
    assert any("traduction" in each.cure.fr for each in refused.value.findings)


@pytest.mark.usefixtures("without_gates")
def test_a_file_without_source_is_refused(save: Save, record: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(RecordError) as refused:
        plan([save(GOOD)], record, vocabulary, occasion=Occasion("2026-11-21"))
    assert [each.code for each in refused.value.findings] == ["import-without-source"]


@pytest.mark.usefixtures("without_gates")
def test_the_name_of_an_organisation_is_never_matched_in_silence(
    save: Save, record: Path, vocabulary: Vocabulary
) -> None:
    one = '<{}id/organisation/{}> a al:Association ; rdfs:label "{}" .'
    text = one.format(BASE, "ruche", "LA RUCHE BLEUE") + one.format(BASE, "uv", "Usine verte SA")
    with pytest.raises(RecordError) as refused:
        plan([save(text)], record, vocabulary, occasion=WHEN)
    told = {each.code: each.cure.fr for each in refused.value.findings}
    assert "id/organisation/la-ruche-bleue" in told["organisation-known"]
    assert set(told) <= {"organisation-known", "identity-undecided"}


@pytest.mark.usefixtures("without_gates")
def test_loading_what_the_record_says_already_changes_nothing(
    tmp_path: Path, record: Path, vocabulary: Vocabulary
) -> None:
    quads = record_quads(read_directory(record, vocabulary), vocabulary)
    path = tmp_path / "export.nt"
    path.write_text(
        "".join(f"{quad.triple} .\n" for quad in quads if "etude" in str(quad)), encoding="utf-8"
    )
    found = plan([path], record, vocabulary, occasion=WHEN)
    assert found.difference.empty
    assert found.known["export.nt"] > 20


@pytest.mark.usefixtures("without_gates")
def test_a_record_may_name_what_an_import_makes_and_then_the_import_stays(
    save: Save, record: Path, vocabulary: Vocabulary, edit: Callable[[str, str, str], None]
) -> None:
    write_all(record, plan([save(GOOD)], record, vocabulary, occasion=WHEN).texts)
    edit("cases/le-cas.yaml", "organisation: usine-verte", "organisation: tierce-maison")
    read_directory(record, vocabulary)
    gone = Change("retracted", "import/maisons-d-ici", None, "2026-11-21", "Essai.")
    with pytest.raises(RecordError) as refused:
        plan_change(record, vocabulary, gone)
    assert [(each.code, each.where) for each in refused.value.findings] == [
        ("still-cited", "cases/le-cas.yaml")
    ]
    edit("cases/le-cas.yaml", "organisation: tierce-maison", "organisation: usine-verte")
    write_all(record, plan_change(record, vocabulary, gone).texts)
    assert list((record / "imports").iterdir()) == []
    read_directory(record, vocabulary)


@pytest.mark.usefixtures("without_gates")
def test_a_renamed_thing_is_renamed_in_imports_too_and_a_cited_one_stays(
    save: Save, record: Path, vocabulary: Vocabulary
) -> None:
    write_all(record, plan([save(GOOD)], record, vocabulary, occasion=WHEN).texts)
    renamed = Change(
        "renamed", "organisation/usine-verte", "organisation/uv", "2026-11-21", "Essai."
    )
    write_all(record, plan_change(record, vocabulary, renamed).texts)
    text = (record / "imports/maisons-d-ici.nq").read_text(encoding="utf-8")
    assert "organisation/usine-verte>" not in text
    assert f"<{BASE}id/organisation/uv> <http://www.w3.org/2004/02/skos/core#exactMatch>" in text
    read_directory(record, vocabulary)
    gone = Change("retracted", "organisation/uv", None, "2026-11-21", "Essai.")
    with pytest.raises(RecordError) as refused:
        plan_change(record, vocabulary, gone)
    assert {each.where for each in refused.value.findings} == {
        "cases/le-cas.yaml",
        "imports/maisons-d-ici.nq",
    }
    mine = Change("retracted", "organisation/tierce-maison", None, "2026-11-21", "Essai.")
    with pytest.raises(RecordError) as kept:
        plan_change(record, vocabulary, mine)
    assert [each.code for each in kept.value.findings] == ["made-by-import"]


@pytest.mark.usefixtures("without_gates")
def test_statements_changed_by_hand_or_alone_are_refused(
    save: Save, record: Path, vocabulary: Vocabulary
) -> None:
    write_all(record, plan([save(GOOD)], record, vocabulary, occasion=WHEN).texts)
    kept = record / "imports/maisons-d-ici.nq"
    kept.write_text(kept.read_text(encoding="utf-8").replace("Laval", "Nantes"), encoding="utf-8")
    (record / "imports/seul.nq").write_text("", encoding="utf-8")
    with pytest.raises(RecordError) as refused:
        read_directory(record, vocabulary)
    assert {each.code for each in refused.value.findings} == {"import-changed", "import-unknown"}


@pytest.mark.parametrize("name", ["f.rdf", "f.owl", "f.jsonld", "f.xml"])
def test_forms_that_can_fetch_or_explode_are_refused_unread(
    save: Save, record: Path, vocabulary: Vocabulary, name: str
) -> None:
    with pytest.raises(RecordError) as refused:
        plan([save("<x/>", name, prefixes="")], record, vocabulary)
    assert [each.code for each in refused.value.findings] == ["rdf-form"]


@pytest.mark.usefixtures("without_gates")
def test_the_report_says_how_much_was_known(
    save: Save, record: Path, vocabulary: Vocabulary
) -> None:
    known = f'<{BASE}id/organisation/usine-verte> rdfs:label "Usine verte" .\n'
    report = load_files([save(GOOD + known)], record, vocabulary, accept=False, source="Nos notes")
    assert "1 énoncé(s) déjà tenus" in report.text
    assert not (record / "imports").exists()


def test_the_statements_kept_are_what_rdf_says_and_no_more(save: Save) -> None:
    file, _ = read_rdf(save(GOOD).read_bytes(), "f.ttl")
    assert file is not None
    told = {
        (str(each.predicate), str(each.object))
        for each in parse(save(GOOD).read_bytes(), format=RdfFormat.TURTLE)
        if "_:" not in str(each.object)
    }
    kept = {(str(quad.predicate), str(quad.object)) for quad in file.quads}
    assert told <= kept
    assert len(kept) == len(file.quads) == 7
