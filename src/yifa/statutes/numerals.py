"""Numbers as the law writes them: 四十四, 一百零八, 一千二百四十二."""

from __future__ import annotations

__all__ = ["in_chinese", "read_number"]

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))


def in_chinese(number: int) -> str:
    """`number` (1 to 9999) as an article writes it; raises `ValueError` outside that range.

    >>> [in_chinese(n) for n in (7, 10, 15, 44, 108, 110, 1004, 1242)]
    ['七', '十', '十五', '四十四', '一百零八', '一百一十', '一千零四', '一千二百四十二']
    """
    if not 1 <= number <= 9999:
        raise ValueError(f"{number} is not between 1 and 9999")
    written = ""
    rest = number
    for value, name in _PLACES:
        digit, rest = divmod(rest, value)
        if digit:
            written += _DIGITS[digit] + name
        elif written and rest and not written.endswith("零"):
            written += "零"
    if rest:
        written += _DIGITS[rest]
    return written.removeprefix("一") if 10 <= number < 20 else written


def read_number(text: str) -> int:
    """The number in `text`, in digits or in Chinese (两 is two); raises `ValueError` for none or nought.

    >>> [read_number(t) for t in ("7", "十", "十五", "二十", "两", "一百零八", "一千二百四十二")]
    [7, 10, 15, 20, 2, 108, 1242]
    """
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    plain = text.replace("两", "二")
    places = {name: value for value, name in _PLACES}
    total = digit = 0
    for sign in plain:
        if sign in _DIGITS:
            digit = _DIGITS.index(sign)
        elif sign in places:
            total += (digit or 1) * places[sign]
            digit = 0
        else:
            raise ValueError(f"{text!r} is not a number")
    total += digit
    written = in_chinese(total) if 1 <= total <= 9999 else ""
    if not written or (plain.removeprefix("一") if 10 <= total < 20 else plain) != written:
        raise ValueError(f"{text!r} is not a number as the law writes it")
    return total
