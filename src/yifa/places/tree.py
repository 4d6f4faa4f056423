"""The one door by which divisions come into being, change and end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from yifa.errors import BadInput, Conflict, Missing, Text
from yifa.places.codes import ADMINISTRATIVE, Level, check_code, check_order
from yifa.places.geometry import outline, share_within
from yifa.places.models import Division, Overlap

__all__ = ["Draft", "abolish", "create", "create_many", "map_layers", "redraw"]

_LEAST_SHARE = Decimal("0.0001")
"""Less than this is a ragged edge of two drawings, not an overlap."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A division to be created; `parent` is the parent's code, empty for a root."""

    code: str
    name: str
    level: Level
    valid_from: date
    parent: str = ""
    layer: str = ADMINISTRATIVE
    geometry: dict[str, Any] | None = None


def create(draft: Draft) -> Division:
    """Create one division. Raises as `create_many`."""
    return create_many([draft])[0]


def create_many(drafts: Iterable[Draft]) -> list[Division]:
    """Create divisions, parents before children, all or none.

    Raises `BadInput` for a malformed code or boundary, a level under the wrong level, or a parent that
    does not stand on the first day; `Missing` for an unknown parent; `Conflict` for a code that is or
    ever was in use, which is never given again.
    """
    known: dict[str, Division] = {}
    made: list[Division] = []
    with transaction.atomic():
        for draft in drafts:
            parent = _parent(draft, known)
            division = _checked(draft, parent)
            if draft.code in known or Division.objects.filter(code=draft.code).exists():
                text = Text(
                    f"编码 {draft.code} 已经用过，撤销后也不得再用。",
                    f"Code {draft.code} was used before and may never be used again.",
                )
                raise Conflict("code_used", text)
            division.save()
            known[draft.code] = division
            made.append(division)
    return made


def abolish(division: Division, last_day: date) -> None:
    """End a division after `last_day`. Raises `Conflict` while anything below it still stands after that."""
    below = Division.objects.within(division.path).exclude(pk=division.pk)
    standing = below.standing_on(last_day + timedelta(days=1)).order_by("path").first()
    if standing is not None:
        text = Text(f"下级 {standing} 尚未撤销。", f"{standing} below it has not been abolished.")
        raise Conflict("division_has_children", text)
    if last_day < division.valid_from:
        text = Text("撤销日不得早于设立日。", "It cannot end before it begins.")
        raise BadInput("division_dates", text)
    division.valid_to = last_day
    division.save(update_fields=["valid_to"])


def redraw(division: Division, geometry: dict[str, Any]) -> None:
    """Give a division another boundary. Raises `BadInput` for one that cannot be used."""
    _draw(division, geometry)
    division.save(update_fields=["geometry", "west", "south", "east", "north"])


def map_layers(layer: str, other: str, on: date) -> list[Overlap]:
    """Compute anew how the grids of `layer` overlap those of `other`, both standing on `on`.

    Raises `BadInput` for one and the same layer.
    """
    if layer == other:
        raise BadInput("layer", Text("须为两个不同图层。", "Two different layers are needed."))
    grids = Division.objects.standing_on(on).filter(level=Level.GRID).exclude(geometry=None)
    ours = [(grid, outline(grid.geometry)) for grid in grids.filter(layer=layer)]
    theirs = [(grid, outline(grid.geometry)) for grid in grids.filter(layer=other)]
    overlaps = [
        Overlap(division=one, other=two, share=share)
        for one, drawn in ours
        for two, limit in theirs
        if drawn.intersects(limit)
        and (share := Decimal(str(round(share_within(drawn, limit), 6)))) >= _LEAST_SHARE
    ]
    with transaction.atomic():
        Overlap.objects.filter(division__layer=layer, other__layer=other).delete()
        return Overlap.objects.bulk_create(overlaps)


def _parent(draft: Draft, known: dict[str, Division]) -> Division | None:
    """The parent that the draft names; raises `Missing`."""
    if not draft.parent:
        return None
    found = known.get(draft.parent) or Division.objects.filter(code=draft.parent).first()
    if found is None:
        text = Text(f"没有上级 {draft.parent}。", f"There is no parent {draft.parent}.")
        raise Missing("no_parent", text)
    return found


def _checked(draft: Draft, parent: Division | None) -> Division:
    """The division of a draft, everything about it checked; not saved."""
    check_code(draft.code, draft.level, draft.layer, draft.parent or None)
    if parent is not None:
        check_order(draft.level, Level(parent.level))
        _check_parent(draft, parent)
    elif draft.level in (Level.GRID, Level.MICRO_GRID):
        raise BadInput("grid_parent", Text("网格须属于社区（村）。", "A grid must belong to a community."))
    division = Division(
        code=draft.code,
        name=draft.name,
        level=draft.level.value,
        layer=draft.layer,
        parent=parent,
        path=f"{parent.path}/{draft.code}" if parent else draft.code,
        valid_from=draft.valid_from,
    )
    if draft.geometry is not None:
        _draw(division, draft.geometry)
    return division


def _check_parent(draft: Draft, parent: Division) -> None:
    """Raise `BadInput` if the parent does not stand on the first day, or is of another grid layer."""
    ended = parent.valid_to is not None and parent.valid_to < draft.valid_from
    if ended or draft.valid_from < parent.valid_from:
        text = Text(f"设立时上级 {parent} 不存在。", f"Its parent {parent} does not stand on that day.")
        raise BadInput("parent_dates", text)
    if draft.level is Level.MICRO_GRID and parent.layer != draft.layer:
        raise BadInput("layer", Text("微网格须与网格同图层。", "A micro-grid is of its grid's layer."))


def _draw(division: Division, geometry: dict[str, Any]) -> None:
    """Set boundary and box."""
    division.geometry = geometry
    division.west, division.south, division.east, division.north = outline(geometry).bounds
