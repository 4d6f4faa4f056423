"""A difference against the two values it lies between: 增收1284万元, 减少12件, 提高0.9个百分点, 净增3513户."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import number, span
from ..figure import Figure, Finding
from ..report import Report
from ..witness import COUNTED

__all__ = ["check"]

_MORE = r"增收|增支|多收|净增|增加|增长|提高|提升|上升|多"
_LESS = r"减收|减支|少收|压减|减少|下降|降低|回落|少"
_MOVED = re.compile(rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))了?$")
_ENDS = frozenset(word[-1] for word in f"{_MORE}|{_LESS}|了".split("|"))
_NET = re.compile(r"净增加?(?:了)?$")
_CAME, _WENT = (
    re.compile(r"新设|新增|新登记|(?<!重)新认定|新办|新建"),
    re.compile(r"注销|退出|减少|吊销|迁出"),
)
_THEN = re.compile(
    r"(?:上年度?|去年|上年同期|去年同期|同期|上一年度?|前一年|(?:19|20)\d{2}年(?:同期|末|底)?)(?:的|为|是)?[（(]?$"
)
_FROM, _TO = re.compile(r"(?:由|从)[^，,。；;]{0,12}$"), re.compile(r"^[^，,。；;\d]{0,8}[至到为]$")
_NEAR, _FAR = 14, 24


def check(report: Report) -> Iterator[Finding]:
    """Every difference whose two values stand in its sentence."""
    for moved in report.reached:
        if moved.bound != "exact" or moved.value is None:
            continue
        if moved.base_unit == "百分点":
            pair = _rates(report, moved)
        elif moved.kind in (*COUNTED, "change") and moved.base_unit != "%":
            word = report.text[moved.at - 1] in _ENDS and _MOVED.search(
                report.text[max(0, moved.at - _NEAR) : moved.at]
            )
            pair = _net(report, moved) or _counts(report, moved) if word else None
        else:
            continue
        if pair and not _fits(*pair, moved, _falls(report, moved)):
            yield _wrong(report, *pair, moved)


def _falls(report: Report, moved: Figure) -> bool:
    words = re.findall(rf"{_MORE}|{_LESS}", report.text[max(0, moved.at - _NEAR) : moved.at])
    return bool(words and re.fullmatch(_LESS, words[-1]))


def _part(report: Report, figure: Figure) -> list[Figure]:
    """The figures of the piece of the sentence between semicolons in which a figure stands."""
    begins, text = report.sentence(figure.sentence)
    here = figure.at - begins
    start = max(text.rfind(sign, 0, here) for sign in "；;") + begins
    ends = [at + begins for sign in "；;" if (at := text.find(sign, here)) >= 0]
    return [
        f for f in report.by_sentence[figure.sentence] if start < f.at < min(ends, default=begins + len(text))
    ]


def _counts(report: Report, moved: Figure) -> tuple[Figure, Figure] | None:
    """This year's count and last year's, where last year's is told as such or where one rose from the other."""
    part = _part(report, moved)
    if _NET.search(report.text[max(0, moved.at - _NEAR) : moved.at]) and any(
        _WENT.search(f.before) for f in part
    ):
        return None
    same = [f for f in part if f is not moved and f.kind in COUNTED and f.base_unit == moved.base_unit]
    then = [f for f in same if _THEN.search(report.text[max(0, f.at - _NEAR) : f.at])]
    if len(then) == 1 and abs(then[0].at - moved.at) <= 2 * _FAR:
        now = [f for f in same if f is not then[0] and f.at < moved.at and not _moved(report, f)]
        return (
            (now[-1], then[0])
            if now and now[-1].at < then[0].at and _beside(report, now[-1], moved, then[0])
            else None
        )
    before = [f for f in same if f.at < moved.at][-2:]
    return _risen(report, before, moved)


def _moved(report: Report, figure: Figure) -> bool:
    return bool(_MOVED.search(report.text[max(0, figure.at - _NEAR) : figure.at]))


def _beside(report: Report, now: Figure, moved: Figure, then: Figure) -> bool:
    """Whether no other count stands between this year's and its difference: 13件、罚款9万元，增加2件 may speak of either."""
    between = [f for f in report.by_sentence[now.sentence] if now.at < f.at < moved.at and f is not then]
    return not any(f.kind in COUNTED for f in between)


def _risen(report: Report, two: list[Figure], moved: Figure) -> tuple[Figure, Figure] | None:
    """由120张增至168张，增加48张."""
    if len(two) < 2 or moved.at - two[1].to > _NEAR:
        return None
    old, new = two
    rose = _FROM.search(report.text[max(0, old.at - _NEAR) : old.at])
    return (new, old) if rose and _TO.search(report.text[old.to : new.at]) else None


def _net(report: Report, moved: Figure) -> tuple[Figure, Figure] | None:
    """What came and what went: 新设6418户，注销2905户，净增3513户."""
    if not _NET.search(report.text[max(0, moved.at - _NEAR) : moved.at]):
        return None
    same = [f for f in _part(report, moved) if f.at < moved.at and f.base_unit == moved.base_unit]
    came, went = [f for f in same if _CAME.search(f.before)], [f for f in same if _WENT.search(f.before)]
    return (came[0], went[0]) if len(came) == len(went) == 1 else None


def _rates(report: Report, moved: Figure) -> tuple[Figure, Figure] | None:
    """The rate now and then: 由31.5%提升到46.2%，提高…; 97.9%，较上年的97.2%提高…."""
    before = [f for f in report.earlier(moved) if f.kind == "rate"][:2][::-1]
    if (
        len(before) < 2
        or moved.at - before[1].to > _NEAR
        or re.search(r"分别", report.text[before[1].to : moved.at])
    ):
        return None
    old, new = before
    if risen := _risen(report, before, moved):
        return risen
    told = report.text[max(0, new.at - _NEAR) : new.at]
    last = _THEN.search(told) and (re.search(r"[由从较比]", told) or new.subject == old.subject)
    return (old, new) if last and new.at - old.to <= _FAR else None


def _fits(now: Figure, then: Figure, moved: Figure, falls: bool) -> bool:
    """Whether the difference is that of the two, each as rounded as it is written."""
    (low, high), (least, most) = _wide(now), _wide(then)
    bottom, top = (least - high, most - low) if falls else (low - most, high - least)
    stated = _wide(moved)
    return bottom <= stated[1] and top >= stated[0]


def _wide(figure: Figure) -> tuple[Decimal, Decimal]:
    if figure.kind in ("rate", "change"):
        step, value = Decimal(1).scaleb(-figure.places) / 2, abs(figure.base_value or Decimal(0))
        return value - step, value + step
    return span(figure)


def _wrong(report: Report, now: Figure, then: Figure, moved: Figure) -> Finding:
    one, two = abs(now.base_value or Decimal(0)), abs(then.base_value or Decimal(0))
    unit = "" if now.kind == "rate" else now.base_unit
    return report.finding(
        "moved", "inconsistent", [now, then, moved], f"{number(one)} − {number(two)} = {number(one - two)}{unit} ≠ {moved.text}",
        Text(f"{now.text}和{then.text}相差{number(abs(one - two))}{unit}，报告写{moved.text}。", f"{now.text} and {then.text} differ by {number(abs(one - two))}, not by {moved.text}."),
        Text("核对两个数和差数。", "Check both values and the difference."),
    )  # fmt: skip
