"""A calendar notice arrived: the due days of open cases counted again, each with its reason.

The clock may do two things in a docket: record what silence brought about, and record that a due
day moved because the calendar did. This is the second. The entry stands in the chain like any act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.db import connection, transaction

from yifa import clock
from yifa.procedures import REPROJECTION, changes_under, fold
from yifa.workdays import Calendar

from . import store
from .entries import load_entries
from .projection import standing_rows, writes_of
from .world import the_law

__all__ = ["reproject", "reproject_all"]

PAGE = 500


def reproject_all(progress: Callable[[int], None] | None = None) -> tuple[int, int]:
    """Count every running term again by today's calendar; how many cases were looked at, how many changed.

    A case is locked only where something moves, each in a transaction of its own, so this may be stopped and run again.
    """
    law, seen, changed = the_law(), 0, 0
    calendar = law.calendar_on(clock.now().isoformat())
    for case_id, version, state in _with_running_terms():
        seen += 1
        if changes_under(law.version(version), orjson.loads(state), calendar):
            changed += bool(reproject(case_id))
        if progress:
            progress(seen)
    return seen, changed


def reproject(case_id: int) -> list[dict[str, Any]]:
    """Count the running terms of one case again; what changed, as the entry in its docket says it."""
    law, moment = the_law(), clock.now()
    calendar = law.calendar_on(moment.isoformat())
    with transaction.atomic(), connection.cursor() as cursor:
        case = store.lock(cursor, case_id)
        procedure, state = law.version(case["version"]), orjson.loads(case["state"])
        changes = changes_under(procedure, state, calendar)
        if not changes:
            return []
        ground = _ground(law.calendar_of(load_entries(cursor, case_id)[-1]), calendar)
        at = moment.isoformat(timespec="seconds")
        entry = {
            "act": "reproject", "kind": REPROJECTION, "case": case_id, "seq": case["length"], "version": procedure.version, "valid": True,
            "at": at, "recorded": at, "entered_by": None, "party": None, "by": {}, "form": {},
            "calendar": calendar.newest.isoformat(), "ground": ground, "changes": changes,
        }  # fmt: skip
        before = standing_rows(procedure, case_id, state)
        after = fold(procedure, state, entry, calendar)
        store.write(cursor, writes_of(procedure, case, entry, after, before))
    return changes


def _ground(before: Calendar, after: Calendar) -> str:
    """The notices that are new since the case was last written."""
    return "; ".join(
        notice.ground for year, notice in after.notices.items() if before.notices.get(year) != notice
    )


def _with_running_terms() -> Iterator[tuple[int, str, str]]:
    """(case, version, state) of every case with a term that runs."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.id, c.version, c.state FROM docket_case c WHERE c.id > %s AND EXISTS (SELECT 1 FROM docket_termspan s"
                f" WHERE s.case_id = c.id AND s.status = 'running') ORDER BY c.id LIMIT {PAGE}",
                [last],
            )
            found = cursor.fetchall()
        yield from found
        if len(found) < PAGE:
            return
        last = found[-1][0]
