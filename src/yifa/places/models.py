"""Divisions of the state and the grids laid over them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

__all__ = ["Division", "Overlap"]


class DivisionQuerySet(models.QuerySet["Division"]):
    """Questions asked of divisions."""

    def standing_on(self, day: date) -> DivisionQuerySet:
        """Those that exist on `day`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def within(self, path: str) -> DivisionQuerySet:
        """The division at `path` and everything below it."""
        return self.filter(Q(path=path) | Q(path__startswith=f"{path}/"))


class Division(models.Model):
    """One division or grid, from province to micro-grid; created and abolished through `tree`.

    `path` is the codes from the root down, joined by `/`; `valid_to` is the last day of its existence.
    `geometry` is a GeoJSON polygon or multipolygon in CGCS2000 degrees, with its box beside it.
    """

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=16)
    layer = models.CharField(max_length=24)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    geometry = models.JSONField(null=True, blank=True)
    west = models.FloatField(null=True, blank=True)
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        """Ordered by path, so that a list reads as the tree."""

        ordering: ClassVar[list[str]] = ["path"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["layer", "level"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")), name="division_dates"
            ),
        ]

    def __str__(self) -> str:
        """Name and code."""
        return f"{self.name} {self.code}"


class Overlap(models.Model):
    """How grids of two layers map on each other: `share` of the area of `division` lies in `other`."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="overlaps")
    other = models.ForeignKey(Division, models.PROTECT, related_name="+")
    share = models.DecimalField(max_digits=7, decimal_places=6)

    class Meta:
        """One row per ordered pair; a share is above nothing and at most the whole."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["division", "other"], name="overlap_once"),
            models.CheckConstraint(condition=Q(share__gt=0) & Q(share__lte=1), name="overlap_share"),
            models.CheckConstraint(condition=~Q(division=models.F("other")), name="overlap_of_two"),
        ]

    def __str__(self) -> str:
        """Both codes and the share."""
        return f"{self.division_id} ∩ {self.other_id}: {self.share}"
