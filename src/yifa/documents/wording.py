"""How sums, days and numbers are worded on official paper. Pure."""

from __future__ import annotations

from datetime import date, datetime

from yifa.clock import ZONE

__all__ = ["as_day", "as_moment", "date_upper", "day", "moment", "yuan", "yuan_upper"]

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_YEAR = str.maketrans("0123456789", "〇一二三四五六七八九")
_TENS = ("", "十", "二十", "三十")
_ONES = "〇一二三四五六七八九"
MOST_FEN = 10**18
"""Sums are worded below this many fen, ten thousand million million yuan."""


def yuan(fen: int) -> str:
    """A sum of whole fen, in yuan with two decimals.

    >>> yuan(20000), yuan(5), yuan(123456789)
    ('200.00元', '0.05元', '1234567.89元')
    """
    whole, rest = divmod(_sum(fen), 100)
    return f"{whole}.{rest:02d}元"


def yuan_upper(fen: int) -> str:
    """A sum of whole fen in the capital figures of vouchers; raises `ValueError` for a negative one.

    >>> [yuan_upper(fen) for fen in (20000, 0, 5, 10050, 100005, 1001000000, 10010)]
    ['贰佰元整', '零元整', '伍分', '壹佰元伍角', '壹仟元零伍分', '壹仟零壹万元整', '壹佰元壹角']
    >>> yuan_upper(1_0000_0001_00), yuan_upper(107000_53)
    ('壹亿零壹元整', '壹拾万柒仟元伍角叁分')
    """
    whole, rest = divmod(_sum(fen), 100)
    jiao, cents = divmod(rest, 10)
    written = f"{_whole_upper(whole)}元" if whole or not rest else ""
    if not rest:
        return f"{written}整"
    if jiao:
        written += f"{_DIGITS[jiao]}角"
    elif whole:
        written += "零"
    return f"{written}{_DIGITS[cents]}分" if cents else written


def _sum(fen: int) -> int:
    if not 0 <= fen < MOST_FEN:
        raise ValueError(f"{fen} fen is no sum that can be worded")
    return fen


def _whole_upper(number: int) -> str:
    if number == 0:
        return "零"
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    written, is_gap = "", False
    for place in reversed(range(len(groups))):
        group = groups[place]
        if group == 0:
            is_gap = True
            continue
        if written and (is_gap or group < 1000):
            written += "零"
        written += _group_upper(group) + _GROUPS[place]
        is_gap = False
    return written


def _group_upper(group: int) -> str:
    written, is_gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit == 0:
            is_gap = bool(written)
            continue
        written += ("零" if is_gap else "") + _DIGITS[digit] + _PLACES[place]
        is_gap = False
    return written


def as_day(value: str | date | datetime) -> date:
    """The day of a date, of a moment (aware, taken in official time), or of ISO text; raises `ValueError`."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
    return as_moment(value).date() if isinstance(value, datetime) else value


def as_moment(value: str | datetime) -> datetime:
    """A moment in official time; raises `ValueError` for one without a time zone."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    if found.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return found.astimezone(ZONE)


def day(value: str | date | datetime) -> str:
    """A day in figures, without leading zeros.

    >>> day("2023-05-04"), day(date(2026, 12, 31))
    ('2023年5月4日', '2026年12月31日')
    """
    found = as_day(value)
    return f"{found.year}年{found.month}月{found.day}日"


def moment(value: str | datetime) -> str:
    """A moment of official time to the minute.

    >>> moment("2023-05-04T01:05:00+00:00")
    '2023年5月4日9时05分'
    """
    found = as_moment(value)
    return f"{day(found)}{found.hour}时{found.minute:02d}分"


def date_upper(value: str | date | datetime) -> str:
    """A day in Chinese figures.

    >>> date_upper("2023-05-04"), date_upper("2020-10-20"), date_upper("2010-12-31")
    ('二〇二三年五月四日', '二〇二〇年十月二十日', '二〇一〇年十二月三十一日')
    """
    found = as_day(value)
    return f"{str(found.year).translate(_YEAR)}年{_small(found.month)}月{_small(found.day)}日"


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (_ONES[ones] if ones else "")
