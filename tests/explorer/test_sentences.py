"""Pages lead with the sentence, and its names lead to their pages."""

from __future__ import annotations

from explorer.claims import claims_of
from explorer.figures import figures_of
from explorer.models import Link
from explorer.reading import Reading
from ontology.iris import thing


def text(parts: tuple[Link, ...]) -> str:
    return "".join(part.words.text for part in parts)


def test_a_claim_that_is_only_perceived_is_shown_as_perceived(
    reading: Reading, in_english: Reading
) -> None:
    (claim,) = claims_of(reading, [thing("claim", "note-c1")])
    (english,) = claims_of(in_english, [thing("claim", "note-c1")])
    assert text(claim.sentence) == (
        "Les citoyens perçoivent les alliances comme contribuant à l'innovation territoriale "
        "et sociétale, en 2015."
    )
    assert text(english.sentence) == (
        "Citizens perceive alliances as contributing to territorial and societal innovation, "
        "in 2015."
    )


def test_the_names_of_a_sentence_are_links_and_our_own_words_are_not(reading: Reading) -> None:
    (claim,) = claims_of(reading, [thing("claim", "note-c1")])
    linked = {part.words.text: part.href for part in claim.sentence if part.href}
    assert linked == {
        "citoyens": "/fr/scheme/group/citoyens",
        "alliances": "/fr/scheme/category/_T",
        "innovation territoriale et sociétale": "/fr/scheme/impact/innovation",
        "en 2015": "/fr/scheme/period/2015",
    }


def test_a_figure_says_its_value_question_population_year_and_base(reading: Reading) -> None:
    (figure,) = figures_of(reading, [thing("figure", "note-f1")])
    assert text(figure.sentence).startswith(
        "69 % — Les alliances, source d'innovation — citoyens du Val — "
    )
    assert "base : ensemble des citoyens interrogés" in text(figure.sentence)
