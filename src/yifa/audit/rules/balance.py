"""收支相抵，年终结余: what came in less what went out, where all three are told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..arithmetic import number, span
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check"]

_BALANCED = re.compile(r"收支(?:相抵|轧抵|品迭)")
_IN, _OUT = re.compile(r"收入(?:合计|总计|总量)|总收入"), re.compile(r"支出(?:合计|总计|总量)|总支出")
_LEFT = re.compile(r"结余|结转|滚存")
_NEAR = 24


def check(report: Report) -> Iterator[Finding]:
    """Every balance of the report."""
    money = [f for f in report.reached if f.kind == "money" and f.bound == "exact"]
    since = 0
    for mark in _BALANCED.finditer(report.text):
        left = next((f for f in money if mark.end() <= f.at <= mark.end() + _NEAR), None)
        came = _last(money, _IN, since, mark.start())
        went = _last(money, _OUT, since, mark.start())
        since = mark.end()
        if not left or not came or not went or not _LEFT.search(report.text[mark.end() : left.at]):
            continue
        low, high = span(came)[0] - span(went)[1], span(came)[1] - span(went)[0]
        if low > span(left)[1] or high < span(left)[0]:
            yield _wrong(report, came, went, left)


def _last(money: list[Figure], words: re.Pattern[str], start: int, end: int) -> Figure | None:
    """The last sum between two places that is told as a total."""
    return next((f for f in reversed(money) if start <= f.at < end and words.search(f.before)), None)


def _wrong(report: Report, came: Figure, went: Figure, left: Figure) -> Finding:
    one, two = span(came)[0], span(went)[0]
    return report.finding(
        "balance", "inconsistent", [came, went, left], f"{number(one)} − {number(two)} = {number(one - two)} ≠ {left.text}",
        Text(f"收入{came.text}减支出{went.text}，不等于结余{left.text}。", f"{came.text} less {went.text} is not {left.text}."),
        Text("核对收入总计、支出总计和结余。", "Check income, expenditure and balance."),
    )  # fmt: skip
