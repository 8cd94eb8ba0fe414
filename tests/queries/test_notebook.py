"""The notebook runs from the first cell to the last, and is kept without its outputs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from nbclient import NotebookClient
from nbformat import read

from graph.embedded import EmbeddedStore
from graph.snapshots import Snapshots


@pytest.fixture(scope="module")
def notebook(repository: Path) -> Path:
    return repository / "docs" / "notebooks" / "first-look.ipynb"


def test_outputs_are_stripped_and_both_languages_are_there(notebook: Path) -> None:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    assert cells
    for cell in cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        if cell["cell_type"] == "markdown":
            # The English stands below, in italics.
            assert "".join(cell["source"]).rstrip().endswith("*")


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A directory that holds a published graph where the notebook looks for it."""
    store: EmbeddedStore = request.getfixturevalue(request.param)
    named = [quad for name in store.graphs() for quad in store.quads(name)]
    Snapshots(tmp_path / "var" / "store").publish(named, rules=(), gates=lambda _: (), notes={})
    return tmp_path


# Jupyter warns of its own sockets, and closes some of them late.
@pytest.mark.filterwarnings("default::ResourceWarning", "default::DeprecationWarning")
@pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("project", "expected"),
    [
        ("corpus_store", ["Innovation territoriale", "Perçu"]),
        pytest.param("real_store", ["69.0", "Confiance des Hommes"], marks=pytest.mark.slow),
    ],
    indirect=["project"],
)
def test_it_shows_figures_links_by_status_and_a_network(
    notebook: Path, project: Path, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The kernel writes its connection file and history there, not at home.
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setitem(os.environ, name, str(project))
    held: Any = read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(held, timeout=120, resources={"metadata": {"path": str(project)}}).execute()
    shown = [
        output.get("data", {})
        for cell in held.cells
        for output in cell.get("outputs", [])
        if output["output_type"] != "stream"
    ]
    (drawing,) = [data["image/svg+xml"] for data in shown if "image/svg+xml" in data]
    assert "stroke-dasharray" in drawing
    texts = "\n".join([*(data.get("text/plain", "") for data in shown), drawing])
    for words in ("respondent_fr", "cases_for", "Affirmé", *expected):
        assert words in texts
