"""How long a period is: a number and a unit, as the law writes it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from yifa.errors import CalendarError, Text
from yifa.statutes.numerals import read_number

if TYPE_CHECKING:
    from yifa.statutes import Counting, Statutes

__all__ = ["Length", "Unit"]


class Unit(StrEnum):
    """What a period is counted in (民法典 Art. 200; working time as the instrument says)."""

    HOURS = "hours"
    WORKHOURS = "workhours"
    DAYS = "days"
    WORKDAYS = "workdays"
    MONTHS = "months"
    YEARS = "years"

    @property
    def in_hours(self) -> bool:
        """Whether the period runs from a moment to a moment, not from a day to a day."""
        return self in {Unit.HOURS, Unit.WORKHOURS}


_ENGLISH = {
    "hour": Unit.HOURS,
    "workhour": Unit.WORKHOURS,
    "working hour": Unit.WORKHOURS,
    "day": Unit.DAYS,
    "workday": Unit.WORKDAYS,
    "working day": Unit.WORKDAYS,
    "month": Unit.MONTHS,
    "year": Unit.YEARS,
}
_CHINESE = {
    "小时": Unit.HOURS,
    "工作小时": Unit.WORKHOURS,
    "工作时": Unit.WORKHOURS,
    "日": Unit.DAYS,
    "天": Unit.DAYS,
    "自然日": Unit.DAYS,
    "工作日": Unit.WORKDAYS,
    "月": Unit.MONTHS,
    "年": Unit.YEARS,
}
_NAMES = {
    Unit.HOURS: ("小时", "hour"),
    Unit.WORKHOURS: ("个工作小时", "working hour"),
    Unit.DAYS: ("日", "day"),
    Unit.WORKDAYS: ("个工作日", "working day"),
    Unit.MONTHS: ("个月", "month"),
    Unit.YEARS: ("年", "year"),
}
_WRITTEN_ENGLISH = re.compile(r"(\d+)\s*([a-z]+(?: [a-z]+)?)")
_WRITTEN_CHINESE = re.compile(r"([\d零一二两三四五六七八九十百千]+)\s*个?\s*([^\d\s个]+)")


@dataclass(frozen=True, slots=True)
class Length:
    """`count` units of time; `count` is at least 1.

    >>> Length(7, Unit.WORKDAYS).text.zh
    '7个工作日'
    """

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse a period of nothing."""
        if self.count < 1:
            raise _unreadable(f"{self.count} {self.unit}")

    @staticmethod
    def parse(
        text: str, *, under: str | None = None, statutes: Statutes | None = None, on: date | None = None
    ) -> Length:
        """Read a period; raises `CalendarError` where it is none.

        `under` names the instrument it stands in: where that instrument, as in force `on` a day (the
        newest text without one), counts such days in working days, so does the answer. Needs `statutes`.

        >>> [str(Length.parse(t)) for t in ("7 workdays", "七日", "15个工作日", "三个月", "两年", "24小时")]
        ['7 workdays', '7 days', '15 workdays', '3 months', '2 years', '24 hours']
        """
        return _parsed(text).under(working_rule(under, statutes, on))

    def under(self, rule: Counting | None) -> Length:
        """The length as an instrument with that rule on working days counts it."""
        if rule and self.unit is Unit.DAYS and rule.covers(self.count):
            return Length(self.count, Unit.WORKDAYS)
        return self

    @property
    def text(self) -> Text:
        """The period in words, in both languages."""
        zh, en = _NAMES[self.unit]
        return Text(f"{self.count}{zh}", f"{self.count} {en}{'' if self.count == 1 else 's'}")

    def __str__(self) -> str:
        """The form used in law data: `7 workdays`; `parse` reads it back."""
        return f"{self.count} {self.unit.value}"


def working_rule(under: str | None, statutes: Statutes | None, on: date | None) -> Counting | None:
    """The rule on working days of the instrument `under`, if it has one.

    Raises `CalendarError` when an instrument is named and no statutes are given, and `LawError` for an
    instrument that is unknown or not in force on that day.
    """
    if under is None:
        return None
    if statutes is None:
        raise CalendarError(
            "calendar.statutes",
            Text(f"适用“{under}”须提供法规库。", f"To count under '{under}' the statutes are needed."),
        )
    return statutes.workday_rule(under, on)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Length:
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if match := _WRITTEN_ENGLISH.fullmatch(plain):
        unit = _ENGLISH.get(match[2].removesuffix("s"))
    elif match := _WRITTEN_CHINESE.fullmatch(plain):
        unit = _CHINESE.get(match[2])
    else:
        raise _unreadable(text)
    if unit is None:
        raise _unreadable(text)
    try:
        return Length(read_number(match[1]), unit)
    except ValueError as error:
        raise _unreadable(text) from error


def _unreadable(text: str) -> CalendarError:
    return CalendarError(
        "calendar.length",
        Text(f"“{text}”不是一个期间。", f"'{text}' is not a period."),
        hint=Text(
            "例如：7个工作日、15日、3个月、2年、24小时、4个工作小时。",
            "Such as: 7 workdays, 15 days, 3 months, 24 hours.",
        ),
    )
