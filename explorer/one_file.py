"""What every HTML file to take away is made of: its policy, its typeface, scripts that cannot end.

A file opens from a disk, so nothing guards it but itself: a policy in its head names each
script by its hash and allows nothing to be loaded. Only files of ours come in here; what comes
from the graph is data, written so that it can end no element.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from explorer.static import Asset

__all__ = ["data_element", "harmless", "packed_element", "policy", "scripts_of", "typeface"]

_FONT: Final = "atkinson-hyperlegible-next-latin-wght-normal.woff2"


def policy(scripts: Sequence[str]) -> Markup:
    """Return the policy of a file that runs `scripts` and nothing else, and loads nothing."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    told = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    return Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(told)


def scripts_of(scripts: Sequence[str]) -> Markup:
    """Return scripts of ours, made harmless before, as elements."""
    return Markup("".join(f"<script>{one}</script>" for one in scripts))  # noqa: S704  ours


def harmless(script: str) -> str:
    """Return a script that cannot end its own element."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def typeface(assets: Mapping[str, Asset]) -> str:
    """Return the typeface as a rule that holds its own bytes."""
    font = base64.b64encode(assets[_FONT].content).decode()
    return (
        '@font-face{font-family:"Atkinson Next";font-weight:200 800;'
        f'src:url("data:font/woff2;base64,{font}") format("woff2")}}'
    )


def data_element(held: object, name: str = "data") -> Markup:
    """Return `held` as data of the page, which no browser runs."""
    # Every sign that could end the element is written as an escape.
    told = htmlsafe_json_dumps(held, ensure_ascii=False, separators=(",", ":"))
    return Markup('<script type="application/json" id="{}">{}</script>').format(name, told)


def packed_element(text: str, name: str) -> Markup:
    """Return a text as compressed data of the page: a third of its weight, and no browser runs it.

    The file's own script unpacks it; the policy names a packed script by the hash of its text.
    """
    # No moment in the header: the same text always gives the same bytes.
    told = base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
    return Markup('<script type="text/plain" id="{}">{}</script>').format(name, told)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
