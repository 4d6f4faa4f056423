"""Figures, and the acts behind each: computed by the worker, acts shown within the reader's scope only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render

from yifa import clock
from yifa.docket.models import Case
from yifa.errors import BadInput, Missing, Text
from yifa.indicators import client
from yifa.indicators.figure import Figure
from yifa.indicators.opening import compare, opening_figures

from .access import Reader, signed_in

__all__ = ["asked_year", "figure", "figures", "latest_year"]

PAGE = 50


def asked_year(request: Reader) -> int:
    """The year asked for; the year of the newest record if none."""
    text = request.GET.get("year") or str(latest_year())
    if not text.isdigit() or not 2018 <= int(text) <= 2100:
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
    """Every figure of a year."""
    year = asked_year(request)
    return render(request, "yifa/figures.html", {"year": year, "figures": client.figures(year)})


@signed_in
def figure(request: Reader, indicator: str) -> HttpResponse:
    """One figure: value, formula, base, trace, and a page of its acts."""
    year = asked_year(request)
    page = request.GET.get("page", "0")
    offset = int(page) * PAGE if page.isdigit() else 0
    answer = client.figure(indicator, year, offset=offset, limit=PAGE)
    if answer is None:
        raise Missing("web.no_figure", Text("没有这个指标。", "There is no such figure."))
    found, parts, acts = answer
    context: dict[str, Any] = {
        "figure": found,
        "year": year,
        "acts": _within(request, acts),
        "outside": 0,
        "page": offset // PAGE,
        "more": len(acts) == PAGE,
        "parts": parts,
    }
    context["outside"] = len(acts) - len(context["acts"])
    context["compared"] = compare(found, _last_year(request, indicator, year), opening_figures(year - 1))
    return render(request, "yifa/figure.html", context)


def _last_year(request: Reader, indicator: str, year: int) -> Figure | None:
    """Last year's figure where it is asked for: it is a computation of its own, and the page should not wait for it."""
    if "compare" not in request.GET:
        return None
    return next((f for f in client.figures(year - 1) if f.indicator == indicator), None)


def _within(request: Reader, acts: list[tuple[int, int, int]]) -> list[dict[str, object]]:
    """The acts whose cases the reader may see; the rest are only counted."""
    if not acts:
        return []
    condition, params = request.sees.as_sql("c")
    ids = sorted({case for _, case, _ in acts})
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id, c.number, c.title FROM docket_case c WHERE c.id IN ({', '.join(['%s'] * len(ids))}) AND {condition}",
            [*ids, *params],
        )
        known = {row[0]: row for row in cursor.fetchall()}
    return [
        {"act": act, "case": case, "seq": seq, "number": known[case][1], "title": known[case][2]}
        for act, case, seq in acts
        if case in known
    ]
