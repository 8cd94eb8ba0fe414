"""The workshop as one HTML file: opened from a key by double-click, without network or install.

Style, scripts and typeface stand in the file, and its policy names the scripts by their hash:
a name or a quote that brings along a script brings along text. It holds both languages where they
fit (decision 0087); a file above five million bytes is refused, since it would not travel by mail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
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
_LANGUAGE: Final = "workshop-language.js"
_SHEETS: Final = ("style.css", "explorer.css", "workshop.css")
# Typefaces of the site are loaded; the file has its own.
_FACE: Final = re.compile(r"@font-face \{.*?\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Folded:
    """The second language of a file: what it shows, and what stands outside of it."""

    body: Markup
    title: str
    size: str


def workshop_file(pages: Pages, workshops: Mapping[str, Workshop], language: str) -> bytes:
    """Return the workshop as an HTML file that opens in `language`, `workshops` by language.

    The other language comes along where the file stays within MOST_BYTES. Raise RefusedViewError
    when it does not even fit in one.
    """
    content = _written(pages, workshops, language)
    if len(content) > MOST_BYTES and len(workshops) > 1:
        content = _written(pages, {language: workshops[language]}, language)
    if len(content) > MOST_BYTES:
        raise _too_heavy(len(content))
    return content


def _written(pages: Pages, workshops: Mapping[str, Workshop], language: str) -> bytes:
    both = len(workshops) > 1
    own = _body(pages, workshops[language], language, both=both)
    second = next(
        (_folded(pages, one, code) for code, one in workshops.items() if code != language), None
    )
    environment = pages.environment(
        language,
        page=workshops[language],
        own=own,
        second=second,
        **_inlined(pages.assets, both=both),
    )
    return environment.get_template("workshop_file.html").render().encode()


def _body(pages: Pages, workshop: Workshop, language: str, *, both: bool) -> Markup:
    held = data_element(dict(workshop.data))
    environment = pages.environment(language, page=workshop, policy="", data=held, both=both)
    text = environment.get_template("workshop_language.html").render()
    return Markup(text)  # noqa: S704  escaped by its own template


def _folded(pages: Pages, workshop: Workshop, language: str) -> _Folded:
    messages = pages.messages[language]
    size = messages("room.size", distance="{distance}", width="{width}")
    title = f"{workshop.title.text} – {messages('site.name')}"
    return _Folded(_body(pages, workshop, language, both=True), title, size)


def _inlined(assets: Mapping[str, Asset], *, both: bool) -> dict[str, Markup]:
    names = (*_FRAME, *([_LANGUAGE] if both else []))
    frame = {name: harmless(assets[name].content.decode()) for name in names}
    scripts = [harmless(assets[name].content.decode()) for name in SCRIPTS]
    sheets = [_FACE.sub("", assets[name].content.decode()) for name in _SHEETS]
    style = "\n".join([typeface(assets), *sheets])
    return {
        "policy": policy([*frame.values(), *scripts]),
        "style": Markup(f"<style>{style}</style>"),  # noqa: S704  files of ours
        "frame": Markup(frame["frame.js"]),  # noqa: S704
        "projection": Markup(frame["projection.js"]),  # noqa: S704
        "switch": Markup(frame.get(_LANGUAGE, "")),  # noqa: S704
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
