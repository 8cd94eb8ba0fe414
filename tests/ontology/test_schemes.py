"""Concept schemes: what other rooms rely on, and the SKOS rules that keep them sound.

The spellings below are those of the reference spreadsheet, written out here so that the
promise holds without it. Sources are cited by file and line: that the line exists and
carries the word is checked where the documents are at hand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from ontology.iris import NS, SCHEMES, concept, scheme, thing
from ontology.terms import AL, DCTERMS, RDF, RDFS, SKOS
from ontology.vocabulary import Vocabulary, fold, read_vocabulary

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.stem: path for path in (ROOT / "ontology" / "schemes").glob("*.ttl")}
RULES = {
    path.name.removeprefix("skos-").removesuffix("-violation.rq"): path.read_text("utf-8")
    for path in (ROOT / "ontology" / "rules").glob("skos-*-violation.rq")
}
# `question` is curated apart, `period` is filled from the record.
WRITTEN_HERE = [name for name in SCHEMES if name not in {"question", "period"}]
# A question or group met on a web page cites the address of a page of the record.
PAGES = {
    line.removeprefix("url: ").strip()
    for path in (ROOT / "data" / "pages").glob("*.yaml")
    for line in path.read_text("utf-8").splitlines()
    if line.startswith("url: ")
}
CITATION = re.compile(r"(?P<file>\d{3}_[0-9a-f]{16}\.txt), ligne (?P<line>[1-9]\d*)")

# Every distinct value of the reference spreadsheets that a loader must find as a label.
SPELLINGS = {
    "category": """coopération économique;innovation sociétale;mécénat;pratiques responsables""",
    "domain": """diversité/handicap;emploi/chômage/insertion;développement économique;pauvreté;
        isolement/lien social;éducation;transition énergétique;mal-logement;environnement;
        intergénérationnel;mobilité;santé;niveau de vie/pouvoir d'achat;culture/loisirs;
        accès au numérique;sécurité;Culture et loisirs;Diversité et handicap;
        Emploi, chômage et insertion;Isolement et lien social;Niveau de vie et pouvoir d'achat;
        Vieillissement et intergénérationnel""",
    "territory": """Pays de la Loire;Nouvelle-Aquitaine;Mayotte;Guadeloupe;Auvergne-Rhône-Alpes;
        Île-de-France;Bretagne;Bourgogne-Franche-Comté;Provence-Alpes-Côte d'Azur;
        Hauts-de-France;Grand Est;Normandie;Centre-Val de Loire;Occitanie;Corse;La Réunion;
        France;PACA;Région Sud;Ile-de-France;Ile de France;PACA Corse;Rhône-Alpes;Sud-Est""",
    "territory-level": """local (commune, intercommunalité ou bassin);région;national;
        multi-régional;local puis national;département""",
}
# The same, for codes: they are notations.
CODES = {
    "actor-type": """association foundation company large_company sme local_authority
        public_institution network citizen_group academic social_partner""",
    "impact": """performance.entreprises performance.structures_interet_general
        performance.acteurs_publics innovation.territoriale innovation.societale
        confiance.hommes confiance.territoires""",
    "effect": "effets.publics effets.environnement effets.territoire",
    "status": "D M O P A S V",
}
# Identifiers that records and code write: removing one breaks the record.
SLUGS = {
    "category": """mecenat mecenat-de-proximite mecenat-de-competences mecenat-financier
        pratiques-responsables cooperation-economique innovation-societale _T _Z""",
    "impact": """performance performance-entreprises performance-structures-interet-general
        performance-acteurs-publics innovation innovation-territoriale innovation-societale
        confiance confiance-hommes confiance-territoires _T _Z""",
    "axis": "economique social societal environnemental",
    "effect": "publics environnement territoire",
    "mode": "hypothesised asserted perceived measured attributed",
    "status": "demontre mesure observe percu affirme suppose vise",
    "polarity": "positive negative neutral mixed",
    "basis": "stated inferred editorial",
    "confidence": "high medium low",
    "result-level": "input output outcome",
    "precision": "exact about at-least at-most in-words",
    "quote-status": "found to-find",
    "discrepancy-status": "open explained resolved",
    "severity": "minor notable major",
    "measure": "share score count points amount duration rank",
    "unit": "pourcent note-sur-10 nombre points-de-pourcentage euro annee mois jour heure rang",
    "coder": "reference-2026 projet second-codage arbitrage",
    "evidence-level": """author-statement party-statement promoter-count opinion-survey
        practice-survey method-described comparison""",
    "caution": """organisation-total year-deduced start-of-organisation typology-extended target
        contradiction source-approximate sponsored single-classifier mixed-result planned-only""",
    "role": """non-renseigne initiateur financeur operateur beneficiaire mediateur fondateur
        directeur-scientifique realisateur editeur""",
    "group": """citoyens dirigeants-entreprise dirigeants-entreprise-plus-de-10-salaries
        dirigeants-tpe dirigeants-pme dirigeants-grande-entreprise responsables-associatifs
        responsables-associations-employeuses responsables-associations-non-employeuses
        responsables-grandes-associations maires fondations syndicats collectivites-territoriales
        monde-academique partenariats entreprises tpe pme entreprises-plus-de-10-salaries
        associations associations-employeuses _T _Z""",
    "territory": """france etude-paca-corse etude-rhone-alpes etude-sud-est dept-mayenne
        dept-deux-sevres dept-maine-et-loire dept-cote-d-or dept-guadeloupe _Z""",
    "document-kind": "invitation diaporama communique-de-presse brochure rapport page-web",
    "event-kind": "conference matinee colloque publication atelier",
    "resource-kind": """referentiel centre-de-ressources tableau-de-bord mallette site-internet
        kit mooc guide etude-de-cas formation parcours module""",
    "discrepancy-kind": """value interpretation arithmetic dating counting base scope wording
        ordering location actors announced-not-delivered""",
    "relation": """contribue-a vise mobilise est-source-de permet repond-a est-pertinent-pour
        place-en-priorite souhaite-partenariat-sur attend-de s-engage-a pratique joue-le-role
        est-compose-de analyse couvre cree-par cree-en fonde-par dirige-par mene-avec realise-par
        publie-par publie-le commence-en se-termine-en a-lieu-le a-lieu-a presente met-en-debat
        met-a-disposition s-adresse-a illustre definit precede est-situe-a associe
        sous-haut-patronage-de president-de""",
}
DEPARTMENTS_PER_REGION = {
    "auvergne-rhone-alpes": 12, "bourgogne-franche-comte": 8, "bretagne": 4,
    "centre-val-de-loire": 6, "corse": 2, "grand-est": 10, "hauts-de-france": 5,
    "ile-de-france": 8, "normandie": 5, "nouvelle-aquitaine": 12, "occitanie": 13,
    "pays-de-la-loire": 5, "provence-alpes-cote-d-azur": 6, "guadeloupe": 1, "martinique": 1,
    "guyane": 1, "la-reunion": 1, "mayotte": 1,
}  # fmt: skip


def text(term: NamedNode | BlankNode | Literal | Triple) -> str:
    assert not isinstance(term, Triple)
    return term.value


def iri(term: NamedNode | BlankNode | Triple) -> NamedNode:
    assert isinstance(term, NamedNode)
    return term


def triples(name: str) -> list[Triple]:
    return [q.triple for q in parse(path=str(FILES[name]), format=RdfFormat.TURTLE)]


def rows(store: Store, rule: str) -> list[tuple[str, str, str]]:
    found = store.query(RULES[rule])
    assert isinstance(found, QuerySolutions)
    return [(row["focus"].value, row["fr"].value, row["en"].value) for row in found]


def of(store: Store, subject: NamedNode, predicate: NamedNode) -> set[str]:
    return {text(quad.object) for quad in store.quads_for_pattern(subject, predicate, None)}


def labels(store: Store, node: NamedNode) -> set[str]:
    return of(store, node, SKOS.prefLabel) | of(store, node, SKOS.altLabel)


def concepts(store: Store, name: str) -> list[NamedNode]:
    quads = store.quads_for_pattern(None, SKOS.inScheme, NamedNode(scheme(name)))
    return [iri(quad.subject) for quad in quads]


def slugs(store: Store, name: str) -> set[str]:
    return {node.value.removeprefix(f"{scheme(name)}/") for node in concepts(store, name)}


def level(name: str) -> NamedNode:
    return NamedNode(concept("territory-level", name))


@pytest.fixture(scope="module")
def schemes() -> Store:
    store = Store()
    for path in FILES.values():
        store.extend(parse(path=str(path), format=RdfFormat.TURTLE))
    return store


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


def test_every_scheme_has_a_file_of_its_own() -> None:
    assert {*WRITTEN_HERE, "period"} <= FILES.keys() <= set(SCHEMES)


@pytest.mark.parametrize("name", WRITTEN_HERE)
def test_a_file_holds_only_its_own_concepts_and_no_blank_node(name: str) -> None:
    facts = triples(name)
    assert not [t for t in facts if BlankNode in {type(t.subject), type(t.object)}]
    typed = {text(t.subject) for t in facts if t.object == SKOS.Concept}
    assert typed
    assert all(one.startswith(f"{scheme(name)}/") for one in typed)
    placed = {(text(t.subject), text(t.object)) for t in facts if t.predicate == SKOS.inScheme}
    assert placed == {(one, scheme(name)) for one in typed}


@pytest.mark.parametrize("name", [*WRITTEN_HERE, "period"])
def test_a_scheme_says_in_both_languages_what_it_is(schemes: Store, name: str) -> None:
    node = NamedNode(scheme(name))
    for predicate in (RDFS.label, DCTERMS.description):
        said = [q.object for q in schemes.quads_for_pattern(node, predicate, None)]
        assert sorted(str(t.language) for t in said if isinstance(t, Literal)) == ["en", "fr"]
    (named,) = of(schemes, node, AL.conceptClass)
    assert getattr(AL, named.removeprefix(NS)).value == named


def test_the_scheme_of_periods_is_left_to_the_record(schemes: Store) -> None:
    assert concepts(schemes, "period") == []


@pytest.mark.parametrize("name", sorted(SLUGS))
def test_the_identifiers_that_records_write_exist(schemes: Store, name: str) -> None:
    assert set(SLUGS[name].split()) - slugs(schemes, name) == set()


@pytest.mark.parametrize("name", WRITTEN_HERE)
def test_a_folded_label_names_one_concept_of_its_scheme(schemes: Store, name: str) -> None:
    owners = defaultdict(set)
    for node in concepts(schemes, name):
        for label in labels(schemes, node):
            owners[fold(label)].add(node.value)
    assert {label: who for label, who in owners.items() if len(who) > 1} == {}


@pytest.mark.parametrize("name", sorted(SPELLINGS))
def test_every_spelling_of_the_reference_data_names_a_concept(
    vocabulary: Vocabulary, name: str
) -> None:
    spellings = re.split(r";\s*", SPELLINGS[name])
    assert [one for one in spellings if not vocabulary.find(name, one)] == []


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("domain/pauvreté", "pauvrete-precarite"),
        ("domain/intergénérationnel", "vieillissement-intergenerationnel"),
        ("domain/sécurité", "securite-delinquance"),
        ("territory/PACA", "provence-alpes-cote-d-azur"),
        ("territory/PACA Corse", "etude-paca-corse"),
        ("territory/Rhône-Alpes", "etude-rhone-alpes"),
        ("territory/Mayotte", "mayotte"),
        ("territory/Deux-Sèvres", "dept-deux-sevres"),
        ("actor-type/large_company", "grande-entreprise"),
        ("impact/innovation.societale", "innovation-societale"),
        ("group/Français", "citoyens"),
    ],
)
def test_a_spelling_names_the_concept_that_is_meant(
    vocabulary: Vocabulary, spelling: str, slug: str
) -> None:
    name, _, words = spelling.partition("/")
    found = vocabulary.find(name, words)
    assert found
    assert found.slug == slug


@pytest.mark.parametrize("name", sorted(CODES))
def test_every_code_of_the_reference_data_is_a_notation(schemes: Store, name: str) -> None:
    notations = {n for node in concepts(schemes, name) for n in of(schemes, node, SKOS.notation)}
    assert set(CODES[name].split()) - notations == set()


def test_labels_and_preferred_labels_are_the_same(schemes: Store) -> None:
    for node in (n for name in WRITTEN_HERE for n in concepts(schemes, name)):
        assert of(schemes, node, RDFS.label) == of(schemes, node, SKOS.prefLabel), node.value


def test_each_hierarchy_is_written_in_both_directions(schemes: Store) -> None:
    def pairs(predicate: NamedNode) -> set[tuple[str, str]]:
        found = schemes.quads_for_pattern(None, predicate, None)
        return {(text(quad.subject), text(quad.object)) for quad in found}

    assert pairs(SKOS.narrower) == {(up, down) for down, up in pairs(SKOS.broader)}
    assert pairs(SKOS.hasTopConcept) == {(of_, top) for top, of_ in pairs(SKOS.topConceptOf)}


def test_there_are_sixteen_domains_in_the_order_of_the_programme(schemes: Store) -> None:
    nodes = concepts(schemes, "domain")
    notations = sorted(code for node in nodes for code in of(schemes, node, SKOS.notation))
    assert notations == [*(f"D{n:02d}" for n in range(1, 17)), "_T", "_Z"]


def test_every_domain_has_an_axis_that_says_whether_a_text_states_it(schemes: Store) -> None:
    assigned: dict[str, set[str]] = defaultdict(set)
    for quad in schemes.quads_for_pattern(None, RDF.type, AL.AxisAssignment):
        node = iri(quad.subject)
        (domain,), (axis,) = of(schemes, node, AL.assignedTo), of(schemes, node, AL.assignsAxis)
        (basis,) = of(schemes, node, AL.basis)
        assigned[domain].add(axis)
        proof = DCTERMS.source if basis == concept("basis", "stated") else SKOS.editorialNote
        assert of(schemes, node, proof), node.value
        assert of(schemes, node, AL.coder) == {concept("coder", "projet")}
    real = {concept("domain", s) for s in slugs(schemes, "domain") - {"_T", "_Z"}}
    assert assigned.keys() == real
    assert assigned == {d: of(schemes, NamedNode(d), AL.inAxis) for d in real}


@pytest.mark.parametrize(
    ("suffix", "axis"),
    [
        ("emploi-chomage-insertion", "economique"),
        ("developpement-economique", "economique"),
        ("niveau-de-vie-pouvoir-d-achat", "economique"),
        ("isolement-lien-social", "societal"),
        ("education", "societal"),
        ("acces-au-numerique", "societal"),
        ("culture-loisirs", "societal"),
        ("environnement-societal", "societal"),
        ("environnement-environnemental", "environnemental"),
    ],
)
def test_only_what_a_text_states_is_marked_stated(schemes: Store, suffix: str, axis: str) -> None:
    node = NamedNode(thing("assignment", f"axis-{suffix}"))
    assert of(schemes, node, AL.basis) == {concept("basis", "stated")}
    assert of(schemes, node, AL.assignsAxis) == {concept("axis", axis)}
    stated = schemes.quads_for_pattern(None, AL.basis, NamedNode(concept("basis", "stated")))
    assert len(list(stated)) == 9


def test_territories_are_the_18_regions_and_the_101_departments(schemes: Store) -> None:
    codes: dict[str, Counter[str]] = {"region": Counter(), "departement": Counter()}
    per_region: Counter[str] = Counter()
    for name, counter in codes.items():
        for quad in schemes.quads_for_pattern(None, AL.territoryLevel, level(name)):
            node = iri(quad.subject)
            counter.update(of(schemes, node, AL.codeINSEE))
            if name == "departement":
                (region,) = of(schemes, node, AL.partOfTerritory)
                assert of(schemes, node, SKOS.broader) == {region}
                per_region[region.rpartition("/")[2]] += 1
    assert [(len(c), c.total()) for c in codes.values()] == [(18, 18), (101, 101)]
    assert per_region == DEPARTMENTS_PER_REGION


def test_a_study_territory_is_never_a_region(schemes: Store) -> None:
    studied = [t for t in concepts(schemes, "territory") if "/etude-" in t.value]
    assert len(studied) == 5
    for node in studied:
        assert of(schemes, node, AL.codeINSEE) == of(schemes, node, SKOS.exactMatch) == set()
        assert of(schemes, node, AL.partOfTerritory) == {concept("territory", "france")}


def test_dates_creators_and_matters_are_the_only_functional_relations(schemes: Store) -> None:
    functional = {"cree-par", "cree-en", "publie-le", "commence-en", "se-termine-en", "a-lieu-le"}
    functional |= {"a-pour-objet"}
    for slug in slugs(schemes, "relation"):
        flag = of(schemes, NamedNode(concept("relation", slug)), AL.functional)
        assert flag == {"true" if slug in functional else "false"}, slug


def test_a_status_is_told_by_letter_and_line(schemes: Store) -> None:
    lines = {
        next(iter(of(schemes, node, AL.letter))): next(iter(of(schemes, node, AL.lineStyle)))
        for node in concepts(schemes, "status")
    }
    assert lines == {
        "D": "thick-solid", "M": "solid", "O": "long-dash", "P": "short-dash",
        "A": "dash-dot", "S": "dotted", "V": "open-circle",
    }  # fmt: skip


def test_every_actor_type_names_a_class_of_the_ontology(schemes: Store) -> None:
    for node in concepts(schemes, "actor-type"):
        (named,) = of(schemes, node, AL.classOfType)
        assert getattr(AL, named.removeprefix(NS)).value == named


def test_every_mechanism_leads_to_an_impact(schemes: Store) -> None:
    impacts = {node.value for node in concepts(schemes, "impact")}
    for node in concepts(schemes, "mechanism"):
        assert of(schemes, node, RDFS.seeAlso) & impacts
        assert of(schemes, node, RDFS.seeAlso) <= impacts


@pytest.mark.parametrize("name", ["category", "impact"])
def test_innovation_societale_says_which_of_three_things_it_is(schemes: Store, name: str) -> None:
    notes = of(schemes, NamedNode(concept(name, "innovation-societale")), SKOS.scopeNote)
    assert len(notes) == 2
    for meaning in ("category/innovation-soc", "impact/innovation-soc", "al:SocietalInnovation"):
        assert all(meaning in note for note in notes)


def citations(store: Store, node: NamedNode | None = None) -> list[tuple[str, str, int]]:
    found = []
    for quad in store.quads_for_pattern(node, DCTERMS.source, None):
        if text(quad.object) in PAGES:
            continue
        match = CITATION.fullmatch(text(quad.object))
        assert match, f"{text(quad.subject)}: {text(quad.object)}"
        found.append((text(quad.subject), match["file"], int(match["line"])))
    return found


@pytest.fixture(scope="module")
def lines(sources: Path) -> dict[str, list[str]]:
    """The documents, split at line feeds only: the form feeds they hold end no line."""
    return {path.name: path.read_text("utf-8").split("\n") for path in sources.glob("*.txt")}


def read(lines: dict[str, list[str]], file: str, number: int) -> str:
    """The cited line and the next one that is not empty: words are broken over both."""
    rest = [line for line in lines[file][number:] if line.strip()]
    return fold(" ".join([lines[file][number - 1], *rest[:1]]))


def test_every_cited_line_exists_and_is_not_empty(
    schemes: Store, lines: dict[str, list[str]]
) -> None:
    found = citations(schemes)
    assert len(found) > 200
    wrong = [(who, f, n) for who, f, n in found if not "".join(lines[f][n - 1 : n]).strip()]
    assert wrong == []


def test_a_domain_is_cited_where_one_of_its_names_stands(
    schemes: Store, lines: dict[str, list[str]]
) -> None:
    for node in concepts(schemes, "domain"):
        names = {fold(one) for one in labels(schemes, node)}
        for _, file, number in citations(schemes, node):
            assert any(one in read(lines, file, number) for one in names), (node.value, number)


def test_a_stated_axis_is_cited_where_domain_and_axis_are_named(
    schemes: Store, lines: dict[str, list[str]]
) -> None:
    stated = schemes.quads_for_pattern(None, AL.basis, NamedNode(concept("basis", "stated")))
    for node in (iri(quad.subject) for quad in stated):
        cited = " ".join(read(lines, f, n) for _, f, n in citations(schemes, node))
        for target in of(schemes, node, AL.assignedTo) | of(schemes, node, AL.assignsAxis):
            names = labels(schemes, NamedNode(target))
            assert any(fold(one) in cited for one in names), (node.value, target)


SOUND = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX al: <https://w3id.org/alliances-kg/ns#>
PREFIX : <https://example.org/>
:list a skos:ConceptScheme ; al:conceptClass "https://w3id.org/alliances-kg/ns#Prism" .
:tree a skos:Concept , al:Prism ; skos:inScheme :list ; skos:topConceptOf :list ;
  skos:prefLabel "Arbre"@fr , "Tree"@en ; skos:definition "Un arbre."@fr , "A tree."@en ;
  skos:altLabel "Feuillu"@fr ; skos:notation "T" ; skos:editorialNote "choix"@fr .
:oak a skos:Concept , al:Prism ; skos:inScheme :list ; skos:broader :tree ;
  skos:prefLabel "Chêne"@fr , "Oak"@en ; skos:definition "Un chêne."@fr , "An oak."@en ;
  skos:notation "O" ; skos:editorialNote "choix"@fr .
"""
# rule, text to replace, replacement, concept (or scheme) that must be named
PLANTED = [
    ("label-missing", '"Arbre"@fr , ', "", "tree"),
    ("label-missing", ' , "Oak"@en', "", "oak"),
    ("label-double", '"Oak"@en', '"Oak"@en , "Quercus"@en', "oak"),
    ("label-clash", '"Feuillu"@fr', '"Arbre"@fr', "tree"),
    ("label-shared", '"Oak"@en', '"Tree"@en', "oak"),
    ("definition-missing", '"Un arbre."@fr , ', "", "tree"),
    ("definition-missing", ' , "An oak."@en', "", "oak"),
    ("notation-missing", 'skos:notation "O" ; ', "", "oak"),
    ("notation-double", 'skos:notation "O"', 'skos:notation "T"', "oak"),
    ("scheme-missing", "skos:inScheme :list ; skos:broader", "skos:broader", "oak"),
    ("scheme-missing", "skos:inScheme :list ; skos:top", "skos:inScheme :wood ; skos:top", "tree"),
    ("origin-missing", ' ; skos:editorialNote "choix"@fr .\n:oak', " .\n:oak", "tree"),
    ("orphan", " skos:broader :tree ;", "", "oak"),
    ("top-broader", "skos:broader :tree", "skos:broader :tree ; skos:topConceptOf :list", "oak"),
    ("broader-cycle", "skos:topConceptOf :list", "skos:broader :tree", "tree"),
    ("broader-cycle", "skos:topConceptOf :list", "skos:broader :oak", "oak"),
    ("broader-cycle", "skos:topConceptOf :list", "skos:broader :oak", "tree"),
    ("related-broader", 'skos:notation "T"', 'skos:notation "T" ; skos:related :oak', "oak"),
    ("mapping-clash", 'skos:notation "O"', "skos:exactMatch :x ; skos:broadMatch :x", "oak"),
    ("class-missing", ":oak a skos:Concept , al:Prism", ":oak a skos:Concept", "oak"),
    ("class-missing", "; al:conceptClass", "; skos:note", "list"),
]


