"""The schemes in one store, as their files stand."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store, parse

from tests.ontology.scheme_files import FILES


@pytest.fixture(scope="session")
def schemes() -> Store:
    store = Store()
    for path in FILES.values():
        store.extend(parse(path=str(path), format=RdfFormat.TURTLE))
    return store
