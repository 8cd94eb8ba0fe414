"""The workshop as one HTML file: opened from a key by double-click, without network or install.

Style, scripts and typeface stand in the file, and its policy names the scripts by their hash:
a name or a quote that brings along a script brings along text. A file above five million bytes
is refused, since it would not travel by mail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from explorer.one_file import data_element, harmless, policy, scripts_of, typeface
from explorer.rendering import Pages
from explorer.static import Asset
from explorer.workshop import SCRIPTS, Workshop
from ontology.errors import RefusedViewError, Text

__all__ = ["MOST_BYTES", "workshop_file"]

MOST_BYTES: Final = 5_000_000
# What every page of the site runs, and the file too: its light, and its projection.
_FRAME: Final = ("frame.js", "projection.js")
_SHEETS: Final = ("style.css", "explorer.css", "workshop.css")
# Typefaces of the site are loaded; the file has its own.
_FACE: Final = re.compile(r"@font-face \{.*?\}", re.DOTALL)


def workshop_file(pages: Pages, workshop: Workshop, language: str) -> bytes:
    """Return the workshop as an HTML file; raise RefusedViewError above MOST_BYTES."""
    environment = pages.environment(language, page=workshop, **_inlined(pages.assets))
    held = data_element(dict(workshop.data))
    content = environment.get_template("workshop_file.html").render(data=held).encode()
    if len(content) > MOST_BYTES:
        raise _too_heavy(len(content))
    return content


def _inlined(assets: Mapping[str, Asset]) -> dict[str, Markup]:
    frame = [harmless(assets[name].content.decode()) for name in _FRAME]
    scripts = [harmless(assets[name].content.decode()) for name in SCRIPTS]
    sheets = [_FACE.sub("", assets[name].content.decode()) for name in _SHEETS]
    style = "\n".join([typeface(assets), *sheets])
    return {
        "policy": policy([*frame, *scripts]),
        "style": Markup(f"<style>{style}</style>"),  # noqa: S704  files of ours
        "frame": Markup(frame[0]),  # noqa: S704
        "projection": Markup(frame[1]),  # noqa: S704
        "scripts": scripts_of(scripts),
    }


def _too_heavy(size: int) -> RefusedViewError:
    said, most = size // 1000, MOST_BYTES // 1000
    return RefusedViewError(
        Text(
            f"L'atelier pèserait {said} ko, plus que les {most} ko promis.",
            f"The workshop would weigh {said} kB, more than the {most} promised.",
        ),
        Text(
            "Montrez moins à chaque étape : baissez cap ou steps dans ses vues.",
            "Show less in each step: lower cap or steps in its views.",
        ),
    )
