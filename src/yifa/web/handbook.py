"""The handbook of the law: every instrument in force on a day, searched by name, article or word, and what has changed since another day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from yifa import clock
from yifa.docket.world import the_law
from yifa.errors import BadInput, Text
from yifa.procedures import Law
from yifa.procedures.register import FAMILY
from yifa.registers.reading import Item, items
from yifa.statutes.instruments import LEVELS, MARKS, Article, Statute, Version
from yifa.statutes.numerals import read_number

from .access import Reader, may, signed_in

__all__ = ["changes", "handbook", "recent"]

LIST = "leader_law"
YEAR = timedelta(days=365)
MONTH = timedelta(days=30)
ARTICLE = re.compile(r"^(?P<name>.+?)\s*[/第\s]\s*(?P<number>[0-9零一二三四五六七八九十百千]{1,9})\s*条?$")
NEW = Text("新施行", "new")
AMENDED = Text("修改", "amended")
ENDED = Text("废止", "no longer in force")


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an instrument on a day: a first text, a later one, or none any more."""

    day: date
    statute: Statute
    version: Version
    what: Text


def changes(statutes: Iterable[Statute], after: date, until: date) -> list[Change]:
    """Every text that came into force, or ended without another, from the day after `after` up to `until`; the latest first."""
    found = [each for statute in statutes for each in _of(statute) if after < each.day <= until]
    return sorted(found, key=lambda each: (-each.day.toordinal(), each.statute.slug))


def _of(statute: Statute) -> Iterator[Change]:
    for place, version in enumerate(statute.versions):
        yield Change(version.start, statute, version, AMENDED if place else NEW)
        if version.end is not None and statute.on(version.end) is None:
            yield Change(version.end, statute, version, ENDED)


def recent(law: Law) -> int:
    """How many changes fell within the last thirty days, or come within the next: what the desk warns of."""
    today = clock.today()
    return len(changes(law.statutes, today - MONTH, today + MONTH))


@signed_in
def handbook(request: Reader) -> HttpResponse:
    """The law in force on a day, as far as the platform knows it; `law` opens one instrument, `q` searches names and articles."""
    law, today = the_law(), clock.today()
    on = _day(request.GET.get("on", ""), today)
    since = _day(request.GET.get("since", ""), on - YEAR)
    q, level, slug = (
        request.GET.get("q", "").strip()[:60],
        request.GET.get("level", ""),
        request.GET.get("law", ""),
    )
    listed = [(statute, version) for statute in law.statutes if (version := statute.on(on))]
    chosen = [(s, v) for s, v in listed if (not level or s.level == level) and (not slug or s.slug == slug)]
    rows = [_row(s, v, found) for s, v in chosen if (found := _found(s, v, q, whole=bool(slug))) is not None]
    context = {
        "rows": rows, "total": len(listed), "on": on.isoformat(), "since": since.isoformat(), "q": q, "level": level, "slug": slug,
        "levels": LEVELS.items(), "changed": changes(law.statutes, since, on), "coming": changes(law.statutes, on, date.max)[::-1],
        "leaders": _leaders(request, law, on), "resting": _resting(law, chosen[0][0]) if slug and chosen else [],
    }  # fmt: skip
    return render(request, "yifa/handbook.html", context)


def _day(text: str, default: date) -> date:
    """A day as typed; the default where it is empty. Raises `BadInput`."""
    try:
        return date.fromisoformat(text) if text else default
    except ValueError as problem:
        raise BadInput("web.day", Text("日期有误。", "The day cannot be read.")) from problem


def _found(statute: Statute, version: Version, q: str, *, whole: bool) -> list[Article] | None:
    """The articles to show: those the words name or say; none where the name alone is meant, None where nothing is."""
    everything = [version.articles[number] for number in sorted(version.articles)]
    if not q:
        return everything if whole else []
    if cited := ARTICLE.match(q):
        number = _number(cited["number"])
        there = _named(statute, cited["name"]) and version.has(number)
        return [each for each in everything if each.number == number] if there else None
    saying = [each for each in everything if q.lower() in f"{each.text.zh} {each.text.en}".lower()]
    return saying if saying or _named(statute, q) else None


def _number(text: str) -> int:
    """The number of an article as typed, in digits or Chinese; nought, which no article has, where it cannot be read."""
    try:
        return read_number(text)
    except ValueError:
        return 0


def _named(statute: Statute, words: str) -> bool:
    return any(words.lower() in name.lower() for name in (*statute.names, statute.name.en, statute.short.en))


def _row(statute: Statute, version: Version, found: list[Article]) -> dict[str, Any]:
    """One instrument as the page shows it."""
    return {
        "statute": statute,
        "version": version,
        "level": LEVELS[statute.level],
        "mark": MARKS[version.mark],
        "articles": found,
    }


def _leaders(request: Reader, law: Law, on: date) -> list[dict[str, Any]]:
    """The laws that leaders must know, each beside the text in force: whether the list still names it."""
    kept = law.registers.get(LIST)
    scope = may(request, "see").narrowed([f"{FAMILY}{LIST}"])
    if kept is None or not scope:
        return []
    return [_beside(law, item, on) for item in items(kept, on, scope=scope)]


def _beside(law: Law, item: Item, on: date) -> dict[str, Any]:
    name, kept_on = str(item.values.get("name", "")), str(item.values.get("version_on", ""))
    statute = law.statutes.get(name) if name in law.statutes else None
    version = statute.on(on) if statute else None
    stale = statute is not None and (version is None or version.start.isoformat() > kept_on)
    return {"item": item, "statute": statute, "version": version, "stale": stale}


def _resting(law: Law, statute: Statute) -> list[Any]:
    """The procedures in force that rest on an instrument."""
    newest = (versions[-1] for family, versions in law.families.items() if not family.startswith(FAMILY))
    return [each for each in newest if any(name in each.text.ground for name in statute.names)]
