"""A stated frequency against the year's total: once a month is twelve, and 180 a day is some 65,000."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import number, span
from ..figure import Figure, Finding
from ..report import Report
from ..words import any_of

__all__ = ["check"]

_TOTAL = re.compile(r"全年|累计|共|总计|年内|一年来|今年")
_MEETINGS = frozenset(("次", "场", "场次", "期", "轮"))
_ENOUGH, _TOO_MANY = Decimal("0.9"), Decimal("1.5")
_WORKED, _WHOLE = 200, 370


def check(report: Report) -> Iterator[Finding]:
    """Sentences that state both."""
    words = report.words.words
    often = re.compile(
        rf"({any_of(words['frequency'])})[^。；;\d]{{0,16}}?(?:([一二两三四五六七八九十]|\d+)[次场期轮]|(?=召开|开展|组织|举办))"
    )
    daily = re.compile(rf"(?:{any_of(words['day'])})[^，,。]{{0,8}}$")
    for number_, figures in report.by_sentence.items():
        start, text = report.sentence(number_)
        if stated := often.search(text):
            yield from _against(report, stated, start, figures)
        for figure in figures:
            if daily.search(figure.before):
                yield from _per_day(report, figure, figures)


def _against(report: Report, stated: re.Match[str], start: int, figures: list[Figure]) -> Iterator[Finding]:
    times = {sign: n for n, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
    each = times.get(stated[2] or "一") or int(stated[2])
    expected = Decimal(report.words.words["frequency"][stated[1]] * each)
    inside = (start + stated.start(), start + stated.end())
    for total in figures:
        if (
            total.base_unit not in _MEETINGS
            or _other(report, stated, start, total)
            or inside[0] <= total.at < inside[1]
            or total.at < inside[0]
            or not _TOTAL.search(total.before)
        ):
            continue
        least, most = span(total)
        bodies = _bodies(report, stated.string[: stated.start()]) if least > expected * _TOO_MANY else None
        worked = f"{stated[1]}{each}次 → 一年{number(expected)}次"
        if bodies and bodies.base_value:
            expected *= bodies.base_value
            worked += f"；{bodies.text} × {number(expected / bodies.base_value)} = {number(expected)}次"
        if most < expected * _ENOUGH or least > expected * (1 if bodies else _TOO_MANY):
            grade = "inconsistent" if most < expected and not bodies else "suspect"
            yield report.finding(
                "frequency", grade, [bodies, total] if bodies else [total], f"{worked}；报告写{total.text}",
                Text(f"说是“{stated.group().strip()}”，一年应有{number(expected)}次，总数却是{total.text}。",
                     f"At the stated frequency a year has {number(expected)}; the total is {total.text}."),
                Text("核对频率和总数；如果总数还包括别的，写明。", "Check frequency and total; if the total includes more, say so."),
            )  # fmt: skip
        return


def _other(report: Report, stated: re.Match[str], start: int, total: Figure) -> bool:
    """Whether the total counts something the stated frequency does not speak of: 每月一次讲座，全年召开会议6次."""
    _, end = report.read.layout.clause(start + stated.start())
    words = report.text[start : max(end, start + stated.end())]
    thing = total.subject
    return len(thing) > 1 and not any(thing[n : n + 2] in words for n in range(len(thing) - 1))


def _bodies(report: Report, before: str) -> Figure | None:
    """How many bodies keep the frequency, if it is one of communities or villages and the report says how many there are."""
    near = before.rpartition("。")[2][-14:]
    return next((report.largest(name) for name in ("社区", "村", "网格") if name in near), None)


def _per_day(report: Report, daily: Figure, figures: list[Figure]) -> Iterator[Finding]:
    for total in figures:
        if (
            total is daily
            or total.base_unit != daily.base_unit
            or not _TOTAL.search(total.before)
            or not daily.base_value
        ):
            continue
        days = (total.base_value or Decimal(0)) / daily.base_value
        if not _WORKED <= days <= _WHOLE:
            yield report.finding(
                "frequency", "inconsistent" if days > _WHOLE else "suspect", [daily, total],
                f"{number(total.base_value or Decimal(0))} ÷ {number(daily.base_value)} = {days.quantize(Decimal('0.1'))} 天",
                Text(f"按日均{daily.text}，总数{total.text}相当于{days.quantize(Decimal('0.1'))}天，不像一年。",
                     f"At {daily.text} a day, {total.text} are {days.quantize(Decimal('0.1'))} days: no year."),
                Text("核对日均数和总数。", "Check the daily number and the total."),
            )  # fmt: skip
