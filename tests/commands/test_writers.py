"""Who may write, as an administrator sets it: what is left open by mistake stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.settings import read_settings
from commands.writers import desk_of, writers_of
from ontology.errors import SettingsError

PROXY = {
    "ALLIANCES_CONTRIBUTE": "proxy",
    "ALLIANCES_IDENTITY_FROM": "10.0.0.5, 2001:db8::/32",
    "ALLIANCES_REVIEWERS": "renee, paul",
}


def test_nobody_may_write_unless_a_setting_says_so(tmp_path: Path) -> None:
    settings = read_settings({"ALLIANCES_STORE": str(tmp_path)})
    assert (writers_of(settings), desk_of(settings)) == (None, None)
    assert not list(tmp_path.iterdir())


def test_the_local_person_reviews_what_they_write() -> None:
    writers = writers_of(
        read_settings({"ALLIANCES_CONTRIBUTE": "local", "ALLIANCES_CONTRIBUTOR": "Anne"})
    )
    assert writers is not None
    assert (writers.local, writers.reviews("Anne"), writers.reviews("Bob")) == ("Anne", True, False)


def test_reviewers_are_those_named_or_everybody() -> None:
    named, everybody = (
        writers_of(read_settings(PROXY | {"ALLIANCES_REVIEWERS": who})) for who in ("renee", "*")
    )
    assert named is not None
    assert everybody is not None
    assert (named.reviews("renee"), named.reviews("bob")) == (True, False)
    assert everybody.reviews("bob")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLIANCES_CONTRIBUTE", "yes"),
        ("ALLIANCES_IDENTITY_FROM", ""),
        ("ALLIANCES_IDENTITY_FROM", "0.0.0.0/0"),
        ("ALLIANCES_IDENTITY_FROM", "proxy.example"),
        ("ALLIANCES_IDENTITY_HEADER", "Remote User"),
        ("ALLIANCES_REVIEWERS", ""),
    ],
)
def test_a_door_left_open_by_mistake_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        writers_of(read_settings(PROXY | {name: value}))


@pytest.mark.parametrize("name", ["", "*", "a\nb", "x" * 101])
def test_a_local_name_that_names_nobody_stops_the_start(name: str) -> None:
    with pytest.raises(SettingsError, match="ALLIANCES_CONTRIBUTOR"):
        writers_of(read_settings({"ALLIANCES_CONTRIBUTE": "local", "ALLIANCES_CONTRIBUTOR": name}))


def test_the_key_of_the_tokens_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    settings = read_settings(PROXY | {"ALLIANCES_STORE": str(tmp_path / "store")})
    first, second = desk_of(settings), desk_of(settings)
    assert first is not None
    assert second is not None
    assert first.guard.token("Anne") == second.guard.token("Anne")
    file = tmp_path / "store" / "contribute.key"
    assert (len(file.read_bytes()), file.stat().st_mode & 0o777) == (32, 0o600)
