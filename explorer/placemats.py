"""What lies on a workshop's tables: placemats and cards, with data and without conclusions.

A placemat holds at most twelve links, as many as a table discusses in half an hour: for each
its code, what is claimed, its status, the words of a source, and room for two counts. A card
is one link to deal, place and join. What a link means is left to those who sit there: nothing
is ranked, summed up or recommended. A blank card takes what people add themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from explorer.messages import Messages
from explorer.paper_sheet import PAPER, Frame, fits, lines_of, printed, square
from explorer.svg_parts import marked, num, status_line, written
from graph.network import Status

__all__ = ["CARDS", "LINKS", "Card", "card_sheets", "placemat"]

# Links on a placemat, cards on a sheet.
LINKS: Final = 12
CARDS: Final = 8
_GAP: Final = 10.0
_BLANKS: Final = ("alliance", "partners", "domain", "category", "expected", "how_known")


@dataclass(frozen=True, slots=True)
class Card:
    """One link on paper: its code, its sentence, and how it is known.

    `address` is what its square holds. `quote` is empty where the source's words are still to
    be found, which is then said.
    """

    code: str
    thing: str
    sentence: str
    status: Status
    quote: str
    source: str
    address: str
    against: bool = False
    to_find: bool = False


def placemat(frame: Frame, cards: Sequence[Card], messages: Messages) -> str:
    """Return the sheet of one table, with the first LINKS of `cards`."""
    width, height = frame.room
    shown = cards[:LINKS]
    rows = max(1, -(-len(shown) // 2))
    across, down = (width - _GAP) / 2, min(height / rows, 130.0)
    parts = []
    for place, card in enumerate(shown):
        x, y = (place // rows) * (across + _GAP), (place % rows) * down
        inside = _row(card, across, down - 6, messages)
        parts.append(f'<g transform="translate({num(x)} {num(y)})">{inside}</g>')
    return frame.sheet("".join(parts))


def card_sheets(frame: Frame, cards: Sequence[Card], messages: Messages) -> list[str]:
    """Return the sheets of cards, CARDS on each; the last is filled up with blank ones."""
    width, height = frame.room
    across, down = (width - 3 * _GAP) / 4, (height - _GAP) / 2
    sheets = []
    for start in range(0, max(len(cards), 1), CARDS):
        parts = []
        for place in range(CARDS):
            x, y = place % 4 * (across + _GAP), place // 4 * (down + _GAP)
            held = cards[start + place] if start + place < len(cards) else None
            inside = _card(held, across, down, messages) if held else _blank(across, down, messages)
            parts.append(f'<g transform="translate({num(x)} {num(y)})">{inside}</g>')
        sheets.append(frame.sheet("".join(parts)))
    return sheets


def _row(card: Card, width: float, height: float, messages: Messages) -> str:
    text = width - 176
    parts = [_outline(width, height), _code(card, 10, 20), _known(card, 84, 16, messages)]
    y = 38.0
    y = _sentence(parts, card, (10, y, text), (12, 10.5, 9), height - y - 40)
    _words(parts, card, (10, y, text), room=height - y - 4, messages=messages)
    for place, question in enumerate(("agree", "priority")):
        top = 14 + place * (height - 16) / 2
        parts.append(written(_told(messages, f"paper.{question}"), width - 156, top + 8, PAPER.ink,
                             size=10, weight=700))  # fmt: skip
        for column, answer in enumerate(("yes", "no")):
            x = width - 156 + column * 74
            parts.append(written(_told(messages, f"paper.{answer}"), x, top + 26, PAPER.ink_2,
                                 size=9))  # fmt: skip
            parts.append(_rect(x + 24, top + 14, 42, 18, PAPER.ink_2))
    return "".join(parts)


def _card(card: Card, width: float, height: float, messages: Messages) -> str:
    side = 52.0
    parts = [
        _outline(width, height),
        written(card.code, 12, 32, PAPER.ink, size=22, weight=700),
        square(card.address, width - side - 12, 12, side),
        _known(card, 12, 54, messages),
    ]
    at = (12.0, 88.0, width - 24)
    y = _sentence(parts, card, at, (15, 13, 11, 9), height - 88 - 80)
    _words(parts, card, (12, y + 4, width - 24), room=height - y - 10, messages=messages)
    return "".join(parts)


def _blank(width: float, height: float, messages: Messages) -> str:
    parts = [_outline(width, height)]
    parts.append(written(_told(messages, "paper.blank"), 12, 26, PAPER.ink, size=13, weight=700))
    step = (height - 44) / len(_BLANKS)
    for place, field in enumerate(_BLANKS, 1):
        y = 34 + place * step
        label = _told(messages, f"paper.blank.{field}")
        parts.append(written(label, 12, y - step + 16, PAPER.ink_2, size=9))
        parts.append(f'<path d="M12 {num(y)}H{num(width - 12)}" stroke="{PAPER.rule}"/>')
    return "".join(parts)


def _sentence(
    parts: list[str],
    card: Card,
    at: tuple[float, float, float],
    sizes: Sequence[float],
    room: float,
) -> float:
    """Write the sentence whole, in the largest of `sizes` that fits into `room` points."""
    said = card.sentence
    most = {size: max(1, int(room / (size * 1.25)) + 1) for size in sizes}
    size = next((one for one in sizes if fits(said, one, at[2], most[one])), sizes[-1])
    return _say(parts, said, at, size=size, most=most[size], weight=700)


def _words(
    parts: list[str],
    card: Card,
    at: tuple[float, float, float],
    *,
    room: float,
    messages: Messages,
) -> None:
    """Write the quotation, or that it is still to be found, and under it the work."""
    quoted = f"{messages('quote.open')}{card.quote}{messages('quote.close')}"
    lacking = _told(messages, "explorer.to_find")
    # The sentence of a link says itself that its quotation is still to be found: once is enough.
    said = quoted if card.quote else "" if lacking in card.sentence else lacking
    y = _say(parts, said, at, size=10, most=max(2, int((room - 12) // 13)), weight=450)
    _say(parts, printed(card.source, messages.language), (at[0], y, at[2]), size=8.5, most=1,
         weight=450)  # fmt: skip


def _say(
    parts: list[str],
    text: str,
    at: tuple[float, float, float],
    *,
    size: float,
    most: int,
    weight: int,
) -> float:
    """Add a text in lines from `at` (left, base line, width); return the next base line."""
    x, y, width = at
    for line in lines_of(text, size, width, most):
        parts.append(written(line, x, y, PAPER.ink, size=size, weight=weight))
        y += size * 1.25
    return y


def _known(card: Card, x: float, y: float, messages: Messages) -> str:
    word = printed(card.status.label.in_language(messages.language), messages.language)
    signs = "".join(
        marked(sign, (102 + 8 * len(word) + 26 * place, 0), PAPER)
        for place, sign in enumerate(
            [*(["≠"] if card.against else []), *(["?"] if card.to_find else [])]
        )
    )
    return (
        f'<g transform="translate({num(x)} {num(y)})">{status_line(card.status, PAPER)}'
        f"{written(word, 84, 4, PAPER.ink, size=10, weight=700)}{signs}</g>"
    )


def _code(card: Card, x: float, y: float) -> str:
    return written(card.code, x, y, PAPER.ink, size=15, weight=700)


def _told(messages: Messages, key: str) -> str:
    return printed(messages(key), messages.language)


def _outline(width: float, height: float) -> str:
    return _rect(0, 0, width, height, PAPER.rule)


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}" rx="3" '
        f'fill="none" stroke="{colour}"/>'
    )
