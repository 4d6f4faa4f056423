"""One thing with two values: the same words count it twice, and differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from yifa.errors import Text

from ..arithmetic import number, span
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check"]

_LEAST = {"count": 5, "money": 6, "area": 4, "rate": 6}
"""Signs a subject needs before it is taken for the same thing: 问题 and 满意率 are of many things."""
_MANY = re.compile(
    r"折算|折合|活动|培训|会议|讲座|宣传|检查|学习|资料|问题|等$|各类|次$|企业$|群众$|程序$|金额$|咨询$|完成$|^占|占$|占比$|^发生|^死亡|事故$|单位$|部门$"
)
_STAGE = re.compile(r"审结|办结|执结|结案|未结|化解|整改|立案|受理|新收|收到")
"""Taken in and closed are two numbers of one thing."""
_STOCK = re.compile(r"(?:全街道?|全镇|全区|辖区|下辖|现有|共有|街道共?有)[^，,。]{0,4}$")


def check(report: Report) -> Iterator[Finding]:
    """Exact figures of one subject, unit and period that differ between sentences."""
    groups: dict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for figure in report.reached:
        if _same_again(figure):
            groups[figure.subject, figure.base_unit, figure.kind, figure.period].append(figure)
    for figures in groups.values():
        first, *rest = figures
        other = next((f for f in rest if f.sentence != first.sentence and _apart(first, f)), None)
        if other:
            yield report.finding(
                "same_thing", "suspect", [first, other], f"{number(first.base_value or span(first)[0])} ≠ {number(other.base_value or span(other)[0])}",
                Text(f"“{first.subject}”前面写{first.text}，后面写{other.text}。", f"“{first.subject}” is {first.text} in one place and {other.text} in another."),
                Text("核对是不是同一件事、同一期间；不是的，写出区别。", "Check whether it is the same thing and period; if not, say what differs."),
            )  # fmt: skip


def _same_again(figure: Figure) -> bool:
    if figure.bound != "exact" or figure.kind not in _LEAST or _MANY.search(figure.subject):
        return False
    return len(figure.subject) >= _LEAST[figure.kind] or (
        figure.kind == "count" and len(figure.subject) > 1 and bool(_STOCK.search(figure.before))
    )


def _apart(one: Figure, two: Figure) -> bool:
    stages = [found.group() if (found := _STAGE.search(f.before)) else "" for f in (one, two)]
    return stages[0] == stages[1] and (span(one)[1] < span(two)[0] or span(two)[1] < span(one)[0])
