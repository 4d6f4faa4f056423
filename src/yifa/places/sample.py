"""A synthetic division tree for demonstration, training and tests, in the area 99xxxx that does not exist."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.errors import BadInput, Text
from yifa.places.codes import ADMINISTRATIVE, URBAN, Level
from yifa.places.models import Division
from yifa.places.tree import Draft, create_many

__all__ = ["COMMUNITIES", "SINCE", "make_street"]

SINCE = date(2018, 1, 1)
"""First day of everything in the sample."""

COMMUNITIES = (
    ("海河湾社区", 4),
    ("望江社区", 4),
    ("槐树里社区", 4),
    ("新港社区", 4),
    ("石桥社区", 4),
    ("东塘社区", 4),
    ("南园社区", 4),
    ("灯塔社区", 4),
    ("盐场社区", 4),
    ("向阳社区", 5),
    ("和平里社区", 5),
    ("船厂社区", 5),
)
"""The twelve communities and how many grids each has: fifty-one together."""

_MICRO_GRIDS = 2
_WEST, _SOUTH = 117.60, 39.00
_COLUMNS = 4
_WIDTH, _HEIGHT = 0.012, 0.009
"""Size of a community in degrees, about one kilometre each way."""


def make_street(code: str, name: str) -> dict[str, Division]:
    """Create a street `code` (nine digits, area 99xxxx) with all above and below it; by code.

    Divisions above that exist already are used as they are. Raises `BadInput` for a code outside the
    test area, `Conflict` if the street exists.
    """
    if not code.startswith("99"):
        text = Text("示例数据只能用 99 开头的测试区划。", "Samples may only lie in the test area 99xxxx.")
        raise BadInput("sample_area", text)
    above = _above(code)
    present = {d.code: d for d in Division.objects.filter(code__in=[draft.code for draft in above])}
    missing = [draft for draft in above if draft.code not in present]
    parent = above[-1].code
    street = Draft(code, name, Level.TOWNSHIP, SINCE, parent, geometry=_box(0, 0, _COLUMNS, 3))
    made = create_many([*missing, street, *_below(code)])
    return present | {division.code: division for division in made}


def _above(code: str) -> list[Draft]:
    """Province, prefecture and district of the street."""
    province, prefecture, county = f"{code[:2]}0000", f"{code[:4]}00", code[:6]
    return [
        Draft(province, "示例省", Level.PROVINCE, SINCE),
        Draft(prefecture, "示例市", Level.PREFECTURE, SINCE, province),
        Draft(county, "滨海区（示例）", Level.COUNTY, SINCE, prefecture),
    ]


def _below(street: str) -> list[Draft]:
    """Communities in three rows of four, each cut from west to east into grids, those into micro-grids."""
    drafts: list[Draft] = []
    for number, (name, grids) in enumerate(COMMUNITIES):
        x, y = number % _COLUMNS, number // _COLUMNS
        community = f"{street}{number + 1:03d}"
        drafts.append(
            Draft(community, name, Level.COMMUNITY, SINCE, street, ADMINISTRATIVE, _box(x, y, x + 1, y + 1))
        )
        for index in range(grids):
            drafts += _grid(
                community, name, index + 1, (x + index / grids, y, x + (index + 1) / grids, y + 1)
            )
    return drafts


def _grid(community: str, name: str, number: int, limits: tuple[float, float, float, float]) -> list[Draft]:
    """One grid, and its micro-grids from south to north."""
    west, south, east, north = limits
    code = f"{community}{number:03d}"
    label = f"{name}第{number}网格"
    step = (north - south) / _MICRO_GRIDS
    drafts = [Draft(code, label, Level.GRID, SINCE, community, URBAN, _box(*limits))]
    for index in range(_MICRO_GRIDS):
        box = _box(west, south + index * step, east, south + (index + 1) * step)
        micro = f"{code}{index + 1:03d}"
        drafts.append(Draft(micro, f"{label}-{index + 1}", Level.MICRO_GRID, SINCE, code, URBAN, box))
    return drafts


def _box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A rectangle, given in communities from the south-west corner, as GeoJSON in degrees."""
    w, e = (round(_WEST + x * _WIDTH, 6) for x in (west, east))
    s, n = (round(_SOUTH + y * _HEIGHT, 6) for y in (south, north))
    return {"type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]]}
