"""What comes from elsewhere is taken only when it is what was reviewed."""

from __future__ import annotations

import hashlib

import pytest

from explorer.vendoring import refreshed

CONTENT = {"a.js": b"let a = 1;"}
DIGEST = hashlib.sha256(b"let a = 1;").hexdigest()


def test_a_file_that_is_the_reviewed_one_keeps_its_hash() -> None:
    package = {"name": "a", "files": {"a.js": DIGEST}}
    assert refreshed(package, CONTENT, accept=False) == package


@pytest.mark.parametrize("accept", [False, True])
def test_a_file_that_changed_is_refused_even_when_new_ones_are_accepted(accept: bool) -> None:
    with pytest.raises(ValueError, match=DIGEST):
        refreshed({"name": "a", "files": {"a.js": "0" * 64}}, CONTENT, accept=accept)


def test_a_file_never_reviewed_needs_to_be_accepted() -> None:
    with pytest.raises(ValueError, match="review it"):
        refreshed({"name": "a"}, CONTENT, accept=False)
    assert refreshed({"name": "a"}, CONTENT, accept=True)["files"] == {"a.js": DIGEST}
