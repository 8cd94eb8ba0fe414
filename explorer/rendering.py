"""Page models into HTML: templates with escaping always on, and nothing undefined.

Templates see shapes from this room, sentences of the catalogue and the few functions set
here; they cannot ask the graph. Every text is escaped when it is printed; nothing is ever
marked safe that came from the graph or from a request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context
from jinja2.utils import pass_context
from markupsafe import Markup, escape

from explorer.kinds import COUNTED, FOR_READERS
from explorer.messages import Messages, read_messages
from explorer.models import Head
from explorer.projection import LARGEST, LEAST_FACTOR, MOST_LABELS, USUAL_FACTOR, USUAL_ROOM
from explorer.reading import Words
from explorer.sections import FOOT, SECTIONS, has_page, section_of
from explorer.static import Asset, read_assets
from explorer.typography import apostrophes, date, french, number

__all__ = ["CATEGORIES", "Pages", "Site"]

# Category slug -> the name of its colour in the stylesheet. A narrower one shares it.
CATEGORIES: Final[Mapping[str, str]] = {
    "mecenat": "mecenat",
    "mecenat-de-proximite": "mecenat",
    "mecenat-de-competences": "mecenat",
    "mecenat-financier": "mecenat",
    "pratiques-responsables": "pratiques",
    "cooperation-economique": "cooperation",
    "innovation-societale": "innovation",
}

# The rule of reading in a room, for the scripts of the pages; `number` is filled in by them.
_ROOM: Final[Mapping[str, object]] = {
    "least": round(LEAST_FACTOR, 6),
    "usual": round(USUAL_FACTOR, 6),
    "largest": LARGEST,
    "most": MOST_LABELS,
    "distance": USUAL_ROOM.distance,
    "width": USUAL_ROOM.width,
    "number": Markup("<span data-n></span>"),
}


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says of the data it shows; all empty when no snapshot can be read.

    `version` is the content hash, `built` an ISO date and time in UTC.
    """

    version: str = ""
    built: str = ""
    public_url: str = ""

    @property
    def short(self) -> str:
        """The version as people compare it."""
        return self.version[:12]


@pass_context
def _quoted(context: Context, words: Words | str) -> str:
    """Return a text with the spaces of its language, each of its signs as the source has it.

    What has no language is the page's.
    """
    language = str(context["lang"])
    if isinstance(words, str):
        return french(words) if language == "fr" else words
    return french(words.text) if (words.language or language) == "fr" else words.text


@pass_context
def _typo(context: Context, words: Words | str) -> str:
    """Return a text as it is printed: spaces of its language, printed apostrophes."""
    return apostrophes(_quoted(context, words))


def _cap(text: str) -> str:
    """Return `text` with a capital first letter; escaped text stays so."""
    return text[:1].upper() + text[1:]


def _low(words: Words) -> Words:
    """Return a concept's name as it stands inside a sentence, unless it is a code."""
    text = words.text
    return words if text[1:2].isupper() else replace(words, text=text[:1].lower() + text[1:])


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The catalogue as templates use it: sentences escaped, and what is put into them too."""

    messages: Messages

    def __call__(self, key: str, **values: object) -> Markup:
        return Markup(escape(apostrophes(self.messages(key)))).format(**values)  # noqa: S704  escaped first

    def count(self, key: str, amount: int, **values: object) -> Markup:
        return Markup(escape(apostrophes(self.messages.count(key, amount, **values))))  # noqa: S704


class Pages:
    """The templates, the catalogues and the assets, read once when an application is made."""

    __slots__ = ("_environment", "assets", "messages")

    def __init__(self) -> None:
        self.messages: Mapping[str, Messages] = read_messages()
        self.assets: Mapping[str, Asset] = read_assets()
        self._environment = Environment(
            loader=PackageLoader("explorer"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            typo=_typo,
            quoted=_quoted,
            cap=_cap,
            low=_low,
            asset=lambda name: self.assets[name].href,
        )
        self._environment.globals.update(
            assets=self.assets,
            categories=CATEGORIES,
            kinds=FOR_READERS,
            counted=COUNTED,
            sections=SECTIONS,
            section_of=section_of,
            has_page=has_page,
            foot=FOOT,
            room=_ROOM,
        )

    def render(
        self, template: str, language: str, *, site: Site, head: Head, **values: object
    ) -> str:
        """Return the page as HTML text; raise jinja2 errors for what a template lacks."""
        return self._environment.get_template(template).render(
            **self._spoken(language), site=site, head=head, **values
        )

    def environment(self, language: str, **values: object) -> Environment:
        """Return the templates for a page that something else fills in, told `values` too."""
        found = self._environment.overlay()
        found.globals = {**self._environment.globals, **self._spoken(language), **values}
        return found

    def _spoken(self, language: str) -> dict[str, object]:
        messages = self.messages[language]

        def shown(value: Decimal | int) -> str:
            return number(value, language)

        def moment(value: str) -> str:
            return date(value.partition("T")[0], language)

        return {"lang": language, "t": _Spoken(messages), "number": shown, "date": moment}
