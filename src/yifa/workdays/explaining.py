"""Why a period is due when it is: the count walked once more, a step noted at every turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from yifa.errors import Text
from yifa.workdays.calendar import Calendar
from yifa.workdays.counting import DAY, Stage, stages
from yifa.workdays.days import Day
from yifa.workdays.explanation import Explanation, Step, step
from yifa.workdays.ledger import Entry, Extend, Pause, Restart, Span, current, day_of, merged
from yifa.workdays.lengths import Unit
from yifa.workdays.wording import moment, runs

if TYPE_CHECKING:
    from yifa.workdays.due import Due

__all__ = ["explain"]

CIVIL_CODE = date(2021, 1, 1)
"""From this day periods follow the Civil Code; before it, the same numbers of 民法总则."""


def explain(answer: Due) -> Explanation:
    """Every step that led to `answer`."""
    return Explanation(tuple(_backward(answer) if answer.asked.backward else _forward(answer)))


def _forward(answer: Due) -> Iterator[Step]:
    asked = answer.asked
    start, entries = current(asked.start, asked.ledger)
    yield from _recorded(asked.ledger, (Restart,))
    yield _start(answer, start)
    yield from _rule(answer)
    yield from _recorded(entries, (Extend,))
    spans, _ = merged(entries)
    if answer.suspended:
        yield from _recorded(entries, (Pause,))
        return
    lengths = [asked.length, *(entry.length for entry in entries if isinstance(entry, Extend))]
    for stage in stages(start, lengths, spans, answer.calendar, asked.office):
        yield from _counted(answer.calendar, stage, spans)
    yield from _ending(answer)


def _backward(answer: Due) -> Iterator[Step]:
    event, length = answer.asked.start, answer.asked.length
    assert answer.due is not None
    assert answer.safe is not None
    yield step("backward", [day_of(event)], day=moment(event), ground=_civil(201, day_of(event))[0])
    yield from _rule(answer)
    if length.unit is Unit.WORKDAYS:
        yield from _rest_days(answer.calendar, _days(answer.due, day_of(event) - DAY))
    yield step("latest", [day_of(answer.due)], length=length.text, day=moment(answer.due))
    if answer.safe != answer.due:
        yield step("full", [day_of(answer.safe)], day=moment(answer.safe))
    yield from _provisional(answer)


def _start(answer: Due, start: date) -> Step:
    unit, day = answer.asked.length.unit, day_of(start)
    if unit is Unit.WORKHOURS:
        return step("office", [day], day=moment(start), office=str(answer.asked.office), mark="L")
    ground, mark = _civil(201, day)
    if unit is Unit.HOURS:
        return step("hours", [day], day=moment(start), ground=ground, mark=mark)
    return step("start", [day], day=moment(day), ground=ground, mark=mark)


def _civil(number: int, on: date) -> tuple[str, str]:
    """The general rule on periods in force on a day, and its mark."""
    return (f"民法典/{number}", "V") if on >= CIVIL_CODE else (f"民法总则/{number}", "K")


def _rule(answer: Due) -> Iterator[Step]:
    rule, length = answer.asked.rule, answer.asked.length
    if rule:
        yield step("workdays", count=length.count, length=length.text, ground=rule.ground, mark=rule.mark)


def _recorded(entries: Iterable[Entry], kinds: tuple[type[Entry], ...]) -> Iterator[Step]:
    """The entries of `kinds`; of pauses only the open ones, since the others are noted day by day."""
    for entry in entries:
        if not isinstance(entry, kinds):
            continue
        if isinstance(entry, Restart):
            yield step("restarted", [day_of(entry.at)], day=moment(entry.at), ground=entry.ground)
        elif isinstance(entry, Extend):
            yield step("extended", length=entry.length.text, ground=entry.ground)
        elif isinstance(entry, Pause) and entry.end is None:
            since, reason = moment(entry.start), _reason(entry.reason)
            yield step("suspended", [day_of(entry.start)], day=since, reason=reason, ground=entry.ground)


def _reason(reason: str) -> Text:
    return Text(f"（{reason}）", f" ({reason})") if reason else Text("", "")


def _counted(calendar: Calendar, stage: Stage, spans: list[Span]) -> Iterator[Step]:
    first, last, unit = day_of(stage.start), day_of(stage.end), stage.length.unit
    left_out: set[date] = set()
    for span in spans:
        days = [
            each for each in _days(max(first + DAY, span.first), min(last, span.last)) if each not in left_out
        ]
        if days and unit is not Unit.HOURS:
            left_out.update(days)
            reason = _reason(span.entry.reason)
            yield step("excluded", days, days=runs(days), reason=reason, ground=span.entry.ground)
    if unit in {Unit.WORKDAYS, Unit.WORKHOURS}:
        yield from _rest_days(calendar, (each for each in _days(first + DAY, last) if each not in left_out))
    if unit in {Unit.MONTHS, Unit.YEARS} and not left_out and first.day != last.day:
        ground, mark = _civil(202, first)
        yield step("month_end", [last], ground=ground, mark=mark)
    yield step("end", [last], length=stage.length.text, day=moment(stage.end))


def _rest_days(calendar: Calendar, days: Iterable[date]) -> Iterator[Step]:
    """One step for each reason why days were left out, or counted though they fall on a weekend."""
    groups: dict[tuple[str, Text, str, str], list[Day]] = {}
    for day in map(calendar.day, days):
        if day.kind != "workday":
            groups.setdefault((day.kind, day.name, day.ground, day.mark), []).append(day)
    for (kind, name, ground, mark), found in groups.items():
        dates = [day.date for day in found]
        yield step(kind, dates, name=name, days=runs(dates), ground=ground, mark=mark)


def _ending(answer: Due) -> Iterator[Step]:
    assert answer.due is not None
    assert answer.raw is not None
    assert answer.safe is not None
    raw, calendar = answer.raw, answer.calendar
    if answer.rolled:
        rest = list(_days(raw, answer.due - DAY))
        names = tuple(dict.fromkeys(calendar.day(day).name for day in rest))
        name = Text("、".join(each.zh for each in names), ", ".join(each.en for each in names))
        ground, mark = _civil(203, raw)
        mark = mark if answer.asked.roll == "next" else "D"
        yield step("rolled", rest, name=name, day=moment(answer.due), ground=ground, mark=mark)
    elif answer.safe != raw:
        yield step("not_rolled", [raw])
    if answer.safe != answer.due and answer.asked.roll != "next":
        yield step("safe", [answer.safe], day=moment(answer.safe))
    yield from _provisional(answer)


def _provisional(answer: Due) -> Iterator[Step]:
    if answer.provisional:
        yield step("provisional", year=answer.calendar.unpublished, ground="全国年节及纪念日放假办法/2")


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
