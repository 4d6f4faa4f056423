"""The official calendar: which days are working days, as known on a given day.

A `Calendar` is a table computed once, so that every later question is an index into an array.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from yifa.errors import CalendarError, Text
from yifa.workdays.notices import Notice, Records, StatutoryDays
from yifa.workdays.wording import moment

__all__ = ["Calendar", "Day"]

Kind = Literal["workday", "makeup", "weekend", "holiday", "projected"]
Knowledge = tuple[tuple[str, ...], int, int]


@dataclass(frozen=True, slots=True)
class Day:
    """Why a day is a working day or not.

    `kind`: `workday`; `makeup`, a rest day worked instead; `weekend`; `holiday`, off by notice or by
    local regulation; `projected`, off by the holiday regulation while no notice is published.
    `ground` and `mark` are those of the notice or rule, empty for a plain working day.
    """

    date: date
    kind: Kind
    name: Text
    ground: str
    mark: str
    provisional: bool

    @property
    def works(self) -> bool:
        """Whether it is a working day."""
        return self.kind in {"workday", "makeup"}

    @property
    def label(self) -> Text:
        """The day and what it is, such as `2026年10月10日（周六）国庆节调休上班`."""
        zh = {
            "workday": "工作日",
            "makeup": f"{self.name.zh}调休上班",
            "weekend": self.name.zh,
            "holiday": f"{self.name.zh}放假",
            "projected": f"{self.name.zh}（法定节日，推算）",
        }[self.kind]
        en = {
            "workday": "a working day",
            "makeup": f"worked in exchange for {self.name.en}",
            "weekend": self.name.en,
            "holiday": f"{self.name.en}, off",
            "projected": f"{self.name.en}, a statutory day (projected)",
        }[self.kind]
        zh, en = f"{moment(self.date).zh}{zh}", f"{moment(self.date).en} {en}"
        if self.provisional:
            return Text(f"{zh}，放假通知未发布，暂定", f"{en}; provisional until the notice is published")
        return Text(zh, en)


class Calendar:
    """Working days of one region, as known on one day.

    `known_on` is that day, or None for everything the data holds. Two calendars that know the same
    notices are the same object, so a calendar may be the key of a cache.
    """

    def __init__(self, records: Records, known_on: date | None = None) -> None:
        rules = records.rules
        self.records = records
        self.known_on = known_on
        self.first = rules.first
        self.last = rules.last
        self.notices = _notices(records, known_on)
        self.horizon = _horizon(records, self.notices)
        self._views: dict[Knowledge, Calendar] = {_knowledge(records, known_on): self}
        self._special = _special_days(self)
        self._base = self.first.toordinal()
        self._days: list[date] = []
        self._rank: list[int] = []
        for offset in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=offset)
            self._rank.append(len(self._days))
            if self._works(day):
                self._days.append(day)

    @staticmethod
    def load(folder: Path, *, region: str | None = None) -> Calendar:
        """Read `law/workdays`; `region` names a file of extra local holidays under `regions/`.

        Raises `LawError` with file and line when the data is malformed.
        """
        return Calendar(Records.load(folder, region))

    def known(self, on: date) -> Calendar:
        """The calendar as it was known at the end of the day `on`; later notices are not in it."""
        key = _knowledge(self.records, on)
        if key not in self._views:
            view = Calendar(self.records, on)
            view._views = self._views
            self._views[key] = view
        return self._views[key]

    def is_workday(self, day: date) -> bool:
        """Whether state organs work on `day`. Raises `CalendarError` outside the calendar."""
        index = self._index(day)
        following = self._rank[index + 1] if index + 1 < len(self._rank) else len(self._days)
        return following > self._rank[index]

    def is_provisional(self, day: date) -> bool:
        """Whether the notice that decides on `day` was not yet published."""
        return day >= self.horizon

    @property
    def unpublished(self) -> int:
        """The first year for which no notice was published."""
        return (self.horizon + timedelta(days=self.records.rules.reach_back)).year

    def day(self, day: date) -> Day:
        """What `day` is, and by which notice or rule. Raises `CalendarError` outside the calendar."""
        self._index(day)
        if special := self._special.get(day):
            return special
        rules, provisional = self.records.rules, self.is_provisional(day)
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
        return f"Calendar(known_on={self.known_on}, published until {self.horizon})"

    def _works(self, day: date) -> bool:
        special = self._special.get(day)
        return special.works if special else day.isoweekday() not in self.records.rules.weekdays

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._base
        if not 0 <= index < len(self._rank):
            raise self._outside(day)
        return index

    def _outside(self, day: date) -> CalendarError:
        zh = f"{day} 不在工作日历之内（{self.first} 至 {self.last}）。"
        en = f"{day} is outside the calendar of working days ({self.first} to {self.last})."
        return CalendarError("calendar.outside", Text(zh, en))


def _knowledge(records: Records, on: date | None) -> Knowledge:
    """What is known on a day, as a key: notices, revisions of the regulation, local holidays."""
    notices = tuple(notice.ground for notice in _notices(records, on).values())
    revisions = sum(on is None or each.published <= on for each in records.rules.statutory)
    local = sum(on is None or each.published <= on for each in records.local)
    return (notices, revisions, local)


def _notices(records: Records, on: date | None) -> dict[int, Notice]:
    """The notice in force for each year, among those published by `on`."""
    found = {}
    for number, year in records.years.items():
        for notice in year.notices:
            if on is None or notice.published <= on:
                found[number] = notice
    return found


def _horizon(records: Records, notices: dict[int, Notice]) -> date:
    """The first day whose notice is not published: near the end of the last year without a gap."""
    year = records.rules.first.year
    while year in notices:
        year += 1
    return max(records.rules.first, date(year, 1, 1) - timedelta(days=records.rules.reach_back))


def _special_days(calendar: Calendar) -> dict[date, Day]:
    """Every day that is not what its weekday says."""
    found: dict[date, Day] = {}
    for year in range(calendar.first.year, calendar.last.year + 1):
        notice = calendar.notices.get(year)
        for day in _arranged(notice) if notice else _projected(calendar, year):
            found[day.date] = day
    for local in calendar.records.local:
        if calendar.known_on is None or local.published <= calendar.known_on:
            for off in local.off:
                provisional = calendar.is_provisional(off)
                found[off] = Day(off, "holiday", local.name, local.ground, local.mark, provisional)
    return found


def _arranged(notice: Notice) -> Iterator[Day]:
    for holiday in notice.holidays:
        for day in holiday.off:
            yield Day(day, "holiday", holiday.name, notice.ground, notice.mark, False)
        for day in holiday.work:
            yield Day(day, "makeup", holiday.name, notice.ground, notice.mark, False)


def _projected(calendar: Calendar, year: int) -> Iterator[Day]:
    """The statutory days of a year without a notice; those on a rest day move to the next working day."""
    rules = calendar.records.rules
    revision = _revision(calendar, year)
    record = calendar.records.years.get(year)
    feasts = record.feasts if record else {}
    days = [(each.name, day) for each in revision.days for day in each.days(year, feasts)]
    taken = {day for _, day in days}
    for name, day in sorted(days, key=lambda pair: pair[1]):
        yield Day(day, "projected", name, revision.ground, "D", True)
        if day.isoweekday() in rules.weekdays:
            moved = day
            while moved in taken or moved.isoweekday() in rules.weekdays:
                moved += timedelta(days=1)
            taken.add(moved)
            yield Day(moved, "projected", name, rules.made_up_ground, "D", True)


def _revision(calendar: Calendar, year: int) -> StatutoryDays:
    """The newest revision of the regulation that is known and governs `year`; the oldest if none is."""
    known = [
        each
        for each in calendar.records.rules.statutory
        if each.year <= year and (calendar.known_on is None or each.published <= calendar.known_on)
    ]
    return known[-1] if known else calendar.records.rules.statutory[0]
