"""This year's report against last year's: growth on the number then published, and 上年 as then told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from yifa.errors import Text

from ..arithmetic import alike, number, span
from ..figure import Figure, Finding
from ..report import Report
from .growth import constant, current, matches

__all__ = ["check"]

_LAST = re.compile(r"去年|上年")


def check(report: Report) -> Iterator[Finding]:
    """Only where last year's report was handed in."""
    if report.before is None:
        return
    for figure in report.reached:
        if (
            figure.kind == "change"
            and figure.base_unit == "%"
            and figure.compared != "mom"
            and not constant(report, figure)
        ):
            now = current(report, figure)
            then = _then(report.before, now) if now else None
            if now and then and then.base_value and not matches(now, then, figure):
                yield _grown(report, now, then, figure)
        elif figure.kind == "count" and _LAST.search(figure.before):
            then = _then(report.before, figure)
            if then and (span(then)[1] < span(figure)[0] or span(figure)[1] < span(then)[0]):
                yield _told(report, figure, then)


def _then(before: Report, now: Figure) -> Figure | None:
    """The one figure of last year's report with the same subject and unit; none where there are two."""
    subject = _LAST.sub("", now.subject).removeprefix("年")
    found = (
        [f for f in before.reached if f.subject == subject and f.kind == now.kind and alike(f, now)]
        if len(subject) > 1
        else []
    )
    return found[0] if len({f.base_value for f in found}) == 1 else None


def _grown(report: Report, now: Figure, then: Figure, change: Figure) -> Finding:
    one, two = now.base_value or Decimal(0), then.base_value or Decimal(1)
    right = ((one / two - 1) * 100).quantize(Decimal(1).scaleb(-max(change.places, 1)), ROUND_HALF_UP)
    return report.finding(
        "before", "inconsistent", [now, change],
        f"({number(one)} − {number(two)}) ÷ {number(two)} = {right}% ≠ {number(change.base_value or Decimal(0))}%",
        Text(f"上年报告写“{then.subject}{then.text}”，到今年{now.text}是{right}%，报告写{change.text}。",
             f"Last year's report gave {then.text}; to {now.text} that is {right}%, not {change.text}."),
        Text("核对；如果上年数后来更正过，写明更正后的数。", "Check; if last year's number was corrected, give the corrected one."),
    )  # fmt: skip


def _told(report: Report, figure: Figure, then: Figure) -> Finding:
    return report.finding(
        "before", "inconsistent", [figure], f"{figure.text} ≠ {then.text}",
        Text(f"今年说上年是{figure.text}，上年的报告写的是{then.text}。", f"This report says last year had {figure.text}; last year's says {then.text}."),
        Text("核对；如果更正过，写明。", "Check; if it was corrected, say so."),
    )  # fmt: skip
