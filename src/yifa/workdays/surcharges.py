"""The surcharge on an unpaid fine: 3 % a day, never above the fine (行政处罚法 Art. 72).

Money is integer fen; part of a fen is dropped, in the party's favour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yifa.errors import CalendarError, Text
from yifa.workdays.ledger import Exclude

__all__ = ["Surcharge", "surcharge"]

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What is owed on top of a fine: `amount` in fen after `days` that count.

    `capped` says that the cap holds; `capped_on` is the first day on which it did.
    """

    days: int
    amount: int
    capped: bool
    capped_on: date | None


def surcharge(
    fine: int,
    first: date,
    last: date,
    *,
    excluded: Sequence[Exclude] = (),
    cap: int | None = None,
    percent: int = 3,
) -> Surcharge:
    """The surcharge on `fine` (fen) for the days `first` to `last`, both included.

    `first` is the day after the last day for payment (Art. 67, 72). `excluded` are the days of a
    pending review or suit (Art. 73). `cap` is in fen; the fine itself where none is given (Art. 72).
    Raises `CalendarError` for a negative sum or a last day before the day before the first.

    >>> surcharge(300_000, date(2026, 10, 9), date(2026, 10, 20))
    Surcharge(days=12, amount=108000, capped=False, capped_on=None)
    """
    limit = fine if cap is None else cap
    if fine < 0 or limit < 0 or percent < 0 or last < first - DAY:
        raise CalendarError(
            "calendar.surcharge",
            Text(
                "罚款数额、上限或起止日期无效。",
                "The sum, the cap or the days of the surcharge are not valid.",
            ),
            ground="行政处罚法/72",
        )
    days, capped_on, day = 0, None, first
    while day <= last:
        if not any(span.first <= day <= span.last for span in excluded):
            days += 1
            if capped_on is None and fine * percent * days // 100 >= limit:
                capped_on = day
        day += DAY
    owed = min(fine * percent * days // 100, limit)
    return Surcharge(days, owed, capped_on is not None, capped_on)
