"""What was known of the calendar on a day: the notices published, and what is projected without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from yifa.workdays.days import Day
from yifa.workdays.notices import LocalHoliday, Notice, Records, StatutoryDays

__all__ = ["Knowledge"]

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Knowledge:
    """The part of the records published by the end of a day.

    `notices` is the one in force for each year; `revisions` the regulation's lists of public holidays,
    oldest first; `local` the extra holidays of the region.
    """

    records: Records
    notices: Mapping[int, Notice]
    revisions: tuple[StatutoryDays, ...]
    local: tuple[LocalHoliday, ...]

    @staticmethod
    def of(records: Records, on: date | None) -> Knowledge:
        """What `records` hold that was published by `on`; everything when no day is given."""
        latest = date.max if on is None else on
        notices = {
            year.year: notice
            for year in records.years.values()
            for notice in year.notices
            if notice.published <= latest
        }
        return Knowledge(
            records,
            notices,
            tuple(each for each in records.rules.statutory if each.published <= latest),
            tuple(each for each in records.local if each.published <= latest),
        )

    @property
    def key(self) -> tuple[object, ...]:
        """The same for two days on which the same was known."""
        return (
            tuple(notice.ground for notice in self.notices.values()),
            len(self.revisions),
            len(self.local),
        )

    @property
    def newest(self) -> date:
        """The day of the latest publication among what was known; the calendar's first day for none."""
        days = [each.published for each in self.notices.values()]
        days += [each.published for each in self.revisions]
        days += [each.published for each in self.local]
        return max(days, default=self.records.rules.first)

    @property
    def unpublished(self) -> int:
        """The first year without a notice."""
        year = self.records.rules.first.year
        while year in self.notices:
            year += 1
        return year

    @property
    def horizon(self) -> date:
        """The first day that a notice still to come may move."""
        rules = self.records.rules
        return max(rules.first, date(self.unpublished, 1, 1) - rules.reach_back * DAY)

    def special_days(self) -> dict[date, Day]:
        """Every day that is not what its weekday says."""
        rules = self.records.rules
        found: dict[date, Day] = {}
        for year in range(rules.first.year, rules.last.year + 1):
            notice = self.notices.get(year)
            found |= {day.date: day for day in (_arranged(notice) if notice else self._projected(year))}
        for local in self.local:
            for day in local.off:
                provisional = day >= self.horizon
                found[day] = Day(day, "holiday", local.name, local.ground, local.mark, provisional)
        return found

    def _projected(self, year: int) -> Iterator[Day]:
        """The statutory days of a year without a notice; those on a rest day move to the next working day."""
        rules = self.records.rules
        revision = next((each for each in reversed(self.revisions) if each.year <= year), rules.statutory[0])
        record = self.records.years.get(year)
        feasts = record.feasts if record else {}
        days = [(each.name, day) for each in revision.days for day in each.days(year, feasts)]
        taken = {day for _, day in days}
        for name, day in sorted(days, key=lambda pair: pair[1]):
            yield Day(day, "projected", name, revision.ground, "D", True)
            if day.isoweekday() in rules.weekdays:
                moved = day
                while moved in taken or moved.isoweekday() in rules.weekdays:
                    moved += DAY
                taken.add(moved)
                yield Day(moved, "projected", name, rules.made_up_ground, "D", True)


def _arranged(notice: Notice) -> Iterator[Day]:
    for holiday in notice.holidays:
        for day in holiday.off:
            yield Day(day, "holiday", holiday.name, notice.ground, notice.mark, False)
        for day in holiday.work:
            yield Day(day, "makeup", holiday.name, notice.ground, notice.mark, False)
