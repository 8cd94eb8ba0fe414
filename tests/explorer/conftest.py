"""The graphs these tests stand on, in memory: `small.trig`, and the invented corpus.

Nothing here needs the real record or a published snapshot; tests of following a snapshot
publish their own in a temporary directory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from explorer.messages import Messages, read_messages
from explorer.reading import Reading
from graph.embedded import EmbeddedStore, in_default_graph
from ontology.vocabulary import ontology_quads
from tests.builds import derived, told_by

SMALL = Path(__file__).resolve().parent / "small.trig"


def small_quads() -> list[Quad]:
    told = parse(path=str(SMALL), format=RdfFormat.TRIG)
    return [*ontology_quads(), *(quad for quad in told if isinstance(quad, Quad))]


@pytest.fixture(scope="session")
def store() -> EmbeddedStore:
    return EmbeddedStore.in_memory(in_default_graph(small_quads()))


@pytest.fixture(scope="session")
def corpus_quads(corpus: Path) -> list[Quad]:
    """What the invented corpus tells, in its named graphs."""
    return told_by(corpus / "record")


@pytest.fixture(scope="session")
def invented(corpus_quads: list[Quad]) -> Iterator[EmbeddedStore]:
    """The invented corpus and what the rules find in it; tests only read it."""
    with closing(derived(corpus_quads)) as held:
        yield held


@pytest.fixture
def reading(store: EmbeddedStore) -> Reading:
    """A French reader's view of the small graph."""
    return Reading(store, "fr")


@pytest.fixture
def in_english(store: EmbeddedStore) -> Reading:
    return Reading(store, "en")


@pytest.fixture(scope="session")
def catalogues() -> dict[str, Messages]:
    return dict(read_messages())


@pytest.fixture
def messages(catalogues: dict[str, Messages]) -> Messages:
    return catalogues["fr"]


@pytest.fixture
def quads() -> Callable[[], list[Quad]]:
    return small_quads
