"""YAML read strictly: what a file says is what it looks like, or it is refused.

PyYAML's C parser gives events with their lines; the meaning is ours, because YAML's own has
traps that change a record silently: `no` is a boolean, `010` is eight, `1:30` is ninety, a
repeated key wins over the first. Here only `true` and `false` are booleans, an integer is
written plainly, a number with a point is a Decimal, everything else is text, and dates stay
text. Repeated keys, anchors, aliases, merge keys, tags, directives, several documents, keys
without value, and files that are too large or too deep are refused, every fault of a file
at once as far as its syntax allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

import yaml

from loaders.faults import Location, Spot, dotted, refusal
from loaders.yaml_faults import YAML_FAULTS, syntax_rule
from ontology.errors import Finding, Text

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Lines", "read_yaml"]

# A hundred times the largest record; above that somebody has mistaken the file.
MAX_BYTES: Final = 5_000_000
MAX_DEPTH: Final = 40
# Python refuses to read integers of more than 4,300 digits; no figure needs thirty.
_MAX_DIGITS: Final = 30

Lines = Mapping[Location, int]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_NOTHING = {"", "~", "null", "Null", "NULL"}
# YAML takes U+0085, U+2028 and U+2029 for line breaks but no editor counts them so; the
# others are not printable, or (U+FEFF) invisible.
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def read_yaml(data: bytes, where: str) -> tuple[dict[str, object], Lines]:
    """Return the mapping that a YAML file holds and the line of each of its values.

    Values are str, bool, int, Decimal, tuple and dict; lines count from 1 and are keyed by
    location, () being the first line. Raise RecordError with every fault found.
    """
    reader = _Reader(_text(data, where), where)
    content = reader.document()
    if reader.findings:
        raise refusal(reader.findings)
    if not isinstance(content, dict):
        raise refusal([_finding(Spot(where, 1), "yaml-not-a-record")])
    return content, reader.lines


def _text(data: bytes, where: str) -> str:
    if len(data) > MAX_BYTES:
        raise refusal([_finding(Spot(where), "file-too-large", limit=MAX_BYTES)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refusal([_finding(Spot(where, line), "file-encoding")]) from error
    if text.startswith("\ufeff"):
        raise refusal([_finding(Spot(where, 1), "file-byte-order-mark")])
    wrong = _FORBIDDEN.search(text)
    if wrong:
        spot = Spot(where, text.count("\n", 0, wrong.start()) + 1)
        raise refusal([_finding(spot, "file-character", f"U+{ord(wrong.group()):04X}")])
    return text


def _finding(spot: Spot, code: str, value: str = "", **details: int) -> Finding:
    rule, cure = YAML_FAULTS[code]
    filled = Text(rule.fr.format(**details), rule.en.format(**details)) if details else rule
    return spot.fault(code, filled, cure, value)


class _Stop(Exception):  # noqa: N818  leaves the parser, is never seen outside
    """The rest of the file cannot be understood."""


class _Reader:
    """Builds values from parser events; `findings` and `lines` fill as it goes."""

    def __init__(self, text: str, where: str) -> None:
        self.findings: list[Finding] = []
        self.lines: dict[Location, int] = {(): 1}
        self._where = where
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)

    def document(self) -> object:
        """Return what the file holds, or None after a fault that ends the reading."""
        try:
            return self._document()
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            spot = Spot(self._where, (mark.line if mark else 0) + 1)
            rule = syntax_rule(f"{error.problem or ''} {error.context or ''}")
            self.findings.append(spot.fault("yaml-syntax", rule, YAML_FAULTS["yaml-syntax"][1]))
        except (yaml.YAMLError, ValueError):
            self.findings.append(_finding(Spot(self._where), "yaml-syntax"))
        return None

    def _document(self) -> object:
        content: object = None
        seen = False
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if event.version or event.tags:
                    self._fault(event, (), "yaml-directive")
                if seen:
                    self._fault(event, (), "yaml-two-documents")
                    raise _Stop
                content = self._value(next(self._events), (), 0)
                seen = True
        return content

    def _value(self, event: yaml.Event, location: Location, depth: int) -> object:
        if depth > MAX_DEPTH:
            self._fault(event, location, "yaml-too-deep", limit=MAX_DEPTH)
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, location, "yaml-alias", f"*{event.anchor}")
            return None
        self._refuse_marks(event, location)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, location)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(location, depth)
        return self._mapping(location, depth)

    def _refuse_marks(self, event: yaml.Event, location: Location) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self._fault(event, location, "yaml-anchor", f"&{anchor}")
        if tag is not None:
            self._fault(event, location, "yaml-tag", str(tag))

    def _sequence(self, location: Location, depth: int) -> tuple[object, ...]:
        items: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            place = (*location, len(items))
            self.lines[place] = _line(event)
            items.append(self._value(event, place, depth + 1))
        return tuple(items)

    def _mapping(self, location: Location, depth: int) -> dict[str, object]:
        content: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, location, depth)
            place = (*location, key)
            if key in content:
                first = self.lines[place]
                self._fault(event, place, "yaml-duplicate-key", key, first=first)
            self.lines.setdefault(place, _line(event))
            content[key] = self._value(next(self._events), place, depth + 1)
        return content

    def _key(self, event: yaml.Event, location: Location, depth: int) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event, location)
            if event.implicit[0] and event.value == "<<":
                self._fault(event, location, "yaml-merge", "<<")
            return str(event.value)
        self._fault(event, location, "yaml-key")
        if not isinstance(event, yaml.AliasEvent):
            self._value(event, location, depth + 1)
        return f"?{_line(event)}"

    def _scalar(self, event: yaml.ScalarEvent, location: Location) -> object:
        text = str(event.value)
        if not event.implicit[0]:
            return text
        if text in _NOTHING:
            self._fault(event, location, "yaml-no-value", text)
            return None
        if text in {"true", "false"}:
            return text == "true"
        if not (_INTEGER.fullmatch(text) or _DECIMAL.fullmatch(text)):
            return text
        if len(text) > _MAX_DIGITS:
            self._fault(event, location, "yaml-number", text, limit=_MAX_DIGITS)
            return None
        return Decimal(text) if "." in text else int(text)

    def _fault(
        self, event: yaml.Event, location: Location, code: str, value: str = "", **details: int
    ) -> None:
        spot = Spot(self._where, _line(event), dotted(location))
        self.findings.append(_finding(spot, code, value, **details))


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1
