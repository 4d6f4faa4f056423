"""From `law/workdays` to records; every complaint names its file and line."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from yifa.statutes import MARKS
from yifa.statutes.reading import Document, read_yaml
from yifa.workdays.notices import (
    Holiday,
    LocalHoliday,
    Notice,
    Records,
    Rules,
    StatutoryDay,
    StatutoryDays,
    Year,
)

__all__ = ["load_records"]


def load_records(folder: Path, region: str | None = None, overlay: Path | None = None) -> Records:
    """Read `rules.yaml`, every `<year>.yaml` and, if a region is named, `regions/<region>.yaml`.

    A year of `overlay` replaces the one of `folder`: so a notice is entered before a new release ships it.
    Raises `LawError` with file and line for anything malformed, contradictory or unknown.
    """
    years = {}
    for place in (folder, overlay):
        for path in sorted(place.glob("[0-9][0-9][0-9][0-9].yaml")) if place else ():
            year = _year(read_yaml(path))
            years[year.year] = year
    local = _local(read_yaml(folder / "regions" / f"{region}.yaml")) if region else ()
    return Records(_rules(read_yaml(folder / "rules.yaml")), dict(sorted(years.items())), local)


def _year(document: Document) -> Year:
    document.only({"year", "feasts", "ground", "mark", "notices"})
    year = document.need(int, "year")
    if str(year) != document.path.stem:
        message = f"文件名与年份 {year} 不符", f"the file is not named after {year}"
        raise document.error("law.value", *message, "year", expected=document.path.stem)
    document.one_of(MARKS, "mark")
    feasts = {str(name): document.need(date, "feasts", name) for name in document.need(dict, "feasts")}
    count = len(document.need(list, "notices"))
    notices = tuple(_notice(document, year, "notices", n) for n in range(count))
    for n, (earlier, later) in enumerate(pairwise(notices), start=1):
        if later.published <= earlier.published:
            message = "通知未按发布日期排列", "the notices are not in the order of publication"
            raise document.error("law.order", *message, "notices", n, expected=f"after {earlier.published}")
    return Year(year, feasts, notices)


def _notice(document: Document, year: int, *place: Any) -> Notice:
    document.only({"ground", "published", "mark", "amends", "holidays"}, *place)
    count = len(document.need(list, *place, "holidays"))
    holidays = tuple(_holiday(document, *place, "holidays", n) for n in range(count))
    taken: set[date] = set()
    for n, holiday in enumerate(holidays):
        days = {*holiday.off, *holiday.work}
        if taken & days or len(days) != len([*holiday.off, *holiday.work]):
            message = "同一天安排了两次", "a day is arranged twice"
            raise document.error("law.value", *message, *place, "holidays", n, expected="each day once")
        taken |= days
    return Notice(
        year=year,
        ground=document.need(str, *place, "ground"),
        published=document.need(date, *place, "published"),
        mark=document.one_of(MARKS, *place, "mark"),
        amends=document.text(*place, "amends") if document.at(*place, "amends") else None,
        holidays=holidays,
    )


def _span(document: Document, *place: Any) -> tuple[date, date]:
    document.only({"from", "to"}, *place)
    first, last = document.need(date, *place, "from"), document.need(date, *place, "to")
    if last < first:
        raise document.error(
            "law.value",
            "结束早于开始",
            "it ends before it begins",
            *place,
            "to",
            expected=f"{first} or later",
        )
    return first, last


def _holiday(document: Document, *place: Any) -> Holiday:
    document.only({"name", "off", "work"}, *place)
    first, last = _span(document, *place, "off")
    work = tuple(
        document.need(date, *place, "work", n) for n in range(len(document.need(list, *place, "work")))
    )
    for n, day in enumerate(work):
        if day.isoweekday() < 6:
            message = f"{day} 不是周末，无需调休", f"{day} is not a rest day, so it cannot be made up"
            raise document.error("law.value", *message, *place, "work", n, expected="a Saturday or Sunday")
    return Holiday(document.text(*place, "name"), first, last, work)


def _rules(document: Document) -> Rules:
    document.only({"first", "last", "rest_days", "reach_back", "statutory_days", "made_up"})
    document.only({"weekdays", "name", "ground", "mark"}, "rest_days")
    document.only({"days", "ground", "mark"}, "reach_back")
    document.only({"ground", "mark"}, "made_up")
    weekdays = document.need(list, "rest_days", "weekdays")
    revisions = len(document.need(list, "statutory_days"))
    return Rules(
        first=document.need(date, "first"),
        last=document.need(date, "last"),
        weekdays=frozenset(document.need(int, "rest_days", "weekdays", n) for n in range(len(weekdays))),
        weekend=document.text("rest_days", "name"),
        weekend_ground=document.need(str, "rest_days", "ground"),
        weekend_mark=document.one_of(MARKS, "rest_days", "mark"),
        reach_back=document.need(int, "reach_back", "days"),
        statutory=tuple(_statutory(document, "statutory_days", n) for n in range(revisions)),
        made_up_ground=document.need(str, "made_up", "ground"),
    )


def _statutory(document: Document, *place: Any) -> StatutoryDays:
    document.only({"published", "from", "ground", "mark", "days"}, *place)
    count = len(document.need(list, *place, "days"))
    return StatutoryDays(
        published=document.need(date, *place, "published"),
        year=document.need(int, *place, "from"),
        ground=document.need(str, *place, "ground"),
        mark=document.one_of(MARKS, *place, "mark"),
        days=tuple(_statutory_day(document, *place, "days", n) for n in range(count)),
    )


def _statutory_day(document: Document, *place: Any) -> StatutoryDay:
    fixed = document.at(*place, "feast") is None
    document.only({"name", "count", "on"} if fixed else {"name", "count", "feast", "offset"}, *place)
    return StatutoryDay(
        name=document.text(*place, "name"),
        on=document.need(str, *place, "on") if fixed else "",
        feast="" if fixed else document.need(str, *place, "feast"),
        offset=0 if fixed else document.need(int, *place, "offset"),
        count=document.need(int, *place, "count"),
    )


def _local(document: Document) -> tuple[LocalHoliday, ...]:
    document.only({"region", "name", "holidays"})
    document.text("name")
    if str(document.at("region")) != document.path.stem:
        message = "文件名与地区代码不符", "the file is not named after its region"
        raise document.error("law.value", *message, "region", expected=document.path.stem)
    found = []
    for n in range(len(document.need(list, "holidays"))):
        place = ("holidays", n)
        document.only({"name", "off", "published", "ground", "mark"}, *place)
        first, last = _span(document, *place, "off")
        ground, published = document.need(str, *place, "ground"), document.need(date, *place, "published")
        found.append(
            LocalHoliday(
                document.text(*place, "name"),
                first,
                last,
                ground,
                document.one_of(MARKS, *place, "mark"),
                published,
            )
        )
    return tuple(found)
