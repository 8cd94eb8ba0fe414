"""From a study to candidates, and from corrected candidates to records."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from loaders.directory import read_directory, read_unchecked
from loaders.loading import plan
from loaders.quotes import quote_findings
from loaders.reading.examples import examples_of
from loaders.reading.formats import read_study
from loaders.reading.mentions import names_of
from loaders.reading.proposals import proposed_figures, proposed_mentions
from loaders.reading.texts import StudyText
from loaders.reading.workbook import candidates
from loaders.records import DocumentRecord
from loaders.recordset import RecordSet
from loaders.writing import write_all
from ontology.errors import Finding, RecordError
from ontology.vocabulary import Vocabulary

# An invented study that no record was made of: what the tutorial of the documentalist reads too.
STUDY = (Path(__file__).parent.parent / "corpus/to-read/marche-couvert.md").read_text("utf-8")


@pytest.fixture(scope="module")
def record(corpus: Path, vocabulary: Vocabulary) -> RecordSet:
    return read_directory(corpus / "record", vocabulary)


Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def workbook(
    tmp_path_factory: pytest.TempPathFactory, record: RecordSet, vocabulary: Vocabulary
) -> bytes:
    path = tmp_path_factory.mktemp("study") / "marche.md"
    path.write_text(STUDY, encoding="utf-8")
    return candidates(read_study(path), "marche.md", record, vocabulary, "2026-11-21").workbook


@pytest.fixture
def loaded(
    tmp_path: Path, corpus: Path, workbook: bytes, vocabulary: Vocabulary
) -> Callable[[Change], Mapping[str, str | None]]:
    """Return what loading a corrected workbook of STUDY would write."""

    def load(change: Change) -> Mapping[str, str | None]:
        (tmp_path / "marche.md").write_text(STUDY, encoding="utf-8")
        book = openpyxl.load_workbook(io.BytesIO(workbook))
        change(book)
        book.save(tmp_path / "candidats.xlsx")
        return plan([tmp_path / "candidats.xlsx"], corpus / "record", vocabulary).texts

    return load


def rows(sheet: Any) -> list[dict[str, Any]]:
    header = [cell.value for cell in sheet[1]]
    return [dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=2)]


def keep(book: Any, *sheets: str) -> None:
    for name in sheets:
        for row in rows(book[name]):
            row["retenu"].value = "oui"


def no_study(book: Any) -> None:
    for row in rows(book["etude"]):
        if row["champ"].value.startswith("etude"):
            row["valeur"].value = None


def refused(load: Callable[[Change], object], change: Change) -> list[Finding]:
    with pytest.raises(RecordError) as error:
        load(change)
    return list(error.value.findings)


@pytest.mark.parametrize(
    "name", ["rapport-marees", "synthese-marees", "communique-marees", "fiche-lavoir"]
)
def test_every_printed_figure_of_the_invented_corpus_is_proposed(
    name: str, corpus: Path, record: RecordSet, vocabulary: Vocabulary
) -> None:
    (document,) = [each for each in record.of(DocumentRecord) if each.document == name]
    source = (corpus / "sources" / document.file).read_text(encoding="utf-8")
    proposed = {
        (each.found.measure, each.found.value)
        for each in proposed_figures(
            StudyText(source, ""), names_of(vocabulary, record), examples_of(vocabulary, record), ""
        )
    }
    printed = {
        (each.measure, Decimal(each.value))
        for each in document.figures
        if each.derivation == "stated"
    }
    assert printed <= proposed


def test_the_golden_candidates_of_the_synthesis(
    corpus: Path, record: RecordSet, vocabulary: Vocabulary
) -> None:
    source = (corpus / "sources" / "synthese-marees.md").read_text(encoding="utf-8")
    text, names = StudyText(source, "Synthèse"), names_of(vocabulary, record)
    without = examples_of(vocabulary, record, {"synthese-marees"})
    found = [
        (
            str(each.found.value), each.guesses["respondent"], each.guesses["territory"],
            each.guesses["domain"], each.place.line, each.place.heading,
        )
        for each in proposed_figures(text, names, without, "2015")
        if each.found.measure == "share"
    ]  # fmt: skip
    heading = "Les alliances, source d’innovation"
    assert found == [
        ("75", "citoyens", "france", "_T", 8, heading),
        ("64", "citoyens", "bretagne", "_T", 9, heading),
        ("67", "maires", "bretagne", "_T", 9, heading),
    ]


def test_what_follows_a_row_of_shares_is_asked_of_each(
    record: RecordSet, vocabulary: Vocabulary
) -> None:
    sentence = (
        "61 % des citoyens, 72 % des responsables associatifs, 48 % des dirigeants d'entreprise "
        "et 83 % des maires pensent que les alliances sont source d'innovation."
    )
    text = StudyText(f"# Une enquête\n\n{sentence}\n", "Une enquête")
    examples = examples_of(vocabulary, record)
    found = list(proposed_figures(text, names_of(vocabulary, record), examples, "2016"))
    assert [str(each.found.value) for each in found] == ["61", "72", "48", "83"]
    (question,) = {each.guesses["question"] for each in found}
    assert question in {
        "alliances-source-d-innovation",
        "associations-source-d-innovation-pour-les-entreprises",
    }


def test_a_duration_is_never_taken_for_a_share_or_a_count(
    record: RecordSet, vocabulary: Vocabulary
) -> None:
    text = StudyText("Deux plans quinquennaux ont structuré l'observatoire.\n", "")
    examples = examples_of(vocabulary, record)
    found = list(proposed_figures(text, names_of(vocabulary, record), examples, "2016"))
    questions = {each.found.measure: each.guesses["question"] for each in found}
    assert questions["duration"].startswith(("duree-", "anciennete-", "delai-"))


def test_the_number_of_a_footnote_is_no_heading() -> None:
    text = StudyText("1-1 Méthode\nUne enquête.\n\n12 Rapport du réseau, 2015\nSuite.\n", "")
    assert text.place(text.text.index("Suite")).heading == "1-1 Méthode"
    # Without parts, a number and words are a heading as before.
    plain = StudyText("12 Rapport du réseau\nSuite.\n", "")
    assert plain.place(plain.text.index("Suite")).heading == "12 Rapport du réseau"


def test_things_that_the_record_knows_are_found_by_their_names(
    corpus: Path, record: RecordSet, vocabulary: Vocabulary
) -> None:
    source = (corpus / "sources" / "synthese-marees.md").read_text(encoding="utf-8")
    found = proposed_mentions(StudyText(source, ""), names_of(vocabulary, record))
    assert {
        "organisation/observatoire-des-passerelles", "study/marees-habitants", "group/citoyens",
        "territory/bretagne", "impact/innovation", "domain/emploi-chomage-insertion",
    } <= {each.reference for each in found}  # fmt: skip


def test_nothing_enters_that_nobody_kept(loaded: Callable[[Change], object]) -> None:
    assert [each.code for each in refused(loaded, lambda _: None)] == ["candidates-none"]


def test_a_kept_figure_enters_with_its_place_and_is_found_again(
    loaded: Callable[[Change], Mapping[str, str | None]],
    tmp_path: Path,
    vocabulary: Vocabulary,
) -> None:
    def change(book: Any) -> None:
        no_study(book)
        (share,) = [row for row in rows(book["chiffres"]) if row["valeur"].value == "58"]
        share["retenu"].value = "oui"

    texts = loaded(change)
    assert list(texts) == ["documents/enquete-du-marche-couvert.yaml"]
    root = tmp_path / "record"
    root.mkdir()
    write_all(root, {path: text for path, text in texts.items() if text})
    (document,) = read_written(root, vocabulary).of(DocumentRecord)
    (figure,) = document.figures
    (passage,) = document.passages
    assert (figure.value, figure.respondent, figure.impact) == (Decimal(58), "maires", "innovation")
    assert (passage.line, passage.heading) == (9, "2. Résultats")
    check = quote_findings(read_written(root, vocabulary), tmp_path)
    assert (check.checked, check.findings) == (1, ())


def read_written(root: Path, vocabulary: Vocabulary) -> RecordSet:
    # Publisher and groups are named by slug, so the record around it is not needed.
    return read_unchecked(root, vocabulary)[0]


def test_a_new_study_enters_with_its_names_and_scope(
    loaded: Callable[[Change], Mapping[str, str | None]],
) -> None:
    def change(book: Any) -> None:
        new = {"etude": "study/marche", "etude_nom_fr": "Le marché", "etude_nom_en": "The market"}
        for row in rows(book["etude"]):
            row["valeur"].value = new.get(row["champ"].value, row["valeur"].value)
        keep(book, "portee")

    study = loaded(change)["studies/marche.yaml"] or ""
    assert "fr: Le marché" in study
    assert "- maires" in study
    assert "- bretagne" in study


def test_a_mention_becomes_a_claim_when_a_person_says_what_it_claims(
    loaded: Callable[[Change], Mapping[str, str | None]],
) -> None:
    def change(book: Any) -> None:
        no_study(book)
        (named,) = [
            row
            for row in rows(book["mentions"])
            if row["chose"].value == "organisation/observatoire-des-passerelles"
        ]
        named["retenu"].value = "oui"
        named["relation"].value, named["mode"].value = "contribue à", "Affirmé"
        named["objet"].value = "impact/innovation"
        named["locuteur"].value = "organisation/observatoire-des-passerelles"

    document = loaded(change)["documents/enquete-du-marche-couvert.yaml"] or ""
    assert "relation: contribue-a" in document
    assert "mode: asserted" in document


def _set(sheet: str, column: str, value: str) -> Change:
    def change(book: Any) -> None:
        row = rows(book[sheet])[0]
        if sheet != "etude":
            row["retenu"].value = "oui"
        row[column].value = value

    return change


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (_set("chiffres", "citation", "59 % des maires"), "quote-absent", "citation"),
        (_set("chiffres", "question", "La météo"), "concept-unknown", "question"),
        (_set("chiffres", "valeur", "beaucoup"), "candidates-number", "valeur"),
        (_set("chiffres", "retenu", "peut-être"), "candidates-word", "retenu"),
        (_set("chiffres", "periode", ""), "candidates-empty", "periode"),
        (_set("mentions", "relation", "vise"), "candidates-empty", "objet"),
        (_set("etude", "valeur", ""), "candidates-empty", "document"),
    ],
)
def test_a_cell_that_is_wrong_is_refused_where_it_stands(
    loaded: Callable[[Change], object], change: Change, code: str, place: str
) -> None:
    assert (code, place) in [(each.code, each.field) for each in refused(loaded, change)]


def test_a_text_that_has_changed_is_refused(
    loaded: Callable[[Change], object], tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        keep(book, "chiffres")
        (tmp_path / "marche.md").write_text(f"{STUDY}!", encoding="utf-8")

    assert [each.code for each in refused(loaded, change)] == ["candidates-changed"]


def test_a_workbook_opens_no_file_outside_its_folder(
    loaded: Callable[[Change], object], tmp_path: Path
) -> None:
    secret = tmp_path.parent / "secret.txt"
    secret.write_text(STUDY, encoding="utf-8")

    def change(book: Any) -> None:
        keep(book, "chiffres")
        for row in rows(book["etude"]):
            if row["champ"].value == "texte":
                row["valeur"].value = "../secret.txt"
            if row["champ"].value == "sha256":
                row["valeur"].value = hashlib.sha256(STUDY.encode()).hexdigest()

    assert [each.code for each in refused(loaded, change)] == ["candidates-text"]
