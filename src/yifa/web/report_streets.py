"""A body above over its streets: a report's figures by street with the sum, each leading to the street's figure and its acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from yifa.annual.approval import FAMILY, cases_of
from yifa.annual.build import figure_link, forms, number_told
from yifa.annual.page import as_figure, as_html
from yifa.annual.streets import by_street, streets_below
from yifa.docket.world import the_law
from yifa.errors import Forbidden, Missing, Text
from yifa.indicators import client
from yifa.people.models import Body
from yifa.people.scopes import Scope

from .access import Reader, may, signed_in
from .language import language_of

__all__ = ["street", "streets", "streets_of"]

WHY = Text("没有您可以查看的下级街道（乡镇）。", "There are no streets below that you may look at.")


def streets_of(request: Reader) -> list[Body]:
    """The streets below the divisions of the reader's posts whose acts the reader may trace: those of which the grants say so."""
    divisions = dict.fromkeys(post.division for post in request.actor.posts)
    scope = may(request, "trace")
    found = {
        body.pk: body for division in divisions for body in streets_below(division) if _reaches(scope, body)
    }
    return list(found.values())


def _reaches(scope: Scope, body: Body) -> bool:
    row = {
        "body_id": body.pk,
        "division": body.division.path,
        "office_id": None,
        "handler_id": None,
        "procedure": FAMILY,
        "shielded": False,
    }
    return scope.allows(row)


def _required(request: Reader) -> list[Body]:
    found = streets_of(request)
    if not found:
        raise Forbidden("web.no_streets", WHY)
    return found


@signed_in
def streets(request: Reader, period: str, name: str) -> HttpResponse:
    """Every figure of a report by street, with the sum; with `figure`, that one alone, street under street."""
    found = _required(request)
    form = forms(the_law()).get(name)
    if form is None:
        raise Missing("annual.report", Text(f"没有“{name}”这种报告。", f"There is no report '{name}'."))
    section = by_street(the_law(), name, period, found, client.figures_between)
    rows: list[dict[str, Any]] = [
        {"line": line, "sum": number_told(line.sum),
         "cells": [{"told": number_told(cell.value), "link": figure_link(cell), "body": body} for cell, body in zip(line.cells, found, strict=True)]}
        for line in section.lines
    ]  # fmt: skip
    asked = request.GET.get("figure", "")
    one = next((row for row in rows if row["line"].name == asked), None) if asked else None
    if asked and one is None:
        raise Missing("web.no_figure", Text("没有这个指标。", "There is no such figure."))
    states = [(body, cases_of(body.pk, period).get((name, period))) for body in found]
    context = {
        "form": form, "period": period, "name": name, "streets": found, "states": states, "rows": rows, "one": one,
    }  # fmt: skip
    return render(request, "yifa/report_streets.html", context)


@signed_in
def street(request: Reader, period: str, name: str, number: int) -> HttpResponse:
    """The draft of one street as its figures make it; its author's words are the street's own until it is frozen."""
    body = next((each for each in _required(request) if each.pk == number), None)
    if body is None:
        raise Missing("web.no_street", WHY)
    made = (
        by_street(the_law(), name, period, [body], client.figures_between)
        .reports[0]
        .in_(language_of(request))
    )
    return render(
        request,
        "yifa/report_street.html",
        {"report": made, "body": body, "text": as_html(made), "chart": as_figure(made)},
    )
