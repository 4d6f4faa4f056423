"""Days, months, years and times in digits: what has a place in the calendar counts nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Day", "days_at"]

_DASH = r"(?:[-—–―~～－至到]|——)"
_YEAR = r"(?:19|20)\d{2}"
_PATTERN = re.compile(
    rf"(?P<y1>{_YEAR})年?{_DASH}(?P<y2>{_YEAR})年?(?!\d)"
    rf"|(?P<iso>{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)"
    rf"|(?P<y>{_YEAR})年(?:(?P<ym>\d{{1,2}})月(?:(?P<yd>\d{{1,2}})[日号])?)?"
    rf"|(?P<m1>\d{{1,2}})月?(?:份)?{_DASH}(?P<m2>\d{{1,2}})月(?:份)?(?!\d)"
    r"|(?P<list>\d{1,2})(?=(?:、\d{1,2})+月|(?:、\d{1,2})*[两三四五六]个月)"
    r"|(?P<hour>\d{1,2})时(?:\d{1,2}分)?(?![间段限效常刻候期])|(?P<clock>\d{1,2})点(?=[前后至到整半钟起])"
    r"|(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?"
    r"|(?P<time>\d{1,2}[:：]\d{2})(?!\d)"
    r"|(?P<day>\d{1,2})日(?!内|之内|以内|制|的期限)"
)
_MONTHS, _DAYS, _HOURS = 12, 31, 24


@dataclass(frozen=True, slots=True)
class Day:
    """One place in the calendar: where it is written, its number (20240129, 202401, 2024, 129) and its unit."""

    at: int
    to: int
    number: int
    unit: str


def days_at(text: str, at: int) -> list[Day]:
    """The day, month, year, or both ends of a range written at a place; nothing where there is none.

    >>> [(d.number, d.unit) for d in days_at("2024年1月29日", 0)]
    [(20240129, '日')]
    >>> [(d.number, d.unit) for d in days_at("1-11月", 0)]
    [(1, '月'), (11, '月')]
    >>> days_at("3个月", 0)
    []
    """
    match = _PATTERN.match(text, at)
    if not match:
        return []
    kind, end = match.lastgroup, match.end()
    if match["y1"]:
        return [
            Day(*match.span("y1"), int(match["y1"]), "年"),
            Day(match.start("y2"), end, int(match["y2"]), "年"),
        ]
    if match["m1"]:
        ends = [
            Day(*match.span("m1"), int(match["m1"]), "月"),
            Day(match.start("m2"), end, int(match["m2"]), "月"),
        ]
        return ends if all(day.number <= _MONTHS for day in ends) else []
    if match["iso"]:
        year, month, day = (int(part) for part in re.split(r"[-/.]", match["iso"]))
        return [Day(at, end, year * 10000 + month * 100 + day, "日")]
    if match["y"]:
        return [_year(match, at, end)]
    if match["list"]:  # 6、7、8三个月
        return [Day(at, end, int(match["list"]), "月")] if int(match["list"]) <= _MONTHS else []
    if clock := match["hour"] or match["clock"]:
        return [Day(at, end, int(clock), "时")] if int(clock) <= _HOURS else []
    if match["m"]:
        if int(match["m"]) > _MONTHS or int(match["d"] or 1) > _DAYS:
            return []
        number = int(match["m"]) * 100 + int(match["d"]) if match["d"] else int(match["m"])
        return [Day(at, end, number, "日" if match["d"] else "月")]
    number = int(re.sub(r"\D", "", match.group()))
    return (
        [Day(at, end, number, "时" if kind == "time" else "日")] if kind == "time" or number <= _DAYS else []
    )


def _year(match: re.Match[str], at: int, end: int) -> Day:
    year, month, day = int(match["y"]), match["ym"], match["yd"]
    if not month:
        return Day(at, end, year, "年")
    if not day:
        return Day(at, end, year * 100 + int(month), "月")
    return Day(at, end, (year * 100 + int(month)) * 100 + int(day), "日")
