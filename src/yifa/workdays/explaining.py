"""Why a period is due when it is: one step for every reason, and one sentence of them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from yifa.errors import Text
from yifa.workdays.calendar import Day
from yifa.workdays.counting import DAY, Stage, stages
from yifa.workdays.ledger import Exclude, Extend, Pause, Restart, Span, current, day_of, merged
from yifa.workdays.lengths import Unit
from yifa.workdays.wording import article, moment, runs

if TYPE_CHECKING:
    from yifa.workdays.due import Due

__all__ = ["Explanation", "Step", "explain"]

SKIPPED = ("weekend", "holiday", "projected", "excluded")
"""The rules whose dates are exactly the days left out of the count."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reason: the rule's name, the days it concerns, a clause, the article and its mark.

    Marks: V the text was read, K known and not read, D derived, L local or practice.
    """

    rule: str
    dates: tuple[date, ...]
    text: Text
    ground: str
    mark: str

    def as_data(self) -> dict[str, Any]:
        """The step as JSON-ready data."""
        dates = [day.isoformat() for day in self.dates]
        return {
            "rule": self.rule,
            "dates": dates,
            **self.text.as_data(),
            "ground": self.ground,
            "mark": self.mark,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps from the start to the last day, in the order in which a clerk would count."""

    steps: tuple[Step, ...]

    @property
    def zh(self) -> str:
        """All steps as one Chinese sentence."""
        return "；".join(f"{step.text.zh}{_bracket(step, '（{}）', 'zh')}" for step in self.steps) + "。"

    @property
    def en(self) -> str:
        """All steps as one English sentence."""
        clauses = "; ".join(f"{step.text.en}{_bracket(step, ' ({})', 'en')}" for step in self.steps)
        return f"{clauses[:1].upper()}{clauses[1:]}."

    @property
    def skipped(self) -> frozenset[date]:
        """Every day that the count left out."""
        return frozenset(day for step in self.steps if step.rule in SKIPPED for day in step.dates)

    def as_data(self) -> dict[str, Any]:
        """Both sentences and every step, JSON-ready."""
        return {"zh": self.zh, "en": self.en, "steps": [step.as_data() for step in self.steps]}


def explain(answer: Due) -> Explanation:
    """Every step that led to `answer`."""
    return Explanation(tuple(_backward(answer) if answer.asked.backward else _forward(answer)))


def _bracket(step: Step, form: str, language: str) -> str:
    return form.format(article(step.ground).in_(language)) if step.ground else ""


def _step(  # noqa: PLR0917  # a table row: rule, two sentences, ground, mark
    rule: str, zh: str, en: str, ground: str, mark: str, dates: Iterable[date] = ()
) -> Step:
    return Step(rule, tuple(dates), Text(zh, en), ground, mark)


def _forward(answer: Due) -> Iterator[Step]:
    asked = answer.asked
    start, entries = current(asked.start, asked.ledger)
    yield from _restarted(asked.ledger)
    yield from _start(answer, start)
    yield from _rule(answer)
    extends = [entry for entry in entries if isinstance(entry, Extend)]
    for entry in extends:
        words = entry.length.text
        yield _step(
            "extended",
            f"延长{words.zh}",
            f"extended by {words.en}",
            entry.ground,
            "V" if entry.ground else "D",
        )
    spans, _ = merged(entries)
    if answer.suspended:
        yield from _suspended(entry for entry in entries if isinstance(entry, Pause) and entry.end is None)
        return
    lengths = [asked.length, *(entry.length for entry in extends)]
    for stage in stages(start, lengths, spans, answer.calendar, asked.office):
        yield from _counted(answer, stage, spans)
    yield from _ending(answer)


def _restarted(ledger: Iterable[object]) -> Iterator[Step]:
    for entry in ledger:
        if isinstance(entry, Restart):
            when = moment(entry.at)
            yield _step(
                "restarted",
                f"自{when.zh}重新起算",
                f"runs anew from {when.en}",
                entry.ground,
                "V" if entry.ground else "D",
                [day_of(entry.at)],
            )


def _start(answer: Due, start: date) -> Iterator[Step]:
    when, unit = moment(start), answer.asked.length.unit
    if unit is Unit.HOURS:
        yield _step(
            "start",
            f"自{when.zh}起算，连续计算，不因休息日顺延",
            f"runs from {when.en} without a break and never rolls",
            "民法典/201",
            "V",
            [day_of(start)],
        )
    elif unit is Unit.WORKHOURS:
        office = str(answer.asked.office)
        yield _step(
            "start",
            f"自{when.zh}起按办公时间（{office}）计算",
            f"runs from {when.en} in office hours ({office})",
            "",
            "L",
            [day_of(start)],
        )
    else:
        yield _step(
            "start",
            f"{when.zh}当日不计，自次日起算",
            f"{when.en} is not counted, the next day is day 1",
            "民法典/201",
            "V",
            [day_of(start)],
        )


def _rule(answer: Due) -> Iterator[Step]:
    rule, words = answer.asked.rule, answer.asked.length.text
    if rule:
        count = answer.asked.length.count
        yield _step(
            "workdays",
            f"“{count}日”按工作日计算，即{words.zh}",
            f"'{count} days' means {words.en}",
            rule.ground,
            rule.mark,
        )


