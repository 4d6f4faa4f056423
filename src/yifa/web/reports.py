"""The annual report: on the page, as PDF, as Word."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from yifa.annual.build import Report, build
from yifa.annual.chart import chart_svg
from yifa.annual.models import FrozenReport
from yifa.annual.page import as_html
from yifa.annual.paper import as_docx, as_pdf
from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.indicators import client
from yifa.people.models import Body

from .access import Reader, signed_in
from .figures import latest_year

__all__ = ["download", "latest", "report"]

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "svg": "image/svg+xml",
}


def _report(request: Reader, year: int) -> Report:
    body = Body.objects.filter(pk=request.actor.body_id).first()
    while body is not None and body.kind == "committee":
        body = Body.objects.filter(division=body.division, kind="outpost").first()
    if body is None or body.kind not in ("outpost", "government"):
        body = Body.objects.filter(kind="outpost").first()
    if body is None:
        raise Missing("web.no_body", Text("没有可以报告的机关。", "There is no body to report on."))
    return build(the_law(), year, body.pk, client.figures)


@signed_in
def latest(request: Reader) -> HttpResponse:
    """The report of the year of the newest record."""
    return redirect("report", latest_year())


@signed_in
def report(request: Reader, year: int) -> HttpResponse:
    """The report of the reader's street."""
    made = _report(request, year)
    frozen = FrozenReport.objects.filter(year=year, body_id=made.body_id).order_by("-version").first()
    return render(
        request, "yifa/report.html", {"report": made, "year": year, "text": as_html(made), "frozen": frozen}
    )


@signed_in
def download(request: Reader, year: int, kind: str) -> HttpResponse:
    """The report as a file; `svg` is its chart."""
    makers = {"pdf": lambda r: as_pdf(r, request.build_absolute_uri("/").rstrip("/")), "docx": lambda r: as_docx(r, request.build_absolute_uri("/").rstrip("/")),
              "svg": lambda r: chart_svg(r).encode()}  # fmt: skip
    if kind not in makers:
        raise Missing("web.no_kind", Text("没有这种格式。", "There is no such format."))
    response = HttpResponse(makers[kind](_report(request, year)), content_type=TYPES[kind])
    if kind != "svg":
        response["Content-Disposition"] = f'attachment; filename="report-{year}.{kind}"'
    return response
