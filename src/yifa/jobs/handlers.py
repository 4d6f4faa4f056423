"""Who does which kind of job. Filled when the rooms are loaded, read by the worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from yifa.jobs.queue import Cursor, Task, enqueue

__all__ = ["HANDLERS", "Handler", "ensure_periodic", "handler"]

Work = Callable[[Task], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """What does a kind of job, and how often by itself (None: only when enqueued)."""

    work: Work
    every: timedelta | None = None


HANDLERS: dict[str, Handler] = {}
"""Handlers by kind of job."""


def handler(kind: str, *, every: timedelta | None = None) -> Callable[[Work], Work]:
    """Register the function below as what does jobs of `kind`.

    It runs outside any transaction, opens its own, and must bear running twice. Raises `ValueError`
    when the kind is taken.
    """

    def register(work: Work) -> Work:
        if kind in HANDLERS:
            raise ValueError(f"two handlers for jobs of kind {kind}")
        HANDLERS[kind] = Handler(work, every)
        return work

    return register


def ensure_periodic(cursor: Cursor) -> None:
    """See that every periodic kind has its one row, with the period registered now."""
    for kind, registered in HANDLERS.items():
        if registered.every:
            key, period = f"every:{kind}", int(registered.every.total_seconds())
            enqueue(cursor, kind, {}, key=key, every=registered.every)
            cursor.execute(
                "UPDATE jobs_job SET period = %s WHERE key = %s AND period <> %s", [period, key, period]
            )
