"""How each kind of contribution is read: what it would make of the record as it is.

A workbook or a form holds records, an answer one sentence of the queue, a coding sheet the codes
that a second person gave without seeing the first ones, decisions what somebody who saw both codes
made of their differences, an identity whether two names are one, a plan the studies to come. All
end as the same kind of change, so that one queue, one preview and one journal serve them all.
"""

from __future__ import annotations

from typing import Final

from slugify import slugify

from loaders.coding.codings import CodingRecord, read_codings
from loaders.coding.confirming import plan_coding, plan_decisions
from loaders.coding.decided import decided_of
from loaders.coding.quotes import answered, plan_quotes
from loaders.coding.sheet import second_coding
from loaders.contributions import Contribution, Contributions
from loaders.directory import read_directory
from loaders.identity_answers import identity_of, plan_identity
from loaders.loading import Plan, plan
from loaders.rdf_loading import Occasion
from loaders.reading.accepting import KEPT_TEXT
from loaders.recordset import RecordSet
from loaders.study_plan_book import plan_change, taken_lines
from ontology.vocabulary import Vocabulary

__all__ = ["CODER", "coding_of", "planned"]

# The coder (a slug of scheme `coder`) of what contributed sheets classify.
CODER: Final = "contribution"


def planned(box: Contributions, one: Contribution, vocabulary: Vocabulary) -> Plan:
    """Return what accepting it would write; raise RecordError with every fault."""
    if one.kind in {"workbook", "form"}:
        occasion = Occasion(one.sent[:10], one.name, CODER)
        # The text of a study stands beside its workbook, which says what is quoted from it.
        paths = [path for path in box.paths(one) if path.name != KEPT_TEXT]
        return plan(paths, box.root, vocabulary, occasion=occasion)
    record = read_directory(box.root, vocabulary)
    if one.kind == "coding":
        return plan_coding(record, vocabulary, coding_of(box, one, record, vocabulary))
    (path,) = box.paths(one)
    data, day = path.read_bytes(), one.sent[:10]
    if one.kind == "decision":
        codings = {each.coding: each for each in read_codings(box.root)}
        decided = decided_of(data, path.name, codings.values(), one.by, day)
        return plan_decisions(record, vocabulary, codings, decided)
    if one.kind == "plan":
        return plan_change(record, taken_lines(data, path.name, record.plan, vocabulary).lines)
    if one.kind == "identity":
        return plan_identity(record, identity_of(data, path.name, record))
    return plan_quotes(record, vocabulary, answered(data, path.name, record), day)


def coding_of(
    box: Contributions, one: Contribution, record: RecordSet, vocabulary: Vocabulary
) -> CodingRecord:
    """Return both codings that a coding sheet holds; raise RecordError with every fault of it."""
    (path,) = box.paths(one)
    day = one.sent[:10]
    slug = f"{day}-{slugify(one.by, max_length=60)}-{one.id.rpartition('-')[2]}"
    return second_coding(path.read_bytes(), path.name, record, vocabulary, (slug, one.by, day))
