"""What one client may take, with a clock that only the test moves."""

from __future__ import annotations

import pytest

from api.sparql_budgets import Budget, BudgetError, Budgets, client_of

ALL = Budget(parallel=2, seconds=60.0, errors=30, loopback=True)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_client_may_run_two_queries_at_once_and_another_client_as_many() -> None:
    budgets = Budgets(ALL, Clock())
    for client in ("a", "a", "b", "b"):
        budgets.enter(client)
    with pytest.raises(BudgetError):
        budgets.enter("a")
    budgets.leave("a", 0.1, error=False)
    budgets.enter("a")


def test_a_client_that_used_its_seconds_comes_back_when_they_have_grown_again() -> None:
    clock = Clock()
    budgets = Budgets(ALL, clock)
    budgets.enter("a")
    budgets.leave("a", 75.0, error=False)
    with pytest.raises(BudgetError) as refusal:
        budgets.enter("a")
    assert refusal.value.retry_after == 15
    clock.now = 14.0
    with pytest.raises(BudgetError):
        budgets.enter("a")
    clock.now = 15.0
    budgets.enter("a")


def test_the_thirty_first_error_of_a_minute_has_to_wait() -> None:
    clock = Clock()
    budgets = Budgets(ALL, clock)
    for _ in range(30):
        budgets.enter("a")
        budgets.leave("a", 0.0, error=True)
    with pytest.raises(BudgetError) as refusal:
        budgets.enter("a")
    assert refusal.value.retry_after == 2
    clock.now = 2.0
    budgets.enter("a")


def test_one_person_on_this_machine_is_not_counted_unless_asked_for() -> None:
    budgets = Budgets(Budget(parallel=1), Clock())
    for _ in range(5):
        budgets.enter(client_of("127.0.0.1"))
    counted = Budgets(Budget(parallel=1, loopback=True), Clock())
    counted.enter(client_of("::1"))
    with pytest.raises(BudgetError):
        counted.enter(client_of("127.0.0.1"))


def test_a_client_in_the_middle_of_a_query_is_forgotten_only_with_ten_thousand_newer() -> None:
    budgets = Budgets(Budget(parallel=1), Clock())
    budgets.enter("a")
    for number in range(9_999):
        budgets.enter(f"other {number}")
    with pytest.raises(BudgetError):
        budgets.enter("a")


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("::ffff:127.0.0.1", "loopback"),
        ("unix", "unix"),
    ],
)
def test_a_client_is_an_address_or_a_network_of_one_household(address: str, client: str) -> None:
    assert client_of(address) == client
