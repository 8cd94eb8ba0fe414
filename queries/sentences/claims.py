"""One claim as a sentence whose verb follows the status of its link.

Which wording is taken is decided here and nowhere else: a hypothesis stays one whatever else
is known of its link; what a surveyed group says of itself is said by it; and where others
hold the link firmer than this speaker, the sentence says so and adds that the speaker
asserts it. Words and verbs are data; this module refuses to say a relation it has no verb
for in any other way than by its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ontology.errors import Text
from ontology.iris import iri_of
from queries.sentences.english import does_not
from queries.sentences.french import after, agreed, negated
from queries.sentences.lexicon import bare, named, spelled
from queries.sentences.moments import place, when
from queries.sentences.words import Part, Phrase, Sentence, capital, data

__all__ = ["Name", "Said", "say", "voice_of"]

_STATUSES: Final = {
    "affirme": "asserted",
    "percu": "perceived",
    "observe": "observed",
    "mesure": "measured",
    "demontre": "demonstrated",
    "suppose": "supposed",
    "vise": "targeted",
}
# What a claim's own mode says as firmly as the status of its link.
_AS_FIRM: Final = {
    "observed": {"measured", "attributed"},
    "measured": {"measured", "attributed"},
    "demonstrated": {"measured", "attributed"},
    "perceived": {"perceived"},
}
# What a thing works through reads as a means; groups, axes and levels are only listed.
_MEANS: Final = frozenset({"mechanism", "resource-kind", "impact", "category", "study", "resource"})
_SLOT: Final = re.compile(r"\{(?:(?P<before>[a-zà]+):)?(?P<name>[a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Name:
    """A thing a claim speaks of: its reference, `scheme/slug` or `type/slug`, and its name."""

    reference: str
    words: Text

    @property
    def kind(self) -> str:
        """The scheme or the type of thing."""
        return self.reference.partition("/")[0]

    @property
    def slug(self) -> str:
        """What follows it."""
        return self.reference.partition("/")[2]

    @property
    def iri(self) -> str:
        """The whole name by which machines know it."""
        return iri_of(self.reference)


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of one claim; `status`, `mode` and `polarity` are slugs, "" if unknown."""

    subject: Name
    relation: Name
    object: Name
    status: str = ""
    mode: str = ""
    polarity: str = "positive"
    speaker: Name | None = None
    through: tuple[Name, ...] = ()
    beneficiary: Name | None = None
    territory: Name | None = None
    domain: Name | None = None
    period: Name | None = None
    to_find: bool = False
    source: tuple[Part, ...] = field(default=())


def voice_of(said: Said) -> str:
    """Return which wording a claim gets; `-unsaid` when its speaker only asserts the link."""
    if said.mode == "hypothesised":
        return "supposed"
    voice = _STATUSES.get(said.status, "none")
    if voice in _AS_FIRM and said.mode and said.mode not in _AS_FIRM[voice]:
        # A surveyed group may perceive what others measured: its words stay its own.
        return "perceived" if said.mode == "perceived" else f"{voice}-unsaid"
    return voice


def say(said: Said, language: str) -> Sentence:
    """Return the claim as a sentence in `language`, "fr" or "en", and as a link to guess."""
    asked = _Saying(said, language).asked()
    return replace(_Saying(said, language).sentence(), asked=asked)


