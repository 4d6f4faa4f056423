"""Numbers as reports write them: 2,207, 1.6万, 两万, 三十余, 一百二十, 二〇二三."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["chinese_number"]

_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}


def chinese_number(text: str) -> Decimal | None:
    """The value of a Chinese numeral; None where it is none (三四, 百, 万).

    Digits set side by side are read as a year is (二〇二三). A place without its digit is only a number where it is
    ten (十, 十二): 百姓 and 万众 count nothing.

    >>> [int(chinese_number(t) or -1) for t in ("两", "十二", "一百二十", "三千零五", "两万", "二〇二三", "一百", "百", "三四")]
    [2, 12, 120, 3005, 20000, 2023, 100, -1, -1]
    """
    if len(text) == 4 and all(sign in _DIGITS for sign in text):  # a year
        return Decimal("".join(str(_DIGITS[sign]) for sign in text))
    total = section = digit = 0
    last = 10**9
    seen = False
    for sign in text:
        if sign in _DIGITS:
            if seen and digit:
                return None
            digit, seen = _DIGITS[sign], True
        elif sign in _PLACES:
            if _PLACES[sign] >= last or not (digit or (sign == "十" and not section)):
                return None
            section, last = section + (digit or 1) * _PLACES[sign], _PLACES[sign]
            digit, seen = 0, True
        else:
            if not section + digit:
                return None
            total, section, digit, last = (total + section + digit) * _GROUPS[sign], 0, 0, 10**9
    return Decimal(total + section + digit) if seen else None
