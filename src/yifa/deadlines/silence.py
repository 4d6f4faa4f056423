"""Silence that has effect: where the law deems something, the clock records it, with its article.

Nothing else is ever done by the clock: no automatic closing, no automatic penalty.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from yifa import clock
from yifa.docket.door import Command, Receipt, perform
from yifa.docket.reading import state_by_id
from yifa.docket.world import the_law
from yifa.errors import YifaError
from yifa.procedures import Procedure, deemed

__all__ = ["deem", "deem_all"]

log = logging.getLogger(__name__)

PAGE = 500


def deem_all() -> tuple[int, int]:
    """Record everything silence has brought about by now; how many acts, and how many cases would not take theirs.

    Each case stands for itself: one that refuses is logged and tried again at the next round.
    """
    done = failed = 0
    for case_id in _candidates(clock.now()):
        try:
            done += len(deem(case_id))
        except YifaError:
            log.exception("case %s: what silence brought about could not be recorded", case_id)
            failed += 1
    return done, failed


def deem(case_id: int) -> list[Receipt]:
    """Record what silence has brought about in one case, in the order in which it took effect.

    Each is recorded once. Raises as `perform` does.
    """
    receipts: list[Receipt] = []
    while True:
        procedure, state = state_by_id(case_id)
        now = clock.now().astimezone(clock.ZONE).isoformat(timespec="seconds")
        found = deemed(procedure, state, now)
        if not found:
            return receipts
        event, term, key = min(found, key=lambda each: str(state["terms"][each[1]][each[2]]["due"]))
        span = state["terms"][term][key]
        receipts.append(perform(case_id, _command(procedure, event, term, key, span), None))


def _command(procedure: Procedure, event: str, term: str, key: str, span: dict[str, Any]) -> Command:
    per = procedure.terms[term].per
    return Command(
        event,
        form={"of": key} if per == "entry" else {},
        at=_effect(span["due"]),
        party=key if per == "party" else None,
    )


def _effect(due: str) -> datetime:
    """When silence takes effect: with the end of the last day, or of the last hour."""
    if len(due) > 10:
        return datetime.fromisoformat(due) + timedelta(seconds=1)
    return datetime.combine(date.fromisoformat(due) + timedelta(days=1), time(), clock.ZONE)


def _candidates(now: datetime) -> Iterator[int]:
    """Cases in which a running term that deems something may have run out."""
    for version, procedure in the_law().versions.items():
        names = [name for name, term in procedure.terms.items() if term.deems]
        if names:
            yield from _of_version(version, names, now)


def _of_version(version: str, names: list[str], now: datetime) -> Iterator[int]:
    marks = ", ".join(["%s"] * len(names))
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT s.case_id FROM docket_termspan s JOIN docket_case c ON c.id = s.case_id"
                f" WHERE s.status = 'running' AND s.due <> '' AND s.due < %s AND s.name IN ({marks})"
                f" AND c.version = %s AND s.case_id > %s ORDER BY s.case_id LIMIT {PAGE}",
                [now.astimezone(clock.ZONE).isoformat(timespec="seconds"), *names, version, last],
            )
            found = [row[0] for row in cursor.fetchall()]
        yield from found
        if len(found) < PAGE:
            return
        last = found[-1]
