"""A list that would make a count told just before it, were it not for one slip: 受理2495件。交办2388件，直办117件.

Nobody called the counts parts. They are taken for them only where one changed digit, or two that changed places, would
make the sum hold, and where no reading of the counts around them does. So it is never more than suspect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import added, by_unit, one_digit, swapped, told
from ..figure import Figure, Finding
from ..report import Report
from ..witness import made, nearby
from .shares import own

__all__ = ["check"]

_WHOLE = re.compile(
    r"共|总|受理|接[到收]|收到|新收|办理|承办|审结|查处|处理|全[年市区县镇街]|完成|开展|应诉|案件|回访|纠纷|留言|来信|信件|诉求|工单|咨询|投诉|申请|事项|保留|现有"
)
_APART = re.compile(r"[日月年人]均|平均|增加|减少|下降|上升|提高|增长|较|比上|同期|上年|去年|结转|重复|占$")
_STAGES = re.compile(r"开庭|出庭|败诉|整改|移送|同时|培训|讲座|宣传|发放|走访|出动")
_OPEN = re.compile(r"等[，,。；;]|等?(?:主要|部分|多数)|前[三四五六七八九十\d]|位居|较多|较大|集中")
_LISTED = re.compile(r"其中|分别|按[^，,。]{1,8}[分看]|从[^，,。]{1,10}看|分类|类型|类别")
_LEAST, _SMALL, _MOST, _TWO, _MANY, _LARGE = 10, 100, 40, 2, 3, 1000
_NEAR = Decimal("0.12")


def check(report: Report) -> Iterator[Finding]:
    """Every sentence that lists two counts and more of one unit."""
    for number_, figures in report.by_sentence.items():
        words = report.sentence(number_)[1]
        if _OPEN.search(words):
            continue
        listed = bool(_LISTED.search(words))
        for counts in _lists(report, figures):
            if found := _slipped(report, counts, listed):
                yield _told(report, *found)


def _lists(report: Report, figures: list[Figure]) -> Iterator[list[Figure]]:
    """The exact counts of a sentence that stand in no bracket of their own, those of one unit together."""
    sound = (
        f
        for f in figures
        if f.kind in ("count", "money")
        and f.bound == "exact"
        and not _APART.search(f.before)
        and not report.aside(f, figures[-1].to + 1)
    )
    yield from (group for group in by_unit(sound) if 1 < len(group) <= _MOST)


def _slipped(report: Report, counts: list[Figure], listed: bool) -> tuple[Figure, list[Figure]] | None:
    """The whole and the parts that nearly make it: the whole before the list, or its first count."""
    counts = _without_parts(counts)
    around = [f for f in nearby(report, counts[0]) if added(f, counts[0])]
    if len(counts) < _TWO or any(made(f, run) for run in _runs(counts, listed) for f in around):
        return None
    largest = max(_value(f) for f in counts)
    before = [
        f
        for f in nearby(report, counts[0], 2)
        if added(f, counts[0]) and f.bound == "exact" and not _APART.search(f.before) and _value(f) > largest
    ]
    wholes = [
        *((counts[n], counts[n + 1 :]) for n in range(_MANY) if len(counts) > n + (1 if n == 0 else _MANY)),
        *((counts[0], counts[1:end]) for end in (3,) if len(counts) > end and _value(counts[0]) >= _LARGE),
        *((whole, counts) for whole in before[:_MANY]),
    ]
    return next(
        (
            (whole, parts)
            for whole, parts in wholes
            if len(parts) > 1 and _likely(report, whole, parts, listed)
        ),
        None,
    )


def _without_parts(counts: list[Figure]) -> list[Figure]:
    """A list without what only divides the count right before it, or behind it: 解答20334件，转派18113件，其中县区17403件、市直710件."""
    for n, whole in enumerate(counts):
        for end in range(len(counts), n + 2, -1):
            if made(whole, counts[n + 1 : end]):
                return _without_parts(counts[: n + 1] + counts[end:])
        for start in range(n - 1):
            if made(whole, counts[start:n]):
                return _without_parts(counts[:start] + counts[n:])
    return counts


def _runs(counts: list[Figure], listed: bool) -> Iterator[list[Figure]]:
    """The list, its first ones and, where nobody says it lists parts, its last: where these make another count, all is well."""
    yield from (counts[:end] for end in range(2, len(counts) + 1))
    if not listed:
        yield from (counts[start:] for start in range(1, len(counts) - 1))


def _likely(report: Report, whole: Figure, parts: list[Figure], listed: bool) -> bool:
    """Whether the parts come near the whole, one slip in a part or in the whole apart."""
    value, total = _value(whole), sum((_value(f) for f in parts), Decimal(0))
    least = _LEAST if len(parts) >= _MANY else _SMALL
    if (
        _part(report, whole)
        or value < least
        or not (listed or _WHOLE.search(whole.before))
        or any(_value(f) >= value for f in parts)
    ):
        return False
    if _STAGES.search("".join(f.before for f in parts)):
        return False
    off, pairs = (
        abs(value - total),
        [(value, total), *((_value(f), _value(f) + value - total) for f in parts)],
    )
    near = value * (_NEAR if len(parts) < _MANY else 2 * _NEAR)
    return (off <= near and any(one_digit(*pair) for pair in pairs)) or (
        off <= value * 2 * _NEAR and value >= _SMALL and any(swapped(*pair) for pair in pairs)
    )


def _part(report: Report, count: Figure) -> bool:
    """Whether a count is told with its share: such a one is a part itself."""
    figures = report.by_sentence[count.sentence]
    behind = next((f for f in figures if f.at > count.at), count)
    return own(count, behind)


def _value(figure: Figure) -> Decimal:
    """A count as written: 150.25万件 slips in its digits as 15025 does."""
    return abs(figure.base_value or Decimal(0))


def _told(report: Report, whole: Figure, parts: list[Figure]) -> Finding:
    return report.finding(
        "slips", "suspect", [whole, *parts], f"{told(parts)} ≠ {whole.text}",
        Text(f"这几项像是“{whole.subject}{whole.text}”的分项，只差一个数字。", f"These look like the parts of {whole.text}, but for one digit."),
        Text("核对各数；不是分项的，写明。", "Check the numbers; if they are no parts, say so."),
    )  # fmt: skip
