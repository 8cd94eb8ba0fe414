"""The kinds of things that have pages, and the classes that make a thing of that kind.

The names of kinds are the type words of `ontology.iris`. Readers are offered the kinds they
have words for; the others (passages, selectors, evidence...) have pages too, because every
IRI must open, but stand behind what they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.reading import Reading
from ontology.iris import BASE
from ontology.terms import AL, OA, QB, RDF

__all__ = ["CLASSES", "COUNTED", "FOR_READERS", "counts"]

CLASSES: Final[Mapping[str, tuple[NamedNode, ...]]] = {
    "case": (AL.Case,),
    "alliance": (AL.Alliance, AL.Partnership, AL.TerritorialAlliance),
    "participation": (AL.Participation, AL.NamedParticipation, AL.GroupParticipation),
    "assignment": (
        AL.Assignment,
        AL.CategoryAssignment,
        AL.DomainAssignment,
        AL.AxisAssignment,
        AL.ActorTypeAssignment,
    ),
    "organisation": (
        AL.Organisation,
        AL.PublicInterestStructure,
        AL.Association,
        AL.Foundation,
        AL.Company,
        AL.PublicBody,
        AL.SocialPartner,
        AL.AcademicInstitution,
        AL.Network,
        AL.CitizenGroup,
    ),
    "person": (AL.Person,),
    "document": (AL.Document,),
    "webpage": (AL.WebPage,),
    "programme": (AL.Programme,),
    "study": (AL.Study,),
    "scope": (AL.StudyScope,),
    "event": (AL.Event,),
    "resource": (AL.Resource,),
    "innovation": (AL.Innovation, AL.SocietalInnovation),
    "passage": (AL.Passage,),
    "selector": (OA.TextQuoteSelector, OA.TextPositionSelector),
    "figure": (AL.Figure, AL.ReportedFigure, AL.ConsolidatedFigure),
    "dataset": (QB.DataSet,),
    "cell": (AL.Cell,),
    "claim": (AL.Claim, AL.ImpactClaim, AL.EffectClaim),
    "link": (AL.Link,),
    "evidence": (AL.Evidence,),
    "discrepancy": (AL.Discrepancy,),
    "crossing": (AL.Crossing, AL.Gap),
    "search": (AL.Search,),
    "indicator": (AL.Indicator,),
    "indicator-value": (AL.IndicatorValue,),
    "comparison": (AL.Comparison,),
    "import": (AL.Import,),
}

# In the order of the first page.
FOR_READERS: Final = (
    "case",
    "alliance",
    "organisation",
    "person",
    "document",
    "webpage",
    "programme",
    "study",
    "event",
    "resource",
    "innovation",
    "figure",
    "claim",
    "discrepancy",
)

# The first six numbers a visitor sees; the other kinds follow in smaller type.
COUNTED: Final = ("case", "organisation", "document", "figure", "claim", "discrepancy")

_PAIRS: Final = " ".join(
    f'("{BASE}id/{kind}/" {node})' for kind in FOR_READERS for node in CLASSES[kind]
)

# The prefix keeps apart two kinds that share a class: a programme is a study too.
_COUNTS: Final = f"""
SELECT ?prefix (COUNT(DISTINCT ?s) AS ?n) WHERE {{
  VALUES (?prefix ?c) {{ {_PAIRS} }}
  ?s {RDF.type} ?c .
  FILTER(STRSTARTS(STR(?s), ?prefix))
}} GROUP BY ?prefix
"""


def counts(reading: Reading) -> dict[str, int]:
    """Return how many things there are of each kind for readers, 0 included."""
    found = dict.fromkeys(FOR_READERS, 0)
    for prefix, amount in reading.rows(_COUNTS):
        if isinstance(prefix, Literal) and isinstance(amount, Literal):
            found[prefix.value.removeprefix(f"{BASE}id/").rstrip("/")] = int(amount.value)
    return found
