"""The queue of sentences on the page: a sentence with its page, or a withdrawal with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from httpx import Response

from loaders.directory import read_directory
from loaders.mapping import record_quads
from loaders.mapping.pages import web_page
from loaders.mapping.statements import thing
from ontology.terms import AL, OA
from ontology.vocabulary import Vocabulary
from tests.api.contribute.contributing import Person, tree
from tests.api.contribute.filling import ELSEWHERE
from tests.payloads import PAYLOADS, Looked

PAGE = "/fr/contribuer/phrases"
# The one item of this case that has no sentence, and the page its case was read on.
ITEM, CASE = "quai-i2", "cases/quai-des-langues.yaml"


def answer(person: Person, item: str = ITEM, **told: str) -> Response:
    """Send the form of an item: a sentence, unless `because` withdraws it."""
    pressed = "retirer" if "because" in told else "donner"
    fields = {"jeton": person.token(), "item": item, "faire": pressed, **told}
    return person.post(PAGE, fields)


def item_of(record: Path) -> dict[str, str]:
    case = yaml.safe_load((record / CASE).read_text("utf-8"))
    return next(({**each} for each in case["items"] if each["id"] == ITEM), {})


def taken(anna: Person, renee: Person, **told: str) -> str:
    page = answer(anna, **told).headers["location"]
    assert anna.act(page, "send").status_code == 303
    assert renee.act(page, "accept").status_code == 303
    return page


def test_the_page_has_a_form_for_every_item_that_waits_and_no_other(anna: Person) -> None:
    shown = anna.get(PAGE).text
    for item in ("lavoir-i1", "lavoir-i2", "lavoir-i3", ITEM):
        assert f'name="item" value="{item}"' in shown
    assert shown.count('name="item"') == 4
    assert "Sentences to be found" in anna.get(PAGE.replace("/fr/", "/en/")).text


def test_a_sentence_goes_through_the_queue_and_cites_the_page_it_stands_on(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    page = answer(anna, quote="  46 personnes\r\n travaillent ", page=ELSEWHERE).headers["location"]
    assert "46 personnes travaillent" in anna.get(page).text.replace("\u00a0", " ")
    assert tree(record) == before
    anna.act(page, "send")
    assert "une réponse attend" in renee.get(PAGE).text
    renee.act(page, "accept")
    held = item_of(record)
    assert (held["quote"], held["page"]) == ("46 personnes travaillent", ELSEWHERE)
    assert f'value="{ITEM}"' not in anna.get(PAGE).text
    quads = list(record_quads(read_directory(record, vocabulary), vocabulary))
    sources = {
        quad.object
        for quad in quads
        if quad.predicate == OA.hasSource and quad.subject == thing("passage", ITEM)
    }
    cited = {
        quad.object
        for quad in quads
        if quad.predicate == AL.citesSource and quad.subject == thing("evidence", ITEM)
    }
    assert sources == cited == {web_page(ELSEWHERE)} <= {quad.subject for quad in quads}


@pytest.mark.slow
def test_a_sentence_of_the_cases_own_page_repeats_no_address(
    anna: Person, renee: Person, record: Path
) -> None:
    own = yaml.safe_load((record / CASE).read_text("utf-8"))["source"]["url"]
    taken(anna, renee, quote="46 personnes travaillent", page=own)
    assert "page" not in item_of(record)


def test_a_withdrawal_goes_through_the_queue_leaves_its_reason_and_can_be_undone(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    page = taken(anna, renee, because="cherché sur les deux pages")
    assert item_of(record) == {}
    gone = yaml.safe_load((record / "history.yaml").read_text("utf-8"))["history"][-1]
    assert (gone["event"], gone["because"]) == ("retracted", "cherché sur les deux pages")
    assert f"claim/{ITEM}" in {each["was"] for each in gone["things"]}
    assert renee.act(page, "undo", "La page est revenue.").status_code == 303
    after = tree(record)
    assert {name for name in after if after[name] != before.get(name)} <= {
        "contributions.yaml", "counts.yaml",
    }  # fmt: skip
    read_directory(record, vocabulary)


def test_who_decides_on_a_withdrawal_reads_what_goes_and_why(anna: Person) -> None:
    page = answer(anna, item=ITEM, because="cherché sur les deux pages").headers["location"]
    difference = anna.get(page).text.partition('id="difference"')[2].partition("</section>")[0]
    assert "Retiré des données" in difference
    assert "cherché sur les deux pages" in difference


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"quote": " ".join(["mot"] * 16), "page": ELSEWHERE}, "16 mots, plus de 15"),
    ({"quote": "46 personnes", "page": "javascript:alert(1)"}, "javascript:alert(1)"),
    ({"quote": "46 personnes", "page": ""}, "Il manque l'adresse de la page"),
    ({"quote": "  ", "page": ELSEWHERE}, "Ni phrase ni raison"),
    ({"because": " "}, "Ni phrase ni raison"),
    ({"item": "lavoir-i9", "because": "x"}, "n'attend pas de phrase"),
    ({"item": "../../history", "because": "x"}, "../../history"),
)


def test_a_wrong_answer_is_refused_beside_what_was_typed_and_nothing_is_kept(
    anna: Person, record: Path
) -> None:
    for told, fault in WRONG:
        given = answer(anna, **{"item": ITEM, **told})
        assert given.status_code == 422, told
        shown = given.text.replace("’", "'").replace("&#39;", "'").replace("\u00a0", " ")
        refusal = shown.partition('id="refus"')[2].partition("</div>")[0]
        assert fault in refusal
        assert "commande" not in refusal
        assert told.get("quote", "").strip() in shown
    assert not list((record / "contributions").glob("*.json"))


def test_an_answer_needs_our_token_and_our_origin(anna: Person, renee: Person) -> None:
    fields = {"jeton": anna.token(), "item": ITEM, "faire": "retirer", "because": "x"}
    assert anna.post(PAGE, fields, Origin="http://evil.example").status_code == 403
    assert renee.post(PAGE, fields).status_code == 403
    assert anna.post(PAGE, {**fields, "jeton": ""}).status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_an_answer_stays_text(
    anna: Person, renee: Person, record: Path, payload: str
) -> None:
    refused = answer(anna, quote=payload, page=payload)
    assert refused.status_code == 422
    looked = Looked(refused.text)
    assert looked.faults == []
    assert looked.shows(payload)
    page = taken(anna, renee, because=payload)
    assert Looked(anna.get(page).text).faults == []
    gone = yaml.safe_load((record / "history.yaml").read_text("utf-8"))["history"][-1]
    assert gone["because"] == payload


@pytest.mark.slow
def test_two_answers_for_one_item_do_not_both_enter(
    anna: Person, renee: Person, record: Path
) -> None:
    one = answer(anna, quote="46 personnes travaillent", page=ELSEWHERE).headers["location"]
    taken(anna, renee, because="introuvable")
    assert "n'attend pas de phrase" in anna.get(one).text.replace("’", "'").replace("&#39;", "'")
    assert anna.act(one, "send").status_code == 422
    assert item_of(record) == {}
