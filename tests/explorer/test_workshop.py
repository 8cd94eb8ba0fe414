"""The workshop's drawings: the colours of the style sheet, and the words of its scripts."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from explorer.graph_look import PALETTES, Palette
from explorer.messages import Messages
from explorer.workshop import SCRIPTS


@pytest.fixture(scope="module")
def assets(repository: Path) -> Path:
    return repository / "explorer" / "assets"


def test_colours_of_drawings_are_those_of_every_picture(assets: Path) -> None:
    sheet = (assets / "workshop.css").read_text(encoding="utf-8")
    told = {
        name: (light, dark)
        for name, light, dark in re.findall(r"--g-([\w-]+): light-dark\((\S+), (\S+?)\)", sheet)
    }
    light, dark = PALETTES["light"], PALETTES["dark"]
    plain = [one.name for one in fields(Palette) if one.name not in {"categories", "on"}]
    wanted = {name: (getattr(light, name), getattr(dark, name)) for name in plain}
    wanted |= {name: (light.categories[name], dark.categories[name]) for name in light.categories}
    wanted |= {f"on-{name}": (light.on[name], dark.on[name]) for name in light.on}
    assert told == wanted


def test_every_word_a_script_says_is_in_both_catalogues(
    assets: Path, catalogues: dict[str, Messages]
) -> None:
    scripts = [(assets / name).read_text(encoding="utf-8") for name in SCRIPTS]
    asked = [one for text in scripts for one in re.findall(r"\bsay\(([^,)]*)", text)]
    said = {key for one in asked for key in re.findall(r'"([\w.]+)"', one)}
    said |= {"agree", "priority", "yes", "no"}
    said |= {"ask.agree", "ask.priority"}
    counted = ("answers", "tables", "onlinks")
    said |= {f"{name}.{number}" for name in counted for number in ("one", "many")}
    for messages in catalogues.values():
        prefix = "workshop.js."
        held = {key.removeprefix(prefix) for key in messages.texts if key.startswith(prefix)}
        assert said == held
