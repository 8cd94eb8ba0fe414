"""From a map of Kumu or a GEXF file to candidates, and from kept candidates to records."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from loaders.directory import read_directory
from loaders.loading import plan
from loaders.maps.drawn import Drawn, read_map
from loaders.maps.workbook import map_candidates
from ontology.errors import RecordError
from ontology.vocabulary import Vocabulary

BLUEPRINT = {
    "elements": [
        {"label": "Réseau des rives", "type": "Network"},
        {
            "id": "e2",
            "label": "Forge ; Nord",
            "type": "Association",
            "URL": "https://forge.example",
        },
        {"label": "Fournil commun", "type": "Projet", "description": "Un four\npartagé."},
        {"label": "Inconnue", "url": "javascript:alert(1)"},
    ],
    "connections": [
        {"from": "Réseau des rives", "to": "Fournil commun", "type": "anime"},
        {"from": "e2", "to": "Fournil commun"},
        {"from": "e2", "to": "Inconnue", "type": "connaît"},
        {"from": "Inconnue", "to": "e2", "type": "finance"},
        {"from": "Inconnue", "to": "Nouvelle Venue"},
    ],
}
GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph>
<attributes class="node"><attribute id="0" title="Type" type="string"/>
<attribute id="1" title="description" type="string"/><attribute id="2" title="url" type="string"/>
</attributes>
<attributes class="edge"><attribute id="0" title="kind" type="string"/></attributes>
<nodes>
<node id="a" label="Réseau des rives"><attvalues><attvalue for="0" value="Network"/>
</attvalues></node>
<node id="b" label="Forge ; Nord"><attvalues><attvalue for="0" value="Association"/>
<attvalue for="2" value="https://forge.example"/></attvalues></node>
<node id="c" label="Fournil commun"><attvalues><attvalue for="0" value="Projet"/>
<attvalue for="1" value="Un four&#10;partagé."/></attvalues></node>
<node id="d" label="Inconnue"><attvalues><attvalue for="2" value="javascript:alert(1)"/></attvalues>
</node><node id="e" label="Nouvelle Venue"/></nodes>
<edges><edge source="a" target="c"><attvalues><attvalue for="0" value="anime"/></attvalues></edge>
<edge source="b" target="c"/><edge source="b" target="d" kind="connaît"/>
<edge source="d" target="b" label="finance"/><edge source="d" target="e"/></edges>
</graph></gexf>
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def drawn(written: Write) -> Drawn:
    return read_map(written("carte.json", json.dumps(BLUEPRINT)))


@pytest.fixture
def book(drawn: Drawn, corpus: Path, vocabulary: Vocabulary) -> bytes:
    record = read_directory(corpus / "record", vocabulary)
    made = map_candidates(drawn, record, vocabulary)
    assert (made.organisations, made.alliances) == (4, 3)
    return made.workbook


def rows_of(book: bytes, title: str) -> dict[str, dict[str, str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(book))[title]
    header, *rows = ([cell or "" for cell in row] for row in sheet.iter_rows(values_only=True))
    held = [dict(zip(map(str, header), map(str, row), strict=True)) for row in rows]
    key = "name" if title == "organisations" else "name_fr"
    return {row[key]: row for row in held}


def changed(book: bytes, title: str, name: str, cells: Mapping[str, str]) -> bytes:
    """Return the workbook with cells of the row of that name filled in, as a person does."""
    loaded: Any = openpyxl.load_workbook(io.BytesIO(book))
    sheet = loaded[title]
    columns = {cell.value: cell.column for cell in sheet[1]}
    key = columns["name" if title == "organisations" else "name_fr"]
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, key).value == name:
            for column, text in cells.items():
                sheet.cell(row, columns[column]).value = text
    out = io.BytesIO()
    loaded.save(out)
    return out.getvalue()


def test_gexf_says_what_the_blueprint_says(written: Write, drawn: Drawn) -> None:
    assert read_map(written("carte.gexf", GEXF)) == drawn


def test_kumu_tables_are_read_one_by_one(written: Write) -> None:
    elements = read_map(written("e.csv", "Label;Type;Extra\nForge;Association;x\nFour;Projet;\n"))
    assert [(one.name, one.kind) for one in elements.elements] == [
        ("Forge", "Association"),
        ("Four", "Projet"),
    ]
    lines = read_map(written("c.csv", "From,To,Type\nForge,Four,anime\nFour,Forge,\n"))
    assert [one.name for one in lines.elements] == ["Forge", "Four"]
    assert [(one.start, one.end, one.kind) for one in lines.lines] == [(0, 1, "anime"), (1, 0, "")]


def test_organisations_are_offered_with_what_the_map_and_the_record_say(book: bytes) -> None:
    rows = rows_of(book, "organisations")
    assert set(rows) == {"Réseau des rives", "Forge , Nord", "Inconnue", "Nouvelle Venue"}
    known = rows["Réseau des rives"]
    assert (known["deja_connu"], known["type"]) == ("Réseau des Rives", "network")
    forge = rows["Forge , Nord"]
    assert (forge["deja_connu"], forge["type"], forge["website"]) == (
        "",
        "association",
        "https://forge.example",
    )
    assert (rows["Inconnue"]["type"], rows["Inconnue"]["website"]) == ("", "")
    assert not any(row["retenu"] for row in rows.values())


def test_a_project_is_an_alliance_of_its_neighbours_and_a_line_one_of_two(book: bytes) -> None:
    rows = rows_of(book, "alliances")
    assert {name: row["partners"] for name, row in rows.items()} == {
        "Fournil commun": "Réseau des rives|network ; Forge , Nord|association",
        "Forge , Nord – Inconnue": "Forge , Nord|association ; Inconnue|",
        "Inconnue – Nouvelle Venue": "Inconnue| ; Nouvelle Venue|",
    }
    assert rows["Forge , Nord – Inconnue"]["genre_lu"] == "connaît, finance"
    assert rows["Fournil commun"]["description_lue"] == "Un four partagé."
    # What a map cannot know stays empty, and nothing is kept beforehand.
    for row in rows.values():
        for column in ("retenu", "summary_fr", "category", "domains", "source_url", "impacts"):
            assert row[column] == ""


def faults(error: pytest.ExceptionInfo[RecordError]) -> set[tuple[str, str]]:
    return {(one.code, one.field) for one in error.value.findings}


def test_what_nobody_kept_does_not_enter(
    book: bytes, written: Write, corpus: Path, vocabulary: Vocabulary
) -> None:
    with pytest.raises(RecordError) as error:
        plan([written("c.xlsx", book)], corpus / "record", vocabulary)
    assert faults(error) == {("candidates-none", "")}
    refused = changed(book, "organisations", "Inconnue", {"retenu": "peut-être"})
    with pytest.raises(RecordError) as error:
        plan([written("c.xlsx", refused)], corpus / "record", vocabulary)
    assert faults(error) == {("candidates-word", "retenu")}


def test_a_kept_alliance_without_a_page_that_says_so_does_not_enter(
    book: bytes, written: Write, corpus: Path, vocabulary: Vocabulary
) -> None:
    kept = changed(book, "alliances", "Fournil commun", {"retenu": "oui"})
    with pytest.raises(RecordError) as error:
        plan([written("c.xlsx", kept)], corpus / "record", vocabulary)
    found = faults(error)
    assert ("candidates-empty", "source_url") in found
    assert ("candidates-empty", "summary_fr") in found


def test_what_a_person_kept_and_completed_enters_and_nothing_else(
    book: bytes, written: Write, corpus: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    root = tmp_path / "record"
    shutil.copytree(corpus / "record", root)
    completed = changed(
        changed(book, "organisations", "Forge , Nord", {"retenu": "oui"}),
        "alliances",
        "Fournil commun",
        {
            "retenu": "Oui",
            "summary_fr": "Un four partagé entre voisins.",
            "summary_en": "An oven that neighbours share.",
            "category": "coopération économique",
            "domains": "isolement / lien social",
            "territory": "Valbrume",
            "territory_level": "local",
            "region": "Bretagne",
            "source_url": "https://fournil.example/histoire",
            "confidence": "medium",
            "classification_basis": "inferred by coder",
        },
    )
    found = plan([written("c.xlsx", completed)], root, vocabulary)
    assert set(found.difference.added) == {
        "cases/fournil-commun.yaml",
        "organisations/forge-nord.yaml",
    }
    assert found.difference.changed == ()
    told = str(found.texts["cases/fournil-commun.yaml"])
    assert "organisation: reseau-des-rives" in told
    assert "organisation: forge-nord" in told
    assert "https://fournil.example/histoire" in told


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE gexf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<gexf><graph><nodes><node id='1' label='&b;'/></nodes></graph></gexf>"
)
FILE = (
    '<!DOCTYPE gexf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<gexf><nodes><node id='1' label='&x;'/></nodes></gexf>"
)
NODE = '{"elements": [{"label": %s}]}'
HOSTILE: Mapping[str, tuple[str, str | bytes, str]] = {
    "a bomb of entities": ("a.gexf", BOMB, "map-form"),
    "a file of the machine": ("a.gexf", FILE, "map-form"),
    "a bomb in UTF-16": ("a.gexf", BOMB.encode("utf-16"), "file-encoding"),
    "another encoding": ("a.gexf", "<?xml version='1.0' encoding='UTF-7'?><gexf/>", "map-form"),
    "no XML": ("a.gexf", "<gexf>", "map-form"),
    "other XML": ("a.gexf", "<svg/>", "map-form"),
    "an entity of nowhere": ("a.gexf", "<gexf><node id='&e;'/></gexf>", "map-form"),
    "deep XML": ("a.gexf", "<gexf>" + "<a>" * 200_000, "map-form"),
    "deep XML that ends": (
        "a.gexf",
        f"<gexf>{'<a>' * 90_000}{'</a>' * 90_000}</gexf>",
        "map-empty",
    ),
    "deep JSON": ("a.json", "[" * 100_000, "map-form"),
    "a list": ("a.json", "[]", "map-form"),
    "another object": ("a.json", '{"nodes": []}', "map-form"),
    "elements that are none": ("a.json", '{"elements": [1]}', "map-form"),
    "NaN": ("a.json", NODE % "NaN", "map-form"),
    "a number without end": ("a.json", NODE % ("9" * 5000), "map-form"),
    "no element": ("a.json", '{"elements": []}', "map-empty"),
    "no name": ("a.json", NODE % '"  "', "map-nameless"),
    "a command character": ("a.json", NODE % '"a\\u0001b"', "map-text"),
    "half a character": ("a.json", NODE % '"\\ud800"', "map-text"),
    "a name too long": ("a.json", NODE % json.dumps("a" * 201), "map-text"),
    "too many": ("a.json", json.dumps({"elements": [{"label": "a"}] * 2_001}), "map-too-large"),
    "too many by their lines": (
        "a.csv",
        "From,To\n" + "".join(f"a{n},b{n}\n" for n in range(1_001)),
        "map-too-large",
    ),
    "too large": ("a.json", b" " * 5_000_001, "map-too-large"),
    "a table of something": ("a.csv", "Name,Age\nx,3\n", "map-form"),
    "a broken table": ("a.csv", 'Label,Type\n"x,3\n', "map-form"),
    "ragged": ("a.csv", "Label,Type\nx\n", "map-form"),
    "an empty table": ("a.csv", "", "map-form"),
    "two of one name": (
        "a.json",
        '{"elements": [{"label": "A"}, {"label": "a"}], "connections": [{"from": "A", "to": "B"}]}',
        "map-end-twice",
    ),
    "a line to nowhere": ("a.json", '{"connections": [{"from": "A"}]}', "map-nameless"),
}


@pytest.mark.parametrize(("name", "content", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_or_broken_map_is_refused_with_a_cure(
    written: Write, name: str, content: str | bytes, code: str
) -> None:
    with pytest.raises(RecordError) as error:
        read_map(written(name, content))
    (finding,) = error.value.findings
    assert finding.code == code
    assert finding.where == name
    assert finding.cure.fr
    assert finding.cure.en


def test_a_name_that_is_a_formula_stays_a_text(
    written: Write, corpus: Path, vocabulary: Vocabulary
) -> None:
    path = written("a.json", json.dumps({"elements": [{"label": "=HYPERLINK(1)"}]}))
    record = read_directory(corpus / "record", vocabulary)
    book = map_candidates(read_map(path), record, vocabulary).workbook
    sheet = openpyxl.load_workbook(io.BytesIO(book))["organisations"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in cells] == ["s"]
