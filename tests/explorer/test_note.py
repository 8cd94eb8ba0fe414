"""The note of a selection: status by status, a footnote for each sentence, the same bytes twice."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import closing
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from pyoxigraph import Literal, Quad

from explorer.messages import Messages
from explorer.note import Asked, Note, Past, note_of
from explorer.note_docx import note_docx
from explorer.reading import Reading
from explorer.word_file import WordFile
from graph.embedded import EmbeddedStore
from ontology.errors import QueryError
from ontology.terms import AL, OA, RDFS
from tests.builds import derived

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONFIDENCE = Asked(impact="confiance")


@pytest.fixture
def note(invented: EmbeddedStore, messages: Messages) -> Note:
    return note_of(Reading(invented, "fr"), messages, "v1", CONFIDENCE)


def texts(data: bytes) -> list[str]:
    return [one.text.replace("\xa0", " ") for one in Document(io.BytesIO(data)).paragraphs]


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return ET.fromstring(held.read(name))  # noqa: S314  our own text


def footnotes(data: bytes) -> dict[str, str]:
    return {
        one.get(f"{W}id", ""): "".join(word.text or "" for word in one.iter(f"{W}t"))
        for one in part(data, "word/footnotes.xml")
        if one.get(f"{W}type") is None
    }


def test_the_links_on_confidence_stand_under_their_own_status(note: Note) -> None:
    # The report supposes that partnerships contribute to it; a case aims at it; nobody measured.
    assert [group.status.word.text for group in note.groups] == ["Supposé", "Visé"]
    for group in note.groups:
        assert {line.status.slug for line in group.lines} == {group.status.slug}


def test_every_sentence_begins_with_its_status_and_ends_with_a_footnote(
    note: Note, messages: Messages
) -> None:
    data = note_docx(note, messages)
    said = [line for group in note.groups for line in group.lines]
    printed = [text for text in texts(data) if re.match(r"(Supposé|Visé) — ", text)]
    assert len(printed) == len(said) > 0
    references = [
        one.get(f"{W}id") for one in part(data, "word/document.xml").iter(f"{W}footnoteReference")
    ]
    sides = sum(len(one.sides) for one in note.quarrels)
    assert len(references) == len(said) + len(note.figures) + sides
    assert references == [str(n) for n in range(1, len(references) + 1)]
    assert set(references) == set(footnotes(data))
    assert all(text.strip() for text in footnotes(data).values())


def test_the_document_is_related_to_its_footnotes_as_word_expects(
    note: Note, messages: Messages
) -> None:
    data = note_docx(note, messages)
    related = {
        str(one.target_part.partname): one.reltype.rpartition("/")[2]
        for one in Document(io.BytesIO(data)).part.rels.values()
        if not one.is_external
    }
    assert related["/word/footnotes.xml"] == "footnotes"
    types = part(data, "[Content_Types].xml")
    told = {one.get("PartName"): one.get("ContentType", "") for one in types}
    assert told["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    # Two notes are no text: what Word draws between the page and its notes.
    kinds = [one.get(f"{W}type") for one in part(data, "word/footnotes.xml")]
    assert kinds[:2] == ["separator", "continuationSeparator"]
    assert set(kinds[2:]) == {None}


def test_the_words_of_the_sources_stand_in_the_footnotes_with_their_work(
    note: Note, messages: Messages
) -> None:
    told = " ".join(footnotes(note_docx(note, messages)).values())
    assert "«" in told
    assert "ligne" in told
    assert note.sources


def test_a_domain_brings_its_figures_each_with_a_footnote(
    invented: EmbeddedStore, messages: Messages
) -> None:
    domains = {row[0].value for row in invented.query(  # type: ignore[union-attr]
        f"SELECT DISTINCT ?d WHERE {{ ?f {AL.domain} ?d ; {AL.value} ?v }}").rows}  # fmt: skip
    slug = sorted(one.rpartition("/")[2] for one in domains if not one.endswith(("_T", "_Z")))[0]
    found = note_of(Reading(invented, "fr"), messages, "v1", Asked(domain=slug))
    assert found.figures
    assert all(line.notes for line in found.figures)


def test_two_limits_keep_what_touches_both(invented: EmbeddedStore, messages: Messages) -> None:
    def count(asked: Asked) -> set[str]:
        found = note_of(Reading(invented, "fr"), messages, "v1", asked)
        return {line.text for group in found.groups for line in group.lines}

    both = count(Asked(impact="confiance", category="cooperation-economique"))
    assert set() < both < count(CONFIDENCE)


def test_the_same_data_give_the_same_bytes(note: Note, messages: Messages) -> None:
    assert note_docx(note, messages) == note_docx(note, messages)
    with zipfile.ZipFile(io.BytesIO(note_docx(note, messages))) as held:
        assert {one.date_time for one in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_english_note_has_english_headings_and_words(
    invented: EmbeddedStore, catalogues: dict[str, Messages]
) -> None:
    told = note_of(Reading(invented, "en"), catalogues["en"], "v1", CONFIDENCE)
    said = texts(note_docx(told, catalogues["en"]))
    assert "What is said, by status" in said
    assert any(text.startswith("Supposed — ") for text in said)
    assert "Ce qui a changé" not in said


def test_what_is_new_since_a_version_is_told_and_is_the_selection(
    corpus_quads: list[Quad], invented: EmbeddedStore, messages: Messages
) -> None:
    claim = min(str(one.subject) for one in corpus_quads if one.predicate == AL.claimMode)
    with closing(derived([one for one in corpus_quads if str(one.subject) != claim])) as past:
        found = note_of(Reading(invented, "fr"), messages, "v2", Asked(), Past("v1", past))
    assert "1 nouvelle affirmation." in {one.headline.fr for one in found.changes}
    said = [line for group in found.groups for line in group.lines]
    # The new claim, and those whose link it moved: fewer than all.
    claims = {one.subject for one in corpus_quads if one.predicate == AL.claimMode}
    assert 1 <= len(said) < len(claims)
    assert "Depuis la version v1, dans l’ensemble des données :" in texts(
        note_docx(found, messages)
    )


def test_hostile_labels_stay_text(corpus_quads: list[Quad], messages: Messages) -> None:
    payload = "<w:fldSimple w:instr='DDEAUTO cmd'/>\x07&\x00=1+1 {HYPERLINK} ]]>"
    hostile = [
        Quad(one.subject, one.predicate, Literal(f"{payload} {one.object.value}"), one.graph_name)
        if one.predicate in {RDFS.label, OA.exact, AL.itemText} and isinstance(one.object, Literal)
        else one
        for one in corpus_quads
    ]
    with closing(derived(hostile)) as store:
        data = note_docx(note_of(Reading(store, "fr"), messages, "v1", CONFIDENCE), messages)
    for name in ("word/document.xml", "word/footnotes.xml"):
        tags = {one.tag.removeprefix(W) for one in part(data, name).iter()}
        assert not tags & {"fldSimple", "instrText", "fldChar", "hyperlink"}
    assert "DDEAUTO" in " ".join(texts(data))


def test_nothing_chosen_and_what_does_not_exist_are_refused(
    invented: EmbeddedStore, messages: Messages
) -> None:
    for asked in (Asked(), Asked(domain="nulle-part")):
        with pytest.raises(QueryError):
            note_of(Reading(invented, "fr"), messages, "v1", asked)


def test_apostrophes_are_printed_ones_save_in_what_is_quoted(messages: Messages) -> None:
    written = WordFile(messages, "fr").clean("L'étude dit : « l'avenir n'attend pas » d'après Lou.")
    assert written == "L’étude dit\xa0: «\xa0l'avenir n'attend pas\xa0» d’après Lou."
