"""An incident's scenario: points, teams and homes of its place picked from the map, and the steps of its plan walked through.

Homes are counted by building; nobody's name or position is shown.
"""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.models import Act
from yifa.errors import Missing, Text
from yifa.places.models import Division

from .access import Reader, seen_case, signed_in
from .layers import items_of, marks_of
from .street_map import RADIUS, WIDTH, Drawing

__all__ = ["scenario"]

FAMILY = "emergency.incident"
ACTS = ("take_in", "pick_point", "pick_team", "tick_step")


@signed_in
def scenario(request: Reader, case_id: int) -> HttpResponse:
    """What lies in the place of an incident, each with the way to pick it; what was picked; the steps of the plan chosen, ticked or not."""
    row = seen_case(request, case_id)
    if row["procedure"] != FAMILY:
        raise Missing("web.scenario", Text("只有突发事件有情景。", "Only an incident has a scenario."))
    said = _said(case_id)
    place = str(said["take_in"][-1]["division"]) if said["take_in"] else str(row["division"])
    points = [each for each in items_of(request, "risk_point") if _within(each.values, place)]
    homes = [each for each in items_of(request, "building") if _within(each.values, place)]
    teams = items_of(request, "team")
    drawing = Drawing(Division.objects.exclude(west=None))
    things = [(str(p.values["grade"]), str(p.values["name"]), p.case_id, p.values) for p in points]
    things += [("home", str(h.values["name"]), h.case_id, h.values) for h in homes]
    picked = {one["point"] for one in said["pick_point"]} | {one["team"] for one in said["pick_team"]}
    return render(
        request, "yifa/scenario.html",
        {
            "case": row, "outlines": drawing.outlines(), "marks": marks_of(drawing, things), "width": WIDTH, "height": drawing.height,
            "radius": RADIUS, "points": [_offered(each, picked) for each in points], "teams": [_offered(each, picked) for each in teams],
            "flats": sum(each.values.get("flats") or 0 for each in homes), "homes": len(homes), **_plan(request, said),
        },
    )  # fmt: skip


def _said(case_id: int) -> dict[str, list[dict[str, Any]]]:
    """What was said in clear in the acts of the scenario, by act."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in ACTS}
    rows = Act.objects.filter(case_id=case_id, act__in=ACTS).order_by("seq").values_list("act", "entry")
    for act, text in rows:
        found[act].append(orjson.loads(text)["form"])
    return found


def _within(values: Any, place: str) -> bool:
    """Whether something lies in a place or below it."""
    return f"{values.get('division') or ''}/".startswith(f"{place}/")


def _offered(item: Any, picked: set[str]) -> dict[str, Any]:
    return {"key": item.key, "name": item.values["name"], "id": item.case_id, "picked": item.key in picked}


def _plan(request: Reader, said: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The plans to choose from, and the steps of the chosen one in their order, each with whether it was ticked."""
    chosen = request.GET.get("plan", "")[:60]
    ticked = {one["step"] for one in said["tick_step"]}
    steps = [each for each in items_of(request, "plan_step") if each.values["plan"] == chosen]
    rows = [{"key": s.key, "name": s.values["name"], "order": s.values["place_in_order"], "minutes": s.values["minutes"], "done": s.key in ticked} for s in steps]  # fmt: skip
    plans = [{"key": each.key, "name": each.values["name"]} for each in items_of(request, "emergency_plan")]
    return {"plans": plans, "chosen": chosen, "steps": sorted(rows, key=lambda each: each["order"])}
