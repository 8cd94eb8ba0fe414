"""Names of concepts: the spellings and codes of the reference data, and what records write.

The spellings below are those of the reference spreadsheet, written out here so that the
promise holds without it.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from pyoxigraph import Store

from ontology.terms import SKOS
from ontology.vocabulary import Vocabulary, fold
from tests.ontology.scheme_files import WRITTEN_HERE, concepts, labels, of, slugs

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
