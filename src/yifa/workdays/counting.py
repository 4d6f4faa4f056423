"""The arithmetic of periods: from a start, over the days not counted, to the raw end.

Nothing here rolls and nothing here explains; `due` does the first and `explaining` the second.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yifa.clock import ZONE
from yifa.errors import CalendarError, Text
from yifa.workdays.calendar import Calendar
from yifa.workdays.ledger import Span, day_of
from yifa.workdays.lengths import Length, Unit
from yifa.workdays.office import OfficeHours

__all__ = ["Stage", "add_months", "backward", "stages"]

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch counted in one unit: `start` is its day 0 (or first moment), `end` its last day."""

    length: Length
    start: date
    end: date


def stages(
    start: date, lengths: Sequence[Length], spans: Sequence[Span], calendar: Calendar, office: OfficeHours
) -> list[Stage]:
    """Count `lengths` one after the other from `start`, leaving out `spans`.

    Lengths of one unit that follow each other are first added up, so that 30 + 30 days are 60 days
    and two terms of a month do not lose a day at the end of February.
    Raises `CalendarError` when days and hours are mixed, or the count leaves the calendar.
    """
    done: list[Stage] = []
    for length in _added_up(lengths):
        if done and length.unit.in_hours != done[-1].length.unit.in_hours:
            text = Text(
                "日期间不能以小时延长，反之亦然。", "Days cannot be extended by hours, nor hours by days."
            )
            raise CalendarError("calendar.mixed", text)
        begin = done[-1].end if done else start
        done.append(Stage(length, begin, _end(begin, length, spans, calendar, office)))
    return done


def backward(start: date, length: Length, calendar: Calendar) -> date:
    """The last day on which something due `length` before `start` can be done.

    Counted back from the day before `start`, which is day 1. Raises `CalendarError` for working hours.
    """
    if length.unit is Unit.WORKHOURS:
        text = Text("工作小时不能倒算。", "Working hours are not counted backward.")
        raise CalendarError("calendar.backward", text)
    if length.unit is Unit.HOURS:
        return _moment(start) - timedelta(hours=length.count)
    if length.unit is Unit.WORKDAYS:
        return calendar.at_rank(calendar.rank(day_of(start)) - length.count)
    if length.unit is Unit.DAYS:
        return day_of(start) - timedelta(days=length.count)
    return add_months(day_of(start), -_months(length))


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later, or the last of the month that has none (民法典 Art. 202).

    >>> add_months(date(2024, 8, 31), 6)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        text = Text(f"{day} 加 {months} 个月超出日历。", f"{day} and {months} months leave the calendar.")
        raise CalendarError("calendar.outside", text)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _added_up(lengths: Sequence[Length]) -> list[Length]:
    sums: list[Length] = []
    for length in lengths:
        if sums and sums[-1].unit is length.unit:
            sums[-1] = Length(sums[-1].count + length.count, length.unit)
        else:
            sums.append(length)
    return sums


def _end(start: date, length: Length, spans: Sequence[Span], calendar: Calendar, office: OfficeHours) -> date:
    if length.unit is Unit.HOURS:
        return _hours(_moment(start), timedelta(hours=length.count), spans)
    if length.unit is Unit.WORKHOURS:
        return _workhours(_moment(start), timedelta(hours=length.count), spans, calendar, office)
    day = day_of(start)
    if length.unit is Unit.WORKDAYS:
        return _workdays(day, length.count, spans, calendar)
    if length.unit is Unit.DAYS:
        return _days(day, length.count, spans)
    end = add_months(day, _months(length))
    return _days(end, _left_out(day, end, spans), spans)


def _months(length: Length) -> int:
    return length.count * (12 if length.unit is Unit.YEARS else 1)


def _moment(start: date) -> datetime:
    if not isinstance(start, datetime):
        text = Text(
            f"以小时计的期间须有起算时刻，{start} 只有日期。",
            f"Hours run from a moment; {start} is only a day.",
        )
        raise CalendarError("calendar.moment", text)
    day_of(start)
    return start.astimezone(ZONE)


def _days(start: date, count: int, spans: Sequence[Span]) -> date:
    """The `count`-th day after `start` that is in no span."""
    at, left = start, count
    for span in spans:
        free = (span.first - at).days - 1
        if left <= free:
            break
        left -= max(free, 0)
        at = max(at, span.last)
    return at + timedelta(days=left)


def _left_out(start: date, end: date, spans: Sequence[Span]) -> int:
    """How many days after `start`, up to and including `end`, lie in a span."""
    total, at = 0, start
    for span in spans:
        first, last = max(span.first, at + DAY), min(span.last, end)
        if first <= last:
            total += (last - first).days + 1
            at = last
    return total


def _workdays(start: date, count: int, spans: Sequence[Span], calendar: Calendar) -> date:
    """The `count`-th working day after `start` that is in no span."""
    at, left = calendar.rank(start + DAY), count
    for span in spans:
        if span.last <= start:
            continue
        free = calendar.rank(max(span.first, start + DAY)) - at
        if left <= free:
            break
        left -= max(free, 0)
        at = max(at, calendar.rank(span.last + DAY))
    return calendar.at_rank(at + left - 1)


def _hours(start: datetime, left: timedelta, spans: Sequence[Span]) -> datetime:
    at = start
    for first, last in sorted(span.moments for span in spans):
        if at + left <= first:
            break
        left -= max(first - at, timedelta())
        at = max(at, last)
    return at + left


def _workhours(
    start: datetime, left: timedelta, spans: Sequence[Span], calendar: Calendar, office: OfficeHours
) -> datetime:
    closed = [span.moments for span in spans]
    rank = calendar.rank(start.date())
    while True:
        for first, last in office.on(calendar.at_rank(rank), closed):
            free = max(last - max(first, start), timedelta())
            if left <= free:
                return max(first, start) + left
            left -= free
        rank += 1
