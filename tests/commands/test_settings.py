"""What a setting promises: a default, a value taken over, or a refusal that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.application import Terms
from commands.serve import terms_of
from commands.settings import Settings, read_settings
from ontology.errors import SettingsError


def test_an_empty_environment_gives_the_documented_defaults() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8000, "")
    assert (settings.store, settings.record) == (Path("var/store"), Path("data"))


def test_given_values_are_taken_over(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "HOST": "0.0.0.0",  # noqa: S104
            "PORT": "9001",
            "ALLIANCES_STORE": "s",
            "ALLIANCES_RECORD": "r",
            "ALLIANCES_PUBLIC_URL": "https://alliances.exemple.org/",
            "ALLIANCES_SOURCES": str(tmp_path),
        }
    )
    assert settings.port == 9001
    assert settings.public_url == "https://alliances.exemple.org"
    assert settings.sources == tmp_path


def test_limits_left_out_are_those_of_the_documented_table() -> None:
    read = read_settings({})
    bare = Settings(read.host, read.port, read.store, read.record, read.public_url, read.sources)
    assert bare == read


def test_the_documented_limits_of_free_queries_are_those_of_the_house() -> None:
    assert terms_of(read_settings({})) == Terms()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLIANCES_QUERY_DEADLINE", "0"),
        ("ALLIANCES_QUERY_DEADLINE", "soon"),
        ("ALLIANCES_QUERY_MEMORY", "10"),
        ("ALLIANCES_QUERY_ROWS", "-5"),
        ("ALLIANCES_CLIENT_LOOPBACK", "yes"),
        ("PORT", "http"),
        ("PORT", "65536"),
        ("PORT", "²"),
        ("PORT", "-1"),
        ("ALLIANCES_PUBLIC_URL", "exemple.org"),
        ("ALLIANCES_PUBLIC_URL", "https://exemple.org/alliances"),
        ("ALLIANCES_PUBLIC_URL", "https://exemple.org/#x"),
        ("ALLIANCES_PUBLIC_URL", "ftp://exemple.org"),
        ("ALLIANCES_SOURCES", "nowhere/at/all"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        read_settings({name: value})
    assert name in refusal.value.summary.fr
    assert value in refusal.value.summary.en
