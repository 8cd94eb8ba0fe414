"""Rows are counted in what is written, however it is cut and whatever the values hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from graph.worker_answers import TABLES, RowCount, answer
from graph.worker_frames import Task

# Signs that mean something in one of the forms.
TEXTS = st.lists(st.text(alphabet='a,{}"\\\n\r<result>\t:', max_size=12), max_size=6)


@given(texts=TEXTS, size=st.integers(1, 40), form=st.sampled_from(sorted(TABLES)))
def test_every_row_is_counted_once(texts: list[str], size: int, form: str) -> None:
    store = Store()
    store.extend(
        Quad(NamedNode(f"urn:{place}"), NamedNode("urn:p"), Literal(text))
        for place, text in enumerate(texts)
    )
    query = "SELECT ?o ?none { ?s ?p ?o OPTIONAL { ?s <urn:none> ?none } }"
    result = store.query(query)
    assert isinstance(result, QuerySolutions)
    written = result.serialize(format=TABLES[form]) or b""
    count = RowCount(form)
    for start in range(0, len(written), size):
        count.add(written[start : start + size])
    # Between no row and one row there is no mark in JSON; `answer` tells them apart.
    assert count.rows == max(len(texts), 1 if form == "json" else 0)
    assert answer(store, Task(query, table=form)).rows == len(texts)
    # Exactly as many as allowed are an answer, one fewer allowed is none.
    for most in {max(1, len(texts)), max(1, len(texts) - 1)}:
        outcome = answer(store, Task(query, table=form, rows=most)).outcome
        assert outcome == ("ok" if len(texts) <= most else "rows")


@given(count=st.integers(0, 4), form=st.sampled_from(sorted(TABLES)))
def test_rows_without_any_value_count_too(count: int, form: str) -> None:
    rows = " ".join(["(UNDEF UNDEF)"] * count)
    query = f"SELECT ?x ?y {{ VALUES (?x ?y) {{ {rows} }} }}"
    assert answer(Store(), Task(query, table=form)).rows == count
