"""The real record keeps the promises made for it.

Expected rows are read off the documents and the reference files, not off the graph.
"""

from __future__ import annotations

import re
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from graph.releases import open_version, releases
from loaders.directory import RecordSet, read_directory
from loaders.quotes import quote_findings
from loaders.records import CaseRecord, DocumentRecord, Figure, OrganisationRecord
from loaders.writing import canonical
from ontology.vocabulary import read_vocabulary
from queries.changes import changes
from queries.release_differences import kept_difference
from tests.some import some


@pytest.fixture(scope="module")
def record(repository: Path) -> RecordSet:
    return read_directory(repository / "data", read_vocabulary())


@pytest.mark.slow
def test_the_newest_release_says_what_it_changed(repository: Path) -> None:
    new, old = releases(repository / "data")[:2]
    with (
        closing(open_version(repository / "data", old.version)) as before,
        closing(open_version(repository / "data", new.version)) as after,
    ):
        assert kept_difference(repository / "data", old, new) == changes(before, after)


def document(record: RecordSet, slug: str) -> DocumentRecord:
    return next(one for one in record.of(DocumentRecord) if one.document == slug)


def test_every_file_is_written_in_its_one_canonical_form(record: RecordSet) -> None:
    different = [
        entry.path
        for entry in record.entries
        if (record.root / entry.path).read_text(encoding="utf-8") != canonical(entry.record)
    ]
    assert different == [], "load the file again with --yes to write it canonically"


def test_every_quote_is_found_at_its_line_and_offset_in_its_document(
    record: RecordSet, sources: Path
) -> None:
    check = quote_findings(record, sources)
    assert check.findings == ()
    assert check.skipped == ()
    assert check.checked == sum(len(one.passages) for one in record.of(DocumentRecord))


def test_the_reference_collection_is_there_with_its_groups_apart(record: RecordSet) -> None:
    # The reference collection names 263 organisations and describes 61 groups, in 95 cases.
    from_web = [one for one in record.of(CaseRecord) if one.source.document is None]
    assert len(from_web) == 95
    assert len(record.groups) == 61
    named = {one.organisation for one in record.of(OrganisationRecord) if one.source_url}
    assert len(named) == 263


def test_no_case_item_of_the_reference_collection_pretends_to_have_a_quote(
    record: RecordSet,
) -> None:
    items = [
        item
        for case in record.of(CaseRecord)
        if case.source.document is None
        for item in case.items
    ]
    # 195 in the sheet; the notes of six cases tell apart eleven starts and two creations.
    told = [item.relation for item in items if item.relation in {"commence-en", "cree-en"}]
    assert len(items) - len(told) == 195
    assert (told.count("commence-en"), told.count("cree-en")) == (11, 2)
    assert [item.id for item in items if item.quote or item.passage] == []


def test_targets_and_resources_are_no_contributions(record: RecordSet) -> None:
    items = [item for case in record.of(CaseRecord) for item in case.items]
    for item in some(each for each in items if each.level == "input"):
        assert item.relation == "mobilise", item.id
    for item in some(each for each in items if each.text.lower().startswith("objectif")):
        assert item.relation == "vise", item.id


@pytest.mark.parametrize(
    ("slug", "line", "value", "respondent"),
    [
        # The press release gives three shares on its line 5.
        ("communique-phare-institutions-2016", 5, "69", "citoyens"),
        ("communique-phare-institutions-2016", 5, "81", "dirigeants-entreprise"),
        ("communique-phare-institutions-2016", 5, "86", "responsables-associatifs"),
        # Its line 8 gives three shares of mayors.
        ("communique-phare-institutions-2016", 8, "87", "maires"),
        ("communique-phare-institutions-2016", 8, "76", "maires"),
        ("communique-phare-institutions-2016", 8, "46", "maires"),
        # The brochure gives four shares on its line 53.
        ("phare-en-quelques-mots", 53, "69", "citoyens"),
        ("phare-en-quelques-mots", 53, "86", "responsables-associatifs"),
        ("phare-en-quelques-mots", 53, "81", "dirigeants-entreprise"),
        ("phare-en-quelques-mots", 53, "87", "maires"),
        # On line 94 it says of mayors: three quarters, and among all of them 46 % just emerging.
        ("phare-en-quelques-mots", 94, "76", "maires"),
        ("phare-en-quelques-mots", 94, "46", "maires"),
    ],
)
def test_a_share_printed_in_a_document_is_recorded_with_who_answered(
    record: RecordSet, slug: str, line: int, value: str, respondent: str
) -> None:
    held = document(record, slug)
    lines = {passage.id: passage.line for passage in held.passages}
    assert any(
        lines[figure.passage] == line
        and figure.value == Decimal(value)
        and figure.respondent == respondent
        and figure.measure == "share"
        for figure in held.figures
    )


