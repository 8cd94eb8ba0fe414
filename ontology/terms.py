"""Every term this software writes or reads, as a typed constant.

Queries and mappings that spell an IRI by hand fail silently: a mistyped property matches
nothing. Here a term is an attribute, so mypy sees a wrong name and the interpreter raises
VocabularyError with the nearest names. `AL` equals `core.ttl` term for term, in both
directions, and a test holds them together. The other classes list only the external terms
we use; this module refuses every name that is not declared, on purpose.
"""

# The names are those of the vocabularies.
# ruff: noqa: N815

from __future__ import annotations

import difflib
import inspect
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from ontology.errors import Text, VocabularyError
from ontology.iris import NS

__all__ = [
    "AL",
    "DCAT",
    "DCTERMS",
    "OA",
    "ORG",
    "OWL",
    "PROV",
    "QB",
    "RDF",
    "RDFS",
    "SH",
    "SKOS",
    "SPDX",
    "VOID",
    "XSD",
    "Terms",
    "names",
]


class Terms(type):
    """A class whose annotated names become `NamedNode(namespace + name)`.

    Reading any other public name raises VocabularyError (hence `hasattr` raises too).
    """

    def __new__(
        mcs, title: str, bases: tuple[type, ...], body: dict[str, Any], namespace: str
    ) -> Terms:
        """Make one constant per annotated name."""
        made = super().__new__(mcs, title, bases, body)
        for name in inspect.get_annotations(made):
            type.__setattr__(made, name, NamedNode(namespace + name))
        return made

    def __init__(cls, title: str, bases: tuple[type, ...], body: dict[str, Any], **_: str) -> None:
        super().__init__(title, bases, body)

    def __setattr__(cls, name: str, value: object) -> None:
        """Refuse to change a term."""
        raise TypeError(f"{cls.__name__}.{name} is a constant")

    # Hidden from type checkers: a declared attribute must stay the only one they accept.
    if not TYPE_CHECKING:

        def __getattr__(cls, name: str) -> NamedNode:
            """Raise VocabularyError with the nearest declared names."""
            if name.startswith("__"):
                raise AttributeError(name)
            near = difflib.get_close_matches(name, names(cls), n=3, cutoff=0.5)
            raise VocabularyError(
                Text(
                    f"Terme inconnu : {cls.__name__}.{name}.",
                    f"Unknown term: {cls.__name__}.{name}.",
                ),
                Text(
                    f"Termes proches : {', '.join(near) or 'aucun'}. Voir ontology/core.ttl.",
                    f"Nearest terms: {', '.join(near) or 'none'}. See ontology/core.ttl.",
                ),
            )


def names(terms: Terms) -> tuple[str, ...]:
    """Return the names declared by one of the term classes, in the order of their declaration."""
    return tuple(inspect.get_annotations(terms))