class _Saying:
    """One claim being put into words."""

    def __init__(self, said: Said, language: str) -> None:
        self.said, self.language = said, language
        self.words = data("voices", language)
        self.verb: Mapping[str, Any] = data("verbs", language).get(said.relation.slug, {})
        self.subject = named(said.subject.reference, said.subject.words, language, agreeing=True)
        self.speaker = self.phrase(said.speaker) if said.speaker else self.unnamed()

    def phrase(self, name: Name) -> Phrase:
        return named(name.reference, name.words, self.language)

    def unnamed(self) -> Phrase:
        return spelled(self.words["unnamed"])

    def sentence(self) -> Sentence:
        voice = voice_of(self.said) if self.verb else "none"
        template = self.words["templates"][self.template(voice)]
        unfound = [Part(self.words["to-find"])] if self.said.to_find else []
        parts = [*self.filled(template), *unfound, Part(".")]
        source = (Part(self.words["source"]), *self.said.source, Part("."))
        return Sentence(capital(parts), capital(source) if self.said.source else (), voice)

    def asked(self) -> tuple[Part, ...]:
        """Return the link without its status: no speaker, no quote, and an infinitive.

        Who speaks is left out, because a surveyed group would give away that it perceives.
        """
        template = self.words["asked" if self.verb else "asked-plain"]
        # A verb that is itself the word of a status gives way to one that is not.
        self.verb = self.verb.get("unsaid", self.verb)
        return capital([*self.filled(template), Part(".")])

    def template(self, voice: str) -> str:
        """Return which template says `voice`, by who speaks of whom."""
        speaker = self.said.speaker
        own = speaker is not None and speaker.reference == self.said.subject.reference
        firm = voice in {"asserted", "targeted"} or self.said.mode == "perceived"
        if own and firm and f"{voice}-self" in self.words["templates"]:
            as_such = voice == "perceived" and self.verb.get("perceivable")
            return "perceived-self-as" if as_such else f"{voice}-self"
        if voice.startswith("perceived"):
            unsaid = voice.endswith("-unsaid") or speaker is None
            told = "" if self.verb.get("perceivable") else "-told"
            return f"perceived{'-unsaid' if unsaid else ''}{told}"
        return voice

    def filled(self, template: str) -> list[Part]:
        parts: list[Part] = []
        end = 0
        for slot in _SLOT.finditer(template):
            parts.append(self.own(template[end : slot.start()]))
            parts += self.slot(slot["name"], slot["before"] or "")
            end = slot.end()
        return [*parts, self.own(template[end:])]

    def own(self, text: str) -> Part:
        return Part(agreed(text, self.subject) if self.language == "fr" else text)

    def slot(self, name: str, before: str) -> Sequence[Part]:
        forms = {"does": 0, "do": 2, "doing": 3}
        if name in {"subject", "speaker"}:
            return after(before, self.subject if name == "subject" else self.speaker)
        if name in forms:
            return (self.own(self.conjugated(forms[name])),)
        if name == "rest":
            return (*self.rest(), *self.tail())
        if name == "plain":
            return self.phrase(self.said.object).parts
        if name == "relation":
            return (Part(self.said.relation.words.in_language(self.language)),)
        about = self.subject if name in {"be", "could"} else self.speaker
        return (Part(self.words[name][about.plural]),)

    @property
    def denied(self) -> Mapping[str, Any]:
        """The verb that says the contrary, empty when the verb itself is denied or kept."""
        contrary = self.verb.get("negative")
        return contrary if self.said.polarity == "negative" and isinstance(contrary, dict) else {}

    def conjugated(self, form: int) -> str:
        forms = (self.denied or self.verb)["forms"]
        chosen: str = forms[1 if form == 0 and self.subject.plural else form]
        if self.said.polarity != "negative" or self.verb.get("negative") != "not":
            return chosen
        if self.language == "en":
            return does_not(chosen, forms, finite=form == 0)
        return negated(chosen, finite=form == 0)

    def rest(self) -> Sequence[Part]:
        """Return the object behind its preposition, without what limits it."""
        target = self.said.object
        then: str = (self.denied or self.verb)["then"]
        opening: list[Part] = []
        if target.kind in {"impact", "effect"} and "towards-impacts" in self.verb:
            # Money and people are put in towards an impact; the impact itself is not put in.
            what, then = self.verb["towards-impacts"]
            opening = [Part(f"{what} ")]
        if then == "@":
            return self.moment(target)
        if then.endswith("+") or target.kind == "role":
            plain = bare(target.reference, target.words, self.language)
            if self.language == "fr":
                return after(then.rstrip("+"), plain)
            return (Part(f"{then.rstrip('+')} "), *plain.parts)
        phrase = self.phrase(target)
        if self.language == "fr":
            return (*opening, *after(then, phrase))
        return (*opening, *((Part(f"{then} "),) if then else ()), *phrase.parts)

    def moment(self, target: Name) -> Sequence[Part]:
        if target.kind == "period":
            return (Part(when(target.slug, self.language), target.iri),)
        if target.kind == "territory":
            return place(self.phrase(target), target.reference, self.language)
        phrase = self.phrase(target)
        return after("à", phrase) if self.language == "fr" else (Part("at "), *phrase.parts)

    def tail(self) -> Sequence[Part]:
        said, words = self.said, self.words
        parts: list[Part] = []
        sense = words["polarity"].get(said.polarity)
        if sense and not (said.polarity == "negative" and self.verb.get("negative")):
            parts.append(Part(sense))
        parts += self.means()
        if said.beneficiary:
            parts += self.with_name(words["for"], said.beneficiary)
        if said.domain:
            parts += self.with_name(words["in-domain"], said.domain)
        if said.territory and said.territory not in (said.subject, said.object):
            where = self.phrase(said.territory)
            parts += [Part(", "), *place(where, said.territory.reference, self.language)]
        if said.period:
            moment = when(said.period.slug, self.language)
            parts += [Part(", "), Part(moment, said.period.iri)]
        return parts

    def means(self) -> list[Part]:
        means = [one for one in self.said.through if one.kind in _MEANS]
        others = [one for one in self.said.through if one.kind not in _MEANS]
        parts: list[Part] = []
        for place_, one in enumerate(means):
            parts += self.with_name(self.words["and-through" if place_ else "through"], one)
        listed = self.words["listed"]
        for place_, one in enumerate(others):
            opening = listed.get(one.kind, listed["others"])
            parts += [Part(", " if place_ else opening), *self.phrase(one).parts]
        return [*parts, Part(")")] if others else parts

    def with_name(self, template: str, name: Name) -> list[Part]:
        slot = _SLOT.search(template)
        if slot is None:
            return [Part(template)]
        said = after(slot["before"] or "", self.phrase(name))
        return [Part(template[: slot.start()]), *said, Part(template[slot.end() :])]
