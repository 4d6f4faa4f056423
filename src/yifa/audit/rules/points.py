"""Per cent where points are meant, and points where per cent is: a rate rises by points, a count by per cent."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import number
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check"]

_OWN = re.compile(
    r"^[，,、；;（(]?(?:均|分别|较|比|同比|环比|与|去年|上年|同期|相比|\d{4}年|[，,])*(?:增长|上升|提高|提升|增加|上涨|下降|降低|减少|回落)"
)
_RATE = re.compile(
    r"(?<![效频利汇税费增功斜])率(?:较|比|同比|与)[^，,。；;率]{0,8}?(?:提高|提升|上升|下降|降低|回落|增加|减少)了?$"
)
_OF_SUM = re.compile(r"占|完成|预算|计划|任务|目标|指标")
_HUNDRED = 100


def check(report: Report) -> Iterator[Finding]:
    """Changes that follow a rate or a count directly."""
    figures = report.reached
    for change in figures:
        if change.kind == "change" and change.base_unit == "%" and _RATE.search(change.before):
            yield _of_a_rate(report, change)
    for one, change in itertools.pairwise(figures):
        if change.kind != "change" or one.sentence != change.sentence:
            continue
        between = report.text[one.to : change.at]
        if not _OWN.match(between):
            continue
        if one.kind == "rate" and change.base_unit == "%" and not _of_count(report, one):
            yield _per_cent(report, one, change)
        elif one.kind in ("count", "money") and change.base_unit == "百分点":
            yield _points(report, one, change)


def _of_a_rate(report: Report, change: Figure) -> Finding:
    """审结率较上年提高5.97%: what the rate is, nobody tells, but a rate moves by points."""
    return report.finding(
        "points", "suspect", [change], f"{change.clause[-20:]}：比率的升降",
        Text(f"比率的升降应当写“百分点”，报告写{change.text}。", f"A rate moves by percentage points; the report says {change.text}."),
        Text("写成“百分点”；如果真是比率的相对变化，写出两年的比率。", "Write points; if a relative change is meant, state both rates."),
    )  # fmt: skip


def _of_count(report: Report, rate: Figure) -> bool:
    """Whether a count with its share stands before the change, which may be that of the count: 37万件，占57.1%，同比增长12%."""
    before = report.earlier(rate)
    return bool(before) and before[0].kind in ("count", "money") and bool(_OF_SUM.search(rate.before))


def _per_cent(report: Report, rate: Figure, change: Figure) -> Finding:
    value, moved = rate.base_value or Decimal(0), change.base_value or Decimal(0)
    one = (value / (1 + moved / 100)).quantize(Decimal("0.1")) if moved != -_HUNDRED else Decimal(0)
    worked = f"按百分点：上年 {number(value - moved)}%；按百分比：上年 {number(one)}%"
    return report.finding(
        "points", "suspect", [rate, change], worked,
        Text(f"{rate.subject}是比率，它的升降应当写“百分点”，报告写{change.text}。", f"A rate moves by percentage points; the report says {change.text}."),
        Text(f"如果上年是{number(value - moved)}%，写“{number(abs(moved))}个百分点”。", f"If last year's was {number(value - moved)}%, write {number(abs(moved))} points."),
    )  # fmt: skip


def _points(report: Report, count: Figure, change: Figure) -> Finding:
    return report.finding(
        "points", "inconsistent", [count, change], f"{count.text}：件数没有百分点",
        Text(f"“{count.text}”不是比率，它的升降不能用百分点。", f"{count.text} is no rate: it cannot move by points."),
        Text("写成百分比，或者写明是哪个比率的升降。", "Write per cent, or say which rate moved."),
    )  # fmt: skip
