"""Three maps of one kind of place each: risk points by class, diggings with their days, services within fifteen minutes on foot.

They show places, never people: homes are counted by building, nobody's address is read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import orjson
from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.listing import Filters, list_cases
from yifa.docket.models import Act
from yifa.docket.world import the_law
from yifa.places.models import Division
from yifa.registers.reading import Item, items

from .access import Reader, signed_in
from .desk import official_now, urgency
from .facts import Reading
from .language import language_of
from .street_map import RADIUS, WIDTH, Drawing, Mark

__all__ = ["circle", "diggings", "items_of", "marks_of", "risks"]

MOST = 500
MINUTES = 15
METRES_A_MINUTE = 70
"""Walking at 4.2 km an hour, as planning guides take it for all ages."""
DETOUR = 1.3
"""Streets against the straight line."""
EARTH = 6_371_000


def items_of(request: Reader, register: str) -> list[Item]:
    """What stands in a register today, within the reader's scope."""
    kept = the_law().registers[register]
    return items(kept, scope=request.sees.narrowed([kept.family]))


def _position(drawing: Drawing, values: Any, nth: int) -> tuple[float, float] | None:
    """Where something stands: at its own coordinates, else beside the others of its division."""
    if values.get("longitude") and values.get("latitude"):
        return drawing.point(float(values["longitude"]), float(values["latitude"]))
    return drawing.place(str(values.get("division") or ""), nth)


def marks_of(drawing: Drawing, things: Iterable[tuple[str, str, int, Any]]) -> list[Mark]:
    """Kind, name, case and values of each thing as marks; a thing without a place is not drawn."""
    found = []
    for nth, (kind, name, case_id, values) in enumerate(things):
        spot = _position(drawing, values, nth)
        if spot is not None:
            found.append(Mark(kind, name, case_id, *spot, str(values.get("division") or "")))
    return found


def _page(request: Reader, template: str, drawing: Drawing, marks: list[Mark], **more: Any) -> HttpResponse:
    shared = {
        "outlines": drawing.outlines(),
        "marks": marks,
        "width": WIDTH,
        "height": drawing.height,
        "radius": RADIUS,
    }
    return render(request, template, {**shared, **more})


def _drawing() -> Drawing:
    return Drawing(Division.objects.exclude(west=None))


