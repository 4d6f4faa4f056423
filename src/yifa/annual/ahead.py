"""The reports nobody has begun: which of a body's yearly reports the law wants by which day, for the desk of those who write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from yifa.docket.models import Case
from yifa.docket.world import the_law
from yifa.errors import Text

from .approval import Day, cases_of, days_of
from .build import forms

__all__ = ["Ahead", "not_begun"]

AHEAD = timedelta(days=92)
"""A report comes to the desk a quarter of a year before the first day by which the law wants something of it."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A report that is still to be begun, and the first day by which the law wants something of it."""

    report: str
    period: str
    title: Text
    day: Day


def not_begun(body_id: int, division: str, today: date) -> list[Ahead]:
    """Yearly reports of this year and of the last (where the body has records of it) that have no docket; the nearest day first."""
    place, found = the_law().locality_of(division), list[Ahead]()
    for year in (today.year - 1, today.year):
        period, begun = str(year), cases_of(body_id, str(year))
        if year < today.year and not _recorded(body_id, year):
            continue
        for name, form in forms(the_law()).items():
            if form.period != "year" or (name, period) in begun:
                continue
            days = _days(name, period, place, today)
            if days and date.fromisoformat(days[0].day) <= today + AHEAD:
                found.append(Ahead(name, period, form.title, days[0]))
    return sorted(found, key=lambda each: (each.day.day, each.report))


def _recorded(body_id: int, year: int) -> bool:
    """Whether the body had cases before the end of a year: one that began later owes no report of it."""
    return Case.objects.filter(body_id=body_id, training=False, opened_on__lte=f"{year}-12-31").exists()


@lru_cache(maxsize=256)
def _days(report: str, period: str, place: str, today: date) -> tuple[Day, ...]:
    """The days, reckoned once a day: the law stays as long as the process."""
    return tuple(days_of(report, period, place))
