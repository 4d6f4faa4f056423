"""The duty view: blocks of work side by side over the same events, posts and map.

Which blocks a place has stands in the register `duty_block`: areas of procedures, perhaps narrowed to categories of grid events.
A case is shown in every block whose work it is; it is one case all the same, and acted on once.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.listing import Filters, count_cases, list_cases
from yifa.docket.reading import entries_of
from yifa.docket.world import the_law
from yifa.people.scopes import Scope
from yifa.registers.reading import Item, items

from .access import Reader, signed_in
from .desk import official_now, urgency
from .duty import shifts_of

__all__ = ["duty"]

MONTH = (
    "SELECT c.id, c.procedure, c.version, c.stage, c.ended, c.opened_on FROM docket_case c WHERE c.training = %s AND {scope} "
    "AND (c.opened_on >= %s OR EXISTS (SELECT 1 FROM docket_act a WHERE a.case_id = c.id AND a.at >= %s))"
)
SHOWN = 8
MOST = 200


@signed_in
def duty(request: Reader) -> HttpResponse:
    """Who is on watch today, and every block: how much is open and late, what falls due next, and its posts with who holds them."""
    posts = _listed(request, "roster_post")
    blocks = [_block(request, block, posts) for block in _listed(request, "duty_block")]
    return render(request, "yifa/duty_blocks.html", {"blocks": blocks, "shifts": shifts_of(request)})


def _listed(request: Reader, register: str) -> list[Item]:
    kept = the_law().registers[register]
    return list(items(kept, scope=request.sees.narrowed([kept.family])))


def _block(request: Reader, block: Item, posts: list[Item]) -> dict[str, Any]:
    families = [name for name in the_law().families if name.partition(".")[0] in block.values["areas"]]
    scope, now = request.sees.narrowed(families), official_now()
    wanted = list(block.values.get("categories") or ())
    rows = [
        row
        for row in list_cases(scope, Filters(), None, MOST)
        if not wanted or _category(row) in (None, *wanted)
    ]
    late = [row for row in rows if urgency(row["next_due"], now) == "overdue"]
    full = not wanted and len(rows) == MOST
    first = now.date().replace(day=1)
    month = [row for row in _since(scope, first) if not wanted or _category(row) in (None, *wanted)]
    return {
        "name": block.values["name"], "case_id": block.case_id, "rows": [{**row, "urgency": urgency(row["next_due"], now)} for row in rows[:SHOWN]],
        "leader": block.values["leader"], "begun": sum(row["opened_on"] >= first for row in month),
        "ended": sum(bool(row["ended"]) and row["stage"] != "removed" for row in month),
        "open": count_cases(scope, Filters()) if full else len(rows), "late": len(late),
        "posts": [{"name": p.values["name"], "holder": p.values.get("holder"), "hours": p.values["hours"], "case_id": p.case_id} for p in posts if p.values.get("block") == block.key],
    }  # fmt: skip


def _since(scope: Scope, first: date) -> list[dict[str, Any]]:
    """The cases begun or last acted on since a day: what a month comes to, in numbers."""
    condition, params = scope.as_sql("c")
    with connection.cursor() as cursor:
        cursor.execute(MONTH.format(scope=condition), [False, *params, first, first.isoformat()])
        columns = ("id", "procedure", "version", "stage", "ended", "opened_on")
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _category(row: dict[str, Any]) -> str | None:
    """The category of a grid event; None for a case that has none."""
    if row["procedure"] != "grid.event":
        return None
    return str(entries_of(row)[0]["case"].get("category", ""))
