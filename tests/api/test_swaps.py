"""Publishing never interrupts: ten versions come and go under people who go on reading."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from api.application import create_app
from ontology.iris import graph, thing
from ontology.terms import AL, RDF, RDFS
from tests.api.conftest import publish
from tests.serving import served

PATHS = (
    "/health",
    "/fr/case/cantine-partagee",
    "/data/case/cantine-partagee.ttl",
    "/sparql?query=SELECT%20*%20WHERE%20%7B%20%3Fs%20a%20%3Fo%20%7D%20LIMIT%203",
)


def version(number: int) -> list[Quad]:
    person = NamedNode(thing("person", f"n{number}"))
    told = ((RDF.type, AL.Person), (RDFS.label, Literal(f"Personne {number}")))
    return [
        Quad(person, predicate, value, NamedNode(graph("registry"))) for predicate, value in told
    ]


class Reader(threading.Thread):
    """Asks for every path in turn until told to stop; notes every status and version."""

    def __init__(self, address: str, stop: threading.Event) -> None:
        super().__init__()
        self._address, self._stop_asked = address, stop
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.versions: set[str] = set()

    def run(self) -> None:
        with httpx.Client(base_url=self._address, timeout=20) as client:
            while not self._stop_asked.is_set():
                for path in PATHS:
                    answer = client.get(path)
                    self.statuses[path, answer.status_code] += 1
                    if path == "/health":
                        self.versions.add(answer.json()["data_version"])


@pytest.mark.slow
def test_ten_swaps_under_continuous_load_fail_no_request(tmp_path: Path) -> None:
    hashes = {publish(tmp_path).content_hash}
    stop = threading.Event()
    with served(create_app(tmp_path)) as address:
        readers = [Reader(address, stop) for _ in range(3)]
        for reader in readers:
            reader.start()
        try:
            for number in range(10):
                hashes.add(publish(tmp_path, version(number)).content_hash)
                # Readers look for a new version once a second.
                time.sleep(1.2)
        finally:
            stop.set()
            for reader in readers:
                reader.join()
    answered = sum((reader.statuses for reader in readers), Counter())
    assert {status for _, status in answered} == {200}
    assert {path for path, _ in answered} == set(PATHS)
    seen = set().union(*(reader.versions for reader in readers))
    assert seen <= hashes
    assert len(seen) >= 10
