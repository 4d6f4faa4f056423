"""A question about a period asked in text, answered as data: what the command line and the API print."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast, get_args

from yifa.clock import ZONE
from yifa.errors import BadInput, Text
from yifa.statutes import Statutes
from yifa.workdays.calendar import Calendar
from yifa.workdays.due import Roll, due
from yifa.workdays.ledger import day_of
from yifa.workdays.office import OFFICE, OfficeHours

__all__ = ["answer"]


def answer(
    from_text: str,
    length_text: str,
    under_text: str | None = None,
    *,
    calendar: Calendar,
    statutes: Statutes | None = None,
    roll: str | None = None,
    backward: bool = False,
    office: str | None = None,
) -> dict[str, Any]:
    """The due day of a period, JSON-ready: due, raw, rolled, safe, provisional, explanation {zh, en, steps}.

    `from_text` is an ISO day or moment (official time where no zone is given), `length_text` a period
    such as `7 workdays` or `七日`, `under_text` the article it stands in, `roll` one of `next`,
    `none`, `authority` (what the article says, else `next`, where none is given), `office` the office hours for working hours.
    Raises `BadInput` for a day or roll that cannot be read, and what `due` raises.
    """
    moment = moment_of(from_text)
    if roll is None:
        said = statutes.roll_rule(under_text, day_of(moment)) if statutes and under_text else ""
        roll = said or "next"
    if roll not in get_args(Roll):
        expected = Text(f"可选：{'、'.join(get_args(Roll))}", f"One of: {', '.join(get_args(Roll))}")
        raise BadInput(
            "due.roll", Text(f"顺延方式“{roll}”不存在。", f"There is no roll '{roll}'."), hint=expected
        )
    found = due(
        moment,
        length_text,
        under=under_text or None,
        statutes=statutes,
        calendar=calendar,
        roll=cast(Roll, roll),
        backward=backward,
        office=OfficeHours.parse(office) if office else OFFICE,
    )
    return found.as_data()


def moment_of(text: str) -> date:
    """The day or moment written in `text`, a moment always in official time; raises `BadInput`.

    >>> moment_of("2026-09-28"), moment_of("2026-09-28T16:40").isoformat()
    (datetime.date(2026, 9, 28), '2026-09-28T16:40:00+08:00')
    """
    plain = text.strip()
    try:
        if len(plain) == len("2026-09-28"):
            return date.fromisoformat(plain)
        moment = datetime.fromisoformat(plain)
    except ValueError as error:
        hint = Text("例如：2026-09-28 或 2026-09-28T16:40", "Such as: 2026-09-28 or 2026-09-28T16:40")
        message = Text(f"“{text}”不是日期或时刻。", f"'{text}' is neither a day nor a moment.")
        raise BadInput("due.from", message, hint=hint) from error
    return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)
