"""A list that would make a count told just before it, were it not for one slip: 受理2495件。交办2388件，直办117件.

Nobody called the counts parts. They are taken for them only where one changed digit, or two that changed places, would
make the sum hold, and where no reading of the counts around them does. So it is never more than suspect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import added, told
from ..figure import Figure, Finding
from ..report import Report
from ..witness import made, nearby

__all__ = ["check"]

_WHOLE = re.compile(
    r"共|总|受理|接[到收]|收到|新收|办理|承办|审结|查处|处理|全[年市区县镇街]|完成|开展|应诉|案件|回访|纠纷"
)
_APART = re.compile(r"[日月年人]均|平均|增加|减少|下降|上升|提高|增长|较|比上|同期|上年|去年|结转|重复|占$")
_STAGES = re.compile(r"开庭|出庭|整改|移送|同时|培训|讲座|宣传|发放|走访|出动")
_OPEN = re.compile(r"等[，,。；;]|等?(?:主要|部分|多数)|前[三四五六七八九十\d]|位居|较多|较大|集中")
_LEAST, _SMALL, _MOST, _MANY = 10, 100, 12, 3
_NEAR = Decimal("0.12")


def check(report: Report) -> Iterator[Finding]:
    """Every sentence that lists two counts and more of one unit."""
    for number_, figures in report.by_sentence.items():
        words = report.sentence(number_)[1]
        if _OPEN.search(words):
            continue
        for counts in _by_unit(report, figures):
            if found := _slipped(report, counts):
                yield _told(report, *found)


def _by_unit(report: Report, figures: list[Figure]) -> Iterator[list[Figure]]:
    """The exact counts of a sentence that stand in no bracket of their own, those of one unit together."""
    groups: list[list[Figure]] = []
    for figure in figures:
        sound = (
            figure.kind in ("count", "money") and figure.bound == "exact" and not _APART.search(figure.before)
        )
        if not sound or report.aside(figure, figures[-1].to + 1):
            continue
        group = next((each for each in groups if added(each[0], figure)), None)
        if group is None:
            groups.append([figure])
        else:
            group.append(figure)
    yield from (group for group in groups if 1 < len(group) <= _MOST)


def _slipped(report: Report, counts: list[Figure]) -> tuple[Figure, list[Figure]] | None:
    """The whole and the parts that nearly make it: the whole before the list, or its first count."""
    before = [f for f in nearby(report, counts[0], 2) if added(f, counts[0]) and f.bound == "exact"]
    around = [*(f for f in nearby(report, counts[0]) if added(f, counts[0])), *counts]
    if any(made(whole, run) for run in _runs(counts) for whole in around if whole not in run):
        return None
    _, *rest = counts
    wholes = [(counts[0], rest), *((whole, counts) for whole in before[:_MANY])]
    return next(((whole, parts) for whole, parts in wholes if len(parts) > 1 and _likely(whole, parts)), None)


def _runs(counts: list[Figure]) -> Iterator[list[Figure]]:
    """Every run of two counts and more that stand beside one another."""
    for start in range(len(counts)):
        yield from (counts[start:end] for end in range(start + 2, len(counts) + 1))


def _likely(whole: Figure, parts: list[Figure]) -> bool:
    value, total = _value(whole), sum((_value(f) for f in parts), Decimal(0))
    least = _LEAST if len(parts) >= _MANY else _SMALL
    if value < least or not _WHOLE.search(whole.before) or _STAGES.search("".join(f.before for f in parts)):
        return False
    near = _NEAR if len(parts) < _MANY else _NEAR * 2
    if abs(total - value) > value * near or any(_value(f) >= value for f in parts):
        return False
    off = value - total
    return _one_slip(value, total) or any(_one_slip(_value(f), _value(f) + off) for f in parts)


def _one_slip(one: Decimal, two: Decimal) -> bool:
    """Whether two whole numbers differ in one digit, or in two beside each other that changed places."""
    if two <= 0 or one != one.to_integral_value() or two != two.to_integral_value():
        return False
    first, second = str(int(one)), str(int(two))
    apart = [n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and first[apart[0]] + first[apart[1]] == second[apart[1]] + second[apart[0]]  # fmt: skip
    return len(first) == len(second) and (len(apart) == 1 or swapped)


def _value(figure: Figure) -> Decimal:
    """A count as written: 150.25万件 slips in its digits as 15025 does."""
    return abs(figure.base_value or Decimal(0))


def _told(report: Report, whole: Figure, parts: list[Figure]) -> Finding:
    return report.finding(
        "slips", "suspect", [whole, *parts], f"{told(parts)} ≠ {whole.text}",
        Text(f"这几项像是“{whole.subject}{whole.text}”的分项，只差一个数字。", f"These look like the parts of {whole.text}, but for one digit."),
        Text("核对各数；不是分项的，写明。", "Check the numbers; if they are no parts, say so."),
    )  # fmt: skip
