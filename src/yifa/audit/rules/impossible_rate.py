"""A rate that no whole number gives on the stated base: 98 % of 3 cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..arithmetic import possible
from ..figure import Figure, Finding
from ..report import Report
from .rates import parts_of_rate

__all__ = ["check"]

_LABEL = re.compile(r"率$")
_OTHER_BASE = re.compile(r"满意|知晓|知晓度|覆盖|出租|入住|普及|使用|利用|增长|绿化|参保")
"""Rates of people asked, of area or of population: not of the cases counted before."""
_LARGEST = 5000


def check(report: Report) -> Iterator[Finding]:
    """Rates named …率 with one exact count before them in the same sentence, and no part."""
    for rate in report.reached:
        if rate.kind != "rate" or rate.bound != "exact" or not _LABEL.search(rate.subject) or parts_of_rate(report, rate):
            continue
        base = _base(report, rate)
        if base is None or not base.base_value or base.base_value > _LARGEST or possible(int(base.base_value), rate):
            continue
        grade = "suspect" if _OTHER_BASE.search(rate.subject) else "inconsistent"
        yield report.finding(
            "impossible_rate", grade, [base, rate], _nearest(int(base.base_value), rate),
            Text(f"以{base.text}为基数，没有一个整数能得出{rate.subject}{rate.text}。", f"On a base of {base.text}, no whole number gives {rate.text}."),
            Text("写明比率的基数，或者改正比率。", "Say what the base of the rate is, or correct the rate."),
        )  # fmt: skip


def _base(report: Report, rate: Figure) -> Figure | None:
    """The count just before the rate, if it is exact; other rates of the same base may stand between."""
    for figure in report.earlier(rate):
        if figure.kind == "count":
            return figure if figure.bound == "exact" and figure.base_unit not in ("场", "场次", "期", "人次") else None
        if figure.kind != "rate":
            return None
    return None


def _nearest(whole: int, rate: Figure) -> str:
    """The two whole numbers next to the stated rate, and what they give."""
    part = int((rate.base_value or 0) * whole / 100)
    places = max(rate.places, 1)
    told = [f"{n} ÷ {whole} = {n * 100 / whole:.{places}f}%" for n in (part, part + 1) if n <= whole]
    return "；".join(told)
