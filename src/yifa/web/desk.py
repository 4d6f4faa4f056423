"""The desk: what is due, in the order of lawful urgency."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from yifa import clock
from yifa.docket.listing import Filters, count_cases, list_cases
from yifa.docket.projection import NEVER
from yifa.docket.proposals import mine, waiting_for
from yifa.docket.referrals import count_waiting
from yifa.docket.world import the_law

from .access import Reader, page_after, signed_in
from .proposals import proposal_rows

__all__ = ["desk"]

PAGE = 50


def urgency(due: str, today: date) -> str:
    """Where a due day stands: overdue, today, week, later or none."""
    if due >= NEVER:
        return "none"
    day = date.fromisoformat(due[:10])
    if day < today:
        return "overdue"
    if day == today:
        return "today"
    return "week" if day <= today + timedelta(days=7) else "later"


def row_of(row: dict[str, Any], today: date) -> dict[str, Any]:
    """A case as the desk shows it: procedure and stage by name, urgency."""
    procedure = the_law().version(row["version"])
    stage = procedure.text.stages.get(row["stage"]) or procedure.text.ends.get(row["stage"])
    return {
        **row,
        "procedure_title": procedure.title,
        "stage_title": stage,
        "urgency": urgency(row["next_due"], today),
    }


@signed_in
def desk(request: Reader) -> HttpResponse:
    """The reader's cases, open ones first by what falls due; filters by procedure, state and words."""
    today = clock.today()
    filters = Filters(
        ended={"ended": True, "all": None}.get(request.GET.get("state", ""), False), procedure=request.GET.get("procedure", ""),
        text=request.GET.get("q", "").strip()[:60],
    )  # fmt: skip
    rows = list_cases(request.sees, filters, page_after(request), PAGE)
    query = request.GET.copy()
    query.pop("after", None)
    overdue = count_cases(request.sees, Filters(due_before=today.isoformat()))
    context = {
        "rows": [row_of(row, today) for row in rows], "total": count_cases(request.sees, filters), "overdue": overdue, "query": query.urlencode(),
        "next": f"{rows[-1]['next_due']}~{rows[-1]['id']}" if len(rows) == PAGE else "", "filters": filters, "state": request.GET.get("state", ""),
        "matters": count_waiting(request.actor), "to_confirm": proposal_rows(waiting_for(request.actor.id)), "proposed": proposal_rows(mine(request.actor.id)),
        "procedures": [versions[-1] for versions in the_law().families.values()], "today": today.isoformat(),
    }  # fmt: skip
    return render(request, "yifa/desk.html", context)
