"""What holds from one day to another."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

__all__ = ["dates_in_order", "overlapping", "valid_on"]


def valid_on(day: date, prefix: str = "") -> Q:
    """The condition that a row is valid on `day`: `valid_to` is the last day, and none means open.

    `prefix` is the path of lookups to the row, such as `holdings__`.
    """
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    )


def overlapping(first: date, last: date | None) -> Q:
    """The condition that a row is valid on some day from `first` to `last` (none: open)."""
    begun = Q() if last is None else Q(valid_from__lte=last)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=first))


def dates_in_order(name: str) -> models.CheckConstraint:
    """The constraint, called `name`, that a row does not end before it begins."""
    return models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name)