def planted(turtle: str) -> Store:
    store = Store()
    store.load(turtle.encode(), format=RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize(("rule", "old", "new", "focus"), PLANTED)
def test_a_rule_finds_the_fault_that_was_planted(rule: str, old: str, new: str, focus: str) -> None:
    assert SOUND.count(old) == 1
    found = rows(planted(SOUND.replace(old, new)), rule)
    assert f"https://example.org/{focus}" in {where for where, _, _ in found}
    assert all(fr and en and fr != en for _, fr, en in found)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_is_silent_on_sound_concepts(schemes: Store, rule: str) -> None:
    assert rows(planted(SOUND), rule) == []
    assert rows(schemes, rule) == []


def test_a_period_that_the_record_mints_needs_neither_definition_nor_origin() -> None:
    minted = """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX al: <https://w3id.org/alliances-kg/ns#>
        PREFIX scheme: <https://w3id.org/alliances-kg/scheme/>
        PREFIX period: <https://w3id.org/alliances-kg/scheme/period/>
        scheme:period a skos:ConceptScheme ;
          al:conceptClass "https://w3id.org/alliances-kg/ns#Period" .
        period:2015 a skos:Concept , al:Period ; skos:notation "2015" ;
          skos:inScheme scheme:period ; skos:topConceptOf scheme:period ;
          skos:prefLabel "2015"@fr , "2015"@en .
    """
    assert {rule for rule in RULES if rows(planted(minted), rule)} == set()


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, *_ in PLANTED} == RULES.keys()
    assert len(RULES) == 15
