"""What the yearly notices and the holiday regulation say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from yifa.errors import Text

__all__ = ["Holiday", "LocalHoliday", "Notice", "Records", "Rules", "StatutoryDay", "StatutoryDays", "Year"]


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of a notice: its days off, first to last, and the rest days worked instead."""

    name: Text
    first: date
    last: date
    work: tuple[date, ...]

    @property
    def off(self) -> Iterator[date]:
        """Every day off, rest days among them included."""
        return _each(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Notice:
    """The arrangement of a whole year as one notice left it; a later notice replaces it whole."""

    year: int
    ground: str
    published: date
    mark: str
    amends: Text | None
    holidays: tuple[Holiday, ...]

    @property
    def begins(self) -> date:
        """The first day it decides on: 1 January, or a day arranged before it."""
        days = (day for holiday in self.holidays for day in (*holiday.off, *holiday.work))
        return min(date(self.year, 1, 1), *days)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the calendar: its movable feasts and the notices published for it, oldest first."""

    year: int
    feasts: Mapping[str, date]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class StatutoryDay:
    """A public holiday by regulation: `count` days from a fixed date (`on`, MM-DD) or from a feast."""

    name: Text
    on: str
    feast: str
    offset: int
    count: int

    def days(self, year: int, feasts: Mapping[str, date]) -> tuple[date, ...]:
        """Its days in `year`; empty when it hangs on a feast whose date is not in the data."""
        if self.on:
            first = date.fromisoformat(f"{year}-{self.on}")
        elif self.feast in feasts:
            first = feasts[self.feast] + timedelta(days=self.offset)
        else:
            return ()
        return tuple(first + timedelta(days=n) for n in range(self.count))


@dataclass(frozen=True, slots=True)
class StatutoryDays:
    """The public holidays as one revision of the regulation lists them, for years from `year` on."""

    published: date
    year: int
    ground: str
    mark: str
    days: tuple[StatutoryDay, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in every year: the weekly rest days, the reach of a notice, the statutory days."""

    first: date
    last: date
    weekdays: frozenset[int]
    weekend: Text
    weekend_ground: str
    weekend_mark: str
    reach_back: int
    statutory: tuple[StatutoryDays, ...]
    made_up_ground: str


@dataclass(frozen=True, slots=True)
class LocalHoliday:
    """An extra holiday of one region (全国年节及纪念日放假办法/4)."""

    name: Text
    first: date
    last: date
    ground: str
    mark: str
    published: date

    @property
    def off(self) -> Iterator[date]:
        """Every day off."""
        return _each(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Records:
    """All that `law/workdays` holds: the rules, the years, and the extra days of one region."""

    rules: Rules
    years: Mapping[int, Year]
    local: tuple[LocalHoliday, ...]


def _each(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
