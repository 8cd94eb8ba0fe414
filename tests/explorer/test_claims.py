"""What a page says of a claim: status, speaker, words, and what is not yet found."""

from __future__ import annotations

from pyoxigraph import NamedNode

from explorer.claims import LINES, NO_STATUS, STATUSES, Claim, claims_of, status_named, status_of
from explorer.reading import Reading, Words
from ontology.iris import concept, scheme, thing
from ontology.terms import SKOS


def claim(reading: Reading, slug: str) -> Claim:
    return claims_of(reading, [thing("claim", slug)])[0]


def test_the_statuses_of_the_page_are_those_of_the_scheme(reading: Reading) -> None:
    held = {
        row[0].value.rpartition("/")[2]
        for row in reading.rows(
            f"SELECT ?c {{ VALUES ?s {{ }} ?c {SKOS.inScheme} ?s }}", s=[scheme("status")]
        )
        if isinstance(row[0], NamedNode)
    }
    assert held == set(STATUSES)


def test_every_status_has_its_own_letter_its_own_line_and_a_meaning(reading: Reading) -> None:
    shown = [status_named(reading, concept("status", slug)) for slug in STATUSES]
    assert "".join(one.letter for one in shown) == "DMOPASV"
    assert tuple(one.line for one in shown) == LINES
    assert all(one.meaning for one in shown)


def test_a_claim_has_the_status_of_its_link(reading: Reading) -> None:
    assert claim(reading, "note-c1").status.slug == "percu"
    assert claim(reading, "baro-c1").status.slug == "percu"


def test_a_link_without_a_rule_has_no_status_and_none_is_made_up(reading: Reading) -> None:
    assert status_of(reading, thing("link", "no-rule-knows-it")) == NO_STATUS
    assert status_of(reading, None) == NO_STATUS


def test_a_quotation_comes_with_work_heading_file_and_line(reading: Reading) -> None:
    (proof,) = claim(reading, "note-c1").proofs
    assert proof.quotation is not None
    assert proof.quotation.place is not None
    assert proof.quotation.words == Words(
        "69 % des citoyens y voient une source d'innovation", "fr"
    )
    place = proof.quotation.place
    assert place.work.href == "/fr/document/note"
    assert place.heading == Words("Un « devoir d'alliances »", "fr")
    assert (place.file, place.line) == ("note.md", 7)
    assert not proof.to_find


def test_an_item_without_a_phrase_has_a_paraphrase_and_no_quotation(reading: Reading) -> None:
    one = claim(reading, "cantine-effet")
    (proof,) = one.proofs
    assert proof.quotation is None
    assert proof.to_find
    assert proof.paraphrase == Words("40 repas servis chaque soir", "fr")
    assert [work.href for work in proof.works] == ["/fr/webpage/0123456789abcdef"]
    assert not one.quoted


def test_what_contradicts_a_claim_stands_beside_it_with_its_words(reading: Reading) -> None:
    (against,) = claim(reading, "note-c1").against
    assert against.quotation is not None
    assert against.quotation.words.text == "72 % des citoyens : les alliances font innover"
    assert claim(reading, "baro-c1").against == ()


def test_a_caution_brings_its_meaning(reading: Reading) -> None:
    (caution,) = claim(reading, "cantine-effet").cautions
    assert caution.link.href == "/fr/scheme/caution/organisation-total"
    assert caution.meaning is not None


def test_who_says_it_and_how_are_told(reading: Reading) -> None:
    one = claim(reading, "note-c1")
    assert one.speaker is not None
    assert one.speaker.href == "/fr/scheme/group/citoyens"
    assert one.mode == reading.label(concept("mode", "perceived"))
    assert [figure.href for figure in one.figures] == ["/fr/figure/note-f1"]


def test_an_item_of_a_case_says_whether_somebody_else_confirmed_its_codes(
    reading: Reading,
) -> None:
    (effect,) = claims_of(reading, [thing("claim", "cantine-effet")])
    assert effect.coded
    assert effect.confirmed is not None
    assert effect.confirmed.name is not None
    assert effect.confirmed.name.text == "Marie Dupont"
