"""The lease table: enqueue in the caller's transaction; claim, finish and fail by a worker.

Every statement is whole in itself. On PostgreSQL claims skip rows that another worker is claiming; on
SQLite there is one writer, so there is nothing to skip.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import orjson
from django.db import connection

from yifa import clock
from yifa.errors import Conflict, Text
from yifa.jobs.stamps import stamp

__all__ = ["LEASE", "MOST_ATTEMPTS", "Cursor", "Task", "claim", "enqueue", "fail", "finish", "renew"]

LEASE = timedelta(minutes=5)
"""How long a worker holds a job before others may take it; a longer handler calls `renew`."""

MOST_ATTEMPTS = 8
"""Tries of one job before it is dead; with the back-off below, spread over about two hours."""

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
_LONGEST_ERROR = 2000


class Cursor(Protocol):
    """The part of a database cursor used here."""

    def execute(self, sql: str, params: Any = ...) -> Any:
        """Run one statement."""

    def fetchone(self) -> Any:
        """The next row, or None."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job as its handler sees it: `attempt` counts from 1, `period` in seconds is 0 if it runs once."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    attempt: int
    period: int
    run_at: str
    lease: str


def enqueue(
    cursor: Cursor,
    kind: str,
    payload: Mapping[str, Any],
    run_at: datetime | None = None,
    key: str = "",
    *,
    every: timedelta | None = None,
) -> int | None:
    """Promise a job within the caller's transaction; its id, or None if `key` was promised before.

    `payload` must be JSON-ready and hold no personal data, only references. `run_at` is aware, now if
    None. With `every` (whole seconds, at least one) the job comes back, and needs a key. Raises
    `ValueError` for a naive time or a period without a key.
    """
    period = int(every.total_seconds()) if every else 0
    if (every is not None) and (period < 1 or not key):
        raise ValueError(f"a periodic job needs a period of at least a second and a key: {kind}")
    now = clock.now()
    cursor.execute(
        "INSERT INTO jobs_job (kind, key, payload, state, run_at, period, attempts, lease, leased_until,"
        " created, finished, error) VALUES (%s, %s, %s, 'waiting', %s, %s, 0, '', '', %s, '', '')"
        " ON CONFLICT (key) DO NOTHING RETURNING id",
        [kind, key or None, orjson.dumps(payload).decode(), stamp(run_at or now), period, stamp(now)],
    )
    row = cursor.fetchone()
    return int(row[0]) if row else None


_CLAIM = """
UPDATE jobs_job SET state = 'leased', attempts = attempts + 1, lease = %s, leased_until = %s
WHERE id IN (
    SELECT id FROM jobs_job
    WHERE (state = 'waiting' AND run_at <= %s) OR (state = 'leased' AND leased_until <= %s)
    ORDER BY run_at, id LIMIT %s{skip}
) RETURNING id, kind, payload, attempts, period, run_at
"""


def claim(limit: int = 1, lease: timedelta = LEASE) -> list[Task]:
    """Take up to `limit` jobs that are due, or whose holder let the lease run out; oldest first."""
    now = clock.now()
    token = secrets.token_hex(16)
    skip = " FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        moment = stamp(now)
        cursor.execute(_CLAIM.format(skip=skip), [token, stamp(now + lease), moment, moment, limit])
        rows = cursor.fetchall()
    tasks = [
        Task(id_, kind, orjson.loads(payload), attempt, period, run_at, token)
        for id_, kind, payload, attempt, period, run_at in rows
    ]
    return sorted(tasks, key=lambda task: (task.run_at, task.id))


def renew(task: Task, lease: timedelta = LEASE) -> None:
    """Hold the job for another `lease` from now; raises `Conflict` if it was lost already."""
    _as_holder(task, "leased_until = %s", [stamp(clock.now() + lease)])


def finish(task: Task) -> None:
    """The job is done; a periodic one waits for its next time. Raises `Conflict` if the lease was lost."""
    now = stamp(clock.now())
    if task.period:
        _come_back(task, "")
    else:
        _as_holder(task, "state = 'done', finished = %s, error = ''", [now])


def fail(task: Task, error: str, *, for_good: bool = False) -> bool:
    """The job failed: it is tried again later, or dead after its last try or `for_good`; whether it is dead.

    A periodic job keeps the error and comes back at its next time instead. Raises `Conflict` if the lease
    was lost.
    """
    told = error[:_LONGEST_ERROR]
    if task.period and not for_good:
        _come_back(task, told)
        return False
    now = clock.now()
    if for_good or task.attempt >= MOST_ATTEMPTS:
        _as_holder(task, "state = 'dead', finished = %s, error = %s", [stamp(now), told])
        return True
    wait = min(_FIRST_WAIT * 2 ** (task.attempt - 1), _LONGEST_WAIT)
    _as_holder(task, "state = 'waiting', run_at = %s, error = %s", [stamp(now + wait), told])
    return False


def _come_back(task: Task, error: str) -> None:
    """Set the next time of a periodic job on its own grid, so that a late run does not shift the rest."""
    period = timedelta(seconds=task.period)
    due = datetime.fromisoformat(task.run_at)
    missed = (clock.now() - due) // period
    following = due + period * (max(missed, 0) + 1)
    assignments = "state = 'waiting', attempts = 0, run_at = %s, finished = %s, error = %s"
    _as_holder(task, assignments, [stamp(following), stamp(clock.now()), error])


def _as_holder(task: Task, assignments: str, values: list[str]) -> None:
    """Change the row only if `task` still holds it."""
    sql = f"UPDATE jobs_job SET {assignments} WHERE id = %s AND lease = %s AND state = 'leased'"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, task.id, task.lease])
        if cursor.rowcount != 1:
            raise Conflict(
                "jobs.lease", Text("该任务已由他人接手。", "Another worker has taken this job over.")
            )
