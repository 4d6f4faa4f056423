"""Periods of figures: a year, a quarter, a month, a day, or from one day to another; and the same period a year before."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from yifa.errors import BadInput, Text

__all__ = ["Period", "before", "named", "period_of", "whole", "whole_year"]

Period = tuple[date, date]
"""First and last day, both included."""
MONTHS = {"month": 1, "quarter": 3}
NAMED = re.compile(r"^(?P<year>[0-9]{4})(-Q(?P<quarter>[1-4])|-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?$")


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def named(text: str) -> Period:
    """The period that a text names: `2023`, `2023-Q2`, `2023-06`, `2023-06-05`, or two of them with `..` between. Raises `BadInput`.

    >>> [day.isoformat() for day in named("2023-Q2")]
    ['2023-04-01', '2023-06-30']
    >>> [day.isoformat() for day in named("2022-01..2022-11")]
    ['2022-01-01', '2022-11-30']
    """
    start, dots, end = text.partition("..")
    try:
        first, last = _one(start)[0], _one(end if dots else start)[1]
    except ValueError as problem:
        raise _malformed(text) from problem
    if first > last:
        raise _malformed(text)
    return first, last


def _one(text: str) -> Period:
    found = NAMED.match(text)
    if found is None:
        raise ValueError(text)
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day
    if found["month"]:
        month = int(found["month"])
        return date(year, month, 1), _end(year, month)
    if found["quarter"]:
        month = 3 * int(found["quarter"])
        return date(year, month - 2, 1), _end(year, month)
    return date(year, 1, 1), date(year, 12, 31)


def _malformed(text: str) -> BadInput:
    return BadInput(
        "figures.period",
        Text(f"期间“{text}”有误。", f"Malformed period '{text}'."),
        hint=Text(
            "例如 2023、2023-Q2、2023-06、2022-01..2022-11。",
            "Such as 2023, 2023-Q2, 2023-06, 2022-01..2022-11.",
        ),
    )


def period_of(
    year: int | None, quarter: str | None, month: str | None, first: date | None, last: date | None
) -> Period:
    """The one period asked for; raises `BadInput` where it is none or more than one."""
    asked = [text for text in (str(year) if year else None, quarter, month) if text]
    ends = [day for day in (first, last) if day is not None]
    if len(asked) + bool(ends) != 1 or len(ends) == 1:
        raise BadInput(
            "figures.which_period",
            Text("请写一个期间：--year、--quarter、--month，或者 --from 和 --to。", "Give one period: --year, --quarter, --month, or --from with --to."),
        )  # fmt: skip
    if first is not None and last is not None:
        return named(f"{first.isoformat()}..{last.isoformat()}")
    found = named(asked[0])
    kind = "year" if year else "quarter" if quarter else "month"
    if kind != _kind(found):
        raise _malformed(asked[0])
    return found


def _kind(period: Period) -> str:
    first, last = period
    days = (last - first).days
    return "day" if not days else "month" if days < 31 else "quarter" if days < 92 else "year"


def whole_year(period: Period) -> int | None:
    """The calendar year that a period is, or None."""
    first, last = period
    return first.year if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)) else None


def before(period: Period) -> Period:
    """The same period of the year before; one that ends with a month ends with that month then, too.

    >>> [day.isoformat() for day in before((date(2025, 2, 1), date(2025, 2, 28)))]
    ['2024-02-01', '2024-02-29']
    """
    first, last = period
    return _year_before(first), _end(last.year - 1, last.month) if last == _end(
        last.year, last.month
    ) else _year_before(last)


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, _end(day.year - 1, day.month).day))


def whole(period: Period, per: str) -> Iterator[Period]:
    """Every whole month or quarter that lies in a period, in order.

    >>> len(list(whole((date(2023, 1, 15), date(2023, 12, 31)), "quarter")))
    3
    """
    first, last = period
    length = MONTHS[per]
    start = date(first.year, first.month - (first.month - 1) % length, 1)
    while start <= last:
        end = _end(start.year, start.month + length - 1)
        if start >= first and end <= last:
            yield start, end
        start = end + timedelta(days=1)
