"""Faults planted in cases, alliances and participations."""

from __future__ import annotations

from tests.ontology.planted.fault import Fault

FAULTS = (
    Fault(
        "case-alliance",
        "case/velos",
        "Le cas doit raconter une alliance, et une seule",
        minus="case:velos al:illustrates alliance:velos .",
    ),
    Fault(
        "case-source",
        "case/velos",
        "Le cas doit dire où il a été lu",
        minus="case:velos al:recordedIn webpage:velos .",
    ),
    Fault(
        "case-summary",
        "case/velos",
        "Le résumé du cas doit exister une fois en français et une fois en anglais",
        minus='case:velos dcterms:description "A bicycle workshop."@en .',
    ),
    Fault(
        "alliance-partners",
        "alliance/velos",
        "Le cas doit nommer au moins deux partenaires",
        minus="alliance:velos al:hasParticipation participation:velos-2 .",
    ),
    Fault(
        "alliance-level",
        "alliance/velos",
        "Le cas doit dire à quelle échelle agit l'alliance",
        minus="alliance:velos al:territoryLevel territory-level:departement .",
    ),
    Fault(
        "alliance-territory",
        "alliance/velos",
        "Le lieu de l'alliance doit être pris dans la liste des territoires",
        plus="alliance:velos al:inTerritory organisation:meunier .",
    ),
    Fault(
        "alliance-categories",
        "alliance/velos",
        "La catégorie doit être prise dans la liste des catégories de partenariat",
        plus="alliance:velos al:inCategory impact:innovation-societale .",
    ),
    Fault(
        "alliance-domains",
        "alliance/velos",
        "Le domaine doit être pris dans la liste des domaines de fragilité",
        plus="alliance:velos al:addressesDomain axis:social .",
    ),
    Fault(
        "partnership-category",
        "alliance/velos",
        "Un partenariat doit relever d'au moins une catégorie",
        minus="alliance:velos al:inCategory category:mecenat .",
    ),
    Fault(
        "participation-alliance",
        "participation/velos-1",
        "Un partenaire doit prendre part à une alliance, et une seule",
        plus="participation:velos-1 al:participationIn alliance:autre .",
    ),
    Fault(
        "participation-type",
        "participation/velos-2",
        "Chaque partenaire doit avoir un type d'acteur, et un seul",
        minus="participation:velos-2 al:participantType actor-type:tpe .",
    ),
    Fault(
        "participation-role",
        "participation/velos-1",
        "Chaque partenaire doit avoir un rôle pris dans la liste",
        minus="participation:velos-1 al:role role:initiateur .",
    ),
    Fault(
        "named-participant",
        "participation/velos-1",
        "Un partenaire nommé doit être une organisation ou une personne de la base, et une seule",
        plus="participation:velos-1 al:participant organisation:meunier .",
    ),
    Fault(
        "named-without-group",
        "participation/velos-1",
        "Un partenaire est soit nommé, soit décrit, jamais les deux",
        plus='participation:velos-1 al:groupLabel "des voisins"@fr .',
    ),
    Fault(
        "group-words",
        "participation/velos-2",
        "Un partenaire sans nom doit garder les mots de la source",
        minus='participation:velos-2 al:groupLabel "13 garages"@fr .',
    ),
    Fault(
        "group-without-participant",
        "participation/velos-2",
        "Un groupe décrit ne peut pas être aussi une organisation nommée",
        plus="participation:velos-2 al:participant organisation:meunier .",
    ),
    Fault(
        "organisation-type",
        "organisation/meunier",
        "Une organisation doit avoir un type d'acteur, et un seul",
        minus="organisation:meunier al:actorType actor-type:pme .",
    ),
    Fault(
        "person-name",
        "person/martin",
        "Le nom d'une personne ne doit contenir ni adresse ni numéro",
        minus='person:martin rdfs:label "Claire Martin" .',
        plus='person:martin rdfs:label "Claire Martin 0601" .',
    ),
    Fault(
        "person-aliases",
        "person/martin",
        "L'autre nom d'une personne ne doit contenir ni adresse ni numéro",
        plus='person:martin skos:altLabel "claire@velos.example" .',
    ),
)
