"""Faults planted in claims, evidence, links, assignments and discrepancies."""

from __future__ import annotations

from tests.ontology.planted.fault import Fault

FAULTS = (
    Fault(
        "claim-subject",
        "claim/effet",
        "Une affirmation doit avoir un sujet, et un seul",
        minus="claim:effet al:subject alliance:velos .",
    ),
    Fault(
        "claim-relation",
        "claim/effet",
        "Une affirmation doit avoir une relation, prise dans la liste",
        minus="claim:effet al:relation relation:contribue-a .",
    ),
    Fault(
        "claim-object",
        "claim/cite",
        "Une affirmation doit avoir un objet, et un seul",
        plus="""claim:cite a al:Claim ; rdfs:label "Cite"@fr , "Cites"@en ;
            al:subject study:maires ;
            al:relation relation:couvre ; al:claimMode mode:asserted ; al:partOfLink link:l1 ;
            al:hasEvidence evidence:e1 .""",
    ),
    Fault(
        "claim-mode",
        "claim/impact",
        "Une affirmation doit avoir un mode, et un seul",
        plus="claim:impact al:claimMode mode:measured .",
    ),
    Fault(
        "claim-polarity",
        "claim/impact",
        "Une affirmation ne peut avoir qu'un sens",
        plus="claim:impact al:polarity polarity:negative .",
    ),
    Fault(
        "claim-speaker",
        "claim/impact",
        "Qui parle doit être une organisation, une personne ou un groupe interrogé",
        plus="claim:impact al:speaker document:enquete .",
    ),
    Fault(
        "claim-link",
        "claim/effet",
        "Une affirmation doit appartenir à un lien, et un seul",
        minus="claim:effet al:partOfLink link:l2 .",
    ),
    Fault(
        "claim-evidence",
        "claim/effet",
        "Une affirmation doit reposer sur au moins un élément de preuve",
        minus="claim:effet al:hasEvidence evidence:e2 .",
    ),
    Fault(
        "impact-claim-impact",
        "claim/impact",
        "Une affirmation d'impact doit porter sur un impact de la liste, et un seul",
        minus="claim:impact al:claimsImpact impact:confiance ; al:object impact:confiance .",
        plus="claim:impact al:claimsImpact domain:mobilite ; al:object domain:mobilite .",
    ),
    Fault(
        "impact-claim-object",
        "claim/impact",
        "L'impact affirmé diffère de l'objet de l'affirmation",
        minus="claim:impact al:object impact:confiance .",
        plus="claim:impact al:object impact:performance .",
    ),
    Fault(
        "impact-claim-polarity",
        "claim/impact",
        "Une affirmation d'impact doit dire dans quel sens",
        minus="claim:impact al:polarity polarity:positive .",
    ),
    Fault(
        "impact-claim-relation",
        "claim/impact",
        "Un objectif visé ou un moyen mobilisé n'est pas un impact",
        minus="claim:impact al:relation relation:contribue-a .",
        plus="claim:impact al:relation relation:vise .",
    ),
    Fault(
        "impact-claim-level",
        "claim/impact",
        "Un moyen engagé (argent, personnes) n'est pas un impact",
        plus="claim:impact al:resultLevel result-level:input .",
    ),
    Fault(
        "effect-claim-effect",
        "claim/effet",
        "Une affirmation d'effet direct doit porter sur un effet de la liste, et un seul",
        minus="claim:effet al:claimsEffect effect:publics ; al:object effect:publics .",
        plus="claim:effet al:claimsEffect domain:mobilite ; al:object domain:mobilite .",
    ),
    Fault(
        "effect-claim-object",
        "claim/effet",
        "L'effet affirmé diffère de l'objet de l'affirmation",
        minus="claim:effet al:object effect:publics .",
        plus="claim:effet al:object effect:territoire .",
    ),
    Fault(
        "evidence-claim",
        "evidence/e2",
        "Un élément de preuve doit appuyer ou mettre en cause une affirmation",
        minus="evidence:e2 al:supports claim:effet .",
    ),
    Fault(
        "evidence-place",
        "evidence/e2",
        "Un élément de preuve doit dire où il se lit",
        minus="evidence:e2 al:citesSource webpage:velos .",
    ),
    Fault(
        "evidence-kind",
        "evidence/e1",
        "Un élément de preuve doit être d'une nature de la liste, et d'une seule",
        minus="evidence:e1 al:evidenceLevel evidence-level:opinion-survey .",
    ),
    Fault(
        "evidence-quote",
        "evidence/e1",
        "Un élément de preuve doit dire si sa phrase exacte est retrouvée",
        minus="evidence:e1 al:quoteStatus quote-status:found .",
    ),
    Fault(
        "link-subject",
        "link/l1",
        "Un lien doit avoir un sujet, et un seul",
        plus="link:l1 al:subject study:maires .",
    ),
    Fault(
        "link-relation",
        "link/l1",
        "Un lien doit avoir une relation de la liste, et une seule",
        minus="link:l1 al:relation relation:contribue-a .",
    ),
    Fault(
        "link-object",
        "link/l1",
        "Un lien doit avoir un objet, et un seul",
        minus="link:l1 al:object impact:confiance .",
    ),
    Fault(
        "link-status",
        "link/l1",
        "Un lien ne peut avoir qu'un statut de la liste",
        plus="link:l1 al:linkStatus status:mesure .",
    ),
    Fault(
        "assignment-thing",
        "assignment/velos-mecenat",
        "Un rattachement doit porter sur une chose, et une seule",
        minus="assignment:velos-mecenat al:assignedTo alliance:velos .",
    ),
    Fault(
        "assignment-concept",
        "assignment/velos-mecenat",
        "Un rattachement doit donner une notion, et une seule",
        plus="assignment:velos-mecenat al:assignsCategory category:innovation-societale .",
    ),
    Fault(
        "assignment-basis",
        "assignment/velos-mecenat",
        "Un rattachement doit dire d'où il vient",
        minus="assignment:velos-mecenat al:basis basis:inferred .",
    ),
    Fault(
        "assignment-coder",
        "assignment/velos-mecenat",
        "Un rattachement doit dire qui l'a décidé",
        minus="assignment:velos-mecenat al:coder coder:projet .",
    ),
    Fault(
        "assignment-date",
        "assignment/velos-mecenat",
        "Un rattachement doit dire quand il a été décidé",
        minus="assignment:velos-mecenat al:assignedAt period:2026-11-20 .",
    ),
    Fault(
        "discrepancy-sides",
        "discrepancy/d1",
        "Une contradiction doit avoir au moins deux côtés",
        minus="discrepancy:d1 al:involves claim:impact .",
    ),
    Fault(
        "discrepancy-kind",
        "discrepancy/d1",
        "Une contradiction doit être d'un genre de la liste, et d'un seul",
        minus="discrepancy:d1 al:discrepancyKind discrepancy-kind:value .",
    ),
)
