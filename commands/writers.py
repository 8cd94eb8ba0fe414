"""Who may write, from the settings: refused with a cure where they leave a door open by mistake.

An identity header that is believed from everywhere, or a queue that nobody may empty, stops the
start instead of being replaced by something in silence.
"""

from __future__ import annotations

import re
import sys
from ipaddress import ip_network
from typing import Final

from api.contribute_desk import Desk
from api.rebuilding import Rebuilder
from api.writers import Guard, Network, Writers, read_key
from commands.settings import Settings, unusable
from loaders.contributions import Contributions
from ontology.vocabulary import read_vocabulary

__all__ = ["desk_of", "writers_of"]

# What a build after an acceptance runs, in a process of its own.
_BUILD: Final = ("from commands.main import run; run()", "build", "--recount")
_HEADER: Final = re.compile(r"[A-Za-z0-9-]{1,60}")
# Networks so wide that a believed header would be anybody's.
_WIDEST: Final = 8


def writers_of(settings: Settings) -> Writers | None:
    """Return who may write, None for nobody; raise SettingsError for what cannot be meant."""
    if settings.contribute == "off":
        return None
    if settings.contribute == "local":
        name = settings.contributor.strip()
        if not name or not name.isprintable() or len(name) > 100 or name == "*":
            raise unusable("ALLIANCES_CONTRIBUTOR", name, *_NAME)
        return Writers(frozenset({name}), local=name)
    if settings.contribute != "proxy":
        raise unusable("ALLIANCES_CONTRIBUTE", settings.contribute, *_MODE)
    if not _HEADER.fullmatch(settings.identity_header):
        raise unusable("ALLIANCES_IDENTITY_HEADER", settings.identity_header, *_HEADER_NAME)
    reviewers = frozenset(_listed(settings.reviewers))
    if not reviewers:
        raise unusable("ALLIANCES_REVIEWERS", "", *_REVIEWERS)
    return Writers(reviewers, header=settings.identity_header, proxies=_networks(settings))


def desk_of(settings: Settings) -> Desk | None:
    """Return the desk that takes contributions in, None where nobody may write."""
    writers = writers_of(settings)
    if writers is None:
        return None
    return Desk(
        Contributions(settings.record),
        writers,
        Guard(read_key(settings.store), settings.public_url),
        Rebuilder([sys.executable, "-c", *_BUILD], settings.store),
        read_vocabulary(),
    )


def _networks(settings: Settings) -> tuple[Network, ...]:
    given = _listed(settings.identity_from)
    try:
        networks = tuple(ip_network(each) for each in given)
    except ValueError:
        networks = ()
    if not networks or any(each.prefixlen < _WIDEST for each in networks):
        raise unusable("ALLIANCES_IDENTITY_FROM", settings.identity_from, *_ADDRESSES)
    return networks


def _listed(value: str) -> list[str]:
    return [each.strip() for each in value.split(",") if each.strip()]


_MODE: Final = ("Écrivez off, local ou proxy.", "Write off, local or proxy.")
_NAME: Final = (
    "Donnez un nom d'au plus 100 signes, sur une ligne.",
    "Give a name of at most 100 signs, on one line.",
)
_HEADER_NAME: Final = (
    "Donnez le nom d'un en-tête : lettres, chiffres, tirets.",
    "Give the name of a header: letters, digits, hyphens.",
)
_REVIEWERS: Final = (
    "Nommez qui décide, ou « * » pour tous ceux qui contribuent.",
    "Name who decides, or “*” for all who contribute.",
)
_ADDRESSES: Final = (
    "Donnez les adresses des proxys (10.0.0.5, 10.0.0.0/24), pas le monde entier.",
    "Give the addresses of the proxies (10.0.0.5, 10.0.0.0/24), not the whole world.",
)
