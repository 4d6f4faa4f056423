"""The worker: claim, do, finish or fail, and never fall over."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections, connection

from yifa.errors import Conflict
from yifa.jobs.handlers import HANDLERS, ensure_periodic
from yifa.jobs.queue import MOST_ATTEMPTS, Task, claim, fail, finish

__all__ = ["Tally", "drain", "run_worker", "work_once"]

log = logging.getLogger(__name__)

POLL = 1.0
"""Seconds between looks at an empty table."""

PAUSE = 5.0
"""Seconds before another try when the database does not answer."""


@dataclass(slots=True)
class Tally:
    """What became of the jobs run: done, to be tried again, dead."""

    done: int = 0
    again: int = 0
    dead: int = 0

    @property
    def total(self) -> int:
        """How many were run."""
        return self.done + self.again + self.dead


def run_worker(stop: threading.Event) -> None:
    """Do jobs as they fall due until `stop` is set; the job in hand is finished first.

    Survives a handler that raises and a database that goes away for a while.
    """
    is_prepared = False
    while not stop.is_set():
        try:
            close_old_connections()
            if not is_prepared:
                with connection.cursor() as cursor:
                    ensure_periodic(cursor)
                is_prepared = True
            if not work_once(Tally()):
                stop.wait(POLL)
        except DatabaseError:
            log.exception("the database does not answer; the worker waits")
            connection.close()
            stop.wait(PAUSE)


def drain(limit: int = 10_000) -> Tally:
    """Do what is due now, and what that makes due, up to `limit` jobs; for tests and demonstrations."""
    tally = Tally()
    while tally.total < limit and work_once(tally):
        pass
    return tally


def work_once(tally: Tally) -> bool:
    """Claim and run one job, counted in `tally`; whether there was one."""
    tasks = claim()
    for task in tasks:
        try:
            _run(task, tally)
        except Conflict:
            log.warning("job %s (%s) was taken over while it ran", task.id, task.kind)
    return bool(tasks)


def _run(task: Task, tally: Tally) -> None:
    problem, for_good = _attempt(task)
    if problem is None:
        finish(task)
        tally.done += 1
    elif fail(task, problem, for_good=for_good):
        tally.dead += 1
    else:
        tally.again += 1


def _attempt(task: Task) -> tuple[str | None, bool]:
    """What went wrong, or None; and whether another try is useless."""
    registered = HANDLERS.get(task.kind)
    if registered is None:
        return f"no handler for jobs of kind {task.kind}", True
    if task.attempt > MOST_ATTEMPTS:
        return "its worker died at every try", not task.period
    try:
        registered.work(task)
    except Exception as error:  # one bad job must not stop the others; it is kept with its reason
        log.exception("job %s (%s) failed at attempt %s", task.id, task.kind, task.attempt)
        return f"{type(error).__name__}: {error}", False
    return None, False
