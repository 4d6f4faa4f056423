"""How much was added against the percentage told beside it: 受理270件，比上月增加27件，环比增长6.7%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import alike, number, span
from ..figure import Figure, Finding
from ..report import Report
from ..witness import COUNTED
from .growth import constant, told_then

__all__ = ["check"]

_MORE, _LESS = r"增收|增支|多收|增加|增长|上升|提高|多", r"减收|减支|少收|减少|下降|降低|回落|少"
_MOVED = re.compile(rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))了?$")
_NET = re.compile(r"净[增减]|新增|累计|年均|合计")
_BETWEEN = re.compile(
    rf"(?:19|20)\d{{2}}年度?(?:同期)?|同期|同比|环比|上年度?|去年|上月|上周|上季度|上一年度?|相比|比|较|与|和|于|{_MORE}|{_LESS}|幅度?|增|减|降|为|达到?|了|数?量|数|亿元|万元|[的、，,；;（()）:：。%]"
)
_PARTED, _MONTHLY = re.compile(r"[；;。]"), re.compile(r"环比|上月|上周|上季")
_TOLD = re.compile(r"[同环]比|[上去](?:年|月|周|季)")
_BACK, _FAR, _WORDS = 5, 40, 2


def check(report: Report) -> Iterator[Finding]:
    """Every difference and percentage told side by side, with the count they are of before them."""
    figures = report.reached
    for one, two, n in zip(figures, figures[1:], range(len(figures)), strict=False):
        pair = _pair(report, one, two)
        apart = report.text[one.to : two.at]
        if not pair or _PARTED.search(apart) or constant(report, one) or _bare(report, [], one.to, two.at):
            continue
        if bool(_MONTHLY.search(apart)) != bool(_MONTHLY.search(one.before)) and _TOLD.search(apart):
            continue  # the one against last year, the other against last month
        moved, change = pair
        nows = list(_counts(report, figures[max(0, n - _BACK) : n], moved, one.at))
        if nows and not any(_fits(now, moved, change) for now in nows):
            yield _wrong(report, nows[0], moved, change)


def _pair(report: Report, one: Figure, two: Figure) -> tuple[Figure, Figure] | None:
    """A difference and a percentage of change, in either order, both exact and both up or both down."""
    for moved, change in ((one, two), (two, one)):
        if change.kind != "change" or change.base_unit != "%":
            continue
        word = _MOVED.search(report.text[max(0, moved.at - 6) : moved.at])
        if (
            word
            and moved.base_unit not in ("%", "百分点", "倍")
            and moved.kind in (*COUNTED, "change")
            and moved.bound == change.bound == "exact"
            and not _NET.search(report.text[max(0, moved.at - 8) : moved.at])
            and bool(word["less"]) == ((change.base_value or 0) < 0)
        ):
            return moved, change
    return None


def _counts(report: Report, before: list[Figure], moved: Figure, until: int) -> Iterator[Figure]:
    """The counts before the pair that nothing but comparing words parts from it, the nearest first."""
    for index, figure in reversed(list(enumerate(before))):
        if figure.kind not in COUNTED or not alike(figure, moved) or figure.bound != "exact":
            continue
        if _MOVED.search(report.text[max(0, figure.at - 6) : figure.at]) or told_then(report, figure):
            continue
        if until - figure.to <= _FAR * _WORDS and not _bare(report, before[index + 1 :], figure.to, until):
            yield figure
        return


def _bare(report: Report, inside: list[Figure], start: int, end: int) -> str:
    """What remains of the words between two places without figures and comparing words; one sign is none."""
    pieces, place = [], start
    for figure in inside:
        pieces.append(report.text[place : figure.at])
        place = figure.to
    left = _BETWEEN.sub("", "".join([*pieces, report.text[place:end]]))
    named = report.text[max(0, start - _FAR) : start]
    return "" if len(left) < _WORDS or left in named else left


def _fits(now: Figure, moved: Figure, change: Figure) -> bool:
    """Whether the difference over last year's count gives the change, rounded or cut off."""
    bottom, top = _between(now, moved, change)
    step, stated = Decimal(1).scaleb(-change.places), abs(change.base_value or Decimal(0))
    return bottom - step <= stated <= top + step


def _between(now: Figure, moved: Figure, change: Figure) -> tuple[Decimal, Decimal]:
    """The least and the greatest change the rounded numbers allow."""
    sign = 1 if (change.base_value or 0) > 0 else -1
    (low, high), (least, most) = span(now), span(moved)
    big, small = high - sign * least, low - sign * most
    if small <= 0 or big <= 0:
        return Decimal(0), Decimal(10) ** 9
    return least * 100 / big, most * 100 / small


def _wrong(report: Report, now: Figure, moved: Figure, change: Figure) -> Finding:
    one, two = now.base_value or Decimal(0), abs(moved.base_value or Decimal(0))
    then = one - two if (change.base_value or 0) > 0 else one + two
    right = (two * 100 / then).quantize(Decimal(1).scaleb(-max(change.places, 1)))
    sign, word = ("−", "增加") if (change.base_value or 0) > 0 else ("+", "减少")
    return report.finding(
        "increment", "inconsistent", [now, moved, change], f"{number(two)} ÷ ({number(one)} {sign} {number(two)}) = {right}% ≠ {change.text}",
        Text(f"本期{now.text}，{word}{moved.text}，算出来是{right}%，报告写{change.text}。", f"A change of {moved.text} to {now.text} is {right}%; the report says {change.text}."),
        Text("核对本期数、增减数和百分比；三个数里有一个不对。", "Check the count, the difference and the percentage."),
    )  # fmt: skip
