"""What each exported table holds, line by line, on a graph small enough to reckon with by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.embedded import EmbeddedStore

Lines = Callable[[EmbeddedStore, str], dict[str, dict[str, str]]]


def only(line: Mapping[str, str], columns: str) -> dict[str, str]:
    return {column: line[column] for column in columns.split()}


def test_a_figure_is_one_line_with_code_words_base_and_place(
    store: EmbeddedStore, lines: Lines
) -> None:
    held = lines(store, "figures")
    assert list(held) == ["f1", "f2", "f3"]
    promised = (
        "value unit precision question population actor_group territory domain category impact "
        "period study quote source_file source_line heading derivation"
    )
    assert only(held["f1"], promised) == {
        "value": "62",
        "unit": "pourcent",
        "precision": "exact",
        "question": "essai-innovation",
        "population": "habitants",
        "actor_group": "citoyens",
        "territory": "france",
        "domain": "_T",
        "category": "_T",
        "impact": "innovation",
        "period": "2015",
        "study": "study/barometre",
        "quote": "62 % des habitants y voient une innovation",
        "source_file": "note.txt",
        "source_line": "3",
        "heading": "Chiffres",
        "derivation": "stated",
    }


def test_a_figure_says_of_how_many_it_is_and_which_others_measure_the_same(
    store: EmbeddedStore, lines: Lines
) -> None:
    figure = lines(store, "figures")["f1"]
    assert only(figure, "base sample_size multiple_response measure cell document") == {
        "base": "Ensemble des habitants",
        "sample_size": "1000",
        "multiple_response": "false",
        "measure": "share",
        "cell": "c1",
        "document": "note",
    }


def test_a_figure_names_its_group_and_study_in_both_languages(
    store: EmbeddedStore, lines: Lines
) -> None:
    figure = lines(store, "figures")["f1"]
    assert only(figure, "actor_group_label actor_group_label_en study_label_en") == {
        "actor_group_label": "Citoyens",
        "actor_group_label_en": "Citizens",
        "study_label_en": "Barometer of the Val",
    }


def test_a_derived_figure_says_how_it_was_computed_and_keeps_its_sign(
    store: EmbeddedStore,
    lines: Lines,
) -> None:
    columns = "value quote derivation calculation part_of period target multiple_response note_en"
    assert only(lines(store, "figures")["f3"], columns) == {
        "value": "-3",
        # A text that begins with a hyphen is guarded; the number is not.
        "quote": "'- 3 points chez les maires",
        "derivation": "derived",
        "calculation": "59 - 62",
        "part_of": "f1",
        "period": "2013/2017",
        "target": "citoyens",
        "multiple_response": "true",
        "note_en": "Computed gap.",
    }


def test_a_figure_that_lacks_something_is_still_a_line(store: EmbeddedStore, lines: Lines) -> None:
    columns = "value base sample_size study calculation note"
    assert only(lines(store, "figures")["f2"], columns) == {
        "value": "64",
        "base": "",
        "sample_size": "",
        "study": "",
        "calculation": "",
        "note": "",
    }


def test_a_claim_is_one_line_with_status_source_and_lists(
    store: EmbeddedStore, lines: Lines
) -> None:
    line = lines(store, "claims")["confiance"]
    promised = (
        "subject relation object through mode status speaker quote source_file source_line "
        "source_url"
    )
    assert only(line, promised) == {
        "subject": "category/mecenat",
        "relation": "contribue-a",
        "object": "impact/confiance",
        "through": "category/mecenat-de-competences;category/mecenat-financier",
        "mode": "asserted",
        "status": "affirme",
        "speaker": "organisation/editeur",
        "quote": "le mécénat renforce la confiance",
        "source_file": "note.txt",
        "source_line": "9",
        "source_url": "",
    }
    assert only(line, "polarity beneficiary challenged_by status_label status_letter link") == {
        "polarity": "positive",
        "beneficiary": "organisation/les-semeurs",
        "challenged_by": "contre",
        "status_label": "Affirmé",
        "status_letter": "A",
        "link": "l1",
    }


def test_lists_stay_aligned_with_their_words(store: EmbeddedStore, lines: Lines) -> None:
    line = lines(store, "claims")["confiance"]
    assert line["through_label"].split(";") == ["Mécénat de compétences", "Mécénat financier"]


def test_a_case_item_without_sentence_has_a_paraphrase_and_no_quote(
    store: EmbeddedStore, lines: Lines
) -> None:
    columns = (
        "quote paraphrase quote_status source_url source_file level basis caution method case "
        "source_title"
    )
    assert only(lines(store, "claims")["jardin-2"], columns) == {
        "quote": "",
        "paraphrase": "40 jardiniers",
        "quote_status": "to-find",
        "source_url": "https://exemple.org/jardin",
        "source_file": "",
        "level": "output",
        "basis": "inferred",
        "caution": "organisation-total",
        "method": "comptage",
        "case": "jardin;jardin-vu-d-ailleurs",
        "source_title": "Un jardin à Serein",
    }


def test_a_claim_names_the_figures_it_rests_on(store: EmbeddedStore, lines: Lines) -> None:
    columns = "figures period mode"
    assert only(lines(store, "claims")["percu"], columns) == {
        "figures": "f1",
        "period": "2015",
        "mode": "perceived",
    }


def test_a_case_is_one_line_with_what_its_own_source_says(
    store: EmbeddedStore, lines: Lines
) -> None:
    held = lines(store, "cases")
    assert list(held) == ["atelier", "jardin", "jardin-vu-d-ailleurs"]
    columns = (
        "name alliance kind categories domains territory level start end partners partners_label "
        "partners_type partners_role source_url cautions place claims other_source_urls sdg"
    )
    assert only(held["jardin"], columns) == {
        "name": "Le jardin de Serein",
        "alliance": "jardin",
        "kind": "partnership",
        "categories": "mecenat-de-proximite",
        "domains": "environnement;isolement-lien-social",
        "territory": "dept-mayenne",
        "level": "local",
        "start": "2010",
        "end": "",
        # In the order of the record; a described group has words and no identifier.
        "partners": "organisation/les-semeurs;organisation/sogrow;",
        "partners_label": "Les Semeurs;Sogrow;12 voisins",
        "partners_type": "association;grande-entreprise;groupe-de-citoyens",
        "partners_role": "initiateur;financeur;non-renseigne",
        "source_url": "https://exemple.org/jardin",
        "cautions": "year-deduced",
        "place": "Serein (Mayenne)",
        "claims": "jardin-1;jardin-2;jardin-3;jardin-4",
        "other_source_urls": "https://exemple.org/autre",
        "sdg": "2;17",
    }


def test_a_case_told_by_a_document_gives_its_file_line_and_quote(
    store: EmbeddedStore, lines: Lines
) -> None:
    other = "kind categories categories_basis territory partners source_file source_line quote"
    assert only(lines(store, "cases")["jardin-vu-d-ailleurs"], other) == {
        "kind": "partnership",
        "categories": "innovation-societale",
        "categories_basis": "stated",
        "territory": "dept-sarthe",
        "partners": "organisation/les-semeurs",
        "source_file": "synthese.txt",
        "source_line": "30",
        "quote": "un jardin dans la Sarthe",
    }


def test_who_classified_a_case_stands_beside_each_class(store: EmbeddedStore, lines: Lines) -> None:
    columns = (
        "domains domains_basis domains_coder domains_coding domains_confidence domains_label_en"
    )
    assert only(lines(store, "cases")["jardin"], columns) == {
        "domains": "environnement;isolement-lien-social",
        "domains_basis": "inferred;inferred",
        "domains_coder": "reference-2026;reference-2026",
        "domains_coding": "confirmed;coded-by-1",
        "domains_confidence": "low;high",
        "domains_label_en": "Environment;Isolation, social ties",
    }


def test_dates_keep_the_precision_of_the_record(store: EmbeddedStore, lines: Lines) -> None:
    assert only(lines(store, "cases")["atelier"], "start end name kind") == {
        "start": "2014-09",
        "end": "2015",
        "name": "'=Atelier ; réparer",
        "kind": "territorial-alliance",
    }


def test_an_organisation_is_one_line_with_its_cases(store: EmbeddedStore, lines: Lines) -> None:
    held = lines(store, "organisations")
    assert list(held) == ["editeur", "les-semeurs", "serein", "sogrow"]
    columns = "name type type_label type_basis aliases website source_url cases"
    assert only(held["les-semeurs"], columns) == {
        "name": "Les Semeurs",
        "type": "association",
        "type_label": "Association",
        "type_basis": "inferred",
        "aliases": "Semeurs",
        "website": "https://semeurs.example",
        "source_url": "https://exemple.org/jardin",
        "cases": "jardin;jardin-vu-d-ailleurs",
    }
    assert held["editeur"]["cases"] == ""


def test_works_are_documents_pages_and_studies(store: EmbeddedStore, lines: Lines) -> None:
    held = lines(store, "works")
    assert {line["id"]: line["kind"] for line in held.values()} == {
        "document/note": "document",
        "document/synthese": "document",
        "study/barometre": "study",
        "webpage/page-atelier": "webpage",
        "webpage/page-autre": "webpage",
        "webpage/page-jardin": "webpage",
    }
    columns = "title document_kind publisher issued issued_basis about source_file sha256"
    assert only(held["document/note"], columns) == {
        "title": "Note du Val",
        "document_kind": "rapport",
        "publisher": "organisation/editeur",
        "issued": "2015",
        "issued_basis": "inferred",
        "about": "study/barometre",
        "source_file": "note.txt",
        "sha256": "00ff",
    }
    assert held["document/synthese"]["derived_from"] == "document/note"
    assert only(held["study/barometre"], "title title_en aliases covers") == {
        "title": "Baromètre du Val",
        "title_en": "Barometer of the Val",
        "aliases": "Baro",
        "covers": "group/citoyens;territory/bretagne",
    }


def test_a_discrepancy_has_one_line_per_side_with_the_same_id(
    store: EmbeddedStore, lines: Lines
) -> None:
    held = lines(store, "discrepancies")
    columns = "id kind severity status explanation quote source_file source_line value unit rule"
    assert only(held["d1 figure/f2"], columns) == {
        "id": "d1",
        "kind": "value",
        "severity": "notable",
        "status": "open",
        "explanation": "",
        "quote": "64 % des habitants",
        "source_file": "synthese.txt",
        "source_line": "5",
        "value": "64",
        "unit": "pourcent",
        "rule": "same-cell-different-value",
    }
    assert held["d1 figure/f1"]["value"] == "62"
    explained = "status explanation explanation_en decided_by source_line source_url"
    assert only(held["d2 case/jardin-vu-d-ailleurs"], explained) == {
        "status": "explained",
        "explanation": "Le siège et le jardin.",
        "explanation_en": "The head office and the garden.",
        "decided_by": "projet",
        "source_line": "30",
        "source_url": "",
    }
    # The other side stands on a web page: an address, and no line.
    assert only(held["d2 case/jardin"], "source_line source_url quote") == {
        "source_line": "",
        "source_url": "https://exemple.org/jardin",
        "quote": "",
    }
    assert len(held) == 4
