"""What became of a query: a whole answer with its version and cost, or the reason why not.

A pool asks its workers in two ways (waiting in a thread, or from an event loop), and both end
here, so that the same fate is told in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph import worker_errors
from graph.snapshots import Snapshot
from graph.worker_frames import Reply, Task
from graph.worker_places import Ticket
from ontology.errors import AlliancesError, QueryError

__all__ = ["Answered", "answered", "ended"]


@dataclass(frozen=True, slots=True)
class Answered:
    """A whole answer, the content hash of the snapshot it came from, seconds of work."""

    reply: Reply
    version: str
    seconds: float


def ended(error: Exception, ticket: Ticket, deadline: float) -> AlliancesError:
    """Return why a query has no reply: `error` is a TimeoutError or a FrameError."""
    if isinstance(error, TimeoutError):
        return worker_errors.late(deadline)
    if ticket.given_up:
        return worker_errors.cancelled()
    return worker_errors.overloaded() if ticket.yielded else worker_errors.died()


def answered(reply: Reply, task: Task, snapshot: Snapshot, ticket: Ticket) -> Answered:
    """Return the answer in `reply`; raise QueryError if it is a refusal."""
    if reply.outcome == "ok":
        return Answered(reply, snapshot.content_hash, ticket.seconds)
    raise _refusal(reply, task)


def _refusal(reply: Reply, task: Task) -> QueryError:
    if reply.outcome == "rows":
        return worker_errors.rows(task.rows)
    if reply.outcome == "bytes":
        return worker_errors.size(task.size)
    if reply.outcome == "form":
        if reply.detail == "xml":
            return worker_errors.not_xml(reply.kind)
        return worker_errors.form(reply.kind)
    if reply.outcome == "syntax":
        return worker_errors.syntax(reply.detail)
    return worker_errors.failed()
