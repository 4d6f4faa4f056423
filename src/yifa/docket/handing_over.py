"""Queues handed over: each open case of the giver gets its new handler or office by an entry in its own docket."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction

from yifa import clock
from yifa.people.families import matches
from yifa.people.models import Handover
from yifa.procedures import HANDOVER, fold

from . import store
from .projection import standing_rows, writes_of
from .world import the_law

__all__ = ["apply_due"]


def apply_due(moment: datetime) -> int:
    """Apply every hand-over whose day has come; how many cases moved.

    Each case moves in a transaction of its own and only while it is still the giver's, so this may be stopped and run again.
    """
    moved = 0
    due = Handover.objects.filter(applied_at=None, effective_on__lte=moment.astimezone(clock.ZONE).date())
    for handover in due.order_by("effective_on", "pk"):
        for case_id in _cases(handover):
            moved += _move(case_id, handover, moment)
        Handover.objects.filter(pk=handover.pk, applied_at=None).update(applied_at=moment)
    return moved


def _giver(handover: Handover) -> tuple[str, int | None]:
    """The column of a case by which it is the giver's, and the giver."""
    if handover.from_officer_id is not None:
        return "handler_id", handover.from_officer_id
    return "office_id", handover.from_office_id


def _cases(handover: Handover) -> list[int]:
    """The open cases of the giver, in the families named."""
    column, giver = _giver(handover)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, procedure FROM docket_case WHERE {column} = %s AND NOT ended ORDER BY id", [giver]
        )
        return [
            pk for pk, family in cursor.fetchall() if any(matches(each, family) for each in handover.families)
        ]


def _move(case_id: int, handover: Handover, moment: datetime) -> bool:
    """Write the entry into one docket; False where the case is no longer the giver's or has ended."""
    law, (column, giver) = the_law(), _giver(handover)
    taker: dict[str, int | None] = {"handler": handover.to_officer_id, "office": handover.to_office_id}
    with transaction.atomic(), connection.cursor() as cursor:
        case = store.lock(cursor, case_id)
        if case[column] != giver or case["ended"]:
            return False
        procedure, at = law.version(case["version"]), moment.isoformat(timespec="seconds")
        calendar = law.calendar_on(at)
        entry: dict[str, Any] = {
            "act": "hand_over", "kind": HANDOVER, "case": case_id, "seq": case["length"], "version": procedure.version, "valid": True,
            "at": at, "recorded": at, "entered_by": None, "party": None, "by": {}, "form": {},
            "calendar": calendar.newest.isoformat(), "ground": handover.ground, "handover": handover.pk,
            "from": {column.removesuffix("_id"): str(giver)}, "assigned": {name: str(pk) for name, pk in taker.items() if pk is not None},
        }  # fmt: skip
        state = orjson.loads(case["state"])
        before = standing_rows(procedure, case_id, state)
        after = fold(procedure, state, entry, calendar)
        store.write(cursor, writes_of(procedure, case, entry, after, before))
    return True
