"""The desk: what is due, in the order of lawful urgency."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from yifa import clock
from yifa.docket.listing import Filters, count_cases, list_cases
from yifa.docket.projection import NEVER
from yifa.docket.proposals import mine, waiting_for
from yifa.docket.referrals import count_waiting
from yifa.docket.world import the_law
from yifa.procedures.register import FAMILY

from .access import Reader, page_after, signed_in
from .handbook import recent
from .proposals import proposal_rows
from .report_way import ahead_of

__all__ = ["desk", "official_now", "urgency"]

PAGE = 50
FRESH = 90
"""For so many days after it was opened a case stands on the desk though nothing of it falls due."""


def urgency(due: str, now: datetime) -> str:
    """Where a due day or moment stands: overdue, today, week, later or none. A day is late once it is over, a moment once it has passed."""
    if due >= NEVER:
        return "none"
    today, moment = now.date(), now.isoformat(timespec="seconds")
    if due[:10] < moment[:10] or (len(due) > len(moment[:10]) and due < moment):
        return "overdue"
    day = date.fromisoformat(due[:10])
    if day == today:
        return "today"
    return "week" if day <= today + timedelta(days=7) else "later"


def official_now() -> datetime:
    """This moment in official time, as due moments are kept."""
    return clock.now().astimezone(clock.ZONE)


def row_of(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A case as the desk shows it: procedure and stage by name, urgency."""
    procedure = the_law().version(row["version"])
    stage = procedure.text.stages.get(row["stage"]) or procedure.text.ends.get(row["stage"])
    return {
        **row,
        "procedure_title": procedure.title,
        "stage_title": stage,
        "urgency": urgency(row["next_due"], now),
    }


def _kept() -> tuple[str, ...]:
    """The families of what is kept: registers, stocks, classes. They are no work in hand unless something falls due."""
    return tuple(family for family, versions in the_law().families.items() if versions[-1].text.kept)


@signed_in
def desk(request: Reader) -> HttpResponse:
    """The reader's cases, open ones first by what falls due; filters by procedure, state and words.

    Without a filter, what nobody has to act on now is left out: what is kept (entries of registers) where nothing of it
    falls due, and cases opened long ago in which nothing does; these stand behind a link, `state=idle`.
    """
    now = official_now()
    state, procedure, text = request.GET.get("state", ""), request.GET.get("procedure", ""), request.GET.get("q", "").strip()[:60]  # fmt: skip
    plain = not (state or procedure or text)
    old, kept = now.date() - timedelta(days=FRESH), _kept() if plain or state == "idle" else ()
    filters = Filters(
        ended={"ended": True, "all": None}.get(state, False), procedure=procedure, text=text, kept=kept,
        fresh_from=old if plain else None, idle_before=old if state == "idle" else None,
    )  # fmt: skip
    idle = count_cases(request.sees, Filters(kept=_kept(), idle_before=old)) if plain else 0
    rows = list_cases(request.sees, filters, page_after(request), PAGE)
    query = request.GET.copy()
    query.pop("after", None)
    overdue = count_cases(request.sees, Filters(late_at=now.isoformat(timespec="seconds")))
    context = {
        "rows": [row_of(row, now) for row in rows], "total": count_cases(request.sees, filters), "overdue": overdue, "idle": idle, "fresh": FRESH, "query": query.urlencode(),
        "next": f"{rows[-1]['next_due']}~{rows[-1]['id']}" if len(rows) == PAGE else "", "filters": filters, "state": state,
        "reports": [(each, urgency(each.day.day, now)) for each in ahead_of(request)],
        "matters": count_waiting(request.actor), "to_confirm": proposal_rows(waiting_for(request.actor.id)), "proposed": proposal_rows(mine(request.actor.id)),
        "procedures": [versions[-1] for family, versions in the_law().families.items() if not family.startswith(FAMILY)], "today": now.date().isoformat(), "law_changes": recent(the_law()),
    }  # fmt: skip
    return render(request, "yifa/desk.html", context)
