"""A rate that no whole number gives on the stated base: 98 % of 3 cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from yifa.errors import Text

from ..arithmetic import alike, possible
from ..figure import Figure, Finding
from ..report import Report
from ..witness import witnessed
from .rates import UNDONE, named_after, parts_of_rate

__all__ = ["check"]

_LABEL = re.compile(
    r"(?:办结|结案|审结|化解|调解|调处|成功|出庭|应诉|胜诉|败诉|整改|合格|参考|及格|通过|答复|回复|处置|采纳|履行|纠错|执行|办理|受理|满意|按期|按时|及时|破案)[一-鿿]{0,2}率$"
)
"""Rates of the cases counted before them; any other may have a base of its own."""
_OTHER_BASE = re.compile(r"满意")
"""Satisfaction is of the people asked."""
_CASES = frozenset(["件", "起", "宗", "例", "人", "名", "户", "家", "项", "处", "份", "条", "案"])
_LARGEST = 5000


def check(report: Report) -> Iterator[Finding]:
    """Rates named …率 with one exact count before them in the same sentence, and no part."""
    for rate in report.reached:
        if (
            rate.kind != "rate"
            or rate.bound != "exact"
            or not _LABEL.search(rate.subject)
            or parts_of_rate(report, rate)
        ):
            continue
        base = _base(report, rate)
        if (
            base is None
            or not base.base_value
            or base.base_value > _LARGEST
            or possible(int(base.base_value), rate)
            or (named_after(report, base, rate) and _part_of_some(int(base.base_value), rate))
            or witnessed(report, rate)
        ):
            continue
        fewer = _larger(report, base, rate) or any(
            possible(base_, rate) for base_ in range(1, int(base.base_value))
        )
        grade = "suspect" if fewer or _OTHER_BASE.search(rate.subject) else "inconsistent"
        yield report.finding(
            "impossible_rate", grade, [base, rate], _nearest(int(base.base_value), rate),
            Text(f"以{base.text}为基数，没有一个整数能得出{rate.subject}{rate.text}。", f"On a base of {base.text}, no whole number gives {rate.text}."),
            Text("写明比率的基数，或者改正比率。", "Say what the base of the rate is, or correct the rate."),
        )  # fmt: skip


def _base(report: Report, rate: Figure) -> Figure | None:
    """The count just before the rate, if it is exact; other rates of the same base may stand between."""
    for figure in report.earlier(rate):
        between = report.text[figure.to : rate.at]
        if between.count("）") + between.count(")") > between.count("（") + between.count("("):
            continue
        if figure.kind == "count":
            sure = figure.bound == "exact" and figure.base_unit in _CASES and not UNDONE.search(figure.before)
            return figure if sure else None
        if figure.kind != "rate":
            return None
    return None


def _part_of_some(part: int, rate: Figure) -> bool:
    """Whether a count the rate is named after can be that rate of any whole number."""
    stated = abs(rate.base_value or Decimal(0))
    if not stated:
        return True
    step = Decimal(1).scaleb(-rate.places)
    near = int(part * 100 / stated)
    return any(
        (Decimal(part) * 100 / whole).quantize(step, rounding) == stated
        for whole in range(max(part, near - 1, 1), near + 3)
        for rounding in (ROUND_HALF_UP, ROUND_DOWN)
    )


def _larger(report: Report, base: Figure, rate: Figure) -> bool:
    """Whether a larger count of the same kind stands before the nearest, and may be the base."""
    return any(
        alike(f, base)
        and (f.base_value or 0) > (base.base_value or 0)
        and (f.base_value or 0) == int(f.base_value or 0)
        and possible(int(f.base_value or 0), rate)
        for f in report.earlier(rate)
        if f.kind == "count"
    )


def _nearest(whole: int, rate: Figure) -> str:
    """The two whole numbers next to the stated rate, and what they give."""
    part = int((rate.base_value or 0) * whole / 100)
    places = max(rate.places, 1)
    told = [f"{n} ÷ {whole} = {n * 100 / whole:.{places}f}%" for n in (part, part + 1) if n <= whole]
    return "；".join(told)