class AL(metaclass=Terms, namespace=NS):
    """The terms of our own ontology, `ontology/core.ttl`."""

    # Actors.
    Actor: NamedNode
    Person: NamedNode
    Organisation: NamedNode
    PublicInterestStructure: NamedNode
    Association: NamedNode
    Foundation: NamedNode
    Company: NamedNode
    PublicBody: NamedNode
    SocialPartner: NamedNode
    AcademicInstitution: NamedNode
    Network: NamedNode
    CitizenGroup: NamedNode

    # Alliances and the stories that tell of them.
    Alliance: NamedNode
    Partnership: NamedNode
    TerritorialAlliance: NamedNode
    Participation: NamedNode
    NamedParticipation: NamedNode
    GroupParticipation: NamedNode
    Case: NamedNode

    # Sources, studies, events, resources, innovations.
    Source: NamedNode
    Document: NamedNode
    WebPage: NamedNode
    Passage: NamedNode
    Study: NamedNode
    Programme: NamedNode
    StudyScope: NamedNode
    Event: NamedNode
    Resource: NamedNode
    Innovation: NamedNode
    SocietalInnovation: NamedNode

    # What is said, what backs it, what is assigned.
    Claim: NamedNode
    ImpactClaim: NamedNode
    EffectClaim: NamedNode
    Evidence: NamedNode
    Link: NamedNode
    Assignment: NamedNode
    CategoryAssignment: NamedNode
    DomainAssignment: NamedNode
    AxisAssignment: NamedNode
    ActorTypeAssignment: NamedNode

    # Figures.
    Figure: NamedNode
    ReportedFigure: NamedNode
    ConsolidatedFigure: NamedNode
    Comparison: NamedNode
    Import: NamedNode
    Indicator: NamedNode
    IndicatorValue: NamedNode
    Cell: NamedNode
    Discrepancy: NamedNode
    Crossing: NamedNode
    Gap: NamedNode
    Search: NamedNode

    # Classes of concepts, one per scheme.
    FragilityAxis: NamedNode
    FragilityDomain: NamedNode
    PartnershipCategory: NamedNode
    ImpactType: NamedNode
    Mechanism: NamedNode
    DirectEffect: NamedNode
    ActorType: NamedNode
    ActorGroup: NamedNode
    Territory: NamedNode
    TerritoryLevel: NamedNode
    ResultLevel: NamedNode
    ClaimMode: NamedNode
    LinkStatus: NamedNode
    Polarity: NamedNode
    EvidenceLevel: NamedNode
    QuoteStatus: NamedNode
    Basis: NamedNode
    Confidence: NamedNode
    Caution: NamedNode
    IndicatorCaution: NamedNode
    Coder: NamedNode
    Relation: NamedNode
    RoleType: NamedNode
    Question: NamedNode
    Measure: NamedNode
    Unit: NamedNode
    Precision: NamedNode
    Period: NamedNode
    DocumentKind: NamedNode
    EventKind: NamedNode
    ResourceKind: NamedNode
    DiscrepancyKind: NamedNode
    DiscrepancyStatus: NamedNode
    MissingEvidence: NamedNode
    EvidenceMatrix: NamedNode
    GapType: NamedNode
    Severity: NamedNode
    InnovationStep: NamedNode
    InnovationPhase: NamedNode
    InnovationMaturity: NamedNode
    InnovationDimension: NamedNode
    SupportLever: NamedNode
    SharedStake: NamedNode
    EvaluationMode: NamedNode
    TerritorialDynamic: NamedNode
    Prism: NamedNode
    Need: NamedNode
    Obstacle: NamedNode
    PerformanceModel: NamedNode
    PerformanceLever: NamedNode
    ResearchMethod: NamedNode
    Notion: NamedNode

    # Object properties: alliances.
    hasParticipation: NamedNode
    participationIn: NamedNode
    participant: NamedNode
    participantType: NamedNode
    role: NamedNode
    hasPartner: NamedNode
    partnerIn: NamedNode
    alliedWith: NamedNode
    inCategory: NamedNode
    addressesDomain: NamedNode
    addressesAxis: NamedNode
    inAxis: NamedNode
    inTerritory: NamedNode
    partOfTerritory: NamedNode
    territoryLevel: NamedNode
    illustrates: NamedNode
    illustratedBy: NamedNode
    actorType: NamedNode
    startsAt: NamedNode
    endsAt: NamedNode

    # Object properties: claims, links, evidence.
    subject: NamedNode
    isSubjectOf: NamedNode
    relation: NamedNode
    object: NamedNode
    through: NamedNode
    speaker: NamedNode
    beneficiary: NamedNode
    claimMode: NamedNode
    polarity: NamedNode
    partOfLink: NamedNode
    hasEvidence: NamedNode
    evidenceFor: NamedNode
    supports: NamedNode
    challenges: NamedNode
    evidenceLevel: NamedNode
    quoteStatus: NamedNode
    resultLevel: NamedNode
    resultBasis: NamedNode
    claimsImpact: NamedNode
    claimsEffect: NamedNode
    claimedImpact: NamedNode
    restsOnFigure: NamedNode
    caution: NamedNode
    linkStatus: NamedNode

    # Object properties: provenance.
    foundAt: NamedNode
    passage: NamedNode
    citesSource: NamedNode
    recordedIn: NamedNode
    documentKind: NamedNode
    eventKind: NamedNode
    resourceKind: NamedNode
    aboutStudy: NamedNode
    publishedBy: NamedNode

    # Object properties: assignments.
    assignedTo: NamedNode
    assigns: NamedNode
    assignsCategory: NamedNode
    assignsDomain: NamedNode
    assignsAxis: NamedNode
    assignsActorType: NamedNode
    basis: NamedNode
    coder: NamedNode
    confidence: NamedNode
    confirmedAt: NamedNode
    confirmedBy: NamedNode
    confirmedName: NamedNode
    assignedAt: NamedNode

    # Object properties: figures and studies.
    question: NamedNode
    respondent: NamedNode
    targetActor: NamedNode
    subPopulation: NamedNode
    territory: NamedNode
    domain: NamedNode
    category: NamedNode
    impact: NamedNode
    period: NamedNode
    unit: NamedNode
    precision: NamedNode
    cell: NamedNode
    fromStudy: NamedNode
    partOfFigure: NamedNode
    compares: NamedNode
    comparedBy: NamedNode
    ofIndicator: NamedNode
    indicatorDomain: NamedNode
    missingFor: NamedNode
    indicatorCaution: NamedNode
    periodBasis: NamedNode
    countsAs: NamedNode
    lacks: NamedNode
    rowsFrom: NamedNode
    columnsFrom: NamedNode
    hasRow: NamedNode
    hasColumn: NamedNode
    countsUnder: NamedNode
    bearsOn: NamedNode
    inMatrix: NamedNode
    row: NamedNode
    column: NamedNode
    holds: NamedNode
    gapType: NamedNode
    workToObtain: NamedNode
    coveredBy: NamedNode
    coversEntry: NamedNode
    coversFor: NamedNode
    demandedIn: NamedNode
    searched: NamedNode
    found: NamedNode
    searchedBy: NamedNode
    givenBy: NamedNode
    scopeOf: NamedNode
    coversGroup: NamedNode
    coversTerritory: NamedNode
    coversDomain: NamedNode
    coversQuestion: NamedNode
    partOfStudy: NamedNode

    # Object properties: discrepancies, innovations.
    involves: NamedNode
    discrepancyKind: NamedNode
    discrepancyStatus: NamedNode
    severity: NamedNode
    decidedBy: NamedNode
    atStep: NamedNode
    atPhase: NamedNode

    # Data properties.
    magnitude: NamedNode
    value: NamedNode
    share: NamedNode
    score: NamedNode
    count: NamedNode
    points: NamedNode
    amount: NamedNode
    duration: NamedNode
    rank: NamedNode
    comparable: NamedNode
    observedValue: NamedNode
    sampleSize: NamedNode
    claimsFor: NamedNode
    claimsAgainst: NamedNode
    claimsNeutralOrMixed: NamedNode
    claimsWithQuote: NamedNode
    independentSources: NamedNode
    multipleResponse: NamedNode
    lineNumber: NamedNode
    codeINSEE: NamedNode
    startYear: NamedNode
    endYear: NamedNode
    letter: NamedNode
    lineStyle: NamedNode
    functional: NamedNode
    announcedOnly: NamedNode

    # Annotation properties: free text and dates.
    groupLabel: NamedNode
    populationText: NamedNode
    baseText: NamedNode
    calculation: NamedNode
    derivation: NamedNode
    itemText: NamedNode
    method: NamedNode
    heading: NamedNode
    fileName: NamedNode
    sha256: NamedNode
    placeLabel: NamedNode
    explanation: NamedNode
    rule: NamedNode
    conceptClass: NamedNode
    classOfType: NamedNode
    codedKind: NamedNode
    readOn: NamedNode
    retiredOn: NamedNode
    retiredBecause: NamedNode
    place: NamedNode
    site: NamedNode
    unitText: NamedNode
    scopeText: NamedNode
    publisherText: NamedNode
    sourceText: NamedNode
    retrievedAs: NamedNode
    proxyText: NamedNode
    doubt: NamedNode
    identifierNote: NamedNode
    website: NamedNode