@pytest.mark.parametrize(("line", "value"), [(76, 1_200_000), (81, 1_200_000), (85, 675_000)])
def test_the_counts_of_partnerships_are_recorded_where_they_are_printed(
    record: RecordSet, line: int, value: int
) -> None:
    held = document(record, "phare-en-quelques-mots")
    lines = {passage.id: passage.line for passage in held.passages}
    found = [one for one in held.figures if lines[one.passage] == line and one.value == value]
    assert [figure.measure for figure in found] == ["count"]


def test_the_reach_of_partnerships_is_a_question_with_several_answers(record: RecordSet) -> None:
    # Local, regional, national and international reach add up to more than the whole.
    held = document(record, "phare-en-quelques-mots")
    lines = {passage.id: passage.line for passage in held.passages}
    reach = [one for one in held.figures if lines[one.passage] == 87]
    assert sorted(int(one.value) for one in reach) == [16, 25, 51, 74]
    assert all(one.multiple_response for one in reach)


def report_figures(record: RecordSet, first: int, last: int) -> list[tuple[int, Figure]]:
    """Line and figure of the report, for the figures printed on those lines."""
    held = document(record, "rapport-phare-2013-2017")
    lines = {passage.id: passage.line for passage in held.passages}
    return [
        (lines[one.passage], one) for one in held.figures if first <= lines[one.passage] <= last
    ]


def test_a_chart_label_whose_subject_is_lost_is_attributed_to_nobody(record: RecordSet) -> None:
    # Lines 1306 to 1358 print fourteen labels of two charts of Grand Est and lose their subjects.
    labels = report_figures(record, 1306, 1358)
    printed = [26, 29, 31, 44, 44, 46, 49, 51, 67, 71, 81, 93, 93, 93]
    assert sorted(int(one.value) for _, one in labels) == printed
    assert {one.question for _, one in labels} == {"etiquette-non-attribuee"}
    # "Maires" is printed beside 81 % on line 1306, and beside no other label.
    assert [one.value for _, one in labels if one.respondent == "maires"] == [Decimal(81)]


def test_a_rooted_dynamic_is_not_filed_as_already_well_rooted(record: RecordSet) -> None:
    # "ancrée" is printed on lines 777 and 2046, "déjà bien ancrée" on line 1258 only.
    asked = {line: one.question for line, one in report_figures(record, 1, 2700)}
    assert asked[777] == asked[2046] == "dynamique-de-co-construction-ancree"
    wells = [line for line, question in asked.items() if question.endswith("bien-ancree")]
    assert wells == [1258]


def test_what_was_studied_as_early_as_2007_bears_that_year(record: RecordSet) -> None:
    # Lines 1444 to 1450: two models, two chains of value "dès 2007", two kinds of organisation.
    studied = report_figures(record, 1444, 1450)
    assert [(int(one.value), one.period) for _, one in studied] == [(2, "2007")] * 3
    assert [one.period_basis for _, one in studied] == ["inferred", "stated", "inferred"]


def test_a_claim_about_france_quotes_france_or_its_regions(record: RecordSet) -> None:
    # "Les territoires" without a name are no country; the documents say "13 régions" of France.
    spoken = re.compile(r"France|français|régions|national|métropolitain")
    silent = [
        claim.id
        for held in record.of(DocumentRecord)
        for quotes in [{passage.id: passage.quote for passage in held.passages}]
        for claim in held.claims
        if {claim.subject, claim.object, claim.beneficiary} & {"territory/france"}
        or claim.territory == "france"
        if not spoken.search(quotes[claim.passage])
    ]
    assert silent == []


def test_the_one_mayor_who_is_quoted_does_not_speak_for_all(record: RecordSet) -> None:
    # Lines 786 to 790: « Il faudrait [...] », témoignage d'un maire interrogé.
    held = document(record, "rapport-phare-2013-2017")
    lines = {passage.id: passage.line for passage in held.passages}
    said = {claim.speaker for claim in held.claims if 786 <= lines[claim.passage] <= 790}
    assert said == {"group/un-maire-interroge"}


def test_no_telephone_number_and_no_mail_address_is_in_the_record(repository: Path) -> None:
    private = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\b0[1-9](?:[ .-]?\d{2}){4}\b")
    found = {
        path.name: match.group()
        for path in (repository / "data").rglob("*.yaml")
        if (match := private.search(path.read_text(encoding="utf-8")))
    }
    assert found == {}
