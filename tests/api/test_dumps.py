"""All the data as files, and what describes them: checked, fetched once, read by any software."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from api.ahead import Ahead
from api.application import create_app
from api.door import Door
from api.dumps import Files
from explorer.current import Current
from explorer.rendering import Pages
from graph.catalog import DATASET
from graph.snapshots import Snapshots
from ontology.terms import AL, DCAT, PROV, SPDX, VOID, XSD
from queries.catalogue import export_names, read_export
from queries.dumps import Dump, Dumps
from tests.api.conftest import Client, made_version, publish
from tests.some import some


def sums(client: Client) -> dict[str, str]:
    answer = client.ask("GET", "/dumps/SHA256SUMS")
    pairs = (line.split("  ") for line in answer.text.splitlines())
    return {name: digest for digest, name in pairs}


def test_every_file_is_listed_with_the_digest_of_what_is_sent(client: Client) -> None:
    told = sums(client)
    assert {"alliances.nq.gz", "alliances.trig.gz", "figures.csv"} <= told.keys()
    for name, digest in told.items():
        sent = client.ask("GET", f"/dumps/{name}").content
        assert hashlib.sha256(sent).hexdigest() == digest


def test_the_two_forms_of_the_graph_say_the_same_and_hash_to_the_version(client: Client) -> None:
    lines = gzip.decompress(client.ask("GET", "/dumps/alliances.nq.gz").content)
    trig = gzip.decompress(client.ask("GET", "/dumps/alliances.trig.gz").content)
    one = set(parse(lines, format=RdfFormat.N_QUADS))
    assert one == set(parse(trig, format=RdfFormat.TRIG))
    version = client.ask("GET", "/health").json()["data_version"]
    assert hashlib.sha256(lines).hexdigest() == version


@pytest.mark.parametrize("kind", export_names())
def test_a_table_and_its_description_have_the_same_columns(client: Client, kind: str) -> None:
    text = client.ask("GET", f"/dumps/{kind}.csv").text
    told = json.loads(client.ask("GET", f"/dumps/{kind}.csv-metadata.json").text)
    header = next(csv.reader(io.StringIO(text)))
    assert [column["titles"] for column in told["tableSchema"]["columns"]] == header
    assert told["url"] == f"{kind}.csv"
    assert set(told["tableSchema"]["primaryKey"]) == set(read_export(kind).key)


def test_the_pack_holds_every_file_unchanged(client: Client) -> None:
    pack = zipfile.ZipFile(io.BytesIO(client.ask("GET", "/dumps/alliances.zip").content))
    told = sums(client)
    held = {
        name.removeprefix("alliances/"): hashlib.sha256(pack.read(name)).hexdigest()
        for name in pack.namelist()
    }
    assert told.items() <= held.items()
    assert held.keys() - told.keys() == {"SHA256SUMS"}


def test_a_file_that_a_client_has_is_not_sent_again(client: Client) -> None:
    first = client.ask("GET", "/dumps/figures.csv")
    tag = first.headers["etag"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.ask("GET", "/dumps/figures.csv", if_none_match=known)
        assert (again.status_code, again.content) == (304, b"")
    for known in ('"other"', tag.removeprefix("W/").strip('"')):
        assert client.ask("GET", "/dumps/figures.csv", if_none_match=known).status_code == 200


def test_a_file_there_is_not_is_404_in_the_one_shape(client: Client) -> None:
    for name in ("nothing.csv", "..%2fstyle.css", "figures.csv%00"):
        answer = client.ask("GET", f"/dumps/{name}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def catalog(client: Client) -> set[Quad]:
    answer = client.ask("GET", "/catalog", accept="application/n-triples")
    return set(parse(answer.content, format=RdfFormat.N_TRIPLES))


def test_the_catalogue_names_every_file_with_size_and_checksum(client: Client) -> None:
    told = {(one.subject, one.predicate, one.object) for one in catalog(client)}
    for name, digest in some(sums(client).items()):
        (node,) = {
            subject
            for subject, predicate, _ in told
            if predicate == DCAT.byteSize and str(subject).endswith(f"/dataset/{name}>")
        }
        size = len(client.ask("GET", f"/dumps/{name}").content)
        assert {str(size)} == {
            value.value
            for subject, predicate, value in told
            if (subject, predicate) == (node, DCAT.byteSize) and isinstance(value, Literal)
        }
        (checksum,) = {v for s, p, v in told if (s, p) == (node, SPDX.checksum)}
        (found,) = {v for s, p, v in told if (s, p) == (checksum, SPDX.checksumValue)}
        assert isinstance(found, Literal)
        assert found.value == digest


def test_without_a_public_address_the_catalogue_gives_none(client: Client) -> None:
    assert not [one for one in catalog(client) if one.predicate == DCAT.downloadURL]


def test_with_a_public_address_files_can_be_fetched_from_it(with_address: Client) -> None:
    places = {
        one.object.value
        for one in catalog(with_address)
        if one.predicate == DCAT.downloadURL and isinstance(one.object, NamedNode)
    }
    assert "https://alliances.example.org/dumps/figures.csv" in places


@pytest.fixture
def with_address(published: Path) -> Client:
    return Client(create_app(published, public_url="https://alliances.example.org"))


@pytest.mark.parametrize(
    "kind", ["text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"]
)
def test_the_catalogue_comes_in_each_form(client: Client, kind: str) -> None:
    answer = client.ask("GET", "/catalog", accept=kind)
    assert answer.headers["content-type"].startswith(kind)
    assert "Accept" in answer.headers["vary"]


def test_a_form_the_catalogue_has_not_is_406(client: Client) -> None:
    assert client.ask("GET", "/catalog", accept="image/png").status_code == 406


@pytest.fixture(scope="module")
def told(described: Path) -> Client:
    return Client(create_app(described, public_url="https://alliances.example.org"))


def statements(client: Client, path: str) -> set[tuple[object, ...]]:
    answer = client.ask("GET", path, accept="application/n-triples")
    assert answer.status_code == 200, answer.text
    return {
        (one.subject, one.predicate, one.object)
        for one in parse(answer.content, format=RdfFormat.N_TRIPLES)
    }


def test_the_catalogue_tells_what_the_graph_says_of_itself_beside_its_files(told: Client) -> None:
    held = statements(told, "/catalog")
    of_dataset = {(predicate, value) for subject, predicate, value in held if subject == DATASET}
    predicates = {predicate for predicate, _ in of_dataset}
    assert {DCAT.distribution, VOID.subset, VOID.classPartition, PROV.wasGeneratedBy} <= predicates
    graphs = [value for predicate, value in of_dataset if predicate == VOID.subset]
    assert graphs
    for graph in graphs:
        kinds = {predicate for subject, predicate, _ in held if subject == graph}
        assert {AL.sha256, VOID.triples, PROV.wasGeneratedBy} <= kinds


def test_void_tells_how_much_there_is_and_where_to_ask_and_leaves_provenance_out(
    told: Client, described: Path
) -> None:
    held = statements(told, "/.well-known/void")
    snapshot = Snapshots(described).current()
    assert snapshot is not None
    size = {value for s, p, value in held if (s, p) == (DATASET, VOID.triples)}
    assert size == {Literal(str(snapshot.manifest["default_graph"]), datatype=XSD.integer)}
    predicates = {predicate for subject, predicate, _ in held if subject == DATASET}
    assert {VOID.classPartition, VOID.propertyPartition, VOID.subset} <= predicates
    dump = NamedNode("https://alliances.example.org/dumps/alliances.nq.gz")
    assert (DATASET, VOID.dataDump, dump) in held
    assert not {PROV.wasGeneratedBy, PROV.wasDerivedFrom} & {predicate for _, predicate, _ in held}


def test_both_descriptions_are_kept_with_their_snapshot(told: Client) -> None:
    for path in ("/catalog", "/.well-known/void"):
        answer = told.ask("GET", path)
        again = told.ask("GET", path, if_none_match=answer.headers["etag"])
        assert again.status_code == 304


def test_every_file_is_made_before_anybody_asks(described: Path) -> None:
    files = Files(Door(Pages(), Current(described)))
    assert files.ready() == ""
    files.prepare(lambda: False)
    snapshot = Snapshots(described).current()
    assert snapshot is not None
    assert files.ready() == snapshot.content_hash
    with files.reading() as shelf:
        made = {name: shelf.dumps.file(name) for name in some(shelf.dumps.names)}
    files.prepare(lambda: False)
    with files.reading() as shelf:
        # The very same objects: nothing is made twice.
        assert [name for name in made if shelf.dumps.file(name) is not made[name]] == []


def test_the_files_of_the_next_snapshot_are_made_in_the_background(tmp_path: Path) -> None:
    publish(tmp_path)
    files = Files(Door(Pages(), Current(tmp_path)))
    ahead = Ahead(files.prepare)
    ahead.start()
    try:
        first = made_version(files)
        more = Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"), NamedNode("urn:g"))
        publish(tmp_path, [more])
        assert made_version(files, after=first) != first
    finally:
        ahead.close()


def test_a_fault_in_the_background_is_noted_and_does_not_end_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish(tmp_path)
    faults, made = iter([OSError("a block is damaged")]), Dumps.file

    def at_first_not(dumps: Dumps, name: str) -> Dump:
        for fault in faults:
            raise fault
        return made(dumps, name)

    monkeypatch.setattr(Dumps, "file", at_first_not)
    files = Files(Door(Pages(), Current(tmp_path)))
    ahead = Ahead(files.prepare)
    ahead.start()
    try:
        assert made_version(files)
    finally:
        ahead.close()
    assert "cannot be made ahead" in caplog.text


def test_before_anything_is_published_the_background_waits(tmp_path: Path) -> None:
    files = Files(Door(Pages(), Current(tmp_path)))
    ahead = Ahead(files.prepare)
    ahead.start()
    ahead.close()
    assert files.ready() == ""
