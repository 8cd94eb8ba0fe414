"""Tables and records of organisations that tests of tables are made of."""

from __future__ import annotations

import csv
import io
from typing import Any

from loaders.records import OrganisationRecord
from loaders.spreadsheets import Columns


def sheet(columns: Columns, *rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns.names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def organisation(slug: str, name: str, **others: Any) -> OrganisationRecord:
    return OrganisationRecord.model_validate(
        {"organisation": slug, "name": name, "type": "association", **others}
    )
