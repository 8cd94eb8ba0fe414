"""Somebody at the desk: an application whose record may be written, and who asks it."""

from __future__ import annotations

import asyncio
import io
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

import httpx
from fastapi import FastAPI
from openpyxl import load_workbook

from api.application import create_app
from api.contribute_desk import Desk
from api.rebuilding import Rebuilder
from api.writers import Guard, Writers
from loaders.contribution_template import contribution_template
from loaders.contributions import Contributions, Event
from loaders.deciding import refresh
from loaders.template_help import EXAMPLES
from loaders.templates import TEMPLATES
from loaders.writing import canonical_yaml
from ontology.vocabulary import Vocabulary

PROXY = "10.0.0.5"
REVIEWERS = frozenset({"Renée"})
CASE: Mapping[str, str] = {
    **EXAMPLES["cases"],
    "partners": "Réseau des Rives|network ; Biscuiterie Clairan|sme",
    "territory": "Valbrume",
    "region": "Bretagne",
}


# A case as a record holds it: it is read without a process of its own, as a workbook is not.
OTHER: Mapping[str, object] = {
    "case": "four-solidaire",
    "kind": "alliance",
    "alliance": "four-solidaire",
    "name": "Le four solidaire",
    "summary": {"fr": "On y cuit du pain.", "en": "Bread is baked there."},
    "source": {"url": "https://aubepine.example/four"},
    "partners": [
        {"organisation": "reseau-des-rives", "type": "reseau"},
        {"group": "deux boulangeries", "type": "tpe"},
    ],
    "place": {"label": "Valbrume", "level": "local", "within": ["bretagne"]},
}


def desk_over(root: Path, corpus: Path, vocabulary: Vocabulary, writers: Writers) -> Desk:
    """Return a desk over a copy of the corpus's record, whose builds do nothing."""
    record = root / "record"
    if not record.exists():
        shutil.copytree(corpus / "record", record)
    (root / "store").mkdir(exist_ok=True)
    rebuilder = Rebuilder([sys.executable, "-c", "print('built')"], root / "store")
    return Desk(Contributions(record), writers, Guard(b"k" * 32), rebuilder, vocabulary)


def named() -> Writers:
    """Return writers whom the proxy at PROXY names, of whom REVIEWERS decide."""
    return Writers(REVIEWERS, header="Remote-User", proxies=(ip_network(PROXY),))


def tree(record: Path) -> dict[str, bytes]:
    """Return every file of the record itself, by path."""
    return {
        path.relative_to(record).as_posix(): path.read_bytes()
        for path in record.rglob("*")
        if path.is_file() and "contributions" not in path.parts
    }


def workbook(vocabulary: Vocabulary, *cases: Mapping[str, str]) -> bytes:
    """Return the template filled in with rows of cases."""
    book = load_workbook(io.BytesIO(contribution_template(vocabulary, "fr")))
    for case in cases:
        book["cases"].append([case.get(name) for name in TEMPLATES["cases"].names])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass
class Person:
    """Somebody with a browser, behind the proxy unless `peer` says otherwise."""

    app: FastAPI
    name: str = ""
    peer: str = PROXY
    host: str = "alliances.example"

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> httpx.Response:
        """Send one request with these headers, and the proxy's."""
        told = {b"Remote-User": self.name.encode()} if self.name else {}

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(
                app=self.app, raise_app_exceptions=False, client=(self.peer, 40_000)
            )
            base = f"http://{self.host}"
            async with httpx.AsyncClient(transport=transport, base_url=base) as client:
                raw = {name.encode(): value.encode() for name, value in headers.items()}
                return await client.request(
                    method, path, headers=httpx.Headers(list({**told, **raw}.items())), content=body
                )

        return asyncio.run(send())

    def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return self.ask("GET", path, {"Accept": "text/html"})

    def post(
        self,
        path: str,
        fields: Mapping[str, str | list[str]],
        files: Mapping[str, tuple[str, bytes]] | None = None,
        **headers: str,
    ) -> httpx.Response:
        """Send a form as a browser does from one of our own pages."""
        made = httpx.Request("POST", "http://x", data=dict(fields), files=files or {})
        own = {
            "Accept": "text/html",
            "Sec-Fetch-Site": "same-origin",
            "Origin": f"http://{self.host}",
            "Content-Type": made.headers["content-type"],
        }
        told = {name: value for name, value in {**own, **headers}.items() if value}
        return self.ask("POST", path, told, made.read())

    def token(self) -> str:
        """Return the token that the pages give this person."""
        page = self.get("/fr/contribuer").text
        found = re.search(r'name="jeton" value="([0-9a-f]{64})"', page)
        assert found, page
        return found[1]

    def upload(self, data: bytes, name: str = "cas.xlsx") -> str:
        """Hand a workbook in; return the address of its page."""
        answer = self.post(
            "/fr/contribuer/classeur", {"jeton": self.token()}, {"classeur": (name, data)}
        )
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def act(self, page: str, action: str, text: str = "", **more: str) -> httpx.Response:
        """Do something to a contribution, from what its page shows now."""
        shown = self.get(page).text
        base = re.search(r'name="base" value="([0-9a-f]*)"', shown)
        fields = {
            "jeton": self.token(),
            "base": base[1] if base else "",
            "action": action,
            "texte": text,
            **more,
        }
        return self.post(page, fields)


def put(person: Person, desk: Desk, **changes: object) -> str:
    """Leave the case of OTHER, changed, as a draft of that person; return its page."""
    case = {**OTHER, **changes}
    text = canonical_yaml(case).encode()
    event = Event(person.name, "2026-11-21T09:00:00+00:00", "draft", str(case["case"]))
    one = desk.box.add("form", event, {f"{case['case']}.yaml": text}, {})
    one, _ = refresh(desk.box, one, desk.vocabulary)
    return f"/fr/contribuer/envoi/{one.id}"


def application(root: Path, desk: Desk | None) -> FastAPI:
    """Return the application over the store and the record below `root`."""
    return create_app(root / "store", desk=desk, record=root / "record")
