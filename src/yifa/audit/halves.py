"""Quantities told without a numeral: 半年, 一半, 近半, 过半, 半数, 翻一番."""

from __future__ import annotations

import re
from decimal import Decimal

from .numerals import chinese_number
from .settling import Draft

__all__ = ["half_at"]

_HALF = re.compile(
    r"(?P<whole>一半|半数)|(?P<time>半(?P<unit>年|个月|个小时|小时|天)(?!度|报|总结|考核|工作|会|来临|一|两))|(?P<only>(?<=[近过超])半)(?![年个天小径导价程岛空夜成壁山生途百点])"
)
_DOUBLED = re.compile(r"翻了?(?P<times>[一两二三四五])?番")
_AFTER = re.compile(r"(?P<at_least>以上|有余)|(?P<about>左右|上下|多)|(?P<at_most>以下|以内|之内)")
_BEFORE = re.compile(
    r"(?P<at_least>(?:超过|已过|超|过|逾|突破|达到或超过))了?$|(?P<about>将近|接近|近|约|大约)$|(?P<at_most>不足|不到|不超过)$"
)
_NOT_TIME = re.compile(r"[上下每前后大小夜]$|第[一二]个$|多$")
"""上半年 is a part of the calendar, 每半年 a frequency."""
_SLOGAN = re.compile(r"时间(?:已?过|近|将近)$|任务(?:已?过|近)$")
"""时间过半、任务过半 is said and not counted."""
_FIFTY = Decimal(50)


def half_at(text: str, at: int, before: str) -> Draft | None:
    """What 半 or 翻 says at a place; None where it says no quantity (半山, 上半年, 翻修).

    >>> [(d.base, d.unit, d.bound) for d in [half_at("近半年", 1, "近"), half_at("一半以上", 0, "占"), half_at("翻两番", 0, "")] if d]
    [(Decimal('0.5'), '年', 'exact'), (Decimal('50'), '%', 'at_least'), (Decimal('300'), '%', 'exact')]
    """
    if doubled := _DOUBLED.match(text, at):
        times = chinese_number(doubled["times"]) if doubled["times"] else Decimal(1)
        grown = Decimal((2 ** int(times or 1) - 1) * 100)
        return Draft(
            at,
            doubled.end(),
            grown,
            grown,
            "%",
            "%",
            _bound(text, doubled.end(), before),
            "change",
            chinese=True,
        )
    half = _HALF.match(text, at)
    if half is None:
        return None
    bound = _bound(text, half.end(), before)
    after = _AFTER.match(text, half.end())
    end = after.end() if after else half.end()
    if half["time"]:
        if _NOT_TIME.search(before):
            return None
        unit, base = _UNITS[half["unit"]]
        exact = "exact" if before.endswith("近") and not after else bound
        return Draft(at, end, Decimal("0.5"), Decimal("0.5"), unit, base, exact, "duration", chinese=True)
    if half["only"] and (not _BEFORE.search(before) or _SLOGAN.search(before)):
        return None
    return Draft(at, end, _FIFTY, _FIFTY, "%", "%", bound, "rate", chinese=True)


_UNITS = {
    "年": ("年", "年"),
    "个月": ("个月", "个月"),
    "个小时": ("小时", "小时"),
    "小时": ("小时", "小时"),
    "天": ("天", "天"),
}


def _bound(text: str, end: int, before: str) -> str:
    """What stands after it, or else before it."""
    found = _AFTER.match(text, end) or _BEFORE.search(before)
    return found.lastgroup or "exact" if found else "exact"
