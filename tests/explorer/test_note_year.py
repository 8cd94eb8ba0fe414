"""The yearly sections of a note: coverage, ages and horizons, each line with its footnote."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from docx import Document
from pyoxigraph import Literal, NamedNode, Quad

from explorer.messages import Messages
from explorer.note import Asked, Note, note_of
from explorer.note_docx import note_docx
from explorer.note_year import Yearly
from explorer.reading import Reading
from graph.embedded import EmbeddedStore
from graph.releases import version_at
from ontology.errors import QueryError
from ontology.iris import concept, thing
from ontology.terms import AL, RDFS
from tests.builds import derived


@pytest.fixture(scope="module")
def invented(corpus_quads: list[Quad]) -> Iterator[EmbeddedStore]:
    figure, graph = NamedNode(thing("figure", "horizon")), NamedNode("urn:test:horizon")
    # A horizon of ten years for performance, which no source of the corpus gives.
    told: list[tuple[NamedNode, NamedNode | Literal]] = [
        (AL.duration, Literal(10)),
        (AL.impact, NamedNode(concept("impact", "performance"))),
        (AL.unit, NamedNode(concept("unit", "annee"))),
        (AL.period, NamedNode(concept("period", "2015"))),
        (RDFS.label, Literal("Horizon", language="fr")),
    ]
    quads = [Quad(figure, prop, value, graph) for prop, value in told]
    with closing(derived([*corpus_quads, *quads])) as store:
        yield store


@pytest.fixture
def note(invented: EmbeddedStore, messages: Messages) -> Note:
    return note_of(Reading(invented, "fr"), messages, "v1", Asked(year="2026"))


@pytest.fixture
def yearly(note: Note) -> Yearly:
    assert note.yearly is not None
    return note.yearly


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_every_crossing_of_every_matrix_is_held_or_missing(yearly: Yearly) -> None:
    lines = {plain(one.text).partition(" : ")[0]: plain(one.text) for one in yearly.coverage}
    # Sixteen domains by three impacts and the direct effects; every gap of it is of a type.
    told = lines["Domaine × impact"]
    held, every = map(int, re.findall(r"(\d+) croisements sur (\d+)", told)[0])
    assert every == 16 * 4
    assert held + sum(int(n) for n in re.findall(r"\((\d+)\)", told)) == every
    assert len(lines) == 6


def test_every_source_tells_its_day_its_reading_and_its_latest_figure(yearly: Yearly) -> None:
    texts = [plain(one.text) for one in yearly.sources]
    (press,) = (one for one in texts if "publiée : 2015-11-12" in one)
    assert press.endswith(
        "publiée : 2015-11-12 ; lue : 2026-11-21 (âge 0) ; chiffres de 2015 au plus tard (âge 11)."
    )
    assert any("ni date, ni lecture, ni chiffre daté" in one for one in texts)


def test_a_case_stands_once_with_the_latest_of_its_sources(yearly: Yearly) -> None:
    texts = [plain(one.text) for one in yearly.cases]
    assert len(texts) == 4
    quay = next(one for one in texts if one.startswith("Le Quai des langues :"))
    # Two pages tell of it; one of them says when it appeared, neither when it was read.
    assert quay == "Le Quai des langues : début : 2014 (âge 12) ; 2 sources ; publiée : 2017-05."


def test_a_horizon_stands_beside_the_age_and_never_without_its_words(yearly: Yearly) -> None:
    assert yearly.horizons
    for one in yearly.horizons:
        age, months = map(int, re.findall(r"(\d+) ans d'âge, (\d+) mois", plain(one.text))[0])
        assert months == 120
        stand = f"passés de {age * 12 - 120} mois" if age >= 10 else f"encore {120 - age * 12} mois"
        assert stand in plain(one.text)
        # The figure of this test has no sentence, and the note says so.
        assert one.notes[0] == "Phrase à retrouver"


def test_every_line_of_the_year_has_its_footnote(
    note: Note, yearly: Yearly, messages: Messages
) -> None:
    data = note_docx(note, messages)
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        notes = held.read("word/footnotes.xml").decode()
    lines = [*yearly.coverage, *yearly.sources, *yearly.cases, *yearly.horizons]
    assert notes.count("<w:footnoteRef/>") == len(lines)
    said = [plain(one.text) for one in Document(io.BytesIO(data)).paragraphs]
    assert "Âge des sources, vu de 2026" in said
    assert note_docx(note, messages) == data


def test_without_a_year_nothing_yearly_is_said(invented: EmbeddedStore, messages: Messages) -> None:
    reading = Reading(invented, "fr")
    assert note_of(reading, messages, "v1", Asked(impact="confiance")).yearly is None
    with pytest.raises(QueryError):
        note_of(reading, messages, "v1", Asked(year="bientôt"))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-11-21.2", "2026-11-21.2"),
        ("2026-12-31", "2026-11-21.2"),
        ("2026-11-21", "2026-11-21"),
        ("1999-01-01", "1999-01-01"),
    ],
)
def test_a_day_means_the_newest_release_until_then(tmp_path: Path, day: str, found: str) -> None:
    entries = "".join(
        f"- {{version: '{one}', holds: all, content: x, triples: 1, counts: {{}}, "
        "note: {fr: a, en: b}}\n"
        for one in ("2027-01-05", "2026-11-21.2", "2026-11-21")
    )
    (tmp_path / "CHANGES.yaml").write_text(f"releases:\n{entries}", encoding="utf-8")
    assert version_at(tmp_path, day) == found
