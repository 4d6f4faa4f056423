"""Multiples, plans and means against what they are of: 是上年12件的1.5倍, 完成年度计划7.2亿元的120%, 平均每期79人次, 年均4.3万平方米."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import alike, gives, number, span
from ..figure import Figure, Finding
from ..report import Report
from ..witness import COUNTED

__all__ = ["check"]

_OF = ("的", "的近", "的约")
_MULTIPLE = re.compile(r"(?:是|为|相当于|达到?)[^，,。；;]{0,12}$")
_PLAN = re.compile(r"完成[^，,。；;\d]{0,10}(?:计划|目标|任务|预算)数?(?:的|为)?$")
_OF_PLAN = re.compile(r"完成(?:了)?(?:年初|年度|调整后?的?|全年|目标)?(?:预算|计划|任务|目标|调整)数?的?$")
_PLANNED = re.compile(r"预算|计划|任务|目标|调整")
_EACH = re.compile(
    r"(?:平均每|每)(?P<of>[一-鿿]{1,3}?)(?:平均)?(?:培训|办理|受理|服务|投入|配备|参加|覆盖|接待)?$"
)
_MEAN = re.compile(r"平均(?!每)[一-鿿]{0,8}$")
"""案件平均罚款金额7.7万元: a mean over some count told before."""
_BEFORE = 6
_YEARLY = re.compile(r"年均(?:投入|新增|办理|建成|完成|实施|增加|安排|支出)?$")


def check(report: Report) -> Iterator[Finding]:
    """Every multiple, share of a plan and mean whose terms stand in its sentence."""
    figures = report.figures
    for index, figure in enumerate(figures):
        if figure.bound not in ("exact", "about") or figure.value is None:
            continue
        if figure.base_unit == "%" and figure.kind == "rate" and _OF_PLAN.search(figure.before):
            yield from _of_plan(report, figures[max(0, index - _BEFORE) : index], figure)
        elif figure.base_unit == "倍" or (figure.kind == "rate" and figure.base_unit == "%"):
            yield from _of_another(report, figures[max(0, index - _BEFORE) : index], figure)
        elif figure.kind in COUNTED and figure.counts and ("均" in figure.before or "每" in figure.before):
            yield from _mean(report, figure)


def _of_another(report: Report, before: list[Figure], rate: Figure) -> Iterator[Finding]:
    """A是B的k倍, A完成计划B的r%. What is planned is a target, and counts here all the same."""
    counts = [
        f for f in reversed(before) if f.kind in COUNTED and f.sentence == rate.sentence and f.base_value
    ]
    if len(counts) < 2 or report.text[counts[0].to : rate.at] not in _OF:
        return
    base, one = counts[0], counts[1]
    lead = report.text[max(one.to, base.at - 20) : base.at]
    words = _MULTIPLE if rate.base_unit == "倍" else _PLAN
    if not words.search(lead) or not alike(one, base) or not base.base_value:
        return
    if rate.base_unit == "倍":
        (low, high), (least, most), (bottom, top) = span(one), span(base), _wide(rate)
        held = low / most <= top and (not least or high / least >= bottom)
    else:
        held = gives(one, base, rate)
    if not held:
        right = (one.base_value or Decimal(0)) / base.base_value * (1 if rate.base_unit == "倍" else 100)
        yield _wrong(
            report,
            [one, base, rate],
            "÷",
            right.quantize(Decimal("0.01" if rate.base_unit == "倍" else "0.1")),
        )


def _of_plan(report: Report, before: list[Figure], rate: Figure) -> Iterator[Finding]:
    """年初预算为890万元,决算收入为719万元,完成预算数的80.8%: the plan is told apart, before what was reached."""
    counts = [f for f in before if f.kind in COUNTED and f.sentence == rate.sentence and f.base_value]
    plans = [f for f in counts if _PLANNED.search(f.before) and "完成" not in f.before]
    reached = [f for f in counts if f not in plans and plans and f.at > plans[0].at and alike(f, plans[0])]
    if not reached or any(
        gives(one, plan, rate) for plan in counts for one in counts if one is not plan and alike(one, plan)
    ):
        return
    right = (reached[0].base_value or Decimal(0)) / (plans[-1].base_value or Decimal(1)) * 100
    yield _wrong(report, [reached[0], plans[-1], rate], "÷", right.quantize(Decimal("0.1")), "suspect")


def _mean(report: Report, mean: Figure) -> Iterator[Finding]:
    """A total over how many there were of what it is a mean of: 16期1264人次，平均每期79人次."""
    figures = report.by_sentence[mean.sentence]
    earlier = report.earlier(mean)
    if _YEARLY.search(mean.before):
        bases = [f for f in figures if f.kind == "duration" and f.base_unit == "年" and f.at < mean.at]
    elif each := _EACH.search(mean.before):
        bases = [
            f
            for f in earlier
            if f.kind == "count" and (f.base_unit == each["of"] or f.subject.startswith(each["of"]))
        ]
    elif mean.kind == "money" and _MEAN.search(mean.before):
        bases = [f for f in earlier if f.kind == "count" and (f.base_value or 0) > 1]
    else:
        return
    begins, text = report.sentence(mean.sentence)
    start = begins + max(text.rfind(sign, 0, mean.at - begins) for sign in "；;")
    totals = [
        f
        for f in earlier
        if f.kind == mean.kind
        and alike(f, mean)
        and f.at > start
        and (f.base_value or 0) > (mean.base_value or 0)
    ]
    pairs = [(total, base) for total in totals for base in bases if total is not base and base.base_value]
    if (
        not pairs
        or any(_gives(total, base, mean) for total, base in pairs)
        or any(f.bound != "exact" for f in bases)
    ):
        return
    total, base = totals[0], bases[0]
    right = ((total.base_value or Decimal(0)) / (base.base_value or Decimal(1))).quantize(Decimal("0.1"))
    grade = "inconsistent" if len(pairs) == 1 else "suspect"
    yield _wrong(report, [total, base, mean], "÷", right, grade)


def _gives(total: Figure, base: Figure, mean: Figure) -> bool:
    (low, high), value = span(total), base.base_value or Decimal(1)
    bottom, top = _wide(mean)
    return low / value <= top and high / value >= bottom


def _wide(figure: Figure) -> tuple[Decimal, Decimal]:
    """Everything a quotient may have been before it was rounded or cut off."""
    if figure.bound == "about":
        return span(figure)
    value = abs(figure.base_value or Decimal(0))
    scale = value / abs(figure.value) if figure.value else Decimal(1)
    step = scale / 10**figure.places
    return value - step / 2, value + step


def _wrong(
    report: Report, figures: list[Figure], sign: str, right: Decimal, grade: str = "inconsistent"
) -> Finding:
    one, base, stated = figures
    return report.finding(
        "times", grade, figures, f"{number(one.base_value or Decimal(0))} {sign} {number(base.base_value or Decimal(0))} = {number(right)} ≠ {stated.text}",
        Text(f"按{one.text}和{base.text}计算是{number(right)}，报告写{stated.text}。", f"From {one.text} and {base.text} it is {number(right)}; the report says {stated.text}."),
        Text("核对两个数和算出来的数。", "Check both numbers and what was worked out of them."),
    )  # fmt: skip
