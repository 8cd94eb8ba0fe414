"""What pages are dressed in: vendored with hash and licence, and nothing from elsewhere."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files

from explorer.static import read_assets
from tests.some import some

ASSETS = files("explorer") / "assets"


def ours(name: str) -> bool:
    """Tell whether a file was written here: a vendored one carries its version in its name."""
    return name.count(".") == 1 and name.endswith((".css", ".js", ".json", ".svg"))


FREE = {"OFL-1.1", "0BSD", "MIT", "ISC", "BSD-3-Clause", "Apache-2.0"}


def test_every_vendored_file_is_the_one_that_was_vendored() -> None:
    manifest = json.loads((ASSETS / "VENDORED.json").read_text(encoding="utf-8"))
    listed = {
        name: digest
        for package in manifest["packages"]
        for name, digest in package["files"].items()
    }
    held = {
        entry.name: hashlib.sha256(entry.read_bytes()).hexdigest()
        for entry in ASSETS.iterdir()
        if not ours(entry.name)
    }
    assert held == listed


def test_every_vendored_package_says_version_and_licence_and_brings_its_text() -> None:
    manifest = json.loads((ASSETS / "VENDORED.json").read_text(encoding="utf-8"))
    for package in some(manifest["packages"]):
        assert package["licence"] in FREE
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert any(name.endswith(".txt") for name in package["files"])


def test_no_style_sheet_template_or_picture_loads_anything_from_elsewhere() -> None:
    remote = re.compile(r"""(?:url\(|@import|src=|<link[^>]*href=)\s*["']?(?:[a-z]+:)?//""")
    looked_at = [
        entry
        for folder in (ASSETS, files("explorer") / "templates")
        for entry in folder.iterdir()
        if entry.name.endswith((".css", ".svg", ".html", "frame.js", "search.js", "explorer.js"))
    ]
    assert len(looked_at) > 8
    assert [one.name for one in looked_at if remote.search(one.read_text("utf-8"))] == []


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    own = re.compile(r"<style|\sstyle=|\son[a-z]+=|\|\s*safe\b|autoescape")
    # Data in JSON, written by `tojson`, are no script: a browser never runs them.
    script = re.compile(r'<script(?![^>]*\ssrc=)(?! type="application/json")')
    templates = {
        one.name: one.read_text("utf-8") for one in (files("explorer") / "templates").iterdir()
    }
    assert [name for name, text in templates.items() if own.search(text)] == []
    # A file that opens from a disk brings its scripts, and a policy that names each by its hash.
    served = {name: text for name, text in templates.items() if "{{ policy }}" not in text}
    assert [name for name, text in served.items() if script.search(text)] == []
    assert 0 < len(templates) - len(served) <= 2


def test_the_style_sheet_names_only_files_we_hold_by_their_version() -> None:
    assets = read_assets()
    named = re.findall(rb'url\("([^"]+)"\)', assets["style.css"].content)
    assert len(named) == 4
    assert {name.decode() for name in named} <= {asset.href for asset in assets.values()}


def test_the_category_colours_are_the_measured_ones() -> None:
    sheet = (ASSETS / "style.css").read_text(encoding="utf-8")
    for colour in ("#E69F00", "#117733", "#332288", "#56B4E9"):
        assert colour in sheet
