"""A case comes under a new text: an entry of its own, before the first act that the new text judges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from yifa import clock
from yifa.procedures import NEW_LAW, Procedure, fold

from . import store
from .projection import standing_rows, writes_of
from .world import the_law

__all__ = ["new_law_entry", "under_law_of_day"]


def under_law_of_day(
    cursor: Any, case: store.CaseRow, at: datetime, moment: datetime
) -> tuple[Procedure, store.CaseRow]:
    """The text that judges an act of that legal moment (official time), and the case under it; a new text is entered first."""
    law = the_law()
    procedure = law.version(case["version"])
    newer = law.successor(procedure, at.date())
    if newer is None:
        return procedure, case
    state = orjson.loads(case["state"])
    entry = new_law_entry(procedure, newer, state, case, case["length"], moment)
    before = standing_rows(newer, case["id"], state)
    after = fold(newer, state, entry, law.calendar_of(entry))
    writes = writes_of(newer, case, entry, after, before)
    store.write(cursor, writes)
    return newer, {**case, **writes.update}


def new_law_entry(
    old: Procedure,
    new: Procedure,
    state: Mapping[str, Any],
    case: Mapping[str, Any],
    seq: int,
    moment: datetime,
) -> dict[str, Any]:
    """The entry: which text took the place of which, from which day, on what ground."""
    day = datetime.combine(new.text.in_force.from_, datetime.min.time(), clock.ZONE)
    recorded = moment.isoformat(timespec="seconds")
    return {
        "act": "new_law", "kind": NEW_LAW, "case": case["id"], "seq": seq, "version": new.version, "valid": True,
        "at": max(day.isoformat(timespec="seconds"), state["at"]), "recorded": recorded, "entered_by": None, "party": None, "by": {},
        "form": {}, "calendar": the_law().calendar_on(recorded).newest.isoformat(), "was": old.version,
        "ground": new.text.transition.procedure.ground,
    }  # fmt: skip
