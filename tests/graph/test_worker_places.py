"""Long queries keep a few places; short ones always find one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from graph.worker_child import Child
from graph.worker_errors import OverloadedError, StoppedError
from graph.worker_places import Places, Ticket


class Work:
    """A child that works until it is stopped or let go."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self.killed = False

    def stop(self) -> None:
        self.killed = True
        self._over.set()

    def done(self) -> None:
        self._over.set()

    def wait(self) -> None:
        self._over.wait(10)


@contextmanager
def asking(places: Places) -> Iterator[Callable[[], tuple[Ticket, Work, Future[None]]]]:
    """Yield a function that lets one more query run; at the end all are let go."""
    works: list[Work] = []
    with ThreadPoolExecutor(10) as threads:

        def ask() -> tuple[Ticket, Work, Future[None]]:
            ticket, work, entered = Ticket(), Work(), threading.Event()
            works.append(work)

            def run() -> None:
                places.enter(ticket)
                try:
                    with ticket.runs_on(work):  # type: ignore[arg-type]
                        entered.set()
                        work.wait()
                finally:
                    places.leave(ticket)

            future = threads.submit(run)
            entered.wait(0.2)
            return ticket, work, future

        yield ask
        for work in works:
            work.done()


def test_a_child_is_what_a_ticket_stops() -> None:
    # The stand-in above has the one method of a real child that is used here.
    assert callable(Child.stop)


def test_while_there_is_room_nobody_gives_way() -> None:
    with asking(Places(long=1, short=2, short_time=0.05, wait=1.0)) as ask:
        running = [ask() for _ in range(3)]
        time.sleep(0.2)
        assert not any(work.killed for _, work, _ in running)


def test_one_more_takes_the_place_of_the_youngest_that_has_become_long() -> None:
    places = Places(long=1, short=2, short_time=0.05, wait=2.0)
    with asking(places) as ask:
        running = [ask() for _ in range(3)]
        time.sleep(0.1)
        ask()
        time.sleep(0.1)
        assert [work.killed for _, work, _ in running] == [False, False, True]
        assert running[2][0].yielded
        assert places.taken == 3


def test_a_query_is_given_its_short_time_before_it_has_to_give_way() -> None:
    with asking(Places(long=1, short=1, short_time=0.3, wait=2.0)) as ask:
        running = [ask() for _ in range(2)]
        ask()
        ticket, _, future = running[1]
        future.result(timeout=5)
        assert ticket.seconds >= 0.3
        assert [work.killed for _, work, _ in running] == [False, True]


def test_the_oldest_long_queries_keep_their_places() -> None:
    places = Places(long=2, short=0, short_time=0.01, wait=0.3)
    with asking(places) as ask:
        running = [ask() for _ in range(2)]
        time.sleep(0.05)
        with pytest.raises(OverloadedError):
            places.enter(Ticket())
        assert not any(work.killed for _, work, _ in running)


def test_who_gives_up_waiting_is_not_let_in() -> None:
    places = Places(long=1, short=0, short_time=0.1, wait=5.0)
    with asking(places) as ask:
        _, work, _ = ask()
        ticket = Ticket()
        with ThreadPoolExecutor(1) as beside:
            waiting = beside.submit(places.enter, ticket)
            time.sleep(0.1)
            ticket.cancel()
            work.done()
            with pytest.raises(StoppedError):
                waiting.result(timeout=2)


def test_when_closed_nobody_is_let_in() -> None:
    places = Places(long=1, short=1, short_time=0.1, wait=5.0)
    places.close()
    with pytest.raises(OverloadedError):
        places.enter(Ticket())