class RDF(metaclass=Terms, namespace="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    """RDF itself."""

    type: NamedNode
    first: NamedNode
    rest: NamedNode
    nil: NamedNode


class RDFS(metaclass=Terms, namespace="http://www.w3.org/2000/01/rdf-schema#"):
    """RDF Schema."""

    label: NamedNode
    comment: NamedNode
    subClassOf: NamedNode
    subPropertyOf: NamedNode
    domain: NamedNode
    range: NamedNode
    seeAlso: NamedNode


class SKOS(metaclass=Terms, namespace="http://www.w3.org/2004/02/skos/core#"):
    """Concept schemes: all our code lists."""

    Concept: NamedNode
    ConceptScheme: NamedNode
    prefLabel: NamedNode
    altLabel: NamedNode
    definition: NamedNode
    scopeNote: NamedNode
    editorialNote: NamedNode
    note: NamedNode
    notation: NamedNode
    broader: NamedNode
    narrower: NamedNode
    related: NamedNode
    inScheme: NamedNode
    topConceptOf: NamedNode
    hasTopConcept: NamedNode
    closeMatch: NamedNode
    relatedMatch: NamedNode
    exactMatch: NamedNode
    broadMatch: NamedNode
    narrowMatch: NamedNode


class PROV(metaclass=Terms, namespace="http://www.w3.org/ns/prov#"):
    """Provenance."""

    Entity: NamedNode
    Activity: NamedNode
    Agent: NamedNode
    wasDerivedFrom: NamedNode
    wasAttributedTo: NamedNode
    wasGeneratedBy: NamedNode
    wasAssociatedWith: NamedNode
    used: NamedNode
    SoftwareAgent: NamedNode
    Plan: NamedNode


class VOID(metaclass=Terms, namespace="http://rdfs.org/ns/void#"):
    """How much a dataset holds."""

    Dataset: NamedNode
    subset: NamedNode
    triples: NamedNode
    entities: NamedNode
    classes: NamedNode
    properties: NamedNode
    distinctSubjects: NamedNode
    distinctObjects: NamedNode
    classPartition: NamedNode
    propertyPartition: NamedNode
    property: NamedNode
    uriSpace: NamedNode
    vocabulary: NamedNode
    dataDump: NamedNode


class QB(metaclass=Terms, namespace="http://purl.org/linked-data/cube#"):
    """The RDF Data Cube: figures, data sets and their structure."""

    Observation: NamedNode
    DataSet: NamedNode
    DataStructureDefinition: NamedNode
    ComponentSpecification: NamedNode
    DimensionProperty: NamedNode
    MeasureProperty: NamedNode
    AttributeProperty: NamedNode
    CodedProperty: NamedNode
    dataSet: NamedNode
    structure: NamedNode
    component: NamedNode
    componentProperty: NamedNode
    dimension: NamedNode
    measure: NamedNode
    attribute: NamedNode
    order: NamedNode
    codeList: NamedNode
    componentRequired: NamedNode
    componentAttachment: NamedNode


class OA(metaclass=Terms, namespace="http://www.w3.org/ns/oa#"):
    """Web Annotation: passages and their selectors."""

    SpecificResource: NamedNode
    TextQuoteSelector: NamedNode
    TextPositionSelector: NamedNode
    hasSource: NamedNode
    hasSelector: NamedNode
    exact: NamedNode
    prefix: NamedNode
    suffix: NamedNode
    start: NamedNode
    end: NamedNode


class DCTERMS(metaclass=Terms, namespace="http://purl.org/dc/terms/"):
    """Dublin Core terms, as annotation properties."""

    title: NamedNode
    description: NamedNode
    issued: NamedNode
    created: NamedNode
    modified: NamedNode
    source: NamedNode
    license: NamedNode
    creator: NamedNode
    publisher: NamedNode
    language: NamedNode
    identifier: NamedNode
    bibliographicCitation: NamedNode
    isReplacedBy: NamedNode
    hasVersion: NamedNode


class DCAT(metaclass=Terms, namespace="http://www.w3.org/ns/dcat#"):
    """The W3C data catalogue vocabulary, version 3."""

    Catalog: NamedNode
    Dataset: NamedNode
    Distribution: NamedNode
    DataService: NamedNode
    dataset: NamedNode
    distribution: NamedNode
    service: NamedNode
    servesDataset: NamedNode
    endpointURL: NamedNode
    accessURL: NamedNode
    downloadURL: NamedNode
    mediaType: NamedNode
    byteSize: NamedNode
    version: NamedNode


class SH(metaclass=Terms, namespace="http://www.w3.org/ns/shacl#"):
    """SHACL, as far as it names a query."""

    SPARQLSelectExecutable: NamedNode
    select: NamedNode


class SPDX(metaclass=Terms, namespace="http://spdx.org/rdf/terms#"):
    """Checksums of files."""

    Checksum: NamedNode
    checksum: NamedNode
    algorithm: NamedNode
    checksumAlgorithm_sha256: NamedNode
    checksumValue: NamedNode


class ORG(metaclass=Terms, namespace="http://www.w3.org/ns/org#"):
    """The W3C organisation ontology."""

    OrganizationalCollaboration: NamedNode
    FormalOrganization: NamedNode
    Membership: NamedNode
    member: NamedNode
    organization: NamedNode
    role: NamedNode


class XSD(metaclass=Terms, namespace="http://www.w3.org/2001/XMLSchema#"):
    """Datatypes."""

    string: NamedNode
    boolean: NamedNode
    decimal: NamedNode
    integer: NamedNode
    nonNegativeInteger: NamedNode
    hexBinary: NamedNode
    date: NamedNode
    dateTime: NamedNode
    anyURI: NamedNode


class OWL(metaclass=Terms, namespace="http://www.w3.org/2002/07/owl#"):
    """OWL, as far as code reads or writes it."""

    Ontology: NamedNode
    Class: NamedNode
    ObjectProperty: NamedNode
    DatatypeProperty: NamedNode
    AnnotationProperty: NamedNode
    FunctionalProperty: NamedNode
    versionIRI: NamedNode
    versionInfo: NamedNode
    deprecated: NamedNode
    AllDifferent: NamedNode
    distinctMembers: NamedNode
    differentFrom: NamedNode
    sameAs: NamedNode
    imports: NamedNode
    Nothing: NamedNode