def _counted(answer: Due, stage: Stage, spans: list[Span]) -> Iterator[Step]:
    first, last = day_of(stage.start), day_of(stage.end)
    words, when = stage.length.text, moment(stage.end)
    left_out: set[date] = set()
    for span in spans:
        days = [
            day for day in _days(max(first + DAY, span.first), min(last, span.last)) if day not in left_out
        ]
        if days and stage.length.unit is not Unit.HOURS:
            left_out.update(days)
            yield _excluded(span.entry, days)
    if stage.length.unit in {Unit.WORKDAYS, Unit.WORKHOURS}:
        yield from _rest_days(answer, [day for day in _days(first + DAY, last) if day not in left_out])
    if stage.length.unit in {Unit.MONTHS, Unit.YEARS} and not left_out and first.day != last.day:
        yield _step(
            "month_end",
            "当月无对应日，以月末日为最后一日",
            "the month has no such day, so it ends on its last",
            "民法典/202",
            "V",
            [last],
        )
    yield _step("end", f"{words.zh}至{when.zh}届满", f"{words.en} end on {when.en}", "", "D", [last])


def _excluded(entry: Pause | Exclude, days: list[date]) -> Step:
    text = runs(days)
    why = f"（{entry.reason}）" if entry.reason else ""
    reason = f" ({entry.reason})" if entry.reason else ""
    return _step(
        "excluded",
        f"{text.zh}不计入{why}",
        f"{text.en} excluded{reason}",
        entry.ground,
        "V" if entry.ground else "D",
        days,
    )


def _rest_days(answer: Due, days: list[date]) -> Iterator[Step]:
    """One step for each reason why days were left out, or counted though they fall on a weekend."""
    groups: dict[tuple[str, Text, str, str], list[Day]] = {}
    for each in map(answer.calendar.day, days):
        if each.kind != "workday":
            groups.setdefault((each.kind, each.name, each.ground, each.mark), []).append(each)
    for (kind, name, ground, mark), found in groups.items():
        text = runs(day.date for day in found)
        zh, en = {
            "weekend": (f"周末{text.zh}不计", f"weekend {text.en} not counted"),
            "holiday": (f"{name.zh}放假{text.zh}不计", f"{name.en} {text.en} off, not counted"),
            "projected": (f"{name.zh}{text.zh}（推算）不计", f"{name.en} {text.en} (projected) not counted"),
            "makeup": (f"{text.zh}调休上班（{name.zh}），计入", f"{text.en} worked for {name.en}, counted"),
        }[kind]
        yield _step(kind, zh, en, ground, mark, (day.date for day in found))


def _ending(answer: Due) -> Iterator[Step]:
    assert answer.due is not None
    assert answer.raw is not None
    assert answer.safe is not None
    natural = answer.safe != answer.due or answer.rolled
    if answer.rolled:
        yield _rolled(answer, answer.raw, answer.due)
    elif answer.asked.roll == "none" and not answer.calendar.is_workday(answer.raw):
        yield _step(
            "not_rolled",
            "最后一日虽为休息日，不顺延",
            "the last day is a rest day, but this period does not roll",
            "",
            "D",
            [answer.raw],
        )
    if natural and answer.asked.roll != "next":
        safe = moment(answer.safe)
        yield _step(
            "safe",
            f"机关宜于{safe.zh}前（含当日）办结",
            f"the body should act by {safe.en}",
            "",
            "D",
            [answer.safe],
        )
    yield from _provisional(answer)


def _rolled(answer: Due, raw: date, end: date) -> Step:
    names: dict[Text, None] = {}
    rest = list(_days(raw, end - DAY))
    for day in rest:
        names.setdefault(answer.calendar.day(day).name)
    zh = f"最后一日为休息日（{'、'.join(name.zh for name in names)}），顺延至{moment(end).zh}"
    why = ", ".join(name.en for name in names)
    en = f"the last day is a rest day ({why}), so it moves to {moment(end).en}"
    return _step("rolled", zh, en, "民法典/203", "V" if answer.asked.roll == "next" else "D", rest)


def _provisional(answer: Due) -> Iterator[Step]:
    if answer.provisional:
        year = answer.calendar.unpublished
        yield _step(
            "provisional",
            f"{year}年放假通知尚未发布，此日期为暂定，发布后重算",
            f"the holiday notice for {year} is not published: provisional, to be counted again",
            "全国年节及纪念日放假办法/7",
            "D",
        )


def _suspended(pauses: Iterable[Pause]) -> Iterator[Step]:
    for pause in pauses:
        since = moment(pause.start)
        yield _step(
            "suspended",
            f"自{since.zh}起中止（{pause.reason}），恢复后再计",
            f"suspended since {since.en} ({pause.reason}) until resumed",
            pause.ground,
            "V" if pause.ground else "D",
            [day_of(pause.start)],
        )


def _backward(answer: Due) -> Iterator[Step]:
    start, words = answer.asked.start, answer.asked.length.text
    assert answer.due is not None
    assert answer.safe is not None
    when, last, safe = moment(start), moment(answer.due), moment(answer.safe)
    yield _step(
        "start",
        f"自{when.zh}前一日起倒算",
        f"counted back from the day before {when.en}",
        "民法典/201",
        "D",
        [day_of(start)],
    )
    yield from _rule(answer)
    if answer.asked.length.unit is Unit.WORKDAYS:
        yield from _rest_days(answer, list(_days(answer.due, day_of(start) - DAY)))
    yield _step(
        "end",
        f"{words.zh}前的最迟日为{last.zh}",
        f"the latest day {words.en} before is {last.en}",
        "",
        "D",
        [day_of(answer.due)],
    )
    if answer.safe != answer.due:
        yield _step(
            "safe",
            f"稳妥起见宜于{safe.zh}前（含当日）完成，使期间足额",
            f"to leave the full period between, act by {safe.en}",
            "",
            "D",
            [day_of(answer.safe)],
        )
    yield from _provisional(answer)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
