"""Boundaries: GeoJSON in CGCS2000 degrees, and their boxes. Pure."""

from __future__ import annotations

from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from yifa.errors import BadInput, Text

__all__ = ["outline", "share_within"]


def outline(geojson: Any) -> BaseGeometry:
    """The polygon or multipolygon that `geojson` describes.

    Raises `BadInput` if it is neither, crosses itself, or leaves the range of degrees (a projected
    plane in metres, most often).

    >>> outline({"type": "Polygon", "coordinates": [[[117, 39], [118, 39], [118, 40], [117, 39]]]}).bounds
    (117.0, 39.0, 118.0, 40.0)
    """
    try:
        drawn = shape(geojson)
    except (ShapelyError, AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise _malformed("不是 GeoJSON 面", "not a GeoJSON polygon") from error
    if drawn.geom_type not in ("Polygon", "MultiPolygon") or drawn.is_empty:
        raise _malformed("应为面或多面", "a polygon or multipolygon is needed")
    if not drawn.is_valid:
        raise _malformed("边界自相交", "the boundary crosses itself")
    west, south, east, north = drawn.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise _malformed("坐标应为经纬度（度）", "coordinates must be degrees")
    return drawn


def share_within(drawn: BaseGeometry, other: BaseGeometry) -> float:
    """Which part of the area of `drawn` lies in `other`, from 0 to 1."""
    return min(1.0, float(drawn.intersection(other).area / drawn.area))


def _malformed(zh: str, en: str) -> BadInput:
    """The error about a boundary."""
    return BadInput("boundary", Text(f"边界无法使用：{zh}。", f"This boundary will not do: {en}."))
