"""The lines of a picture in words, over the record: each said once, with every source."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from explorer.graph_lines import Line
from explorer.graph_told import told_lines
from explorer.messages import Messages
from explorer.reading import Reading
from graph.network import read_network
from ontology.iris import thing
from tests.builds import derived, told_by


@pytest.mark.slow
def test_claims_in_the_same_words_are_one_sentence_with_every_source(
    repository: Path, messages: Messages
) -> None:
    # Four documents say in the same words that Le RAMEAU practises alliances.
    with closing(derived(told_by(repository / "data"))) as store:
        network = read_network(store)
        ties = [tie for tie in network.ties if tie.start == thing("organisation", "le-rameau")]
        lines = [Line(tie.id, tie.start, tie.end, (tie,), tie.kind) for tie in ties]
        items = told_lines(Reading(store, "fr"), messages, network, lines)
    said = [["".join(part.words.text for part in one) for one in item.sentences] for item in items]
    assert all(len(set(each)) == len(each) for each in said)
    practised = said.index(["Le RAMEAU dit pratiquer les alliances."])
    assert len(items[practised].sources) == 4
