"""`alliances paper` and `alliances tally`: sheets out, and the codes on them back as votes."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pdfplumber
import pytest

from commands.paper import paper_command, tally_command
from commands.settings import Settings
from explorer.paper import codes_of_links
from graph.network import read_network
from graph.snapshots import Snapshots
from ontology.errors import AlliancesError

WORKSHOP = {"workshop": "rives-2026-11-21", "place": "Rives", "date": "2026-11-21"}


@pytest.mark.slow
def test_a_code_read_on_a_sheet_and_typed_back_is_a_vote_on_its_link(
    built: Settings, tmp_path: Path
) -> None:
    snapshot = Snapshots(built.store).current()
    assert snapshot is not None
    store = snapshot.open()
    network = read_network(store)
    store.close()
    things = {code: thing for thing, code in codes_of_links(network).items()}
    subject = next(tie.start for tie in network.ties if tie.kind == "claim")
    out = tmp_path / "atelier.zip"
    focus = [network.nodes[subject].reference]
    paper_command(built, focus, {}, tables=1, language="fr", out=out)
    with pdfplumber.open(io.BytesIO(zipfile.ZipFile(out).read("table-01.pdf"))) as pdf:
        words = pdf.pages[0].extract_text().split()
    code = next(word for word in words if word in things)
    typed = tmp_path / "comptes.csv"
    typed.write_text(f"table;code;accord_oui;accord_non\n1;{code};4;2\n", encoding="utf-8")
    votes = tmp_path / "votes.json"
    tally_command(built.store, typed, WORKSHOP, out=votes)
    told = json.loads(votes.read_text(encoding="utf-8"))
    assert told["version"] == snapshot.content_hash
    (ballot,) = told["ballots"]
    assert (ballot["thing"], ballot["yes"], ballot["no"]) == (things[code], 4, 2)


def test_a_sheet_that_is_not_there_is_a_clear_fault(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(AlliancesError) as refused:
        tally_command(settings.store, tmp_path / "none.csv", WORKSHOP, out=None)
    assert "none.csv" in refused.value.summary.fr
