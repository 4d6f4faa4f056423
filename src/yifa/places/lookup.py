"""Which grid a point lies in, per layer and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shapely import STRtree
from shapely.geometry import Point

from yifa.places.codes import Level
from yifa.places.geometry import outline
from yifa.places.models import Division

__all__ = ["GridIndex", "grid_index", "locate"]


@dataclass(frozen=True, slots=True)
class GridIndex:
    """Boundaries in a tree, with the code of each."""

    codes: tuple[str, ...]
    tree: STRtree

    @classmethod
    def of(cls, divisions: Sequence[Division]) -> GridIndex:
        """The index of these divisions; those without a boundary cannot be found by it."""
        drawn = sorted((d.code, outline(d.geometry)) for d in divisions if d.geometry is not None)
        return cls(tuple(code for code, _ in drawn), STRtree([shape for _, shape in drawn]))

    def at(self, longitude: float, latitude: float) -> str | None:
        """The code of the division at a point (CGCS2000 degrees); None outside all.

        A point on a common boundary belongs to the lowest code, so that the answer is always the same.
        """
        found = self.tree.query(Point(longitude, latitude), predicate="intersects")
        return self.codes[min(found)] if len(found) else None


def grid_index(layer: str, on: date, level: Level = Level.GRID) -> GridIndex:
    """The index of all divisions of a layer and level on a day: for many points at a time."""
    return GridIndex.of(list(Division.objects.standing_on(on).filter(layer=layer, level=level)))


def locate(
    layer: str, longitude: float, latitude: float, on: date, level: Level = Level.GRID
) -> Division | None:
    """The division of `layer` and `level` at one point, as the tree stood on `on`; None outside all.

    The database narrows by the boxes, so nothing is kept in memory that could grow stale.
    """
    boxed = Division.objects.standing_on(on).filter(
        layer=layer,
        level=level,
        west__lte=longitude,
        east__gte=longitude,
        south__lte=latitude,
        north__gte=latitude,
    )
    near = {division.code: division for division in boxed}
    code = GridIndex.of(list(near.values())).at(longitude, latitude)
    return None if code is None else near[code]
