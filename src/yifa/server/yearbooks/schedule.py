"""When the acts of a scripted case happen: spread over the working days of a month, each act after the one before it."""

from __future__ import annotations

import calendar as months
from datetime import date, datetime, time, timedelta

from yifa.clock import ZONE
from yifa.errors import CalendarError, Text
from yifa.workdays import Calendar, Length, due

__all__ = ["begin", "later"]

MORNING = time(9, 0)
MINUTES = 7
"""Cases of one day begin so many minutes apart."""


def begin(year: int, month: int, place: int, number: int, calendar: Calendar) -> datetime:
    """The moment at which the `place`-th of `number` cases of a month begins (aware, official time)."""
    days = [
        day
        for day in range(1, months.monthrange(year, month)[1] + 1)
        if calendar.is_workday(date(year, month, day))
    ]
    day = days[place * len(days) // number]
    start = datetime.combine(date(year, month, day), MORNING, ZONE)
    return start + timedelta(minutes=MINUTES * (place % 45))


def later(start: datetime, after: str, calendar: Calendar) -> datetime:
    """`after` counted from `start`: `20 minutes`, `3 workdays`, `16 days`, perhaps joined by `+` (`3 workdays + 30 minutes`)."""
    moment = start
    for part in after.split("+"):
        number, _, unit = part.strip().partition(" ")
        if not number.isdigit():
            raise CalendarError("years.after", Text(f"时间“{after}”有误。", f"Malformed time '{after}'."))
        if unit == "minutes":
            moment += timedelta(minutes=int(number))
        elif int(number):
            day = due(moment.date(), Length.parse(part.strip()), calendar=calendar, roll="none").due
            assert day is not None
            moment = datetime.combine(date(day.year, day.month, day.day), moment.timetz())
    return moment
