"""A calendar that came late: the running terms of a case put to it again.

Nothing else moves: what was met or fell is history, and a pause stays a pause. The docket records
the outcome as an entry of its own, with the notice as its ground, so that a due day that moved says
why it did (国务院办公厅 publishes next year's days off in late autumn, and has amended them since).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from yifa.workdays import Calendar

from .env import Env, State
from .model import FIXED, Procedure, World
from .reckoning import reckon

__all__ = ["REPROJECTION", "changes_under", "is_reprojection", "reproject_terms"]

REPROJECTION: Final = "reprojection"
"""The kind of the entry; its act is no act of any procedure."""

DATES = ("due", "raw", "safe", "prov")


def is_reprojection(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of a docket is a re-projection, which no procedure's text describes."""
    return bool(entry["kind"] == REPROJECTION)


def changes_under(procedure: Procedure, state: State, calendar: Calendar) -> list[dict[str, Any]]:
    """What `calendar` would change: `{"term", "key", "was", "now"}` with the dates of each, nothing applied."""
    found = []
    for name, key, span, fresh in _counted(procedure, state, calendar):
        was, now = ({field: each[field] for field in DATES} for each in (span, fresh))
        if was != now:
            found.append({"term": name, "key": key, "was": was, "now": now})
    return found


def reproject_terms(procedure: Procedure, state: State, calendar: Calendar) -> None:
    """Give every running term of `state` the dates of `calendar`."""
    for _, _, span, fresh in _counted(procedure, state, calendar):
        span.update({field: fresh[field] for field in DATES})


def _counted(
    procedure: Procedure, state: State, calendar: Calendar
) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Each running term that a calendar can move, beside itself counted again."""
    env = Env(procedure, state, World(params=state["values"]), state["at"], calendar=calendar)
    for name, spans in state["terms"].items():
        term = procedure.terms[name]
        for key, span in spans.items():
            if span["st"] != "running" or span["len"] == FIXED:
                continue
            fresh = dict(span)
            if term.backward is not None:
                fresh["due"] = fresh["raw"] = fresh["safe"] = env.latest(name, span["start"])
            else:
                reckon(fresh, term.roll, calendar)
            yield name, key, span, fresh
