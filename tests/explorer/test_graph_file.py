"""The map to take away: light, whole, closed to everything outside, and faithful to the view."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from explorer import graph_file
from explorer.graph_file import MOST_BYTES, SCRIPTS, map_file
from explorer.graph_state import read_state
from explorer.graph_view import View, view_of
from explorer.reading import Reading
from explorer.rendering import Pages, Site
from graph.embedded import EmbeddedStore
from graph.network import Network, read_network
from ontology.errors import QueryError
from tests.graph.networks import renamed_store
from tests.packing import packed_data, packed_text
from tests.some import some

# What travels packed is no script until the file unpacks it.
PACKED = re.compile(r"[A-Za-z0-9+/=\s]*")
HOSTILE = '<img src=x onerror="window.hurt=1"></script><script>window.hurt=1</script>{{ 7*7 }}'
SITE = Site(version="0123456789abcdef")


class Parts(HTMLParser):
    """The elements of a page with their attributes, its text, and the bodies of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts[-1] += data
        elif not self.cdata_elem:
            self.text += data


@pytest.fixture(scope="module")
def held(repository: Path) -> Iterator[EmbeddedStore]:
    hostile = renamed_store(repository, "bel", HOSTILE)
    yield hostile
    hostile.close()


@pytest.fixture(scope="module")
def network(held: EmbeddedStore) -> Network:
    return read_network(held)


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages()


def seen(held: EmbeddedStore, network: Network, **asked: str) -> View:
    return view_of(held, network, read_state(asked), "fr")


@pytest.fixture(scope="module")
def view(held: EmbeddedStore, network: Network) -> View:
    return seen(held, network, centre="organisation/cyr", steps="4")


@pytest.fixture(scope="module")
def page(pages: Pages, held: EmbeddedStore, network: Network, view: View) -> str:
    return map_file(pages, Reading(held, "fr"), network, view, SITE).decode()


def test_the_file_weighs_less_than_a_million_bytes(page: str) -> None:
    assert 200_000 < len(page.encode()) < MOST_BYTES


def test_nothing_of_the_file_is_asked_elsewhere(page: str) -> None:
    loading = {"src", "srcset", "data", "action", "poster", "background", "formaction"}
    for tag, attributes in Parts(page).elements:
        assert tag not in {"link", "iframe", "object", "embed", "img", "base", "video", "audio"}
        assert not loading & attributes.keys(), (tag, attributes)
        assert (attributes.get("href") or "#").startswith("#")
    style = page[page.index("<style>") : page.index("</style>")]
    assert re.findall(r'url\("?([a-z]+:)', style) == ["data:"]
    assert "@import" not in style


def test_the_policy_lets_exactly_the_scripts_of_the_file_run(page: str) -> None:
    (policy,) = [
        attributes["content"] or ""
        for tag, attributes in Parts(page).elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    # The library travels packed and is run by a script: it is named by the hash of its text.
    own = [one for one in Parts(page).scripts if not PACKED.fullmatch(one)]
    scripts = [packed_text(page, "library"), *own]
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts]
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == " ".join(f"'sha256-{one}'" for one in hashes)
    assert len(hashes) == len(SCRIPTS) + 2, "our scripts, the licence, the library"
    # Before anything it is to govern.
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_a_hostile_name_is_text_and_data_and_nothing_else(page: str) -> None:
    parts = Parts(page)
    assert HOSTILE in parts.text
    assert len(parts.scripts) == len(SCRIPTS) + 3, "our scripts, a licence, library and data"
    assert not [one for tag, one in parts.elements if tag == "img" or "onerror" in one]
    names = {node["name"] for node in packed_data(page)["nodes"]}
    assert HOSTILE in names


def test_everything_of_the_view_is_drawn_where_the_view_has_it(page: str, view: View) -> None:
    told = packed_data(page)
    assert {one["id"]: (one["x"], one["y"]) for one in told["nodes"]} == {
        box.id: (box.x, box.y) for box in view.boxes
    }
    assert {one["id"] for one in told["edges"]} == {line.id for line in view.lines}
    assert told["options"]["physics"] == {"enabled": False}


def test_each_line_has_the_stroke_and_the_letter_of_its_status(page: str, view: View) -> None:
    told = packed_data(page)
    marks = {one["id"]: (one["status"], one["label"].strip()) for one in told["edges"]}
    assert marks == {
        line.id: (line.status.slug if line.status else line.kind, line.mark) for line in view.lines
    }
    shown = {line.status.slug for line in view.lines if line.status}
    assert len(shown) > 1
    strokes = {json.dumps(told["strokes"][slug], sort_keys=True) for slug in shown}
    assert len(strokes) == len(shown)


def test_the_table_holds_every_line_with_its_status_in_words_and_its_quote(
    page: str, view: View
) -> None:
    rows = dict(re.findall(r'<tr data-line="([^"]+)">(.*?)</tr>', page, re.DOTALL))
    assert rows.keys() == {line.id for line in view.lines}
    for line in view.lines:
        text = Parts(rows[line.id]).text
        if line.status:
            assert line.status.label.fr.lower() in text
            assert text.strip().startswith(line.status.letter)
        if line.ties[0].sources:
            assert re.search(r"\[\d+\]", text), text
    assert "«" in "".join(Parts(row).text for row in rows.values())


def test_the_table_begins_with_what_has_a_quote(page: str) -> None:
    rows = some(re.findall(r'<tr data-line="[^"]+">(.*?)</tr>', page, re.DOTALL), 3)
    quoted = ['class="quote"' in row for row in rows]
    assert quoted == sorted(quoted, reverse=True)
    assert True in quoted
    assert False in quoted


def test_the_legend_counts_what_the_map_shows(page: str, view: View) -> None:
    for kind in some({box.node.kind for box in view.boxes}):
        count = sum(box.node.kind == kind for box in view.boxes)
        entry = re.search(rf'data-kind="{kind}".*?<span class="n">(\d+)</span>', page)
        assert entry is not None
        assert int(entry[1]) == count


def test_the_map_in_english_has_no_french_word_of_ours(
    pages: Pages, held: EmbeddedStore, network: Network, view: View
) -> None:
    found = Parts(map_file(pages, Reading(held, "en"), network, view, SITE).decode())
    assert found.elements[0] == ("html", {"lang": "en"})
    assert "Legend and filters" in found.text
    assert not re.search(r"Légende|Voisins|sans statut|Tous les liens", found.text)


def test_a_map_of_nothing_is_refused(pages: Pages, held: EmbeddedStore, network: Network) -> None:
    with pytest.raises(QueryError, match="would show nothing"):
        map_file(pages, Reading(held, "fr"), network, seen(held, network), SITE)


def test_a_map_too_heavy_is_refused_with_what_to_do(
    pages: Pages,
    held: EmbeddedStore,
    network: Network,
    view: View,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(graph_file, "MOST_BYTES", 200_000)
    with pytest.raises(QueryError) as refusal:
        map_file(pages, Reading(held, "fr"), network, view, SITE)
    assert "200 ko" in refusal.value.in_language("fr")
    assert "cap" in refusal.value.in_language("fr")
