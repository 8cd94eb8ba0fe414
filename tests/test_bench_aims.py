"""A promise is held against what was measured, and never against nothing."""

from __future__ import annotations

from bench.aims import KEPT, OURS, aims_of, ratio
from bench.load import Load


def rounds(*rates: float) -> list[Load]:
    return [Load(rate, 1.0, 2.0, 3.0, 0) for rate in rates]


def test_a_ratio_is_the_median_of_the_same_rounds() -> None:
    results = {OURS: rounds(20, 30, 10), "peer": rounds(10, 10, 10)}
    assert ratio(results, OURS, "peer") == 2


def test_a_round_without_an_answer_of_the_peer_makes_no_ratio() -> None:
    results = {OURS: rounds(20, 30), "peer": rounds(10, 0)}
    assert ratio(results, OURS, "peer") == 2
    assert ratio({OURS: rounds(20), "peer": rounds(0)}, OURS, "peer") is None


def test_each_promise_of_a_load_is_met_missed_or_not_measured() -> None:
    found = aims_of(
        "small",
        "repeated, 20 entities",
        {KEPT: rounds(8), "oxigraph server": rounds(16), "rdflib-endpoint": rounds(0)},
    )
    assert [(one.aim, one.measured, one.verdict) for one in found] == [
        ("at least 0.8", "0.50", "**missed**"),
        ("at least 10", "the peer answered nothing in its time", "not measured"),
    ]
