"""Days, runs of days and articles in words, Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from yifa.errors import Text
from yifa.statutes.numerals import in_chinese

__all__ = ["article", "moment", "runs"]

_WEEKDAYS = (
    ("一", "Mon"),
    ("二", "Tue"),
    ("三", "Wed"),
    ("四", "Thu"),
    ("五", "Fri"),
    ("六", "Sat"),
    ("日", "Sun"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ARTICLE = re.compile(r"(.+)/([1-9]\d*)")


def moment(day: date) -> Text:
    """A day, with the hour where there is one.

    >>> moment(date(2026, 10, 13)).zh, moment(date(2026, 10, 13)).en
    ('2026年10月13日（周二）', 'Tue 13 Oct 2026')
    """
    zh, en = _WEEKDAYS[day.weekday()]
    clock = f"{day:%H:%M}" if isinstance(day, datetime) else ""
    chinese = f"{day.year}年{day.month}月{day.day}日（周{zh}）{clock}"
    return Text(chinese, f"{en} {day.day} {_MONTHS[day.month - 1]} {day.year} {clock}".rstrip())


def runs(days: Iterable[date]) -> Text:
    """Days in order, those that follow each other joined.

    >>> runs([date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 11)]).zh
    '10月1日至10月2日、10月11日'
    """
    spans: list[list[date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(day)
        else:
            spans.append([day])
    chinese = "、".join(_span(span, _short_zh, "至") for span in spans)
    return Text(chinese, ", ".join(_span(span, _short_en, " to ") for span in spans))


def article(ground: str) -> Text:
    """A ground with one article, in words; any other ground as it stands.

    >>> article("民法典/201").zh, article("民法典/201").en
    ('民法典第二百零一条', '民法典 Art. 201')
    """
    if match := _ARTICLE.fullmatch(ground):
        return Text(f"{match[1]}第{in_chinese(int(match[2]))}条", f"{match[1]} Art. {match[2]}")
    return Text(ground, ground)


def _span(days: list[date], short: Callable[[date], str], joint: str) -> str:
    return short(days[0]) if len(days) == 1 else f"{short(days[0])}{joint}{short(days[-1])}"


def _short_zh(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _short_en(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"
