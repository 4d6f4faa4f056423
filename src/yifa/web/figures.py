"""Figures, and the acts behind each: computed by the worker, acts shown within the reader's scope only."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from yifa import clock
from yifa.annual.prose import rounded_as
from yifa.docket.models import Case
from yifa.errors import BadInput, Missing, Text
from yifa.indicators import client
from yifa.indicators.figure import Figure
from yifa.indicators.opening import compare, opening_figures
from yifa.indicators.periods import Period, before, named, whole_year
from yifa.people.models import Body
from yifa.places.codes import Level
from yifa.places.models import Division

from .access import Reader, page_of, signed_in
from .choosing import says
from .traced import AT_MOST, act_rows, known_to

__all__ = ["asked_year", "figure", "figures", "latest_year", "watermark"]

PAGE = 50
YUAN = "元"


def asked_year(request: Reader) -> int:
    """The year asked for; the year of the newest record if none."""
    text = request.GET.get("year") or str(latest_year())
    if not (text.isascii() and text.isdigit() and len(text) == 4) or not 2018 <= int(text) <= 2100:
        raise BadInput("web.year", Text("年份有误。", "The year cannot be read."))
    return int(text)


def latest_year() -> int:
    """The last closed year in which cases were opened, which is the one to report on; this year while there is none."""
    this = clock.today().year
    earlier = (
        Case.objects.filter(opened_on__lt=date(this, 1, 1))
        .order_by("-id")
        .values_list("opened_on", flat=True)
        .first()
    )
    return earlier.year if earlier else this


@signed_in
def figures(request: Reader) -> HttpResponse:
    """Every figure of a year, or those in whose title the words asked for stand."""
    year, q = asked_year(request), request.GET.get("q", "").strip()[:60]
    found = [each for each in client.figures(year) if says(q, each.title)]
    years = sorted({year - 1, year + 1, clock.today().year} & {*range(2018, clock.today().year + 1)} - {year})
    return render(request, "yifa/figures.html", {"year": year, "figures": found, "q": q, "years": years})


@signed_in
def figure(request: Reader, indicator: str) -> HttpResponse:
    """One figure: value, formula, base, trace, and a page of its acts, as far as the reader may see them."""
    period, division, at = _period(request), request.GET.get("division") or None, watermark(request)
    year = period[0].year
    answer = client.figure(indicator, *period, division=division, as_of=at, limit=AT_MOST)
    if answer is None:
        raise Missing("web.no_figure", Text("没有这个指标。", "There is no such figure."))
    found, parts, acts = answer
    shown, opened = known_to(request, acts)
    page, compared = page_of(request), None
    if "compare" in request.GET or (at is None and whole_year(period)):
        earlier = whole_year(before(period))
        entered = opening_figures(earlier, division=division, as_of=at) if earlier else {}
        compared = compare(found, _last_year(request, indicator, period, division, at), entered)
    context: dict[str, Any] = {
        "places": _places(request), "division": division or "",
        "apart": _apart(found, period, division, at),
        "figure": found, "year": year, "at": at, "parts": parts, "money": found.unit.zh == YUAN, "asked": _asked(request),
        "acts": act_rows(shown[page * PAGE : (page + 1) * PAGE], opened), "outside": len(acts) - len(shown), "looked": len(acts),
        "cut": len(acts) == AT_MOST, "page": page, "more": len(shown) > (page + 1) * PAGE, "compared": compared,
        "rounded": rounded_as(indicator, year, division) if division else [],
    }  # fmt: skip
    return render(request, "yifa/figure.html", context)


def _apart(found: Figure, period: Period, division: str | None, at: int | None) -> list[dict[str, Any]]:
    """The figure by each fact that tells it apart, and by body; the worker is asked only of what is counted."""
    predicate = found.trace["predicate"]
    told_apart = predicate.get("by") or predicate.get("of")
    return client.apart(found.indicator, *period, division=division, as_of=at) if told_apart else []


def _places(request: Reader) -> list[tuple[str, str]]:
    """The streets and communities of the reader's bodies: a figure can be asked of each."""
    paths = set(Body.objects.filter(pk__in={post.body_id for post in request.actor.posts}).values_list("division__path", flat=True))  # fmt: skip
    standing = Division.objects.standing_on(clock.today()).filter(level__in=(Level.TOWNSHIP, Level.COMMUNITY))
    return [(path, name) for path, name in standing.order_by("code").values_list("path", "name") if any(f"{path}/".startswith(f"{one}/") for one in paths)]  # fmt: skip


def _period(request: Reader) -> Period:
    """The days asked for with `from` and `to`; else the year."""
    first, last = request.GET.get("from"), request.GET.get("to")
    if first and last:
        return named(f"{first}..{last}")
    year = asked_year(request)
    return date(year, 1, 1), date(year, 12, 31)


def watermark(request: Reader) -> int | None:
    """The last act the figure is to be computed from: a frozen report asks for its own."""
    text = request.GET.get("at", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise BadInput("web.at", Text("记录编号有误。", "This is no number of a record."))
    return int(text)


def _asked(request: Reader) -> str:
    """What the links of the page hand on: year, division, watermark."""
    kept = {name: request.GET[name] for name in ("division", "at", "from", "to") if request.GET.get(name)}
    return urlencode(kept if "from" in kept else {"year": asked_year(request), **kept})


def _last_year(
    request: Reader, indicator: str, period: Period, division: str | None, at: int | None
) -> Figure | None:
    """The figure of the same period of the year before where it is asked for: it is a computation of its own, and the page should not wait for it."""
    if "compare" not in request.GET:
        return None
    return client.figures_between(*before(period), division=division, as_of=at, names=[indicator])[0]
