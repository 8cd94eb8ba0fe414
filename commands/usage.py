"""How a slip on the command line is told: what was refused, and how to mend it, in two languages.

The library that reads the command line words its faults in English and gives no cure. They are
told again here from its words, with one pattern for each. Words that no pattern knows are shown
as they stand, so that a new version of the library can make a message poorer and never hide it.
"""

from __future__ import annotations

import re
from typing import Final

from ontology.errors import Text

__all__ = ["retold"]

# What the library says -> what is said in its place; {what} and {more} are groups of the pattern.
_FAULTS: Final[tuple[tuple[re.Pattern[str], Text], ...]] = tuple(
    (re.compile(pattern), Text(fr, en))
    for pattern, fr, en in (
        (
            r"No such option: (?P<what>\S+)(?: \(Possible options?: (?P<near>.+)\))?",
            "Option inconnue : {what}.",
            "Unknown option: {what}.",
        ),
        (
            r"No such command '(?P<what>.*?)'\.(?: Did you mean (?P<near>.+)\?)?",
            "Commande inconnue : {what}.",
            "Unknown command: {what}.",
        ),
        (r"Missing command\.", "Il manque une commande.", "A command is missing."),
        (
            r"Missing (?:argument|option|parameter) '(?P<what>.+?)'\..*",
            "Il manque {what}.",
            "{what} is missing.",
        ),
        (
            r"Got unexpected extra argument(?:s|\(s\))? \((?P<what>.+)\)",
            "C'est de trop : {what}.",
            "This is too much: {what}.",
        ),
        (
            r"Option '(?P<what>.+)' requires .+",
            "L'option {what} demande une valeur.",
            "The option {what} takes a value.",
        ),
        (
            r"Option '(?P<what>.+)' does not take a value\.",
            "L'option {what} ne prend pas de valeur.",
            "The option {what} takes no value.",
        ),
        (
            r"Invalid value for '(?P<what>.+?)'(?: / '.+?')*: '(?P<more>.*)' is not a valid int.*",
            "{what} demande un nombre entier, non « {more} ».",
            "{what} takes a whole number, not “{more}”.",
        ),
        (
            r"Invalid value for '(?P<what>.+?)'(?: / '.+?')*: (?P<more>\S+) is not in the range"
            r" (?P<range>.+)\.",
            "{what} ne peut pas être {more} : {range}.",
            "{what} cannot be {more}: {range}.",
        ),
        (
            r"Invalid value for '(?P<what>.+?)'(?: / '.+?')*: '(?P<more>.*)' is not one of"
            r" (?P<near>.+)\.",
            "{what} ne peut pas être « {more} ».",
            "{what} cannot be “{more}”.",
        ),
        (
            r"Invalid value for '?(?P<what>[^':]+)'?: (?P<near>.+)",
            "Cette valeur de {what} ne convient pas.",
            "This value of {what} will not do.",
        ),
    )
)


def retold(message: str, command: str) -> tuple[Text, Text]:
    """Return what was wrong and how to mend it, from the library's words on `command`."""
    for pattern, told in _FAULTS:
        found = pattern.fullmatch(message.strip())
        if found:
            groups = {name: value or "" for name, value in found.groupdict().items()}
            near = groups.get("near", "").replace("'", "").rstrip(".")
            return Text(told.fr.format(**groups), told.en.format(**groups)), _cure(command, near)
    return Text(message, message), _cure(command, "")


def _cure(command: str, near: str) -> Text:
    """Say which words come near, and where all of them are told."""
    return Text(
        f"{f'Il y a : {near}. ' if near else ''}« {command} --help » dit ce qui se donne.",
        f"{f'There is: {near}. ' if near else ''}“{command} --help” says what can be given.",
    )
