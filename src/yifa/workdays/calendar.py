"""The official calendar: which days are working days, as known on a given day.

A `Calendar` is a table computed once, so that every later question is an index into an array.
`horizon` is the first day that no published notice covers, `unpublished` the year whose notice is next,
`newest` the day of the latest publication it knows: `known(on=newest)` is the calendar itself.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from pathlib import Path

from yifa.errors import CalendarError, Text
from yifa.workdays.days import Day
from yifa.workdays.knowledge import Knowledge
from yifa.workdays.loading import load_records

__all__ = ["Calendar"]


class Calendar:
    """Working days of one region, as known on one day.

    Two calendars that know the same notices are the same object, so a calendar may be the key of a cache.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        rules = knowledge.records.rules
        self.first, self.last = rules.first, rules.last
        self.notices = knowledge.notices
        self.horizon = knowledge.horizon
        self.unpublished = knowledge.unpublished
        self.newest = knowledge.newest
        self._records = knowledge.records
        self._views: dict[tuple[object, ...], Calendar] = {knowledge.key: self}
        self._known: dict[date, Calendar] = {}
        self._special = knowledge.special_days()
        self._base = self.first.toordinal()
        self._days: list[date] = []
        self._rank: list[int] = []
        for offset in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=offset)
            self._rank.append(len(self._days))
            if self._works(day):
                self._days.append(day)

    @staticmethod
    def load(folder: Path, *, region: str | None = None, overlay: Path | None = None) -> Calendar:
        """Read `law/workdays`; `region` names a file of extra local holidays under `regions/`.

        `overlay` is a district's own folder of years, which replace those of the same number. Raises
        `LawError` with file and line when the data is malformed.
        """
        return Calendar(Knowledge.of(load_records(folder, region, overlay), None))

    def known(self, on: date) -> Calendar:
        """The calendar as it was known at the end of the day `on`; later notices are not in it."""
        if on not in self._known:
            knowledge = Knowledge.of(self._records, on)
            if knowledge.key not in self._views:
                view = Calendar(knowledge)
                view._views, view._known = self._views, self._known
                self._views[knowledge.key] = view
            self._known[on] = self._views[knowledge.key]
        return self._known[on]

    def is_workday(self, day: date) -> bool:
        """Whether state organs work on `day`. Raises `CalendarError` outside the calendar."""
        index = self._index(day)
        following = self._rank[index + 1] if index + 1 < len(self._rank) else len(self._days)
        return following > self._rank[index]

    def is_provisional(self, day: date) -> bool:
        """Whether the notice that decides on `day` was not yet published."""
        return day >= self.horizon

    def day(self, day: date) -> Day:
        """What `day` is, and by which notice or rule. Raises `CalendarError` outside the calendar."""
        self._index(day)
        if special := self._special.get(day):
            return special
        rules, provisional = self._records.rules, self.is_provisional(day)
        if day.isoweekday() in rules.weekdays:
            return Day(day, "weekend", rules.weekend, rules.weekend_ground, rules.weekend_mark, provisional)
        return Day(day, "workday", Text("工作日", "working day"), "", "", provisional)

    def explain(self, day: date, language: str = "zh") -> str:
        """What `day` is, in one phrase."""
        found = self.day(day)
        return found.label.in_(language) + (f"（{found.ground}）" if found.ground else "")

    def rank(self, day: date) -> int:
        """How many working days of the calendar lie before `day`."""
        return self._rank[self._index(day)]

    def at_rank(self, rank: int) -> date:
        """The working day with `rank` working days before it; the inverse of `rank`."""
        if not 0 <= rank < len(self._days):
            raise self._outside(self.last if rank > 0 else self.first)
        return self._days[rank]

    def on_or_after(self, day: date) -> date:
        """The first working day not before `day`."""
        return self.at_rank(self.rank(day))

    def on_or_before(self, day: date) -> date:
        """The last working day not after `day`."""
        rank = self.rank(day)
        return day if self.is_workday(day) else self.at_rank(rank - 1)

    def workdays(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from `first` to `last`, both included."""
        start = bisect_left(self._days, first)
        return tuple(day for day in self._days[start : start + (last - first).days + 1] if day <= last)

    def __repr__(self) -> str:
        """How far it knows."""
        return f"Calendar(published until {self.horizon})"

    def _works(self, day: date) -> bool:
        special = self._special.get(day)
        return special.works if special else day.isoweekday() not in self._records.rules.weekdays

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._base
        if not 0 <= index < len(self._rank):
            raise self._outside(day)
        return index

    def _outside(self, day: date) -> CalendarError:
        zh = f"{day} 不在工作日历之内（{self.first} 至 {self.last}）。"
        en = f"{day} is outside the calendar of working days ({self.first} to {self.last})."
        return CalendarError("calendar.outside", Text(zh, en))
