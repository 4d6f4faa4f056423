"""The map: open events in their grids, devices and posts on duty, the post nearest to each event, and how long it took to arrive.

It shows places, never people: no position of an officer, a volunteer or a resident is taken in or kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.listing import Filters, list_cases
from yifa.docket.models import Act
from yifa.docket.world import the_law
from yifa.places.codes import Level
from yifa.places.models import Division
from yifa.registers.reading import items

from .access import Reader, signed_in
from .duty import orders_of, shifts_of
from .map_layers import layers_of, offered_layers

__all__ = ["Drawing", "Mark", "board"]

EVENTS = ("grid.event", "hotline.order", "emergency.incident")
MOST = 500
WIDTH = 1000
RADIUS = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the map, at a point of the drawing."""

    kind: str
    name: str
    case_id: int
    x: float
    y: float
    division: str


class Drawing:
    """The box of all divisions that have a boundary, scaled to the width of the drawing."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self.known = {each.path: each for each in divisions if each.west is not None}
        boxes = [self._box(each) for each in self.known.values()] or [(0.0, 0.0, 1.0, 1.0)]
        self.west, self.north = min(b[0] for b in boxes), max(b[3] for b in boxes)
        east, south = max(b[2] for b in boxes), min(b[1] for b in boxes)
        self.scale = WIDTH / max(east - self.west, 1e-9)
        self.height = round((self.north - south) * self.scale)

    @staticmethod
    def _box(each: Division) -> tuple[float, float, float, float]:
        return float(each.west or 0), float(each.south or 0), float(each.east or 0), float(each.north or 0)

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Degrees as a point of the drawing."""
        return round((longitude - self.west) * self.scale, 1), round((self.north - latitude) * self.scale, 1)

    def outlines(self) -> list[dict[str, Any]]:
        """The communities: their box and name."""
        found = []
        for each in self.known.values():
            if each.level == Level.COMMUNITY:
                west, south, east, north = self._box(each)
                (x, y), (right, bottom) = self.point(west, north), self.point(east, south)
                found.append(
                    {
                        "name": each.name,
                        "path": each.path,
                        "x": x,
                        "y": y,
                        "width": round(right - x, 1),
                        "height": round(bottom - y, 1),
                    }
                )
        return found

    def place(self, path: str, nth: int) -> tuple[float, float] | None:
        """Where the nth mark of a division stands: in the nearest division above that has a boundary, side by side."""
        for cut in range(path.count("/") + 1, 0, -1):
            found = self.known.get("/".join(path.split("/")[:cut]))
            if found is not None:
                west, south, east, north = self._box(found)
                x, y = self.point((west + east) / 2, (south + north) / 2)
                return x + (nth % 5 - 2) * RADIUS * 2.2, y + (nth // 5 % 5 - 1) * RADIUS * 2.2
        return None


@signed_in
def board(request: Reader) -> HttpResponse:
    """The map of what is open, with devices and posts, each as far as the reader may see it."""
    drawing = Drawing(Division.objects.exclude(west=None))
    events = [
        row for family in EVENTS for row in list_cases(request.sees, Filters(procedure=family), None, MOST)
    ]
    things = [("event", str(row["number"]), int(row["id"]), str(row["division"])) for row in events]
    posts = list(_listed(request, "roster_post", "post"))
    layers = list(layers_of(request))
    marks = _marks(drawing, [*things, *_listed(request, "device", "device"), *posts, *layers])
    marks += _premises(request, drawing)
    rows = [_row(row, marks) for row in events]
    return render(
        request,
        "yifa/map.html",
        {
            "outlines": drawing.outlines(),
            "marks": marks,
            "rows": rows,
            "shifts": shifts_of(request),
            "orders": orders_of(request),
            "layers": offered_layers(request),
            "layered": bool(layers),
            "width": WIDTH,
            "height": drawing.height,
            "radius": RADIUS,
        },
    )


def _premises(request: Reader, drawing: Drawing) -> Iterator[Mark]:
    """Premises of the running campaigns at the point entered when they were checked; those by the water are a kind of their own."""
    for row in list_cases(request.sees, Filters(procedure="hazard.premises", ended=None), None, MOST):
        entry = (
            Act.objects.filter(case_id=row["id"], act="check_place")
            .order_by("-seq")
            .values_list("entry", flat=True)
            .first()
        )
        form = orjson.loads(entry)["form"] if entry else {}
        if "longitude" in form and "latitude" in form:
            spot = drawing.point(float(form["longitude"]), float(form["latitude"]))
            kind = "waterside" if form.get("near_water") else "premises"
            yield Mark(kind, str(row["title"]), int(row["id"]), *spot, str(row["division"]))


def _listed(request: Reader, register: str, kind: str) -> Iterator[tuple[str, str, int, str]]:
    """What stands in a register with a place, within the reader's scope; a post that is vacant is on no duty."""
    kept = the_law().registers[register]
    for item in items(kept, scope=request.sees.narrowed([kept.family])):
        if item.values.get("division") and not item.values.get("vacant"):
            yield (
                kind,
                f"{item.key} {item.values.get('name', '')}".strip(),
                item.case_id,
                str(item.values["division"]),
            )


def _marks(drawing: Drawing, things: Iterable[tuple[str, str, int, str]]) -> list[Mark]:
    counted: dict[str, int] = {}
    marks = []
    for kind, name, case_id, division in things:
        nth = counted[division] = counted.get(division, -1) + 1
        spot = drawing.place(division, nth)
        if spot is not None:
            marks.append(Mark(kind, name, case_id, *spot, division))
    return marks


def _row(event: dict[str, Any], marks: list[Mark]) -> dict[str, Any]:
    """An event with the post nearest to it, and how long it took from the dispatch until someone was there."""
    mine = next((mark for mark in marks if mark.kind == "event" and mark.case_id == event["id"]), None)
    posts = [mark for mark in marks if mark.kind == "post"]
    nearest = (
        min(posts, key=lambda post: (post.x - mine.x) ** 2 + (post.y - mine.y) ** 2, default=None)
        if mine
        else None
    )
    at = dict(
        Act.objects.filter(case_id=event["id"], act__in=("dispatch", "designate", "arrive"))
        .order_by("seq")
        .values_list("act", "at")
    )
    sent, came = at.get("designate") or at.get("dispatch"), at.get("arrive")
    minutes = (
        round((datetime.fromisoformat(came) - datetime.fromisoformat(sent)).total_seconds() / 60)
        if sent and came
        else None
    )
    return {
        "id": event["id"],
        "number": event["number"],
        "title": event["title"],
        "nearest": nearest.name if nearest else "",
        "minutes": minutes,
    }
