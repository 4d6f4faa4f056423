"""Numbers as reports write them: 2,207, 1.6万, 两万, 三十余, 一百二十, 二〇二三, 3万5千, 三点五, 两三."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["between_two", "chinese_number", "mixed_number"]

_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_STEP = re.compile(r"零?(\d+(?:\.\d+)?|[一二两三四五六七八九])?([十百千]*)([万亿]*)")
_SIGNS = frozenset("〇零一二两三四五六七八九十百千万亿")
_TWO = re.compile(r"(十?)(?=两三|二三|三四|三五|四五|五六|六七|七八|八九)(.)(.)([十百千]?[万亿]?)")


def chinese_number(text: str) -> Decimal | None:
    """The value of a Chinese numeral; None where it is none (三四, 百, 万).

    Digits set side by side are read as a year is (二〇二三). A place without its digit is only a number where it is
    ten (十, 十二): 百姓 and 万众 count nothing.

    >>> [int(chinese_number(t) or -1) for t in ("两", "十二", "一百二十", "三千零五", "两万", "二〇二三", "一百", "百", "三四")]
    [2, 12, 120, 3005, 20000, 2023, 100, -1, -1]
    >>> chinese_number("三点五")
    Decimal('3.5')
    """
    whole, point, decimals = text.partition("点")
    if point:
        start = chinese_number(whole)
        told = all(sign in _DIGITS for sign in decimals)
        return (
            start + Decimal("0." + "".join(str(_DIGITS[s]) for s in decimals))
            if start is not None and told
            else None
        )
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


def mixed_number(text: str) -> Decimal | None:
    """The value of digits and Chinese places in one number; None where the places do not fall.

    Places fall from left to right, and nothing after a place is as large as it: 5万12345 is two numbers.

    >>> [int(mixed_number(t) or -1) for t in ("3万5千", "1亿2千万", "一百二十3", "1万2000", "4千8百万", "5万12345", "2百3千")]
    [35000, 120000000, 123, 12000, 48000000, -1, -1]
    """
    total = section = Decimal(0)
    limit, group = Decimal(10) ** 16, Decimal(10) ** 16
    for step in _STEP.finditer(text):
        if not step.group():
            continue
        written = step[1] or ("1" if step[2] else "0")
        value = Decimal(_DIGITS.get(written, 0)) if written in _DIGITS else Decimal(written)
        for place in step[2]:
            value *= _PLACES[place]
        if value >= limit:
            return None
        section, limit = section + value, _place(step[2])
        if step[3]:
            size = Decimal(1)
            for place in step[3]:
                size *= _GROUPS[place]
            if size >= group:
                return None
            total, section, limit, group = total + section * size, Decimal(0), size, size
    return total + section


def _place(places: str) -> Decimal:
    """What everything after a place is smaller than: 千 of 3千 leaves hundreds; bare digits leave nothing."""
    size = Decimal(1)
    for place in places:
        size *= _PLACES[place]
    return size


def between_two(text: str) -> tuple[Decimal, Decimal] | None:
    """The two numbers 两三, 十七八, 五六十, 二三百万 stand for, at the start of a text; None for any other words.

    >>> [tuple(map(int, between_two(t) or ())) for t in ("两三件", "十七八", "五六十", "二三百万", "三六")]
    [(2, 3), (17, 18), (50, 60), (2000000, 3000000), ()]
    """
    match = _TWO.match(text)
    if not match or (match[1] and match[4]) or text[match.end() : match.end() + 1] in _SIGNS:
        return None
    size = Decimal(1)
    for place in match[4]:
        size *= (_PLACES | _GROUPS)[place]
    ten = Decimal(10) if match[1] else Decimal(0)
    return (ten + _DIGITS[match[2]]) * size, (ten + _DIGITS[match[3]]) * size
