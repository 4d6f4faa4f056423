"""The main question of this room: when is it due?

    due(date(2026, 2, 13), "7 workdays", calendar=calendar).due  ->  2026-03-02

`due` counts, rolls where the law rolls, and keeps what it was asked, so that the answer can explain
itself when someone wants to know; the docket, which only needs the dates, pays nothing for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from yifa.errors import CalendarError, Text
from yifa.workdays.calendar import Calendar
from yifa.workdays.counting import DAY, backward, stages
from yifa.workdays.explaining import explain
from yifa.workdays.explanation import Explanation
from yifa.workdays.ledger import Entry, Extend, current, day_of, merged
from yifa.workdays.lengths import Length, Unit, working_rule
from yifa.workdays.office import OFFICE, OfficeHours

if TYPE_CHECKING:
    from yifa.statutes import Counting, Statutes

__all__ = ["Asked", "Due", "Roll", "due"]

Roll = Literal["next", "none", "authority"]
"""What happens when the last day is a rest day.

* `next`: it moves to the first working day after (a party's right, 民法典 Art. 203);
* `none`: it stays (measures that restrict rights, the fiction of service by public notice);
* `authority`: it moves, but the body should have acted on the last working day before: see `Due.safe`.
"""


ROLLS = frozenset(get_args(Roll))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, complete: put it to another calendar and compare.

    `length` is as counted: where `rule` turned days into working days, it says so already.
    """

    start: date
    length: Length
    roll: Roll
    ledger: tuple[Entry, ...]
    backward: bool
    office: OfficeHours
    rule: Counting | None


@dataclass(frozen=True, slots=True)
class Due:
    """The answer. All dates are None while an open pause holds the period (`suspended`).

    `due` is the last lawful day (or moment); `raw` the same before any rolling; `rolled` whether they
    differ; `safe` the last working day on which the body should act: `due` for working days and hours,
    for natural periods the last working day on or before `raw`. `provisional` says that the notice for
    a year it depends on is not published.
    """

    due: date | None
    raw: date | None
    rolled: bool
    safe: date | None
    provisional: bool
    asked: Asked
    calendar: Calendar

    @property
    def suspended(self) -> bool:
        """Whether an open pause holds the period, so that it has no last day yet."""
        return self.due is None

    @property
    def explanation(self) -> Explanation:
        """Every step from the start to the last day, computed when asked for."""
        return explain(self)

    def as_data(self) -> dict[str, Any]:
        """The answer as JSON-ready data."""
        return {
            "due": written(self.due),
            "raw": written(self.raw),
            "rolled": self.rolled,
            "safe": written(self.safe),
            "provisional": self.provisional,
            "explanation": self.explanation.as_data(),
        }


def due(
    start: date,
    length: Length | str,
    *,
    calendar: Calendar,
    under: str | None = None,
    statutes: Statutes | None = None,
    roll: Roll = "next",
    ledger: Sequence[Entry] = (),
    backward: bool = False,
    office: OfficeHours = OFFICE,
) -> Due:
    """When a period of `length` from `start` is due.

    `start` is day 0, the day of the act, and is not counted; hours run from a moment (an aware
    `datetime`). `under` names the instrument the period stands in, whose own rule on working days is
    then applied (needs `statutes`): 7 days under 行政处罚法 are 7 working days (its Art. 85).
    `ledger` lists pauses, exclusions, extensions and restarts in the order they were recorded.
    `backward` counts back from `start`, the day of an event, to the last day on which to act.

    Raises `CalendarError` for a period no law could mean or a day outside the calendar, and
    `LawError` for an unknown instrument.
    """
    if roll not in ROLLS:
        raise CalendarError("calendar.roll", Text(f"顺延方式“{roll}”不存在。", f"There is no roll '{roll}'."))
    written_length = Length.parse(length) if isinstance(length, str) else length
    rule = working_rule(under, statutes, day_of(start)) if under else None
    counted = written_length.under(rule)
    applied = rule if counted is not written_length else None
    return answer(Asked(start, counted, roll, tuple(ledger), backward, office, applied), calendar)


def answer(asked: Asked, calendar: Calendar) -> Due:
    """The answer to one question by one calendar."""
    return _backward(asked, calendar) if asked.backward else _forward(asked, calendar)


def written(moment: date | None) -> str | None:
    """A day or moment in ISO form."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    return None if moment is None else moment.isoformat()


def _forward(asked: Asked, calendar: Calendar) -> Due:
    start, entries = current(asked.start, asked.ledger)
    spans, open_from = merged(entries)
    lengths = [asked.length, *(entry.length for entry in entries if isinstance(entry, Extend))]
    last = stages(start, lengths, spans, calendar, asked.office)[-1]
    raw, unit = last.end, last.length.unit
    if open_from is not None and _still_running(raw, open_from):
        return Due(None, None, False, None, False, asked, calendar)
    if unit is Unit.HOURS:
        return Due(raw, raw, False, raw, False, asked, calendar)
    if unit in {Unit.WORKDAYS, Unit.WORKHOURS}:
        return Due(raw, raw, False, raw, calendar.is_provisional(day_of(raw)), asked, calendar)
    rolls = asked.roll != "none"
    end = calendar.on_or_after(raw) if rolls else raw
    provisional = rolls and calendar.is_provisional(end)
    return Due(end, raw, end != raw, _safe(calendar, raw, day_of(start)), provisional, asked, calendar)


def _still_running(raw: date, open_from: date) -> bool:
    if isinstance(raw, datetime) and isinstance(open_from, datetime):
        return raw > open_from
    return day_of(raw) > day_of(open_from)


def _safe(calendar: Calendar, raw: date, start: date) -> date:
    """The last working day up to `raw`; `raw` itself when the period holds no working day."""
    day = calendar.on_or_before(raw)
    return day if day > start else raw


def _backward(asked: Asked, calendar: Calendar) -> Due:
    if asked.ledger:
        text = Text("倒算的期间不能中止或延长。", "A period counted backward is not paused or extended.")
        raise CalendarError("calendar.backward", text)
    raw = backward(asked.start, asked.length, calendar)
    if isinstance(raw, datetime):
        return Due(raw, raw, False, raw, False, asked, calendar)
    working = asked.length.unit is Unit.WORKDAYS
    provisional = working and calendar.is_provisional(day_of(asked.start) - DAY)
    return Due(raw, raw, False, calendar.on_or_before(raw - DAY), provisional, asked, calendar)