@signed_in
def risks(request: Reader) -> HttpResponse:
    """Risk points on the map, of one class or all, with owner, grade and next check; a check that is late stands out."""
    kept, chosen = the_law().registers["risk_point"], request.GET.get("class", "")[:60]
    reading, fields = Reading(language_of(request), kept.procedure), kept.text.fields
    listed = items_of(request, "risk_point")
    shown = [each for each in listed if not chosen or each.values["risk_class"] == chosen]
    now = official_now()
    rows = [
        {
            "id": each.case_id, "name": each.values["name"], "class": each.values["risk_class"], "owner": each.values["owner"],
            "grade": reading.told(fields["grade"], each.values["grade"]), "next": each.values["next_check"],
            "late": urgency(str(each.values["next_check"]), now) == "overdue",
        }
        for each in shown
    ]  # fmt: skip
    drawing = _drawing()
    things = [
        ("late" if row["late"] else each.values["grade"], f"{row['class']} {row['name']}", each.case_id, each.values)
        for each, row in zip(shown, rows, strict=True)
    ]  # fmt: skip
    return _page(
        request, "yifa/risks.html", drawing, marks_of(drawing, things), rows=rows, chosen=chosen,
        classes=sorted({str(each.values["risk_class"]) for each in listed}), late=sum(row["late"] for row in rows),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Digging:
    """A wish to dig: where, from which day to which, and whether it can still be merged."""

    case_id: int
    number: str
    road: str
    first: date
    last: date
    open_to_merge: bool
    division: str


def _diggings(request: Reader) -> list[Digging]:
    rows = list_cases(request.sees, Filters(procedure="works.roadopening"), None, MOST)
    told: dict[int, dict[str, Any]] = {row["id"]: {} for row in rows}
    entries = Act.objects.filter(case_id__in=told, act__in=("open", "set_window")).order_by("seq")
    for case_id, act, text in entries.values_list("case_id", "act", "entry"):
        entry = orjson.loads(text)
        told[case_id] |= entry["case"] if act == "open" else entry["form"]
    return [_digging(row, told[row["id"]]) for row in rows]


def _digging(row: dict[str, Any], told: dict[str, Any]) -> Digging:
    first = date.fromisoformat(told.get("starts_on") or told["asked_for"])
    last = date.fromisoformat(told.get("ends_on") or told.get("asked_until") or first.isoformat())
    return Digging(row["id"], row["number"], told["road"], first, max(first, last), row["stage"] == "noted", row["division"])  # fmt: skip


@signed_in
def diggings(request: Reader) -> HttpResponse:
    """Wishes to dig on a map and a time line; those of one road whose days meet, with the way to merge them."""
    found = sorted(_diggings(request), key=lambda each: (each.road, each.first, each.case_id))
    begin = min((each.first for each in found), default=official_now().date())
    days = (max((each.last for each in found), default=begin) - begin).days + 1
    bars = [
        {"of": each, "x": round((each.first - begin).days * WIDTH / days, 1),
         "width": round(((each.last - each.first).days + 1) * WIDTH / days, 1)}
        for each in found
    ]  # fmt: skip
    drawing = _drawing()
    things = (("digging", f"{each.road} {each.number}", each.case_id, {"division": each.division}) for each in found)  # fmt: skip
    return _page(
        request, "yifa/diggings.html", drawing, marks_of(drawing, things), bars=bars, overlaps=_overlaps(found),
        begin=begin.isoformat(), end=(begin + timedelta(days=days - 1)).isoformat(),
    )  # fmt: skip


def _overlaps(found: list[Digging]) -> list[dict[str, Any]]:
    """Pairs of one road whose days meet; of each pair the one that can still be merged into the other."""
    pairs = []
    for one, other in combinations(found, 2):
        if one.road == other.road and one.first <= other.last and other.first <= one.last:
            free = next((each for each in (other, one) if each.open_to_merge), None)
            pairs.append(
                {"one": one, "other": other, "free": free, "first": max(one.first, other.first).isoformat(), "last": min(one.last, other.last).isoformat()}
            )  # fmt: skip
    return pairs


def _metres(one: Any, other: Any) -> float:
    """The straight line between two places with coordinates, in metres."""
    east, north = (math.radians(float(one[k]) - float(other[k])) for k in ("longitude", "latitude"))
    middle = math.radians((float(one["latitude"]) + float(other["latitude"])) / 2)
    return EARTH * math.hypot(east * math.cos(middle), north)


def _placed(listed: Iterable[Item]) -> list[Item]:
    return [each for each in listed if each.values.get("longitude") and each.values.get("latitude")]


@signed_in
def circle(request: Reader) -> HttpResponse:
    """Shops and services on the map, and of the homes that have a place the share with each kind within fifteen minutes on foot."""
    kept = the_law().registers["service_point"]
    reading, spec = Reading(language_of(request), kept.procedure), kept.text.fields["kind"]
    points = items_of(request, "service_point")
    homes = [each for each in _placed(items_of(request, "building")) if each.values.get("flats")]
    flats = sum(each.values["flats"] for each in homes)
    reach = MINUTES * METRES_A_MINUTE / DETOUR
    rows = []
    for kind in sorted({str(each.values["kind"]) for each in points}):
        near = [each for each in _placed(points) if each.values["kind"] == kind]
        within = sum(
            h.values["flats"] for h in homes if any(_metres(h.values, p.values) <= reach for p in near)
        )
        share = round(100 * within / flats, 2) if flats else None
        rows.append({"kind": reading.told(spec, kind), "points": sum(p.values["kind"] == kind for p in points), "within": within, "share": share})  # fmt: skip
    drawing = _drawing()
    things = [("service", str(p.values["name"]), p.case_id, p.values) for p in points]
    things += [("home", str(h.values["name"]), h.case_id, h.values) for h in homes]
    unplaced = len(points) - len(_placed(points))
    return _page(
        request, "yifa/circle.html", drawing, marks_of(drawing, things), rows=rows, flats=flats, unplaced=unplaced,
        minutes=MINUTES, speed=METRES_A_MINUTE, detour=DETOUR, reach=round(reach),
    )  # fmt: skip
